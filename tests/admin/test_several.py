"""Several missions published from their list: one reason, all or none."""

import pytest
from django.urls import reverse

from missions.models import Edition, Source
from tests.admin.browser_form import messages_in
from tests.makers import make_edition, make_mission, make_phase, make_relation

pytestmark = pytest.mark.django_db

LIST = reverse("admin:missions_mission_changelist")


@pytest.fixture
def pair():
    """Two live missions whose drafts differ."""
    pair = [make_mission(key, name=key.upper(), acronym="") for key in ("ntmi", "nmi")]
    for mission in pair:
        make_edition(mission)
        make_phase(mission, "relocation", title="Relocation")
    return pair


def screen(missions) -> str:
    return reverse("admin:missions_mission_publish_several", args=[[mission.pk for mission in missions]])


def publish(client, address: str, **typed):
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in ("reason", "seen")} | typed
    return client.post(address, sent, follow=True)


def test_the_list_leads_to_the_screen(publisher, pair):
    chosen = {"action": "publish_several", "_selected_action": [mission.pk for mission in pair]}
    response = publisher.post(LIST, chosen)
    assert response["Location"] == screen(sorted(pair, key=lambda mission: mission.pk))


def test_the_list_offers_no_deletion(boss, pair):
    assert "delete_selected" not in boss.get(LIST).content.decode()
    boss.post(LIST, {"action": "delete_selected", "_selected_action": [pair[0].pk], "post": "yes"})
    assert Edition.objects.count() == 2


def test_each_difference_is_shown_and_all_are_published_with_one_reason(publisher, pair):
    page = publisher.get(screen(pair)).content.decode()
    assert page.count("Relocation</bdi>") == 2
    assert 'value="Publish 2 missions"' in page
    response = publish(publisher, screen(pair), reason="Both moved")
    assert [message[:18] for message in messages_in(response)] == ["Edition 2 is live:"] * 2
    assert set(Edition.objects.filter(number=2).values_list("reason", flat=True)) == {"Both moved"}
    assert Edition.objects.filter(number=2).count() == 2


def test_one_and_the_same_difference_is_the_reason(publisher, pair):
    form = publisher.get(screen(pair)).context["form"]
    assert form["reason"].value() == "Added phase “Relocation”"
    pair[0].phases.update(title="Another")
    form = publisher.get(screen(pair)).context["form"]
    assert not form["reason"].value()


def test_a_problem_in_one_stops_all_and_is_named(publisher, pair):
    make_phase(pair[1], "bad", title="Bold", text="A bold claim.")
    page = publisher.get(screen(pair)).content.decode()
    assert "A problem in one of them stops them all" in page
    assert "names no source: “A bold claim.”" in page
    assert 'value="Publish 2 missions"' not in page
    response = publish(publisher, screen(pair), reason="Both moved")
    assert response.status_code == 422
    assert "Nothing was published: NMI has a problem." in response.content.decode()
    assert Edition.objects.count() == 2


def test_a_draft_that_moved_stops_all(publisher, pair):
    form = publisher.get(screen(pair)).context["form"]
    pair[1].phases.update(title="Changed by a colleague")
    response = publisher.post(screen(pair), {"reason": "Both", "seen": form["seen"].value()})
    assert response.status_code == 409
    assert "Changed by a colleague" in response.content.decode()
    assert "Both</textarea>" in response.content.decode()
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("seen", ["", "x", "nmi:x ntmi:y"])
def test_fingerprints_are_needed(publisher, pair, seen):
    publish(publisher, screen(pair), seen=seen)
    assert Edition.objects.count() == 2


def test_a_reason_is_needed(publisher, pair):
    response = publish(publisher, screen(pair), reason=" ")
    assert "Say why: readers see it." in response.content.decode()
    assert Edition.objects.count() == 2


def test_missions_that_lead_to_each_other_go_out_together_for_the_first_time(publisher):
    pair = [make_mission("ntmi"), make_mission("nmi")]
    make_relation(pair[0], pair[1], "nmi")
    make_relation(pair[1], pair[0], "ntmi", kind="successor")
    publish(publisher, screen(pair), reason="First editions")
    assert Edition.objects.count() == 2


def test_one_that_says_the_same_is_left_alone(publisher, pair):
    pair[0].phases.all().delete()
    page = publisher.get(screen(pair)).content.decode()
    assert "Nothing changed: readers already see this." in page
    assert 'value="Publish 1 mission"' in page
    publish(publisher, screen(pair), reason="One moved")
    assert Edition.objects.count() == 3


def test_a_corrected_source_goes_out_alone_in_all_that_cite_it(publisher, pair):
    Source.objects.update(publisher="NATO, Brussels")
    make_phase(pair[0], "half", title="Half", text="Half a sentence")
    address = reverse("admin:missions_source_wording", args=[Source.objects.get().pk])
    assert "Half" not in publisher.get(address).content.decode()
    publish(publisher, address)
    made = Edition.objects.filter(number=2)
    assert [one.document["sources"][0]["publisher"] for one in made] == ["NATO, Brussels"] * 2
    assert [one.document["phases"] for one in made] == [[], []]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_mission_that_is_not_there_is_not_found(publisher, pair, method):
    address = reverse("admin:missions_mission_publish_several", args=[[pair[0].pk, 999]])
    assert getattr(publisher, method)(address).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ["several", "source"])
def test_writers_do_not_publish_several(writer, pair, method, name):
    source = reverse("admin:missions_source_wording", args=[Source.objects.get().pk])
    address = source if name == "source" else screen(pair[:1])
    response = getattr(writer, method)(address, {"reason": "Because", "seen": "x"})
    assert response.status_code == 403
    assert "may write but not publish" in response.content.decode()


def test_writers_are_not_offered_the_action(writer, pair):
    assert "publish_several" not in writer.get(LIST).content.decode()
    writer.post(LIST, {"action": "publish_several", "_selected_action": [pair[0].pk]})
    assert Edition.objects.count() == 2


def test_a_stranger_is_sent_to_the_login(client, pair):
    assert reverse("admin:login") in client.get(screen(pair))["Location"]
