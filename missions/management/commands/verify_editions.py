"""`verify_editions`: is every edition still the one that was published?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.editions.seal import broken_chains
from missions.files.snapshot import snapshot
from missions.models import Edition, Mission, Notice


class Command(BaseCommand):
    help = "Recomputes the seal of every edition, and names the first of each mission that is not as it was published."

    def handle(self, **options):
        with snapshot():
            missions = Mission.objects.filter(pk__in=Edition.objects.values("mission")).order_by("key")
            count = Edition.objects.count()
            broken = broken_chains(missions)
            held = count - sum(
                edition.mission.editions.filter(number__gte=edition.number).count() for edition in broken
            )
        sentence = _("%(held)d of %(count)d editions are as they were published.") % {"held": held, "count": count}
        if not broken:
            self.stdout.write(sentence)
            for notice in Notice.objects.filter(kind=Notice.Kind.REDACTED).select_related("edition").order_by("pk"):
                words = {"edition": notice.edition, "day": f"{notice.made_at:%Y-%m-%d}", "reason": notice.words}
                self.stdout.write(_("%(edition)s: words were removed on %(day)s. %(reason)s") % words)
            return
        links = [
            _("%(mission)s, edition %(number)d: the chain of seals breaks here.")
            % {"mission": edition.mission.key, "number": edition.number}
            for edition in broken
        ]
        raise CommandError("\n".join([*links, sentence]))
