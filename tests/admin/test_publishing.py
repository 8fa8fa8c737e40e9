"""The screens that decide what readers see."""

import re

import pytest
from django.urls import reverse

from missions.editions.proposal import propose
from missions.editions.publish import withdraw
from missions.models import Edition, Notice, Phase
from tests.admin.browser_form import messages_in
from tests.makers import make_edition, make_full_mission, make_mission, make_phase

pytestmark = pytest.mark.django_db


def address(name: str, mission) -> str:
    return reverse(f"admin:missions_mission_{name}", args=[mission.pk])


def publish(client, mission, **typed):
    """Open the publish screen and send it."""
    form = client.get(address("publish", mission)).context["form"]
    sent = {"reason": form["reason"].value() or "", "seen": form["seen"].value()} | typed
    return client.post(address("publish", mission), sent, follow=True)


def published_twice(publisher):
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.update(text="The mission began work in Baghdad. [@nato-start]")
    return mission, publish(publisher, mission)


def test_the_first_edition_is_published_and_seen(publisher):
    response = publish(publisher, make_full_mission())
    page = reverse("mission", args=["nmi-page"])
    assert messages_in(response) == [f'Edition 1 is live: <a href="{page}">view page</a>']
    assert Edition.objects.get().publisher == "Zeynep Aydın"


def test_a_record_without_a_problem_is_offered_its_button(publisher):
    page = publisher.get(address("publish", make_full_mission())).content.decode()
    assert 'value="Publish edition 1"' in page
    assert "Mend these first" not in page


def test_a_later_edition_leads_to_what_changed(publisher):
    _, response = published_twice(publisher)
    (message,) = messages_in(response)
    assert re.sub("<.*?>", "", message) == "Edition 2 is live: view page · what changed"
    assert 'href="/missions/nmi-page/editions/1-2/"' in message


def test_the_reason_is_prefilled_from_the_difference(publisher):
    published_twice(publisher)
    assert Edition.objects.get(number=2).reason == "Changed phase “Establishment in Baghdad”"


def test_a_minor_change_is_marked(publisher):
    publish(publisher, make_full_mission(), minor="on")
    assert Edition.objects.get().minor


def test_the_difference_is_shown_word_by_word(publisher):
    mission = make_full_mission()
    make_edition(mission)
    mission.phases.update(title="Establishment in Bagdad", text="It began work on 1 October 2018. [@nato-start]")
    for name in ("publish", "changes"):
        page = publisher.get(address(name, mission)).content.decode()
        assert "Phase: <bdi>Establishment in Bagdad</bdi>" in page
        assert "Renamed from “Establishment in Baghdad” to “Establishment in Bagdad”." in page
        assert "removed: </span>31<" in page


def test_a_problem_leads_to_its_place_in_the_form(publisher):
    mission = make_full_mission()
    make_phase(mission, "relocation", title="Relocation", text="A bold claim.")
    page = publisher.get(address("publish", mission)).content.decode()
    assert "Phase “Relocation”, paragraph 1 names no source: “A bold claim.”" in page
    form = f"{address('change', mission)}?open=phases:relocation"
    assert f'href="{form}#id_phases-0-text"' in page
    assert 'id="id_phases-0-text"' in publisher.get(form).content.decode()


def test_a_problem_of_the_mission_leads_to_its_field(publisher):
    mission = make_mission(as_of="")
    form = address("change", mission)
    assert f'href="{form}#id_as_of"' in publisher.get(address("publish", mission)).content.decode()
    assert 'id="id_as_of"' in publisher.get(form).content.decode()


def test_a_withdrawn_record_leads_to_republishing(publisher):
    mission = make_full_mission()
    make_edition(mission)
    withdraw(mission, by=None, reason="Under review")
    assert f'href="{address("republish", mission)}"' in publisher.get(address("publish", mission)).content.decode()


def test_a_record_with_a_problem_is_not_published(publisher):
    mission = make_full_mission()
    make_phase(mission, text="A bold claim.")
    response = publish(publisher, mission, reason="My reason")
    assert response.status_code == 422
    assert "names no source" in response.content.decode()
    assert "My reason" in response.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_record_with_a_problem_is_offered_no_button(publisher, method):
    mission = make_full_mission()
    make_phase(mission, text="A bold claim.")
    sent = {"reason": "My reason", "seen": propose(mission).fingerprint}
    page = getattr(publisher, method)(address("publish", mission), sent).content.decode()
    assert 'value="Publish' not in page
    assert "Mend these first; then reload this page or come back through Publish." in page


def test_a_draft_that_moved_is_shown_again_before_it_is_published(publisher):
    mission = make_full_mission()
    form = publisher.get(address("publish", mission)).context["form"]
    Phase.objects.update(title="Changed by a colleague")
    sent = {"reason": "My reason", "seen": form["seen"].value()}
    response = publisher.post(address("publish", mission), sent)
    assert response.status_code == 409
    page = response.content.decode()
    assert "The draft changed while you were reading" in page
    assert "Changed by a colleague" in page
    assert "My reason" in page
    assert propose(mission).fingerprint in page
    assert not Edition.objects.exists()


def test_a_missing_reason_is_asked_for(publisher):
    response = publish(publisher, make_full_mission(), reason=" ")
    assert response.context["form"].errors["reason"] == ["Say why: readers see it."]
    assert not Edition.objects.exists()


def test_a_fingerprint_is_needed(publisher):
    publish(publisher, make_full_mission(), seen="")
    assert not Edition.objects.exists()


def test_nothing_changed_is_said_and_makes_no_edition(publisher):
    mission = make_full_mission()
    make_edition(mission)
    words = "Nothing changed: readers already see this."
    assert words in publisher.get(address("publish", mission)).content.decode()
    response = publish(publisher, mission, reason="Again", seen=propose(mission).fingerprint)
    assert messages_in(response) == [words]
    assert Edition.objects.count() == 1


def test_a_record_is_withdrawn_with_words_and_comes_back(publisher):
    mission = make_full_mission()
    make_edition(mission)
    response = publisher.post(address("withdraw", mission), {"reason": "Under review"}, follow=True)
    assert messages_in(response) == ["Edition 1 is withdrawn; readers see your reason."]
    assert not Edition.objects.live().exists()
    response = publisher.post(address("republish", mission), {"reason": "Review ended"}, follow=True)
    assert messages_in(response) == ["Edition 1 is live again; readers see your reason."]
    assert Edition.objects.live().exists()


@pytest.mark.parametrize("name", ["withdraw", "republish"])
def test_a_notice_needs_a_reason(publisher, name):
    mission = make_full_mission()
    make_edition(mission)
    form = publisher.post(address(name, mission), {"reason": ""}).context["form"]
    assert form.errors["reason"] == ["Say why: readers see it."]
    assert not Notice.objects.exists()


def test_what_is_not_live_cannot_be_withdrawn(publisher):
    response = publisher.post(address("withdraw", make_mission()), {"reason": "Why not"})
    assert response.status_code == 409
    assert "is not live" in response.content.decode()


def test_the_form_offers_what_can_be_done_now(publisher):
    mission = make_full_mission()
    assert offered(publisher, mission) == ["Publish…", "See what would change"]
    make_edition(mission)
    live = ["Publish…", "See what would change", "View page", "History for readers", "Withdraw…"]
    assert offered(publisher, mission) == live
    withdraw(mission, by=None, reason="Under review")
    assert offered(publisher, mission) == ["Publish…", "See what would change", "History for readers", "Republish…"]


CRUMBS = ["Home", "The record", "Missions", "NATO Mission Iraq (NMI)"]
SCREENS = {
    "publish": "Publish",
    "changes": "What would change",
    "withdraw": "Withdraw",
    "republish": "Republish",
    "restore": "Restore into the draft",
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_says_where_it_stands(publisher, name):
    mission = make_full_mission()
    edition = make_edition(mission)
    restoring = reverse("admin:missions_edition_restore", args=[edition.pk])
    here = restoring if name == "restore" else address(name, mission)
    crumbs = links_in("breadcrumbs", publisher.get(here).content.decode())
    assert [words for _, words in crumbs] == [*CRUMBS, SCREENS[name]]
    assert [way for way, _ in crumbs][-2:] == [address("change", mission), here]


def links_in(name: str, page: str) -> list[tuple[str, str]]:
    block = re.search(rf'<div class="{name}">(.*?)</div>', page, re.DOTALL)[1]
    return re.findall(r'<a href="([^"]*)"[^>]*>(?:<bdi>)?([^<>]+)<', block)


def offered(client, mission) -> list[str]:
    page = client.get(address("change", mission)).content.decode()
    tools = re.search(r'<ul class="object-tools">(.*?)</ul>', page, re.DOTALL)[1]
    return re.findall(r">([^<>]+)</a>", tools)


@pytest.mark.parametrize("screen", ["publish", "withdraw"])
def test_a_reason_that_nobody_can_read_is_refused_in_a_sentence(publisher, screen):
    mission = make_full_mission()
    if screen == "withdraw":
        make_edition(mission)
    seen = propose(mission).fingerprint
    response = publisher.post(address(screen, mission), {"reason": "\u200b", "seen": seen})
    assert response.context["form"].errors["reason"] == ["Say why in words: these signs tell readers nothing."]
    assert (Edition.objects.count(), Notice.objects.count()) == (int(screen == "withdraw"), 0)
