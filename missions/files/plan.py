"""The rows of files held against the rows of tables: what a load would do, and why it may not."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from missions.files.refusals import LoadRefused
from missions.files.rows import ORDER, POINTS, digest, identity_of, stored
from missions.files.spool import IS_WRITTEN, Spool, Verdict, in_batches
from missions.models import Address, Content, EarlierKey, LoadedRow, Mission, Source

MISSION, SOURCE = ORDER.index(Mission), ORDER.index(Source)


def plan(spool: Spool, *, overwrites: bool) -> None:
    """Give each row of the spool its verdict, and note the rows that files held once and hold no longer."""
    for keys in spool.missions():
        for model in ORDER:
            if model is not Source:
                compare(spool, model, keys, overwrites=overwrites)
    for rows in in_batches(key for (key,) in spool.ask("SELECT key FROM row WHERE model = ?", SOURCE)):
        compare(spool, Source, rows, overwrites=overwrites)
    if spool.one("SELECT count(*) FROM row WHERE model = ?", SOURCE):
        for keys in in_batches(LoadedRow.objects.filter(model="source").values_list("key", flat=True).iterator()):
            marks = ", ".join("?" * len(keys))
            held = spool.ask(f"SELECT key FROM row WHERE model = {SOURCE} AND key IN ({marks})", *keys)
            compare(spool, Source, [key for key in keys if (key,) not in held], overwrites=overwrites)


def compare(spool: Spool, model: type[Content], keys: list[str], *, overwrites: bool) -> None:
    """Compare the rows of one model that belong to some missions, or the sources with some keys."""
    number, column = ORDER.index(model), "key" if model is Source else "mission"
    where = {"mission__key__in" if "mission" in POINTS[model] else "key__in": keys}
    there = {identity_of(model, content): (pk, digest(content)) for pk, content in stored(model, **where)}
    remembered = LoadedRow.objects.filter(model=model._meta.model_name, **{f"{column}__in": keys})
    bases = {(mission, key): base for mission, key, base in remembered.values_list("mission", "key", "fingerprint")}
    marks = ", ".join("?" * len(keys))
    found = spool.ask(
        f"SELECT id, mission, key, digest FROM row WHERE model = {number} AND {column} IN ({marks})",
        *keys,
    )
    notes = []
    for id_, mission, key, said in found:
        pk, was = there.pop((mission, key), (None, None))
        base = bases.pop((mission, key), "")
        notes.append((judge(said, was, base, overwrites=overwrites).value, pk, was, base, id_))
    spool.note("UPDATE row SET verdict = ?, pk = ?, was = ?, base = ? WHERE id = ?", notes)
    held = spool.ask(f"SELECT mission FROM row WHERE model = {MISSION} AND mission IN ({marks})", *keys)
    held_missions = {mission for (mission,) in held}
    spool.note(
        "INSERT INTO gone VALUES (?, ?, ?, ?, ?, ?)",
        (
            (number, mission, key, *there[mission, key], base != there[mission, key][1])
            for (mission, key), base in bases.items()
            if base and (mission, key) in there and (model is Source or mission in held_missions)
        ),
    )


def judge(said: str, was: str | None, base: str, *, overwrites: bool) -> Verdict:
    """Return the verdict on a row, by three fingerprints: what the file says, what the table holds, what was loaded."""
    if was == said:
        return Verdict.SAME
    if was == (base or None):
        return Verdict.CHANGED if was else Verdict.NEW
    if overwrites:
        return Verdict.OVERWRITTEN
    if said == base:
        return Verdict.KEPT if was else Verdict.REMOVED
    return Verdict.CONFLICT


def refuse_what_cannot_be_written(spool: Spool) -> None:
    """Refuse rows that lead nowhere, and addresses and keys that belong to another. Raises LoadRefused."""
    sentences = [*dangling(spool), *taken_addresses(spool), *taken_source_keys(spool)]
    if sentences:
        raise LoadRefused(sentences)


def dangling(spool: Spool) -> Iterator[str]:
    for model in (Mission, Source):
        number = ORDER.index(model)
        nowhere = spool.ask(
            "SELECT key FROM (SELECT DISTINCT key FROM point WHERE model = ?) AS wanted WHERE NOT EXISTS ("
            " SELECT 1 FROM row WHERE row.model = ? AND row.mission = iif(?, '', wanted.key) AND row.key = wanted.key"
            " AND (row.pk IS NOT NULL OR row.verdict IN ('new', 'overwritten')))",
            number,
            number,
            model is Source,
        )
        for keys in in_batches(key for (key,) in nowhere):
            known = set(model.objects.filter(key__in=keys).values_list("key", flat=True))
            for key in keys:
                if key not in known:
                    yield from leading_to(spool, model, key)


def leading_to(spool: Spool, model: type[Content], key: str) -> Iterator[str]:
    rows = "id IN (SELECT row FROM point WHERE model = ? AND key = ?) AND " + IS_WRITTEN
    for row in spool.rows(rows, ORDER.index(model), key):
        for name, target in POINTS[row.origin.model].items():
            if target is model and row.content[name] == (key,):
                sentence = _("there is no %(what)s “%(key)s” in the files or in the record.")
                yield row.origin.says(sentence % {"what": model._meta.verbose_name, "key": key}, name)


def taken_addresses(spool: Spool) -> Iterator[str]:
    """Yield why a mission may not have its address: it is, or ever was, another mission's."""
    for batch in in_batches(spool.rows(f"model = ? AND {IS_WRITTEN}", MISSION)):
        slugs = [row.content["slug"] for row in batch]
        owners = {
            **dict(Address.objects.filter(slug__in=slugs).values_list("slug", "mission__key")),
            **dict(Mission.objects.filter(slug__in=slugs).values_list("slug", "key")),
        }
        for row in batch:
            slug, key = row.content["slug"], row.origin.key
            first = spool.one("SELECT key FROM row WHERE slug = ? ORDER BY id", slug)
            owner = owners.get(slug, first)
            if owner != key:
                sentence = _("the address “%(slug)s” belongs to the mission “%(owner)s”. Choose another.")
                yield row.origin.says(sentence % {"slug": slug, "owner": owner}, "slug")


def taken_source_keys(spool: Spool) -> Iterator[str]:
    """Yield why a new source may not have its key: it was that of another, and leads there."""
    for batch in in_batches(spool.rows(f"model = ? AND {IS_WRITTEN} AND pk IS NULL", SOURCE)):
        earlier = EarlierKey.objects.filter(key__in=[row.origin.key for row in batch])
        owners = dict(earlier.values_list("key", "source__key"))
        for row in batch:
            if row.origin.key in owners:
                sentence = _("this was the key of the source that is called “%s” today. Name it so, or choose another.")
                yield row.origin.says(sentence % owners[row.origin.key], "key")
