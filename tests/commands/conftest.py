"""What the tests of commands share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def started(tmp_path_factory) -> Path:
    """The folder of the sites that are started here: the first start makes tables and files, the others find them."""
    return tmp_path_factory.mktemp("started")
