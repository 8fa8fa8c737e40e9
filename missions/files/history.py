"""Editions and notices as rows of files: all that their seals cover, and no account's name.

A notice points to its edition as `[nmi, 2]`. The edges and addresses of editions are not in files: they follow from
the documents, but for `renamed`, which names the sources whose keys are others now.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from missions.files.emitter import Block
from missions.files.reader import Row
from missions.files.refusals import LoadRefused
from missions.models import Edition, Notice
from missions.text.refusals import excerpt

# Each field of a row in a file, and what YAML must take its value for.
KINDS: Mapping[str, Mapping[str, str]] = {
    Edition._meta.label_lower: {
        "mission": "key",
        "number": "int",
        "slug": "str",
        "published_at": "str",
        "publisher": "str",
        "reason": "str",
        "minor": "bool",
        "document": "tree",
        "seal": "str",
        "renamed": "tree",
    },
    Notice._meta.label_lower: {
        "edition": "key",
        "kind": "str",
        "words": "str",
        "made_at": "str",
        "maker": "str",
        "replaced_seal": "str",
    },
}
MAY_BE_LEFT_OUT = ("renamed", "replaced_seal")


def fields_of(row: Edition | Notice, mission_key: str) -> dict[str, Any]:
    """Return a frozen row as files hold it."""
    if isinstance(row, Notice):
        return {
            "edition": (mission_key, row.edition.number),
            "kind": row.kind,
            "words": Block(row.words),
            "made_at": moment(row.made_at),
            "maker": row.maker,
            **({"replaced_seal": row.replaced_seal} if row.replaced_seal else {}),
        }
    fields = {
        "mission": (mission_key,),
        "number": row.number,
        "slug": row.slug,
        "published_at": moment(row.published_at),
        "publisher": row.publisher,
        "reason": Block(row.reason),
        "minor": row.minor,
        "document": by_name(row.document),
        "seal": row.seal,
    }
    renamed = row.citations.exclude(key=F("source__key")).order_by("key").values_list("key", "source__key")
    return {**fields, **({"renamed": dict(renamed)} if renamed else {})}


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def by_name(part):
    """Return a document with its names sorted: databases keep them in an order of their own."""
    if isinstance(part, Mapping):
        return {name: by_name(part[name]) for name in sorted(part)}
    return [by_name(one) for one in part] if isinstance(part, list) else part


def place_of(row: Row) -> tuple[str, int]:
    """Return the key of a row's mission and the number of its edition. Raises LoadRefused if it is not whole."""
    kinds = KINDS[row.model]
    for name, value in row.fields.items():
        if name not in kinds:
            sentence = _("there is no such field; the fields are: %s.") % ", ".join(kinds)
            raise refused(row, f"{excerpt(name)}: {sentence}", value.line)
        if value.kind != kinds[name] or (value.kind == "tree" and not isinstance(value.content, dict)):
            raise refused(row, f"{name}: " + _("this is not what an export writes here."), value.line)
    missing = [name for name in kinds if name not in row.fields and name not in MAY_BE_LEFT_OUT]
    if missing:
        raise refused(row, _("these fields are missing: %s.") % ", ".join(missing))
    if row.model == Edition._meta.label_lower:
        place = (*content_of(row, "mission"), content_of(row, "number"))
    else:
        place = content_of(row, "edition")
    number = str(place[1]) if len(place) == 2 else ""
    if not (number.isdecimal() and len(number) < 10 and int(number)):
        raise refused(row, _("it does not name its mission and number, for example [nmi, 2]."))
    return place[0], int(number)


def edition_of(row: Row) -> Edition:
    """Return the edition of a row whose place is known, unsaved."""
    names = ("number", "slug", "publisher", "reason", "minor", "document", "seal")
    return Edition(published_at=read_moment(row, "published_at"), **{name: content_of(row, name) for name in names})


def notice_of(row: Row) -> Notice:
    names = [name for name in ("kind", "words", "maker", "replaced_seal") if name in row.fields]
    return Notice(made_at=read_moment(row, "made_at"), **{name: content_of(row, name) for name in names})


def renamed_in(row: Row) -> dict[str, str]:
    renamed = content_of(row, "renamed") if "renamed" in row.fields else {}
    if not all(isinstance(key, str) for key in renamed.values()):
        raise refused(row, "renamed: " + _("write the key of a source after each."), row.fields["renamed"].line)
    return renamed


def read_moment(row: Row, name: str) -> datetime:
    try:
        at = datetime.fromisoformat(content_of(row, name))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        sentence = _("write a time with its zone, for example '2026-11-24T08:30:00.000000+00:00'.")
        raise refused(row, f"{name}: {sentence}", row.fields[name].line)
    return at


def content_of(row: Row, name: str) -> Any:
    return row.fields[name].content


def refused(row: Row, sentence: str, line: int = 0) -> LoadRefused:
    """Return a refusal that begins with file, line and what the row is."""
    words = {"file": row.file, "line": line or row.line, "model": row.model.partition(".")[2], "sentence": sentence}
    return LoadRefused([_("%(file)s, line %(line)s, %(model)s: %(sentence)s") % words])
