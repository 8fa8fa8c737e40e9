"""`publish`: drafts become the next editions, as from the publish screen."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.editions.problems import PublicationRefused
from missions.editions.publish import DraftMoved
from missions.editions.together import publish_together
from missions.models import Mission


class Command(BaseCommand):
    help = (
        "Publishes drafts: of the missions named by their keys, or of all. What readers know already gets no edition."
    )

    def add_arguments(self, parser):
        parser.add_argument("missions", nargs="*", metavar="KEY", help="Of a mission. Example: nmi")
        parser.add_argument("--reason", required=True, help="Why; readers see it beside the edition.")

    def handle(self, *, missions, reason, verbosity, **options):
        found = Mission.objects.order_by("key")
        if missions:
            found = found.filter(key__in=missions)
        drafts = {mission.key: mission for mission in found}
        if unknown := [key for key in missions if key not in drafts]:
            raise CommandError(_("There is no mission with this key: %s.") % ", ".join(unknown))
        try:
            # All or none: a relation leads to a mission that is published in the same step.
            made = publish_together(drafts.values(), by=None, reason=reason)
        except (ValueError, ValidationError) as error:
            raise CommandError(" ".join(getattr(error, "messages", None) or [str(error)])) from error
        except PublicationRefused as refusal:
            raise CommandError(f"{refusal.mission}\n{refusal}") from refusal
        except DraftMoved as error:
            raise CommandError(_("Somebody changed a draft meanwhile. Publish again.")) from error
        for edition in made if verbosity else ():
            self.stdout.write(_("Published %s.") % edition)
        if verbosity and not made:
            self.stdout.write(_("Published nothing: readers would see no change."))
