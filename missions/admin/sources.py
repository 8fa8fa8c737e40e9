"""The library of sources."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from missions.admin.citing import citing
from missions.admin.desk import DeskAdmin
from missions.admin.forms import SourceForm
from missions.admin.messages import saved_source
from missions.admin.refusals import refused
from missions.admin.widgets import read


class SourceAdmin(DeskAdmin):
    """The screen of a source."""

    form = SourceForm
    list_display = ["key", "publisher", "title", "when", "kind", "language"]
    list_filter = ["kind", "access", "language"]
    search_fields = ["title", "publisher", "authors", "key", "url"]
    fields = [
        "title",
        "publisher",
        "authors",
        "kind",
        "published",
        "url",
        "copies",
        "accessed",
        "access",
        "language",
        "note",
        "key",
    ]

    @admin.display(description=gettext_lazy("published"), ordering="published")
    def when(self, source):
        return read(source.published)

    def words_after_saving(self, request, row):
        return saved_source(request, row)

    def delete_view(self, request, object_id, extra_context=None):
        source = self.get_object(request, unquote(object_id))
        places = citing(source) if source and self.has_delete_permission(request, source) else ""
        if places:
            words = _("“%(source)s” cannot be deleted: it is cited in %(places)s.")
            return refused(request, words % {"source": source, "places": places})
        return super().delete_view(request, object_id, extra_context)
