"""The tables of the archive (CSV, UTF-8): one row a person, step, notice, count, certificate."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from applications.models import Submission
from components.identity import mask
from documents.sheets import Column
from review.models import Case, Certificate, CorrectionLetter, Event, Notice, Tally
from review.queries.whereabouts import ENDED
from review.states import CaseState, MeetingState

#: The count is told by the announcement, never before.
ANNOUNCED = frozenset(MeetingState) - {
    MeetingState.PREPARING,
    MeetingState.SIGNING_IN,
    MeetingState.VOTING,
    MeetingState.COUNTED,
}
#: Nothing more is to be done unless somebody asks for it.
CLOSED = frozenset(ENDED) | {CaseState.NOT_PASSED}
SLICE = 500


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` of a round up to a step of the chain, each read by `line` in the order of `titles`."""

    name: str
    titles: tuple[str, ...]
    rows: Callable[..., QuerySet]
    line: Callable[..., tuple]

    @property
    def columns(self) -> list[Column]:
        return [Column(key=title, title=title) for title in self.titles]

    def read(self, round, length) -> Iterator[dict]:
        """The rows as the CSV writer takes them, read in slices."""
        for row in self.rows(round, length).iterator(chunk_size=SLICE):
            yield dict(zip(self.titles, self.line(row), strict=True))


def of_round(round) -> Q:
    """The steps of a round: of its people, its packages and its meetings."""
    return Q(case__application__round=round) | Q(package__round=round) | Q(meeting__round=round)


def cases_of(round) -> QuerySet[Case]:
    """Everybody who handed in, in the order of their numbers; a draft is no record (D20)."""
    return (
        Case.objects.filter(application__round=round)
        .filter(application__in=Submission.objects.values("application"))
        .select_related("application__applicant", "application__unit", "submission", "certificate")
        .order_by("application__number")
    )


def _moment(value) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}" if value else ""


def _case(case) -> tuple:
    last = case.submission or case.application.submissions.last()
    certificate = getattr(case, "certificate", None)
    return (
        case.number, case.name, mask(json.loads(last.private)["identity_number"]), case.unit.name,
        last.content["title"]["specialty"], last.content["title"]["target_title"],
        case.get_state_display(), last.version, _moment(last.submitted_at), last.sha256,
        certificate.number if certificate else "",
    )  # fmt: skip


def _event(event) -> tuple:
    paper = event.paper
    return (
        event.number, event.case_id, event.package_id, event.meeting_id,
        event.case.number if event.case else "", event.action, event.get_action_display(),
        event.source, event.target, event.capacity, event.get_capacity_display(), event.user_id,
        event.user_name, event.organisation, event.submission_version, event.note,
        repr(event.at.timestamp()), _moment(event.at),
        paper.dated_on if paper else "", paper.scan_sha256 if paper else "",
        event.previous, event.sha256,
    )  # fmt: skip


def _notice(notice) -> tuple:
    return (
        notice.code, notice.get_kind_display(), notice.unit.name if notice.unit else "",
        notice.title, _moment(notice.posted_at), notice.first_day, notice.last_day,
        notice.working_days, notice.places, _moment(notice.registered_at),
        _moment(notice.stopped_at), notice.stop_reason, notice.sha256,
    )  # fmt: skip


def _tally(tally) -> tuple:
    return (
        tally.meeting.title, tally.meeting.held_on, tally.case.number, tally.case.name,
        tally.size, tally.present, tally.recused, tally.yes, tally.no, tally.abstain,
        tally.invalid, "通过" if tally.passed else "未通过",
    )  # fmt: skip


def _certificate(one) -> tuple:
    return (
        one.number, one.name, one.unit, one.specialty, one.title, one.awarded_on,
        one.confirmation_number, one.confirmed_on, one.revoked_on, one.revocation_basis,
        one.case.number,
    )  # fmt: skip


def _letter(letter) -> tuple:
    return (
        letter.number, letter.get_kind_display(), letter.case.number if letter.case else "",
        letter.package.unit.name if letter.package else letter.case.unit.name,
        _moment(letter.issued_at), letter.issued_by.name, letter.due_on,
        _moment(letter.answered_at), "；".join(item["text"] for item in letter.items),
    )  # fmt: skip


TABLES = (
    Table(
        "申报件",
        ("申报编号", "姓名", "身份证号", "单位", "申报专业", "申报职称", "状态", "版次", "提交时间",
         "内容校验值", "证书编号"),
        lambda round, length: cases_of(round),
        _case,
    ),
    Table(
        "经办记录",
        ("序号", "case", "package", "meeting", "申报编号", "action", "步骤", "source", "target",
         "capacity", "身份", "user", "姓名", "单位", "submission_version", "意见", "timestamp",
         "时间", "纸面日期", "扫描件校验值", "previous", "sha256"),
        lambda round, length: (
            Event.objects.filter(of_round(round), number__lte=length)
            .select_related("case__application", "paper")
            .order_by("number")
        ),
        _event,
    ),
    Table(
        "公示",
        ("公示编号", "类别", "单位", "标题", "发布时间", "起", "止", "工作日数", "张贴地点",
         "登记结果时间", "终止时间", "终止原因", "内容校验值"),
        lambda round, length: (
            Notice.objects.filter(round=round).select_related("unit").order_by("posted_at", "pk")
        ),
        _notice,
    ),
    Table(
        "计票",
        ("评审会", "日期", "申报编号", "姓名", "总人数", "参加人数", "回避人数", "赞成", "反对",
         "弃权", "废票", "结论"),
        lambda round, length: (
            Tally.objects.filter(meeting__round=round, meeting__state__in=ANNOUNCED)
            .select_related("meeting", "case__application__applicant")
            .order_by("meeting__held_on", "meeting", "case__application__number")
        ),
        _tally,
    ),
    Table(
        "证书",
        ("证书编号", "姓名", "单位", "专业", "资格名称", "取得时间", "核准文号", "核准日期",
         "取消日期", "取消依据", "申报编号"),
        lambda round, length: (
            Certificate.objects.filter(case__application__round=round)
            .select_related("case__application")
            .order_by("number")
        ),
        _certificate,
    ),
    Table(
        "告知书",
        ("编号", "类别", "申报编号", "单位", "发出时间", "发出人", "期限", "已补正", "事项"),
        lambda round, length: (
            CorrectionLetter.objects.filter(
                Q(case__application__round=round) | Q(package__round=round)
            )
            .select_related("case__application__unit", "package__unit", "issued_by")
            .order_by("issued_at", "pk")
        ),
        _letter,
    ),
)  # fmt: skip
