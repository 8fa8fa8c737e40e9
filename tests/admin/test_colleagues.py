"""Colleagues: one screen to add them, a link that works once, a name that is theirs, and who may do all this."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from missions.admin.welcome import tokens, welcome_link
from missions.models import Colleague, Edition
from tests.admin.browser_form import messages_in
from tests.makers import can_log_in, make_edition, make_full_mission, make_phase, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/missions/colleague/add/"
NEW = {"username": "layla", "public_name": "", "role": "Publishers"}
PASSWORD = {"new_password1": "a sound password 12", "new_password2": "a sound password 12"}


@pytest.fixture
def manager(client):
    user = make_user("manager", group="Writers")
    Colleague.objects.get(pk=user.pk).give_role("Writers", manages=True)
    client.force_login(user)
    return client


def add(client, **fields) -> tuple[Colleague, str]:
    """Add a colleague on the screen; return the account and the path of the link."""
    page = client.post(ADD, NEW | fields)
    assert page.status_code == 200, page.context
    return Colleague.objects.get(username=(NEW | fields)["username"]), path_in(page)


def path_in(page) -> str:
    (link,) = re.findall(rf'value="{settings.SITE_URL}([^"]+)"', page.content.decode())
    return link


def change(client, colleague, **fields):
    return client.post(reverse("admin:missions_colleague_change", args=[colleague.pk]), fields, follow=True)


def test_one_screen_adds_a_colleague_with_the_rights_of_a_role(manager):
    colleague, _link = add(manager)
    assert colleague.is_staff
    assert colleague.has_perm("missions.publish_mission")
    assert not colleague.has_perm("missions.add_colleague")
    assert not colleague.has_usable_password()


def test_the_link_leads_to_the_desk_once(manager):
    _colleague, link = add(manager)
    newcomer = Client()
    form = newcomer.get(link, follow=True)
    assert link not in form.request["PATH_INFO"]
    desk = newcomer.post(form.request["PATH_INFO"], PASSWORD | {"public_name": "Layla Haddad"}, follow=True)
    assert desk.request["PATH_INFO"] == reverse("admin:index")
    assert desk.context["user"].get_full_name() == "Layla Haddad"
    assert can_log_in("layla", PASSWORD["new_password1"])
    assert Client().get(link, follow=True).status_code == 410


def test_the_link_is_shown_only_in_the_answer_that_made_it(manager):
    colleague, link = add(manager)
    token = link.rstrip("/").rpartition("/")[2]
    pages = ["/admin/", "/admin/missions/colleague/", reverse("admin:missions_colleague_change", args=[colleague.pk])]
    assert not [page for page in pages if token in manager.get(page).content.decode()]
    assert "no-store" in manager.post(reverse("admin:missions_colleague_link", args=[colleague.pk]))["Cache-Control"]


def test_the_link_ends_with_its_days(manager, monkeypatch):
    _colleague, link = add(manager)
    later = timezone.now().replace(tzinfo=None) + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    monkeypatch.setattr(tokens, "_now", lambda: later)
    assert Client().get(link, follow=True).status_code == 410


@pytest.mark.parametrize("has_password", [False, True])
def test_a_new_link_ends_the_one_before(manager, has_password):
    colleague, link = add(manager)
    if has_password:
        colleague.set_password("a sound password 12")
        colleague.save()
        link = path_in(manager.post(reverse("admin:missions_colleague_link", args=[colleague.pk])))
        assert Client().get(link, follow=True).status_code == 200
    again = manager.post(reverse("admin:missions_colleague_link", args=[colleague.pk]))
    assert Client().get(link, follow=True).status_code == 410
    assert Client().get(path_in(again), follow=True).status_code == 200


def test_the_link_of_one_opens_no_account_of_another(manager):
    _colleague, link = add(manager)
    other, _link = add(manager, username="omar")
    mine, theirs = (
        link.split("/")[3],
        path_in(manager.post(f"/admin/missions/colleague/{other.pk}/link/")).split("/")[3],
    )
    assert Client().get(link.replace(f"/{mine}/", f"/{theirs}/"), follow=True).status_code == 410


def test_a_closed_account_opens_nothing(manager):
    colleague, link = add(manager)
    inside = Client()
    inside.force_login(colleague)
    change(manager, colleague, **NEW)
    assert not Colleague.objects.get(pk=colleague.pk).is_active
    assert Client().get(link, follow=True).status_code == 410
    assert inside.get("/admin/").status_code == 302
    refused = manager.post(reverse("admin:missions_colleague_link", args=[colleague.pk]))
    assert refused.status_code == 409


def test_a_role_is_changed_and_nothing_of_the_former_stays(manager):
    colleague, _link = add(manager)
    change(manager, colleague, **NEW | {"role": "Writers", "is_active": "on"})
    assert not Colleague.objects.get(pk=colleague.pk).has_perm("missions.publish_mission")
    assert Colleague.objects.get(pk=colleague.pk).has_perm("missions.change_mission")


@pytest.mark.parametrize("screen", ["change", "delete", "link"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_manager_does_not_reach_an_account_that_may_do_everything(manager, screen, method):
    boss = make_user("boss", is_superuser=True)
    before = boss.password
    response = getattr(manager, method)(reverse(f"admin:missions_colleague_{screen}", args=[boss.pk]), NEW)
    assert response.status_code == (200 if (screen, method) == ("change", "get") else 403)
    boss.refresh_from_db()
    assert (boss.username, boss.password) == ("boss", before)


def test_nobody_makes_an_account_that_may_do_everything_here(manager):
    colleague, _link = add(manager, is_superuser="on", is_staff="on")
    change(manager, colleague, **NEW | {"is_active": "on", "is_superuser": "on"})
    assert not Colleague.objects.get(pk=colleague.pk).is_superuser


def test_nobody_locks_themselves_out(manager):
    me = Colleague.objects.get(username="manager")
    change(manager, me, username="manager", role="Writers")
    me = Colleague.objects.get(pk=me.pk)
    assert me.is_active
    assert me.has_perm("missions.change_colleague")
    assert manager.get(reverse("admin:missions_colleague_delete", args=[me.pk])).status_code == 403


@pytest.mark.parametrize("screen", ["link", "second-factor"])
def test_who_finds_a_managers_browser_open_cannot_change_how_its_owner_logs_in(manager, screen):
    me = Colleague.objects.get(username="manager")
    address = f"/admin/missions/colleague/{me.pk}/{screen}/"
    assert [manager.get(address).status_code, manager.post(address).status_code] == [409, 409]
    assert address not in manager.get(reverse("admin:missions_colleague_change", args=[me.pk])).content.decode()


@pytest.mark.parametrize("group", ["Writers", "Publishers", ""])
def test_only_managers_reach_the_screens_of_colleagues(client, group):
    user = make_user("somebody", group=group)
    client.force_login(user)
    addresses = ["", "add/", f"{user.pk}/change/", f"{user.pk}/delete/", f"{user.pk}/link/"]
    assert {client.get(f"/admin/missions/colleague/{address}").status_code for address in addresses} == {403}
    assert client.post(ADD, NEW).status_code == 403
    assert "Colleagues" not in client.get("/admin/").content.decode()


def test_the_public_name_is_never_the_login(manager):
    page = manager.post(ADD, NEW | {"public_name": "Layla"})
    assert "readers never see a login" in page.content.decode()
    assert not Colleague.objects.filter(username="layla").exists()


def test_everybody_chooses_the_name_that_readers_see(publisher):
    page = publisher.post("/admin/missions/colleague/me/", {"public_name": "Z. A."}, follow=True)
    assert messages_in(page) == ["Saved: editions you publish from now on bear this name."]
    mission = make_full_mission()
    edition = make_edition(mission, by=Colleague.objects.get(username="publisher"))
    assert edition.publisher == "Z. A."
    publisher.post("/admin/missions/colleague/me/", {"public_name": ""})
    make_phase(mission)
    again = make_edition(mission, by=Colleague.objects.get(username="publisher"))
    assert again.publisher == "the editors"
    assert Edition.objects.get(pk=edition.pk).publisher == "Z. A."


def test_a_deleted_colleague_keeps_the_name_in_editions(boss):
    colleague = Colleague.objects.create_user("gone", first_name="Layla Haddad", is_staff=True)
    edition = make_edition(make_full_mission(), by=colleague)
    page = boss.post(reverse("admin:missions_colleague_delete", args=[colleague.pk]), {"post": "yes"}, follow=True)
    assert page.status_code == 200
    assert not Colleague.objects.filter(username="gone").exists()
    edition.refresh_from_db()
    assert (edition.publisher, edition.published_by) == ("Layla Haddad", None)
    assert "Layla Haddad" in boss.get(reverse("editions", args=[edition.slug])).content.decode()


def test_the_login_stands_on_no_public_page(client):
    colleague = Colleague.objects.create_user("kx47-login", is_staff=True)
    edition = make_edition(make_full_mission(), by=colleague)
    for address in (f"/missions/{edition.slug}/", f"/missions/{edition.slug}/editions/", "/changes/", "/changes/feed/"):
        assert "kx47-login" not in client.get(address).content.decode()


def test_a_link_is_absolute_by_the_site_s_own_address():
    colleague = Colleague.objects.create_user("layla")
    assert welcome_link(colleague).startswith(f"{settings.SITE_URL}/admin/welcome/")


def test_without_a_mail_server_nobody_is_offered_a_mail(client):
    assert "Forgotten" not in client.get("/admin/login/").content.decode()
    assert client.get("/admin/password_reset/", follow=True).redirect_chain[-1][0].startswith("/admin/login/")


def test_an_account_named_like_its_login_publishes_as_the_editors():
    colleague = Colleague.objects.create_user("layla", first_name="Layla")
    assert make_edition(make_full_mission(), by=colleague).publisher == "the editors"


def test_a_list_tells_nothing_of_passwords(manager):
    response = manager.get("/admin/missions/colleague/?password__startswith=md5")
    assert response.status_code in (302, 400)
