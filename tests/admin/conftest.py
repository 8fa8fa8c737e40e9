"""People at the desk."""

import pytest

from tests.makers import make_user


@pytest.fixture
def writer(client):
    user = make_user("writer", group="Writers")
    client.force_login(user)
    return client


@pytest.fixture
def publisher(client):
    user = make_user("publisher", group="Publishers", first_name="Zeynep", last_name="Aydın")
    client.force_login(user)
    return client


@pytest.fixture
def boss(client):
    user = make_user("boss", is_superuser=True)
    client.force_login(user)
    return client
