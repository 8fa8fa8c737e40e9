"""Every answer says to browsers what the Mozilla Observatory gives its best grade for; its rules, with their points."""

import re

import pytest

from missions.public import listing
from missions.public.baked import Baked
from tests.makers import make_user
from tests.public.addresses import ADDRESSES, NOWHERE, make_site

pytestmark = pytest.mark.django_db

HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
STATIC = "/static/missions/site.css"


def policy(headers) -> dict[str, set[str]]:
    parts = [part.split() for part in headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def csp(headers) -> int:
    found = policy(headers)
    if not found:
        return -25
    effective = {kind: found.get(kind, found.get("default-src", {"*"})) for kind in ("script-src", "object-src")}
    if {"'unsafe-inline'", "data:", "https:", "http:", "*"} & set().union(*effective.values()):
        return -20
    if "'unsafe-eval'" in effective["script-src"]:
        return -10
    if {"'unsafe-inline'", "data:", "https:", "*"} & found.get("style-src", found["default-src"]):
        return 0
    is_whole = found["default-src"] == {"'none'"} and found.get("form-action", {"*"}) <= {"'none'", "'self'"}
    return 10 if is_whole and found.get("base-uri", {"*"}) <= {"'none'", "'self'"} else 5


def framing(headers) -> int:
    if policy(headers).get("frame-ancestors", {"*"}) <= {"'none'", "'self'"}:
        return 5
    return 0 if headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def hsts(headers) -> int:
    age = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    return -20 if not age else 0 if int(age[1]) >= HALF_A_YEAR else -10


def referrer(headers) -> int:
    return 5 if headers.get("Referrer-Policy") in PRIVATE else -5


def sniffing(headers) -> int:
    return 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5


def sharing(headers) -> int:
    return -50 if "Access-Control-Allow-Credentials" in headers else 0


def resources(headers) -> int:
    return {"same-origin": 10, "same-site": 10, "cross-origin": 0}.get(headers.get("Cross-Origin-Resource-Policy"), -5)


# https://github.com/mdn/mdn-http-observatory: from 100 points on these are added or taken away; 100 are an A+.
RULES = (csp, framing, hsts, referrer, sniffing, sharing, resources)


def score(response) -> int:
    """Return the points; that no script comes from elsewhere, which would cost some, `test_addresses` finds."""
    points = [rule(response.headers) for rule in RULES]
    points += [cookie(one) for one in response.cookies.values()]
    # What is good counts only where little is bad.
    bad = sum(one for one in points if one < 0)
    return 100 + (sum(points) if bad >= -10 else bad)


def cookie(one) -> int:
    is_safe = one["secure"] and one["samesite"] in ("Lax", "Strict")
    return 0 if is_safe and (one["httponly"] or "desk-saved" in one.key) else -40


@pytest.mark.parametrize("address", [*ADDRESSES.values(), NOWHERE, STATIC, "/missions/none.json", "/static/none.css"])
def test_every_public_answer_reaches_the_best_grade(public, address):
    make_site()
    response = public.get(address, secure=True)
    response.close()
    is_data = "Access-Control-Allow-Origin" in response.headers
    # Data stay readable from the pages of other sites, which costs the points for keeping them out.
    assert score(response) >= (120 if is_data else 130), response.headers


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "trace"])
def test_refused_methods_have_the_headers_too(public, method):
    assert score(getattr(public, method)("/", secure=True)) >= 120


def test_a_page_that_failed_has_the_headers_too(public, monkeypatch):
    monkeypatch.setattr(listing, "home", lambda *_asked: 1 / 0)
    response = public.get("/", secure=True)
    assert (response.status_code, score(response)) == (500, 130)


@pytest.mark.parametrize("is_secure", [False, True])
def test_a_host_that_is_not_ours_is_refused_with_the_headers(public, is_secure):
    for path in ("/", "/admin/"):
        response = public.get(path, secure=is_secure, headers={"host": "evil.example"})
        assert response.status_code == 400
        assert b"evil.example" not in response.content
        assert (csp(response.headers), framing(response.headers), referrer(response.headers)) == (10, 5, 5)


def test_http_leads_to_the_same_address_on_https(public):
    response = public.get("/missions/?kind=advisory")
    assert (response.status_code, response["Location"]) == (301, "https://record.example.org/missions/?kind=advisory")


def test_the_desk_reaches_the_best_grade_before_and_after_the_login(public):
    for path in ("/admin/", "/admin/login/", "/admin/none/", "/preview/none/", "/admin/welcome/MQ/none/"):
        assert score(public.get(path, secure=True)) >= 120, path
    public.force_login(make_user(is_superuser=True))
    screens = ["", "password_change/", "missions/mission/", "missions/source/add/", "missions/colleague/me/", "jsi18n/"]
    for screen in screens:
        response = public.get(f"/admin/{screen}", secure=True)
        assert (response.status_code, score(response) >= 120) == (200, True), screen


def test_a_baked_page_has_the_headers_of_the_page(public):
    make_site()
    baked, said = Baked(public.handler, most=1_000_000), []

    def django(environ, start_response):
        response = public.get(environ["PATH_INFO"], secure=True)
        start_response("200 OK", list(response.items()))
        return [response.content]

    baked.application = django
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/missions/", "wsgi.url_scheme": "https"}
    for _again in range(2):
        baked(environ, lambda status, headers: said.append(dict(headers)))
    assert len(baked.pages) == 1
    # The number of a request is no other's.
    assert "X-Request-ID" in public.get("/missions/", secure=True).headers
    assert "X-Request-ID" not in said[0] | said[1]
    for rule in RULES:
        assert rule(said[0]) == rule(said[1]) == rule(public.get("/missions/", secure=True).headers)


@pytest.mark.parametrize("address", [*ADDRESSES.values(), NOWHERE, STATIC, "/csp-reports/"])
def test_no_public_address_sets_a_cookie(public, address):
    make_site()
    for method in (public.get, public.post, public.head):
        response = method(address, secure=True)
        response.close()
        assert not response.cookies


def test_who_is_logged_in_gets_no_cookie_from_a_public_page_either(public):
    make_site()
    public.force_login(make_user(is_superuser=True))
    for address in ADDRESSES.values():
        assert not public.get(address, secure=True).cookies, address
