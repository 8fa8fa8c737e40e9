"""Rows for tests, with truthful defaults: name what matters, the rest is a sound record."""

from itertools import count

from django.contrib.auth.models import Group, User
from django.test import Client

from missions.editions.publish import publish
from missions.models import Edition, Figure, Initiative, Leader, Link, Mission, Phase, Quotation, Relation, Source

numbers = count(1)


def make_source(key: str = "nato-start", **fields) -> Source:
    defaults = {
        "title": "NATO continues to strengthen Iraqi security structures",
        "publisher": "NATO",
        "url": "https://www.nato.int/news/start",
        "published": "2018-10-31",
        "accessed": "2026-11-23",
        "access": "archived",
        "kind": "official",
    }
    return Source.objects.create(key=key, **defaults | fields)


def make_mission(key: str = "nmi", *, sources: bool = True, **fields) -> Mission:
    """Make a mission that may be published; with `sources`, the source it cites exists as well."""
    if sources and not Source.objects.filter(key="nato-start").exists():
        make_source()
    defaults = {
        "name": "NATO Mission Iraq",
        "acronym": "NMI",
        "slug": f"{key}-page",
        "organisation": "NATO",
        "host_country": "Iraq",
        "kind": "advisory",
        "dates": "2018-10-31/..",
        "as_of": "2026-03",
        "summary": "A non-combat mission of NATO. It advises Iraqi institutions. [@nato-start]",
        "citations": "[@nato-start]",
    }
    return Mission.objects.create(key=key, **defaults | fields)


def make_phase(mission: Mission, key: str = "", **fields) -> Phase:
    defaults = {
        "title": "Establishment in Baghdad",
        "dates": "2018-10-31/2020-01-03",
        "text": "The mission began work on 31 October 2018. [@nato-start]",
    }
    return Phase.objects.create(mission=mission, key=key or f"phase-{next(numbers)}", **defaults | fields)


def make_initiative(mission: Mission, key: str = "", **fields) -> Initiative:
    defaults = {"kind": "initiative", "title": "Train the trainer", "text": "Instructors were trained. [@nato-start]"}
    return Initiative.objects.create(mission=mission, key=key or f"initiative-{next(numbers)}", **defaults | fields)


def make_figure(mission: Mission, key: str = "", **fields) -> Figure:
    defaults = {
        "counted": "Personnel",
        "low": 500,
        "wording": "about 500",
        "quality": "reported",
        "date": "2022-05",
        "citations": "[@nato-start]",
    }
    return Figure.objects.create(mission=mission, key=key or f"figure-{next(numbers)}", **defaults | fields)


def make_leader(mission: Mission, key: str = "", **fields) -> Leader:
    defaults = {
        "role": "Commander",
        "name": "Dany Fortin",
        "rank": "Major General",
        "nation": "Canada",
        "dates": "2018-10-31/2019-11-26",
        "citations": "[@nato-start]",
    }
    return Leader.objects.create(mission=mission, key=key or f"leader-{next(numbers)}", **defaults | fields)


def make_quotation(mission: Mission, key: str = "", **fields) -> Quotation:
    defaults = {
        "text": "Together we have achieved a lot.",
        "speaker": "Mark Rutte",
        "role": "NATO Secretary General",
        "date": "2025-02-05",
        "citations": "[@nato-start]",
    }
    return Quotation.objects.create(mission=mission, key=key or f"quotation-{next(numbers)}", **defaults | fields)


def make_link(mission: Mission, source: Source, key: str = "", **fields) -> Link:
    defaults = {"label": "The official page of the mission"}
    return Link.objects.create(mission=mission, source=source, key=key or f"link-{next(numbers)}", **defaults | fields)


def make_relation(mission: Mission, other: Mission, key: str = "", **fields) -> Relation:
    defaults = {"kind": "predecessor", "citations": "[@nato-start]"}
    return Relation.objects.create(
        mission=mission, other=other, key=key or f"relation-{next(numbers)}", **defaults | fields
    )


def make_full_mission(key: str = "nmi", **fields) -> Mission:
    """Make a mission with one entry of every kind but relations."""
    mission = make_mission(key, **fields)
    make_phase(mission, "establishment")
    make_initiative(mission, "trainers")
    make_initiative(mission, "start", kind="disputed", title="When did it start?", text="- July [@nato-start]")
    make_figure(mission, "personnel-2022")
    make_leader(mission, "fortin")
    make_quotation(mission, "rutte")
    make_link(mission, Source.objects.get(key="nato-start"), "official")
    return mission


def make_edition(mission: Mission, *, by=None, reason: str = "First edition") -> Edition:
    """Publish the draft of a mission; it must be one that may be published."""
    edition = publish(mission, by=by, reason=reason)
    assert edition, "the draft does not differ from the newest edition"
    return edition


def make_user(username: str = "zeynep", *, group: str = "", **fields) -> User:
    """Make a member of staff; `group` is "Writers" or "Publishers"."""
    user = User.objects.create_user(username, password="a long enough password", is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def can_log_in(username: str, password: str) -> bool:
    """Return whether the door of the desk opens to them."""
    return Client().post("/admin/login/", {"username": username, "password": password}).status_code == 302
