"""Guessing at the door made slow: how often a login may fail before it has to wait.

django-axes counts; the rules are these. Nothing that names a person is kept: accounts and addresses are counted under
keyed hashes. A browser with which somebody has logged in is known to that account and counted for itself, so that a
stranger who guesses, from wherever, cannot keep the account's owner out. (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies)
"""

import math
import secrets
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import F, Max, Sum
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext as _

from missions.admin.refusals import refused

# How many logins may fail before the next has to wait, and for how long: counted by account and address, by address
# alone, whatever accounts it tries, and by account alone, wherever it is tried from.
RULES = (
    (("username", "ip_address"), 5, timedelta(minutes=15)),
    (("ip_address",), 30, timedelta(hours=1)),
    (("username",), 50, timedelta(hours=1)),
)
OF_ACCOUNT = RULES[2]
KNOWN_FOR = timedelta(days=180)
signer = TimestampSigner(salt="missions.admin.throttle.known")


class Throttle(AxesDatabaseHandler):
    """Counts by the rules above, where axes itself has one limit for all."""

    def is_locked(self, request, credentials=None) -> bool:
        return free_at(request, credentials) is not None

    def user_login_failed(self, sender, credentials, request=None, **_signal):
        if request is None:
            return
        if not request.axes_locked_out:
            self.clean_expired_user_attempts(request, credentials)
            attempt, _is_new = AccessAttempt.objects.get_or_create(
                username=name_of(request, credentials),
                ip_address=request.axes_ip_address,
                user_agent="",
                defaults={"failures_since_start": 0},
            )
            AccessAttempt.objects.filter(pk=attempt.pk).update(
                failures_since_start=F("failures_since_start") + 1, attempt_time=request.axes_attempt_time
            )
            request.axes_locked_out = self.is_locked(request, credentials)
        request.axes_credentials = credentials


def free_at(request, credentials=None) -> datetime | None:
    """Return when this account may be tried again from this address; None if it may be now."""
    asked = {"username": name_of(request, credentials), "ip_address": request.axes_ip_address}
    rules = [rule for rule in RULES if rule is not OF_ACCOUNT or known_browser(request, asked["username"]) is None]
    times = []
    for fields, most, wait in rules:
        counted = {name: asked[name] for name in fields}
        attempts = AccessAttempt.objects.filter(**counted, attempt_time__gt=now() - wait)
        found = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        if (found["failures"] or 0) >= most:
            times.append(found["last"] + wait)
    return max(times, default=None)


def wait_page(request: HttpRequest, _response=None, credentials=None, **_more):
    """Answer a login that has to wait: the same whether there is such an account or not."""
    until = free_at(request, credentials) or now()
    words = _(
        "Too many logins failed. Try again at %(time)s UTC. Who is in a hurry asks a colleague who manages colleagues "
        "for a new link to set a password: it works at once."
    ) % {"time": (until + timedelta(minutes=1)).strftime("%H:%M")}
    response = refused(request, words, cure=(reverse("admin:login"), _("To the login")), status=429)
    response["Retry-After"] = str(max(1, math.ceil((until - now()).total_seconds())))
    return response.render()


def unlock(login: str) -> int:
    """Forget the failed logins of an account; return how many there were."""
    attempts = AccessAttempt.objects.filter(username=hashed_name(login))
    failures = attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
    attempts.delete()
    return failures


def name_of(request: HttpRequest, credentials=None) -> str:
    """Return the account that is tried, as a hash: people type passwords into the wrong field."""
    return hashed_name((credentials or {}).get("username") or request.POST.get("username") or "")


def hashed_name(login: str) -> str:
    return salted_hmac("missions.admin.throttle.name", login, algorithm="sha256").hexdigest()


def origin(request: HttpRequest) -> str:
    """Return where a login comes from: a known browser or an address, as a hash in the form of an address."""
    source = known_browser(request, name_of(request)) or network_of(request)
    hashed = salted_hmac("missions.admin.throttle.origin", source, algorithm="sha256").digest()
    return str(IPv6Address(b"\xfd" + hashed[:15]))


def network_of(request: HttpRequest) -> str:
    """Return the address of a visitor; of IPv6 the network, as one visitor has all addresses in it.

    Behind a proxy it is the last word of the header that the proxy sets: those before it may be a visitor's own.
    """
    said = request.META.get(settings.CLIENT_ADDRESS_HEADER, "") if settings.BEHIND_PROXY else ""
    for value in (said.rpartition(",")[2].strip(), request.META.get("REMOTE_ADDR", "")):
        try:
            address = ip_address(value)
        except ValueError:
            continue
        if isinstance(address, IPv6Address):
            address = address.ipv4_mapped or address
        return str(ip_network((address, 64), strict=False) if isinstance(address, IPv6Address) else address)
    return "unknown"


def known_browser(request: HttpRequest, name: str) -> str | None:
    """Return the word of a browser with which the account has been logged in, if this is one."""
    try:
        known, _dot, word = signer.unsign(request.COOKIES.get(cookie(), ""), max_age=KNOWN_FOR).partition(".")
    except BadSignature:
        return None
    return word if known == name else None


def cookie() -> str:
    return "__Secure-known" if settings.SESSION_COOKIE_SECURE else "known"


@receiver(user_logged_in)
def note_login(request, user, **_signal):
    if request is not None:
        request.logged_in_now = user.get_username()


def remember_browser(get_response):
    """Let a browser be known to the account that was logged in with it."""

    def middleware(request):
        response = get_response(request)
        if login := getattr(request, "logged_in_now", ""):
            response.set_cookie(
                cookie(),
                signer.sign(f"{hashed_name(login)}.{secrets.token_urlsafe(12)}"),
                max_age=KNOWN_FOR,
                path=reverse("admin:index"),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
