"""A test module run as a program of its own, with a database of its own: for what several processes do to one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases


def own(name: str) -> str:
    """Return a name for what a server holds that tests on another core do not use at the same time."""
    return f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def seen_by(module: str, database: str, url: str) -> Any:
    """Run a module with the name of a new database, and return what it printed as JSON."""
    ran = subprocess.run(
        [sys.executable, "-m", module, database if url.startswith("sqlite:") else own(database)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def tell(database: str, work: Callable[[], Any]) -> None:
    """In such a program: do the work on a new database of this name, and print as JSON what it returns."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nmi_site.settings"
    django.setup()
    settings.DATABASES["default"].setdefault("TEST", {})
    settings.DATABASES["default"]["TEST"]["NAME"] = database
    made = setup_databases(verbosity=0, interactive=False)
    try:
        print(json.dumps(work()))
    finally:
        teardown_databases(made, verbosity=0)
