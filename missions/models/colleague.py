"""Somebody who works at the desk: an account of Django's under the name and the rights it has here."""

from django.contrib.auth.models import Group, User
from django.db import models
from django.utils.translation import gettext_lazy as _


class Colleague(User):
    """An account with a role. Readers never see its login, only the public name that its owner chose, if any."""

    class Role(models.TextChoices):
        """What a colleague may do to the record; each value is the name of the group that holds the rights."""

        WRITER = "Writers", _("Writer: edits drafts and sources")
        PUBLISHER = "Publishers", _("Publisher: also decides what readers see")

    # The group of those who may add, change and deactivate colleagues.
    MANAGERS = "Managers"

    class Meta:
        proxy = True
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")
        ordering = ["username"]

    def __str__(self):
        return self.get_full_name() or self.get_username()

    def role(self) -> str:
        """Return the group of the highest role, "" for none."""
        names = self.names_of_groups()
        return next((role.value for role in reversed(self.Role) if role in names), "")

    def is_manager(self) -> bool:
        return self.MANAGERS in self.names_of_groups()

    def names_of_groups(self) -> set[str]:
        return {group.name for group in self.groups.all()} if self.pk else set()

    def give_role(self, role: str, *, manages: bool) -> None:
        """Put the account into the groups of a role and take it out of the others; other groups stay."""
        wanted = {role, self.MANAGERS} if manages else {role}
        self.groups.remove(*Group.objects.filter(name__in={*self.Role.values, self.MANAGERS} - wanted))
        self.groups.add(*Group.objects.filter(name__in=wanted))

    def choose_public_name(self, name: str) -> None:
        """Take the name that readers see; one name, however many words it has."""
        if name != self.get_full_name():
            self.first_name, self.last_name = name, ""
