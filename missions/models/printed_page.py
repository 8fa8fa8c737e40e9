"""Pages of missions as they were printed last. Derived: a page that is not here is printed anew, and reads the same."""

from django.db import models, transaction

from missions.models.listed import DERIVED


class PrintedPage(models.Model):
    """The page at an address, packed, and the state of the record and of this software that it was printed from.

    It is shown only while that is the state still. A notice of its mission takes it away. An address with "#entry" is
    the entry of an edition in feeds, which other editions leave as it is.
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


def forget(instance, **kwargs):
    """Let go of the pages of a notice's mission, which may hold words that its editions hold no more."""
    of_mission = PrintedPage.objects.filter(mission=instance.edition.mission_id)
    of_mission.delete()
    # A reader may have put one there before this was there for all.
    transaction.on_commit(of_mission.delete, robust=True)
