"""The site as files: what the server answers, all of it, and only what changed is written anew."""

import gzip
import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from missions.editions.held import find
from missions.editions.publish import publish, republish, withdraw
from missions.editions.redact import redact
from missions.files.kept_folder import KeptFolder
from missions.models import Mission, Notice, Phase, Source
from missions.pages.exports.tables import TABLES
from missions.public import listing, sitemaps, urls
from missions.public.site_files import Exported, ExportFailed, export
from tests.makers import make_edition, make_full_mission, make_mission, make_source, make_user
from tests.public.addresses import make_site
from tests.public.exported import dead_links, files_of

pytestmark = pytest.mark.django_db

# What asks a question, tells of the server, leads on, or is for those who build the site.
LEFT_OUT = {
    "compare", "on-day", "on", "since-day", "since", "changes-day", "changes-since", "changes-since-page",
    "styleguide", "healthz", "readyz", "favicon",
}  # fmt: skip
SLUGS = ("nmi-new", "kfor-page", "isaf-page")
# Where the forms of pages lead.
ASKED = (
    "/search/",
    "/changes/since/",
    *(f"/missions/{slug}/{place}/" for slug in SLUGS for place in ("on", "since", "editions/compare")),
)
BY_THE_CLOCK = {".well-known/security.txt"}


class Made(NamedTuple):
    mission: Mission
    folder: Path
    alone: Path
    outcome: Exported


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One mission of three editions under a new address, one live, one withdrawn; exported once, both ways."""
    folder, alone = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("alone")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched, transaction.atomic():
        # A test closes the connection at its end, and with it would end what this one holds open for all.
        patched.setattr(connections["default"], "close", lambda: None)
        mission = make_site()
        Mission.objects.filter(pk=mission.pk).update(slug="nmi-new")
        make_edition(mission := Mission.objects.get(pk=mission.pk), reason="A better address")
        make_edition(make_mission("kfor", name="Kosovo Force"))
        make_edition(gone := make_mission("isaf", name="Assistance Force"))
        withdraw(gone, by=None, reason="A date has to be checked.")
        outcome = export(folder)
        export(alone, is_alone=True)
        yield Made(mission, folder, alone, outcome)
        transaction.set_rollback(True)


@pytest.fixture
def site(made, db):
    return Mission.objects.get(pk=made.mission.pk)


@pytest.fixture
def out(made, tmp_path):
    return shutil.copytree(made.folder, tmp_path / "out")


@pytest.fixture
def new(tmp_path):
    return tmp_path / "new"


def times(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_ino for name in files_of(folder)}


def address_of(name: str) -> str:
    return "/" + re.sub(r"(^|/)index\.(html|xml)$", r"\1", name)


def test_every_file_is_what_the_server_answers(site, out):
    files = files_of(out)
    client = Client()
    for name, content in files.items():
        response = client.get(address_of(name))
        assert response.status_code in {200, 410} or name == "404.html", name
        assert name in BY_THE_CLOCK or content == b"".join(response), name
    assert len(files) > 100


def test_every_kind_of_address_is_there_or_left_out_for_a_reason(site, new, monkeypatch):
    for size in ("CARDS", "BARS"):
        monkeypatch.setattr(listing, size, 1)
    monkeypatch.setattr(sitemaps, "ADDRESSES", 10)
    monkeypatch.setattr("missions.public.everything.LINES_OF_A_PAGE", 1)
    monkeypatch.setattr("missions.public.history.LINES_OF_A_PAGE", 1)
    monkeypatch.setattr("missions.pages.library.ON_A_PAGE", 1)
    Source.objects.create(key="second", title="Second", publisher="NATO", kind="official", url="https://nato.int/2",
                          accessed="2026-01-01", access="live")  # fmt: skip
    Phase.objects.update(text="It began. [@second]")
    make_edition(site, reason="Another source")
    export(new)
    names = {resolve(address_of(name)).view_name for name in files_of(new) if not name.startswith(("static/", "404"))}
    assert names == {pattern.name for pattern in urls.urlpatterns} - LEFT_OUT


def test_packed_files_hold_the_same(site, out):
    packed = [path for path in out.rglob("*") if path.suffix in {".gz", ".br"}]
    assert out / "missions/nmi-new/index.html.br" in packed
    for path in packed:
        unpack = gzip.decompress if path.suffix == ".gz" else brotli.decompress
        assert unpack(path.read_bytes()) == path.with_suffix("").read_bytes()


def test_nothing_that_a_page_leads_to_is_missing(site, out):
    moved = {"/missions/nmi-page/": "/missions/nmi-new/"}
    assert dead_links(out, moved=moved, asked=ASKED) == []


def test_a_lost_file_is_found_missing(site, out):
    (out / "missions/nmi-new/editions/index.html").unlink()
    assert "index.html: /missions/nmi-new/editions/" in " ".join(dead_links(out, asked=ASKED))


def test_a_long_list_goes_on_without_questions(site, new, monkeypatch):
    for size in ("CARDS", "BARS"):
        monkeypatch.setattr(listing, size, 1)
    export(new)
    assert {"missions/pages/2/index.html", "timeline/pages/2/index.html"} <= files_of(new).keys()
    assert dead_links(new, asked=ASKED) == []


def test_differences_that_pages_lead_to_are_there_and_not_the_square_of_editions(site, out):
    make_edition_again(site)
    export(out)
    differences = {path.name for path in (out / "missions/nmi-new/editions").iterdir() if "-" in path.name}
    assert differences == {"1-2", "2-3", "3-4", "1-4", "2-4"}


def test_what_has_not_changed_is_not_asked_again(made, out):
    first = made.outcome
    before = times(out)
    again = export(out)
    assert (first.asked, again.asked, again.removed) == (first.addresses, 13, 0)
    assert {name for name, inode in times(out).items() if before[name] != inode} <= BY_THE_CLOCK


def test_a_publication_touches_its_mission_and_the_lists_alone(site, out):
    before = times(out)
    make_edition_again(site)
    export(out)
    after = times(out)
    touched = {name for name, inode in after.items() if before.get(name) != inode} - BY_THE_CLOCK
    assert {"missions/nmi-new/index.html", "missions/nmi-new/editions/4/index.html", "index.html"} <= touched
    assert not [name for name in touched if "kfor" in name or "isaf" in name]
    # What was asked again, since its mission has changed, and is the same to the byte, stays as well.
    assert "missions/nmi-new/editions/1/phases.csv" not in touched


def test_removed_words_leave_the_files_that_held_them_and_touch_no_others(site, out, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "own"
    make_edition(make_full_mission("eulex", overview="Wilhelmina Quux came. [@nato-start]"))
    make_source("wilhelmina-quux", title="Told by Wilhelmina Quux")
    cited = {"summary": "It advises. [@wilhelmina-quux]", "citations": "[@wilhelmina-quux]"}
    make_edition(make_mission("unami", name="Assistance Mission", **cited))
    export(out)
    held = {name for name, content in files_of(out).items() if b"Quux" in content}
    before = times(out)
    redact(["Wilhelmina Quux"], by=None, reason="A court ordered it.", seen=find(["Wilhelmina Quux"]).held)
    export(out)
    after = times(out)
    assert {name for name in held if before[name] == after.get(name)} == set()
    for path in (path for path in out.rglob("*") if path.is_file()):
        unpack = {".gz": gzip.decompress, ".br": brotli.decompress}.get(path.suffix, bytes)
        assert b"quux" not in unpack(path.read_bytes()).lower() + bytes(path.relative_to(out)), path
    touched = {name for name, inode in after.items() if before.get(name) != inode}
    assert not [name for name in touched if "kfor" in name or "isaf" in name]


def test_a_withdrawn_record_leaves_its_page_and_its_editions(site, out):
    withdraw(site, by=None, reason="A source was forged.")
    export(out)
    names = files_of(out)
    assert b"A source was forged." in names["missions/nmi-new/index.html"]
    assert "missions/nmi-new.json" not in names
    assert not [name for name in names for table in TABLES if name == f"missions/nmi-new/{table}.csv"]
    assert not list(out.glob("missions/nmi-new.*"))
    assert "missions/nmi-new/editions/1.json" in names
    assert "/missions/nmi-new.json /missions/nmi-new/index.html 410\n" in (out / "_redirects").read_text()
    republish(site, by=None, reason="It was not.")
    export(out)
    assert "missions/nmi-new.json" in files_of(out)


def test_a_notice_under_a_key_that_was_given_before_is_another(site, out, client):
    """As when a backup is restored, and something else is said after it."""
    withdraw(site, by=None, reason="A source was forged.")
    republish(site, by=None, reason="It was not.")
    export(out)
    page, address = "missions/nmi-new/editions/index.html", "/missions/nmi-new/editions/"
    assert b"It was not." in files_of(out)[page]
    etag = client.get(address)["ETag"]
    with connection.cursor() as cursor:
        later = [timezone.now() + timedelta(seconds=9), Notice.objects.latest("pk").pk]
        cursor.execute("UPDATE missions_notice SET words = 'Only a part.', made_at = %s WHERE id = %s", later)
    export(out)
    assert b"Only a part." in files_of(out)[page]
    assert client.get(address)["ETag"] != etag


def test_what_leads_on_is_told_as_the_server_does_it(site, out, client):
    lines = [line.split() for line in (out / "_redirects").read_text().splitlines()]
    told = [(old.replace("*", ""), new.replace(":splat", ""), int(status)) for old, new, status in lines]
    assert {"/missions/nmi-page/", "/missions/nmi-page.json", "/missions/isaf-page/"} <= {old for old, *_rest in told}
    for old, new, status in told:
        if status == 200:
            assert (out / new.replace(":slug", "nmi-new").lstrip("/")).is_file()
            continue
        response = client.get(old)
        assert response.status_code == status, old
        assert response.get("Location", new) == new


def test_no_word_of_a_draft_is_in_it(site, out):
    Phase.objects.update(text="UNSEEN")
    Source.objects.update(title="UNSEEN")
    make_mission("draft", name="UNSEEN", slug="unseen")
    export(out)
    assert not [name for name, content in files_of(out).items() if b"unseen" in (name.encode() + content).lower()]


def test_files_of_others_are_left_alone_and_never_replaced(site, out):
    (out / "CNAME").write_text("record.example.org")
    export(out)
    assert (out / "CNAME").read_text() == "record.example.org"
    (out / "missions/new-page.json").write_text("mine")
    make_edition(make_mission("new", name="New"))
    with pytest.raises(CommandError, match=r"holds missions/new-page\.json, which no export has written"):
        call("export_site", out)
    assert (out / "missions/new-page.json").read_text() == "mine"


def test_an_address_that_fails_ends_the_export_and_removes_nothing(site, out, monkeypatch):
    before = files_of(out).keys()
    withdraw(site, by=None, reason="A source was forged.")
    monkeypatch.setattr("missions.public.listing.home", lambda: 1 / 0)
    with pytest.raises(ExportFailed, match="/ answered with status 500"):
        export(out)
    assert files_of(out).keys() == before


def test_a_copy_that_stands_alone_has_no_dead_form_and_no_address_of_a_server(made):
    pages = {name: content.decode() for name, content in files_of(made.alone).items() if name.endswith(".html")}
    for name, page in pages.items():
        assert "<form" not in page, name
        assert name == "404.html" or not re.findall(r'(?:href|src)="/', page), name
        assert "This is a copy in files." in page, name
    assert dead_links(made.alone) == []
    assert "search/index.html" not in pages


def test_a_copy_that_stands_alone_says_what_the_server_says(made, client):
    page = files_of(made.alone)["missions/nmi-new/editions/1/index.html"].decode()
    whole = client.get("/missions/nmi-new/editions/1/").content.decode()
    assert (
        re.search(r"<article.*</article>", strip_links(page), re.DOTALL)[0]
        == (re.search(r"<article.*</article>", strip_links(whole), re.DOTALL)[0])
    )


def test_a_copy_becomes_one_that_needs_the_server_and_back(made, tmp_path):
    out = shutil.copytree(made.alone, tmp_path / "out")
    alone = files_of(out)
    export(out)
    assert b"<form" in files_of(out)["index.html"]
    export(out, is_alone=True)
    assert {name for name, content in files_of(out).items() if alone[name] != content} <= BY_THE_CLOCK


@pytest.mark.parametrize(
    "place", [site_settings.BASE_DIR / "public", site_settings.BASE_DIR.parent, site_settings.VAR_DIR]
)
def test_the_folders_of_the_site_itself_are_refused(place):
    with pytest.raises(CommandError, match="a folder of the site itself"):
        call("export_site", place)


def test_a_folder_of_somebody_else_and_a_file_are_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty and no earlier export"):
        call("export_site", tmp_path)
    with pytest.raises(CommandError, match="is a file"):
        call("export_site", tmp_path / "mine.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_two_exports_at_once_are_refused(new):
    with KeptFolder(new, apart_from=()), pytest.raises(CommandError, match="Another export is writing"):
        call("export_site", new)


def test_a_full_disk_is_told_with_what_to_do(site, new, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device", str(new / "index.html"))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CommandError, match=r"No space left on device\. .* run this again when"):
        call("export_site", new)


def test_it_says_what_it_did(site, new, capsys):
    call("export_site", new)
    assert re.search(r"new holds \d+ addresses: \d+ asked anew, \d+ files written, 0 removed", capsys.readouterr().out)


def call(name: str, folder: Path) -> None:
    call_command(name, folder)


@pytest.fixture(autouse=True)
def collected(monkeypatch):
    """In tests static files are served from where they are written."""
    monkeypatch.setattr("missions.management.commands.export_site.collect_static_files", lambda: "")


def make_edition_again(mission: Mission) -> None:
    Phase.objects.filter(mission=mission).update(title="Beginning")
    publish(mission, by=make_user(), reason="Renamed the phase")


def strip_links(page: str) -> str:
    """Return a page without its forms, and with no address in what is linked."""
    return re.sub(r' href="[^"]*"', "", re.sub(r"<form.*?</form>\n?", "", page, flags=re.DOTALL))
