"""Room 303's reads: the queue with its filters, the tiles, one case with its neighbours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from applications import queries as applications
from applications.models import Education, Round, Specialty
from components.shapes import Tag, Tile
from review import actors, machine
from review.labels import case_tag
from review.models import Bag, Case, CorrectionLetter
from review.queries import visible_cases, visible_packages
from review.shows import SHOWS
from review.states import PackageState


def in_order(cases):
    """Due first, then those that have waited longest."""
    return cases.order_by(F("due_on").asc(nulls_last=True), "since", "application__number")


def queue(acting, *, show, **filters):
    """The cases of a list (`shows.SHOWS`) as filtered, in the order they are to be worked.

    `filters` are those of `QueueFilter`; an empty one asks for nothing.
    """
    return in_order(narrowed(visible_cases(acting).filter(SHOWS[show].q), **filters))


def narrowed(
    cases, *, round="", unit="", specialty="", education="", found="", officer="", arrived=None,
    due=None, reason="", q="",
):  # fmt: skip
    """The same cases with every filter that asks for something."""
    plain = {
        "application__round__year": round,
        "application__unit": unit,
        "application__specialty": specialty,
        "due_on__lte": due,
    }
    cases = cases.filter(**{lookup: value for lookup, value in plain.items() if value})
    if education:
        highest = Education.objects.filter(
            application=OuterRef("application"), highest=True, level=education
        )
        cases = cases.filter(Exists(highest))
    if found:
        clean = Q(submission__verdict__overall="met")
        cases = cases.filter(clean if found == "clean" else ~clean)
    if officer:
        cases = cases.filter(officer=None if officer == "none" else officer)
    if arrived:
        cases = cases.filter(pk__in=first_arrivals(arrived))
    if reason:
        cases = cases.filter(pk__in=told_of(reason))
    if q:
        cases = cases.filter(
            Q(application__applicant__name__icontains=q) | Q(application__number__iexact=q)
        )
    return cases


def first_arrivals(day):
    """Cases whose first bag came on `day`."""
    first = Bag.objects.values("case").annotate(first=Min("intake__received_at"))
    opens = datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
    return first.filter(first__gte=opens, first__lt=opens + timedelta(days=1)).values("case")


def told_of(title: str) -> list[int]:
    """Cases told by a letter of 303 of a defect with this title."""
    letters = CorrectionLetter.objects.filter(kind="bureau", case__isnull=False)
    return [
        case
        for case, items in letters.values_list("case", "items")
        if any(item.get("title") == title for item in items)
    ]


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
    cases = list(cases.select_related("officer"))
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


def round_choices() -> list[tuple[str, str]]:
    return [(str(year), f"{year}年度") for year in Round.objects.values_list("year", flat=True)]


def officer_choices(today) -> list[tuple[str, str]]:
    """The clerks of 303 on `today`."""
    clerks = actors.clerks(today).order_by("user__name")
    return [(str(clerk.user_id), clerk.user.name) for clerk in clerks]


def counts(acting, shows) -> dict[str, int]:
    """How many each list holds, in one query."""
    return visible_cases(acting).aggregate(
        **{key: Count("pk", filter=SHOWS[key].q) for key in shows}
    )


def tiles(acting, url: str) -> list[Tile]:
    """应到、已到、待审核、补正中、已受理, each a link to its list, which holds as many."""
    n = counts(
        acting,
        ("agreed", "arrived", "delivered", "correction", "accepted", "proposed", "refused"),
    )

    def tile(key, label, tone=""):
        return Tile(n[key], label, f"{url}?show={key}", tone if n[key] else "")

    return [
        Tile(n["arrived"], "已到", f"{url}?show=arrived", of=n["agreed"]),
        tile("delivered", "待审核", "act"),
        tile("correction", "补正中", "alert"),
        tile("accepted", "已受理"),
        tile("proposed", "拟不予受理", "act"),
        tile("refused", "不予受理、放弃"),
    ]


def saved_views(acting, today, url: str) -> list[tuple[str, int, str]]:
    """“我手上的11”“补正到期2”“系统有发现6”: word, number, address of the list."""
    soon = applications.calendar().add(today, 2)
    views = (
        ("我手上的", {"show": "delivered", "officer": str(acting.user_id)}),
        ("没有经办人的", {"show": "delivered", "officer": "none"}),
        ("补正快到期", {"show": "correction", "due": soon}),
        ("系统有发现", {"show": "delivered", "found": "open"}),
    )
    return [(word, queue(acting, **asked).count(), f"{url}?{urlencode(asked)}")
            for word, asked in views]  # fmt: skip


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


def neighbours(case, acting, show) -> Neighbours:
    """The case before and after it in the list `show`, in working order."""
    order = list(queue(acting, show=show).values_list("pk", flat=True))
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
