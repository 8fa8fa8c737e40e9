"""`manage.py reset_second_factor <login>`: for who lost the phone, where no colleague can do it at the desk."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from missions.admin.second_factor import take_away


class Command(BaseCommand):
    help = "Take the second factor of an account away; its owner can set up a new one after the next login."

    def add_arguments(self, parser):
        parser.add_argument("login", help="The name to log in with.")

    def handle(self, *, login, **options):
        user = get_user_model().objects.filter(username=login).first()
        if user is None:
            raise CommandError(f"Nobody logs in as {login!r}. The list of colleagues at the desk names every login.")
        was_on = take_away(user)
        self.stdout.write(f"{login}: the second factor is taken away." if was_on else f"{login}: there was none.")
