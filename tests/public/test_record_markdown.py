"""Every mission and every edition as Markdown: the words of its page, with footnotes for references."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from missions.editions.publish import withdraw
from missions.models import Figure, Source
from missions.text.writer import write_plain
from tests.makers import make_edition, make_full_mission, make_mission, make_phase, make_relation
from tests.public.addresses import make_site
from tests.public.parsed import Parsed

LIVE = "/missions/nmi-page.md"
FIRST = "/missions/nmi-page/editions/1.md"
READER = MarkdownIt("commonmark").enable("table").use(footnote_plugin)


def served(client, address=LIVE) -> str:
    return client.get(address).content.decode()


def html(client, address=LIVE) -> str:
    return READER.render(served(client, address))


@pytest.mark.django_db
def test_it_begins_with_name_edition_and_address(client, settings):
    settings.SITE_URL = "https://record.example.org"
    make_site()
    words = Parsed(html(client)).words
    assert words.startswith("NATO Mission Iraq (NMI) Advisory mission · NATO · Under way · as of March 2026 Edition 2,")
    assert "https://record.example.org/missions/nmi-page/editions/2/ Texts: CC BY 4.0" in words


@pytest.mark.django_db
def test_it_says_every_word_that_its_page_states(client):
    mission = make_full_mission()
    make_relation(mission, make_edition(make_mission("ntmi", name="Training Mission")).mission, note="By *name*.")
    Figure.objects.update(note="An estimate.")
    make_edition(mission)
    words = Parsed(re.sub(r'<sup class="footnote-ref">.*?</sup>', "", html(client))).words
    for said in (
        "It advises Iraqi institutions.",
        "Dates: Since 31 October 2018",
        "History Establishment in Baghdad 31 October 2018 to 3 January 2020 The mission began work",
        "Initiatives Train the trainer Instructors were trained.",
        "Where sources disagree When did it start? July",
        "Figures Personnel about 500 (reported), May 2022. An estimate.",
        "Major General Dany Fortin , Canada, Commander, 31 October 2018 to 26 November 2019",
        "Together we have achieved a lot. Mark Rutte, NATO Secretary General, 5 February 2025",
        "Further reading The official page of the mission",
        "Predecessor: Training Mission . By name .",
        "NATO, “NATO continues to strengthen Iraqi security structures”, 31 October 2018.",
    ):
        assert said in words


@pytest.mark.django_db
def test_footnotes_have_the_numbers_of_the_page(client):
    mission = make_mission()
    Source.objects.create(key="report", publisher="AFP", kind="press")
    make_phase(mission, text='One. [@report, p. 4, "the words"] Two. [@nato-start]\n\nThree. [@editorial]')
    make_edition(mission)
    text = served(client)
    assert "One.[^2] (p. 4) Two.[^1]" in text
    assert "Establishment in Baghdad: p. 4, “the words”" in text
    assert re.findall(r"^\[\^(\w+)\]: ", text, re.MULTILINE) == ["1", "2", "ed"]
    assert html(client).count('class="footnote-item"') == 3


@pytest.mark.django_db
def test_arabic_and_backticks_survive(client):
    mission = make_mission(name="بعثة `الناتو` *في* [العراق]")
    make_phase(mission, text="قال ``a`b`` و `[@nato-start]` [@nato-start]")
    make_edition(mission)
    words = Parsed(html(client)).words
    assert "بعثة `الناتو` *في* [العراق]" in words
    assert "قال a`b و [@nato-start]" in words


@pytest.mark.django_db
def test_nothing_of_one_text_reaches_into_the_next(client):
    mission = make_mission()
    make_phase(
        mission,
        "a",
        title="First",
        text="See [it][n]. [@nato-start]\n\n[n]: https://nato.int\n\n```\nopen",
        citations="[@nato-start]",
    )
    make_phase(mission, "b", title="Second", text="[n] [@nato-start]\n\n# Heading\n\nLast. [@nato-start]",
               dates="2021")  # fmt: skip
    make_edition(mission)
    found = html(client)
    assert "<h3>Second</h3>" in found
    assert "<h4>Heading</h4>" in found
    assert found.count('href="https://nato.int"') == 1


@pytest.mark.django_db
def test_it_says_when_it_is_old_or_withdrawn(client):
    mission = make_site()
    assert "This is edition 1 of 2." in served(client, FIRST)
    assert "This is" not in served(client)
    withdraw(mission, by=None, reason="A date has to be checked.")
    assert client.get(LIVE).status_code == 410
    assert client.get(FIRST).status_code == 200
    for address in (LIVE, FIRST):
        assert "This record has been withdrawn. A date has to be checked." in Parsed(html(client, address)).words


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20))
def test_every_name_is_read_as_it_was_written(name):
    read = Parsed(READER.render(f"# {write_plain(name)}")).words
    assert "".join(read.split()) == "".join(name.split())
