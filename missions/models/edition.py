"""What readers see: one published state of a mission's record, for ever."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from missions.models.fields import LineField, TextField
from missions.models.frozen import Frozen, FrozenQuerySet, frozen
from missions.models.notice import Notice


class EditionQuerySet(FrozenQuerySet):
    def newest(self):
        """Return the last edition of each mission, withdrawn or not."""
        newer = Edition.objects.filter(mission_id=OuterRef("mission_id"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def live(self):
        """Return what readers see: the last edition of each mission that is not withdrawn."""
        return self.newest().exclude(standing=Notice.Kind.WITHDRAWN)

    def withdrawn(self):
        """Return the last edition of each withdrawn mission."""
        return self.newest().filter(standing=Notice.Kind.WITHDRAWN)


class EditionManager(models.Manager.from_queryset(EditionQuerySet)):  # type: ignore[misc]  # Django's own idiom
    def get_queryset(self):
        notices = Notice.objects.filter(
            edition=OuterRef("pk"), kind__in=(Notice.Kind.WITHDRAWN, Notice.Kind.REPUBLISHED)
        ).order_by("-pk")
        # An empty text where nobody ever withdrew it, so that exclude() need not think of NULL.
        standing = Coalesce(Subquery(notices.values("kind")[:1]), models.Value(""))
        return super().get_queryset().annotate(standing=standing)


@frozen
class Edition(Frozen):
    """One numbered publication: who, when, why, and the whole record as a document. Never changes."""

    mission = models.ForeignKey("missions.Mission", models.PROTECT, related_name="editions", verbose_name=_("mission"))
    number = models.PositiveIntegerField(_("number"))
    slug = models.SlugField(_("address"), max_length=80)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    publisher = LineField(_("published by"), max_length=200)
    reason = TextField(_("reason"), max_length=2000)
    minor = models.BooleanField(_("minor"), default=False)
    document = models.JSONField(_("document"))
    seal = models.CharField(_("seal"), max_length=64, unique=True)

    forgets = ("published_by",)
    redacts = frozenset({"document", "reason", "publisher", "seal"})
    standing: str  # "", "withdrawn" or "republished": every edition from the manager has it
    objects: ClassVar[EditionManager] = EditionManager()

    class Meta(Frozen.Meta):
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "number"], name="edition_number_is_unique_in_its_mission"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_numbers_start_at_one"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="edition_has_a_reason"),
            models.CheckConstraint(condition=~models.Q(publisher=""), name="edition_names_its_publisher"),
        ]
        indexes = [models.Index(fields=["-published_at", "-id"], name="edition_newest_first")]

    def __str__(self):
        return f"{self.document['mission']['name']}, edition {self.number}"

    @property
    def as_it_stands(self) -> tuple[int, str, str]:
        """Return what tells whether it was withdrawn since, or words were removed from it."""
        return self.pk, self.standing, self.seal

    @property
    def continued_seal(self) -> str:
        """Return the seal it continues: that which the edition before was published under, "" for the first."""
        before = type(self).objects.filter(mission=self.mission_id, number=self.number - 1).defer("document").first()
        return before.published_seal if before else ""

    @property
    def published_seal(self) -> str:
        """Return the seal it was published under, which the next edition continues: it outlasts a removal of words."""
        removals = self.notices.filter(kind=Notice.Kind.REDACTED).order_by("pk")
        return removals.values_list("replaced_seal", flat=True).first() or self.seal
