"""The settings of a public host, for tests that ask what its visitors get."""

import pytest
from django.test import Client

from tests.site.production import PRODUCTION, SAFETY, read


@pytest.fixture(scope="session")
def safety() -> dict:
    return read(*SAFETY, **PRODUCTION)


@pytest.fixture
def public(settings, safety) -> Client:
    """A visitor of the site as a public host serves it, over https."""
    for name, value in safety.items():
        setattr(settings, name, value)
    return Client(headers={"host": "record.example.org"}, raise_request_exception=False)
