"""Application → `eligibility.Facts`: the only place that knows both worlds.

Words of the form that the rules read are equal to theirs (`applications.choices`); what differs is
mapped here. An unanswered question never becomes a "no": see `unanswered`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from accounts.roles import UnitKind
from applications import choices as c
from applications.checklist import countable_appraisals
from applications.models import (
    Application,
    Ban,
    Education,
    MajorMatch,
    Specialty,
    Submission,
)
from eligibility import facts as f

UNIT_KINDS = {
    UnitKind.STATE_OWNED: f.UnitKind.STATE_OWNED,
    UnitKind.STATE_HELD: f.UnitKind.STATE_OWNED,
    UnitKind.INSTITUTION: f.UnitKind.INSTITUTION,
    UnitKind.PRIVATE: f.UnitKind.PRIVATE,
    UnitKind.FOREIGN: f.UnitKind.PRIVATE,
    UnitKind.SOLE_TRADER: f.UnitKind.PRIVATE,
    UnitKind.SOCIAL: f.UnitKind.SOCIAL,
    UnitKind.AGENCY: f.UnitKind.AGENCY,
    UnitKind.DISPATCH: f.UnitKind.DISPATCH,
    UnitKind.RESIDENT: f.UnitKind.RESIDENT,
    UnitKind.OUTSIDE: f.UnitKind.OUTSIDE,
    UnitKind.GOVERNMENT: f.UnitKind.GOVERNMENT,
    UnitKind.QUASI_GOVERNMENT: f.UnitKind.QUASI_GOVERNMENT,
}
RELEVANCE = {
    c.Relevance.SAME.value: f.Relevance.SAME,
    c.Relevance.RELATED.value: f.Relevance.RELATED,
}
REMARKS = {
    c.EducationOutcome.COMPLETED.value: f.Remark.COMPLETED,
    c.EducationOutcome.UNFINISHED.value: f.Remark.UNFINISHED,
    c.EducationMode.ABROAD.value: f.Remark.ABROAD,
    c.EducationMode.PARTY_SCHOOL.value: f.Remark.PARTY_SCHOOL,
}
Matches = Mapping[tuple[int, str], str]


def load_matches() -> dict[tuple[int, str], str]:
    """The bureau's whole table of majors, (specialty id, major) → relevance, in one query."""
    return {
        (match.specialty_id, match.major): match.relevance for match in MajorMatch.objects.all()
    }


def unanswered(application: Application) -> tuple[tuple[str, str], ...]:
    """What the rules cannot do without: (section slug, words) of each answer still missing."""
    needs = (
        ("eligibility", "身份类别", application.identity_kind),
        ("eligibility", "是否退休", application.retired is not None),
        ("eligibility", "有没有处分", application.under_sanction is not None),
        ("title", "申报专业", application.specialty_id),
        ("basic", "身份证号", application.birth_date),
        ("education", "学历", any(e.graduated for e in application.education_set.all())),
        ("appointment", "聘任日期", application.appointed_on),
    )
    return tuple((slug, words) for slug, words, answer in needs if not answer)


def facts_of(
    application: Application, *, matches: Matches | None = None, ban: f.Ban | None = None
) -> f.Facts:
    """What the rules may look at. Raises ValueError while `unanswered` is not empty.

    `matches` is `load_matches()`, given by callers that go through many applications; `ban` is
    what `ban_on` found.
    """
    if missing := unanswered(application):
        raise ValueError("、".join(words for _, words in missing))
    matches = load_matches() if matches is None else matches
    return f.Facts(
        unit_kind=UNIT_KINDS[UnitKind(application.unit.unit_kind)],
        identity=f.Identity(application.identity_kind),
        degrees=tuple(
            _degree(education, application.specialty_id, matches)
            for education in sorted(application.education_set.all(), key=_began)
            if education.graduated
        ),
        appointed_on=_day(application.appointed_on),
        sex=f.Sex(application.sex),
        birth_date=application.birth_date,
        retired=application.retired,
        technician_since=_technician_since(application),
        technician_work_since=_day(application.technician_work_since),
        same_specialty_since=_same_specialty_since(application),
        interruptions=tuple(
            f.Interruption(i.first_day, i.last_day) for i in application.interruption_set.all()
        ),
        appraisals={
            a.year: f.Grade(a.grade)
            for a in countable_appraisals(application)
            if a.grade != c.Grade.UNKNOWN
        },
        sanctions=tuple(
            f.Sanction(
                f.SanctionKind(s.kind),
                f.SanctionType(s.type),
                s.effective_on,
                s.lifted_in_writing,
            )
            for s in application.sanction_set.all()
            if application.under_sanction
        ),
        ban=ban,
        held_title=f.HeldTitle(application.held_title or c.HeldTitle.NONE),
        target_title=f.TargetTitle(application.get_target_title_display()),
        exam_only_specialty=application.specialty.exam_only,
    )


def contract(facts: f.Facts) -> dict:
    """The facts as JSON, in the form `check_eligibility` reads."""
    return {
        "unit_kind": facts.unit_kind.value,
        "identity": facts.identity.value,
        "sex": facts.sex and facts.sex.value,
        "birth_date": facts.birth_date and facts.birth_date.isoformat(),
        "retired": facts.retired,
        "degrees": [
            {
                "level": degree.level.value,
                "graduated_on": _text(degree.graduated_on),
                "relevance": degree.relevance.value,
                "remark": degree.remark and degree.remark.value,
            }
            for degree in facts.degrees
        ],
        "appointed_on": _text(facts.appointed_on),
        "technician_since": _text(facts.technician_since),
        "technician_work_since": _text(facts.technician_work_since),
        "same_specialty_since": _text(facts.same_specialty_since),
        "interruptions": [[i.first.isoformat(), i.last.isoformat()] for i in facts.interruptions],
        "appraisals": {str(year): grade.value for year, grade in facts.appraisals.items()},
        "sanctions": [
            {
                "kind": sanction.kind.value,
                "type": sanction.type.value,
                "effective_on": sanction.effective_on.isoformat(),
                "lifted_in_writing": sanction.lifted_in_writing,
            }
            for sanction in facts.sanctions
        ],
        "ban": facts.ban and {"found_in": facts.ban.found_in, "years": facts.ban.years},
        "held_title": facts.held_title.value,
        "target_title": facts.target_title.value,
        "exam_only_specialty": facts.exam_only_specialty,
    }


def ban_on(application: Application) -> f.Ban | None:
    """The latest ban on this person (六（二）, D26), found by the identity number's blind index."""
    if not application.identity_index:
        return None
    ban = (
        Ban.objects.filter(identity_index=application.identity_index).order_by("-found_in").first()
    )
    return f.Ban(ban.found_in, ban.years) if ban else None


def stored_facts(data: Mapping[str, Any]) -> f.Facts:
    """What `contract` wrote, without loss: a date of which only the month was known stays so."""
    return f.Facts(
        unit_kind=f.UnitKind(data["unit_kind"]),
        identity=f.Identity(data["identity"]),
        sex=f.Sex(data["sex"]) if data["sex"] else None,
        birth_date=_day(data["birth_date"]),
        retired=data["retired"],
        degrees=tuple(
            f.Degree(
                level=f.Level(row["level"]),
                graduated_on=_day(row["graduated_on"]),
                relevance=f.Relevance(row["relevance"]),
                remark=f.Remark(row["remark"]) if row["remark"] else None,
            )
            for row in data["degrees"]
        ),
        appointed_on=_day(data["appointed_on"]),
        technician_since=_day(data["technician_since"]),
        technician_work_since=_day(data["technician_work_since"]),
        same_specialty_since=_day(data["same_specialty_since"]),
        interruptions=tuple(
            f.Interruption(_day(first), _day(last)) for first, last in data["interruptions"]
        ),
        appraisals={int(year): f.Grade(grade) for year, grade in data["appraisals"].items()},
        sanctions=tuple(
            f.Sanction(
                f.SanctionKind(row["kind"]),
                f.SanctionType(row["type"]),
                _day(row["effective_on"]),
                row["lifted_in_writing"],
            )
            for row in data["sanctions"]
        ),
        ban=f.Ban(**data["ban"]) if data["ban"] else None,
        held_title=f.HeldTitle(data["held_title"]),
        target_title=f.TargetTitle(data["target_title"]),
        exam_only_specialty=data["exam_only_specialty"],
    )


def facts_today(submission: Submission) -> f.Facts:
    """What was handed in, with what the bureau's tables and its record of bans say today.

    The person's own answers are those frozen; how a major stands to the specialty, whether that
    is by exam only, and a ban are the bureau's to say. A specialty renamed since is not found, and
    what the tables said then stays.
    """
    facts = replace(stored_facts(submission.facts), ban=ban_on(submission.application))
    content = submission.content
    specialty = Specialty.objects.filter(name=content["title"]["specialty"]).first()
    if specialty is None:
        return facts
    matches = load_matches()
    schools = [row for row in content["education"]["schools"] if row["graduated"]]
    degrees = tuple(
        replace(degree, relevance=_relevance(matches, specialty.pk, school["major"]))
        for degree, school in zip(facts.degrees, schools, strict=True)
    )
    return replace(facts, degrees=degrees, exam_only_specialty=specialty.exam_only)


def load_bans() -> dict[str, f.Ban]:
    """Every person's latest ban by blind index, in one query, for callers with many files."""
    rows = Ban.objects.order_by("found_in").values_list("identity_index", "found_in", "years")
    return {index: f.Ban(found_in, years) for index, found_in, years in rows}


def clean_major(text: str) -> str:
    """A major as it is looked up in the bureau's table: no blanks, no trailing 「专业」."""
    return "".join(text.split()).removesuffix("专业")


def _degree(education: Education, specialty_id: int, matches: Matches) -> f.Degree:
    remark = REMARKS.get(education.outcome) or REMARKS.get(education.mode)
    return f.Degree(
        level=f.Level(education.level),
        graduated_on=_day(education.graduated),
        relevance=_relevance(matches, specialty_id, education.major),
        remark=remark,
    )


def _relevance(matches: Matches, specialty_id: int, major: str) -> f.Relevance:
    found = matches.get((specialty_id, clean_major(major)))
    return RELEVANCE.get(found, f.Relevance.UNLISTED)


def _began(education: Education):
    """The order of the snapshot, so that the verdict's line can be found in it."""
    return education.started, education.pk


def _technician_since(application: Application):
    """The certificate's day stands for the appointment where only it is given (D34)."""
    since = application.technician_since
    if not since and application.held_title == c.HeldTitle.TECHNICIAN:
        since = application.held_title_on
    return _day(since)


def _same_specialty_since(application: Application):
    """Start of the earliest work of the same specialty, if a month before the appointment (D04)."""
    starts = sorted(
        work.started
        for work in application.workexperience_set.all()
        if work.same_specialty and work.started
    )
    if starts and starts[0][:7] < application.appointed_on[:7]:
        return _day(starts[0])
    return None


def _day(text: str):
    return f.read_partial_date(text) if text else None


def _text(day) -> str | None:
    if day is None:
        return None
    return f"{day.year}-{day.month:02d}" if isinstance(day, f.Month) else day.isoformat()
