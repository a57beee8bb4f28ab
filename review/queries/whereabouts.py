"""Where a file is, for every state: who has it, since when, what comes next, by when.

One row a state. What has ended says why, and what may still be done. Days come from the record: a
notice's own period, a letter, the round, or the latest day of the unit's schedule; where the
notice of the bureau sets none, that is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from accounts.roles import Role
from applications import queries as applications
from components.shapes import SummaryRow
from components.words import date_words, day_words, time_words
from eligibility import CalendarUnknown
from review import notices, planning
from review.labels import is_kept_from
from review.states import CaseState as S
from review.states import NoticeKind as N
from review.telling import correction_day

from .hand_in import hand_in
from .unit_case import hidden_actions
from .unit_plan import terms_of

LATER = "时间另行通知"
UNSET = "通知没有规定期限"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The four fields, each a plain sentence, and what is being done now."""

    holder: str
    since: str
    doing: str
    following: str
    by: str
    ended: bool = False

    @property
    def tone(self) -> str:
        """The frame: amber when the reader is to act, blue while others do, none at the end."""
        if self.ended:
            return ""
        return "amber" if self.holder.startswith("您") else "blue"

    @property
    def rows(self) -> tuple[SummaryRow, ...]:
        """The fields with their labels, for the page."""
        return (
            SummaryRow("现在", self.doing),
            SummaryRow("在谁那里", self.holder),
            SummaryRow("从什么时候", f"{self.since}起"),
            SummaryRow("还可以做什么" if self.ended else "接下来", self.following),
            SummaryRow("到什么时候", self.by),
        )


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of a state. `stage`: the next stage by its number in `track.STAGES`."""

    holder: str
    doing: str
    following: str
    by: Callable
    stage: int


# --- by when: functions of (case, now) -----------------------------------------------------------
def said(words: str, case, now) -> str:
    return words


def when_handed_in(case, now) -> str:
    found, closes = hand_in(case.unit, case.round, now=now), case.round.acceptance_closes
    if now.date() > closes:
        return f"本年度报送已于{day_words(closes)}截止"
    if found.day and now.date() <= found.day:
        return f"{found.source}最迟{date_words(found.day)}提交，{day_words(closes)}报送截止"
    return f"{date_words(closes)}报送截止，能不能赶上三次公示请先问单位人事"


def when_mended(case, now) -> str:
    last = correction_day(case)
    if now.date() > last:
        return f"{date_words(last)}期限已过，请问本单位人事"
    if case.state == S.CORRECTION:
        return f"最迟{date_words(last)}，过期视为放弃"
    words, closes = f"最迟{date_words(last)}，过期不能再提交", case.round.acceptance_closes
    if now.date() > closes:
        return words
    return f"{words}。改好后单位要重新公示，{day_words(closes)}报送截止，请尽快"


def when_planned(step: str, what: str, case, now) -> str:
    """The latest day of a step that still leads to delivery in time (review.planning)."""
    try:
        latest = planning.latest_days(terms_of(case.round), applications.calendar())
    except CalendarUnknown:
        return LATER
    day, closes = getattr(latest, step), day_words(case.round.acceptance_closes)
    if now.date() > day:
        return f"按{closes}报送推算，应在{day_words(day)}前{what}，已经过了，请问本单位人事"
    return f"按{closes}报送推算，最迟{date_words(day)}{what}"


def when_run_out(kind: N, case, now) -> str:
    notice = notices.covering(case, kind)
    try:
        return f"公示到{date_words(notices.last_day(notice))}期满" if notice else LATER
    except CalendarUnknown:
        return LATER


def when_delivered(case, now) -> str:
    return f"最迟{date_words(case.round.acceptance_closes)}送到303室"


def when_met(case, now) -> str:
    day = case.round.meeting_on
    return f"评审会预计{date_words(day, now.year)}" if day and day >= now.date() else LATER


def when_recheck_ends(case, now) -> str:
    last = notices.recheck_last_day(case)
    if last is None:
        return LATER
    if now.date() > last:
        return "申请复查的期限已经过了"
    return f"申请复查到{date_words(last, now.year)}"


def when_recheck_answered(case, now) -> str:
    recheck = case.rechecks.last()
    return f"{date_words(recheck.answer_due, now.year)}以前答复" if recheck else UNSET


def while_open(case, now) -> str:
    closes = case.round.acceptance_closes
    if now.date() <= closes:
        return f"{date_words(closes)}报送截止以前"
    return f"本年度报送已于{day_words(closes)}截止，要等下一年度"


# --- the table -----------------------------------------------------------------------------------
OPEN_END = partial(said, UNSET)
UNIT, PANEL, HEAD, OFFICE = "单位人事", "单位评议组", "单位领导", "303室"
SECRETARY, COMMITTEE = "评委会秘书", "评委会"
ROWS = {
    S.DRAFT: Row("您", "填写评审表，填好后提交给单位", "单位人事审核", when_handed_in, 0),
    S.SUBMITTED: Row(
        UNIT, "等待单位人事审核。审核前您可以撤回修改", "审核通过后列入公示②",
        partial(when_planned, "materials", "开始公示②"), 1,
    ),
    S.UNIT_REVIEW: Row(
        UNIT, "正在核对原件和内容", "通过后列入公示②，要改的退回给您",
        partial(when_planned, "materials", "开始公示②"), 1,
    ),
    S.RETURNED: Row(
        "您", "请改好退回的部分，重新提交给单位", "单位重新审核、公示", when_mended, 0
    ),
    S.UNIT_OK: Row(
        UNIT, "审核通过，等待公示②", "公示②（个人申报材料）",
        partial(when_planned, "materials", "开始公示②"), 1,
    ),
    S.MATERIALS_NOTICE: Row(
        UNIT, "您的申报材料正在公示", "期满没有异议的，开民主评议会",
        partial(when_run_out, N.MATERIALS), 2,
    ),
    S.MATERIALS_OBJECTION: Row(
        UNIT, "公示收到异议，单位正在核查", "异议不成立的接着公示，成立的退回或不予推荐",
        partial(when_planned, "assess", "民主评议"), 2,
    ),
    S.ASSESSMENT: Row(
        PANEL, "等待民主评议", "评议后公示③（单位鉴定意见）",
        partial(when_planned, "assess", "民主评议"), 2,
    ),
    S.OPINION_DRAFT: Row(
        UNIT, "评议完成，等待公示③", "公示③（单位鉴定意见）",
        partial(when_planned, "opinions", "开始公示③"), 3,
    ),
    S.OPINION_NOTICE: Row(
        UNIT, "单位鉴定意见正在公示", "期满没有异议的，由单位领导推荐",
        partial(when_run_out, N.OPINIONS), 4,
    ),
    S.OPINION_OBJECTION: Row(
        UNIT, "公示收到异议，单位正在核查", "异议不成立的接着公示，成立的退回或不予推荐",
        partial(when_planned, "file", "报主管部门"), 4,
    ),
    S.NOTICES_CLEAR: Row(
        HEAD, "三次公示无异议，等待单位领导推荐", "推荐后报主管部门审核",
        partial(when_planned, "file", "报主管部门"), 4,
    ),
    S.RECOMMENDED: Row(
        UNIT, "单位已推荐，等待报主管部门", "主管部门审核",
        partial(when_planned, "file", "报主管部门"), 4,
    ),
    S.DEPARTMENT_REVIEW: Row(
        "主管部门", "主管部门正在审核", "同意后由单位专人送303室",
        partial(when_planned, "file", "审核并送303室"), 5,
    ),
    S.DEPARTMENT_OK: Row(
        UNIT, "等待单位专人把材料送到303室", "303室收件、核对", when_delivered, 5
    ),
    S.DELIVERED: Row(OFFICE, "303室正在核对材料", "受理，或一次性告知补正", OPEN_END, 5),
    S.REFUSAL_PROPOSED: Row(OFFICE, "303室正在核对材料", "受理，或一次性告知补正", OPEN_END, 5),
    S.CORRECTION: Row(
        "您和单位人事", "请按告知书补正", "单位把补正材料报送303室重新核对", when_mended, 5
    ),
    S.ACCEPTED: Row(SECRETARY, "已受理，正在做评审准备", "列入评审会名单", when_met, 6),
    S.IN_REVIEW: Row(COMMITTEE, "等待评审会", "评审会表决，结果公示时告诉您", when_met, 6),
    S.PASSED: Row(SECRETARY, "评审通过，等待结果公示", "评审结果公示", partial(said, LATER), 7),
    S.NOT_PASSED: Row(
        SECRETARY, "评审未通过。对程序或计票有疑问的，可以申请复查",
        "不申请复查的，到此结束，下一年度符合条件可以再申报", when_recheck_ends, 9,
    ),
    S.RECHECK: Row(
        SECRETARY, "正在复查评审程序和计票", "维持原结论，或重新评审", when_recheck_answered, 9
    ),
    S.RESULT_NOTICE: Row(
        SECRETARY, "评审结果正在公示", "期满没有异议的，由人社局核准",
        partial(when_run_out, N.RESULT), 8,
    ),
    S.RESULT_OBJECTION: Row(
        SECRETARY, "公示收到异议，正在核查", "异议不成立的接着公示", OPEN_END, 8
    ),
    S.PENDING_CONFIRMATION: Row(
        "人社局", "公示期满，等待核准", "核准后取得资格，生成证书编号", partial(said, LATER), 8
    ),
}  # fmt: skip
#: 待补正 once the applicant has nothing more to mend: the unit delivers.
MENDED = Row(UNIT, "等单位把补正材料报送303室", "303室重新核对", when_mended, 5)
CALL = "不同意的，先问办理的单位，再向303室反映"
NEXT_YEAR = "下一年度符合条件可以再申报"
#: What has ended: why, what may be done, and until when.
ENDED = {
    S.CONFIRMED: ("人社局已核准，取得资格", "凭证书编号和姓名可以核验", partial(said, "长期有效")),
    S.ARCHIVED: ("已取得资格，申报件已归档", "凭证书编号和姓名可以核验", partial(said, "长期有效")),
    S.DECLINED: ("单位不予推荐", f"{CALL}。{NEXT_YEAR}", OPEN_END),
    S.DEPARTMENT_REFUSED: ("主管部门不同意", f"{CALL}。{NEXT_YEAR}", OPEN_END),
    S.REFUSED: ("303室不予受理", f"不同意的，可以向303室反映。{NEXT_YEAR}", OPEN_END),
    S.ABANDONED: ("没有按期补正或送到，视为放弃", NEXT_YEAR, OPEN_END),
    S.WITHDRAWN: ("您已撤回申报", "可以重新申报，内容能从这一份带过去", while_open),
    S.UNQUALIFIED: ("资格审核不符合", f"不同意的，可以向303室反映。{NEXT_YEAR}", OPEN_END),
    S.UPHELD: ("复查结束，维持原结论", NEXT_YEAR, OPEN_END),
    S.REVOKED: ("任职资格已取消", "不同意的，可以向303室反映", OPEN_END),
}


def shown_state(case) -> S:
    """The state as the applicant may know it: a result or refusal not public yet is not told."""
    state = S(case.state)
    if not is_kept_from(case, Role.APPLICANT):
        return state
    return S.DELIVERED if state is S.REFUSAL_PROPOSED else S.IN_REVIEW


def events_shown(case) -> list:
    """The steps taken, oldest first, without those the applicant may not know yet."""
    hidden = hidden_actions(case, Role.APPLICANT)
    return [
        event
        for event in case.events.select_related("paper").order_by("number")
        if event.action not in hidden
    ]


def whereabouts(case, events, *, now) -> Whereabouts:
    """The four fields of one case for its applicant; `events` as `events_shown` gives them."""
    state = shown_state(case)
    since = time_words(events[-1].at if events else case.since, case.round.year)
    if state in ENDED:
        why, may, until = ENDED[state]
        return Whereabouts("已办结", since, why, may, until(case, now), ended=True)
    row = ROWS[state]
    if state is S.CORRECTION and case.application.locked:
        row = MENDED
    return Whereabouts(row.holder, since, row.doing, row.following, row.by(case, now))


def stage(case) -> int | None:
    """The next stage by its number in `track.STAGES`; None once the way has ended."""
    row = ROWS.get(shown_state(case))
    return row.stage if row else None


def may_begin_again(case, today: date) -> bool:
    """A withdrawn file may be followed by another one while papers are taken (D30)."""
    return case.state == S.WITHDRAWN and today <= case.round.acceptance_closes
