"""The programs of a host that the tests run, where this machine has them."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """Return the path of a program; where CI is set it has to be there."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if not found and os.environ.get("CI") == "true":
        pytest.fail(f"CI must run every test: no {name} here.")
    return found or pytest.skip(f"no {name} here (Debian: apt-get install {name})")
