"""Browsers report what the policy blocked: a line in the log that names no person, and never more than is borne."""

import json

import pytest

from nmi_site import reports
from tests.public.addresses import ADDRESSES

OLD = {
    "csp-report": {
        "document-uri": "http://localhost:8000/preview/secret-token/?q=somebody",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/a.js?who=somebody",
        "script-sample": "somebody",
        "referrer": "https://somebody.example/",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "user_agent": "somebody",
        "body": {
            "documentURL": "http://localhost:8000/about/",
            "effectiveDirective": "img-src",
            "blockedURL": "inline",
        },
    }
]


@pytest.fixture(autouse=True)
def new_minute(monkeypatch):
    monkeypatch.setattr(reports, "budget", reports.Budget())


def send(client, report, **more):
    body = report if isinstance(report, (bytes, str)) else json.dumps(report)
    return client.post("/csp-reports/", body, content_type="application/csp-report", **more)


def test_a_report_is_a_line_that_holds_no_word_of_the_page(client, caplog):
    assert send(client, OLD).status_code == 204
    (line,) = caplog.messages
    assert line == "The policy blocked evil.example (script-src-elem) on /preview/<str:token>/; 0 more not told"


def test_the_newer_form_of_reports_is_read_too(client, caplog):
    assert send(client, NEW).status_code == 204
    assert caplog.messages[0].startswith("The policy blocked inline (img-src) on /^(?P<name>about|")


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"{", b"null", b"[]", b"[1, null, {}]", b'"text"', b"\xff\xfe", b"[" * 16_000, b'{"csp-report": 1}',
        b'{"csp-report": {"document-uri": 5, "blocked-uri": [], "effective-directive": {}}}',
        b'{"csp-report": {"document-uri": "http://[", "blocked-uri": "//[::"}}',
        b'{"body": {"documentURL": "\\u0000"}}',
        b'{"csp-report": {"blocked-uri": "http://a\\nb/", "effective-directive": "a\\nERROR b"}}',
    ],
)  # fmt: skip
def test_what_is_no_report_is_passed_over_without_harm(client, caplog, sent):
    assert send(client, sent).status_code == 204
    assert not [line for line in caplog.messages if "\n" in line or "ERROR" in line]


def test_a_report_that_is_too_large_is_refused(client, caplog):
    assert send(client, b" " * (reports.MOST_BYTES + 1)).status_code == 413
    assert [line for line in caplog.messages if "policy" in line] == []


def test_a_flood_of_reports_is_a_few_lines_and_a_count(client, caplog, monkeypatch):
    for _each in range(20):
        assert send(client, NEW * 20).status_code == 204
    assert len(caplog.messages) == reports.MOST_LINES
    monkeypatch.setattr(reports, "monotonic", lambda: reports.budget.since + 61)
    send(client, OLD)
    assert caplog.messages[-1].endswith(f"; {20 * reports.MOST_REPORTS - reports.MOST_LINES} more not told")


def test_reports_come_by_post_alone_and_are_no_readers_address(client):
    assert client.get("/csp-reports/").status_code == 405
    assert "/csp-reports/" not in ADDRESSES.values()


def test_every_answer_names_the_address_to_report_to(public):
    response = public.get("/robots.txt", secure=True)
    assert 'csp="/csp-reports/"' in response["Reporting-Endpoints"]
    assert "report-to csp" in response["Content-Security-Policy"]
    assert "report-uri /csp-reports/" in response["Content-Security-Policy"]


def test_over_http_browsers_are_told_the_way_that_works_there(client):
    # Who knows report-to passes report-uri over, and sends nothing without https.
    assert "report-to" not in client.get("/robots.txt")["Content-Security-Policy"]
    assert "report-uri /csp-reports/" in client.get("/robots.txt")["Content-Security-Policy"]
