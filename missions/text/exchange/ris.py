"""RIS, one field a line: https://en.wikipedia.org/wiki/RIS_(file_format)"""

from collections.abc import Iterable

from missions.text.exchange.work import Day, Work, one_line

TYPES = {"webpage": "ELEC", "document": "GEN", "newspaper": "NEWS", "report": "RPRT", "dataset": "DATA"}


def ris(works: Iterable[Work]) -> str:
    return "".join(record(work) for work in works)


def record(work: Work) -> str:
    published, accessed = Day.of(work.published), Day.of(work.accessed)
    fields = (
        ("TI", work.title),
        ("AU", work.creator),
        ("T2", work.container),
        ("PB", work.publisher),
        ("ET", work.edition),
        ("PY", (published.parts[0] if published.parts else published.words) if published else ""),
        ("DA", slashed(published)),
        ("Y2", slashed(accessed)),
        ("UR", work.url),
        ("LA", work.language),
        ("N1", work.note),
        ("ID", work.key),
    )
    lines = [f"TY  - {TYPES[work.kind]}"]
    lines += [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def slashed(day: Day | None) -> str:
    """Return a plain date as RIS has it, year/month/day/, with empty places for what is not known."""
    return "/".join([*day.parts, "", "", ""][:3]) + "/" if day and day.parts else ""
