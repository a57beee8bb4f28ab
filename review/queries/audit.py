"""Who did what: the four logs of the site read as one kind of line, and the heads of the chains.

A line names a file by its number, never a person who applies, an opinion or an identity number:
the administrator keeps the log and sees no case.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from accounts import admin_log
from accounts.clock import SHANGHAI
from accounts.models import AdminChain, AdminEvent, SignIn
from applications.models import Amendment
from review.models import ChainHead, Event
from review.models.events import GENESIS
from review.services import broken_events

HEADINGS = ("时间", "谁", "身份或单位", "做了什么", "对象", "说明")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a log, in words."""

    at: datetime
    who: str
    capacity: str
    did: str
    about: str
    note: str

    @property
    def cells(self) -> tuple:
        return (
            self.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S"),
            self.who,
            self.capacity,
            self.did,
            self.about,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class Log:
    """One of the logs: its rows newest first, the field of its moment, who is searched, a line."""

    slug: str
    label: str
    rows: Callable[[], QuerySet]
    at: str
    who: tuple[str, ...]
    line: Callable[..., Entry]


def _step(event: Event) -> Entry:
    if event.case_id:
        about = f"申报件{event.case.application.number}"
    elif event.package_id:
        about = f"材料袋 {event.package.unit.name}"
    else:
        about = f"评审会 {event.meeting.title}"
    return Entry(
        event.at,
        event.user_name if event.capacity != "applicant" else "申报人本人",
        f"{event.get_capacity_display()}，{event.organisation}",
        event.get_action_display(),
        about,
        f"第{event.number}号",
    )


def _admin(event: AdminEvent) -> Entry:
    changes = "；".join(
        f"{line['field']}：{line['old']}→{line['new']}" if line["old"] else line["new"]
        for line in event.lines
    )
    asked = f"{event.asked_by_name}提出。" if event.asked_by_name else ""
    return Entry(
        event.at,
        event.by_name,
        "系统管理",
        event.get_kind_display(),
        event.subject,
        f"{asked}{changes}{'。' if changes else ''}理由：{event.reason}",
    )


def _amendment(amendment: Amendment) -> Entry:
    fields = "、".join(dict.fromkeys(line["field"] for line in amendment.lines[:5]))
    about = amendment.get_subject_display()
    if amendment.round:
        about = f"{amendment.round.year}{about}"
    return Entry(
        amendment.at,
        amendment.by.name,
        "系统管理",
        f"修改{len(amendment.lines)}项",
        about,
        f"{fields}。依据{amendment.document or '没有写'}。理由：{amendment.reason}",
    )


def _sign_in(one: SignIn) -> Entry:
    return Entry(
        one.at, one.user.name, "", "登录", one.user.username,
        f"{one.get_how_display()}，{one.browser}，{one.address}",
    )  # fmt: skip


LOGS = {
    log.slug: log
    for log in (
        Log(
            "steps",
            "办件",
            lambda: Event.objects.select_related(
                "case__application", "package__unit", "meeting"
            ).order_by("-number"),
            "at",
            ("user_name", "organisation", "case__application__number"),
            _step,
        ),
        Log(
            "accounts",
            "人员和单位",
            lambda: AdminEvent.objects.order_by("-number"),
            "at",
            ("by_name", "asked_by_name", "subject"),
            _admin,
        ),
        Log(
            "settings",
            "批次和表",
            lambda: Amendment.objects.select_related("by", "round").order_by("-pk"),
            "at",
            ("by__name", "reason", "document"),
            _amendment,
        ),
        Log(
            "sign-ins",
            "登录",
            # whoever applies is nobody's business here
            lambda: (
                SignIn.objects.exclude(user__memberships__role="applicant")
                .select_related("user")
                .order_by("-at", "-pk")
            ),
            "at",
            ("user__name", "user__username"),
            _sign_in,
        ),
    )
}


def found(log: Log, *, q: str = "", since: date | None = None, until: date | None = None):
    """The rows of a log as searched for, newest first; both days inclusive."""
    rows = log.rows()
    if q:
        wanted = Q()
        for path in log.who:
            wanted |= Q(**{f"{path}__icontains": q})
        if log.slug == "steps":
            wanted &= ~Q(capacity="applicant") | Q(case__application__number__icontains=q)
        rows = rows.filter(wanted)
    if since:
        rows = rows.filter(**{f"{log.at}__gte": datetime.combine(since, time(), SHANGHAI)})
    if until:
        end = datetime.combine(until + timedelta(days=1), time(), SHANGHAI)
        rows = rows.filter(**{f"{log.at}__lt": end})
    return rows


def csv_rows(log: Log, rows: QuerySet) -> Iterator[tuple]:
    """The heads, then every row as text; read from the database in pieces."""
    yield HEADINGS
    for row in rows.iterator(chunk_size=500):
        yield log.line(row).cells


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends, and whether it was found whole just now."""

    label: str
    length: int
    sha256: str
    faults: tuple[str, ...]

    @property
    def groups(self) -> list[str]:
        """The hash in groups of eight, to be copied and compared by eye."""
        return [self.sha256[n : n + 8] for n in range(0, 64, 8)]


def heads() -> tuple[Head, ...]:
    """Both chains, each walked to its end; a walk reads every event once."""
    steps = ChainHead.objects.filter(pk=1).first()
    acts = AdminChain.objects.filter(pk=1).first()
    return (
        _head("经办记录", steps, broken_events()[1]),
        _head("管理记录", acts, admin_log.broken()[1]),
    )


def _head(label: str, head, faults: list[str]) -> Head:
    if head is None:
        return Head(label, 0, GENESIS, tuple(faults))
    return Head(label, head.length, head.sha256, tuple(faults))
