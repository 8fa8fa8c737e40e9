"""An international mission: the head of a record, and the one name its editions are published under."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from missions.models.content import CITATIONS_HELP, Content
from missions.models.draft_state import MarkingQuerySet
from missions.models.fields import BoundField, CitationsField, EdtfField, KeyField, LineField, MarkdownField


class MissionManager(models.Manager.from_queryset(MarkingQuerySet)):  # type: ignore[misc]  # Django's own idiom
    def get_by_natural_key(self, key):
        return self.get(key=key)


class Mission(Content):
    """The draft of a mission's record, which may change at any time; readers see its editions only."""

    class Kind(models.TextChoices):
        ADVISORY = "advisory", _("advisory")
        TRAINING = "training", _("training")
        PEACEKEEPING = "peacekeeping", _("peacekeeping")
        COMBAT = "combat", _("combat")
        MARITIME = "maritime", _("maritime")
        POLITICAL = "political", _("political")
        CIVILIAN = "civilian", _("civilian")

    bears_on = "pk"
    key = KeyField(
        _("key"),
        blank=True,
        unique=True,
        help_text=_("Identifies the record for ever. Left empty, it is made from the acronym or name. Example: nmi"),
    )
    name = LineField(_("name"), max_length=200, help_text=_("In full, as the mission calls itself in English."))
    acronym = LineField(_("acronym"), max_length=20, blank=True, help_text=_("Example: NMI"))
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_(
            "The last part of the page's address. Left empty, it is made from the name. "
            "After a change, every earlier published address leads here. Example: nato-mission-iraq"
        ),
    )
    organisation = LineField(_("organisation"), max_length=120, help_text=_("Example: NATO"))
    host_country = LineField(
        _("host country"),
        max_length=120,
        blank=True,
        help_text=_("Where the mission works, which may differ from where it has its seat. Example: Iraq"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, blank=True)
    dates = EdtfField(
        _("dates"),
        help_text=_("From its start to its end, needs a source. Examples: 31 October 2018; since 2019; 2004 to 2011"),
    )
    as_of = EdtfField(
        _("as of"),
        blank=True,
        help_text=_("The day or month up to which this record is true. Printed beside the title. Example: March 2026"),
    )
    summary = LineField(
        _("summary"),
        max_length=800,
        help_text=_("Two sentences that open the page and stand on its card. A statement: it needs a source."),
    )
    overview = MarkdownField(
        _("overview"), blank=True, help_text=_("A few paragraphs of Markdown; each paragraph needs a source.")
    )
    headquarters = LineField(
        _("headquarters"),
        max_length=800,
        blank=True,
        help_text=_("The present seat first, earlier ones after it, each with its source and time."),
    )
    legal_basis = MarkdownField(
        _("legal basis"), blank=True, help_text=_("One list item for each basis, each with its source.")
    )
    citations = CitationsField(_("citations"), blank=True, help_text=CITATIONS_HELP)
    earliest = BoundField(of="dates", end="earliest")
    latest = BoundField(of="dates", end="latest")

    objects: ClassVar[models.Manager] = MissionManager()

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        ordering = ["name", "key"]
        permissions = [("publish_mission", "Can publish, withdraw and restore missions")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="mission_key_is_filled"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="mission_slug_is_filled"),
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def natural_key(self):
        return (self.key,)
