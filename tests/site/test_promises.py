"""SECURITY.md names tests that there are."""

import re

import pytest
from django.conf import settings

NAMED = re.findall(r"`(tests/\S+?\.py)::(test_\w+)`", (settings.BASE_DIR / "SECURITY.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_promise_names_a_test_that_is_there(file, name):
    assert f"def {name}(" in (settings.BASE_DIR / file).read_text(encoding="utf-8")


def test_every_promise_names_a_test():
    rows = [
        line for line in (settings.BASE_DIR / "SECURITY.md").read_text(encoding="utf-8").splitlines() if "|" in line
    ]
    promises = [row for row in rows if not row.startswith(("| Promise", "|---"))]
    assert len(promises) > 15
    assert [row for row in promises if "::test_" not in row] == []
