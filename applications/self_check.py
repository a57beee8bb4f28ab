"""资格自测: what six questions gather, kept in the visitor's session and nowhere else.

The answers are plain JSON without a name or a number. They become `eligibility.Facts` for the
verdict, and the first fields of a 评审表 for whoever goes on to apply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from eligibility.facts import (
    Degree,
    Facts,
    Grade,
    HeldTitle,
    Identity,
    Level,
    PartialDate,
    Relevance,
    Remark,
    Sanction,
    SanctionKind,
    SanctionType,
    UnitKind,
    earliest,
    read_partial_date,
)

from .choices import AppointmentTitle, EducationMode
from .choices import Grade as GradeWord
from .choices import HeldTitle as HeldTitleWord

SESSION_KEY = "self_check"
LIFETIME = timedelta(hours=24)
UNSURE = "unsure"
SECONDARY_LEVELS = frozenset({Level.SECONDARY, Level.TECHNICAL_MIDDLE})


class Step(StrEnum):
    """The questions in their order; SANCTION is asked only of those it concerns."""

    UNIT = "unit"
    FIELD = "field"
    EDUCATION = "education"
    APPOINTMENT = "appointment"
    APPRAISAL = "appraisal"
    STATUS = "status"
    SANCTION = "sanction"


class Unit(StrEnum):
    """Where the visitor works, in the visitor's words."""

    STATE = "state"
    PRIVATE = "private"
    INSTITUTION = "institution"
    SOCIAL = "social"
    RESIDENT = "resident"
    AGENCY = "agency"
    OUTSIDE = "outside"
    GOVERNMENT = "government"
    NONE = "none"


UNIT_KINDS = {
    Unit.STATE: UnitKind.STATE_OWNED,
    Unit.PRIVATE: UnitKind.PRIVATE,
    Unit.INSTITUTION: UnitKind.INSTITUTION,
    Unit.SOCIAL: UnitKind.SOCIAL,
    Unit.RESIDENT: UnitKind.RESIDENT,
    Unit.AGENCY: UnitKind.AGENCY,
    Unit.OUTSIDE: UnitKind.OUTSIDE,
    Unit.GOVERNMENT: UnitKind.GOVERNMENT,
}
EARLY_STOPS = frozenset({Unit.GOVERNMENT, Unit.OUTSIDE})


class Status(StrEnum):
    """What bars a person, as ticked; NONE excludes the others."""

    RETIRED = "retired"
    SANCTION = "sanction"
    PARTY = "party"
    TITLE = "title"
    OTHER_TITLE = "other_title"
    NONE = "none"


SANCTIONED = frozenset({Status.SANCTION, Status.PARTY})
REMARKS = {EducationMode.ABROAD: Remark.ABROAD, EducationMode.PARTY_SCHOOL: Remark.PARTY_SCHOOL}


@dataclass
class Answers:
    """The answers so far; a question not answered yet has no key in `given`."""

    year: int
    given: dict[str, Any] = field(default_factory=dict)

    def get(self, step: Step) -> Any:
        return self.given.get(step)

    @property
    def unit(self) -> Unit | None:
        return Unit(self.given[Step.UNIT]) if Step.UNIT in self.given else None

    @property
    def education(self) -> list[dict[str, str]]:
        return self.given.get(Step.EDUCATION, [])

    @property
    def levels(self) -> frozenset[Level]:
        return frozenset(Level(row["level"]) for row in self.education)

    @property
    def asks_appointment(self) -> bool:
        """Any degree above 中专 counts from 聘任; no degree named counts as one."""
        return not self.levels or bool(self.levels - SECONDARY_LEVELS)

    @property
    def asks_technician(self) -> bool:
        return bool(self.levels & SECONDARY_LEVELS)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The questions of this visitor: a branch adds one."""
        if SANCTIONED & set(self.given.get(Step.STATUS, ())):
            return tuple(Step)
        return tuple(step for step in Step if step is not Step.SANCTION)

    def put_degree(self, row: dict[str, str], index: int | None = None) -> None:
        """Add a degree at the end, or put it in the place of the one at `index`."""
        rows = list(self.education)
        at = len(rows) if index is None else index
        rows[at : at + 1] = [row]
        self.given[Step.EDUCATION] = rows

    def remove_degree(self, index: int) -> None:
        self.given[Step.EDUCATION] = [
            row for place, row in enumerate(self.education) if place != index
        ]

    def appraisal_years(self, last: int) -> list[int]:
        """Years to ask about: from the earliest start of service that was given to `last`.

        `last` is the last year whose result may be there. Without a start there is nothing to ask.
        """
        dates = self.given.get(Step.APPOINTMENT, {})
        starts = [earliest(read_partial_date(dates[key])) for key in START_KEYS if dates.get(key)]
        return list(range(min(starts).year, last + 1)) if starts else []

    def answered(self, step: Step, last: int) -> bool:
        """Is the answer there, and does it still fit what was answered before it?"""
        if step not in self.given:
            return False
        answer = self.given[step]
        if step is Step.EDUCATION:
            return bool(answer)
        if step is Step.APPOINTMENT:
            return answer["asked"] == self.appointment_asks
        if step is Step.APPRAISAL:
            return answer["asked"] == self.appraisal_years(last)
        if step is Step.SANCTION:
            return {row["status"] for row in answer["rows"]} == SANCTIONED & set(
                self.given[Step.STATUS]
            )
        return True

    @property
    def appointment_asks(self) -> list[str]:
        asks = {"appointed_on": self.asks_appointment, "technician_since": self.asks_technician}
        return [key for key, asked in asks.items() if asked]

    def open_step(self, last: int, before: Step | None = None) -> Step | None:
        """The first question still to answer (ahead of `before`); None when there is none."""
        if before is None and self.unit in EARLY_STOPS:
            return None
        for step in self.steps:
            if step is before:
                return None
            if not self.answered(step, last):
                return step
        return None

    def neighbour(self, step: Step, offset: int) -> Step | None:
        """The question after (1) or ahead of (-1) this one; None at either end."""
        at = self.steps.index(step) + offset
        return self.steps[at] if 0 <= at < len(self.steps) else None


START_KEYS = ("appointed_on", "technician_since", "technician_work_since", "same_specialty_since")


def read(session: Mapping[str, Any], *, year: int, now: datetime) -> Answers:
    """The answers in a session; none when they are a day old or of another year's check."""
    kept = session.get(SESSION_KEY) or {}
    if kept.get("year") != year or now - datetime.fromisoformat(kept["at"]) > LIFETIME:
        return Answers(year)
    return Answers(year, dict(kept["given"]))


def keep(session, answers: Answers, *, now: datetime) -> None:
    """Put the answers back; the day runs from the last answer. A visitor's session ends with it."""
    session[SESSION_KEY] = {
        "year": answers.year,
        "at": now.isoformat(),
        "given": {str(step): value for step, value in answers.given.items()},
    }
    if "_auth_user_id" not in session:
        session.set_expiry(LIFETIME)


def forget(session) -> None:
    """Take the answers out of a session."""
    session.pop(SESSION_KEY, None)


def facts(answers: Answers, *, relevance: Mapping[str, Relevance], exam_only: bool) -> Facts:
    """The answers as the rules read them.

    `relevance` tells for each major named how it stands to the specialty chosen; a major it does
    not hold is for people to decide (D07). An early stop has no degrees.
    """
    dates = answers.get(Step.APPOINTMENT) or {}
    status = set(answers.get(Step.STATUS) or ())
    government = answers.unit is Unit.GOVERNMENT
    return Facts(
        unit_kind=UNIT_KINDS[answers.unit],
        identity=Identity.CIVIL_SERVANT if government else _identity(answers),
        degrees=tuple(_degree(row, relevance) for row in answers.education),
        appointed_on=_partial(dates, "appointed_on"),
        retired=Status.RETIRED in status,
        technician_since=_partial(dates, "technician_since"),
        technician_work_since=_partial(dates, "technician_work_since"),
        same_specialty_since=_partial(dates, "same_specialty_since"),
        appraisals=_appraisals(answers.get(Step.APPRAISAL) or {}),
        sanctions=tuple(_sanctions(answers)),
        held_title=_held_title(status, dates),
        exam_only_specialty=exam_only,
    )


def _identity(answers: Answers) -> Identity:
    manager = (answers.get(Step.SANCTION) or {}).get("manager")
    return Identity.MANAGEMENT if manager else Identity.TECHNICAL


def _degree(row: Mapping[str, str], relevance: Mapping[str, Relevance]) -> Degree:
    return Degree(
        level=Level(row["level"]),
        graduated_on=read_partial_date(row["graduated"]),
        relevance=relevance.get(row["major"], Relevance.UNLISTED),
        remark=REMARKS.get(EducationMode(row["mode"])),
    )


def _partial(dates: Mapping[str, Any], key: str) -> PartialDate | None:
    return read_partial_date(dates[key]) if dates.get(key) else None


def _appraisals(answer: Mapping[str, Any]) -> dict[int, Grade]:
    """Years ticked are 合格; the others asked about count for nothing, unless nothing is known."""
    if not answer or answer["unknown"]:
        return {}
    other = Grade.UNQUALIFIED if answer["failed"] else Grade.UNGRADED
    ticked = set(answer["years"])
    return {year: Grade.QUALIFIED if year in ticked else other for year in answer["asked"]}


def _sanctions(answers: Answers):
    for row in (answers.get(Step.SANCTION) or {}).get("rows", ()):
        yield Sanction(
            kind=SanctionKind(row["kind"]),
            type=SanctionType(row["type"]),
            effective_on=datetime.fromisoformat(row["effective_on"]).date(),
        )


def _held_title(status: set[str], dates: Mapping[str, Any]) -> HeldTitle:
    if Status.TITLE in status:
        return HeldTitle.ASSISTANT_ENGINEER
    if Status.OTHER_TITLE in status:
        return HeldTitle.OTHER_JUNIOR
    return HeldTitle.TECHNICIAN if dates.get("technician_since") else HeldTitle.NONE


def answers_for_application(session: Mapping[str, Any]) -> dict[str, Any]:
    """What the check already knows of a 评审表, as values of its fields; empty without a check.

    `application`: fields of Application; `education`, `sanctions`, `work`: fields of one row each,
    in the order told; `appraisals`: year and grade of each. Nobody is asked twice, everybody may
    correct, and what the form asks in another sense is not answered here: whether one ever had a
    处分 (the check asks only of those in force), which year was 不合格 of several.
    """
    kept = session.get(SESSION_KEY)
    if not kept:
        return {}
    answers = Answers(kept["year"], dict(kept["given"]))
    return {
        "application": _application_fields(answers),
        "education": [dict(row) for row in answers.education],
        "sanctions": [
            {key: row[key] for key in ("kind", "type", "effective_on")}
            for row in (answers.get(Step.SANCTION) or {}).get("rows", ())
        ],
        "work": _jobs(answers.get(Step.APPOINTMENT) or {}),
        "appraisals": _graded(answers.get(Step.APPRAISAL) or {}),
    }


CARRIED_DATES = ("appointed_on", "technician_since", "technician_work_since")


def _application_fields(answers: Answers) -> dict[str, Any]:
    """Only what the check asked in the same sense as the form does."""
    dates = answers.get(Step.APPOINTMENT) or {}
    status = set(answers.get(Step.STATUS) or ())
    fields = {key: dates[key] for key in CARRIED_DATES if dates.get(key)}
    if dates.get("technician_since"):
        fields["appointment_title"] = AppointmentTitle.TECHNICIAN.value
        fields.setdefault("appointed_on", dates["technician_since"])
    if answers.get(Step.FIELD) not in (None, UNSURE):
        fields["specialty_id"] = answers.get(Step.FIELD)
    if SANCTIONED & status:
        fields["under_sanction"] = True
    if status and Status.RETIRED not in status:
        fields["retired"] = False
    if Status.OTHER_TITLE in status:
        fields["held_title"] = HeldTitleWord.OTHER_JUNIOR.value
    elif dates.get("no_technician") and Status.NONE in status:
        fields["held_title"] = HeldTitleWord.NONE.value
    if _identity(answers) is Identity.MANAGEMENT:
        fields["identity_kind"] = Identity.MANAGEMENT.value
    return fields


def _jobs(dates: Mapping[str, Any]) -> list[dict[str, str]]:
    """The present job from the month it began, and before it the earlier work told of, if any."""
    began = (dates.get("appointed_on") or dates.get("technician_since") or "")[:7]
    if not began:
        return []
    present = {"started": began, "ended": ""}
    earlier = (dates.get("same_specialty_since") or "")[:7]
    if earlier and earlier < began:
        return [{"started": earlier, "ended": began}, present]
    return [present]


def _graded(appraisal: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each year whose grade is certain: those ticked, or all asked about when nothing is known."""
    if not appraisal:
        return []
    if appraisal["unknown"]:
        grades = dict.fromkeys(appraisal["asked"], GradeWord.UNKNOWN)
    else:
        grades = dict.fromkeys(appraisal["years"], GradeWord.QUALIFIED)
        others = [year for year in appraisal["asked"] if year not in grades]
        if appraisal["failed"] and len(others) == 1:
            grades[others[0]] = GradeWord.UNQUALIFIED
    return [{"year": year, "grade": grade.value} for year, grade in sorted(grades.items())]
