"""Who may do what at the desk, on every address, button, list action and command there is: see `addresses`."""

import re
from contextlib import suppress

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command, get_commands
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.admin.addresses import ACTIONS, ADDRESSES, COMMANDS, make_rows, names, path_to
from tests.makers import make_user

pytestmark = pytest.mark.django_db

GROUPS = {"bare": "", "writer": "Writers", "publisher": "Publishers", "manager": "Managers"}
ROLES = ("stranger", *GROUPS)
LINK = re.compile(r'<(?:a|form|input|button)\b[^>]*?\s(?:href|action|formaction)="(/(?:admin|preview)/[^"#?]*)')
WRITES = ("INSERT", "UPDATE", "DELETE")
REFUSALS = (403, 404, 405)


@pytest.fixture
def rows():
    return make_rows()


@pytest.fixture(params=ROLES)
def role(request):
    return request.param


@pytest.fixture
def visitor(client, rows, role):
    """A client that is logged in as somebody with the role."""
    if role in GROUPS:
        client.force_login(make_user(role, group=GROUPS[role]))
    return client


def is_refused(response) -> bool:
    is_sent_to_login = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return is_sent_to_login or response.status_code in REFUSALS


def undone(ask, path: str, **fields):
    """Return the answer, and what was written for it, which is undone: logging out as well."""
    cookies = ask.__self__.cookies.copy()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            response = ask(path, **fields)
        transaction.set_rollback(True)
    ask.__self__.cookies = cookies
    asked = [query["sql"] for query in queries]
    return response, [sql for sql in asked if sql.startswith(WRITES) and "django_session" not in sql]


def test_every_address_of_the_desk_has_an_entry():
    missing = sorted(set(names()) - ADDRESSES.keys())
    assert not missing, f"Say in tests/admin/addresses.py who may open {', '.join(missing)}"


def test_an_address_opens_to_those_who_may_and_to_nobody_else(visitor, rows, role):
    there = set(names())
    opened = {name for name in there if not is_refused(undone(visitor.get, path_to(name, rows))[0])}
    assert opened == {name for name in there if role in ADDRESSES[name].opens}


def test_a_form_is_taken_from_those_who_may_and_writes_nothing_for_others(visitor, rows, role):
    there = set(names())
    sent = {"data": {"post": "yes", "reason": "Because", "seen": "x", "role": "Publishers", "username": "somebody"}}
    answers = {name: undone(visitor.post, path_to(name, rows), **sent) for name in there}
    assert {name for name in there if not is_refused(answers[name][0])} == {
        name for name in there if role in ADDRESSES[name].posts
    }
    assert [writes for name, (_answer, writes) in answers.items() if role not in ADDRESSES[name].posts and writes] == []


def test_no_link_or_button_leads_to_a_refusal(visitor, rows, role):
    pages = [path_to(name, rows) for name in set(names()) if role in ADDRESSES[name].opens]
    leading = {}
    for page in pages:
        answer, _writes = undone(visitor.get, page)
        leading |= dict.fromkeys(LINK.findall(answer.content.decode()), page)
    refused = {
        link: page
        for link, page in leading.items()
        if is_refused(answer := undone(visitor.get, link)[0]) and answer.status_code != 405
    }
    # Who is not logged in is led to the login.
    assert refused.keys() <= ({"/admin/"} if role == "stranger" else set())
    assert role in ("stranger", "bare") or len(leading) > 5


def test_a_list_offers_its_actions_to_those_who_may(rows, role):
    request = RequestFactory().get("/admin/")
    offered = set()
    if role in GROUPS:
        request.user = make_user(role, group=GROUPS[role])
        offered = {
            (str(model._meta.model_name), action)
            for model, screen in admin.site._registry.items()
            for action in screen.get_actions(request)
        }
    assert offered == {action for action, roles in ACTIONS.items() if role in roles}


def test_every_command_says_what_it_writes():
    assert {name for name, app in get_commands().items() if app == "missions"} == COMMANDS.keys()


@pytest.mark.parametrize("name", [name for name, written in COMMANDS.items() if written in ("nothing", "files")])
def test_a_command_that_only_reads_writes_no_row(rows, tmp_path, name):
    target = [str(tmp_path / "out")] if COMMANDS[name] == "files" else []
    with CaptureQueriesContext(connection) as queries, suppress(CommandError):
        call_command(name, *target, verbosity=0)
    assert len(queries)
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []
