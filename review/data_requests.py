"""更正、删除: a person asks for their own data, the office answers within its days, with a reason.

What the procedure rests on is corrected by its own steps (return, 补正) and never deleted; an
account that took no part in it can go whole.
"""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from accounts import forgetting, inbox
from accounts.models import Membership, Message, User, active_memberships
from accounts.roles import Role
from applications.models import Application, Submission
from eligibility import Calendar, CalendarUnknown

from .engine import Refused
from .models import Case, DataRequest

Kind, Outcome = DataRequest.Kind, DataRequest.Outcome
ANSWER_WITHIN = 15
"""Working days after the day of asking; the law says 及时, the national standard 30 days."""
UNKNOWN_YEAR = timedelta(days=21)
#: Who answers what: a deletion is the lead's alone.
ANSWERED_BY = {Kind.CORRECTION: (Role.CLERK, Role.LEAD), Kind.DELETION: (Role.LEAD,)}


@transaction.atomic
def ask(*, user: User, kind: str, content: str, calendar: Calendar, now: datetime) -> DataRequest:
    """Take a request and tell those who answer it. Raises Refused while one of its kind waits."""
    User.objects.select_for_update().get(pk=user.pk)
    if user.data_requests.filter(kind=kind, outcome="").exists():
        words = "还没有答复，请等答复后再提。要补充的，请致电303室。"
        raise Refused(f"您的{Kind(kind).label}申请{words}")
    asked = DataRequest.objects.create(
        user=user, kind=kind, content=content, asked_at=now, due_on=_due(now.date(), calendar)
    )
    _tell_office(asked)
    return asked


def _due(day: date, calendar: Calendar) -> date:
    """The last day of the answer; where nobody knows the working days yet, three weeks."""
    try:
        return calendar.add(day, ANSWER_WITHIN)
    except CalendarUnknown:
        return day + UNKNOWN_YEAR


def _tell_office(asked: DataRequest) -> None:
    able = Membership.objects.filter(
        role__in=ANSWERED_BY[asked.kind], user__is_active=True, until=None
    ).exclude(user=asked.user)
    inbox.tell(
        Message(
            user_id=one.user_id,
            role=one.role,
            key=f"data-request-{asked.pk}",
            told_at=asked.asked_at,
            subject=f"有人申请{asked.get_kind_display()}个人信息",
            todo="请核实后答复，写明理由。",
            due_on=asked.due_on,
            link=reverse("review:data-requests"),
        )
        for one in able
    )


def requests_for(acting: Membership) -> QuerySet[DataRequest]:
    """What this person may answer: never a request of their own."""
    kinds = [kind for kind, roles in ANSWERED_BY.items() if acting.role in roles]
    return DataRequest.objects.filter(kind__in=kinds).exclude(user=acting.user)


def why_not_deleted(user: User) -> str:
    """Why the account cannot go whole; nothing when it took no part in the procedure."""
    if Submission.objects.filter(application__applicant=user).exists():
        return "提交过申报，评审程序的记录要依法保存"
    if Case.objects.filter(application__applicant=user).exists():
        return "有申报件，评审程序的记录要依法保存"
    if user.memberships.exclude(role=Role.APPLICANT).exists():
        return "有过工作身份，经办记录要依法保存"
    return ""


@transaction.atomic
def answer(
    asked: DataRequest, *, acting: Membership, outcome: str, answer: str, now: datetime
) -> None:
    """Answer once. A deletion agreed to empties the account, partly only what it chose to give.

    Raises Refused when somebody was faster or the account cannot go, PermissionDenied for a
    request that is not this person's to answer.
    """
    if not requests_for(acting).filter(pk=asked.pk).exists():
        raise PermissionDenied
    whole = asked.kind == Kind.DELETION and outcome == Outcome.GRANTED
    user = User.objects.select_for_update().get(pk=asked.user_id)
    if whole and (why := why_not_deleted(user)):
        raise Refused(f"这个账号不能整个删除：{why}。可以部分同意，删除通讯地址和邮箱。")
    written = DataRequest.objects.filter(pk=asked.pk, outcome="").update(
        outcome=outcome, answer=answer, answered_at=now, answered_by=acting.user
    )
    if not written:
        raise Refused("这一件已经有人答复。")
    if whole:
        _forget(user, now)
        return
    if asked.kind == Kind.DELETION and outcome == Outcome.PARTLY:
        forgetting.forget_choices(user)
    _tell_person(asked, outcome, answer, now)


def _forget(user: User, now: datetime) -> None:
    """Everything that names the person; files left without a row go with the next 到期清理."""
    Application.objects.filter(applicant=user).delete()
    user.data_requests.update(content="")
    forgetting.anonymise(user, now=now)


def _tell_person(asked: DataRequest, outcome: str, answer: str, now: datetime) -> None:
    member = active_memberships(asked.user, now.date()).first()
    inbox.tell(
        [
            Message(
                user=asked.user,
                role=member.role if member else Role.APPLICANT,
                key=f"data-request-{asked.pk}-answer",
                told_at=now,
                subject=f"您申请{asked.get_kind_display()}个人信息的答复：{Outcome(outcome).label}",
                todo="理由请打开查看。",
                link=reverse("review:data-request"),
            )
        ]
    )
