"""A document that supports statements: one library for all missions."""

import re
from datetime import date
from typing import ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import Content
from missions.models.derived import FoldedField, PlainAddressField
from missions.models.draft_state import MarkingQuerySet
from missions.models.earlier_key import EarlierKey
from missions.models.fields import EdtfField, KeyField, LineField, TextField
from missions.text.asked import folded_line
from missions.text.citations import EDITORIAL

COPY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) https?://\S+")


class SourceQuerySet(MarkingQuerySet):
    def in_use(self):
        """Return the sources that may be cited: all but those merged into another."""
        return self.exclude(models.Exists(EarlierKey.objects.filter(key=models.OuterRef("key"))))

    def found_by(self, typed: str):
        """Return sources whose title, publisher, authors, key or address hold all words typed, or their beginnings."""
        found = self
        for word in folded_line(typed).split():
            found = found.filter(folded__contains=f" {word}")
        return found


class SourceManager(models.Manager.from_queryset(SourceQuerySet)):  # type: ignore[misc]  # Django's own idiom
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Source(Content):
    """A source in its present wording; each edition keeps the wording it was published with."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        LEGAL = "legal", _("legal")
        PRESS = "press", _("press")
        ANALYSIS = "analysis", _("analysis")
        DATA = "data", _("data")

    class Access(models.TextChoices):
        ARCHIVED = "archived", _("archived copy")
        LIVE = "live", _("live page")
        PRINT = "print", _("printed copy")

    # A source new in a draft is a difference already; its own changes are one to pages that cite it.
    bears_on = "citations__edition__mission"
    key = KeyField(
        _("key"),
        blank=True,
        unique=True,
        help_text=_("What citations name: [@key]. Left empty, it is made from publisher, title and year."),
    )
    title = LineField(
        _("title"), max_length=400, blank=True, help_text=_("As printed. Leave empty if it is not known.")
    )
    publisher = LineField(_("publisher"), max_length=200, help_text=_("Who made it public. Example: Anadolu Agency"))
    authors = LineField(_("authors"), max_length=300, blank=True, help_text=_("Example: Andrea Malouf"))
    url = models.URLField(
        _("address"),
        max_length=1000,
        blank=True,
        help_text=_("Of the very document. A site's front page supports nothing: leave empty and say why in the note."),
    )
    copies = TextField(
        _("archived copies"),
        blank=True,
        help_text=_("One copy a line, the day it was made and its address: 2026-11-23 https://archive.example.org/…"),
    )
    published = EdtfField(_("published"), blank=True, help_text=_("As precise as shown. Example: February 2021"))
    accessed = EdtfField(_("read on"), blank=True, help_text=_("The day it was read. Example: 23 November 2026"))
    access = models.CharField(_("read as"), max_length=10, choices=Access.choices, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind.choices,
        help_text=_("Pages count their statements by it. Official: by an organisation or state about its own acts."),
    )
    language = LineField(_("language"), max_length=20, default="en", help_text=_("Its code. Examples: en, fr, ar"))
    note = LineField(_("note"), max_length=600, blank=True, help_text=_("What a reader should know about it."))
    folded = FoldedField(of=("key", "title", "publisher", "authors", "url"))
    plain_url = PlainAddressField(of="url")

    objects: ClassVar[SourceManager] = SourceManager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="source_key_is_filled"),
            models.CheckConstraint(condition=~models.Q(key=EDITORIAL), name="source_key_is_not_the_editors_mark"),
            models.CheckConstraint(
                condition=models.Q(access="", accessed="") | ~models.Q(access="") & ~models.Q(accessed=""),
                name="source_day_and_way_of_reading_go_together",
                violation_error_message=_("Give both the day it was read and how, or neither."),
            ),
        ]

    def __str__(self):
        return f"{self.publisher}: {self.title or _('untitled page')}"

    def natural_key(self):
        return (self.key,)

    @property
    def addresses(self) -> list[str]:
        """Return its address and those of its archived copies."""
        copies = [line.partition(" ")[2] for line in self.copies.splitlines() if COPY.fullmatch(line)]
        return [self.url, *copies] if self.url else copies

    def clean(self):
        if self.key == EDITORIAL:
            raise ValidationError(
                {"key": _("Choose another key: [@editorial] marks the editors’ own words.")}, code="editorial"
            )
        for line in self.copies.splitlines():
            copy = COPY.fullmatch(line)
            if not copy or not is_day(copy[1]):
                raise ValidationError(
                    {"copies": _("Write each copy as a day and an address: 2026-11-23 https://archive.example.org/…")},
                    code="copies",
                )
        address = urlsplit(self.url)
        if self.url and address.scheme not in ("http", "https"):
            raise ValidationError({"url": _("Begin the address with https:// or http://.")}, code="scheme")
        if self.url and address.path in ("", "/") and not address.query:
            raise ValidationError(
                {"url": _("This is a front page. Give the document's own address, or none and say so in the note.")},
                code="site-root",
            )


def is_day(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
