"""`make run`: from an empty folder, or from yesterday's, to a site that answers."""

import os
import platform
import signal
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from missions.management.starting.account import Login, first_login
from missions.management.starting.box import box
from missions.management.starting.content import ContentRefused, load_content
from missions.management.starting.database import migrate_database
from missions.management.starting.server import Server, find_free_port
from missions.management.starting.static_files import collect_static_files


class Command(BaseCommand):
    help = "Prepare what is missing, serve the site on this machine, and say where to read and how to log in."
    # The checks run in `make check`; here they would only delay the first page.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="Where to serve (PORT=).")
        parser.add_argument(
            "--content",
            default=os.environ.get("CONTENT") or "shipped",
            help="What a database that has never held content receives: shipped or none (CONTENT=).",
        )
        parser.add_argument("--no-server", action="store_true", help="Prepare everything and end.")

    def handle(self, *, port, content, no_server, **options):
        if content not in ("shipped", "none"):
            raise CommandError(f"CONTENT is {content!r}. Leave it out, or start empty: make run CONTENT=none")
        try:
            chosen = 0 if no_server else find_port(port, self.stdout.write)
            login = self.prepare(is_wanted=content != "none")
            if chosen:
                self.serve(chosen, login)
            elif login.password:
                self.stdout.write("\n" + box(settings.SITE_NAME, login_rows(login)))
        except KeyboardInterrupt:
            self.stdout.write("\nStopped.")

    def prepare(self, *, is_wanted: bool) -> Login:
        """Do the five steps that come before the server, each skipped where nothing is missing."""
        python = f"Python {platform.python_version()}, Django {django.get_version()}"
        self.done("Environment", f"{python} in {Path(sys.prefix).name}")
        self.done("Database", migrate_database())
        try:
            self.done("Content", load_content(shipped_files(), is_wanted=is_wanted))
        except ContentRefused as refusal:
            self.done("Content", f"not loaded; the site starts without it.\n{refusal}", mark="✗")
        login = first_login()
        self.done("Account", f"{login.name}, {'made now' if login.password else 'kept'}")
        self.done("Static files", collect_static_files())
        return login

    def serve(self, port: int, login: Login) -> None:
        """Start the server, show the box when it answers, and stay until it is stopped."""
        # SIGHUP is a closed terminal. SIGINT is named as well: a shell's background job is started with it ignored.
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, interrupt)
        # The addresses that the site prints name the port that was free.
        os.environ.setdefault("SITE_URL", f"http://localhost:{port}")
        site_url = os.environ["SITE_URL"].rstrip("/")
        connections.close_all()
        server = Server(port, workers=min(2, os.cpu_count() or 1))
        signal.signal(signal.SIGUSR1, lambda *_: server.reload())
        try:
            status = server.wait_for_answer(site_url)
            self.done("Server", f"answers on port {port}" + ("" if status < 500 else f" with an error ({status})"))
            self.stdout.write("\n" + box(settings.SITE_NAME, rows(site_url, login)))
            self.stdout.flush()
            server.wait()
        finally:
            server.stop()

    def done(self, step: str, words: str, *, mark: str = "✓") -> None:
        self.stdout.write(f"{mark} {step}: {words}")
        self.stdout.flush()


def shipped_files() -> list[Path]:
    """Return the content files and the histories beside them."""
    folders = [Path(folder) for folder in settings.FIXTURE_DIRS]
    return sorted(file for folder in folders for name in ("*.yaml", "editions/*.yaml") for file in folder.glob(name))


def find_port(wanted: str, say) -> int:
    """Return the port to serve on, and say so where it is not the wanted one. Raises CommandError."""
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise CommandError(f"PORT is {wanted!r}. Give a number from 1 to 65535: make run PORT=8000")
    port = find_free_port(int(wanted))
    if port != int(wanted):
        say(f"Port {wanted} is taken by another program; the site is served on port {port}.")
    return port


def rows(address: str, login: Login) -> dict[str, str]:
    """Return what the box says, by name."""
    return {"Read": f"{address}/", "Edit": f"{address}/{settings.ADMIN_PATH}/", **login_rows(login), "Stop": "Ctrl+C"}


def login_rows(login: Login) -> dict[str, str]:
    """Return the login's part of the box; a password is shown when it is made and never again."""
    password = f"{login.password}   (shown only now)" if login.password else "yours; `make password` sets a new one"
    return {"User": login.name, "Password": password}


def interrupt(*_) -> None:
    """End as Ctrl+C does."""
    raise KeyboardInterrupt
