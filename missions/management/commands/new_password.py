"""`make password`: a new random password for the first editor."""

from django.core.management.base import BaseCommand

from missions.management.starting.account import renew_login


class Command(BaseCommand):
    help = "Set a new random password for the first account that may do everything, and show it once."

    def handle(self, *args, **options):
        login = renew_login()
        self.stdout.write(f"User      {login.name}\nPassword  {login.password}   (shown only now)")
        self.stdout.write("Whoever was logged in as this user is logged out.")
