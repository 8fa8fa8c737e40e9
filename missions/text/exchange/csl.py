"""CSL-JSON, as the Citation Style Language has it: https://docs.citationstyles.org/en/stable/specification.html"""

import json
from collections.abc import Iterable

from missions.text.exchange.work import Day, Work, one_line, plain_parts
from missions.text.moments import Moment, Span

TYPES = {
    "webpage": "webpage",
    "document": "document",
    "newspaper": "article-newspaper",
    "report": "report",
    "dataset": "dataset",
}


def csl_json(works: Iterable[Work]) -> str:
    """Return works as a list of objects, a line for each of their members."""
    return "[\n" + ",\n".join(lines_of(item(work)) for work in works) + "\n]\n"


def lines_of(found: dict) -> str:
    members = (f"  {written(name)}: {written(value)}" for name, value in found.items())
    return "{\n" + ",\n".join(members) + "\n}"


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def item(work: Work) -> dict:
    found = {
        "id": work.key,
        "type": TYPES[work.kind],
        "title": one_line(work.title),
        "author": [{"literal": one_line(work.creator)}] if work.creator else None,
        "container-title": one_line(work.container),
        "publisher": one_line(work.publisher),
        "edition": work.edition,
        "issued": date_of(Day.of(work.published)),
        "accessed": date_of(Day.of(work.accessed)),
        "URL": work.url,
        "language": work.language,
        "note": one_line(work.note),
    }
    return {name: value for name, value in found.items() if value}


def date_of(day: Day | None) -> dict | None:
    """Return a date as far as its parts are known, else in words."""
    if day is None:
        return None
    ends = (day.meant.start, day.meant.end) if isinstance(day.meant, Span) else (day.meant,)
    known = [plain_parts(end) for end in ends if isinstance(end, Moment)]
    if len(known) < len(ends) or not all(known):
        return {"literal": day.words}
    parts = {"date-parts": [[int(part) for part in end] for end in known]}
    return parts | ({"circa": True} if any(isinstance(end, Moment) and end.mark for end in ends) else {})
