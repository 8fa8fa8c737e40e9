"""`verify_editions`: is every edition still the one that was published?"""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.editions.removals_kept import file, seals_left
from missions.editions.seal import broken_chains
from missions.files.snapshot import snapshot
from missions.models import Edition, Mission, Notice


class Command(BaseCommand):
    help = "Recomputes the seal of every edition, and names the first of each mission that is not as it was published."

    def handle(self, **options):
        try:
            left = seals_left()
        except ValueError as error:
            raise CommandError(error) from error
        with snapshot():
            missions = Mission.objects.filter(pk__in=Edition.objects.values("mission")).order_by("key")
            count = Edition.objects.count()
            removals = Notice.objects.filter(kind=Notice.Kind.REDACTED).order_by("pk")
            notices = list(removals.select_related("edition__mission"))
            broken = broken_chains(missions)
            lost = sum(edition.mission.editions.filter(number__gte=edition.number).count() for edition in broken)
        altered = [
            edition
            for edition in dict.fromkeys(notice.edition for notice in notices)
            if left.get(name_of(edition), edition.seal) != edition.seal and edition not in broken
        ]
        words = {"held": count - lost - len(altered), "count": count}
        sentence = _("%(held)d of %(count)d editions are as they were published.") % words
        if broken or altered:
            breaks = _("%s, edition %d: the chain of seals breaks here.")
            differs = _("%s, edition %d: this is not what was left when words were removed from it.")
            said = [breaks % name_of(one) for one in broken] + [differs % name_of(one) for one in altered]
            raise CommandError("\n".join([*said, sentence]))
        self.stdout.write(sentence)
        for notice in notices:
            words = {"edition": notice.edition, "day": f"{notice.made_at:%Y-%m-%d}", "reason": notice.words}
            self.stdout.write(_("%(edition)s: words were removed on %(day)s. %(reason)s") % words)
            if name_of(notice.edition) not in left:
                self.stdout.write(_("No removal is kept in %s that could confirm it.") % file())


def name_of(edition: Edition) -> tuple[str, int]:
    return edition.mission.key, edition.number
