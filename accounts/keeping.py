"""Accounts and organisations as the administrator keeps them; each act goes into 管理记录."""

import secrets
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch, Q, QuerySet

from . import admin_log, appointing, sessions
from .admin_log import By
from .errors import Refusal
from .models import AdminEvent, Membership, Organisation, User
from .roles import OrganisationKind, Role
from .secrets import blind_index

#: What is kept of an organisation, in the order of the form and of the workbook.
KEPT = ("name", "kind", "unit_kind", "parent", "uscc", "contact", "phone", "address",
        "supervision_phone")  # fmt: skip


# People -----------------------------------------------------------------------------------------


def people(*, q: str = "", role: str = "", state: str = "", today: date) -> QuerySet[User]:
    """The accounts, by name: a part of name, login or organisation; one role; locked or not."""
    now_held = Q(memberships__until=None) | Q(memberships__until__gte=today)
    found = User.objects.all()
    if q:
        found = found.filter(
            Q(name__icontains=q)
            | Q(username__icontains=q)
            | Q(pk__in=Membership.objects.filter(organisation__name__icontains=q).values("user"))
        )
    if role == "none":
        found = found.exclude(now_held)
    elif role:
        found = found.filter(now_held, memberships__role=role).distinct()
    if state:
        found = found.filter(is_active=state == "open")
    return found.prefetch_related(
        Prefetch(
            "memberships",
            Membership.objects.filter(Q(until=None) | Q(until__gte=today))
            .exclude(belonging=Membership.Belonging.REFUSED)
            .select_related("organisation")
            .order_by("pk"),
        )
    ).order_by("name", "pk")


@transaction.atomic
def open_account(*, name: str, username: str, phone: str, by: By) -> User:
    """An account without a password: it is opened with a printed code. Raises Refusal if taken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(username or _login(), name=name, phone=phone)
    except IntegrityError as error:
        raise Refusal("登录名或手机号刚被别的账号用了，请换一个。") from error
    admin_log.write(AdminEvent.Kind.OPENED, by=by, user=user)
    return user


def _login() -> str:
    return f"s{secrets.randbelow(10**10):010d}"


@transaction.atomic
def change_account(user: User, *, name: str, phone: str, by: By) -> bool:
    """Correct name and phone; False when they are so already. The phone has to be proven anew.

    Raises Refusal when another account has the phone.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    lines = [("姓名", user.name, name)] if name != user.name else []
    if phone != user.phone:
        taken = User.objects.filter(phone_index=blind_index(phone)).exclude(pk=user.pk)
        if phone and taken.exists():
            raise Refusal("这个手机号已有账号。")
        user.phone, user.phone_proven_at = phone, None
        lines.append(("手机号", "原来的", "另一个" if phone else "没有登记"))
    if not lines:
        return False
    user.name = name
    user.save(update_fields=["name", "phone", "phone_index", "phone_proven_at"])
    admin_log.write(AdminEvent.Kind.RENAMED, by=by, user=user, lines=lines)
    return True


@transaction.atomic
def lock(user: User, *, by: By) -> None:
    """Nobody comes in with this account any more, and whoever is in is out at the next request.

    Raises Refusal for one's own account, a locked one, and the last administrator's.
    """
    if by.user.pk == user.pk:
        raise Refusal(appointing.OWN)
    today = by.at.date()
    if appointing.lasting(user, today).filter(role=Role.ADMIN).exists():
        appointing.keep_an_administrator(but=user, today=today)
    _switch(user, active=False)
    sessions.end_others(user, but=None, now=by.at)
    admin_log.write(AdminEvent.Kind.LOCKED, by=by, user=user)


@transaction.atomic
def unlock(user: User, *, by: By) -> None:
    """The account may be used again. Raises Refusal for one's own or one that is not locked."""
    if by.user.pk == user.pk:
        raise Refusal(appointing.OWN)
    _switch(user, active=True)
    admin_log.write(AdminEvent.Kind.UNLOCKED, by=by, user=user)


def _switch(user: User, *, active: bool) -> None:
    if not User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
        raise Refusal("这个账号的状态刚变过，请刷新页面。")


@transaction.atomic
def sign_out(user: User, *, by: By) -> int:
    """End every session of the account; how many were in force."""
    ended = sessions.end_others(user, but=None, now=by.at)
    admin_log.write(
        AdminEvent.Kind.SIGNED_OUT, by=by, user=user, lines=[("登录", f"{ended}处", "退出")]
    )
    return ended


# Organisations ----------------------------------------------------------------------------------


def organisations(*, q: str = "", kind: str = "", today: date) -> QuerySet[Organisation]:
    """The organisations units first, each with its 主管部门 and its HR accounts in force."""
    found = Organisation.objects.all()
    if q:
        found = found.filter(Q(name__icontains=q) | Q(parent__name__icontains=q))
    if kind == "no_parent":
        found = found.filter(kind=OrganisationKind.UNIT, parent=None)
    elif kind == "no_hr":
        found = found.filter(kind=OrganisationKind.UNIT).exclude(pk__in=_with_hr(today))
    elif kind:
        found = found.filter(kind=kind)
    in_force = Q(memberships__until=None) | Q(memberships__until__gte=today)
    return (
        found.select_related("parent")
        .annotate(
            hr=Count(
                "memberships",
                filter=in_force & Q(memberships__role=Role.UNIT, memberships__user__is_active=True),
            )
        )
        .order_by("-kind", "name")
    )


def _with_hr(today: date):
    return Membership.objects.filter(
        Q(until=None) | Q(until__gte=today), role=Role.UNIT, user__is_active=True
    ).values("organisation")


@transaction.atomic
def keep_organisation(organisation: Organisation, values: dict, *, by: By) -> bool:
    """Write these values, new or changed; False when it is so already.

    `values` has been validated by `forms.offices.OrganisationForm`.
    """
    new = organisation.pk is None
    fresh = (
        organisation if new else Organisation.objects.select_for_update().get(pk=organisation.pk)
    )
    lines = changes(fresh, values)
    if not lines:
        return False
    for name in KEPT:
        setattr(fresh, name, values[name])
    fresh.save()
    admin_log.write(AdminEvent.Kind.ORGANISATION, by=by, organisation=fresh, lines=lines)
    return True


def changes(organisation: Organisation, values: dict) -> list[tuple[str, str, str]]:
    """(field, old, new) in words of what these values would change; what a new one would have."""
    new = organisation.pk is None
    return [
        (
            _label(name),
            "" if new else words(name, getattr(organisation, name)),
            words(name, values[name]),
        )
        for name in KEPT
        if (values[name] if new else getattr(organisation, name) != values[name])
    ]


def _label(name: str) -> str:
    return "主管部门" if name == "parent" else str(Organisation._meta.get_field(name).verbose_name)


def words(name: str, value) -> str:
    """One value of an organisation as pages and workbooks say it."""
    choices = dict(Organisation._meta.get_field(name).flatchoices) if value else {}
    return str(choices.get(value, value or ""))
