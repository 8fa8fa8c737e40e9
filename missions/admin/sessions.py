"""The end of a session: an hour after the last work at the desk, or twelve hours after the login."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import now

MOMENTS = "desk_moments"
# A session is written anew at most so often, in seconds.
EXACT = 60


@receiver(user_logged_in)
def begin(request, **_signal):
    if request is not None:
        request.session[MOMENTS] = [seconds(), seconds()]


def end_old_sessions(get_response):
    """Log out who was away too long, before anything of the desk is shown; readers' pages ask nothing of this."""

    def middleware(request):
        if request.path.startswith(reverse("admin:index")) and SESSION_KEY in request.session:
            begun, seen = request.session.get(MOMENTS) or [seconds(), 0]
            # What seems to lie ahead was written before the clock was set back, nobody knows how long ago.
            is_over = abs(seconds() - begun) > settings.SESSION_COOKIE_AGE
            if is_over or abs(seconds() - seen) > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif abs(seconds() - seen) > EXACT:
                request.session[MOMENTS] = [begun, seconds()]
        return get_response(request)

    return middleware


def seconds() -> int:
    return int(now().timestamp())
