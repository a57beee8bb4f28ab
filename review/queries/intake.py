"""收件登记: what is to come, what lies on the counter, what was taken in."""

from dataclasses import dataclass

from django.db.models import Count, Q

from components.shapes import Tag
from review.codes import read_code
from review.labels import case_tag
from review.models import DeliveryException, Intake, Package, Reading
from review.queries import visible_cases, visible_packages
from review.states import CaseState, PackageState

S = CaseState


@dataclass(frozen=True, slots=True)
class Expected:
    """A package on its way, or one with bags still missing."""

    package: Package
    waiting: int
    here: int

    @property
    def total(self) -> int:
        return self.waiting + self.here


def expected(acting) -> list[Expected]:
    """Packages to be taken in: the department has agreed, some or all bags are not here."""
    here = Count("cases", filter=Q(cases__bags__isnull=False), distinct=True)
    waiting = Count("cases", filter=Q(cases__state=S.DEPARTMENT_OK), distinct=True)
    rows = (
        visible_packages(acting)
        .filter(
            state__in=(
                PackageState.DEPARTMENT_OK, PackageState.RECEIVED, PackageState.PARTLY_ACCEPTED,
            )
        )
        .annotate(here=here, waiting=waiting)
        .filter(waiting__gt=0)
        .order_by("state", "unit__name", "pk")
    )  # fmt: skip
    return [Expected(p, p.waiting, p.here) for p in rows]


def recent_intakes(acting, limit: int = 20):
    """The last deliveries, newest first."""
    packages = visible_packages(acting).values("pk")
    return list(
        Intake.objects.filter(package__in=packages)
        .select_related("package__unit", "received_by")
        .annotate(count=Count("bags"))
        .order_by("-received_at")[:limit]
    )


def find_by_code(code: str, acting):
    """The case whose number a scanner read from the label, or None."""
    number = read_code(code).text
    if not number:
        return None
    return (
        visible_cases(acting).filter(application__number__iexact=number).exclude(state=S.DRAFT)
    ).first()


# --- the counter ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Counter:
    """One unit's bags: `read` newest first, `missing` still to come, `others` not to come at all.

    `total` counts what was to come with this delivery: neither those taken in before nor others.
    """

    read: tuple[Reading, ...]
    missing: tuple
    others: tuple[tuple[object, Tag], ...]
    here_before: int
    shelf: str

    @property
    def total(self) -> int:
        return len(self.read) + len(self.missing)


def counter_of(package, role) -> Counter:
    """What lies on the counter of this package, and what does not."""
    readings = list(
        Reading.objects.filter(delivery__package=package, delivery__intake=None)
        .select_related("case__application__applicant", "delivery")
        .order_by("-pk")
    )
    read = {reading.case_id for reading in readings}
    cases = (
        package.cases.exclude(state=S.DRAFT)
        .select_related("application__applicant", "meeting")
        .annotate(bagged=Count("bags"))
        .order_by("application__number")
    )
    open_delivery = package.deliveries.filter(intake=None).first()
    waiting = [case for case in cases if case.state == S.DEPARTMENT_OK and not case.bagged]
    return Counter(
        read=tuple(readings),
        missing=tuple(case for case in waiting if case.pk not in read),
        others=tuple(
            (case, case_tag(case, role))
            for case in cases
            if not case.bagged and case.state != S.DEPARTMENT_OK
        ),
        here_before=sum(bool(case.bagged) for case in cases),
        shelf=open_delivery.shelf if open_delivery else "",
    )


def exceptions_of(acting, *, today):
    """例外收件 asked for or decided today, newest first."""
    packages = visible_packages(acting).values("pk")
    return list(
        DeliveryException.objects.filter(package__in=packages, day=today)
        .select_related("package__unit", "asked_by", "decided_by")
        .order_by("-pk")
    )
