"""Rows that files held once and hold no longer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from missions.editions.record import NAMED_KEY
from missions.files.refusals import LoadRefused, named
from missions.files.rows import FIELDS, ORDER, digest, stored
from missions.files.spool import Gone, Spool, in_batches
from missions.models import Citation, Content, Link, LoadedRow, Source
from missions.models.fields import PlainText


def sentence_of(gone: Gone) -> str:
    name = named(gone.model, gone.mission, gone.key)
    if gone.is_edited:
        return _("%s: the files no longer hold it, and an editor changed it since it was loaded.") % name
    return _("%s: the files no longer hold it.") % name


def refuse_edited(spool: Spool) -> None:
    """Refuse to prune what an editor changed. Raises LoadRefused."""
    sentences = [sentence_of(gone) for gone in spool.gone("is_edited")]
    if sentences:
        cure = _("Take the editors’ words into the files, or add --overwrite, which keeps them in a file.")
        raise LoadRefused([*sentences, cure])


def spare_cited_sources(spool: Spool) -> list[str]:
    """Take out of what is pruned the sources that something cites; return a sentence for each."""
    number = ORDER.index(Source)
    keys = {gone.key for gone in spool.gone("model = ?", number)}
    if not keys:
        return []
    led_to = (key for (key,) in spool.ask("SELECT key FROM point WHERE model = ?", number))
    cited = keys & {*cited_in_editions(keys), *linked(keys), *led_to, *cited_in_drafts(spool)}
    spool.note(f"DELETE FROM gone WHERE model = {number} AND key = ?", ((key,) for key in cited))
    return [
        _("source “%s”: the files no longer hold it; it stays, because it is cited.") % key for key in sorted(cited)
    ]


def cited_in_editions(keys: set[str]) -> Iterator[str]:
    for some in in_batches(keys):
        yield from Citation.objects.filter(source__key__in=some).values_list("source__key", flat=True).distinct()


def linked(keys: set[str]) -> Iterator[str]:
    for some in in_batches(keys):
        yield from Link.objects.filter(source__key__in=some).values_list("source__key", flat=True).distinct()


def cited_in_drafts(spool: Spool) -> Iterator[str]:
    """Yield every key that a text of the draft names, as it stands and as the files will leave it."""
    for model in ORDER:
        texts = [name for name, field in FIELDS[model].items() if isinstance(field, PlainText) and name != "key"]
        for row in model.objects.order_by().values_list(*texts).iterator():
            for text in row:
                yield from NAMED_KEY.findall(text)
    for (content,) in spool.database.execute("SELECT content FROM row"):
        yield from NAMED_KEY.findall(content)


def prune(spool: Spool) -> None:
    """Remove what is gone, and note that it was the files that gave it up."""
    for number, model in reversed(list(enumerate(ORDER))):
        for rows in in_batches(spool.gone("model = ?", number)):
            remove(model, rows)


def remove(model: type[Content], rows: list[Gone]) -> None:
    now = {pk: digest(content) for pk, content in stored(model, pk__in=[gone.pk for gone in rows])}
    for gone in rows:
        if now.get(gone.pk) != gone.was:
            sentence = _("%s: somebody changed it while the files were being read. Load again.")
            raise LoadRefused([sentence % named(model, gone.mission, gone.key)])
    model.objects.filter(pk__in=now).delete()
    LoadedRow.objects.bulk_create(
        (LoadedRow(model=str(model._meta.model_name), mission=gone.mission, key=gone.key) for gone in rows),
        update_conflicts=True,
        unique_fields=["model", "mission", "key"],
        update_fields=["fingerprint"],
    )
