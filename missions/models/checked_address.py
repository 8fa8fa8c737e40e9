"""How an address of the library was when the machine last asked it: an observation, no part of the record."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# On so many different days it has to be missing before it is called probably gone.
DAYS_MISSING = 3
# So long the word of a person who found a document there counts for more than the machine's.
TRUSTED_FOR = timedelta(days=180)
# An index of PostgreSQL takes no longer ones.
MOST_BYTES = 2000


class CheckedAddressQuerySet(models.QuerySet["CheckedAddress"]):
    def probably_gone(self):
        """Return the addresses of which a person has to say whether they are gone."""
        return self.filter(days_missing__gte=DAYS_MISSING).exclude(verdict=CheckedAddress.Verdict.GONE)


class CheckedAddress(models.Model):
    """An address, whichever sources name it. Whether it is gone is said by a person alone, in `verdict`.

    `missing_on` holds the days (ISO 8601) on which it answered 404 or 410 since it last answered otherwise than with
    a refusal or not at all; `busy_host` asked with Retry-After to be left alone until `busy_until`.
    """

    class State(models.TextChoices):
        ANSWERS = "answers", _("answers")
        MOVED = "moved", _("has moved for good")
        MISSING = "missing", _("was not found")
        REFUSES = "refuses", _("lets no program in")
        FAULT = "fault", _("answers with a fault of its server")
        SILENT = "silent", _("does not answer in time")
        UNKNOWN_HOST = "unknown-host", _("has a host whose name is not known now")
        CERTIFICATE = "certificate", _("has a certificate that is not trusted")
        UNREACHED = "unreached", _("cannot be reached now")
        LOOP = "loop", _("leads from address to address without end")
        FORBIDDEN = "forbidden", _("was not asked: it is not one of the public web, or leads to one that is not")

    class Verdict(models.TextChoices):
        GONE = "gone", _("gone")
        THERE = "there", _("there")

    url = models.CharField(_("address"), max_length=MOST_BYTES, unique=True)
    checked_at = models.DateTimeField(_("checked"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    moved_to = models.TextField(_("moved to"), blank=True)
    missing_on = models.JSONField(_("missing on"), default=list)
    days_missing = models.PositiveSmallIntegerField(default=0)
    busy_host = models.CharField(max_length=255, blank=True)
    busy_until = models.DateTimeField(null=True)
    verdict = models.CharField(_("verdict"), max_length=5, choices=Verdict.choices, blank=True)
    verdict_at = models.DateTimeField(null=True)
    verdict_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["CheckedAddress"]] = CheckedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked address")
        verbose_name_plural = _("checked addresses")
        default_permissions = ()
        ordering = ["url"]

    def __str__(self):
        return self.url

    @property
    def is_gone(self) -> bool:
        return self.verdict == self.Verdict.GONE

    @property
    def is_probably_gone(self) -> bool:
        return self.days_missing >= DAYS_MISSING and not self.is_gone

    def saw(self, state: str, *, at: datetime, status: int | None = None, moved_to: str = "") -> None:
        """Take down what the machine saw, without saving. What says nothing about the document changes no count."""
        self.state, self.status, self.moved_to, self.checked_at = state, status, moved_to, at
        if state in (self.State.ANSWERS, self.State.MOVED):
            self.missing_on = []
        elif state == self.State.MISSING and not self.is_trusted(at):
            # The first days say since when; more than needed are not kept.
            days = sorted({*self.missing_on, at.date().isoformat()})
            self.missing_on = days[:DAYS_MISSING]
        self.days_missing = len(self.missing_on)

    def is_trusted(self, at: datetime) -> bool:
        """Say whether a person found the document there not long ago."""
        return self.verdict == self.Verdict.THERE and self.verdict_at is not None and at < self.verdict_at + TRUSTED_FOR

    def judge(self, verdict: str, *, by, at: datetime) -> None:
        """Take down what a person found, without saving."""
        self.verdict, self.verdict_by, self.verdict_at = verdict, by, at
        if verdict == self.Verdict.THERE:
            self.missing_on, self.days_missing = [], 0


def checkable(addresses: Iterable[str]) -> list[str]:
    """Return each address once, without those that are too long to be kept."""
    return [one for one in dict.fromkeys(addresses) if one and len(one.encode()) <= MOST_BYTES]
