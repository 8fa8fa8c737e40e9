"""Nobody deletes unseen what somebody else has just written: the page that asks carries what it showed."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core import signing
from django.db import transaction
from django.http import QueryDict

from missions.admin.locking import locked
from missions.editions.compare import compare
from missions.editions.document import compose
from missions.editions.record import Record, plain, section
from missions.editions.statements import SECTIONS
from missions.models import Content, Mission, Relation, Source
from missions.pages.changes import words_of

SALT = "missions.deletion"
NOTHING = {name: {"key": ""} if name == "mission" else [] for name in (*SECTIONS, "sources")}


class SeenBeforeDeleting(admin.ModelAdmin):
    """A screen that deletes only what its user saw; what was changed meanwhile is shown first, with status 409."""

    def delete_view(self, request, object_id, extra_context=None):
        with transaction.atomic():
            row = locked(self, request, object_id) if request.method == "POST" else None
            row = row or self.get_object(request, unquote(object_id))
            if row is None or not self.has_delete_permission(request, row):
                return super().delete_view(request, object_id, extra_context)
            now = as_document(row)
            difference = changed_since(request.POST.get("seen"), now)
            extra = {"seen": signing.dumps(now, salt=SALT, compress=True), "changes": difference}
            if difference:
                # Without what confirms it, Django asks once more.
                request.POST = QueryDict()
            response = super().delete_view(request, object_id, extra | (extra_context or {}))
            if difference and response.status_code == 200:
                response.status_code = 409
            return response


def changed_since(seen: str | None, now: dict):
    """Return what is another now than on the page that asked, in words; nothing where no page asked."""
    if not seen:
        return ()
    try:
        before = signing.loads(seen, salt=SALT)
    except signing.BadSignature:
        before = None
    return words_of(compare(before, now))


def as_document(row: Content) -> dict:
    """Return a row as a document has it: a mission with all its entries, other rows alone."""
    if isinstance(row, Mission):
        return compose(Record.from_draft(row.pk))
    if isinstance(row, Source):
        return NOTHING | {"sources": [plain(row, {})]}
    known = {row.other.key: {"key": row.other.key, "name": row.other.name}} if isinstance(row, Relation) else {}
    return NOTHING | {section(type(row)): [plain(row, known)]}  # type: ignore[arg-type]  # an entry
