"""Step: somebody can log in."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model

# Without letters and digits that look alike: the password is read off a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
NAME = "editor"


@dataclass(frozen=True)
class Login:
    """A name to log in with, and its password where it was made just now: it is stored nowhere in the clear."""

    name: str
    password: str = ""


def first_login() -> Login:
    """Return the first account that may do everything; make it where there is none."""
    return Login(editor.get_username()) if (editor := first_editor()) else renew_login()


def renew_login() -> Login:
    """Give the first account that may do everything a new random password; make it where there is none."""
    # No first or last name: the public name of an editor is chosen by the editor and is never the login.
    editor = first_editor() or get_user_model()(username=NAME, is_staff=True, is_superuser=True)
    password = random_password()
    editor.set_password(password)
    editor.save()
    return Login(editor.get_username(), password)


def first_editor():
    """Return the oldest active account that may do everything, or None."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk").first()


def random_password() -> str:
    """Return four groups of four letters: 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
