"""申报总览: every number counted with the filter of the list it links to."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count, F, Min
from django.urls import reverse

from applications import choices as c
from applications import queries as applications
from applications.models import Education
from components.shapes import Bar, BarChart
from components.words import day_words, local
from review.models import Bag, ChainHead, CorrectionLetter, Event
from review.queries import visible_cases
from review.queries.bureau import narrowed
from review.shows import FUNNEL, FUNNEL_WORDS, SHOWS
from review.states import CaseState

S = CaseState
MOST_COLUMNS = 24
"""Of a chart that can still be read; a longer window shows only the days something came."""
#: name of a station → the states in which a file is there
STATIONS = {
    "单位审核": {S.SUBMITTED, S.UNIT_REVIEW, S.UNIT_OK},
    "单位公示和评议": {
        S.MATERIALS_NOTICE, S.MATERIALS_OBJECTION, S.ASSESSMENT, S.OPINION_DRAFT, S.OPINION_NOTICE,
        S.OPINION_OBJECTION, S.NOTICES_CLEAR, S.RECOMMENDED,
    },
    "主管部门审核": {S.DEPARTMENT_REVIEW},
    "送到303室": {S.DEPARTMENT_OK},
    "303室审核": {S.DELIVERED, S.REFUSAL_PROPOSED},
    "补正": {S.RETURNED, S.CORRECTION},
    "评审": {S.ACCEPTED, S.IN_REVIEW},
}  # fmt: skip
STATION_OF = {state: name for name, states in STATIONS.items() for state in states}


@dataclass(frozen=True, slots=True)
class Overview:
    """The charts of one round; one without a number is left out."""

    charts: tuple[BarChart, ...]


def overview(round, acting) -> Overview:
    """Intake by day, the funnel, by specialty, by education, defects told, hours at a station."""
    cases = narrowed(visible_cases(acting).filter(SHOWS["all"].q), round=round.year)
    url = f"{reverse('review:bureau')}?"

    def link(**asked):
        return url + urlencode({"show": "all", "round": round.year} | asked)

    charts = (
        _funnel(acting, round, link),
        _intake(cases, round, link),
        _specialties(cases, link),
        _education(cases, link),
        _defects(cases, link),
        _hours(cases, round),
    )
    return Overview(tuple(chart for chart in charts if chart.bars))


def _funnel(acting, round, link) -> BarChart:
    counted = narrowed(visible_cases(acting), round=round.year).aggregate(
        **{key: Count("pk", filter=SHOWS[key].q) for key in FUNNEL}
    )
    bars = (
        Bar(word, counted[key], url=link(show=key))
        for key, word in zip(FUNNEL, FUNNEL_WORDS, strict=True)
    )
    return BarChart("从申报到评审通过", tuple(bars), unit="人", label_heading="走到")


def _intake(cases, round, link) -> BarChart:
    """First bags by day: the working days of the window, and any other day something came."""
    firsts = (
        Bag.objects.filter(case__in=cases.order_by().values("pk"))
        .values("case")
        .annotate(first=Min("intake__received_at"))
        .values_list("first", flat=True)
    )
    counts = Counter(local(moment).date() for moment in firsts)
    if not counts:
        return BarChart("每天收件", ())
    first, last = min(round.acceptance_opens, *counts), max(round.acceptance_closes, *counts)
    days = applications.calendar().days(first, last)
    shown = [
        day
        for day, working, _ in days
        if counts[day] or (working and round.acceptance_opens <= day <= round.acceptance_closes)
    ]
    if len(shown) > MOST_COLUMNS:
        shown = [day for day in shown if counts[day]]
    bars = (
        Bar(str(day.day), counts[day], note=day_words(day), url=link(arrived=day)) for day in shown
    )
    title = f"每天收件（{day_words(round.acceptance_opens)}至{day_words(round.acceptance_closes)}）"
    return BarChart(title, tuple(bars), "袋", "columns", "日期", "档案袋")


def _specialties(cases, link) -> BarChart:
    rows = (
        cases.order_by()
        .filter(application__specialty__isnull=False)
        .values_list("application__specialty", "application__specialty__name")
        .annotate(count=Count("pk"))
        .order_by("-count", "application__specialty")
    )
    bars = (Bar(name, count, url=link(specialty=pk)) for pk, name, count in rows)
    return BarChart("按申报专业", tuple(bars), unit="人", label_heading="专业")


def _education(cases, link) -> BarChart:
    rows = dict(
        Education.objects.filter(
            application__in=cases.order_by().values("application"), highest=True
        )
        .order_by()
        .values_list("level")
        .annotate(count=Count("application", distinct=True))
    )
    bars = (
        Bar(label, rows[level], url=link(education=level))
        for level, label in c.EducationLevel.choices
        if level in rows
    )
    return BarChart("按最高学历", tuple(bars), unit="人", label_heading="学历")


def _defects(cases, link) -> BarChart:
    """What 303 told to put right, most frequent first: how many people were told of it."""
    told = defaultdict(set)
    letters = CorrectionLetter.objects.filter(kind="bureau", case__in=cases.order_by().values("pk"))
    for case, items in letters.values_list("case", "items"):
        for item in items:
            told[item.get("title", "")].add(case)
    ranked = sorted(told.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    bars = (Bar(title, len(who), "amber", url=link(reason=title)) for title, who in ranked if title)
    return BarChart("告知补正的原因", tuple(bars), unit="人", label_heading="原因")


def _hours(cases, round) -> BarChart:
    """Median of whole hours a file stood at each station it has left; kept until the next step."""
    head = ChainHead.objects.filter(pk=1).values_list("length", flat=True).first() or 0
    hours = cache.get_or_set(f"station-hours:{round.pk}:{head}", lambda: _stood(cases), 3600)
    bars = (
        Bar(name, round_half(hours[name]), "green", note=f"{len(hours[name])}次")
        for name in STATIONS
        if hours.get(name)
    )
    return BarChart(
        "在每一站停留的时间（中位数）", tuple(bars), unit="小时", label_heading="站",
        value_heading="小时",
    )  # fmt: skip


def round_half(seconds) -> int:
    return int(median(seconds) / 3600 + 0.5)


def _stood(cases) -> dict[str, list[float]]:
    """Seconds at each station, from the step that led there to the step that led out of it."""
    steps = (
        Event.objects.filter(case__in=cases.order_by().values("pk"))
        .exclude(source=F("target"))
        .order_by("case", "number")
        .values_list("case", "target", "at")
    )
    stood = defaultdict(list)
    at_case, station, since = None, None, None
    for case, target, at in steps.iterator():
        new = STATION_OF.get(target)
        if case == at_case and station == new:
            continue
        if case == at_case and station:
            stood[station].append((at - since).total_seconds())
        at_case, station, since = case, new, at
    return dict(stood)
