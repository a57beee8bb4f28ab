"""Who acts in which role: given and ended by the administrator, the powerful roles by two people.

Every act here is written into 管理记录 in the same transaction. Nobody acts on their own account.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from . import admin_log, codes, inbox, second_factor
from .admin_log import By
from .errors import Refusal
from .models import AdminEvent, Membership, Message, Organisation, TwoPersonRequest, User
from .roles import Role
from .separation import POWERFUL, excluding, misplaced

Kind, Outcome = TwoPersonRequest.Kind, TwoPersonRequest.Outcome
#: Who answers as the second person, if they neither asked nor are concerned.
ANSWERING = (Role.ADMIN, Role.LEAD)
OWN = "不能办理自己的账号，请另一位系统管理员办理。"
LAST_ADMIN = "这是最后一位系统管理员，请先授予另一位，再终止或锁定。"


def unfit(user: User, organisation: Organisation, role: Role, *, today: date) -> str:
    """Why this person may not be given this role there, as a sentence; empty if they may."""
    if why := misplaced(role, organisation.kind):
        return why
    held = lasting(user, today)
    if any(m.role == role and m.organisation_id == organisation.pk for m in held):
        return f"{user.name}已经是{organisation.name}{role.label}。"
    return excluding(role, {m.role for m in held})


def lasting(user: User, today: date) -> QuerySet[Membership]:
    """The roles the person has or will have: what has not ended by `today`."""
    return (
        Membership.objects.filter(Q(until=None) | Q(until__gte=today), user=user)
        .exclude(belonging=Membership.Belonging.REFUSED)
        .select_related("organisation")
        .order_by("pk")
    )


@transaction.atomic
def give(
    *, user: User, organisation: Organisation, role: Role, since: date, by: By
) -> Membership | TwoPersonRequest:
    """The role from `since` on (inclusive); a powerful one: the request a second person answers.

    From the command line (`by.user` None) a powerful role is given at once: the first
    administrator comes from there.

    Raises Refusal for one's own account, a role another one excludes, or an office it does not
    belong to.
    """
    user = _held(user, by)
    if why := unfit(user, organisation, role, today=by.at.date()):
        raise Refusal(why)
    if role not in POWERFUL or by.user is None:
        return _grant(user, organisation, role, since, by)
    return _ask(Kind.GRANT, user, by, organisation=organisation, role=role, since=since)


def _held(user: User, by: By) -> User:
    """The person's row, locked: two administrators give roles to one person in turn."""
    if by.user is not None and by.user.pk == user.pk:
        raise Refusal(OWN)
    return User.objects.select_for_update().get(pk=user.pk)


def _ask(kind: Kind, user: User, by: By, **what) -> TwoPersonRequest:
    same = {"organisation": what.get("organisation"), "role": what.get("role", "")}
    if open_requests().filter(kind=kind, user=user, **same).exists():
        raise Refusal(f"{user.name}的这件事已经提出，正等第二人确认。")
    request = TwoPersonRequest.objects.create(
        kind=kind,
        user=user,
        reason=by.reason.strip(),
        asked_by=by.user,
        asked_at=by.at,
        **what,
    )
    admin_log.write(AdminEvent.Kind.ASKED, by=by, user=user, lines=[("事项", "", request.words)])
    _tell(request)
    return request


def _tell(request: TwoPersonRequest) -> None:
    """Put it into the boxes of everybody who could answer."""
    today = request.asked_at.date()
    able = Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        role__in=ANSWERING,
        since__lte=today,
        user__is_active=True,
    ).exclude(user__in=(request.asked_by, request.user))
    inbox.tell(
        Message(
            user_id=one.user_id,
            role=one.role,
            key=f"two-person:{request.pk}",
            told_at=request.asked_at,
            subject=f"{request.asked_by.name}提出{request.words}，等您确认",
            todo="核实后确认，或不同意并写明理由。",
            link=reverse("keeping:requests"),
        )
        for one in able
    )


def _grant(user, organisation, role, since, by) -> Membership:
    membership, begun = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"since": since}
    )
    if not begun:
        membership.since, membership.until = since, None
        membership.belonging = Membership.Belonging.CONFIRMED
        membership.save(update_fields=["since", "until", "belonging"])
    said = f"{organisation.name}{role.label}，自{since.isoformat()}"
    admin_log.write(
        AdminEvent.Kind.GRANTED,
        by=by,
        user=user,
        organisation=organisation,
        lines=[("身份", "", said)],
    )
    return membership


@transaction.atomic
def end(membership: Membership, *, by: By) -> None:
    """The role is over now: from the next request on the person does not act in it.

    Raises Refusal for one's own role, one that has ended, and the last administrator's.
    """
    _held(membership.user, by)
    today = by.at.date()
    yesterday = today - timedelta(days=1)
    still = lasting(membership.user, today).filter(pk=membership.pk).first()
    if still is None:
        raise Refusal("这个身份已经终止，请刷新页面。")
    if still.role == Role.ADMIN:
        keep_an_administrator(but=still.user, today=today)
    still.since = min(still.since, yesterday)
    still.until = yesterday
    still.save(update_fields=["since", "until"])
    said = f"{still.organisation.name}{still.role_label}"
    admin_log.write(
        AdminEvent.Kind.ENDED,
        by=by,
        user=still.user,
        organisation=still.organisation,
        lines=[("身份", said, "终止")],
    )


def keep_an_administrator(*, but: User, today: date) -> None:
    """Raises Refusal when nobody but this person could administer."""
    others = Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        role=Role.ADMIN,
        since__lte=today,
        user__is_active=True,
    ).exclude(user=but)
    # rows are locked: two administrators who end each other leave one
    if not list(others.select_for_update().values_list("pk", flat=True)):
        raise Refusal(LAST_ADMIN)


def is_powerful(user: User, today: date) -> bool:
    """Whether opening this account opens a powerful desk."""
    return lasting(user, today).filter(role__in=POWERFUL).exists()


@transaction.atomic
def reset(user: User, *, by: By) -> codes.PrintedCodes | TwoPersonRequest:
    """Printed one-time codes for somebody who cannot come in; those printed before are void,
    and so is the second step of a lost phone.

    For an account with a powerful role the request a second person answers: whoever holds the
    codes holds the desk. Raises Refusal for one's own account and a locked one.
    """
    user = _held(user, by)
    if not user.is_active:
        raise Refusal(f"{user.name}的账号已锁定，请先解除锁定。")
    if is_powerful(user, by.at.date()):
        return _ask(Kind.CODES, user, by)
    return _print(user, by)


def _print(user: User, by: By) -> codes.PrintedCodes:
    made = codes.print_for(user, by=by.user, now=by.at)
    had = second_factor.remove(user)
    lines = [("两步验证", "已开通", "取消，本人重新设")] if had else ()
    admin_log.write(AdminEvent.Kind.CODES, by=by, user=user, lines=lines)
    return made


# The second person ------------------------------------------------------------------------------


def open_requests() -> QuerySet[TwoPersonRequest]:
    """What waits for a second person, the oldest first."""
    return (
        TwoPersonRequest.objects.filter(outcome=Outcome.OPEN)
        .select_related("user", "organisation", "asked_by")
        .order_by("pk")
    )


def not_for(request: TwoPersonRequest, user: User) -> str:
    """Why this person cannot answer the request, as a sentence; empty if they can."""
    if user.pk == request.asked_by_id:
        return "您提出的，要由另一个人确认。"
    if user.pk == request.user_id:
        return "事关您本人，要由另一个人确认。"
    return ""


def confirm(
    request: TwoPersonRequest, *, user: User, now: datetime
) -> Membership | codes.PrintedCodes:
    """The second person confirms: the role is given, or codes are printed for them to hand over.

    Raises Refusal for who asked, whom it is about, what was answered before, and a grant that
    another role excludes by now.
    """
    with transaction.atomic():
        asked = _answer(request, Outcome.CONFIRMED, user, now)
        by = By(user, now, asked.reason, asked.asked_by)
        about = User.objects.select_for_update().get(pk=asked.user_id)
        if asked.kind == Kind.CODES:
            return _print(about, by)
        role = Role(asked.role)
        if why := unfit(about, asked.organisation, role, today=now.date()):
            raise Refusal(why)
        return _grant(about, asked.organisation, role, asked.since, by)


@transaction.atomic
def refuse(request: TwoPersonRequest, *, user: User, reason: str, now: datetime) -> None:
    """The second person does not agree, and why. Raises Refusal as `confirm`."""
    asked = _answer(request, Outcome.REFUSED, user, now)
    admin_log.write(
        AdminEvent.Kind.REFUSED,
        by=By(user, now, reason, asked.asked_by),
        user=asked.user,
        lines=[("事项", asked.words, Outcome.REFUSED.label)],
    )


def _answer(request, outcome: Outcome, user: User, now: datetime) -> TwoPersonRequest:
    if why := not_for(request, user):
        raise Refusal(why)
    answered = open_requests().filter(pk=request.pk)
    asked = answered.select_for_update(of=("self",)).first()
    if asked is None:
        raise Refusal("这件事已经有人答复过，请刷新页面看结果。")
    asked.outcome, asked.decided_by, asked.decided_at = outcome, user, now
    asked.save(update_fields=["outcome", "decided_by", "decided_at"])
    return asked
