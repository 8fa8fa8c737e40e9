"""No change is silent: what readers see differs if and only if one new public entry says why (promise 2)."""

import re
import xml.etree.ElementTree as ET
from calendar import timegm
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from unittest.mock import patch

import feedparser
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as Step
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from missions.editions.problems import PublicationRefused
from missions.editions.publish import publish, republish, withdraw
from missions.models import Edition, Mission, Notice, Phase, Source
from tests.makers import make_edition, make_full_mission
from tests.public.parsed import Parsed

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# What stands around the record on its page: which edition it is, and when it last changed.
AROUND = re.compile(r"edition \d+|\d+ \w+ \d{4}, \d\d:\d\d UTC|Why: .*? All changes|/editions/\d+/")

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

ACTIONS = {
    "publish": lambda mission: publish(mission, by=None, reason="Published"),
    "publish a minor change": lambda mission: publish(mission, by=None, reason="Published", minor=True),
    "withdraw": lambda mission: withdraw(mission, by=None, reason="Withdrawn"),
    "republish": lambda mission: republish(mission, by=None, reason="Republished"),
    "rename": lambda mission: Mission.objects.filter(pk=mission.pk).update(name="Another Name"),
    "rename back": lambda mission: Mission.objects.filter(pk=mission.pk).update(name="NATO Mission Iraq"),
    "move": lambda mission: Mission.objects.filter(pk=mission.pk).update(slug="another-page"),
    "reword": lambda mission: Phase.objects.update(text="It began. [@nato-start]"),
    "reword again": lambda mission: Phase.objects.update(text="It began in May. [@nato-start, p. 2]"),
    "correct a source": lambda mission: Source.objects.update(title="A corrected title"),
    "annotate a source": lambda mission: Source.objects.update(note="Read twice."),
}


class LastChangedTests(TestCase):
    # A short row of actions reads well as it is: it is not made shorter, which takes minutes.
    @settings(max_examples=12, deadline=None, derandomize=True, phases=[Step.generate], suppress_health_check=SLOW)
    @given(st.lists(st.sampled_from(sorted(ACTIONS)), min_size=4, max_size=8))
    def test_the_page_differs_if_and_only_if_one_new_entry_says_why(self, names):
        clock = Clock()
        with clock.set():
            mission = make_full_mission()
            make_edition(mission)
            seen = [self.look()]
            for name in names:
                clock.now += timedelta(minutes=1)
                with suppress(PublicationRefused):
                    ACTIONS[name](Mission.objects.get(pk=mission.pk))
                seen.append(self.look())
        for before, after in pairwise(seen):
            assert (before["page"] != after["page"]) == (after["entries"] - before["entries"] == 1)
            assert after["entries"] - before["entries"] in (0, 1)

    def look(self) -> dict:
        """Return what readers see of the record, how many entries tell of it, and check each place that says when."""
        client = Client()
        slug = Edition.objects.newest().values_list("slug", flat=True).get()
        response = client.get(f"/missions/{slug}/")
        page = Parsed(response.content.decode())
        feed = feedparser.parse(client.get(f"/missions/{slug}/feed/").content)
        changed_at = datetime.fromtimestamp(timegm(feed.feed.updated_parsed), tz=UTC)
        assert all(entry.summary for entry in feed.entries)
        assert f"Last changed {changed_at.day} {changed_at:%B %Y, %H:%M} UTC" in page.words
        if response.status_code == 200:
            assert sitemap(client)[slug] == changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        words = AROUND.sub("", page.words.partition("What has changed")[0])
        entries = Edition.objects.count() + Notice.objects.count()
        return {"page": (slug, response.status_code, words), "entries": entries}


def sitemap(client) -> dict[str, str]:
    urls = ET.fromstring(client.get("/sitemap.xml").content)
    times = {url.findtext(f"{SPACE}loc"): url.findtext(f"{SPACE}lastmod") for url in urls}
    return {address.split("/")[4]: at for address, at in times.items() if re.search(r"/missions/[\w-]+/$", address)}


class Clock:
    """A clock that a test moves on."""

    def __init__(self):
        self.now = datetime(2026, 5, 1, tzinfo=UTC)

    def set(self):
        return patch("django.utils.timezone.now", lambda: self.now)
