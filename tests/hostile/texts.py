"""A record whose every text field holds what `corpus.txt` holds, a text after the other, or plain texts instead.

In the corpus, ⏎ stands for a line break and ⇥ for a tab. What runs calls `zq()`; what asks for a file asks below /zq/
or at evil.test.
"""

from itertools import count
from pathlib import Path

from django.contrib.auth.models import User
from django.db import models

from missions.models import ENTRIES, Link, Mission, Source
from missions.models.fields import CitationsField, EdtfField, KeyField, PlainText
from missions.text.citations import CitationError, read_field
from tests.makers import (
    make_edition,
    make_figure,
    make_initiative,
    make_leader,
    make_link,
    make_mission,
    make_phase,
    make_quotation,
    make_relation,
    make_source,
)

PLAIN = """Text {number}, which is {word}, of NATO, with *some* **weight**, `code`,
a [link](https://example.org "title"), [another](/missions/),
<https://example.org/> and <a@example.org>. [@source-1, p. 4, "up to 500 personnel"]

# A heading

## Another heading

> A quotation. [@source-1]

- An item [@source-2]
- [@editorial] Another

3. Third [@source-1; @source-2]

| Year | How many |
|:-----|---------:|
| 2018 | 500 [@source-1] |

```
code
```

    more code

---

<b>raw</b> and a break\\
here, of an unknown source [@unknown]

<div>raw</div>

This names no source.

- Nor does this
"""
# How many rows have one text each: every text stands once in Markdown and once in a title.
SOURCES, OTHERS = 60, 60


def corpus() -> list[str]:
    lines = (Path(__file__).parent / "corpus.txt").read_text().split("\n")
    return [line.replace("⏎", "\n").replace("⇥", "\t") for line in lines if line and not line.startswith("%%%")]


def plain_texts(word: str = "plain") -> list[str]:
    """Return some harmless texts, which this word tells from others."""
    return [PLAIN.format(number=number, word=word) for number in range(12)]


def make_record(texts: list[str]) -> Mission:
    """Write a record with an entry for each text, or the one that is there anew, with these texts in its fields."""
    mission = Mission.objects.filter(key="nmi").first() or make_heads()
    make_entries(mission, len(texts))
    turns = count()
    for model in (Mission, Source, *ENTRIES):
        rows = list(model.objects.order_by("pk"))
        for number, row in enumerate(rows):
            for at, field in enumerate(texts_of(model)):
                # Phases and initiatives share the corpus between them; a second field starts elsewhere in it.
                text = texts[(next(turns) if field.name == "text" else number + 97 * at) % len(texts)]
                setattr(row, field.attname, fitting(text, field))
            fill_special(row, texts[number % len(texts)], number)
        model.objects.bulk_update(rows, [field.name for field in model.content_fields() if not field.is_relation])
    return mission


def make_heads() -> Mission:
    for number in range(SOURCES):
        make_source(f"source-{number}")
    mission = make_mission()
    make_relation(mission, make_mission("kfor"), "parallel")
    return mission


def make_entries(mission: Mission, many: int) -> None:
    """Add entries that the record has not, up to these many with a long text and OTHERS of each other kind."""
    there = mission.phases.count() + mission.initiatives.count()
    for number in range(there, many):
        (make_phase if number % 2 else make_initiative)(mission, f"entry-{number}")
    for number in range(mission.links.count(), min(many, OTHERS)):
        for make in (make_figure, make_leader, make_quotation):
            make(mission, f"{make.__name__[5:]}-{number}")
        make_link(mission, Source.objects.get(key=f"source-{number % SOURCES}"), f"link-{number}")


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """Return the fields of a row that take any text."""
    ruled = (KeyField, EdtfField, CitationsField)
    fields = model.content_fields()  # type: ignore[attr-defined]
    return [field for field in fields if isinstance(field, PlainText) and not isinstance(field, ruled)]


def fitting(text: str, field: models.Field) -> str:
    """Return what a field can hold of a text."""
    line = text if isinstance(field, models.TextField) else " ".join(text.split())
    return line[: field.max_length] if field.max_length else line


def fill_special(row, text: str, number: int) -> None:
    """Fill what has a rule of its own with the text as far as the rule lets it in."""
    word = "".join(text.split())
    if isinstance(row, Source):
        row.url = f"https://example.org/{word}"
        row.copies = f"2026-11-23 https://archive.example.org/{word}"
    elif not isinstance(row, Link):
        row.citations = citing(f"source-{number % SOURCES}", text)


def citing(key: str, text: str) -> str:
    """Return a citation with a text as the place and the words it names, if one can be read."""
    quoted = " ".join(text.replace("\\", "\\\\").replace('"', '\\"').split())
    for citation in (f'[@{key}, {quoted}, "{quoted}"]', f'[@{key}, "{quoted}"]'):
        try:
            read_field(citation)
        except CitationError:
            continue
        return citation
    return f"[@{key}]"


def publish_whatever(monkeypatch, *, reason: str, name: str) -> None:
    """Publish all records with everything that is a reason not to, as somebody with this name."""
    monkeypatch.setattr("missions.editions.proposal.problems", lambda document, mission_id: ())
    user, _new = User.objects.get_or_create(username="somebody")
    user.first_name = name[:150]
    user.save()
    for mission in Mission.objects.order_by("key"):
        make_edition(mission, by=user, reason=reason)
