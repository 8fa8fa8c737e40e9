"""A published site, and private words planted in every place where somebody at the desk can write."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse
from django.utils import timezone

from missions.editions.publish import withdraw
from missions.models import ENTRIES, Link, Mission, PreviewLink, Relation, Source
from missions.models.fields import CitationsField, EdtfField, KeyField, PlainText
from tests.makers import make_edition, make_full_mission, make_mission, make_relation, make_source

# In every text, key and address of a draft; no word of any other.
MARK = "zqxjv"
DAY, NUMBER = "1907-07-19", 19_070_719
# As any page or file would print them.
PRIVATE = re.compile(rf"{MARK}|{DAY}|19 July 1907|{NUMBER}|{NUMBER:,}|19 070 719", re.IGNORECASE)
NEW, LATER = f"{MARK}-new", f"{MARK}-later"

# What a draft holds in a field of each kind; the first that fits counts.
MARKED: dict[type[models.Field], Callable[[Any], Any]] = {
    KeyField: lambda field: f"{MARK}-{field.model._meta.model_name}",
    models.SlugField: lambda field: NEW,
    CitationsField: lambda field: f'[@{MARK}-source, p. {MARK}, "{MARK} passage"]',
    EdtfField: lambda field: DAY,
    models.URLField: lambda field: f"https://{MARK}.example/page",
    PlainText: lambda field: MARK,
    models.BooleanField: lambda field: True,
    models.PositiveIntegerField: lambda field: NUMBER + (field.name == "high"),
}
# Written by a rule of their own.
SPECIAL = {"copies": f"{DAY} https://{MARK}.example/copy"}


def marked(model: type[models.Model]) -> dict[str, Any]:
    """Return a private value for every editable field of a kind of row but its links to others."""
    fields = model.content_fields()  # type: ignore[attr-defined]
    return {field.name: SPECIAL.get(field.name) or value_for(field) for field in fields if not field.is_relation}


def value_for(field: models.Field) -> Any:
    if field.choices:
        return field.choices[-1][0]
    for kind, value in MARKED.items():
        if isinstance(field, kind):
            return value(field)
    raise NotImplementedError(f"Say in tests/hostile/planted.py what a draft has in {field}.")


def make_site() -> SimpleNamespace:
    """Publish two records, one of them twice, and withdraw a third; a source has left its record, another its key."""
    other = make_mission("kfor", name="Kosovo Force", acronym="KFOR")
    make_edition(other)
    gone = make_full_mission("unami", name="UNAMI", acronym="UNAMI")
    make_edition(gone)
    withdraw(gone, by=None, reason="Its dates are being checked.")
    live = make_full_mission()
    make_relation(live, other)
    left = make_source("left-source", title="A page that is cited no more")
    live.phases.update(citations="[@left-source]")
    make_edition(live)
    live.phases.update(citations="[@nato-start]", text="The mission began its work in October 2018. [@nato-start]")
    make_edition(live, reason="Reworded the start")
    return SimpleNamespace(live=live, gone=gone, other=other, left=left)


def plant(site: SimpleNamespace, client) -> None:
    """Write drafts: of a new mission, of published ones, of sources, of a reason; and what accounts keep to themselves.

    `client` is logged in as somebody who may publish.
    """
    source = Source.objects.create(**marked(Source))
    new = Mission.objects.create(**marked(Mission))
    plant_entries(new, source, other=site.other)
    for number, mission in enumerate((site.live, site.gone)):
        rewrite(Mission.objects.filter(pk=mission.pk), slug=f"{LATER}-{number}")
        for model in ENTRIES:
            rewrite(model.objects.filter(mission=mission))
        plant_entries(mission, source, other=new)
    rewrite(Source.objects.exclude(pk=source.pk))
    User.objects.create_user(MARK, f"{MARK}@{MARK}.example", "a long enough password")
    User.objects.update(email=f"somebody@{MARK}.example")
    # A reason that was typed and not taken, and what the desk notes of drafts on the way.
    said = client.post(reverse("admin:missions_mission_publish", args=[new.pk]), {"reason": MARK, "seen": MARK})
    assert MARK in said.content.decode()
    client.get(reverse("admin:index"))


def rewrite(rows, **others) -> None:
    """Put private values into rows that readers know; a key stays, which is what they are known by."""
    rows.update(**{name: value for name, value in marked(rows.model).items() if name != "key"} | others)


def plant_entries(mission: Mission, source: Source, *, other: Mission) -> None:
    links = {Link: {"source": source}, Relation: {"other": other}}
    for model in ENTRIES:
        model.objects.create(mission=mission, **marked(model) | links.get(model, {}))


def preview_path(mission: Mission, *, days: int = 1) -> tuple[str, PreviewLink]:
    """Make a link to a draft; returns its path and itself."""
    now = timezone.now().replace(microsecond=0)
    link = PreviewLink.objects.create(mission=mission, made_at=now, until=now + timedelta(days=days))
    return reverse("preview-link", args=[link.token]), link
