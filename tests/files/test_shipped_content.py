"""The ten records as they are shipped: whole, sourced, and no more certain than their sources."""

from collections import Counter
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import transaction

from missions.editions.statements import statements_of
from missions.files.load import load
from missions.models import Edition, Mission, Source
from missions.text.markdown import plain

# The mark makes the database that `shipped` fills once.
pytestmark = pytest.mark.django_db

# What each record holds at least: phases, and entries beside them.
MISSIONS = {
    "nmi": (15, 24),
    "ntm-i": (6, 11),
    "ntcb-i": (7, 10),
    "isaf": (7, 8),
    "rsm": (5, 5),
    "kfor": (7, 6),
    "sea-guardian": (4, 5),
    "oir": (8, 8),
    "euam-iraq": (6, 6),
    "unami": (7, 7),
}
MIRRORED = {
    "predecessor": "successor",
    "successor": "predecessor",
    "parallel": "parallel",
    "comparable": "comparable",
}


@dataclass(frozen=True)
class Shipped:
    """What the files make of an empty database: documents by mission, keys, the number of editions, and sources."""

    documents: dict[str, dict]
    missions: set[str]
    editions: int
    sources: list[dict]


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """Load the files once for all tests, and leave nothing behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
        found = Shipped(
            documents={edition.document["mission"]["key"]: edition.document for edition in Edition.objects.live()},
            missions=set(Mission.objects.values_list("key", flat=True)),
            editions=Edition.objects.count(),
            sources=list(Source.objects.values("key", "url", "access", "accessed")),
        )
        transaction.set_rollback(True)
    return found


@pytest.fixture
def documents(shipped):
    return shipped.documents


@pytest.fixture
def document(documents):
    return documents["nmi"]


def words(document, section, key) -> str:
    (row,) = [row for row in document[section] if row["key"] == key]
    return plain(row["text"])


def test_each_is_published_by_its_first_load(shipped):
    assert set(shipped.documents) == set(MISSIONS) == shipped.missions
    assert shipped.editions == len(MISSIONS)


def test_each_tells_its_history_and_its_work(documents):
    for key, (phases, entries) in MISSIONS.items():
        assert len(documents[key]["phases"]) >= phases, key
        assert len(documents[key]["initiatives"]) >= entries, key


def test_each_fills_its_facts_and_says_as_of_when(documents):
    for key, document in documents.items():
        mission = document["mission"]
        for field in ("organisation", "host_country", "kind", "headquarters", "legal_basis", "overview", "as_of"):
            assert mission[field], (key, field)
        assert document["figures"], key
        assert document["links"], key


def test_every_statement_names_a_source_or_is_the_editors_own(documents):
    for document in documents.values():
        assert all(stated.citations or stated.is_editorial for stated in statements_of(document))


def test_the_editors_own_words_are_under_a_tenth_of_each_record(documents):
    for key, document in documents.items():
        stated = [each.is_editorial for each in statements_of(document)]
        assert sum(stated) / len(stated) < 0.1, key


def test_every_disputed_question_gives_each_version_its_source_and_ends_with_the_editors_reading(documents):
    for key, document in documents.items():
        for entry in document["initiatives"]:
            if entry["kind"] == "disputed":
                *versions, _, reading = entry["text"].splitlines()
                assert len(versions) >= 2, (key, entry["key"])
                assert all(version.startswith("- ") for version in versions), (key, entry["key"])
                assert reading.endswith("[@editorial]"), (key, entry["key"])


def test_relations_lead_both_ways(documents):
    related = {
        (key, row["kind"], row["other"]["key"]) for key, document in documents.items() for row in document["relations"]
    }
    assert related == {(other, MIRRORED[kind], key) for key, kind, other in related}
    assert {other for key, _, other in related if key == "nmi"} == set(MISSIONS) - {"nmi"}


def test_every_source_of_the_files_is_cited(shipped):
    cited = {source["key"] for document in shipped.documents.values() for source in document["sources"]}
    assert cited == {source["key"] for source in shipped.sources}


def test_no_two_sources_have_one_address(shipped):
    addresses = Counter(source["url"] for source in shipped.sources if source["url"])
    assert [address for address, times in addresses.items() if times > 1] == []


def test_every_source_was_read_as_an_archived_copy_on_a_day(shipped):
    assert {(source["access"], source["accessed"]) for source in shipped.sources} == {("archived", "2026-11-23")}


def test_nmi_tells_fifteen_phases_from_the_forerunners_to_the_announced_command(document):
    assert len(document["phases"]) == 15
    assert [phase["key"] for phase in document["phases"] if phase["is_announced"]] == [document["phases"][-1]["key"]]
    assert document["mission"]["as_of"] == "2026-03"


def test_nmi_holds_at_least_24_entries_and_every_disputed_question(document):
    kinds = Counter(entry["kind"] for entry in document["initiatives"])
    assert kinds["characteristic"] + kinds["initiative"] + kinds["fact"] >= 24
    assert kinds["disputed"] >= 9


def test_nmi_names_nine_commanders_the_last_announced_only(document):
    assert len(document["leaders"]) == 9
    assert [leader["name"] for leader in document["leaders"] if leader["is_announced"]] == ["Ramón Armada"]


def test_july_is_the_decision_and_october_the_establishment(document):
    assert "July 2018" in words(document, "initiatives", "start-date")
    assert "Established in Baghdad in October 2018" in words(document, "initiatives", "start-date")
    dates = {phase["key"]: phase["dates"] for phase in document["phases"]}
    assert (dates["brussels-decision"][:7], dates["establishment"][:10]) == ("2018-07", "2018-10-31")


def test_four_thousand_is_a_target_and_never_a_count(document):
    large = [figure for figure in document["figures"] if (figure["high"] or figure["low"] or 0) >= 1000]
    assert {figure["quality"] for figure in large if figure["counted"] == "Personnel"} == {"target"}


def test_lessons_from_afghanistan_stand_as_a_disputed_interpretation(document):
    (entry,) = [row for row in document["initiatives"] if row["key"] == "lessons-from-afghanistan"]
    assert entry["kind"] == "disputed"
    assert "[@editorial]" in entry["text"]


def test_the_quotation_of_mark_rutte_stands_verbatim_with_its_note(document):
    (quotation,) = [row for row in document["quotations"] if row["key"] == "rutte-visit"]
    assert quotation["text"].startswith(
        "Since 2018, through its advising and capacity-building efforts, NATO Mission Iraq"
    )
    assert quotation["text"].endswith("lasting security and stability for all of its citizens.")
    assert (quotation["speaker"], quotation["date"], bool(quotation["note"])) == ("Mark Rutte", "2025-02-05", True)


def test_the_links_of_the_brief_are_there(document):
    linked = {link["source"] for link in document["links"]}
    assert {"nato-topic-nmi-2024", "nato-topic-relations-iraq", "nato-news-start-2018"} <= linked
