"""What the style page shows: a made-up record with every part in every state, printed as all records are."""

import copy
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from missions.pages.cards import Card
from missions.pages.changes import changes_between
from missions.pages.citable import Citable
from missions.pages.edition import EditionHead
from missions.pages.exports.publication import Publication
from missions.pages.history import Event, NoticeWords, Shown, runs_of
from missions.pages.mission import MissionPage
from missions.pages.statement_list import CitedStatement, StatementList
from missions.pages.summaries import summary_of
from missions.public.picture_specimens import picture_specimens

SPECIMEN = Path(__file__).with_name("specimen.json")
# An edit that holds a change of every kind: what its rows were and what they became.
EDIT = Path(__file__).with_name("specimen_edit.json")
SOME_DAY = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


def specimens() -> dict[str, object]:
    """Return the context of the style page."""
    document = json.loads(SPECIMEN.read_text(encoding="utf-8"))
    slug = document["mission"]["slug"]
    edition = EditionHead(slug, 2, SOME_DAY, "Ada Example", "Added phase “Founding”", minor=True)
    page = MissionPage.of(edition, document)
    edit = json.loads(EDIT.read_text(encoding="utf-8"))
    old, new = ({**document, **rows, "mission": document["mission"] | rows["mission"]} for rows in edit.values())
    changes = changes_between(old, new)
    withdrawal = NoticeWords("withdrawn", "A statement has to be checked first.", "Ada Example", SOME_DAY, 2)
    republished = NoticeWords("republished", "The statement holds.", "Ada Example", SOME_DAY, 2)
    return {
        "page": page,
        "slug": slug,
        "newest": Shown(page, slug, newest=2, withdrawal=None, is_fixed=True),
        "older": Shown(page, slug, newest=3, withdrawal=None, is_fixed=True),
        "withdrawal": withdrawal,
        "removals": (NoticeWords("redacted", "A court wants a name removed.", "Ada Example", SOME_DAY, 2),),
        "document": Citable.of_source(document["sources"][0]),
        "statements": statements(Publication(edition, slug, document, "", "", 2, False, ())),
        "cards": [Card.of(edition, one, changed_at=SOME_DAY) for one in (document, ended(document))],
        "runs": runs_of(
            [
                Event(SOME_DAY + timedelta(minutes=1), notice=republished),
                Event(SOME_DAY, notice=withdrawal),
                Event(SOME_DAY, edition=edition),
                Event(SOME_DAY, edition=replace(edition, number=1, minor=False)),
            ]
        ),
        "edition": edition,
        "changes": changes,
        "summary": summary_of(changes),
        "pictures": picture_specimens(),
    }


def statements(publication: Publication) -> list[CitedStatement]:
    """Return one statement with a document behind it and one without, under ids that the page has only once."""
    found = [one for group in StatementList.of(publication).groups for one in group.statements]
    shown = (next(one for one in found if bool(one.supports) is has_support) for has_support in (True, False))
    return [replace(one, id=f"specimen.{number}") for number, one in enumerate(shown, 1)]


def ended(document: dict) -> dict:
    """Return the record of the same mission as if it had ended, with the least that a record may hold."""
    other = copy.deepcopy(document)
    other["mission"] |= {"dates": "2018/2020", "acronym": "", "host_country": "", "name": "Specimen Mission, ended"}
    return other
