"""The doors of the desk in a browser: a second factor by keyboard alone, and a blocked script that is told."""

import logging
import re

import pytest
from django.utils.timezone import now
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from tests.browser.conftest import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def code() -> str:
    device = TOTPDevice.objects.get()
    shown = TOTP(device.bin_key)
    # A code is good once: the next one, which the tolerance takes, where this one was used.
    shown.time = now().timestamp() + (30 if device.confirmed else 0)
    return f"{shown.token():06}"


def test_a_second_factor_is_set_up_and_used_by_keyboard(desk, record):
    desk.get_by_role("link", name="Second factor").press("Enter")
    desk.get_by_role("link", name="Set it up").press("Enter")
    picture = desk.locator("svg.code-picture").bounding_box()
    assert abs(picture["width"] - picture["height"]) < 1
    desk.get_by_label("Code:").fill(code())
    desk.keyboard.press("Tab")
    desk.keyboard.type("a long enough password")
    desk.keyboard.press("Enter")
    expect(desk.locator(".recovery-codes li")).to_have_count(10)
    recovery = desk.locator(".recovery-codes code").first.inner_text()
    for typed in (code(), recovery):
        desk.get_by_role("button", name="Log out").press("Enter")
        desk.goto(f"{record}/admin/missions/source/")
        log_in(desk, "zeynep")
        expect(desk.get_by_role("heading", name="One more step")).to_be_visible()
        desk.get_by_label("Code:").fill(typed)
        desk.keyboard.press("Enter")
        expect(desk).to_have_url(re.compile(r"/admin/missions/source/$"))


def test_what_the_policy_blocks_does_not_run_and_is_told(context, record, caplog):
    page = context.new_page()
    page.goto(f"{record}/about/")
    with caplog.at_level(logging.WARNING), page.expect_request("**/csp-reports/"):
        page.evaluate(
            "() => { const script = document.createElement('script'); script.textContent = 'window.ran = 1';"
            " document.head.append(script) }"
        )
        page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert "The policy blocked inline (script-src-elem) on /^(?P<name>about|" in caplog.text
