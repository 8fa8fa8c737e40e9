"""Make the pictures of docs/editing.md anew: `make pictures`.

The shipped record is loaded into a database of its own, which is thrown away; an editor's day is played on it in
Chromium, at one moment that stands still, so that the same desk gives the same pictures.
"""

import base64
import os
import shutil
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
MOMENT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
SIZE = ViewportSize(width=1120, height=700)
MOST_BYTES = 600_000  # of all of them together
STILL = (
    "hide-scrollbars",
    "font-render-hinting=none",
    "disable-lcd-text",
    "disable-partial-raster",
    "num-raster-threads=1",
)
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", *(f"--{flag}" for flag in STILL)]


def main() -> None:
    with TemporaryDirectory() as folder:
        site = prepare(Path(folder))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium(), args=ARGS)
            context = browser.new_context(viewport=SIZE, reduced_motion="reduce", locale="en-GB", timezone_id="UTC")
            context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
            log_in(context, site)
            PICTURES.mkdir(exist_ok=True)
            for name, play_scene in SCENES.items():
                page = context.new_page()
                play_scene(page, f"{site}/admin/")
                take(page, PICTURES / f"{name}.webp")
                page.close()
            browser.close()
    taken = sum(picture.stat().st_size for picture in PICTURES.iterdir())
    print(f"{len(SCENES)} pictures, {taken / 1000:.0f} kB")
    if taken > MOST_BYTES:
        sys.exit(f"Together they may have {MOST_BYTES / 1000:.0f} kB: show less in each.")


def prepare(folder: Path) -> str:
    """Set Django up on a database in the folder, fill it and serve it; return the address of the site."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "nmi_site.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "VAR_DIR": str(folder),
        "SECRET_KEY": "of pictures",
        "DEBUG": "1",
    }
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(ROOT))
    timezone.now = lambda: MOMENT
    django.setup()
    # Django's parts can be read only now that it is set up.
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args):
            """Say nothing of each request."""

    call_command("migrate", verbosity=0)
    call_command("loaddata", *sorted(map(str, (ROOT / "fixtures").glob("*.yaml"))), verbosity=0)
    write_a_draft()
    server = ThreadedWSGIServer(("localhost", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}"


def write_a_draft() -> None:
    """Leave what an editor would find in the morning: a correction, and a statement without its source."""
    from missions.models import Mission

    phase = first_phase("kfor")
    phase.text += "\n\nMore troops were announced for the spring."
    phase.save()
    Mission.objects.filter(key="nmi").update(as_of="2026-11")


def log_in(context: BrowserContext, site: str) -> None:
    from django.contrib.admin.models import CHANGE, LogEntry
    from django.contrib.auth.models import Group, User
    from django.contrib.contenttypes.models import ContentType
    from django.test import Client

    editor = User.objects.create(username="zeynep", first_name="Zeynep Aydın", is_staff=True, pk=1)
    editor.groups.set(Group.objects.filter(name__in=["Publishers", "Managers"]))
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get(app_label="missions", model="mission"),
        object_id=str(mission("nmi")),
        object_repr="NATO Mission Iraq",
        action_flag=CHANGE,
        action_time=MOMENT + timedelta(minutes=5),
    )
    client = Client()
    client.force_login(editor)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def take(page: Page, file: Path) -> None:
    """Write what stands in the window as a small WebP, which Chromium itself makes, without the blinking cursor."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.documentElement.style.setProperty('caret-color', 'transparent')")
    screen, shots = page.context.new_cdp_session(page), ["", "-"]
    # A page is drawn when two shots of it are the same.
    while shots[-1] != shots[-2] and len(shots) < 20:
        page.wait_for_timeout(300)
        shots.append(screen.send("Page.captureScreenshot", {"format": "webp", "quality": 82})["data"])
    file.write_bytes(base64.b64decode(shots[-1]))


def chromium() -> str:
    found = next(
        filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))),
        None,
    )
    return found or sys.exit("No Chromium here (Debian: apt-get install chromium-headless-shell libatomic1).")


def mission(key: str) -> int:
    from missions.models import Mission

    return Mission.objects.get(key=key).pk


def first_phase(key: str):
    from missions.models import Phase

    return Phase.objects.filter(mission__key=key)[0]


def start(page: Page, desk: str) -> None:
    page.goto(desk)


def record(page: Page, desk: str) -> None:
    page.goto(f"{desk}missions/mission/{mission('kfor')}/change/")


def citing(page: Page, desk: str) -> None:
    phase = first_phase("kfor")
    page.goto(f"{desk}missions/phase/{phase.pk}/change/")
    text = page.locator("textarea.markdownx-editor").first
    text.focus()
    text.press("Control+End")
    text.press_sequentially(" [@nato")
    page.wait_for_timeout(1500)
    text.evaluate("text => scrollBy(0, text.getBoundingClientRect().top - 160)")


def publishing(page: Page, desk: str) -> None:
    page.goto(f"{desk}missions/mission/{mission('nmi')}/publish/")


def conflict(page: Page, desk: str) -> None:
    """Two people correct the same sentence: the second to save is shown both."""
    phase = first_phase("nmi")
    page.goto(f"{desk}missions/phase/{phase.pk}/change/")
    page.get_by_label("Title").fill(f"{phase.title}, from 2004")
    phase.title = f"{phase.title} of 2004"
    phase.save()
    page.get_by_role("button", name="Save", exact=True).click()


def restoring(page: Page, desk: str) -> None:
    from missions.models import Edition

    edition = Edition.objects.get(mission__key="kfor", number=1)
    page.goto(f"{desk}missions/edition/{edition.pk}/restore/")


def colleague(page: Page, desk: str) -> None:
    page.goto(f"{desk}missions/colleague/add/")
    page.get_by_label("Login").fill("omar")
    page.get_by_label("Publisher").check()


SCENES: dict[str, Callable[[Page, str], None]] = {
    "start": start,
    "mission": record,
    "citing": citing,
    "publishing": publishing,
    "conflict": conflict,
    "restoring": restoring,
    "colleague": colleague,
}

if __name__ == "__main__":
    main()
