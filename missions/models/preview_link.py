"""A private way to a draft for somebody without an account."""

from typing import ClassVar

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone

SALT = "missions.preview"


class PreviewLinkManager(models.Manager["PreviewLink"]):
    def behind(self, token: str) -> "PreviewLink | None":
        """Return the link that a token is for; None for one that was altered, is over or was revoked."""
        try:
            pk, until = signing.Signer(salt=SALT).unsign_object(token)
        except (signing.BadSignature, ValueError):
            return None
        now = timezone.now()
        # One that seems to be made later was made before the clock was set back: it would lead here for years.
        link = self.select_related("mission").filter(pk=pk, made_at__lte=now, until__gt=now).first()
        return link if link and link.moment == until else None


class PreviewLink(models.Model):
    """Shows the saved draft of a mission until its time is over or somebody revokes it: then it is deleted."""

    mission = models.ForeignKey("missions.Mission", models.CASCADE, related_name="preview_links")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField()

    objects: ClassVar[PreviewLinkManager] = PreviewLinkManager()

    class Meta:
        default_permissions = ()
        ordering = ["-until", "-pk"]

    def __str__(self):
        return f"{self.mission_id}, {self.until:%Y-%m-%d}"

    @property
    def moment(self) -> int:
        return int(self.until.timestamp())

    @property
    def token(self) -> str:
        """Return the signed word of its address, which names the link and its end."""
        return signing.Signer(salt=SALT).sign_object([self.pk, self.moment])
