"""Editions and notices as rows of files: all that their seals cover, and no account's name.

A notice points to its edition as `[nmi, 2]`. The edges and addresses of editions are not in files: they follow from
the documents, but for `renamed`, which names the sources whose keys are others now.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import F

from missions.files.emitter import Block
from missions.models import Edition, Notice


def fields_of(row: Edition | Notice, mission_key: str) -> dict[str, Any]:
    """Return a frozen row as files hold it."""
    if isinstance(row, Notice):
        return {
            "edition": (mission_key, row.edition.number),
            "kind": row.kind,
            "words": Block(row.words),
            "made_at": moment(row.made_at),
            "maker": row.maker,
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
