"""The second factor of an account: codes from a phone, and recovery codes for the day the phone is gone."""

import re
import secrets
from dataclasses import dataclass

import django_otp
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

# Without letters and digits that look alike: the codes are written on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
MANY = 10


@dataclass(frozen=True)
class State:
    """Whether an account has a second factor, and how many recovery codes are left."""

    is_on: bool
    left: int


def state_of(user: AbstractBaseUser) -> State:
    left = sum(device.token_set.count() for device in StaticDevice.objects.filter(user=user))
    return State(is_on=has_one(user), left=left)


def has_one(user: AbstractBaseUser) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begun(user: AbstractBaseUser, pk: int | None) -> TOTPDevice:
    """Return what is being set up: a secret that counts for nothing until a code made with it comes back.

    `pk` is the one that this session was shown. No other is ever shown: whoever was in the account before may know it.
    """
    pending = TOTPDevice.objects.filter(user=user, confirmed=False)
    if device := pending.filter(pk=pk).first():
        return device
    pending.delete()
    return TOTPDevice.objects.create(user=user, confirmed=False, name="phone")


def confirm(device: TOTPDevice, code: str) -> list[str] | None:
    """Switch the second factor on if the code is right; return the recovery codes, None if it is wrong."""
    with transaction.atomic():
        if not django_otp.verify_token(device.user, device.persistent_id, digits_of(code)):
            return None
        TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        return new_recovery_codes(device.user)


def new_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """Return new codes, 59 bits each, of which only hashes are kept; the earlier ones are worth nothing any more."""
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(MANY)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="paper")
        for code in codes:
            device.token_set.create(token=hashed(code))
    return codes


def verified(user: AbstractBaseUser, code: str):
    """Return the device that the code comes from, None if from none; a code is good once."""
    kind, token = (TOTPDevice, digits_of(code)) if digits_of(code) else (StaticDevice, hashed(code))
    devices = kind.objects.filter(user=user, confirmed=True)
    return next(
        (device for one in devices if (device := django_otp.verify_token(user, one.persistent_id, token))), None
    )


def waits_until(user: AbstractBaseUser):
    """Return when codes are looked at again after wrong ones, None if they are now; each doubles the wait."""
    asked = [one.verify_is_allowed()[1] for one in django_otp.devices_for_user(user)]
    return max((told["locked_until"] for told in asked if told and "locked_until" in told), default=None)


def take_away(user: AbstractBaseUser) -> bool:
    """Switch the second factor off; say whether it was on."""
    was_on = has_one(user)
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    return was_on


def digits_of(code: str) -> str:
    """Return the six digits of a phone's code, "" if it is none."""
    code = re.sub(r"\s", "", code)
    return code if re.fullmatch(r"[0-9]{6}", code) else ""


def hashed(code: str) -> str:
    """Return what is kept of a recovery code: 64 bits of a keyed hash, as the column holds 16 signs."""
    plain = re.sub(r"[^a-z0-9]", "", code.casefold())
    return salted_hmac("missions.admin.second_factor", plain, algorithm="sha256").hexdigest()[:16]
