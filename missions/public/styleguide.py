"""What the style page shows: a made-up record with every part in every state, printed as all records are."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path

from missions.pages.cards import Card
from missions.pages.changes import ChangeWords, FieldWords
from missions.pages.edition import EditionHead
from missions.pages.history import Event, NoticeWords, Shown
from missions.pages.mission import MissionPage
from missions.pages.stretches import stretches

SPECIMEN = Path(__file__).with_name("specimen.json")
SOME_DAY = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


def specimens() -> dict[str, object]:
    """Return the context of the style page."""
    document = json.loads(SPECIMEN.read_text(encoding="utf-8"))
    slug = document["mission"]["slug"]
    edition = EditionHead(slug, 2, SOME_DAY, "Ada Example", "Added phase “Founding”", minor=True)
    page = MissionPage.of(edition, document)
    withdrawal = NoticeWords("withdrawn", "A statement has to be checked first.", "Ada Example", SOME_DAY, 2)
    republished = NoticeWords("republished", "The statement holds.", "Ada Example", SOME_DAY, 2)
    return {
        "page": page,
        "slug": slug,
        "newest": Shown(page, slug, newest=2, withdrawal=None, is_fixed=True),
        "older": Shown(page, slug, newest=3, withdrawal=None, is_fixed=True),
        "withdrawal": withdrawal,
        "cards": [Card.of(edition, one, changed_at=SOME_DAY) for one in (document, ended(document))],
        "events": [
            Event(SOME_DAY, notice=republished),
            Event(SOME_DAY, notice=withdrawal),
            Event(SOME_DAY, edition=edition),
        ],
        "changes": changes(document["mission"]["summary"]),
    }


def ended(document: dict) -> dict:
    """Return the record of the same mission as if it had ended, with the least that a record may hold."""
    other = copy.deepcopy(document)
    other["mission"] |= {"dates": "2018/2020", "acronym": "", "host_country": "", "name": "Specimen Mission, ended"}
    return other


def changes(text: str) -> tuple[ChangeWords, ...]:
    long = f"{text} " * 8
    return (
        ChangeWords("added", "Added", "phase", "Founding", (FieldWords("Title", stretches("", "Founding")),)),
        ChangeWords("removed", "Removed", "leader", "Ada Example", (FieldWords("Name", stretches("Ada Example", "")),)),
        ChangeWords(
            "changed",
            "Changed",
            "mission",
            "",
            (
                FieldWords("Dates", stretches("2017", "since 31 October 2018")),
                FieldWords("Summary", stretches(long, long.replace("nobody", "somebody", 1))),
            ),
        ),
    )
