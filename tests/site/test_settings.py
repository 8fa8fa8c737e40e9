"""The settings read the environment, refuse what cannot work, and are tight where a host needs them to be."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

PRODUCTION = {"SITE_URL": "https://record.example.org", "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopq"}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_check_is_clean_in_production_settings():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.returncode == 0, checked.stderr


def test_a_missing_secret_key_is_a_sentence_with_its_cure(tmp_path):
    refused = manage("check", VAR_DIR=str(tmp_path))
    assert "SECRET_KEY is not set. Run `make setup`" in refused.stderr


@pytest.mark.parametrize("address", ["record.example.org", "ftp://example.org", "https://example.org/record"])
def test_an_address_that_is_none_is_refused_with_an_example(address):
    refused = manage("check", **PRODUCTION | {"SITE_URL": address})
    assert "Give the scheme and the host alone, for example https://record.example.org" in refused.stderr


def test_two_writers_wait_for_each_other_on_sqlite():
    shown = manage("diffsettings", **PRODUCTION).stdout
    assert "'transaction_mode': 'IMMEDIATE'" in shown
    assert "'timeout': 30" in shown
    assert "PRAGMA journal_mode=WAL" in shown
