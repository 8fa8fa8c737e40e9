"""How much one form may hold, and what is said of more."""

from urllib.parse import quote_plus

import pytest
from django.urls import reverse

from missions.models import Phase
from tests.admin.browser_form import all_open, sent_back
from tests.makers import make_mission

pytestmark = pytest.mark.django_db

ROWS = 300
# As long as phases are, in letters that travel as six characters each.
TEXT = "بدأت البعثة عملها في بغداد. " * 80


@pytest.fixture
def mission():
    mission = make_mission()
    Phase.objects.bulk_create(
        Phase(mission=mission, key=f"phase-{number}", title=f"Phase {number}", dates="2018", text=TEXT)
        for number in range(ROWS)
    )
    return mission


def change(mission) -> str:
    return reverse("admin:missions_mission_change", args=[mission.pk])


def urlencoded(client, address, data):
    """Send a form as browsers do: Django's client would take another encoding, which has other limits."""
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in data.items())
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


def test_a_form_of_300_entries_is_saved_whole(writer, mission):
    form = sent_back(writer.get(all_open(mission)))
    typed = {f"phases-{number}-text": TEXT + " Mine." for number in range(ROWS)}
    assert urlencoded(writer, change(mission), form | typed).status_code == 302
    assert Phase.objects.filter(text__endswith="Mine.").count() == ROWS


@pytest.mark.parametrize(
    "setting", [{"DATA_UPLOAD_MAX_NUMBER_FIELDS": 10}, {"DATA_UPLOAD_MAX_MEMORY_SIZE": 100}], ids=["fields", "size"]
)
def test_more_than_the_site_takes_is_refused_in_a_sentence(writer, settings, setting):
    mission = make_mission()
    form = sent_back(writer.get(change(mission)))
    for name, value in setting.items():
        setattr(settings, name, value)
    # The check of its token is what reads a form first.
    for is_checked in (False, True):
        writer.handler.enforce_csrf_checks = is_checked
        response = urlencoded(writer, change(mission), form | {"name": "Renamed"})
        assert response.status_code == 413
        assert "more was sent at once than this site takes" in response.content.decode()
