"""Pages of missions as they were printed last. Derived: a page that is not here is printed anew, and reads the same."""

from django.db import models, transaction

from missions.models.listed import DERIVED


class PrintedPage(models.Model):
    """The page at an address, packed, and the state of the record and of this software that it was printed from.

    It is shown only while that is the state still. A new edition or notice of its mission takes it away.
    """

    address = models.CharField(max_length=400, unique=True)
    mission = models.ForeignKey("missions.Mission", **DERIVED)
    # The tag that browsers know the page by.
    state = models.CharField(max_length=20)
    packed = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ["address"]

    def __str__(self):
        return self.address


def forget_edition(instance, **kwargs):
    forget(instance.mission_id)


def forget_notice(instance, **kwargs):
    forget(instance.edition.mission_id)


def forget(mission_id: int) -> None:
    """Let go of the pages of a mission, which may hold words that its editions hold no more."""
    PrintedPage.objects.filter(mission=mission_id).delete()
    # A reader may have put one there before this was there for all.
    transaction.on_commit(PrintedPage.objects.filter(mission=mission_id).delete, robust=True)
