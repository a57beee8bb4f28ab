from datetime import date, timedelta

from applications import queries as applications
from review import notices
from review.checklist import PACKAGE_ITEMS, last_marks
from review.models import UnitPromise
from review.states import Action, CaseState, NoticeKind

_SETTLED_AT_303 = frozenset(CaseState) - {
    CaseState.DEPARTMENT_OK,
    CaseState.DELIVERED,
    CaseState.REFUSAL_PROPOSED,
    CaseState.CORRECTION,
}
ENDED = frozenset(
    {
        CaseState.DECLINED,
        CaseState.DEPARTMENT_REFUSED,
        CaseState.REFUSED,
        CaseState.ABANDONED,
        CaseState.WITHDRAWN,
        CaseState.UNQUALIFIED,
        CaseState.NOT_PASSED,
        CaseState.UPHELD,
        CaseState.ARCHIVED,
        CaseState.REVOKED,
    }
)


def when_people_stay_behind(package) -> bool:
    """Leaving someone for a later package must be explained."""
    return package.cases.exclude(state__in=ENDED | {CaseState.RECOMMENDED}).exists()


def no_criteria_notice(package, today: date) -> str | None:
    """① is posted once per unit and round."""
    if notices.criteria_of(package.unit, package.round):
        return "公示①已经发布。"
    return None


def criteria_over(package, today: date) -> str | None:
    """① has run its full working days, and is registered once."""
    notice = notices.criteria_of(package.unit, package.round)
    if notice is None:
        return "还没有发布公示①。"
    if notice.registered_at:
        return "公示①已经登记结果。"
    last = notices.last_day(notice)
    if today <= last:
        return (
            f"公示①须满{notice.working_days}个工作日，公示到{notices.month_day(last)}，"
            f"{notices.month_day(last + timedelta(days=1))}起才能登记。"
        )
    if notice.objections.filter(conclusion="").exists():
        return "公示①有异议还没有核查结论。"
    return None


def criteria_runs(package, today: date) -> str | None:
    """Only ① that is posted and not registered can be stopped, and not under an objection."""
    notice = notices.criteria_of(package.unit, package.round)
    if notice is None:
        return "还没有发布公示①。"
    if notice.registered_at:
        return "公示①已经登记结果，不能再终止。"
    if notice.objections.filter(conclusion="").exists():
        return "公示①有异议还没有核查结论，有了结论才能终止。"
    return None


def criteria_began(package, today: date) -> str | None:
    """② may begin once ① has begun (D15)."""
    notice = notices.criteria_of(package.unit, package.round)
    if notice is None:
        return "还没有发布公示①（评审条件、评议程序）。"
    if today < notices.may_be_followed_from(notice, package.round):
        return f"公示①从{notices.month_day(notice.first_day)}起算，公示②不能更早。"
    return None


def _someone_in(states: CaseState | tuple[CaseState, ...], words: str):
    states = (states,) if isinstance(states, CaseState) else states

    def guard(package, today: date) -> str | None:
        return None if package.cases.filter(state__in=states).exists() else words

    guard.__name__ = f"someone_{'_or_'.join(state.value for state in states)}"
    labels = " or ".join(f"“{state.label}”" for state in states)
    guard.__doc__ = f"Somebody of the package stands at {labels}."
    return guard


someone_to_publish = _someone_in(CaseState.UNIT_OK, "没有审核通过、等待公示②的人员。")
someone_in_materials = _someone_in(CaseState.MATERIALS_NOTICE, "没有正在公示②的人员。")


def _someones_notice_over(state: CaseState, kind: NoticeKind):
    """A result can be registered once the period of somebody's notice has run."""

    def guard(package, today: date) -> str | None:
        running = notices.running(package, state, kind)
        calendar = applications.calendar() if running else None
        ends = [(notices.last_day(notice, calendar), notice.working_days) for notice in running]
        if not ends or today > min(ends)[0]:
            return None
        last, working_days = min(ends)
        return (
            f"{kind.label}须满{working_days}个工作日，公示到{notices.month_day(last)}，"
            f"{notices.month_day(last + timedelta(days=1))}起才能登记。"
        )

    guard.__name__ = f"someones_{kind.value}_over"
    guard.__doc__ = f"Somebody's {kind.label} has run its full working days (四（二）)."
    return guard


someones_materials_over = _someones_notice_over(CaseState.MATERIALS_NOTICE, NoticeKind.MATERIALS)
someones_opinion_over = _someones_notice_over(CaseState.OPINION_NOTICE, NoticeKind.OPINIONS)
someone_to_assess = _someone_in(CaseState.ASSESSMENT, "没有等待民主评议的人员。")
someone_with_opinion = _someone_in(CaseState.OPINION_DRAFT, "没有拟好鉴定意见、等待公示③的人员。")
someone_in_opinions = _someone_in(CaseState.OPINION_NOTICE, "没有正在公示③的人员。")
someone_to_recommend = _someone_in(CaseState.NOTICES_CLEAR, "没有三次公示无异议、等待推荐的人员。")
someone_recommended = _someone_in(CaseState.RECOMMENDED, "还没有单位领导推荐的人员。")
someone_on_show = _someone_in(
    (CaseState.MATERIALS_NOTICE, CaseState.OPINION_NOTICE), "没有正在公示②或公示③的人员。"
)
bags_missing = _someone_in(CaseState.DEPARTMENT_OK, "档案袋都已收件。")
someone_for_department = _someone_in(CaseState.DEPARTMENT_REVIEW, "没有等待主管部门审核的人员。")


def has_department(package, today: date) -> str | None:
    """四（三）, D25: the package goes to the supervising department the bureau has set."""
    if package.unit.parent_id is None:
        return "本单位还没有设定主管部门，请致电303室。"
    return None


def recommended_by_then(package, today: date) -> str | None:
    """The package leaves after the 单位领导 has signed, whatever day the paper says."""
    promises = UnitPromise.objects.filter(
        cases__package=package, cases__state=CaseState.RECOMMENDED
    ).select_related("paper")
    last = max((promise.given_day for promise in promises), default=None)
    if last and today < last:
        return f"单位领导{notices.month_day(last)}签字推荐，不能更早报出。"
    return None


def filed_by_then(package, today: date) -> str | None:
    """四（三）: the department's word follows the unit's filing, whatever day the paper says."""
    filed = package.events.filter(action=Action.FILE).select_related("paper").last()
    if filed and today < filed.day:
        return f"单位{notices.month_day(filed.day)}报出，不能更早审核。"
    return None


def delivery_is_possible(package, today: date) -> str | None:
    """六（三）: after the last day of delivery no new package is taken."""
    last = package.round.acceptance_closes
    if today > last:
        return f"本年度报送已于{notices.month_day(last)}截止。"
    return None


def papers_checked(package, today: date) -> str | None:
    """五3, 五4: the papers of the whole unit are looked at."""
    marks = last_marks(package)
    missing = [item.title for item in PACKAGE_ITEMS if item.key not in marks]
    if missing:
        return f"单位材料还有{len(missing)}项没核：{'、'.join(missing)}。"
    return None


def papers_pass(package, today: date) -> str | None:
    """The papers of the whole unit are complete and in due form."""
    marks = last_marks(package)
    failed = [i.title for i in PACKAGE_ITEMS if i.key in marks and not marks[i.key].passed]
    return f"单位材料不符合：{'、'.join(failed)}。应整包补正。" if failed else None


def papers_fail(package, today: date) -> str | None:
    """A letter with nothing in it is never sent."""
    if any(not mark.passed for mark in last_marks(package).values()):
        return None
    return "单位材料没有不符合的项。"


def everyone_settled(package, today: date) -> str | None:
    """Every person of the package has been accepted, refused or given up."""
    left = package.cases.exclude(state__in=_SETTLED_AT_303).count()
    return f"还有{left}人没有办完受理。" if left else None


def someone_unsettled(package, today: date) -> str | None:
    """部分受理 is for a package some of whose people are still being put right."""
    if everyone_settled(package, today) is None:
        return "全部人员都已办完，可以直接受理。"
    if not package.cases.filter(state=CaseState.ACCEPTED).exists():
        return "还没有一人受理。"
    return None


def correction_in_time(package, today: date) -> str | None:
    """D14: what is told is put right by the due day."""
    if package.due_on and today > package.due_on:
        return f"补正期限是{notices.month_day(package.due_on)}，已经过了。"
    return None


def everyone_ended(package, today: date) -> str | None:
    """Only a package whose people have all reached an end is archived."""
    left = package.cases.exclude(state__in=ENDED).count()
    return f"还有{left}人没有办结。" if left else None
