"""A test module run as a program of its own, with a database of its own: for what several processes do to one."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings


def seen_by(module: str, database: str, url: str) -> Any:
    """Run a module with the name of a new database, and return what it printed as JSON."""
    ran = subprocess.run(
        [sys.executable, "-m", module, database],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
