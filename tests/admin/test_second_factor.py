"""The second factor: set up by its owner, asked for at every login, taken away by who may, or asked of everybody."""

import re
import time
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from missions.admin import second_factor
from missions.models import Colleague
from tests.admin.addresses import ADDRESSES, make_rows, names, path_to
from tests.makers import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
STATE, STEP, SETUP = (f"/admin/second-factor/{screen}" for screen in ("", "step/", "setup/"))
# Doors that open without the second factor: the login itself, links that are keys of their own, and the step.
BEFORE = {"admin:login", "admin:logout", "welcome", "preview-link", "admin:second_factor_step"}


@pytest.fixture
def phone(monkeypatch):
    """A phone and its clock: each code it shows is that of the next half minute."""
    now = [time.time()]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def code(user) -> str:
        now[0] += 30
        shown = TOTP(TOTPDevice.objects.get(user=user).bin_key)
        shown.time = now[0]
        return f"{shown.token():06}"

    return code


def log_in(user) -> Client:
    client = Client()
    client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    return client


def set_up(user, phone) -> tuple[Client, list[str]]:
    """Set the second factor up on its screen; return who did it and the recovery codes."""
    client = log_in(user)
    assert client.get(SETUP).status_code == 200
    page = client.post(SETUP, {"code": phone(user), "password": PASSWORD})
    return client, re.findall(r"<code>([a-z0-9-]+)</code>", page.content.decode())


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_login_takes_the_password_and_a_code(phone):
    user = make_user(is_superuser=True)
    set_up(user, phone)
    client = log_in(user)
    asked = client.get("/admin/missions/mission/", follow=True)
    assert asked.request["PATH_INFO"] == STEP
    assert not is_in(client)
    opened = client.post(f"{STEP}?{asked.request['QUERY_STRING']}", {"code": phone(user)}, follow=True)
    assert opened.request["PATH_INFO"] == "/admin/missions/mission/"


def test_the_session_has_a_new_name_after_the_step(phone):
    user = make_user()
    set_up(user, phone)
    client = log_in(user)
    before = client.cookies["sessionid"].value
    client.post(STEP, {"code": phone(user)})
    assert client.cookies["sessionid"].value != before


def test_a_code_is_good_once_and_a_wrong_one_not_at_all(phone):
    user = make_user()
    set_up(user, phone)
    code = phone(user)
    assert log_in(user).post(STEP, {"code": code}).status_code == 302
    for wrong in (code, "000000", "abc", ""):
        client = log_in(user)
        assert client.post(STEP, {"code": wrong}).status_code == 200
        assert not is_in(client)


def test_wrong_codes_make_the_next_wait(phone):
    user = make_user()
    set_up(user, phone)
    client = log_in(user)
    for _guess in range(4):
        page = client.post(STEP, {"code": "000000"})
    assert re.search(r"looked at from \d\d:\d\d:\d\d UTC on", page.content.decode())
    client.post(STEP, {"code": phone(user)})
    assert not is_in(client)


def test_a_recovery_code_opens_the_desk_once(phone):
    user = make_user()
    _client, codes = set_up(user, phone)
    assert len(set(codes)) == second_factor.MANY
    assert log_in(user).post(STEP, {"code": codes[0].upper().replace("-", " ")}).status_code == 302
    assert log_in(user).post(STEP, {"code": codes[0]}).status_code == 200
    assert second_factor.state_of(user).left == second_factor.MANY - 1


def test_recovery_codes_are_kept_as_hashes_alone(phone):
    _client, codes = set_up(make_user(), phone)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert not {code.replace("-", "") for code in codes} & kept
    assert len(kept) == len(codes)


def test_new_recovery_codes_end_the_earlier_ones(phone):
    user = make_user()
    client, codes = set_up(user, phone)
    page = client.post(STATE, {"codes": "yes", "password": PASSWORD})
    assert len(re.findall(r"<code>", page.content.decode())) == second_factor.MANY
    assert log_in(user).post(STEP, {"code": codes[0]}).status_code == 200


def test_nothing_is_switched_on_before_a_code_comes_back(phone):
    user = make_user()
    client = log_in(user)
    client.get(SETUP)
    for wrong in ({"code": "000000", "password": PASSWORD}, {"code": phone(user), "password": "wrong"}):
        assert client.post(SETUP, wrong).status_code == 200
    assert not second_factor.has_one(user)
    assert is_in(log_in(user))


def test_a_secret_that_another_session_was_shown_is_never_set_up(phone):
    user = make_user()
    stranger, owner = log_in(user), log_in(user)
    stranger.get(SETUP)
    known = TOTPDevice.objects.get().key
    owner.get(SETUP)
    owner.post(SETUP, {"code": phone(user), "password": PASSWORD})
    assert TOTPDevice.objects.get(confirmed=True).key != known


def test_a_mistyped_code_leaves_the_secret_that_the_phone_has(phone):
    user = make_user()
    client = log_in(user)
    client.get(SETUP)
    shown = TOTPDevice.objects.get().key
    client.post(SETUP, {"code": "000000", "password": PASSWORD})
    assert TOTPDevice.objects.get().key == shown


def test_the_picture_is_made_here_and_says_what_the_key_says(phone, settings):
    user = make_user()
    client = log_in(user)
    page = client.get(SETUP).content.decode()
    device = TOTPDevice.objects.get()
    secret = parse_qs(urlsplit(device.config_url).query)["secret"][0]
    assert re.search(r'<code class="code-key" dir="ltr">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "") == secret
    assert settings.SITE_NAME in parse_qs(urlsplit(device.config_url).query)["issuer"]
    (svg,) = re.findall(r'<svg[^>]*class="code-picture".*?</svg>', page, re.DOTALL)
    assert " style=" not in svg
    assert re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_turning_it_off_takes_the_password(phone):
    user = make_user()
    client, _codes = set_up(user, phone)
    client.post(STATE, {"off": "yes", "password": "wrong"})
    assert second_factor.has_one(user)
    client.post(STATE, {"off": "yes", "password": PASSWORD})
    assert second_factor.state_of(user) == second_factor.State(is_on=False, left=0)
    assert is_in(log_in(user))


def test_half_a_login_neither_replaces_nor_ends_the_second_factor(phone):
    user = make_user()
    set_up(user, phone)
    key = TOTPDevice.objects.get().key
    client = log_in(user)
    for address in (SETUP, STATE):
        for sent in ({"code": "000000", "password": PASSWORD}, {"off": "yes", "password": PASSWORD}, {"codes": "yes"}):
            client.get(address)
            client.post(address, sent)
    assert TOTPDevice.objects.get().key == key
    assert not is_in(client)


def test_the_step_leads_to_no_other_site(phone):
    user = make_user()
    set_up(user, phone)
    client = log_in(user)
    assert client.post(f"{STEP}?next=//evil.example/", {"code": phone(user)})["Location"] == "/admin/"


def test_who_is_half_in_can_log_out(phone):
    user = make_user()
    set_up(user, phone)
    client = log_in(user)
    assert client.post(STEP, {"leave": ""})["Location"] == "/admin/login/"
    assert client.get(STEP)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("is_set_up", [False, True])
@pytest.mark.parametrize("method", ["get", "post"])
def test_with_the_setting_no_address_of_the_desk_is_open_without_it(settings, phone, is_set_up, method):
    settings.REQUIRE_SECOND_FACTOR = True
    rows = make_rows()
    user = make_user("boss", is_superuser=True)
    if is_set_up:
        set_up(user, phone)
    opened = set()
    for name in set(names()):
        client = log_in(user)
        response = getattr(client, method)(path_to(name, rows))
        is_shut = response.status_code == 302 and response["Location"].split("?")[0] in (
            "/admin/login/",
            STATE,
            "/admin/",
        )
        opened |= set() if is_shut or response.status_code in (403, 404, 405) else {name}
    assert opened - BEFORE == (set() if is_set_up else {"admin:second_factor_setup"})
    assert ADDRESSES.keys() >= opened


def test_with_the_setting_a_newcomer_is_led_to_set_it_up_and_then_in(settings, phone):
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user()
    client = log_in(user)
    assert client.get("/admin/", follow=True).request["PATH_INFO"] == SETUP
    assert not is_in(client)
    client, _codes = set_up(user, phone)
    assert is_in(client)
    client.post(STATE, {"off": "yes", "password": PASSWORD})
    assert second_factor.has_one(user)


def test_a_manager_takes_the_second_factor_of_a_colleague_away(client, phone):
    user = make_user("layla", group="Writers")
    set_up(user, phone)
    manager = make_user("manager", group="Writers")
    Colleague.objects.get(pk=manager.pk).give_role("Writers", manages=True)
    client.force_login(manager)
    assert "icon-yes" in client.get("/admin/missions/colleague/").content.decode()
    address = f"/admin/missions/colleague/{user.pk}/second-factor/"
    assert address in client.get(f"/admin/missions/colleague/{user.pk}/change/").content.decode()
    assert client.get(address).status_code == 200
    assert second_factor.has_one(user)
    client.post(address)
    assert not second_factor.has_one(user)
    assert LogEntry.objects.latest("pk").get_change_message() == "Took the second factor away."
    assert is_in(log_in(user))


def test_a_session_is_worth_less_when_its_second_factor_is_gone(phone, settings):
    user = make_user()
    client, _codes = set_up(user, phone)
    settings.REQUIRE_SECOND_FACTOR = True
    second_factor.take_away(user)
    assert not is_in(client)


def test_a_manager_does_not_reach_the_one_who_may_do_everything(client, phone):
    boss = make_user("boss", is_superuser=True)
    set_up(boss, phone)
    manager = make_user("manager", group="Writers")
    Colleague.objects.get(pk=manager.pk).give_role("Writers", manages=True)
    client.force_login(manager)
    assert client.post(f"/admin/missions/colleague/{boss.pk}/second-factor/").status_code == 403
    assert second_factor.has_one(boss)


def test_a_command_of_the_host_takes_it_away_too(phone):
    user = make_user()
    set_up(user, phone)
    out = StringIO()
    call_command("reset_second_factor", "zeynep", stdout=out)
    assert out.getvalue() == "zeynep: the second factor is taken away.\n"
    assert is_in(log_in(user))
    with pytest.raises(CommandError, match="Nobody logs in as 'nobody'"):
        call_command("reset_second_factor", "nobody")
