"""The same texts in a real browser, without the policy that would stop a script: nothing runs, asks or leads away."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.hostile.looking import entries_of_feed
from tests.hostile.test_texts import RECORD, TEXTS, desk
from tests.hostile.texts import make_record, plain_texts, publish_whatever
from tests.makers import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

PUBLIC = (
    f"{RECORD}/",
    f"{RECORD}/editions/1-2/",
    f"{RECORD}/editions/2/cite/",
    "/sources/",
    "/search/?q=zq",
    "/missions/",
)
# What a page really holds, as the browser understood it.
HELD = """() => {
  const places = one => ["href", "src", "action", "formAction", "data"].map(name => one[name]?.baseVal ?? one[name])
    .filter(place => typeof place === "string" && place && !place.startsWith("data:image/"));
  const astray = place => !/^(https?|mailto):/.test(new URL(place, document.baseURI).href);
  const runs = ({ name }) => name.startsWith("on") || name === "srcdoc";
  return [...document.querySelectorAll("*")].flatMap(one => [
    ...[...one.attributes].filter(runs).map(({ name }) => name),
    ...places(one).filter(astray),
    ...(one.matches("iframe:not(.whole-page-frame), object, embed, base, math, meta[http-equiv]") ? [one.tagName] : []),
  ]);
}"""
TYPED = """() => document.querySelectorAll("textarea").forEach(
  one => one.dispatchEvent(new InputEvent("input", { bubbles: true })))"""
INTO_A_PAGE = "html => { document.body.insertAdjacentHTML('beforeend', html); }"


@pytest.fixture
def watched(browser, live_server):
    """A browser that keeps to no policy, logged in as a publisher; `seen` is what it should never have done."""
    client = Client()
    client.force_login(make_user("publisher", group="Publishers"))
    context = browser.new_context(bypass_csp=True, base_url=live_server.url)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page, seen = context.new_page(), []
    page.set_default_timeout(20_000)
    page.expose_function("zq", lambda *_given: seen.append(f"ran at {page.url}"))
    page.on("dialog", lambda dialog: (seen.append(f"said {dialog.message}"), dialog.dismiss()))
    context.on("page", lambda other: seen.append(f"opened {other.url}"))
    context.on("request", lambda request: seen.append(f"asked for {request.url}") if is_astray(request.url) else None)
    yield page, seen
    context.close()


def is_astray(url: str) -> bool:
    parts = urlsplit(url)
    return parts.hostname != "localhost" or parts.path.startswith("/zq")


def test_no_text_runs_asks_for_anything_or_leads_away(watched, monkeypatch):
    page, seen = watched
    make_record(plain_texts())
    publish_whatever(monkeypatch, reason="A first edition", name="Ada Example")
    mission = make_record(TEXTS)
    publish_whatever(monkeypatch, reason=TEXTS[0] + TEXTS[40], name=TEXTS[1])
    held = {}
    for path in (*PUBLIC, *desk(mission)[:5]):
        page.goto(path)
        # Where there are fields, their previews and checks are asked for.
        page.evaluate(TYPED)
        page.wait_for_load_state("networkidle")
        held[path] = page.evaluate(HELD)
        assert page.url.endswith(path)
    page.goto("/about/")
    for entry in entries_of_feed(Client().get("/changes/feed/").content.decode()):
        page.evaluate(INTO_A_PAGE, entry)
    held["feed"] = page.evaluate(HELD)
    assert {path: what for path, what in held.items() if what} == {}
    assert seen == []


def test_the_watch_sees_what_runs_and_what_is_asked_for(watched):
    page, seen = watched
    page.goto("/about/")
    page.evaluate(INTO_A_PAGE, "<img src=/zq/a onerror=zq()><iframe srcdoc='<script>parent.zq()</script>'></iframe>")
    page.wait_for_timeout(500)
    assert {one.partition(" ")[0] for one in seen} == {"asked", "ran"}
    assert set(page.evaluate(HELD)) >= {"onerror", "srcdoc"}
