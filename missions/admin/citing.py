"""Where a source is cited: in editions for ever, in drafts as they stand."""

from collections.abc import Iterator

from django.db.models import Field, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from missions.editions.problems import title_of
from missions.editions.record import NAMED_KEY, section
from missions.models import ENTRIES, Content, Entry, Link, Mission, Source
from missions.models.fields import KeyField, PlainText


def citing(source: Source) -> str:
    """Say where a source is cited, by mission and edition and by place in the drafts; "" if nowhere."""
    places = [
        _("%(mission)s (edition %(numbers)s)") % {"mission": name, "numbers": ", ".join(numbers)}
        for name, numbers in grouped(in_editions(source)).items()
    ]
    places += [
        _("the draft of %(mission)s (%(places)s)") % {"mission": name, "places": ", ".join(found)}
        for name, found in grouped(in_drafts(source)).items()
    ]
    return get_text_list(places, _("and")) if places else ""


def grouped(pairs: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    return groups


def in_editions(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (name of the mission, number of the edition)."""
    cited = source.citations.order_by("edition__mission__name", "edition__number")
    for edition in cited.values_list("edition__mission__name", "edition__number"):
        yield edition[0], str(edition[1])


def in_drafts(source: Source) -> Iterator[tuple[str, str]]:
    """Yield (name of the mission, place): `summary`, `phase “Relocation”`."""
    for mission in that_may_name(source, Mission):
        for field in texts_of(Mission):
            if names(source, mission, field):
                yield mission.name, str(field.verbose_name)
    for model in ENTRIES:
        for entry in that_may_name(source, model).select_related("mission"):
            if is_linked(source, entry) or any(names(source, entry, field) for field in texts_of(model)):
                title = title_of(section(model), vars(entry))
                yield entry.mission.name, _("%(noun)s “%(title)s”") % {"noun": model._meta.verbose_name, "title": title}


def that_may_name(source: Source, model: type[Content]) -> QuerySet:
    """Return the rows with the key in a text, be it only as the beginning of a longer key."""
    named = Q(source=source) if model is Link else Q()
    for field in texts_of(model):
        named |= Q((f"{field.name}__contains", f"@{source.key}"))
    return model.objects.filter(named)


def texts_of(model: type[Content]) -> list[Field]:
    return [
        field for field in model.content_fields() if isinstance(field, PlainText) and not isinstance(field, KeyField)
    ]


def names(source: Source, row: Content, field: Field) -> bool:
    return source.key in NAMED_KEY.findall(field.value_from_object(row) or "")


def is_linked(source: Source, entry: Entry) -> bool:
    return isinstance(entry, Link) and entry.source_id == source.pk
