"""What opens a page, and what is counted."""

import json
from pathlib import Path

import pytest

from missions.pages import counts, facts
from missions.pages.typesetting import Typesetter
from missions.public import styleguide


@pytest.fixture
def document():
    return json.loads(Path(styleguide.SPECIMEN).read_text(encoding="utf-8"))


def test_five_facts_answer_the_first_questions(document):
    found = facts.facts_of(document, Typesetter.of(document))
    assert [fact.label for fact in found] == ["Dates", "Host country", "Seat", "Commander", "Personnel"]


def test_a_leader_who_was_only_announced_does_not_open_the_page(document):
    assert facts.last_leader(document["leaders"])["key"] == "second"


def test_a_number_that_was_only_intended_does_not_open_the_page(document):
    assert facts.last_size(document["figures"])["key"] == "personnel-official"


def test_a_record_without_figures_has_no_size():
    assert facts.last_size([]) is None


def test_a_statement_counts_once_for_each_kind_of_source(document):
    for phase in document["phases"]:
        phase["text"] = "Said twice. [@report; @report, p. 2; @news]"
        phase["citations"] = ""
    only_phases = document | {
        name: [] for name in ("initiatives", "figures", "leaders", "quotations", "links", "relations")
    }
    only_phases["mission"] |= {"summary": "", "dates": "", "headquarters": "", "legal_basis": "", "overview": ""}
    assert counts.Counts.of(only_phases).sentence == "3 of 3 statements name a source (3 official, 3 press)"


def test_the_editors_own_words_are_counted_apart(document):
    found = counts.Counts.of(document)
    assert found.statements == found.sourced + found.editorial
    assert found.sentence.endswith(", 2 editorial")
