"""What a unit's own plan comes to, in sentences: what cannot be kept, and what may be done.

Nothing here binds anybody: the steps themselves ask the guards.
"""

from dataclasses import dataclass
from datetime import date

from components.words import date_words, day_words, span_words
from eligibility import Calendar
from review.planning import ONE_DAY, Chosen, Schedule

from .unit_plan import UnitPlan

STEPS = {
    "criteria": "公示①",
    "materials": "公示②",
    "assess": "民主评议",
    "opinions": "公示③",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan read: `said` in one sentence, `moved` the days that could not be kept, `ways` out."""

    said: str
    moved: tuple[str, ...]
    ways: tuple[str, ...]


def read(plan: UnitPlan, chosen: Chosen, *, round, today: date, calendar: Calendar) -> Reading:
    """`plan` must have been made with `chosen`. Days are inclusive."""
    moved = tuple(
        sentence
        for step in STEPS
        if (sentence := _moved(step, plan, chosen, round=round, today=today, calendar=calendar))
    )
    return Reading(
        said=_said(plan.schedule),
        moved=moved,
        ways=_ways(plan, round, calendar) if plan.schedule.spare < 0 else (),
    )


def _said(schedule: Schedule) -> str:
    spare = schedule.spare
    end = f"余{spare}个工作日" if spare >= 0 else f"比报送截止晚{-spare}个工作日"
    return (
        f"公示①{span_words(schedule.criteria.first, schedule.criteria.last)}，"
        f"公示②{span_words(schedule.materials.first, schedule.materials.last)}，"
        f"民主评议{day_words(schedule.assess)}，"
        f"公示③{span_words(schedule.opinions.first, schedule.opinions.last)}，"
        f"{day_words(schedule.file)}报主管部门，{end}。"
    )


def _begin(schedule: Schedule, step: str) -> date:
    return schedule.assess if step == "assess" else getattr(schedule, step).first


def _moved(step, plan: UnitPlan, chosen: Chosen, *, round, today: date, calendar: Calendar) -> str:
    """Why the step does not begin on the day chosen, and on which day it does; "" if it does."""
    wish, real = getattr(chosen, step), _begin(plan.schedule, step)
    if wish is None or wish == real or step in plan.taken:
        return ""
    why = _why(step, plan.schedule, wish, today, calendar) or _counting(round)
    return f"{STEPS[step]}不能在{date_words(wish)}开始：{why}最早{date_words(real)}。"


def _why(step: str, schedule: Schedule, wish: date, today: date, calendar: Calendar) -> str:
    if not calendar.is_working_day(wish):
        return "那天不是工作日，不计入。"
    if wish < today:
        return "那天已经过了。"
    if step == "materials" and wish < schedule.criteria.first:
        return f"公示①{day_words(schedule.criteria.first)}才开始，公示②不能比公示①早。"
    free = max(schedule.criteria.last, schedule.materials.last)
    if step == "assess" and wish <= free:
        later = "①" if schedule.criteria.last == free else "②"
        return f"公示{later}{day_words(free)}期满，期满后才能评议。"
    if step == "opinions" and wish < schedule.assess:
        return f"民主评议在{day_words(schedule.assess)}，评议后才能公示鉴定意见。"
    return ""


def _counting(round) -> str:
    if round.counts_from_next_day:
        return "发布当天不计入，从下一个工作日算起。"
    return "今天18:00以后发布的，从下一个工作日算起。"


def _ways(plan: UnitPlan, round, calendar: Calendar) -> tuple[str, ...]:
    """What may be done about a plan that ends too late, the unit's own means first."""
    schedule, fastest = plan.schedule, plan.fastest
    ways = []
    if fastest.spare >= 0:
        late = [
            f"{STEPS[step]}最迟{date_words(day)}开始"
            for step, day in zip(STEPS, _latest(plan), strict=True)
            if step not in plan.taken and _begin(schedule, step) > day
        ]
        ways.append("把日期提前：" + "，".join(late) + "。" if late else "把日期提前。")
    if not plan.standing.materials and schedule.materials.first > schedule.criteria.first:
        ways.append("让公示①和公示②同时进行：公示②在公示①开始后就可以发布。")
    missing = calendar.days(round.acceptance_closes + ONE_DAY, schedule.file)
    days = "、".join(date_words(day.day) for day in missing if day.working)
    if days:
        ways.append(
            f"现在差的是{days}。公示天数是规定的最低数，不能缩短；"
            f"确有困难，请致电{round.place}，电话{round.phone}。"
        )
    return tuple(ways)


def _latest(plan: UnitPlan) -> tuple[date, ...]:
    latest = plan.latest
    return latest.criteria, latest.materials, latest.assess, latest.opinions
