"""Every address of the desk, and who may do what there. An address without an entry fails a test: write its entry.

`opens` are those who may read it, `posts` those whose form it takes; all others are refused or sent to the login.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from missions.editions.publish import withdraw
from missions.models import CheckedAddress, Colleague, Mission, Source
from tests.makers import make_edition, make_full_mission, make_mission, make_relation, make_user

WRITERS = frozenset({"writer", "publisher"})
PUBLISHERS = frozenset({"publisher"})
MANAGERS = frozenset({"manager"})
STAFF = frozenset({"bare", "manager", *WRITERS})
EVERYBODY = frozenset({"stranger", *STAFF})
NOBODY: frozenset[str] = frozenset()

# The roots under which the desk answers.
ROOTS = ("admin/", "preview/")


@dataclass(frozen=True)
class Address:
    """Who may read an address and whose form it takes; `args` finds its arguments among the rows of `make_rows`."""

    opens: frozenset[str]
    posts: frozenset[str]
    args: Callable[[SimpleNamespace], list] = lambda rows: []
    query: str = ""


def listed(noun: str, *, read=WRITERS, write=WRITERS, add=WRITERS, delete=WRITERS) -> dict[str, Address]:
    """Return the entries of the addresses that Django gives every kind of row."""

    def pk(rows):
        return [getattr(rows, noun).pk]

    name = f"admin:missions_{noun}"
    return {
        f"{name}_changelist": Address(read, read),
        f"{name}_add": Address(add, add),
        f"{name}_change": Address(read, write, pk),
        f"{name}_history": Address(read, read, pk),
        f"{name}_delete": Address(delete, delete, pk),
        # Without an ending: leads to the form.
        f"admin/missions/{noun}/<path:object_id>/": Address(STAFF, STAFF, pk),
    }


ADDRESSES: dict[str, Address] = {
    "admin:index": Address(STAFF, STAFF),
    "admin:login": Address(EVERYBODY, EVERYBODY),
    # Who is not logged in is led to the first page.
    "admin:logout": Address(frozenset({"stranger"}), EVERYBODY),
    "admin:password_change": Address(STAFF, STAFF),
    "admin:password_change_done": Address(STAFF, NOBODY),
    "admin:jsi18n": Address(STAFF, NOBODY),
    "admin:autocomplete": Address(WRITERS, NOBODY, query="?app_label=missions&model_name=link&field_name=source"),
    "admin:view_on_site": Address(NOBODY, NOBODY, lambda rows: [rows.mission_type, rows.mission.pk]),
    "admin:app_list": Address(STAFF - {"bare"}, STAFF - {"bare"}, lambda rows: ["missions"]),
    "admin/(?P<url>.*)$": Address(NOBODY, NOBODY, lambda rows: ["guessed"]),
    **listed("mission", delete=NOBODY),
    **listed("phase"),
    **listed("initiative"),
    **listed("source", delete=NOBODY),
    **listed("figure"),
    **listed("leader"),
    **listed("quotation"),
    **listed("link"),
    **listed("relation"),
    **listed("edition", write=NOBODY, add=NOBODY, delete=NOBODY),
    **listed("notice", write=NOBODY, add=NOBODY, delete=NOBODY),
    **listed("colleague", read=MANAGERS, write=MANAGERS, add=MANAGERS, delete=MANAGERS),
    "admin:missions_mission_unsourced": Address(WRITERS, WRITERS),
    "admin:missions_mission_changes": Address(WRITERS, WRITERS, lambda rows: [rows.mission.pk]),
    "admin:missions_mission_publish": Address(PUBLISHERS, PUBLISHERS, lambda rows: [rows.mission.pk]),
    "admin:missions_mission_withdraw": Address(PUBLISHERS, PUBLISHERS, lambda rows: [rows.mission.pk]),
    "admin:missions_mission_republish": Address(PUBLISHERS, PUBLISHERS, lambda rows: [rows.mission.pk]),
    # A form alone: the draft as it stands there.
    "admin:missions_mission_whole_page": Address(WRITERS, WRITERS, lambda rows: [rows.mission.pk]),
    "admin:missions_mission_preview_links": Address(WRITERS, WRITERS, lambda rows: [rows.mission.pk]),
    "admin:missions_mission_publish_several": Address(PUBLISHERS, PUBLISHERS, lambda rows: [[rows.mission.pk]]),
    "admin:missions_mission_bring_back": Address(NOBODY, WRITERS, lambda rows: [rows.mission.pk]),
    "admin:missions_mission_new_entry": Address(WRITERS, WRITERS, lambda rows: [rows.mission.pk, "phases"], "?index=0"),
    "admin:missions_mission_entry": Address(
        WRITERS, WRITERS, lambda rows: [rows.mission.pk, "phases", rows.phase.key], "?index=0"
    ),
    "admin:missions_source_addresses": Address(WRITERS, WRITERS, lambda rows: [rows.source.pk]),
    "admin:missions_source_rename": Address(WRITERS, WRITERS, lambda rows: [rows.source.pk]),
    "admin:missions_source_merge": Address(WRITERS, WRITERS, lambda rows: [rows.source.pk]),
    "admin:missions_source_wording": Address(PUBLISHERS, PUBLISHERS, lambda rows: [rows.source.pk]),
    "admin:missions_citing": Address(WRITERS, WRITERS),
    "admin:missions_search_sources": Address(WRITERS, WRITERS, query="?q=nato"),
    "admin:missions_citation": Address(WRITERS, WRITERS, query="?key=nato-start"),
    "admin:missions_check": Address(NOBODY, WRITERS),
    "admin:missions_edition_restore": Address(PUBLISHERS, PUBLISHERS, lambda rows: [rows.edition.pk]),
    "admin:missions_preview": Address(NOBODY, STAFF),
    "admin:missions_upload": Address(NOBODY, NOBODY),
    "admin:missions_colleague_me": Address(STAFF, STAFF),
    "admin:missions_colleague_link": Address(MANAGERS, MANAGERS, lambda rows: [rows.colleague.pk]),
    "admin:missions_colleague_second_factor": Address(MANAGERS, MANAGERS, lambda rows: [rows.colleague.pk]),
    "admin:second_factor": Address(STAFF, STAFF),
    "admin:second_factor_step": Address(STAFF, STAFF),
    "admin:second_factor_setup": Address(STAFF, STAFF),
    "preview-link": Address(NOBODY, NOBODY, lambda rows: ["a-guessed-token"]),
    "welcome": Address(EVERYBODY, EVERYBODY, lambda rows: ["MQ", "a-guessed-token"]),
}

# What a list offers to do with ticked rows, by model and name: who is offered it.
ACTIONS: dict[tuple[str, str], frozenset[str]] = {("mission", "publish_several"): PUBLISHERS}

# Commands know no roles: who may start one on the host may do everything. What each writes:
COMMANDS = {
    "backup": "a file with everything, for the host alone",
    "check_content": "nothing",
    "check_sources": "what the machine saw at the addresses of sources",
    "dumpdata": "nothing",
    "export_content": "files",
    "export_data": "files",
    "export_site": "files",
    "loaddata": "drafts, and editions unless --no-publish",
    "new_password": "the first account’s password",
    "publish": "editions, as the editors",
    "rebuild_search": "the search index",
    "redact_edition": "editions, notices and drafts, where the law asks for it",
    "reset_second_factor": "takes away the second factor of an account",
    "restore": "the whole database, from a backup",
    "start": "a first account, and shipped content into an empty database",
    "unlock": "takes away the count of an account's failed logins",
    "verify_editions": "nothing",
}


def make_rows() -> SimpleNamespace:
    """Make a row of every kind, each in a state in which every screen has something to show."""
    mission, other = make_full_mission(), make_mission("kfor", name="Kosovo Force", acronym="KFOR")
    make_edition(other)
    notice = withdraw(other, by=None, reason="Its dates are being checked.")
    relation = make_relation(mission, other)
    edition = make_edition(mission)
    days = ["2026-11-24", "2026-11-25", "2026-11-26"]
    lost = {"url": Source.objects.get().url, "state": "missing", "missing_on": days, "days_missing": len(days)}
    CheckedAddress.objects.create(checked_at=timezone.now(), **lost)
    rows = {name: getattr(mission, f"{name}s").first() for name in ("phase", "figure", "leader", "quotation", "link")}
    colleague = Colleague.objects.get(pk=make_user("colleague", group="Writers").pk)
    return SimpleNamespace(
        mission=mission,
        initiative=mission.initiatives.first(),
        relation=relation,
        source=Source.objects.get(),
        edition=edition,
        notice=notice,
        colleague=colleague,
        mission_type=ContentType.objects.get_for_model(Mission).pk,
        **rows,
    )


def names() -> Iterator[str]:
    """Yield the name of every address of the desk as the site routes it, or its route where it has no name."""
    yield from named(get_resolver().url_patterns, "", "")


def named(patterns, route: str, space: str) -> Iterator[str]:
    for pattern in patterns:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{pattern.namespace}:" if pattern.namespace else space
            yield from named(pattern.url_patterns, whole, inside)
        elif isinstance(pattern, URLPattern) and whole.startswith(ROOTS):
            yield f"{space}{pattern.name}" if pattern.name else whole


def path_to(name: str, rows: SimpleNamespace) -> str:
    """Return the address itself."""
    address = ADDRESSES[name]
    args = address.args(rows)
    if "<" not in name:
        return reverse(name, args=args) + address.query
    return f"/{name[: name.index('<')].removesuffix('(?P')}{args[0]}/"
