"""The applicant's way: every step in plain words, who has the file, what comes next and by when."""

from dataclasses import dataclass, replace

from accounts.roles import Role
from applications import queries as applications
from components.shapes import StepState, Tag, TrailStep
from components.words import day_words, span_words, time_words
from eligibility import CalendarUnknown
from review import notices, planning
from review.labels import case_tag
from review.planning import Span, Standing
from review.states import Action as A
from review.states import CaseState as S
from review.states import NoticeKind

from .unit_plan import terms_of
from .whereabouts import Whereabouts, events_shown, stage, whereabouts

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
    """What the page shows: the four fields, and every step done and to come."""

    tag: Tag
    steps: list[TrailStep]
    where: Whereabouts

    @property
    def estimated(self) -> bool:
        """Whether a day on the page is reckoned from the unit's schedule."""
        return any(step.note.startswith("最快") for step in self.steps)


def track(case, *, now) -> Track:
    """The way of one case as its applicant sees it at `now`."""
    events = events_shown(case)
    where = whereabouts(case, events, now=now)
    steps = [_done(event, case.round.year) for event in events]
    if where.ended:
        where = _with_reason(where, events)
    else:
        note = f"在{where.holder}处，{where.since}起"
        steps.append(TrailStep(f"现在：{where.doing}", note, StepState.NOW))
        steps += [TrailStep(STAGES[n], words) for n, words in _ahead(case, stage(case), now)]
    return Track(case_tag(case, Role.APPLICANT), steps, where)


def _with_reason(where: Whereabouts, events) -> Whereabouts:
    """Why it ended, in the words of whoever ended it."""
    last = events[-1] if events else None
    if last is None or last.action not in TOLD or not last.note:
        return where
    return replace(where, doing=f"{where.doing}：{last.note}")


def _done(event, year) -> TrailStep:
    note = time_words(event.at, year)
    if event.action in TOLD and event.note:
        note = f"{note}：{event.note}"
    return TrailStep(step_words(event), note, StepState.DONE)


def step_words(event) -> str:
    """A step taken, as its applicant reads it."""
    if event.action == A.SUBMIT and event.source != S.DRAFT:
        return "改好后重新提交"
    if event.action == A.RETURN:
        return f"{event.get_capacity_display().removesuffix('人事')}退回补充"
    return WORDS[A(event.action)]


def _ahead(case, first: int, now):
    """(stage, when) of what is still to come, with days from the unit's schedule where known."""
    try:
        expected = expectations(case, now=now) if first <= 4 else {}
    except CalendarUnknown:
        expected = {}
    round = case.round
    if round.meeting_on and round.meeting_on >= now.date():
        expected[6] = f"预计{day_words(round.meeting_on, round.year)}"
    expected.setdefault(6, "时间另行通知")
    if case.state not in AT_303:
        expected[5] = f"最迟{day_words(round.acceptance_closes)}送到"
    return [(n, expected.get(n, "")) for n in range(first, len(STAGES))]


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
