"""One unit's package as department and room 303 read it: the list, the notices, the equations."""

from dataclasses import dataclass

from components.identity import mask
from components.words import span_words, time_words
from review.labels import case_tag
from review.models import Intake
from review.prints.unit import notices_of, people_of, summary_list
from review.prints.words import publicised
from review.states import CaseState, NoticeKind


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the people's table: the case, its tag, its row of the 汇总表, its bag."""

    case: object
    tag: object
    row: object
    identity: str
    bag: object


def people_table(package, role) -> list[Person]:
    """The people of the package beside their rows of the 汇总表; identity numbers masked."""
    cases = list(people_of(package).prefetch_related("bags").select_related("meeting"))
    rows = summary_list(package).rows
    return [
        Person(
            case,
            case_tag(case, role),
            row,
            mask(row.id_number),
            max(case.bags.all(), key=lambda bag: bag.pk, default=None),
        )
        for case, row in zip(cases, rows, strict=True)
    ]


def others(package, role) -> list[tuple]:
    """People of the package who are not on its list any more, with why in their tag."""
    listed = people_of(package).values("pk")
    rest = (
        package.cases.exclude(pk__in=listed)
        .exclude(state=CaseState.DRAFT)
        .select_related("application__applicant", "meeting")
        .order_by("application__number")
    )
    return [(case, case_tag(case, role)) for case in rest]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the 三公示 on screen."""

    notice: object
    kind: NoticeKind
    span: str
    working_days: int
    people: int
    objections: int
    open: int
    photos: int


def notice_records(package) -> list[Record]:
    """①②③ that count for this package's people."""
    records = []
    for kind, found in notices_of(package, list(people_of(package))).items():
        for notice in found:
            period = publicised(notice)
            conclusions = list(notice.objections.values_list("conclusion", flat=True))
            records.append(
                Record(
                    notice,
                    kind,
                    span_words(period.first, period.last),
                    period.working_days,
                    len(notice.content) if kind != NoticeKind.CRITERIA else 0,
                    len(conclusions),
                    conclusions.count(""),
                    notice.photos.count(),
                )
            )
    return records


def equations(package) -> list[tuple[str, bool]]:
    """The two equations of domain.md §8.2 in words, and whether each holds."""
    people = list(people_of(package).prefetch_related("bags"))
    bags = sum(bool(case.bags.all()) for case in people)
    shown = {
        case.pk
        for notice in notices_of(package, people)[NoticeKind.MATERIALS]
        for case in people
        if notice.entries.filter(case=case).exists()
    }
    missing = [case.name for case in people if case.pk not in shown]
    held = f"没有包含{'、'.join(missing)}" if missing else "包含汇总表全部人员"
    return [
        (f"汇总表{len(people)}人，档案袋{bags}袋", len(people) == bags),
        (f"记实表公示②{len(shown)}人，{held}", not missing),
    ]


def intakes_of(package) -> list[tuple[Intake, str]]:
    """Every delivery of this package, with its moment in words."""
    rows = package.intakes.select_related("received_by").prefetch_related("bags")
    return [(intake, time_words(intake.received_at)) for intake in rows]
