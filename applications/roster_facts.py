"""What a unit's roster says of a person: as facts for the rules, and as first fields of the form.

The roster asks less than the form. What it does not say is never taken for a "no": rules that rest
on it are left out of the verdict, and the person answers when they fill in the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from accounts.models import Organisation
from accounts.roles import UnitKind
from applications.choices import AppointmentTitle
from applications.facts import RELEVANCE, UNIT_KINDS, clean_major, load_bans, load_matches
from applications.models import Round, Specialty
from applications.queries import rules_for
from components.identity import read_identity
from eligibility import Outcome, Ruleset, Verdict, assess
from eligibility import facts as f
from eligibility.verdict import Doubt, Finding, all_of

NOTHING_HELD = "没有"
RETIRED = "退休"
SANCTIONED = "受过处分"
STANDINGS = (NOTHING_HELD, RETIRED, SANCTIONED)
SANCTION_RULES = frozenset({"R04", "R05", "R17"})


@dataclass(frozen=True, slots=True)
class Words:
    """The cells of one person: values of the form's fields, empty where nothing was written.

    `grades`: year → grade. `title` and `identity_kind` are values of the form's choices.
    """

    level: str
    major: str
    graduated: str
    appointed_on: str = ""
    title: str = ""
    specialty: str = ""
    identity_kind: str = ""
    standing: str = ""
    grades: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basis:
    """What verdicts of one unit's people rest on besides their own words."""

    unit_kind: f.UnitKind
    rules: Ruleset
    matches: Mapping[tuple[int, str], str]
    specialties: Mapping[str, Specialty]
    bans: Mapping[str, f.Ban]
    today: date


def basis_of(unit: Organisation, round: Round, *, today: date) -> Basis:
    """Everything needed to judge any number of people, in three queries."""
    return Basis(
        unit_kind=UNIT_KINDS[UnitKind(unit.unit_kind)],
        rules=rules_for(round),
        matches=load_matches(),
        specialties={specialty.name: specialty for specialty in Specialty.objects.all()},
        bans=load_bans(),
        today=today,
    )


def judge(words: Words, number: str, index: str, basis: Basis) -> Verdict:
    """The rules on what the roster says of the person with this identity number.

    `index` is the number's blind index. Rules that rest on something the roster leaves open are
    not in the verdict.
    """
    verdict = assess(_facts(words, number, index, basis), basis.rules)
    always = tuple(_stated(finding, words) for finding in verdict.always if _said(finding, words))
    lines = tuple(
        replace(line, findings=tuple(one for one in line.findings if _said(one, words)))
        for line in verdict.lines
    )
    overall = all_of(always + lines[verdict.best].findings)
    return replace(verdict, always=always, lines=lines, overall=overall)


def _facts(words: Words, number: str, index: str, basis: Basis) -> f.Facts:
    identity = read_identity(number, today=basis.today)
    specialty = basis.specialties.get(words.specialty)
    appointed = f.read_partial_date(words.appointed_on) if words.appointed_on else None
    technician = words.title == AppointmentTitle.TECHNICIAN
    match = basis.matches.get((specialty.pk, clean_major(words.major))) if specialty else None
    degree = f.Degree(
        level=f.Level(words.level),
        graduated_on=f.read_partial_date(words.graduated),
        relevance=RELEVANCE.get(match, f.Relevance.UNLISTED),
    )
    return f.Facts(
        unit_kind=basis.unit_kind,
        identity=f.Identity(words.identity_kind or f.Identity.TECHNICAL),
        degrees=(degree,),
        appointed_on=appointed,
        sex=f.Sex(identity.sex),
        birth_date=identity.birth_date,
        retired=words.standing == RETIRED,
        technician_since=appointed if technician else None,
        appraisals={int(year): f.Grade(grade) for year, grade in words.grades.items()},
        ban=basis.bans.get(index),
        held_title=f.HeldTitle.TECHNICIAN if technician else f.HeldTitle.NONE,
        exam_only_specialty=specialty is not None and specialty.exam_only,
    )


def _said(finding: Finding, words: Words) -> bool:
    """Does the roster say what this finding rests on? A 不符合 that is certain anyway stays."""
    if finding.rule in SANCTION_RULES:
        return bool(words.standing) and (words.standing != SANCTIONED or finding.rule == "R04")
    if finding.outcome is Outcome.NOT_MET:
        return True
    return {
        "R02": bool(words.identity_kind),
        "R03": bool(words.standing),
        "R11": bool(words.specialty),
        "R16": bool(words.specialty) and finding.outcome is Outcome.UNPROVEN,
    }.get(finding.rule, True)


def _stated(finding: Finding, words: Words) -> Finding:
    """A 处分 of which the roster names neither kind nor day is for people to look up."""
    if finding.rule != "R04" or words.standing != SANCTIONED:
        return finding
    return finding._replace(
        outcome=Outcome.UNPROVEN,
        yours=SANCTIONED,
        because="名单写明受过处分，没有写种类和生效日期，要看处分决定书才能核对。",
        doubt=Doubt.PAPER,
        settled_by=Doubt.PAPER.settled_by,
        missing=("处分决定书",),
    )


def answers(words: Words, specialties: Mapping[str, int]) -> dict[str, Any]:
    """The words as `carrying.carry_in` takes them; `specialties`: name → id of those on offer."""
    fields: dict[str, Any] = {
        "appointed_on": words.appointed_on,
        "appointment_title": words.title,
        "identity_kind": words.identity_kind,
        "specialty_id": specialties.get(words.specialty),
    }
    if words.title == AppointmentTitle.TECHNICIAN:
        fields["technician_since"] = words.appointed_on
    if words.standing:
        fields["retired"] = words.standing == RETIRED
        fields["under_sanction"] = words.standing == SANCTIONED
    began = words.appointed_on[:7]
    return {
        "application": {key: value for key, value in fields.items() if value not in ("", None)},
        "education": [{"level": words.level, "major": words.major, "graduated": words.graduated}],
        "work": [{"started": began, "ended": ""}] if began else [],
        "appraisals": [
            {"year": int(year), "grade": grade} for year, grade in sorted(words.grades.items())
        ],
    }
