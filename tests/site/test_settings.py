"""The settings read the environment, refuse what cannot work, and are tight where a host needs them to be."""

import pytest
from django.conf import settings

from missions.public import urls
from nmi_site.environment import TAKEN
from tests.site.production import PRODUCTION, manage, read, refusal

NUMBER = "Give a whole number from"
YES_OR_NO = "Write 1 for yes or 0 for no."
SITE = "Give the scheme and the host alone, for example https://record.example.org"
# Every variable with values that cannot be meant, and the cure that is named.
WRONG = [
    *[("SITE_URL", value, SITE) for value in (
        "record.example.org", "ftp://example.org", "https://example.org/record", "https://", "https://example.org:web",
        "https://a:b@example.org", "https://exam ple.org", "https://example.org?x=1",
    )],
    ("SITE_URL", "https://bücher.example", "Give the host as browsers send it"),
    ("SECRET_KEY", "too short", "SECRET_KEY=$(openssl rand -base64 48)"),
    *[("ALLOWED_HOSTS", value, "Give host names alone") for value in ("*", "https://example.org", "a.org,*", "a b")],
    *[("ADMIN_PATH", value, "Give one word of small letters") for value in ("a/b", "Desk", "..", "-", "d?", "(.*)")],
    *[("ADMIN_PATH", value, "Choose another.") for value in ("missions", "/static/", "preview")],
    *[("DATABASE_URL", value, "Give an address such as postgres://") for value in (
        "record", "mysql://a:secret@b/c", "postgres://a:secret@host:port/name", "nosql://secret", "postgres://",
    )],
    ("DATABASE_URL", "postgres://a/b?prepare_threshold=9", "Leave it out, or write none for a pooler"),
    *[("BAKED_MEGABYTES", value, f"{NUMBER} 1 to 65536") for value in ("abc", "0", "-1", "1.5", "9" * 5000, "²")],
    *[("EMAIL_PORT", value, f"{NUMBER} 1 to 65535") for value in ("x", "0", "65536")],
    *[(name, "yes", YES_OR_NO) for name in ("DEBUG", "BEHIND_PROXY", "EMAIL_USE_TLS", "REQUIRE_SECOND_FACTOR")],
    *[(name, "nobody", "Give an e-mail address") for name in ("SITE_CONTACT", "DEFAULT_FROM_EMAIL")],
    ("LOG_FORMAT", "xml", "Write plain or json."),
    ("CLIENT_ADDRESS_HEADER", "X_Real_IP", "for example X-Forwarded-For"),
    *[(name, "/no/such/folder", "Make it or name another.") for name in ("VAR_DIR", "PAGES_DIR")],
    *[(name, "two\nlines", "holds a line break") for name in (
        "SITE_NAME", "SITE_PUBLISHER", "CONTENT_LICENCE", "EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD",
    )],
]  # fmt: skip


def test_the_deployment_check_is_clean_in_production_settings():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.returncode == 0, checked.stderr


def test_a_refused_start_says_its_sentence_and_nothing_of_the_program():
    refused = manage("start", **PRODUCTION | {"BAKED_MEGABYTES": "abc"})
    expected = "BAKED_MEGABYTES is 'abc'. Give a whole number from 1 to 65536, for example 64.\n"
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", expected)


def test_a_missing_secret_key_is_a_sentence_with_its_cure(tmp_path):
    assert refusal(VAR_DIR=str(tmp_path)).startswith("SECRET_KEY is not set. Run `make setup`")


def test_a_public_site_takes_its_secret_from_the_environment_alone(tmp_path):
    (tmp_path / "secret-key").write_text("k" * 60)
    local = read("SECRET_KEY", VAR_DIR=str(tmp_path))
    assert local == {"SECRET_KEY": "k" * 60}
    assert refusal(VAR_DIR=str(tmp_path), SITE_URL=PRODUCTION["SITE_URL"]).startswith(
        "SECRET_KEY is not set, and SITE_URL is public. Put a line into the file of the environment"
    )


@pytest.mark.parametrize(("name", "value", "cure"), WRONG)
def test_a_value_that_cannot_be_meant_is_refused_with_its_name_and_cure(name, value, cure):
    said = refusal(**PRODUCTION | {name: value})
    assert said.startswith(f"{name} ")
    assert cure in said
    assert "secret@" not in said


def test_every_variable_has_a_value_that_is_refused():
    source = (settings.BASE_DIR / "nmi_site" / "settings.py").read_text()
    asked = {line.split('"')[1] for line in source.split("environment.")[1:] if line.split("(")[0].isidentifier()}
    assert asked == {name for name, _value, _cure in WRONG}


def test_every_variable_is_told_to_who_hosts():
    told = (settings.BASE_DIR / "docs" / "hosting.md").read_text()
    assert [name for name, _value, _cure in WRONG if f"`{name}`" not in told and name != "DEBUG"] == []


def test_an_empty_variable_is_one_that_is_not_set():
    names = ("BAKED_BYTES", "SITE_NAME", "ADMIN_PATH", "BEHIND_PROXY")
    empty = {"BAKED_MEGABYTES": "", "SITE_NAME": "", "ADMIN_PATH": " ", "BEHIND_PROXY": ""}
    assert read(*names, **PRODUCTION, **empty) == read(*names, **PRODUCTION)


@pytest.mark.parametrize(
    ("address", "hosts"),
    [
        ("http://localhost:8000", ["localhost", "127.0.0.1", "[::1]"]),
        ("http://[::1]:8000", ["localhost", "127.0.0.1", "[::1]"]),
        ("https://record.example.org/", ["record.example.org"]),
        ("https://[2001:db8::1]", ["[2001:db8::1]"]),
    ],
)
def test_the_site_answers_to_the_host_of_its_address(address, hosts):
    assert read("ALLOWED_HOSTS", **PRODUCTION | {"SITE_URL": address}) == {"ALLOWED_HOSTS": hosts}


@pytest.mark.parametrize("hosts", ["record.example.org,www.example.org", ".example.org", "Record.Example.org"])
def test_hosts_that_hold_that_of_the_address_are_taken(hosts):
    assert refusal(**PRODUCTION, ALLOWED_HOSTS=hosts) == ""


def test_hosts_without_that_of_the_address_are_refused_with_the_cure():
    assert refusal(**PRODUCTION, ALLOWED_HOSTS="www.example.org") == (
        "ALLOWED_HOSTS lacks the host of SITE_URL, at which every link leads to the site. Add it: record.example.org"
    )


def test_no_readers_address_can_become_the_desks():
    roots = {str(pattern.pattern).lstrip("^").split("/")[0] for pattern in urls.urlpatterns}
    assert {root for root in roots if root.isalpha()} <= TAKEN


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("postgres://a/b", {"prepare_threshold": 5}),
        ("postgres://a/b?sslmode=require&prepare_threshold=none", {"sslmode": "require", "prepare_threshold": None}),
    ],
)
def test_postgresql_may_keep_statements_unless_an_address_says_no(address, options):
    [databases] = read("DATABASES", **PRODUCTION, DATABASE_URL=address).values()
    assert databases["default"]["OPTIONS"] == options


def test_two_writers_wait_for_each_other_on_sqlite():
    shown = manage("diffsettings", **PRODUCTION).stdout
    assert "'transaction_mode': 'IMMEDIATE'" in shown
    assert "'timeout': 30" in shown
    assert "PRAGMA journal_mode=WAL" in shown
