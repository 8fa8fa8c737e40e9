"""The log: lines for programs or for people, numbered by request, and nothing in them that names a person."""

import json
import logging
import re

import pytest
from django.db import OperationalError

from missions.public import listing
from nmi_site.logs import JsonLine, PlainLine
from tests.makers import make_user

pytestmark = pytest.mark.django_db

MARKS = ["somebody", "203.0.113.7", "Firefox", "zeynep", "secret", "evil.example"]


@pytest.fixture
def lines():
    """Everything that is logged while a test runs, as it is written."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record):
            written.extend(formatter.format(record) for formatter in (JsonLine(), PlainLine()))

    kept, requests = Kept(), logging.getLogger("nmi_site.requests")
    logging.getLogger().addHandler(kept)
    requests.setLevel(logging.INFO)
    yield written
    logging.getLogger().removeHandler(kept)
    requests.setLevel(logging.NOTSET)


def test_a_request_is_one_line_with_its_number_route_status_and_time(client, lines):
    response = client.get("/about/")
    told = json.loads(lines[0])
    assert told["request"] == response["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", told["request"])
    assert (told["message"], told["method"], told["status"]) == ("answered", "GET", 200)
    assert told["route"].startswith("/^(?P<name>about|")
    assert isinstance(told["ms"], int)
    assert re.match(r"\S+Z info logger=nmi_site\.requests request=[0-9a-f]{32} message=answered method=GET", lines[1])


def test_every_line_of_a_request_bears_its_number(client, lines):
    number = client.get("/missions/none/")["X-Request-ID"]
    assert {json.loads(line)["request"] for line in lines[::2]} == {number}
    assert len(lines) > 2


@pytest.mark.parametrize(
    ("is_behind", "sent", "is_taken"),
    [
        (True, "0af7651916cd43dd8448eb211c80319c", True),
        (True, "f058ebd6-02f7-4d3f-942e-904344e8cde5", True),
        (False, "0af7651916cd43dd8448eb211c80319c", False),
        (True, "short", False),
        (True, "a b\tc{evil}", False),
        (True, "a" * 65, False),
        (True, "<script>alert(1)</script>", False),
    ],
)
def test_a_number_is_taken_from_the_proxy_alone_and_well_formed(client, settings, is_behind, sent, is_taken):
    settings.BEHIND_PROXY = is_behind
    assert (client.get("/healthz", headers={"x-request-id": sent})["X-Request-ID"] == sent) is is_taken


def test_nothing_of_a_person_is_written(client, lines, monkeypatch):
    make_user("zeynep", is_superuser=True)
    client.raise_request_exception = False
    who = {"headers": {"user-agent": "Firefox"}, "REMOTE_ADDR": "203.0.113.7"}
    client.get("/search/?q=somebody", **who)
    client.get("/missions/somebody/", **who)
    client.get("/somebody", **who)
    client.get("/preview/secret/", **who)
    client.get("/admin/welcome/MQ/secret/", **who)
    client.get("/", headers={"host": "evil.example"})
    client.post("/admin/login/", {"username": "zeynep", "password": "secret"}, **who)
    client.post("/admin/login/", {"username": "zeynep", "password": "a long enough password"}, **who)
    client.get("/admin/missions/mission/?q=somebody", **who)
    client.post("/admin/missions/mission/add/", {"name": "somebody"}, **who)

    def fail():
        raise ValueError("somebody")

    monkeypatch.setattr(listing, "home", fail)
    client.get("/", **who)
    assert len(lines) > 20
    assert [line for line in lines if any(mark in line for mark in MARKS)] == []


def test_a_fault_says_its_kind_and_place(client, lines, monkeypatch):
    def fail():
        raise KeyError("somebody")

    client.raise_request_exception = False
    monkeypatch.setattr(listing, "home", fail)
    client.get("/")
    (fault,) = [told["fault"] for line in lines[::2] if "fault" in (told := json.loads(line))]
    assert re.match(r"KeyError < \S+test_logs\.py:\d+ fail < ", fault)


def test_a_fault_of_the_machine_says_its_words(client, lines, monkeypatch):
    def fail():
        raise OperationalError("database or disk is full\nDETAIL: somebody")

    client.raise_request_exception = False
    monkeypatch.setattr(listing, "home", fail)
    client.get("/")
    assert "OperationalError: database or disk is full < " in "".join(lines)
    assert "somebody" not in "".join(lines)


def test_what_was_typed_makes_no_line_of_its_own(lines):
    logging.getLogger("somewhere").warning("one\n2026-01-01 error forged")
    assert not [line for line in lines if "\n" in line]
