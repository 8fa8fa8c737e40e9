"""What no form of the desk sends: every screen answers it in words, writes none of it into a page, and never fails."""

import pytest
from django.urls import reverse

from tests.admin.addresses import make_rows

pytestmark = pytest.mark.django_db

SCRIPT = "\"'><script>alert(1)</script>"
VALUES = ["", "a\x00b", "-1", "٣", "9" * 30, "9223372036854775807", "phases/", ":::", "[]", "x" * 5000, SCRIPT]
OF_PUBLISHING = ("reason", "seen", "shown", "parts", "minor", "proposed")
ROWS = [
    f"{group}-{name}"
    for group in ("phases", "links", "relations", "figures")
    for name in (
        "TOTAL_FORMS",
        "INITIAL_FORMS",
        "0-id",
        "0-mission",
        "0-key",
        "0-DELETE",
        "0-title",
        "0-source",
        "0-low",
    )
]
DECISIONS = ("choice:name", "theirs:name", "choice:phases-0", "edited:name", "choice:phases-0-text", "initial-name")
FORM = (
    *("name", "slug", "kind", "dates", "citations", "mission", "source", "other", "position", "url", "copies", "text"),
    *ROWS,
    *DECISIONS,
)
ORDER = ("_move", "initiatives-order", "initiatives-shown", "links-order", "_at", "_closed", "_sent")


def of_mission(rows):
    return [rows.mission.pk]


def of_source(rows):
    return [rows.source.pk]


# Each address, the arguments it has among the rows of `make_rows`, and the names of what its form sends.
FORMS = {
    "missions_mission_change": (of_mission, (*FORM, *ORDER)),
    "missions_mission_add": (lambda rows: [], FORM),
    "missions_mission_changelist": (lambda rows: [], ("action", "_selected_action", "select_across", "index")),
    "missions_mission_whole_page": (of_mission, (*FORM, *ORDER)),
    "missions_mission_publish": (of_mission, OF_PUBLISHING),
    "missions_mission_publish_several": (lambda rows: [of_mission(rows)], OF_PUBLISHING),
    "missions_mission_withdraw": (of_mission, ("reason",)),
    "missions_mission_republish": (of_mission, ("reason",)),
    "missions_mission_bring_back": (of_mission, ("entry",)),
    "missions_mission_preview_links": (of_mission, ("revoke",)),
    "missions_edition_restore": (lambda rows: [rows.edition.pk], ("discard",)),
    "missions_phase_change": (lambda rows: [rows.phase.pk], FORM),
    "missions_link_add": (lambda rows: [], FORM),
    "missions_link_delete": (lambda rows: [rows.link.pk], ("seen",)),
    "missions_source_add": (lambda rows: [], (*FORM, "_use", "_popup", "pasted")),
    "missions_source_change": (of_source, FORM),
    "missions_source_rename": (of_source, ("key",)),
    "missions_source_merge": (of_source, ("into", "confirmed")),
    "missions_source_wording": (of_source, OF_PUBLISHING),
    "missions_check": (lambda rows: [], ("content", "mode", "whole", "note", "above")),
    "missions_preview": (lambda rows: [], ("content",)),
    "missions_colleague_add": (lambda rows: [], ("username", "public_name", "role", "manages")),
    "missions_colleague_me": (lambda rows: [], ("public_name",)),
}  # fmt: skip
BUTTONS = {
    "missions_mission_change": ("_publish", "_publish_now"),
    "missions_mission_publish": ("_show",),
    "missions_source_add": ("_read",),
}
ASKED = {
    "missions_search_sources": ("q", "id"),
    "missions_citation": ("key", "locator", "passage"),
    "missions_mission_changelist": ("q", "o", "p", "e", "kind", "_changelist_filters"),
    "missions_phase_add": ("mission", "key", "_popup", "_changelist_filters"),
    "autocomplete": ("term", "app_label", "model_name", "field_name"),
}


def fails(client, method: str, address: str, sent: dict) -> bool:
    answer = getattr(client, method)(address, sent)
    return answer.status_code >= 500 or (
        "html" in answer["Content-Type"] and "<script>alert" in answer.content.decode()
    )


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_no_screen_sends_is_answered_in_words(boss, name):
    args, names = FORMS[name]
    address = reverse(f"admin:{name}", args=args(make_rows()))
    for button in ({}, *({one: "1"} for one in BUTTONS.get(name, ()))):
        assert not [value for value in VALUES if fails(boss, "post", address, dict.fromkeys(names, value) | button)]
    assert not fails(boss, "post", address, {})


@pytest.mark.parametrize("name", ASKED)
def test_a_question_that_no_screen_asks_is_answered_in_words(boss, name):
    make_rows()
    address = reverse(f"admin:{name}")
    assert not [value for value in VALUES if fails(boss, "get", address, dict.fromkeys(ASKED[name], value))]


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 30])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_number_of_no_row_leads_nowhere(boss, method, pk):
    missions = ("changes", "publish", "withdraw", "republish", "bring-back", "preview-links", "whole-page")
    addresses = [f"mission/{pk}/{screen}/" for screen in (*missions, "entries/phases", "entries/phases/x")]
    addresses += [f"source/{pk}/{screen}/" for screen in ("rename", "merge", "wording")]
    addresses += [f"edition/{pk}/restore/", f"colleague/{pk}/link/", f"mission/publish/{pk}/"]
    answers = {one: getattr(boss, method)(f"/admin/missions/{one}").status_code for one in addresses}
    assert {one: status for one, status in answers.items() if status not in (302, 404)} == {}
