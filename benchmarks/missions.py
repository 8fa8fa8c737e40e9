"""Missions by the thousand for measures: true chains of editions, with what is derived from them, written in bulk.

Of the draft of each there is its mission alone.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from time import process_time

from django.db import connection, transaction

from missions.editions import search_index
from missions.editions.edges import places_of
from missions.editions.proposal import propose
from missions.editions.seal import seal
from missions.models import Address, Citation, Edition, Mission, Source
from missions.models.frozen import open_door
from tests.makers import make_full_mission

EDITIONS = 10
AT_ONCE = 100
# Letters that no text has otherwise, and the key that made-up rows cite.
KEY, SAID, COUNTRY = "kkkk", "tttt", "cccc"
SOURCE = "nato-start"
COUNTRIES = ("Iraq", "Kosovo", "Bosnia", "Afghanistan", "Libya", "Somalia", "Mali", "Sudan", "Georgia", "Haiti")
SOURCE_FIELDS = ("title", "publisher", "url", "published", "accessed", "access", "kind", "language")
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def fill(first: int, last: int) -> float:
    """Write missions of these numbers, the last left out, ten editions each; return the seconds of CPU it took."""
    start = process_time()
    template = template_of_all()
    for begin in range(first, last, AT_ONCE):
        with transaction.atomic(), open_door():
            write(range(begin, min(begin + AT_ONCE, last)), template)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return process_time() - start


def template_of_all() -> str:
    """Return the document of a full mission as JSON, with signs for what differs between missions and editions."""
    with transaction.atomic():
        fields = {"name": f"Mission {KEY}", "acronym": KEY, "slug": KEY, "host_country": COUNTRY}
        document = propose(make_full_mission(KEY, **fields)).document
        transaction.set_rollback(True)
    return json.dumps(document).replace("The mission began work", f"{SAID} The mission began work")


def write(numbers: Iterable[int], template: str) -> None:
    numbers = list(numbers)
    missions = Mission.objects.bulk_create(
        Mission(key=f"m{n}", slug=f"m{n}", name=f"Mission m{n}", organisation="NATO", dates="2018", summary="-")
        for n in numbers
    )
    (wording,) = json.loads(template)["sources"]
    fields = {name: wording[name] for name in SOURCE_FIELDS}
    sources = Source.objects.bulk_create(Source(key=f"source-{n}", **fields) for n in numbers)
    Address.objects.bulk_create(Address(slug=one.slug, mission=one) for one in missions)
    chains = [list(chain(n, mission, template)) for n, mission in zip(numbers, missions, strict=True)]
    Edition.objects.bulk_create((one for editions in chains for one in editions), batch_size=200)
    Citation.objects.bulk_create(
        (edge for editions, source in zip(chains, sources, strict=True) for edge in edges(editions, source)),
        batch_size=200,
    )
    search_index.write(Edition.objects.live().filter(mission__in=missions))


def chain(number: int, mission: Mission, template: str) -> Iterator[Edition]:
    """Yield the editions of a mission, oldest first, each sealed and some weeks after the one before."""
    text = template.replace(KEY, mission.key).replace(SOURCE, f"source-{number}")
    text = text.replace(COUNTRY, COUNTRIES[number % len(COUNTRIES)])
    previous = ""
    for edition in range(1, EDITIONS + 1):
        head = {
            "number": edition,
            "slug": mission.slug,
            "published_at": FIRST_DAY + timedelta(weeks=2 * edition, seconds=number),
            "publisher": "the editors",
            "reason": f"Said it {edition} times",
            "minor": False,
            "document": json.loads(text.replace(SAID, f"Said {edition} times, as zyx{number}.")),
        }
        previous = seal(mission_key=mission.key, previous=previous, **head)
        yield Edition(mission=mission, seal=previous, **head)


def edges(editions: list[Edition], source: Source) -> Iterator[Citation]:
    places = places_of(editions[0].document)
    for edition in editions:
        yield Citation(edition=edition, source=source, key=source.key, number=1, places=places[source.key])
