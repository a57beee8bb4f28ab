"""Reading: rounds, files that may be seen, what the rules say about a file."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Membership
from accounts.roles import Role
from applications import checklist
from applications.facts import Matches, ban_on, facts_of, facts_today, unanswered
from applications.models import (
    Application,
    Attachment,
    Round,
    SectionDraft,
    Submission,
    WorkingDayOverride,
)
from applications.sections import FILLED, SECTIONS
from eligibility import Calendar, Outcome, Ruleset, Verdict, assess, load_all

CONTENTS = (
    "education_set",
    "training_set",
    "workexperience_set",
    "interruption_set",
    "appraisal_set",
    "sanction_set",
    "achievement_set",
    "honour_set",
    "publication_set",
    "examresult_set",
)


def current_round(today: date) -> Round | None:
    """The round whose filling has begun last, still shown after its acceptance is over."""
    return Round.objects.filter(filling_opens__lte=today).order_by("-year").first()


def visible_applications(acting: Membership | None) -> QuerySet[Application]:
    """The files this capacity may open here: one's own, or those of one's unit.

    Departments, room 303 and the committee see files through their cases (`review`).
    """
    if acting is None:
        return Application.objects.none()
    if acting.role == Role.APPLICANT:
        scope = Q(applicant=acting.user)
    elif acting.role in (Role.UNIT, Role.UNIT_HEAD):
        scope = Q(unit=acting.organisation)
    else:
        return Application.objects.none()
    return Application.objects.filter(scope).select_related(
        "round", "applicant", "unit", "specialty"
    )


def with_contents(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same files with every row the checklist, the rules and the snapshot look at."""
    return applications.select_related("round", "applicant", "unit", "specialty").prefetch_related(
        *CONTENTS,
        Prefetch("attachments", Attachment.objects.filter(removed_at=None)),
        Prefetch("drafts", SectionDraft.objects.all()),
    )


def calendar() -> Calendar:
    """Working days as published, corrected by the bureau's table."""
    return Calendar(dict(WorkingDayOverride.objects.values_list("day", "working")))


def rules_for(round: Round) -> Ruleset:
    """The round's ruleset with the round's own dates and rulings. KeyError without such a file."""
    return (
        load_all()[round.ruleset]
        .with_dates(
            round_year=round.year,
            service_until=round.service_until,
            acceptance_from=round.acceptance_opens,
            acceptance_until=round.acceptance_closes,
        )
        .with_switches(
            college_requires_technician=round.college_requires_technician,
            accept_current_year_appraisal=round.accept_current_year_appraisal,
        )
    )


def verdict_of(application: Application, *, matches: Matches | None = None) -> Verdict | None:
    """What the rules say about the saved rows; None while they lack an answer they need."""
    if unanswered(application):
        return None
    facts = facts_of(application, matches=matches, ban=ban_on(application))
    return assess(facts, rules_for(application.round))


def verdict_today(submission: Submission) -> Verdict:
    """What was handed in, judged again by the rules and tables of today; nothing is stored."""
    return assess(facts_today(submission), rules_for(submission.application.round))


def blocking_errors(application: Application, *, today: date) -> tuple[tuple[str, str], ...]:
    """(section slug, sentence) of everything that keeps the file from being handed in.

    Saved rows are judged; text typed and not saved also blocks, since it would not be frozen.
    A verdict of 不通过 is not here: it asks for a statement (D31), not for a correction.
    """
    found = []
    waiting = {draft.slug: draft for draft in application.drafts.all() if draft.text}
    for section in FILLED:
        if section.slug in application.reopened and section.slug not in application.mended:
            found.append((section.slug, f"退回要求改“{section.title}”，改好后请保存"))
        if section.slug in application.from_self_check:
            source = "单位名单" if section.slug in application.from_roster else "自测"
            found.append((section.slug, f"“{section.title}”由{source}带入，请打开确认后保存"))
        found += [(section.slug, sentence) for sentence in section.problems(application)]
        if draft := waiting.get(section.slug):
            found += [(section.slug, sentence) for sentence in draft.problems] or [
                (section.slug, f"“{section.title}”有改动还没有保存，请打开后按“保存并继续”")
            ]
    if application.round.filling_opens > today:
        found.append(("commitment", "本年度填报还没有开始"))
    return tuple(dict.fromkeys(found))


def gentle_hints(application: Application) -> tuple[tuple[str, str], ...]:
    """(section slug, sentence) of what is worth a second look and blocks nothing."""
    return checklist.hints(application)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is: one of `done`, `part`, `none` for each section, in their order."""

    parts: tuple[str, ...]

    @property
    def done(self) -> int:
        return self.parts.count("done")

    @property
    def total(self) -> int:
        return len(self.parts)


def progress(application: Application) -> Progress:
    """One part per section; needs `with_contents` to stay at a fixed number of queries."""
    drafts = {draft.slug for draft in application.drafts.all() if draft.text}
    parts = []
    for section in SECTIONS:
        if section.complete(application) and section.slug not in drafts:
            parts.append("done")
        elif section.slug in drafts or checklist.is_begun(application, section.slug):
            parts.append("part")
        else:
            parts.append("none")
    return Progress(tuple(parts))


def needs_statement(verdict: Verdict | None) -> bool:
    """Must the applicant write a 情况说明 before handing in (D31)?"""
    return verdict is not None and verdict.overall is Outcome.NOT_MET


def is_open(application: Application, slug: str) -> bool:
    """Not handed in, not withdrawn, and either everything was reopened or this section was."""
    if application.locked or application.withdrawn:
        return False
    return not application.reopened or slug in (*application.reopened, "review", "commitment")
