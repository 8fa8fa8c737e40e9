"""A history whose chain verifies brings in nothing that this site would not have published, or could not show."""

from copy import deepcopy
from functools import reduce

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from missions.editions.publish import adopt, republish, withdraw
from missions.editions.verify import AdoptionRefused, History
from missions.files.load import load
from missions.models import ENTRIES, Edition, Mission, Source
from tests.editions.histories import forget_editions, history_of, sealed
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation
from tests.public.addresses import ADDRESSES

pytestmark = pytest.mark.django_db


@pytest.fixture
def history() -> History:
    """Make the history of a record with entries of every kind, which the database does not hold any longer."""
    mission = make_full_mission()
    other = make_mission("ntm-i", name="NATO Training Mission", acronym="NTM-I")
    make_edition(other)
    make_relation(mission, other, "predecessor")
    make_edition(mission)
    make_phase(mission, "growth")
    make_edition(mission)
    found = history_of(mission)
    forget_editions()
    make_edition(other)
    return found


def forged(history: History, change) -> History:
    """Return a history whose last edition holds what `change` makes of its document, sealed again."""
    first, last = deepcopy(history.editions)
    last.document = change(last.document)
    return History("nmi", (first, sealed(last, previous=first.seal)))


def refusal(history: History, change) -> AdoptionRefused:
    with pytest.raises(AdoptionRefused) as refused:
        adopt(forged(history, change))
    assert refused.value.number == 2
    assert not Edition.objects.filter(mission__key="nmi").exists()
    return refused.value


def setting(section: str, field: str, value):
    """Return a change of one field in the first row of a section."""

    def change(document):
        row = document["mission"] if section == "mission" else document[section][0]
        row[field] = value
        return document

    return change


def joining(section: str, **fields):
    """Return a change that adds a row like the first one of a section."""
    return lambda document: document | {section: [*document[section], document[section][0] | fields]}


@pytest.mark.parametrize(
    ("section", "field", "value", "code", "place"),
    [
        ("mission", "kind", "gossip", "field", "mission “nmi”, kind: Value 'gossip' is not a valid choice."),
        ("mission", "dates", "2018-13", "field", "mission “nmi”, dates: "),
        ("mission", "name", "", "field", "mission “nmi”, name: it is empty."),
        ("mission", "name", "x" * 201, "field", "mission “nmi”, name: it is longer than 200 characters."),
        ("mission", "name", None, "field", "mission “nmi”, name: it is no text."),
        ("mission", "name", "a\nb", "field", "mission “nmi”, name: Remove the line break"),
        ("mission", "slug", "a/b", "field", "mission “nmi”, slug: "),
        ("mission", "key", "kfor", "another-mission", "another mission"),
        ("mission", "as_of", "", "as-of-missing", "mission “nmi”, as_of: "),
        ("mission", "summary", "It advises <b>Iraq</b>.", "raw-html", "mission “nmi”, summary: "),
        ("mission", "citations", "nobody", "field", "mission “nmi”, citations: “nobody” cannot be read"),
        ("mission", "citations", "", "unsourced", "mission “nmi”, dates: "),
        ("phases", "text", "No source.\n\nNone. [@nato-start]", "unsourced", "Phase “Establishment in Baghdad”"),
        ("phases", "text", "Nowhere. [@nowhere]", "unknown-source", "phase “establishment”, text: "),
        ("phases", "text", "![A map](a.png) [@nato-start]", "image", "phase “establishment”, text: "),
        ("phases", "text", "", "field", "phase “establishment”, text: it is empty."),
        ("phases", "text", "A\x00b [@nato-start]", "field", "text: Remove the invisible character U+0000"),
        ("phases", "text", "A\r\nb [@nato-start]", "field", "text: Remove the invisible character U+000D"),
        ("phases", "text", {"a": "b"}, "field", "phase “establishment”, text: it is no text."),
        ("phases", "is_announced", 1, "field", "phase “establishment”, is_announced: it is neither true nor false."),
        ("phases", "key", "Not A Key", "field", "phase “Not A Key”, key: Use small letters"),
        ("phases", "key", "growth", "key-twice", "phase “growth”: its key stands twice."),
        ("phases", "dates", "2019/2018", "field", "phase “establishment”, dates: "),
        ("initiatives", "position", -1, "field", "position: it is no whole number from 0 to"),
        ("initiatives", "position", 2**31, "field", "position: it is no whole number from 0 to"),
        ("initiatives", "position", True, "field", "position: it is no whole number from 0 to"),
        ("initiatives", "position", "1", "field", "position: it is no whole number from 0 to"),
        ("initiatives", "kind", [], "field", "initiative “trainers”, kind: it is no text."),
        ("figures", "low", 2**40, "field", "figure “personnel-2022”, low: it is no whole number"),
        ("figures", "high", 400, "row", "figure “personnel-2022”: The most must be greater than the least"),
        ("figures", "quality", "rumoured", "field", "figure “personnel-2022”, quality: "),
        ("leaders", "name", [], "field", "leader “fortin”, name: it is no text."),
        ("quotations", "text", "x" * 5001, "field", "quotation “rutte”, text: it is longer than 5000"),
        ("links", "source", "nowhere", "unknown-source", "link “official”, source: "),
        ("links", "source", {"key": "nato-start"}, "field", "link “official”, source: it is no text."),
        ("relations", "kind", "cousin", "field", "relation “predecessor”, kind: "),
        ("relations", "other", "ntm-i", "field", "relation “predecessor”, other: it does not name a mission."),
        ("relations", "other", {"key": "ntm-i", "name": "NTM-I"}, "field", "other: it does not name a mission."),
        ("relations", "other", {"key": "ntm-i", "name": "", "slug": ""}, "field", "other: it is empty."),
        ("relations", "other", {"key": "a", "name": "A", "slug": "a b"}, "field", "relation “predecessor”, other: "),
        ("relations", "other", {"key": "nmi", "name": "A", "slug": "a"}, "relation-to-itself", "leads to the mission"),
        ("sources", "number", 2, "source-number", "source “nato-start”, number: "),
        ("sources", "number", True, "source-number", "source “nato-start”, number: "),
        ("sources", "key", "other", "source-uncited", "source “other”: nothing cites it."),
        ("sources", "kind", "", "field", "source “nato-start”, kind: it is empty."),
        ("sources", "url", "javascript:alert(1)", "field", "source “nato-start”, url: "),
        ("sources", "url", "ftp://example.org/a", "row", "source “nato-start”, url: Begin the address with https://"),
        ("sources", "url", "https://[::1/a", "field", "source “nato-start”, url: "),
        ("sources", "copies", "some day", "row", "source “nato-start”, copies: Write each copy as a day"),
        ("sources", "accessed", "", "row", "source “nato-start”: Give both the day it was read and how"),
        ("sources", "published", "soon", "field", "source “nato-start”, published: "),
    ],
)
def test_a_value_that_the_record_could_not_hold_is_refused(history, section, field, value, code, place):
    refused = refusal(history, setting(section, field, value))
    assert refused.code == code
    assert place in refused.sentence


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda document: document | {"format": 99}, "format-unknown"),
        (lambda document: document | {"format": "1"}, "document-unreadable"),
        (lambda document: document | {"format": 0}, "document-unreadable"),
        (lambda document: document | {"remarks": []}, "document-unreadable"),
        (lambda document: {name: document[name] for name in document if name != "links"}, "document-unreadable"),
        (lambda document: document | {"phases": {}}, "document-unreadable"),
        (lambda document: document | {"mission": []}, "document-unreadable"),
        (lambda document: document | {"mission": {}}, "row-unreadable"),
        (lambda document: document | {"phases": [{"key": "start"}]}, "row-unreadable"),
        (lambda document: document | {"phases": ["start"]}, "row-unreadable"),
        (setting("phases", "colour", "red"), "row-unreadable"),
        (setting("mission", "number", 1), "row-unreadable"),
        (lambda document: document | {"sources": []}, "unknown-source"),
        (joining("sources", number=2), "key-twice"),
        (joining("sources", number=2, key="more"), "source-uncited"),
        (joining("phases"), "key-twice"),
    ],
)
def test_a_document_of_another_shape_is_refused(history, change, code):
    assert refusal(history, change).code == code


def test_a_document_that_is_none_is_refused(history):
    assert refusal(history, lambda document: [document]).code == "document-unreadable"


def test_what_was_withdrawn_renamed_and_related_is_adopted_again(history):
    mission = Mission.objects.get(key="nmi")
    adopt(history)
    withdraw(mission, by=None, reason="Under review")
    republish(mission, by=None, reason="Reviewed")
    withdraw(Mission.objects.get(key="ntm-i"), by=None, reason="Under review")
    Mission.objects.filter(pk=mission.pk).update(slug="elsewhere", name="Mission")
    Source.objects.update(key="nato-start-2018")
    for model in (Mission, *ENTRIES):
        for row in model.objects.all():
            for field in row.content_fields():
                if isinstance(value := getattr(row, field.attname), str):
                    setattr(row, field.attname, value.replace("@nato-start", "@nato-start-2018"))
            row.save()
    make_edition(mission)
    found = history_of(mission)
    assert [edition.slug for edition in found.editions] == ["nmi-page", "nmi-page", "elsewhere"]
    forget_editions()
    renamed = {number: {"nato-start": "nato-start-2018"} for number in (1, 2)}
    adopted = adopt(History("nmi", found.editions, found.notices, renamed))
    assert (adopted.editions, adopted.notices) == (3, 2)


def test_everything_the_shipped_content_publishes_is_adopted_again(settings):
    load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
    histories = [history_of(mission) for mission in Mission.objects.filter(editions__isnull=False)]
    assert histories
    forget_editions()
    for found in histories:
        assert adopt(found).editions == len(found.editions)


# What people and programs write where something else is meant.
WORDS = (
    *(
        "",
        " ",
        "\u200b",
        "a\nb",
        "\x00",
        "]",
        "<b>",
        "*",
        "..",
        "nmi",
        "growth",
        "a b",
        "a/b",
        "%00",
        "\u2028",
        "\ufeff",
    ),
    *("[@nowhere]", "[@nato-start", "[@editorial]", "2018-13", "2018/..", "../..", "0000", "2018-21", "en-xx", "//"),
    *("x" * 900, "https://[", "-- - |", "\u202e", "1. \t- > [", "|a|\n|-|\n|b|", "2018-10-31 https://example.org/a"),
)
THINGS = (None, True, False, [], {}, [[]], {"key": "a"}, ["a"], 10**30)
TEXTS = st.sampled_from(WORDS) | st.text(max_size=20)
ODD = TEXTS | st.integers(-2, 2**40) | st.sampled_from(THINGS)


def places(value, path=()):
    """Yield the way to every value of a document."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*path, name)
        yield from places(part, (*path, name))


def disturbed(document, draw):
    """Lengthen, replace, remove or repeat a value or two anywhere in a document."""
    for _ in range(draw(st.integers(1, 2))):
        *before, last = draw(st.sampled_from(sorted(places(document), key=str)))
        holder = reduce(lambda part, name: part[name], before, document)
        value = holder[last]
        match draw(st.sampled_from(["lengthen"] * 5 + ["replace"] * 3 + ["remove", "repeat"])):
            case "lengthen" if isinstance(value, str):
                holder[last] = value + draw(TEXTS)
            case "remove":
                del holder[last]
            case "repeat" if isinstance(holder, list):
                holder.append(deepcopy(value))
            case _:
                holder[last] = draw(ODD)
    return document


def address_in(document) -> str:
    mission = document.get("mission")
    slug = mission.get("slug") if isinstance(mission, dict) else None
    return slug if isinstance(slug, str) else "nmi-page"


def code_of(history: History) -> str:
    """Return the code a history is refused with; "" if it is adopted."""
    try:
        adopt(history)
    except AdoptionRefused as refusal:
        return refusal.code
    return ""


# Every page and file that is made from a document, one of each kind.
SHOWING = [
    ADDRESSES[name]
    for name in (
        "home", "catalogue", "timeline", "mission", "edition", "comparison", "statements", "search", "source",
        "sources", "mission-json", "mission-markdown", "edition-table", "data-table", "mission-reference",
        "changes-feed",
    )
]  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.data())
def test_a_document_with_odd_values_is_refused_or_every_page_of_it_answers(history, client, drawn):
    made = forged(history, lambda document: disturbed(document, drawn.draw))
    made.editions[1].slug = address_in(made.editions[1].document)
    sealed(made.editions[1], previous=made.editions[0].seal)
    with transaction.atomic():
        code = code_of(made)
        assert code != "chain-broken"
        for address in () if code else SHOWING:
            status = client.get(address, follow=True).status_code
            assert status == 200, (address, made.editions[1].document)
        transaction.set_rollback(True)
