"""资格批量核对: everybody of the unit against the seven conditions, in a fixed number of queries.

Whoever handed in is judged by what was frozen then; whoever has not, by what the unit's list says.
What an applicant has typed and not handed in is nobody's to read, so without a list there is no
verdict yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse

from applications import roster, roster_facts
from components.verdicts import Condition, conditions, outcome_word
from documents import sheets
from documents.cells import Column, Kind
from eligibility import Outcome, Verdict
from review.models import Settlement
from review.queries.unit import Person, people_of
from review.states import Actor

SOURCES = {"form": "评审表", "list": "名单"}
COUNTED = (Outcome.MET, Outcome.UNPROVEN, Outcome.NOT_MET)
SHADES = {Outcome.MET: "green", Outcome.UNPROVEN: "amber", Outcome.NOT_MET: "red"}
HEADS = ("申报范围", "不得申报情形", "学历、专业", "资历", "年度考核", "品德", "业务能力")
"""Short headings of the seven conditions, in the order of `components.verdicts.conditions`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the matrix: how a condition stands, and what the unit concluded beside it."""

    head: str
    condition: Condition
    url: str
    settled: str

    @property
    def icon(self) -> str:
        return self.condition.state.icon if self.condition.state else ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One person of the unit. `source`: `form`, `list`, or "" where there is no verdict yet."""

    name: str
    specialty: str
    source: str
    verdict: Verdict | None
    url: str = ""
    settled: tuple[Settlement, ...] = ()
    own: bool = False

    @property
    def outcome(self) -> Outcome | None:
        return self.verdict.overall if self.verdict else None

    @property
    def source_words(self) -> str:
        if not self.verdict:
            return "提交后核对"
        return "" if self.source == "form" else "未提交，按名单核对"

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The seven cells; none where there is no verdict."""
        if self.verdict is None:
            return ()
        return tuple(
            Mark(head, condition, self._url(condition), self._settled(condition))
            for head, condition in zip(HEADS, conditions(self.verdict), strict=True)
        )

    def _url(self, condition: Condition) -> str:
        return f"{self.url}#{condition.anchor}" if self.url and condition.anchor else ""

    def _settled(self, condition: Condition) -> str:
        said = [one for one in self.settled if one.rule in condition.rules]
        return f"单位：{said[-1].get_outcome_display()}" if said else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the bar on top: so many people of an outcome, and where they are listed."""

    outcome: Outcome
    count: int
    x: float
    width: float

    @property
    def word(self) -> str:
        return outcome_word(self.outcome)

    @property
    def shade(self) -> str:
        return SHADES[self.outcome]


def checked_people(acting, round, *, now) -> list[Checked]:
    """Everybody of the unit in this round: 不符合 first, then 需核实, 符合, those not judged."""
    unit = acting.organisation
    entries = list(roster.entries_of(unit, round))
    listed = {entry.identity_index: entry for entry in entries}
    people = [one for one in people_of(acting, round) if not one.application.withdrawn]
    settled = _settlements(people)
    basis = roster_facts.basis_of(unit, round, today=now.date()) if entries else None
    found = [
        _of_person(person, settled, listed.get(person.application.identity_index), basis)
        for person in people
    ]
    begun = {person.application.identity_index for person in people}
    found += [_of_entry(entry, basis) for entry in entries if entry.identity_index not in begun]
    order = (Outcome.NOT_MET, Outcome.UNPROVEN, Outcome.MET, None)
    return sorted(found, key=lambda one: order.index(one.outcome))


def _settlements(people: Iterable[Person]) -> dict[int, list[Settlement]]:
    """The unit's conclusions on the versions under way, by case, oldest first."""
    cases = [person.case.pk for person in people if person.case]
    found: dict[int, list[Settlement]] = {}
    for settlement in Settlement.objects.filter(
        case__in=cases, capacity=Actor.UNIT, submission=F("case__submission")
    ).order_by("pk"):
        found.setdefault(settlement.case_id, []).append(settlement)
    return found


def _of_person(person: Person, settled, entry, basis) -> Checked:
    specialty = person.application.specialty
    name = specialty.name if specialty else ""
    if not person.submitted:
        return _of_entry(entry, basis) if entry else Checked(person.name, name, "", None)
    return Checked(
        name=person.name,
        specialty=name,
        source="form",
        verdict=Verdict.from_dict(person.case.submission.verdict),
        url="" if person.own else reverse("review:unit-check-case", args=[person.case.pk]),
        settled=tuple(settled.get(person.case.pk, ())),
        own=person.own,
    )


def _of_entry(entry, basis) -> Checked:
    return Checked(
        name=entry.name,
        specialty=entry.words["specialty"],
        source="list",
        verdict=roster.verdict_of(entry, basis),
        url=reverse("review:unit-check-listed", args=[entry.pk]),
    )


def parts(people: list[Checked]) -> list[Part]:
    """The bar: 符合, 需核实, 不符合 of all who are judged, widths in percent."""
    counts = [sum(one.outcome is outcome for one in people) for outcome in COUNTED]
    whole, begins, found = max(sum(counts), 1), 0, []
    for outcome, count in zip(COUNTED, counts, strict=True):
        found.append(Part(outcome, count, 100 * begins / whole, 100 * count / whole))
        begins += count
    return found


# On paper --------------------------------------------------------------------------------------

EXPORTED = (
    Column(key="number", title="序号", width=6, kind=Kind.NUMBER),
    Column(key="name", title="姓名", width=10),
    Column(key="specialty", title="申报专业", width=14),
    Column(key="source", title="核对依据", width=12),
    Column(key="overall", title="资格核对", width=10),
    *(Column(key=f"c{place}", title=head, width=34) for place, head in enumerate(HEADS)),
)


def workbook(people: list[Checked], *, unit: str, round, created) -> bytes:
    """The matrix with, in each cell, the word, the reason and the clause; and the unit's word."""
    return sheets.write(
        EXPORTED,
        [_exported(number, person) for number, person in enumerate(people, 1)],
        title=f"{unit}{round.year}年度资格核对",
        subtitle=f"按{round.notice_number}核对。结论由系统核对，单位核实结论写在其后。",
        created=created,
    )


def _exported(number: int, person: Checked) -> dict:
    return {
        "number": number,
        "name": person.name,
        "specialty": person.specialty,
        "source": SOURCES.get(person.source, "提交后核对"),
        "overall": outcome_word(person.outcome) if person.verdict else "没有核对",
        **{f"c{place}": _told(mark) for place, mark in enumerate(person.marks)},
    }


def _told(mark: Mark) -> str:
    settled = f"\n{mark.settled}" if mark.settled else ""
    return f"{mark.condition.word}。{''.join(mark.condition.sentences)}{settled}"
