"""The unit's schedule from its records: chart, warning, and the sum behind the latest days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from applications import queries as applications
from components.calendars import day_cells, plan_point, plan_row
from components.shapes import Plan, PlanRow
from components.words import WEEKDAYS, day_words, span_words
from review import notices, planning
from review.guards.package import ENDED
from review.models import Notice, NoticeEntry, Rating, UnitSchedule
from review.planning import Chosen, Span, Standing, Terms
from review.states import Action, CaseState, NoticeKind, PackageState

S, N = CaseState, NoticeKind
BEHIND = frozenset({S.SUBMITTED, S.UNIT_REVIEW, S.RETURNED, S.UNIT_OK})
UNDER_WAY = frozenset(
    {
        S.MATERIALS_NOTICE,
        S.MATERIALS_OBJECTION,
        S.ASSESSMENT,
        S.OPINION_DRAFT,
        S.OPINION_NOTICE,
        S.OPINION_OBJECTION,
        S.NOTICES_CLEAR,
        S.RECOMMENDED,
    }
)
ONE_DAY = timedelta(days=1)
MOST_AHEAD = timedelta(days=21)
NAMES = {
    N.CRITERIA: "公示① 条件、程序",
    N.MATERIALS: "公示② 个人申报材料",
    N.OPINIONS: "公示③ 单位鉴定意见",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice of the unit with its days as they count today, and its people still on the road."""

    notice: Notice
    span: Span
    people: int

    @property
    def kind(self) -> NoticeKind:
        return NoticeKind(self.notice.kind)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong with the schedule; `tone` amber or red. `faster`: earlier days would help."""

    tone: str
    title: str
    text: str
    faster: bool = False


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """Everything the schedule block shows. `waiting`: people not yet in publicity ②.

    `fastest` is the schedule without the unit's own days.
    """

    schedule: planning.Schedule
    fastest: planning.Schedule
    standing: Standing
    latest: planning.Latest
    counted: tuple[planning.Counted, ...]
    chart: Plan
    warnings: tuple[Alarm, ...]
    shown: tuple[Shown, ...]
    waiting: int
    active: bool

    @property
    def taken(self) -> tuple[str, ...]:
        """The steps that have happened, by their names in `Chosen`."""
        happened = {
            "criteria": self.standing.criteria,
            "materials": self.standing.materials,
            "assess": self.standing.assessed_on,
            "opinions": self.standing.opinions,
        }
        return tuple(step for step, day in happened.items() if day)

    def notice_of(self, kind) -> Shown | None:
        """The last notice of this kind, or None."""
        return next((s for s in reversed(self.shown) if s.kind is kind), None)


def terms_of(round) -> Terms:
    return Terms(
        round.criteria_days,
        round.materials_days,
        round.opinion_days,
        round.acceptance_closes,
        round.counts_from_next_day,
    )


def saved_schedule(unit, round) -> UnitSchedule | None:
    """The days the unit has set itself in this round."""
    return UnitSchedule.objects.filter(unit=unit, round=round).first()


def chosen_of(saved: UnitSchedule | None) -> Chosen:
    if saved is None:
        return Chosen()
    return Chosen(saved.criteria, saved.materials, saved.assess, saved.opinions)


def unit_plan(unit, round, package, people, *, now, chosen: Chosen | None = None) -> UnitPlan:
    """The schedule of the unit's package under way, by the days `chosen` or those it has saved.

    `people` as `queries.unit.people_of` gives. Raises `eligibility.CalendarUnknown` for a year
    whose working days nobody has published.
    """
    calendar, today, terms = applications.calendar(), now.date(), terms_of(round)
    mine = [p.case for p in people if p.case and package and p.case.package_id == package.pk]
    group = [case for case in mine if case.state in UNDER_WAY]
    behind = [case for case in mine if case.state in BEHIND]
    shown, cover = _notices(unit, round, calendar)
    standing = _standing(shown, cover, group, package)
    counts_from = notices.first_counted(round, now, calendar)
    ahead = {"today": today, "counts_from": counts_from, "calendar": calendar}
    saved = saved_schedule(unit, round)
    chosen = chosen_of(saved) if chosen is None else chosen
    schedule = planning.schedule(terms, standing, chosen=chosen, **ahead)
    fastest = planning.schedule(terms, standing, **ahead)
    late = planning.schedule(terms, Standing(criteria=standing.criteria), **ahead)
    active = package is None or package.state in (
        PackageState.ASSEMBLING,
        PackageState.SENT_BACK,
    )
    waiting = len(behind) if group else 0
    warnings = _warnings(schedule, fastest, late if waiting else None, waiting, round, today)
    hand_in = saved.hand_in if saved else None
    latest = planning.latest_days(terms, calendar)
    return UnitPlan(
        schedule=schedule,
        fastest=fastest,
        standing=standing,
        latest=latest,
        counted=planning.explain(terms, calendar),
        chart=_chart(
            round, schedule, standing, shown, late if waiting else None, people, hand_in, ahead
        ),
        warnings=warnings if active else (),
        shown=shown,
        waiting=waiting,
        active=active,
    )


def _notices(unit, round, calendar) -> tuple[tuple[Shown, ...], dict]:
    """The notices that stand, oldest first, and (case, kind) → the notice covering its version."""
    found = list(
        Notice.objects.filter(unit=unit, round=round, stopped_at=None).order_by("first_day", "pk")
    )
    entries = NoticeEntry.objects.filter(notice__in=found).select_related("case").order_by("pk")
    cover, living = {}, dict.fromkeys((n.pk for n in found), 0)
    kinds = {n.pk: NoticeKind(n.kind) for n in found}
    for entry in entries:
        if entry.case.state not in ENDED and entry.submission_id == entry.case.submission_id:
            cover[entry.case_id, kinds[entry.notice_id]] = entry.notice_id
            living[entry.notice_id] += 1
    shown = tuple(
        Shown(n, Span(n.first_day, notices.last_day(n, calendar)), living[n.pk])
        for n in found
        if n.kind == N.CRITERIA or living[n.pk]
    )
    return shown, cover


def _standing(shown, cover, group, package) -> Standing:
    """Where those who are in publicity ② or further stand; a step counts once all have taken it."""
    spans = {s.notice.pk: s.span for s in shown}

    def covered(kind) -> Span | None:
        found = [cover.get((case.pk, kind)) for case in group]
        if not found or None in found:
            return None
        return max((spans[pk] for pk in found), key=lambda span: span.last)

    criteria = next((s.span for s in shown if s.kind is N.CRITERIA), None)
    rated = dict(
        Rating.objects.filter(case__in=[case.pk for case in group])
        .values_list("submission_id")
        .annotate(Max("assessment__held_on"))
    )
    held = [rated.get(case.submission_id) for case in group]
    filed = package.events.filter(action=Action.FILE).last() if package else None
    return Standing(
        criteria=criteria,
        materials=covered(N.MATERIALS),
        assessed_on=max(held) if held and None not in held else None,
        opinions=covered(N.OPINIONS),
        filed_on=filed.at.date() if filed else None,
    )


def _warnings(schedule, fastest, late, waiting, round, today) -> tuple[Alarm, ...]:
    closes = day_words(round.acceptance_closes)
    call = f"请致电{round.place}，电话{round.phone}。"
    if today > round.acceptance_closes:
        return (Alarm("red", "本年度报送已截止", f"报送截止是{closes}。{call}"),)
    found = []
    file = day_words(schedule.file)
    gain = fastest.spare - schedule.spare
    faster = f"各步都按最快的安排，可多出{gain}个工作日。" if gain > 0 else ""
    if schedule.spare < 0 and fastest.spare >= 0:
        text = f"照现在的排期，{file}才能报主管部门，报送截止是{closes}。{faster}"
        found.append(Alarm("red", "照现在的排期，赶不上报送截止", text, faster=True))
    elif schedule.spare < 0:
        text = f"按最快的安排，{day_words(fastest.file)}才能报主管部门，报送截止是{closes}。{call}"
        found.append(Alarm("red", "已经赶不上报送截止", text, faster=gain > 0))
    elif schedule.spare == 0:
        title = "照现在的排期，主管部门审核和报送都挤在截止日当天"
        text = (
            f"{file}报主管部门，当天就要送到{round.place}，余0个工作日。"
            f"{faster or '后面每一步都不能再晚。'}"
        )
        found.append(Alarm("amber", title, text, faster=gain > 0))
    elif schedule.spare <= 2 and schedule.opinions.last >= today:
        title = f"照现在的排期，主管部门审核和报送只余{schedule.spare}个工作日"
        text = f"{file}报主管部门，报送截止是{closes}。{faster}"
        found.append(Alarm("amber", title, text, faster=gain > 0))
    if late and late.spare < 0 <= schedule.spare:
        text = f"另有{waiting}人还没有进入公示②。从今天起公示，要到{day_words(late.file)}才能报出。"
        found.append(Alarm("amber", f"{waiting}人赶不上本次报送截止", f"{text}{call}"))
    return tuple(found)


def _chart(round, schedule, standing, shown, late, people, hand_in, ahead) -> Plan:
    today, calendar = ahead["today"], ahead["calendar"]
    first = calendar.add(round.filling_opens, 1)
    if shown:
        first = min(first, shown[0].span.first)
    last = max(round.acceptance_closes, min(schedule.file, round.acceptance_closes + MOST_AHEAD))
    days = day_cells(first, last, today=today, calendar=calendar, due=round.acceptance_closes)
    draw = {"days": days, "today": today}
    rows = [_filling(schedule, people, first, hand_in, calendar, draw)]
    for kind, planned in (
        (N.CRITERIA, None if standing.criteria else schedule.criteria),
        (N.MATERIALS, None if standing.materials else schedule.materials),
    ):
        rows += [_posted(s, today, calendar, draw) for s in shown if s.kind is kind]
        if planned:
            rows.append(_planned(NAMES[kind], planned, draw))
    if late and late.materials.first <= last:
        rows.append(_planned("公示② 其余人员", late.materials, draw))
    held = "" if standing.assessed_on else "拟"
    words = f"{held}{day_words(schedule.assess)}"
    rows.append(plan_point("民主评议会", words, schedule.assess, "评", days=days))
    rows += [_posted(s, today, calendar, draw) for s in shown if s.kind is N.OPINIONS]
    if not standing.opinions:
        rows.append(_planned(NAMES[N.OPINIONS], schedule.opinions, draw))
    rows.append(_delivery(schedule, standing, round, calendar, days))
    return Plan(days, tuple(rows))


def _filling(schedule, people, first, hand_in, calendar, draw) -> PlanRow:
    done = sum(person.submitted for person in people)
    last = max(first, hand_in or calendar.add(schedule.materials.first, -1))
    note = f"已提交{done}人，填写中{len(people) - done}人"
    if hand_in:
        note = f"{day_words(hand_in)}收齐，{note}"
    return plan_row("个人填报", note, first, last, **draw)


def _posted(shown: Shown, today, calendar, draw) -> PlanRow:
    span = shown.span
    words = span_words(span.first, span.last)
    if today > span.last:
        tail = "已登记" if shown.notice.registered_at else "待登记结果"
    elif today < span.first:
        tail = "已发布"
    else:
        tail = f"第{calendar.count(span.first, today)}天"
    return plan_row(NAMES[shown.kind], f"{words}，{tail}", span.first, span.last, **draw)


def _planned(label: str, span: Span, draw) -> PlanRow:
    # A bar that only begins today is still a plan: drawn as if today were the day before.
    return plan_row(
        label,
        f"拟{span_words(span.first, span.last)}",
        span.first,
        span.last,
        days=draw["days"],
        today=min(draw["today"], span.first - ONE_DAY),
    )


def _delivery(schedule, standing, round, calendar, days) -> PlanRow:
    if standing.filed_on:
        note = f"{day_words(standing.filed_on)}已报主管部门"
        return plan_point("主管部门审核、报送303室", note, standing.filed_on, "报", days=days)
    deliver = planning.last_delivery_day(round.acceptance_closes, calendar)
    if schedule.file > deliver:
        note = f"最快{day_words(schedule.file)}，已过截止"
    elif schedule.file == deliver:
        note = f"{day_words(deliver)}当天"
    else:
        note = f"拟{span_words(schedule.file, deliver)}"
        return plan_row(
            "主管部门审核、报送303室", note, schedule.file, deliver,
            days=days, today=schedule.file - ONE_DAY,
        )  # fmt: skip
    return plan_point("主管部门审核、报送303室", note, schedule.file, "送", days=days, due=True)


def weekday_words(day: date, today: date) -> str:
    """今天, 明天, else 星期四."""
    return {0: "今天", 1: "明天"}.get((day - today).days, f"星期{WEEKDAYS[day.weekday()]}")


def registration_day(shown: Shown) -> date:
    """The first day on which the result of a notice can be put on record."""
    return shown.span.last + ONE_DAY
