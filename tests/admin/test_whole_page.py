"""The preview of the whole page: the form as it stands, in the readers' templates, and nothing written."""

import json

import pytest
from django.core import serializers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from missions.models import ENTRIES, Mission, Source
from tests.admin.browser_form import all_open, sent_back
from tests.makers import (
    make_edition,
    make_full_mission,
    make_initiative,
    make_mission,
    make_phase,
    make_relation,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


def form(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def address(mission) -> str:
    return reverse("admin:missions_mission_whole_page", args=[mission.pk])


@pytest.fixture
def mission():
    mission = make_full_mission()
    make_edition(mission)
    return mission


def preview(client, mission, *, without: str = "no field", **typed):
    """Open the form, type into it and ask for its preview; rows with a prefix `without` are not sent."""
    sent = sent_back(client.get(all_open(mission)), **typed)
    return client.post(address(mission), {name: value for name, value in sent.items() if not name.startswith(without)})


def page_of(response) -> str:
    assert response.status_code == 200, response.content
    return response.content.decode()


def test_an_order_that_was_asked_for_is_shown(writer, mission):
    make_initiative(mission, "second", title="Second", position=1)
    assert in_order(page_of(preview(writer, mission)), "Train the trainer", "Second")
    first, second = (mission.initiatives.get(key=key).pk for key in ("trainers", "second"))
    asked = {"initiatives-order": f"{second},{first}"}
    assert in_order(page_of(preview(writer, mission, **asked)), "Second", "Train the trainer")


def in_order(page: str, *titles: str) -> bool:
    places = [page.index(f">{title}<") for title in titles]
    return places == sorted(places)


def added(prefix: str, number: int, **fields) -> dict[str, str]:
    return {f"{prefix}-TOTAL_FORMS": str(number + 1)} | {
        f"{prefix}-{number}-{name}": value for name, value in fields.items()
    }


NEW = {"title": "Relocation", "dates": "March 2026", "text": "It moved. [@afp]", "citations": "", "key": ""}


def test_the_form_as_it_stands_is_shown_with_numbered_references(writer, mission):
    make_source("afp", publisher="AFP", title="The move")
    page = page_of(preview(writer, mission, name="Renamed, not saved", **added("phases", 1, **NEW)))
    assert "<h1" in page
    assert "Renamed, not saved" in page
    assert 'id="phase-relocation"' in page
    assert "March 2026" in page
    assert 'id="ref-2" data-brief="AFP' in page
    assert 'aria-label="Source 2">2</a>' in page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_preview_writes_nothing_and_opens_no_transaction(writer, mission):
    sent = sent_back(
        writer.get(all_open(mission)), name="Renamed", **added("phases", 1, **NEW), **{"leaders-0-DELETE": "on"}
    )
    before = rows()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page_of(writer.post(address(mission), sent))
    verbs = {query["sql"].split()[0] for query in queries}
    assert verbs == {"SELECT"}
    assert rows() == before


def rows() -> list:
    return [json.loads(serializers.serialize("json", model.objects.all())) for model in (Mission, Source, *ENTRIES)]


def test_rows_that_were_not_posted_come_from_the_draft(writer, mission):
    sent = sent_back(writer.get(form(mission)))
    assert not any(name.startswith("phases-0") for name in sent)
    assert 'id="phase-establishment"' in page_of(writer.post(address(mission), sent))


def test_one_opened_row_of_many_is_shown_as_typed(writer, mission):
    make_phase(mission, "late", title="Late", dates="2024")
    make_phase(mission, "later", title="Later", dates="2025")
    shown = writer.get(f"{form(mission)}?open=phases:late")
    page = page_of(writer.post(address(mission), sent_back(shown, **{"phases-0-title": "Late, opened"})))
    assert in_order(page, "Establishment in Baghdad", "Late, opened", "Later")


def test_an_entry_marked_for_deletion_is_gone(writer, mission):
    assert "Dany Fortin" not in page_of(preview(writer, mission, **{"leaders-0-DELETE": "on"}))


def test_new_initiatives_stand_last(writer, mission):
    new = {
        "kind": "initiative",
        "title": "Newest",
        "text": "Now. [@nato-start]",
        "position": "0",
        "citations": "",
        "key": "",
    }
    page = page_of(preview(writer, mission, **added("initiatives", 2, **new)))
    assert page.index("Train the trainer") < page.index("Newest")


def test_a_field_that_cannot_be_read_keeps_what_is_stored_and_is_named(writer, mission):
    page = page_of(preview(writer, mission, **{"dates": "03/04/2018", "phases-0-dates": "soon"}))
    assert "<li>Dates: left out." in page
    assert "<li>Phase “Establishment in Baghdad”, Dates: left out." in page
    assert "31 October 2018" in page


def test_a_new_entry_without_what_it_cannot_be_shown_without_is_left_out_and_named(writer, mission):
    new = {"label": "More", "source": "", "position": "0", "key": ""}
    page = page_of(preview(writer, mission, **added("links", 1, **new)))
    assert "<li>New entry (link), Source: left out." in page


def test_fields_that_contradict_each_other_are_left_out_together(writer, mission):
    page = page_of(preview(writer, mission, **{"figures-0-low": "900", "figures-0-high": "5"}))
    assert "Figure “Personnel, May 2022: about 500”: left out. The most must be greater than the least" in page
    assert "about 500" in page


@pytest.mark.parametrize("typed", [{}, {"name": "", "organisation": "", "dates": "", "summary": "", "slug": "%%"}])
def test_whatever_is_typed_there_is_a_page(writer, mission, typed):
    mess = {f"{prefix}-0-{name}": value for prefix, name, value in MESS}
    empty = added("phases", 1, title="", dates="", text="![x](y) [@no-such", citations="[@", key="###")
    assert "NATO Mission Iraq" in page_of(preview(writer, mission, **typed, **mess, **empty))


MESS = [
    ("initiatives", "kind", "nonsense"),
    ("figures", "low", "many"),
    ("figures", "quality", ""),
    ("links", "source", "9999"),
    ("quotations", "date", "soon"),
    ("leaders", "name", ""),
]


def test_an_unknown_key_is_shown_as_such(writer, mission):
    assert "[@no-such-key]" in page_of(preview(writer, mission, overview="A claim. [@no-such-key]"))


def test_a_relation_to_a_mission_that_no_reader_knows_is_shown(writer, mission):
    make_relation(mission, make_mission("unami"), "unami")
    assert "unami" in page_of(writer.get(address(mission)))


def test_a_mission_that_was_never_published_has_its_preview(writer):
    assert "draft" in page_of(preview(writer, make_full_mission()))


def test_without_a_form_the_saved_draft_is_shown(writer, mission):
    Mission.objects.update(name="Saved, not published")
    assert "Saved, not published" in page_of(writer.get(address(mission)))


def test_the_page_tells_where_each_row_stands(writer, mission):
    page = page_of(preview(writer, mission, **added("phases", 1, **NEW)))
    assert "phases-0 phase-establishment phases-1 phase-relocation" in page


def test_only_this_address_may_be_framed_and_by_the_desk_alone(writer, mission):
    response = preview(writer, mission)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cache-Control"] == "no-store"
    for other in (form(mission), reverse("mission", args=["nmi-page"])):
        assert "frame-ancestors 'none'" in writer.get(other)["Content-Security-Policy"]


def test_no_script_runs_in_the_preview(writer, mission):
    assert "<script" not in page_of(preview(writer, mission, overview="<script>alert(1)</script>"))
    frame = writer.get(form(mission)).content.decode().split("<iframe")[1].split(">")[0]
    assert "allow-scripts" not in frame


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_and_staff_without_a_right_get_a_sentence(client, mission, method):
    for user in (None, make_user("bare")):
        if user:
            client.force_login(user)
        response = getattr(client, method)(address(mission))
        assert response.status_code == 403
        assert "<" not in response.content.decode()
        assert "NATO" not in response.content.decode()


def test_a_mission_that_is_gone_is_said(writer):
    response = writer.post(reverse("admin:missions_mission_whole_page", args=[999]))
    assert response.status_code == 404
    assert "<" not in response.content.decode()


def test_a_form_from_elsewhere_is_refused(mission):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user("writer", group="Writers"))
    assert strict.post(address(mission), {"name": "x"}).status_code == 403


def test_the_buttons_work_without_script(writer, mission):
    page = writer.get(form(mission)).content.decode()
    for target in ("whole-page", "_blank"):
        sent = f'form="mission_form" formaction="{address(mission)}" formmethod="post" formtarget="{target}"'
        assert sent in page
    assert page.index('name="_save"') < page.index(address(mission))
