"""两步验证 (TOTP, RFC 6238): set up with a phone, asked after signing in, a sheet for lost phones.

The secret is sealed like a phone number; a code counts once and within half a minute of the
phone's clock. Which roles must have it is a setting (security §9.3); anybody may.
"""

import base64
import secrets
import unicodedata
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.db import IntegrityError, transaction
from django_otp.oath import TOTP

from .models import Membership, RecoveryCode, SecondFactor, SignIn, User
from .secrets import blind_index

ISSUER = "阳城县初级职称评审"
SECRET_BYTES = 20
RECOVERY_CODES = 8
#: How many 30-second steps a phone's clock may be off, either way.
TOLERANCE = 1
#: In the session: whether the second step is still owed, and the sign-in it was passed in.
DUE, PASSED = "second_factor_due", "second_factor_of"


def is_due(request) -> bool:
    """Whether this session still owes its second step; no query."""
    return bool(request.session.get(DUE))


def passed(request) -> bool:
    """Whether this very sign-in has passed its second step."""
    return request.sign_in is not None and request.session.get(PASSED) == request.sign_in.pk


def has(user: User) -> bool:
    """Whether the account has a second step."""
    return SecondFactor.objects.filter(user=user).exists()


def is_required(acting: Membership | None) -> bool:
    """Whether the role acted in must have a second step."""
    return acting is not None and acting.role in settings.SECOND_FACTOR_ROLES


def mark_passed(request, record: SignIn) -> None:
    """This session has passed its second step."""
    request.session[PASSED] = record.pk
    request.session.pop(DUE, None)


def new_secret() -> str:
    """A secret as authenticators take it, 160 bits in base32."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def address(user: User, secret: str) -> str:
    """What the QR code says, for any authenticator app."""
    label = quote(f"{ISSUER}:{user.username}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(ISSUER)}"


def set_up(user: User, code: str, *, secret: str, wall: float, now: datetime) -> list[str] | None:
    """The phone shows the right code: the second step counts. Returns the recovery codes, once.

    None for a wrong code, and where there is one already. `wall`: real seconds since the epoch.
    """
    factor = SecondFactor(user=user, secret=secret, confirmed_at=now, last_step=0)
    if has(user) or not _matches(factor, code, wall):
        return None
    plain = [f"{secrets.randbelow(10**10):010d}" for _ in range(RECOVERY_CODES)]
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
            RecoveryCode.objects.bulk_create(
                RecoveryCode(user=user, digest=_digest(user, code)) for code in plain
            )
    except IntegrityError:  # set up in another window meanwhile
        return None
    return [f"{code[:5]} {code[5:]}" for code in plain]


@transaction.atomic
def check(user: User, code: str, *, wall: float, now: datetime) -> bool:
    """Whether this code of the phone, or of the sheet, is right; it is used up."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    if factor is None:
        return False
    if _matches(factor, code, wall):
        factor.save(update_fields=["last_step"])
        return True
    sheet = RecoveryCode.objects.filter(user=user, digest=_digest(user, _digits(code)))
    return bool(sheet.filter(used_at=None).update(used_at=now))


def _matches(factor: SecondFactor, code: str, wall: float) -> bool:
    """Whether the phone shows this code about now and it was not used; moves `last_step`."""
    digits = _digits(code)
    if len(digits) != 6:
        return False
    totp = TOTP(base64.b32decode(factor.secret))
    totp.time = wall
    if not totp.verify(int(digits), tolerance=TOLERANCE, min_t=factor.last_step + 1):
        return False
    factor.last_step = totp.t()
    return True


def left(user: User) -> int:
    """How many codes of the sheet are unused."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


@transaction.atomic
def remove(user: User) -> bool:
    """The account has no second step any more; whether it had one."""
    RecoveryCode.objects.filter(user=user).delete()
    return bool(SecondFactor.objects.filter(user=user).delete()[0])


def _digits(code: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", code) if c in "0123456789")


def _digest(user: User, code: str) -> str:
    return blind_index(f"recovery:{user.pk}:{code}")
