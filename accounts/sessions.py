"""Sessions: begun by every way of signing in, listed for their owner, ended one by one or by time.

The cookie's session names its `SignIn`; that row decides at every request whether it still counts.
"""

from datetime import datetime, timedelta

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import login
from django.db.models import QuerySet

from . import second_factor
from .browsers import browser_words, masked_address
from .models import Membership, SignIn, User
from .roles import Role

KEY = "sign_in"
BACKEND = "django.contrib.auth.backends.ModelBackend"
SHOWN_DAYS = 90
NOTHING = timedelta()
#: A request within this time of the last one is not written down: not every page is a write.
TOUCH_AFTER = timedelta(seconds=15)


def begin(request, user: User, how: SignIn.How) -> None:
    """Sign `user` in, under a new session key, and write down when, how and from where."""
    login(request, user, backend=BACKEND)
    request.session.set_expiry(None)  # a visitor's self-check may have set its own
    record = SignIn.objects.create(
        user=user,
        at=request.now,
        seen_at=request.now,
        how=how,
        browser=browser_words(request.headers.get("User-Agent", "")),
        address=masked_address(get_client_ip_address(request) or ""),
    )
    request.session[KEY] = record.pk
    if second_factor.has(user):
        request.session[second_factor.DUE] = True


def must_renew_password(user: User, acting: Membership | None, *, now: datetime) -> bool:
    """Whether staff of this age of password have to choose a new one first (security §9.4)."""
    days = settings.STAFF_PASSWORD_DAYS
    if not days or acting is None or acting.role == Role.APPLICANT:
        return False
    changed = user.password_changed_at
    return changed is None or now - changed > timedelta(days=days)


def record_of(request) -> SignIn | None:
    """The row of the session, ended or not; None for sessions no sign-in page has begun."""
    pk = request.session.get(KEY)
    return SignIn.objects.filter(pk=pk).first() if pk and request.user.is_authenticated else None


def idle_limit(acting: Membership | None) -> timedelta:
    """How long nothing may happen: applicants sit longer over their words than staff (ux §2.1)."""
    if acting is None or acting.role == Role.APPLICANT:
        return timedelta(minutes=settings.IDLE_MINUTES_APPLICANT)
    return timedelta(minutes=settings.IDLE_MINUTES_STAFF)


def left(record: SignIn, acting: Membership | None, *, now: datetime) -> timedelta:
    """How long the session still counts if nothing happens; zero or less: it is over."""
    if record.ended_at is not None:
        return timedelta()
    return record.seen_at + idle_limit(acting) - now


def touch(record: SignIn, *, now: datetime) -> None:
    """Something happened in this session."""
    if now - record.seen_at >= TOUCH_AFTER:
        record.seen_at = now
        SignIn.objects.filter(pk=record.pk, ended_at=None).update(seen_at=now)


def in_force(user: User, *, now: datetime) -> QuerySet[SignIn]:
    """The person's sessions that a next request would still find open, or may."""
    longest = timedelta(minutes=max(settings.IDLE_MINUTES_APPLICANT, settings.IDLE_MINUTES_STAFF))
    return SignIn.objects.filter(user=user, ended_at=None, seen_at__gt=now - longest)


def recent(user: User, *, now: datetime) -> QuerySet[SignIn]:
    """The sign-ins of the last 90 days, newest first."""
    return SignIn.objects.filter(user=user, at__gt=now - timedelta(days=SHOWN_DAYS))


def end(user: User, *, pk: int, now: datetime) -> bool:
    """End one session of the person; False when there is none of theirs to end."""
    return bool(SignIn.objects.filter(user=user, pk=pk, ended_at=None).update(ended_at=now))


def end_others(user: User, *, but: int | None, now: datetime) -> int:
    """End the person's sessions except the one named; how many were in force."""
    counted = in_force(user, now=now).exclude(pk=but).count()
    SignIn.objects.filter(user=user, ended_at=None).exclude(pk=but).update(ended_at=now)
    return counted
