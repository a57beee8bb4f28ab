"""The applicant's way: every step in plain words, who has the file, what comes next and by when."""

from dataclasses import dataclass
from datetime import date

from accounts.roles import Role
from applications import queries as applications
from components.shapes import StepState, Tag, TrailStep
from components.words import day_words, span_words, time_words
from eligibility import CalendarUnknown
from review import notices, planning
from review.labels import case_tag, is_kept_from
from review.planning import Span, Standing
from review.states import Action as A
from review.states import CaseState as S
from review.states import NoticeKind

from .unit_case import hidden_actions
from .unit_plan import terms_of

WORDS = {
    A.SUBMIT: "提交给单位",
    A.WITHDRAW: "您撤回修改",
    A.QUIT: "您撤回申报",
    A.OPEN: "单位人事开始审核",
    A.RETURN: "退回补充",
    A.APPROVE: "单位审核通过",
    A.DECLINE: "单位不予推荐",
    A.PUBLISH: "公示②开始（个人申报材料）",
    A.CLEAR: "公示②期满，无异议",
    A.INVESTIGATE: "收到异议，开始核查",
    A.OVERRULE: "核查结束，异议不成立",
    A.ASSESS: "单位进行民主评议",
    A.PUBLISH_OPINION: "公示③开始（单位鉴定意见）",
    A.CLEAR_OPINION: "公示③期满，无异议",
    A.TAKE_DOWN: "公示终止，改正后重新公示",
    A.REVISE_OPINION: "单位修改拟鉴定意见",
    A.RECOMMEND_ON_PAPER: "单位领导推荐，单位作出承诺（代录）",
    A.RECOMMEND: "单位领导推荐，单位作出承诺",
    A.FILE: "单位报主管部门审核",
    A.AGREE: "主管部门审核同意",
    A.SEND_BACK: "主管部门退回单位",
    A.DISAGREE: "主管部门不同意",
    A.RECEIVE: "303室收件",
    A.ACCEPT: "303室受理",
    A.CORRECT: "303室一次性告知补正",
    A.SUPPLY: "单位把补正材料报送303室",
    A.REFUSE: "不予受理",
    A.ABANDON: "逾期未补正，视为放弃",
    A.QUALIFY: "资格审核通过，等待评审会",
    A.DISQUALIFY: "资格审核不符合",
    A.PASS: "评委会评审通过",
    A.FAIL: "评委会评审未通过",
    A.REQUEST_RECHECK: "您申请复查",
    A.UPHOLD: "复查结束，维持原结论",
    A.REVOTE: "复查结束，重新评审",
    A.PUBLISH_RESULT: "评审结果公示开始",
    A.CLEAR_RESULT: "评审结果公示期满",
    A.CONFIRM: "人社局核准，取得资格",
    A.ARCHIVE: "归档",
    A.REVOKE: "取消资格",
}
#: Steps whose written reason is meant for the applicant.
TOLD = frozenset(
    {
        A.QUIT,
        A.DECLINE,
        A.DISAGREE,
        A.SEND_BACK,
        A.CORRECT,
        A.REFUSE,
        A.ABANDON,
        A.DISQUALIFY,
        A.REQUEST_RECHECK,
        A.UPHOLD,
        A.REVOTE,
        A.REVOKE,
    }
)
#: Who has the file, what is being done, and the next stage by its number in STAGES.
NOW = {
    S.DRAFT: ("您", "填写评审表，填好后提交给单位", 0),
    S.SUBMITTED: ("单位人事", "等待单位人事审核。审核前您可以撤回修改", 1),
    S.UNIT_REVIEW: ("单位人事", "正在核对原件和内容", 1),
    S.RETURNED: ("您", "请改好退回的部分，重新提交给单位", 0),
    S.UNIT_OK: ("单位人事", "审核通过，等待公示②", 1),
    S.MATERIALS_NOTICE: ("单位人事", "您的申报材料正在公示", 2),
    S.MATERIALS_OBJECTION: ("单位人事", "公示收到异议，单位正在核查", 2),
    S.ASSESSMENT: ("单位评议组", "等待民主评议", 2),
    S.OPINION_DRAFT: ("单位人事", "评议完成，等待公示③", 3),
    S.OPINION_NOTICE: ("单位人事", "单位鉴定意见正在公示", 4),
    S.OPINION_OBJECTION: ("单位人事", "公示收到异议，单位正在核查", 4),
    S.NOTICES_CLEAR: ("单位领导", "三次公示无异议，等待单位领导推荐", 4),
    S.RECOMMENDED: ("单位人事", "单位已推荐，等待报主管部门", 4),
    S.DEPARTMENT_REVIEW: ("主管部门", "主管部门正在审核", 5),
    S.DEPARTMENT_OK: ("单位人事", "等待单位专人把材料送到303室", 5),
    S.DELIVERED: ("303室", "303室正在核对材料", 5),
    S.REFUSAL_PROPOSED: ("303室", "303室正在核对材料", 5),
    S.CORRECTION: ("您和单位人事", "请按告知书补正", 5),
    S.ACCEPTED: ("评委会秘书", "已受理，正在做评审准备", 6),
    S.IN_REVIEW: ("评委会", "等待评审会", 6),
    S.PASSED: ("评委会秘书", "评审通过，等待结果公示", 7),
    S.NOT_PASSED: ("评委会秘书", "评审未通过。对程序或计票有疑问的，可以申请复查", 9),
    S.RECHECK: ("评委会秘书", "正在复查评审程序和计票", 9),
    S.RESULT_NOTICE: ("评委会秘书", "评审结果正在公示", 8),
    S.RESULT_OBJECTION: ("评委会秘书", "公示收到异议，正在核查", 8),
    S.PENDING_CONFIRMATION: ("人社局", "公示期满，等待核准", 8),
}
AT_303 = frozenset({S.DELIVERED, S.REFUSAL_PROPOSED, S.CORRECTION})
STAGES = (
    "提交给单位",
    "公示②（个人申报材料）",
    "民主评议",
    "公示③（单位鉴定意见）",
    "主管部门审核",
    "303室受理",
    "评委会评审",
    "评审结果公示",
    "人社局核准，取得资格",
)


@dataclass(frozen=True, slots=True)
class Track:
    """What the page shows. `holder` is empty once the way has ended."""

    tag: Tag
    steps: list[TrailStep]
    holder: str
    since: str
    doing: str
    due: date | None

    @property
    def estimated(self) -> bool:
        """Whether a day on the page is reckoned from the unit's schedule."""
        return any(step.note.startswith("最快") for step in self.steps)


def track(case, *, now) -> Track:
    """The way of one case as its applicant sees it at `now`."""
    kept = is_kept_from(case, Role.APPLICANT)
    state = S(case.state)
    if kept:
        state = S.DELIVERED if state is S.REFUSAL_PROPOSED else S.IN_REVIEW
    holder, doing, stage = NOW.get(state, ("", "", len(STAGES)))
    hidden = hidden_actions(case, Role.APPLICANT)
    events = [e for e in case.events.order_by("number") if e.action not in hidden]
    year = case.round.year
    since = time_words(events[-1].at if events else case.since, year)
    steps = [_done(event, case, year) for event in events]
    tag = case_tag(case, Role.APPLICANT)
    if holder:
        steps.append(TrailStep(f"现在：{doing}", f"在{holder}处，{since}起", StepState.NOW))
    steps += [TrailStep(STAGES[n], words) for n, words in _ahead(case, stage, now)]
    return Track(tag, steps, holder, since, doing, case.due_on)


def _done(event, case, year) -> TrailStep:
    label = WORDS[A(event.action)]
    if event.action == A.SUBMIT and event.source != S.DRAFT:
        label = "改好后重新提交"
    if event.action == A.RETURN:
        label = f"{event.get_capacity_display().removesuffix('人事')}退回补充"
    note = time_words(event.at, year)
    if event.action in TOLD and event.note:
        note = f"{note}：{event.note}"
    return TrailStep(label, note, StepState.DONE)


def _ahead(case, stage: int, now):
    """(stage, when) of what is still to come, with days from the unit's schedule where known."""
    try:
        expected = expectations(case, now=now) if stage <= 4 else {}
    except CalendarUnknown:
        expected = {}
    round = case.round
    if round.meeting_on and round.meeting_on >= now.date():
        expected[6] = f"预计{day_words(round.meeting_on, round.year)}"
    expected.setdefault(6, "时间另行通知")
    if case.state not in AT_303:
        expected[5] = f"最迟{day_words(round.acceptance_closes)}送到"
    return [(n, expected.get(n, "")) for n in range(stage, len(STAGES))]


def expectations(case, *, now) -> dict[int, str]:
    """When the unit's steps come if each is taken as soon as it can be; by number in STAGES.

    Raises `eligibility.CalendarUnknown` for a year whose working days nobody has published.
    """
    calendar, round = applications.calendar(), case.round
    criteria = notices.criteria_of(case.unit, round)
    rating = (
        case.ratings.filter(submission=case.submission_id).select_related("assessment").last()
        if case.submission_id
        else None
    )
    plan = planning.schedule(
        terms_of(round),
        Standing(
            criteria=_span(criteria),
            materials=_span(_covering(case, NoticeKind.MATERIALS)),
            assessed_on=rating.assessment.held_on if rating else None,
            opinions=_span(_covering(case, NoticeKind.OPINIONS)),
        ),
        today=now.date(),
        counts_from=notices.first_counted(round, now, calendar),
        calendar=calendar,
    )
    if plan.spare < 0:
        return {}
    return {
        1: f"最快{span_words(plan.materials.first, plan.materials.last)}",
        2: f"最快{day_words(plan.assess)}",
        3: f"最快{span_words(plan.opinions.first, plan.opinions.last)}",
        4: f"最快{day_words(plan.file)}",
    }


def _covering(case, kind):
    return notices.covering(case, kind) if case.submission_id else None


def _span(notice) -> Span | None:
    return Span(notice.first_day, notices.last_day(notice)) if notice else None
