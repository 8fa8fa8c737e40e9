"""What lists and search read of the live records, written with every edition and notice, in the same transaction.

All of it is derived: `rebuild` writes it anew from what is published.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Max, Min, Sum

from missions.editions.document import lift, span
from missions.editions.search_rows import Line, lines_of, record_words, source_title, source_words, title_words
from missions.editions.search_words import table
from missions.editions.statements import statements_of
from missions.models import Citation, Edition, ListedLine, ListedMission, ListedSource, Notice, Source
from missions.models.listed import SHORT
from missions.text.asked import folded_line
from missions.text.plain import plain

# Raise it when the words, tables or columns written here change: every index of another version is rebuilt.
VERSION = 4
MISSIONS = "missions_words_of_missions"
SOURCES = "missions_words_of_sources"
AT_ONCE = 100


def update(mission_id: int) -> None:
    """List a mission as readers see it now; one that is not live leaves. The caller's transaction holds its lock."""
    before = ListedMission.objects.filter(pk=mission_id).values_list("edition_id", flat=True).first()
    ListedMission.objects.filter(pk=mission_id).delete()
    table(MISSIONS).remove([mission_id])
    live = list(Edition.objects.live().filter(mission_id=mission_id))
    write(live)
    if before:
        # Keys that held words which were removed are no longer those of its sources.
        cited = {
            source["key"] for edition in live if edition.pk == before for source in lift(edition.document)["sources"]
        }
        pass_on_sources(before, but=cited)


def write(editions: Iterable[Edition]) -> None:
    """List live editions of missions that are not listed."""
    found = [(edition, lift(edition.document)) for edition in editions]
    # Words may be removed from an older edition: the live page stays as it was then.
    noticed = Notice.objects.filter(edition__in=[edition.pk for edition, _document in found])
    noticed_at = dict(noticed.order_by().values_list("edition__mission").annotate(Max("made_at")))
    store(
        (listed(edition, document, noticed_at.get(edition.mission_id)), lines_of(document))
        for edition, document in found
    )
    write_sources(found)


def store(entries: Iterable[tuple[ListedMission, Iterable[Line]]]) -> None:
    """Write what is listed of missions, each with its lines."""
    rows = [
        (
            mission,
            [
                ListedLine(mission=mission, position=at, words=line.words, **line._asdict())
                for at, line in enumerate(of_it)
            ],
        )
        for mission, of_it in entries
    ]
    ListedMission.objects.bulk_create(mission for mission, _lines in rows)
    ListedLine.objects.bulk_create((line for _mission, lines in rows for line in lines), batch_size=1000)
    table(MISSIONS).put((mission.pk, title_words(mission), record_words(mission, lines)) for mission, lines in rows)


def listed(edition: Edition, document: Mapping, noticed_at: datetime | None) -> ListedMission:
    mission = document["mission"]
    earliest, latest = span(mission["dates"])
    stated = list(statements_of(document))
    return ListedMission(
        mission_id=edition.mission_id,
        edition=edition,
        version=VERSION,
        first_year=earliest.year,
        last_year=latest.year,
        slug=edition.slug,
        folded_name=folded_line(mission["name"])[:SHORT],
        folded_acronym=folded_line(mission["acronym"])[:SHORT],
        summary=plain(mission["summary"]),
        statements=len(stated),
        sourced=sum(1 for one in stated if one.citations),
        changed_at=max(edition.published_at, noticed_at or edition.published_at),
        **{name: mission[name][:SHORT] for name in ("organisation", "host_country", "kind")},
        **{name: mission[name] for name in ("name", "acronym", "dates", "as_of")},
    )


def write_sources(found: Iterable[tuple[Edition, Mapping]]) -> None:
    """List the sources of editions, each in the wording of the newest live edition that cites it."""
    worded = {
        source["key"]: (edition, {name: value for name, value in source.items() if name != "number"})
        for edition, document in sorted(found, key=lambda pair: (pair[0].published_at, pair[0].pk))
        for source in document["sources"]
    }
    there = ListedSource.objects.filter(key__in=worded).values_list("key", "edition__published_at")
    newer = {key for key, published_at in there if published_at > worded[key][0].published_at}
    # In key order, as every writer: two that meet wait for each other.
    rows = ListedSource.objects.bulk_create(
        (
            ListedSource(
                key=key, edition=edition, wording=wording, kind=wording["kind"][:SHORT], place=place_of(wording)
            )
            for key, (edition, wording) in sorted(worded.items())
            if key not in newer
        ),
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["edition", "wording", "kind", "place"],
        batch_size=500,
    )
    table(SOURCES).put((row.pk, source_title(row.wording), source_words(row.wording)) for row in rows)


def place_of(wording: Mapping) -> bytes:
    """Return what puts sources in the order of their list: by kind, publisher and key."""
    kind = Source.Kind.values.index(wording["kind"]) if wording["kind"] in Source.Kind else len(Source.Kind)
    return f"{kind}{wording['publisher'].casefold()[:SHORT]}\0{wording['key']}".encode()


def pass_on_sources(edition_id: int, *, but: Collection[str]) -> None:
    """Word sources that an edition worded and cites live no more as the next that cites them; the others leave."""
    worded = ListedSource.objects.filter(edition_id=edition_id).exclude(key__in=but)
    left = dict(worded.values_list("pk", "key"))
    # Another transaction may have worded one of them meanwhile: it is its own now.
    ListedSource.objects.filter(pk__in=left, edition_id=edition_id).delete()
    stayed = set(ListedSource.objects.filter(pk__in=left).values_list("pk", flat=True))
    table(SOURCES).remove(left.keys() - stayed)
    live = Citation.objects.filter(key__in=left.values(), edition__in=ListedMission.objects.values("edition"))
    newest = dict(live.order_by("edition__published_at", "edition").values_list("key", "edition"))
    write_sources((edition, lift(edition.document)) for edition in Edition.objects.filter(pk__in=newest.values()))


def rebuild() -> int:
    """Write all of it anew; return how many missions are live."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Who publishes meanwhile waits, and lists its mission afterwards.
                cursor.execute(f"LOCK TABLE {ListedMission._meta.db_table} IN EXCLUSIVE MODE")
        for name in (MISSIONS, SOURCES):
            table(name).make()
        ListedMission.objects.all().delete()
        ListedSource.objects.all().delete()
        live = list(Edition.objects.live().order_by("published_at", "pk").values_list("pk", flat=True))
        for start in range(0, len(live), AT_ONCE):
            write(Edition.objects.filter(pk__in=live[start : start + AT_ONCE]))
    return len(live)


def written() -> tuple[bool, int, int, int]:
    """Return in short what is written here: whether both tables are there, how much is listed, and by which version."""
    listed = ListedMission.objects.aggregate(missions=Count("pk"), editions=Sum("edition"), oldest=Min("version"))
    return has_tables(), listed["missions"], listed["editions"] or 0, listed["oldest"] or 0


def has_tables() -> bool:
    return all(table(name).is_there() for name in (MISSIONS, SOURCES))


def is_current() -> bool:
    """Return whether exactly the live records are listed, by this version; False as well where a table is missing."""
    if not has_tables():
        return False
    listed = ListedMission.objects.filter(version=VERSION).values_list("edition_id", flat=True)
    return set(listed) == set(Edition.objects.live().values_list("pk", flat=True))


def after_migrating(**kwargs) -> None:
    """Write the index where it is missing or of another version; where its tables were migrated away, leave it so."""
    if ListedMission._meta.db_table in connection.introspection.table_names() and not is_current():
        rebuild()
