"""What every screen of content has in common: how fields look, what is locked, and what is said after saving."""

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.html import format_html_join

from missions.admin.conflicts import GuardedAdmin, kept_beside
from missions.admin.fields import EdtfFormField, LineFormField, TextFormField, cites, long_line_widget
from missions.admin.widgets import CitedTextarea, EdtfWidget, MarkdownWidget, Picker
from missions.models.fields import EdtfField, KeyField, LineField, MarkdownField, TextField

LONG_LINE = 300
# How many rows show what people usually write there; other long lines have three.
ROWS = {"summary": 6, "citations": 2, "copies": 3}


class ContentFields(BaseModelAdmin):
    """For model admins and inlines alike: the form field of each kind of model field."""

    formfield_overrides = {
        EdtfField: {"form_class": EdtfFormField, "widget": EdtfWidget},
        MarkdownField: {"form_class": TextFormField, "widget": MarkdownWidget},
        TextField: {"form_class": TextFormField, "widget": AdminTextareaWidget},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = Picker(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, MarkdownField):
            kwargs["widget"] = MarkdownWidget(label=db_field.verbose_name)
        elif mode := cites(db_field):
            widget = CitedTextarea(mode=mode, label=db_field.verbose_name)
            kwargs |= {"form_class": LineFormField, "widget": widget}
        elif isinstance(db_field, LineField) and (db_field.max_length or 0) > LONG_LINE:
            kwargs |= {"form_class": LineFormField, "widget": long_line_widget()}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(db_field, LineField | TextField) and not isinstance(db_field, EdtfField | KeyField):
            field.widget.attrs.setdefault("dir", "auto")
        if field and db_field.name in ROWS:
            field.widget.attrs["rows"] = ROWS[db_field.name]
        return field


class DeskAdmin(ContentFields, GuardedAdmin):
    """A screen for content rows. Subclasses say what saving means for readers in `words_after_saving()`."""

    # One row at a time: a list offers no way around what a single screen refuses.
    actions = None
    list_per_page = 50

    def words_after_saving(self, request, row) -> str:
        raise NotImplementedError

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        forms = [form, *(row for formset in formsets for row in formset.forms)]
        request.readings = [reading for each in forms for reading in each.readings()]

    def message_user(self, request, message, *args, **kwargs):
        """Say what was saved in the desk's words, where Django would say it in its own."""
        super().message_user(request, getattr(request, "saved", message), *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        request.saved = self.everything_said(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        request.saved = self.everything_said(request, obj)
        return super().response_change(request, obj)

    def everything_said(self, request, obj) -> str:
        sentences = [self.words_after_saving(request, obj), *kept_beside(request), *getattr(request, "readings", [])]
        return format_html_join(" ", "{}", ((sentence,) for sentence in sentences))
