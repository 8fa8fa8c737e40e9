"""No word of a draft in an archive, a refusal or a page that failed, at the desk of who may not read it, or kept."""

from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from missions.models import ENTRIES, Mission, PreviewLink, Source
from missions.public import listing
from tests.admin.addresses import ADDRESSES, make_rows, names, path_to
from tests.hostile.asking import Site
from tests.hostile.planted import MARK, NEW, PRIVATE, preview_path, rewrite
from tests.makers import make_full_mission

# They may open some of the desk, and no draft.
OUTSIDERS = ("stranger", "reader", "bare", "manager")
COOKIES = ("sessionid=abcdefgh", "a=b; sessionid=abcdefgh", "sessionid =abcdefgh", "a;sessionid\t=abcdefgh", "a=b")
REFUSED = {
    "a page that is nowhere": (404, "/nowhere/", {}),
    "a record that is gone": (410, "/missions/unami-page/", {}),
    "a page that was gone on a day": (410, "/missions/unami-page/on/{today}/", {}),
    "two editions that are none": (400, "/missions/nmi-page/editions/compare/", {}),
    "a question nobody can read": (400, "/search/", {"query": "q=%00"}),
    "a host that is another": (400, "/missions/nmi-page/", {"HTTP_HOST": f"{NEW}.example"}),
    "a form that no page sent": (403, "/admin/login/", {"method": "POST", "body": b"username=a"}),
    "a question that is no question": (405, "/", {"method": "POST", "body": b"a=b"}),
    "a file that is only read": (405, "/missions/nmi-page.json", {"method": "DELETE"}),
}


def test_no_private_word_is_in_an_archive(site, planted, tmp_path):
    call_command("export_data", tmp_path / "out", verbosity=0)
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(files) > 60
    assert [path.name for path in files if PRIVATE.search(str(path) + path.read_text())] == []


def test_no_private_word_is_in_a_refusal(site, planted):
    for refused, (status, path, asked) in REFUSED.items():
        answer = site.ask(path.format(today=timezone.now().date()), **asked)
        assert answer.status == status, refused
        assert not PRIVATE.search(answer.whole), refused
        assert "text/html" in answer["Content-Type"], refused


def test_a_page_that_failed_tells_nothing_of_why(site, planted, monkeypatch):
    def fail():
        raise RuntimeError(MARK)

    monkeypatch.setattr(listing, "home", fail)
    answer = site.ask("/")
    assert answer.status == 500
    assert not PRIVATE.search(answer.whole)


def test_a_preview_link_shows_its_own_draft_alone(site, planted):
    plainly = dict.fromkeys(("title", "authors", "url", "copies", "published", "accessed", "access", "note"), "")
    Source.objects.filter(key="nato-start").update(**plainly, publisher="NATO", language="en")
    mine = make_full_mission("oir", name="Inherent Resolve")
    path, _link = preview_path(mine)
    answer = site.ask(path)
    assert (answer.status, "Inherent Resolve" in answer.text) == (200, True)
    assert not PRIVATE.search(answer.whole)
    assert not site.baked.pages


@pytest.mark.parametrize("ending", ["altered", "over", "revoked", "of another link"])
def test_a_preview_link_that_leads_nowhere_is_answered_like_any_guess(site, planted, ending):
    path, link = preview_path(Mission.objects.get(slug=NEW))
    assert MARK in site.ask(path).text
    guess = site.ask("/preview/guessed/")
    if ending == "altered":
        path = path.replace(path[-9:-1], path[-9:-1].swapcase())
    elif ending == "over":
        PreviewLink.objects.update(until=timezone.now())
    elif ending == "revoked":
        link.delete()
    else:
        path = f"{path[:20]}{preview_path(planted.live)[0][20:]}"
    answer = site.ask(path)
    assert answer.status == 404
    assert not PRIVATE.search(answer.whole)
    assert answer.text.replace(quote(path, safe=""), "") == guess.text.replace(quote("/preview/guessed/", safe=""), "")
    assert [name for name, _value in answer.headers] == [name for name, _value in guess.headers]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_who_may_read_no_draft_meets_no_private_word_at_the_desk(site, planted_desk, cookie_of, role):
    assert leaks(asked_at_the_desk(site, planted_desk, cookie_of(role))) == []


def test_a_writer_meets_no_private_word_where_writers_are_not_let_in(site, planted_desk, cookie_of):
    cookie = cookie_of("writer")
    closed = [name for name in names() if "writer" not in ADDRESSES[name].opens]
    assert leaks(asked_at_the_desk(site, planted_desk, cookie, closed)) == []
    assert MARK in site.ask("/admin/missions/mission/", HTTP_COOKIE=cookie).text


@pytest.mark.parametrize("role", ["stranger", "reader"])
def test_who_is_not_of_the_desk_is_not_told_whether_a_row_is_there(site, planted_desk, cookie_of, role):
    cookie = cookie_of(role)
    nobody = SimpleNamespace(
        **dict.fromkeys(vars(planted_desk), SimpleNamespace(pk=10**6, key="none")) | {"mission_type": 10**6}
    )
    told = []
    for name in sorted(name for name in set(names()) if "<" not in name and role not in ADDRESSES[name].opens):
        there, none = (
            site.ask(path_to(name, rows).partition("?")[0], HTTP_COOKIE=cookie) for rows in (planted_desk, nobody)
        )
        told += [] if there.status == none.status else [(name, there.status, none.status)]
    assert told == []


def leaks(answers) -> list:
    return [place for place, answer in answers if PRIVATE.search(answer.whole)]


@pytest.fixture
def planted_desk(db, boss_client):
    """A row of every kind for every screen, each with private words."""
    rows = make_rows()
    plant_over(rows)
    boss_client.get("/admin/")
    return rows


def plant_over(rows) -> None:
    rewrite(Mission.objects.filter(pk=rows.mission.pk))
    for model in (Source, *ENTRIES):
        rewrite(model.objects)


def asked_at_the_desk(site: Site, rows, cookie: str, asked=None):
    """Yield the answer of every address of the desk, asked for and sent a form; what it wrote is undone."""
    for name in asked or sorted(set(names())):
        for method in ("GET", "POST"):
            with transaction.atomic():
                path, _mark, query = path_to(name, rows).partition("?")
                yield (name, method), site.ask(path, method=method, query=query, HTTP_COOKIE=cookie)
                transaction.set_rollback(True)


@pytest.mark.parametrize("cookie", COOKIES)
def test_what_somebody_with_a_session_is_told_is_kept_for_nobody_else(site, cookie):
    """A site that greets its visitors on every page, in front of which stand the baked pages."""

    def greeting(environ, start_response):
        start_response("200 OK", [])
        return [environ.get("HTTP_COOKIE", "nobody").encode()]

    personal = Site(greeting)
    personal.ask("/missions/", HTTP_COOKIE=cookie)
    assert personal.ask("/missions/").text == "nobody"
