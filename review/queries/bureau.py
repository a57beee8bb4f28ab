"""Room 303's reads: the queue with its filters, the tiles, one case with its neighbours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
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


def narrowed(cases, **filters):
    """The same cases with every filter that asks for something."""
    return cases.filter(asked(**filters))


def asked(
    *, round="", unit="", specialty="", education="", found="", officer="", arrived=None,
    due=None, reason="", q="",
) -> Q:  # fmt: skip
    """The filters as one condition on cases, so that a list and its number are asked alike."""
    plain = {
        "application__round__year": round,
        "application__unit": unit,
        "application__specialty": specialty,
        "due_on__lte": due,
    }
    wanted = Q(**{lookup: value for lookup, value in plain.items() if value})
    if education:
        highest = Education.objects.filter(
            application=OuterRef("application"), highest=True, level=education
        )
        wanted &= Q(Exists(highest))
    if found:
        clean = Q(submission__verdict__overall="met")
        wanted &= clean if found == "clean" else ~clean
    if officer:
        wanted &= Q(officer=None if officer == "none" else officer)
    if arrived:
        wanted &= Q(pk__in=first_arrivals(arrived))
    if reason:
        wanted &= Q(Exists(told_of(reason)))
    if q:
        wanted &= Q(application__applicant__name__icontains=q) | Q(application__number__iexact=q)
    return wanted


def first_arrivals(day):
    """Cases whose first bag came on `day`."""
    first = Bag.objects.values("case").annotate(first=Min("intake__received_at"))
    opens = datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())
    return first.filter(first__gte=opens, first__lt=opens + timedelta(days=1)).values("case")


class HasTitle(Func):
    """Whether a letter's items hold one of this title; each database unpacks JSON its own way."""

    output_field = BooleanField()
    template = "EXISTS(SELECT 1 FROM JSON_EACH(%(expressions)s)"
    arg_joiner = ") AS item WHERE JSON_EXTRACT(item.value, '$.title') = "

    def as_postgresql(self, compiler, connection):
        return self.as_sql(
            compiler,
            connection,
            template="EXISTS(SELECT 1 FROM JSONB_ARRAY_ELEMENTS(%(expressions)s)",
            arg_joiner=") AS item(value) WHERE item.value ->> 'title' = ",
        )


def told_of(title: str):
    """Letters of 303 that tell the case of a defect with this title."""
    return CorrectionLetter.objects.filter(
        HasTitle("items", Value(title)), kind="bureau", case=OuterRef("pk")
    )


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of 受理审核."""

    case: Case
    tag: Tag
    shelf: str | None  # None: no bag has come
    machine: str
    open: int
    due: object
    late: bool


def queue_rows(cases, role, *, today) -> list[QueueRow]:
    """Lines for one page of cases, in two queries. 系统核对 says what the frozen verdict found and
    the office has settled since; the whole checklist stands on the page of the case.
    """
    last = Bag.objects.filter(case=OuterRef("pk")).order_by("-pk")
    cases = (
        cases.select_related("officer")
        .annotate(shelf=Subquery(last.values("shelf")[:1]))
        .prefetch_related("settlements")
    )
    rows = []
    for case in cases:
        found = machine.conditions(case)
        passed = found.count(True)
        rows.append(
            QueueRow(
                case=case,
                tag=case_tag(case, role),
                shelf=case.shelf,
                machine=f"{passed}项符合，{len(found) - passed}项要看",
                open=found.count(False),
                due=case.due_on,
                late=case.due_on is not None and case.due_on < today,
            )
        )
    return rows


def choices(acting, today) -> dict[str, list[tuple[str, str]]]:
    """What `QueueFilter` offers: rounds, units that have sent or may send a package here,
    specialties and the clerks of 303 on `today`, in one query.
    """

    def part(rows, kind, key, word, category=None):
        return rows.order_by().values_list(
            Value(kind), Cast(key, CharField()), Cast(word, CharField()), category or Value("")
        )

    rows = part(Round.objects, "rounds", "year", "year").union(
        part(visible_packages(acting), "units", "unit_id", "unit__name"),
        part(Specialty.objects.filter(active=True), "specialties", "pk", "name", F("category")),
        part(actors.clerks(today), "officers", "user_id", "user__name"),
    )
    found = {"rounds": [], "units": [], "specialties": [], "officers": []}
    for kind, key, word, category in rows:
        found[kind].append((key, word, category))
    found["rounds"] = sorted(
        ((year, f"{year}年度", "") for year, _, _ in found["rounds"]), reverse=True
    )
    found["units"].sort(key=lambda row: row[1])
    found["specialties"].sort(key=lambda row: (row[2], int(row[0])))
    found["officers"].sort(key=lambda row: row[1])
    return {kind: [(key, word) for key, word, _ in rows] for kind, rows in found.items()}


def officer_choices(today) -> list[tuple[str, str]]:
    """The clerks of 303 on `today`."""
    clerks = actors.clerks(today).order_by("user__name")
    return [(str(clerk.user_id), clerk.user.name) for clerk in clerks]


TILES = ("agreed", "arrived", "delivered", "correction", "accepted", "proposed", "refused")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers above the list, each a link to its list, which holds as many.

    `views` are “我手上的11”“补正到期2”“系统有发现6”: word, number, address.
    """

    tiles: list[Tile]
    views: list[tuple[str, int, str]]


def numbers(acting, today, url: str) -> Numbers:
    """应到、已到、待审核、补正中、已受理 and the saved views, counted in one query."""
    soon = applications.calendar().add(today, 2)
    views = (
        ("我手上的", {"show": "delivered", "officer": str(acting.user_id)}),
        ("没有经办人的", {"show": "delivered", "officer": "none"}),
        ("补正快到期", {"show": "correction", "due": soon}),
        ("系统有发现", {"show": "delivered", "found": "open"}),
    )
    conditions = {key: SHOWS[key].q for key in TILES}
    for number, (_, filters) in enumerate(views):
        rest = {name: value for name, value in filters.items() if name != "show"}
        conditions[f"view{number}"] = SHOWS[filters["show"]].q & asked(**rest)
    n = visible_cases(acting).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()}
    )
    return Numbers(
        _tiles(n, url),
        [
            (word, n[f"view{number}"], f"{url}?{urlencode(filters)}")
            for number, (word, filters) in enumerate(views)
        ],
    )


def _tiles(n: dict[str, int], url: str) -> list[Tile]:
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
