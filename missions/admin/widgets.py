"""Widgets of the desk: Markdown beside its preview, dates with their reading, the picker of other rows."""

from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget, AutocompleteSelect
from django.forms import HiddenInput, Media, Script
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdownx.widgets import AdminMarkdownxWidget

from missions.text.dates import DateError, understand, words

StrOrPromise = str | Promise


class Cited:
    """A field that holds citations, with what helps to cite: a button, and room for what it lacks as one writes.

    `mode` says how it cites (see `faults`). The field works without script.
    """

    mode = ""
    label: StrOrPromise = ""
    hint: StrOrPromise = gettext_lazy("or type [@")

    @property
    def media(self):
        scripts = [f"missions/admin/{name}.js" for name in ("citing", "cite", "checks")]
        return super().media + Media(js=scripts, css={"all": ["missions/admin/cite.css"]})  # type: ignore[misc]

    def get_context(self, name, value, attrs=None):
        context = super().get_context(name, value, attrs)  # type: ignore[misc]  # a widget beside this one has it
        context["widget"]["attrs"]["data-cite"] = self.mode
        return context

    def with_tools(self, field: str) -> str:
        # A page has many: only what differs stands at each, the rest comes with the dialog.
        return format_html(
            '<div class="cited" data-citing="{}">{}<p class="cite-tools"><button type="button" data-cite-open>{}'
            '<span class="visually-hidden">: {}</span></button> <span>{}</span></p>'
            '<div class="cite-faults" role="group" aria-live="polite" aria-label="{}" data-failed="{}"></div></div>',
            reverse("admin:missions_citing"),
            field,
            _("Cite a source…") if self.hint else _("Choose a source…"),
            self.label,
            self.hint,
            _("To mend: %s") % self.label if self.label else _("To mend"),
            _("The library cannot be reached. Your text is unchanged; try again in a moment."),
        )


class CitedTextarea(Cited, AdminTextareaWidget):
    """A line or a field of citations."""

    def __init__(self, attrs=None, *, mode="", label=""):
        super().__init__({"rows": 3, "dir": "auto", **(attrs or {})})
        self.mode, self.label = mode, label

    def render(self, name, value, attrs=None, renderer=None):
        return self.with_tools(super().render(name, value, attrs, renderer))


class KeyChooser(Cited, AdminTextInputWidget):
    """The key of a source, typed or chosen from the library."""

    mode = "key"
    label: StrOrPromise = gettext_lazy("Source")
    hint: StrOrPromise = ""

    def render(self, name, value, attrs=None, renderer=None):
        return self.with_tools(super().render(name, value, attrs, renderer))


class MarkdownWidget(Cited, AdminMarkdownxWidget):
    """The editor of django-markdownx in front of the desk's own addresses, with its faults repaired."""

    mode = "blocks"

    template_name = "django/forms/widgets/textarea.html"

    def __init__(self, attrs=None, *, label=""):
        super().__init__({"dir": "auto", "rows": 8, **(attrs or {})})
        self.label = label

    @property
    def media(self):
        # The repairs listen first, so that they can keep events from django-markdownx; their styles come last.
        listeners = Media(js=["missions/admin/markdown.js"])
        return listeners + super().media + Media(css={"all": ["missions/admin/markdown.css"]})

    def get_context(self, name, value, attrs=None):
        context = super().get_context(name, value, attrs)
        # django-markdownx writes its stock addresses over any that were set before.
        context["widget"]["attrs"]["data-markdownx-urls-path"] = reverse("admin:missions_preview")
        context["widget"]["attrs"]["data-markdownx-upload-urls-path"] = reverse("admin:missions_upload")
        return context

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<div class="markdownx">{}<div class="markdownx-preview" role="region" aria-live="polite"'
            ' aria-label="{}" data-failed="{}" data-no-files="{}"><p class="quiet">{}</p></div></div>',
            self.with_tools(super().render(name, value, attrs or {}, renderer)),
            _("Preview: %s") % self.label if self.label else _("Preview"),
            _("The preview could not be made. Your text is unchanged; the preview is tried again as you write."),
            _("Pictures and files are not part of a record: nothing was added to your text."),
            _("The preview appears when you enter the text.") if value else _("The preview comes when you write here."),
        )


class EdtfWidget(AdminTextInputWidget):
    """A date to type, with the words it was read as below it where they differ."""

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        reading = read(value)
        if not reading or reading.lower() == (value or "").strip().lower():
            return format_html('<div class="edtf">{}</div>', field)
        echo = _("Read as: %s") % reading
        return format_html('<div class="edtf">{}<p class="reading">{}</p></div>', field, echo)


class SentThoughDisabled(HiddenInput):
    """A value nobody may change that is sent all the same: an entry deleted by others comes back under its key."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs.pop("disabled", None)
        return attrs


class Picker(AutocompleteSelect):
    """The picker of sources and missions; what is no row's number is refused by the form, not looked for."""

    @property
    def media(self):
        return super().media + Media(js=[Script("missions/admin/pickers.js", type="module")])  # type: ignore[list-item]  # the stubs know no Script

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [one for one in value if is_number(str(one))], attr)


def is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


def read(typed: str | None) -> str:
    """Return the words for what was typed; "" for nothing and for what cannot be read."""
    try:
        return words(understand(typed)) if typed else ""
    except DateError:
        return ""
