"""What every test has: quick settings, the browser of this machine, and one rule for what a machine lacks."""

import os
import shutil

import hypothesis
import pytest
from django.conf import settings

# The one without a window starts faster and renders the same.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in BROWSERS if (found := shutil.which(name))), "")
# What a test with the marker needs, whether it is there, and how to get it.
NEEDS = {
    "browser": (CHROMIUM, "no Chromium here (Debian: apt-get install chromium-headless-shell libatomic1)"),
    "pandoc": (shutil.which("pandoc"), "no pandoc here (Debian: apt-get install pandoc)"),
    "postgresql": (os.environ.get("TEST_DATABASE_URL"), "no PostgreSQL at TEST_DATABASE_URL"),
}

# Made-up texts and dates are the same on every run, however busy the machine.
hypothesis.settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("repeatable")

# Playwright keeps an event loop in the thread of the test, which also makes its rows.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure():
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Static files are served from where they are written, without `collectstatic`.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "nmi_site.sqlite":
        # Said, since pytest-django knows it of Django's own engine alone.
        database.setdefault("TEST", {})["NAME"] = ":memory:"


def pytest_collection_modifyitems(items):
    """Skip what this machine cannot run, with its reason; where CI is set nothing may be skipped."""
    for item in items:
        for marker, (is_here, reason) in NEEDS.items():
            if not item.get_closest_marker(marker) or is_here:
                continue
            if os.environ.get("CI") == "true":
                raise pytest.UsageError(f"CI must run every test: {reason}.")
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the Chromium of this machine, and let it talk to nobody but the site."""
    quiet = ("background-networking", "component-update", "sync", "gpu")
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{part}" for part in quiet)],
    }
