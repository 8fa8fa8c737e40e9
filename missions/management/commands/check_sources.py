"""`check_sources`: asks the addresses of the library how they are, kindly, and takes it down for the desk."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files import locks
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from missions.links import rounds
from missions.models import CheckedAddress


class Command(BaseCommand):
    help = (
        "Asks addresses of sources and archived copies how they are. Changes no source; the desk shows what was seen."
    )

    def add_arguments(self, parser):
        parser.add_argument("--host", default="", help="Ask this host alone: www.nato.int")
        parser.add_argument("--limit", type=int, default=200, help="How many addresses at most; 200 if left out.")
        parser.add_argument("--minutes", type=float, default=30, help="How long at most; 30 minutes if left out.")
        parser.add_argument("--again", action="store_true", help="Ask those too that were asked not long ago.")

    def handle(self, *, host, limit, minutes, again, verbosity, **options):
        if limit < 1:
            raise CommandError(_("--limit is %d. Ask at least 1 address.") % limit)
        if not 0 < minutes <= 24 * 60:
            raise CommandError(_("--minutes is %g. Name a time above 0 and up to 1440, which is a day.") % minutes)
        with alone():
            self.go(host=host, limit=limit, minutes=minutes, again=again, verbosity=verbosity)

    def go(self, *, host, limit, minutes, again, verbosity):
        forgotten = rounds.forget()
        due = rounds.due(host=host, limit=limit, again=again)
        rows = []
        try:
            for row in rounds.go(due, seconds=minutes * 60):
                rows.append(row)
                if verbosity > 1 or (verbosity and row.state != CheckedAddress.State.ANSWERS):
                    self.stdout.write(line(row))
        except KeyboardInterrupt:
            self.stderr.write(_("Stopped. The next run goes on with what is left."))
        if verbosity:
            left = due.left + len(due.addresses) - len(rows)
            gone = CheckedAddress.objects.probably_gone().count()
            numbers = {**rounds.counts(rows), "left": left, "gone": gone, "forgotten": forgotten}
            self.stdout.write(closing(numbers))


@contextmanager
def alone() -> Iterator[None]:
    """Hold off a second run on this host: two together would ask twice as fast. A killed one holds off nobody."""
    with (settings.VAR_DIR / "check-sources.lock").open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            raise CommandError(_("Another run is asking at this moment. Wait until it has ended."))
        yield


def line(row: CheckedAddress) -> str:
    words = {"url": row.url, "state": row.get_state_display(), "status": row.status, "to": row.moved_to}
    if row.state == CheckedAddress.State.MOVED:
        return _("%(url)s has moved for good to %(to)s") % words
    return (_("%(url)s %(state)s (%(status)d)") if row.status else _("%(url)s %(state)s")) % words


def closing(numbers) -> str:
    return (
        _(
            "Asked %(asked)d addresses: %(answers)d answer, %(moved)d have moved for good, %(missing)d were not found, "
            "%(unsure)d said nothing about their document. Left for another run: %(left)d. Probably gone, for a person "
            "at the desk to say: %(gone)d. No longer named by any source, and forgotten: %(forgotten)d."
        )
        % numbers
    )
