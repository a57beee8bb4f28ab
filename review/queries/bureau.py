"""Room 303's reads: the queue, the tiles, the intake, one case with its neighbours."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from applications import queries as applications
from applications.models import Specialty
from components.shapes import Bar, BarChart, Tag, Tile
from components.words import day_words
from review import machine
from review.labels import case_tag
from review.models import Bag, Case
from review.queries import visible_cases, visible_packages
from review.states import CaseState, PackageState

S = CaseState
#: Everybody the department has let go on their way to 303, or who has come further.
ON_THE_WAY = frozenset(
    {
        S.DEPARTMENT_OK, S.DELIVERED, S.REFUSAL_PROPOSED, S.CORRECTION, S.ACCEPTED, S.IN_REVIEW,
        S.PASSED, S.NOT_PASSED, S.RECHECK, S.RESULT_NOTICE, S.RESULT_OBJECTION,
        S.PENDING_CONFIRMATION, S.CONFIRMED, S.ARCHIVED, S.REFUSED, S.ABANDONED, S.UNQUALIFIED,
        S.UPHELD, S.REVOKED,
    }
)  # fmt: skip
ACCEPTED = ON_THE_WAY - {
    S.DEPARTMENT_OK, S.DELIVERED, S.REFUSAL_PROPOSED, S.CORRECTION, S.REFUSED, S.ABANDONED,
}  # fmt: skip


def in_order(cases):
    """Due first, then those that have waited longest."""
    return cases.order_by(F("due_on").asc(nulls_last=True), "since", "application__number")


def queue(acting, *, states, unit="", specialty="", found="", q=""):
    """The cases of the list as filtered, in the order they are to be worked."""
    cases = visible_cases(acting).filter(state__in=states).exclude(submission=None)
    if unit:
        cases = cases.filter(application__unit=unit)
    if specialty:
        cases = cases.filter(application__specialty=specialty)
    if found:
        clean = Q(submission__verdict__overall="met")
        cases = cases.filter(clean if found == "clean" else ~clean)
    if q:
        cases = cases.filter(
            Q(application__applicant__name__icontains=q) | Q(application__number__iexact=q)
        )
    return in_order(cases)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of 受理审核."""

    case: Case
    tag: Tag
    bag: Bag | None
    machine: str
    open: int
    due: object
    late: bool


def queue_rows(cases, role, *, today) -> list[QueueRow]:
    """Lines for one page of cases; the number of queries does not depend on how many."""
    cases = list(cases)
    shelf = machine.prepare(cases, calendar=applications.calendar(), today=today)
    rows = []
    for case in cases:
        found = machine.look(case, shelf).values()
        passed = sum(point.passed is True for point in found)
        rest = len(found) - passed
        rows.append(
            QueueRow(
                case=case,
                tag=case_tag(case, role),
                bag=max(case.bags.all(), key=lambda bag: bag.pk, default=None),
                machine=f"{passed}项符合，{rest}项要看",
                open=sum(point.passed is False for point in found),
                due=case.due_on,
                late=case.due_on is not None and case.due_on < today,
            )
        )
    return rows


def unit_choices(acting) -> list[tuple[str, str]]:
    """Units that have sent or may send a package here."""
    rows = (
        visible_packages(acting).order_by("unit__name").values_list("unit_id", "unit__name")
    ).distinct()
    return [(str(pk), name) for pk, name in rows]


def specialty_choices() -> list[tuple[str, str]]:
    return [(str(s.pk), s.name) for s in Specialty.objects.filter(active=True)]


def tiles(acting, url: str) -> list[Tile]:
    """应到、已到、已受理、补正中、不予受理, each a link to its list."""
    states = Counter(
        dict(
            visible_cases(acting)
            .filter(state__in=ON_THE_WAY)
            .order_by()
            .values_list("state")
            .annotate(count=Count("pk"))
        )
    )
    total = states.total()
    here = total - states[S.DEPARTMENT_OK]
    accepted = sum(states[state] for state in ACCEPTED)
    gone = states[S.REFUSED] + states[S.ABANDONED]
    return [
        Tile(here, "已到", f"{url}?show=all", of=total),
        Tile(states[S.DELIVERED], "待审核", f"{url}?show=delivered", "act"),
        Tile(
            states[S.CORRECTION],
            "补正中",
            f"{url}?show=correction",
            "alert" if states[S.CORRECTION] else "",
        ),
        Tile(accepted, "已受理", f"{url}?show=accepted"),
        Tile(
            states[S.REFUSAL_PROPOSED],
            "拟不予受理",
            f"{url}?show=proposed",
            "act" if states[S.REFUSAL_PROPOSED] else "",
        ),
        Tile(gone, "不予受理、放弃", f"{url}?show=refused"),
    ]


def intake_chart(round) -> BarChart | None:
    """Bags taken in on each working day of the window; None before the first one."""
    moments = Bag.objects.filter(intake__package__round=round).values_list(
        "intake__received_at", flat=True
    )
    counts = Counter(timezone.localtime(moment).date() for moment in moments)
    if not counts:
        return None
    days = applications.calendar().days(round.acceptance_opens, round.acceptance_closes)
    bars = tuple(
        Bar(str(day.day), counts[day], note=day_words(day))
        for day, working, _ in days
        if working or counts[day]
    )
    return BarChart(
        f"每天收件（{day_words(round.acceptance_opens)}至{day_words(round.acceptance_closes)}）",
        bars,
        unit="袋",
        kind="columns",
        label_heading="日期",
        value_heading="档案袋",
    )


def on_the_road(acting) -> int:
    """Units whose package the department has agreed to and whose bags have not come."""
    return visible_packages(acting).filter(state=PackageState.DEPARTMENT_OK).count()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a case stands in the list it came from; empty when it is not in it."""

    place: int = 0
    total: int = 0
    before: int | None = None
    after: int | None = None


def neighbours(case, acting, states) -> Neighbours:
    """The case before and after it among those of `states`, in working order."""
    order = list(queue(acting, states=states).values_list("pk", flat=True))
    if case.pk not in order:
        return Neighbours(total=len(order), after=order[0] if order else None)
    at = order.index(case.pk)
    return Neighbours(
        at + 1,
        len(order),
        order[at - 1] if at else None,
        order[at + 1] if at + 1 < len(order) else None,
    )


def last_bag(case) -> Bag | None:
    return case.bags.select_related("intake").order_by("-pk").first()


def version_before(case):
    """The version the last 补正 letter was written about, when another one has come since."""
    letter = case.letters.filter(kind="bureau").order_by("-pk").first()
    if letter is None:
        return None
    return (
        case.application.submissions.filter(submitted_at__lte=letter.issued_at)
        .exclude(pk=case.submission_id)
        .order_by("-version")
        .first()
    )
