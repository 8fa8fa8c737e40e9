"""A mission's entries: as rows on their mission's form, and as lists of their own."""

from django.contrib import admin
from django.forms import Media
from django.utils.translation import gettext_lazy

from missions.admin.desk import ContentFields, DeskAdmin
from missions.admin.forms import ContentForm, place_last
from missions.admin.lines import line_of
from missions.admin.messages import saved
from missions.admin.opened import OpenedFormSet
from missions.admin.todo import Announced
from missions.models import (
    ENTRIES,
    Entry,
    Initiative,
    Link,
    Relation,
)

POINTING = {Link: "source", Relation: "other"}


def fields_of(model: type[Entry]) -> list[str]:
    """Return an entry's fields in the order of its form: what it says first, the key, which makes itself, last."""
    last = ("citations", "key")
    names = [field.name for field in model.content_fields() if field.name != "mission"]
    return [*(name for name in names if name not in last), *(name for name in last if name in names)]


def summary(entry: Entry) -> str:
    """Return an entry in one line of a list of all missions' entries, where its kind does not stand above it."""
    kind = f"{entry.get_kind_display()} · " if isinstance(entry, Initiative) else ""
    return f"{kind}{line_of(entry)}"


class EntryInline(ContentFields, admin.StackedInline):
    """The entries of one kind on their mission's form: one-line summaries that open."""

    form = ContentForm
    formset = OpenedFormSet
    fk_name = "mission"

    def get_queryset(self, request):
        pointing = POINTING.get(self.model)
        rows = super().get_queryset(request)
        return rows.select_related(pointing) if pointing else rows

    @property
    def media(self):
        # Without Django's script for rows, which numbers all that stand on the page.
        return Media()


def inline_for(model: type[Entry]) -> type[EntryInline]:
    pointing = [POINTING[model]] if model in POINTING else []
    # The order of entries is changed in their list, not by numbers in their forms.
    fields = [name for name in fields_of(model) if name != "position"]
    options = {"model": model, "fields": fields, "autocomplete_fields": pointing, "__module__": __name__}
    return type(f"{model.__name__}Inline", (EntryInline,), options)


INLINES = [inline_for(model) for model in ENTRIES]


class EntryAdmin(DeskAdmin):
    """The entries of one kind in all missions."""

    form = ContentForm
    list_display = ["summary", "mission", "key"]
    list_display_links = ["summary"]
    list_filter = ["mission"]
    list_select_related = ["mission"]

    @admin.display(description=gettext_lazy("entry"))
    def summary(self, entry):
        return summary(entry)

    def get_fields(self, request, obj=None):
        return ["mission", *fields_of(self.model)]

    def get_list_filter(self, request):
        return [*self.list_filter, *([Announced] if "is_announced" in fields_of(self.model) else [])]

    def get_search_fields(self, request):
        return ["key", "mission__name", *(name for name in SEARCHED if name in fields_of(self.model))]

    def get_autocomplete_fields(self, request):
        return [POINTING[self.model]] if self.model in POINTING else []

    def get_readonly_fields(self, request, obj=None):
        return ["mission"] if obj else []

    def get_list_select_related(self, request):
        return ["mission", *self.get_autocomplete_fields(request)]

    def save_model(self, request, obj, form, change):
        if not change:
            place_last(form)
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        request.saved = saved(request, obj.mission)

    def words_after_saving(self, request, row):
        return saved(request, row.mission)

    # What happens to an entry happens to its mission: the mission's own history tells it too.
    def log_addition(self, request, obj, message):
        super().log_change(request, obj.mission, [about(obj, "added")])
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        changed = [about(obj, "changed", fields=part["changed"]["fields"]) for part in message if "changed" in part]
        if changed:
            super().log_change(request, obj.mission, changed)
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for entry in queryset:
            super().log_change(request, entry.mission, [about(entry, "deleted")])
        return super().log_deletions(request, queryset)


def about(entry: Entry, verb: str, **more) -> dict:
    """Return what became of an entry, as Django's log tells it of the rows of a form."""
    return {verb: {"name": str(entry._meta.verbose_name), "object": str(entry), **more}}


SEARCHED = ("title", "text", "counted", "name", "role", "speaker", "label", "note")
