"""The site as a public host runs it: what its environment makes of the settings."""

import json
import os
import subprocess
import sys

from django.conf import settings

PRODUCTION = {"SITE_URL": "https://record.example.org", "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopq"}
# What of the settings follows from https in SITE_URL, and may be changed while a test runs.
SAFETY = (
    "SITE_URL", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
    "CONTENT_SECURITY_POLICY",
)  # fmt: skip
READ = "import json; from django.conf import settings; print(json.dumps([getattr(settings, name) for name in {!r}]))"
REFUSED = """\
from django.core.exceptions import ImproperlyConfigured
try:
    from nmi_site import settings
except ImproperlyConfigured as fault:
    print(fault)
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run this Python with an environment that holds nothing else."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=kept | environment, capture_output=True, text=True, check=False
    )


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return run("manage.py", *arguments, **environment)


def read(*names: str, **environment: str) -> dict:
    """Return these settings as a process with that environment has them."""
    ran = run("-c", READ.format(names), DJANGO_SETTINGS_MODULE="nmi_site.settings", **environment)
    assert ran.returncode == 0, ran.stderr
    return dict(zip(names, json.loads(ran.stdout), strict=True))


def refusal(**environment: str) -> str:
    """Return what a start with that environment says; nothing if it is not refused."""
    ran = run("-c", REFUSED, **environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
