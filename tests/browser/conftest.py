"""The shipped record, published, behind a real server; and somebody who may publish."""

import sqlite3
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection

from missions.files.load import load
from tests.makers import make_user


@pytest.fixture(scope="session")
def shipped():
    """What `make run` loads, kept aside by the first test that needs it: copying is far faster than loading."""
    with closing(sqlite3.connect(":memory:")) as copy:
        yield copy


@pytest.fixture
def record(shipped, live_server):
    """Put the shipped record into the database; returns the address of the site."""
    connection.ensure_connection()
    if shipped.execute("SELECT * FROM sqlite_master").fetchone():
        shipped.backup(connection.connection)
    else:
        load(sorted((settings.BASE_DIR / "fixtures").glob("*.yaml")))
        connection.connection.backup(shipped)
    return live_server.url


@pytest.fixture
def page(page):
    """A page that fails its test when a script fails or the Content-Security-Policy is broken."""
    page.set_default_timeout(10_000)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert faults == []


@pytest.fixture
def desk(record, page):
    """Log a publisher in; returns the page at the desk."""
    make_user("zeynep", group="Publishers", first_name="Zeynep", last_name="Aydın")
    page.goto(f"{record}/admin/")
    log_in(page, "zeynep")
    return page


def log_in(page, username: str) -> None:
    page.get_by_label("Username:").fill(username)
    page.get_by_label("Password:").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
