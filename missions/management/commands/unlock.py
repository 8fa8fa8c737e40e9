"""`manage.py unlock <login>`: nobody has to wait for the mistakes of others."""

from django.core.management.base import BaseCommand

from missions.admin.throttle import unlock


class Command(BaseCommand):
    help = "Forget the failed logins of an account, so that it can be logged in to at once."

    def add_arguments(self, parser):
        parser.add_argument("login", help="The name to log in with.")

    def handle(self, *, login, **options):
        self.stdout.write(f"{login}: {unlock(login)} failed logins forgotten; the next one need not wait.")
