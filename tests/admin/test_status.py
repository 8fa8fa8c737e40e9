"""What the form of a mission says before anything is opened: the state of the draft, and a mark at each entry."""

import json
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from missions.editions.publish import withdraw
from tests.admin.browser_form import save
from tests.makers import (
    make_edition,
    make_figure,
    make_full_mission,
    make_initiative,
    make_link,
    make_mission,
    make_phase,
    make_relation,
    make_source,
)

pytestmark = pytest.mark.django_db


def change(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def screen(client, mission, query: str = "") -> str:
    return client.get(change(mission) + query).content.decode()


def line_above(client, mission) -> str:
    """Return the words of the line above the form."""
    return words(re.search(r'<section class="status".*?<nav', screen(client, mission), re.DOTALL)[0])


def row(client, mission, anchor: str, query: str = "") -> str:
    """Return the words of an entry's line."""
    page = screen(client, mission, query)
    return words(re.search(rf'id="{anchor}".*?>(.*?)</(?:a|summary)>', page, re.DOTALL)[1]).removesuffix(
        " not saved yet"
    )


def test_the_record_stands_in_reading_order(writer):
    page = screen(writer, make_full_mission())
    order = ["Facts", "Overview", "Phases", "Initiatives", "Figures", "Leaders", "Quotations", "Links", "Relations"]
    headings = [words(found) for found in re.findall(r"<h2[^>]*>(.*?)</h2>", page, re.DOTALL)]
    places = [next(place for place, said in enumerate(headings) if said.startswith(word)) for word in order]
    assert places == sorted(places)


def test_initiatives_stand_by_kind_in_the_order_of_their_page(writer):
    mission = make_mission()
    for kind in ("fact", "disputed", "initiative", "characteristic"):
        make_initiative(mission, kind, kind=kind)
    page = screen(writer, mission)
    order = [page.index(f'id="initiative-{kind}"') for kind in ("characteristic", "initiative", "fact", "disputed")]
    assert order == sorted(order)


def test_every_entry_is_one_line(writer):
    mission = make_full_mission()
    make_relation(mission, make_mission("unami", name="UNAMI", acronym=""), "unami")
    assert {
        anchor: row(writer, mission, anchor)
        for anchor in (
            "phase-establishment",
            "initiative-trainers",
            "figure-personnel-2022",
            "leader-fortin",
            "quotation-rutte",
            "link-official",
        )
    } == {
        "phase-establishment": "31 October 2018 to 3 January 2020 Establishment in Baghdad",
        "initiative-trainers": "Train the trainer",
        "figure-personnel-2022": "May 2022 Personnel about 500 reported",
        "leader-fortin": "31 October 2018 to 26 November 2019 Dany Fortin Commander",
        "quotation-rutte": "5 February 2025 Mark Rutte Together we have achieved a lot.",
        "link-official": "The official page of the mission",
    }
    assert row(writer, mission, "relation-unami").startswith("UNAMI predecessor")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"low": 0, "wording": ""}, "May 2022 Personnel 0 reported"),
        ({"low": 5, "high": 7, "wording": ""}, "May 2022 Personnel 5–7 reported"),
        ({"low": None, "wording": "some"}, "May 2022 Personnel some reported"),
    ],
)
def test_a_figure_says_its_number(writer, fields, said):
    mission = make_mission()
    make_figure(mission, "one", **fields)
    assert row(writer, mission, "figure-one") == said


def test_an_announced_entry_says_so(writer):
    mission = make_mission()
    make_phase(mission, "next", title="Next", dates="2027", is_announced=True)
    assert row(writer, mission, "phase-next") == "2027 Next announced"


def test_the_parts_of_the_head_are_one_line_each(writer):
    mission = make_mission(overview="It *advises*. [@nato-start]")
    assert (
        row(writer, mission, "part-name") == "Facts NATO · advisory · Iraq · since 31 October 2018 · as of March 2026"
    )
    assert row(writer, mission, "part-overview") == "Overview It advises."


def test_an_entry_says_how_many_of_its_statements_lack_a_source(writer):
    mission = make_mission()
    make_phase(mission, "bold", title="Bold", dates="2019", text="One claim.\n\nOther claim.\n\nSourced. [@nato-start]")
    assert row(writer, mission, "phase-bold") == "2019 Bold 2 statements lack a source"


def test_a_part_of_the_head_says_that_a_statement_lacks_a_source(writer):
    mission = make_mission(overview="A claim.", citations="", headquarters="Baghdad")
    assert "3 statements lack a source" not in row(writer, mission, "part-overview")
    assert row(writer, mission, "part-overview").endswith("1 statement lacks a source")


def test_an_entry_says_that_it_differs_from_what_readers_see(writer):
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.update(title="Renamed")
    make_phase(mission, "new", title="New", dates="2021")
    assert row(writer, mission, "phase-establishment").endswith("Renamed changed in the draft")
    assert row(writer, mission, "phase-new") == "2021 New new in the draft"
    assert row(writer, mission, "leader-fortin").endswith("Commander")


def test_before_the_first_edition_nothing_is_marked_as_new(writer):
    assert "in the draft" not in row(writer, make_full_mission(), "phase-establishment")


def test_the_line_above_tells_what_is_live_and_what_differs(writer):
    mission = make_full_mission()
    assert "Readers see nothing yet Not published the whole record" in line_above(writer, mission)
    edition = make_edition(mission)
    said = f"Readers see edition 1 of {edition.published_at:%-d %B %Y} Not published"
    assert f"{said} nothing" in line_above(writer, mission)
    mission.phases.all().delete()
    mission.leaders.update(name="D. Fortin")
    assert f"{said} 2 changes" in line_above(writer, mission)
    assert f'href="{reverse("admin:missions_mission_changes", args=[mission.pk])}"' in screen(writer, mission)


def test_the_line_above_tells_of_a_withdrawn_record(writer):
    mission = make_full_mission()
    make_edition(mission)
    withdraw(mission, by=None, reason="Under review")
    assert "Readers see edition 1, withdrawn" in line_above(writer, mission)


def test_the_line_above_tells_who_changed_the_draft_last_and_when(publisher):
    mission = make_full_mission()
    assert "Draft as it was loaded; nobody has changed it here" in line_above(publisher, mission)
    save(publisher, change(mission), name="Renamed")
    at = LogEntry.objects.get().action_time
    assert f"Draft as of {at:%-d %B %Y, %H:%M} UTC (changed last by Zeynep Aydın)" in line_above(publisher, mission)


def test_saving_without_a_change_changes_nobody_and_no_date(publisher):
    mission = make_full_mission()
    save(publisher, change(mission))
    assert "nobody has changed it here" in line_above(publisher, mission)


@pytest.mark.parametrize("verb", ["change", "delete", "add"])
def test_an_entry_changed_on_its_own_screen_counts_as_a_change_of_its_mission(publisher, verb):
    mission = make_full_mission()
    phase = mission.phases.get()
    if verb == "add":
        new = {"mission": str(mission.pk), "title": "New", "dates": "2020", "text": "Text.", "key": ""}
        save(publisher, "/admin/missions/phase/add/", **new)
    elif verb == "change":
        save(publisher, reverse("admin:missions_phase_change", args=[phase.pk]), title="Other")
    else:
        publisher.post(reverse("admin:missions_phase_delete", args=[phase.pk]), {"post": "yes"})
    assert "changed last by Zeynep Aydın" in line_above(publisher, mission)
    history = words(publisher.get(reverse("admin:missions_mission_history", args=[mission.pk])).content.decode())
    assert re.search(r"(Added|Changed Title for|Deleted) phase “", history)


def test_statements_without_a_source_are_listed_with_the_way_to_each(writer):
    mission = make_full_mission(overview="A claim.", citations="")
    make_phase(mission, "bold", title="Bold", text="A bold claim.")
    mission.leaders.update(citations="")
    page = screen(writer, mission)
    for query, place, field in (
        ("", "id_overview", "overview"),
        ("?open=phases:bold", "phase-bold", "text"),
        ("?open=leaders:fortin", "leader-fortin", "citations"),
    ):
        section = query.partition("=")[2].partition(":")[0]
        anchor = f"id_{section}-0-{field}" if query else place
        address = f"{change(mission)}{query}#{anchor}"
        assert f'<a href="{address}" data-place="{place}" data-field="{field}">' in page
        assert f'id="{anchor}"' in screen(writer, mission, query)
    assert "4 statements lack a source" in line_above(writer, mission)


def test_other_problems_are_listed_as_well(writer):
    mission = make_mission(as_of="")
    assert "1 other problem keeps this from being published" in line_above(writer, mission)
    assert f'href="{change(mission)}#id_as_of"' in screen(writer, mission)


def test_names_in_arabic_keep_their_direction(writer):
    mission = make_mission()
    make_link(mission, make_source("arabic"), "arabic", label="بعثة الناتو في العراق")
    assert "<bdi>بعثة الناتو في العراق</bdi>" in screen(writer, mission)


def test_script_in_a_title_stays_text(writer):
    mission = make_mission()
    make_phase(mission, "bad", title="<script>alert(1)</script>", text="<b>x</b>")
    assert "<script>alert" not in screen(writer, mission)
    assert "<script>alert" not in screen(writer, mission, "?open=phases:bad")


def test_the_log_of_a_mission_names_what_changed_in_an_entry(writer):
    mission = make_full_mission()
    save(writer, reverse("admin:missions_phase_change", args=[mission.phases.get().pk]), title="Other")
    message = json.loads(LogEntry.objects.get(object_id=str(mission.pk), content_type__model="mission").change_message)
    assert message == [{"changed": {"name": "phase", "object": "Other", "fields": ["Title"]}}]


def test_a_withdrawn_record_carries_no_mark_of_a_problem(writer):
    mission = make_full_mission()
    make_edition(mission)
    withdraw(mission, by=None, reason="Under review")
    assert "problem" not in screen(writer, mission)
