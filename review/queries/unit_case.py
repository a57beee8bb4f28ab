"""One person's file as the unit reads it: verdict with settlements, originals, papers, history."""

from dataclasses import dataclass

from django.urls import reverse

from applications.summaries import Summary, summaries
from components.shapes import Conclusion, TrailStep, VerdictCard
from components.verdicts import conclusion, verdict_cards
from components.words import day_words, time_words
from eligibility import Verdict
from review.changes import Difference, differences
from review.findings import findings_of
from review.guards.case import required_originals
from review.labels import OUTSIDE, is_concealed
from review.models import Case, Notice, OriginalCheck, Settlement
from review.prints.words import private_of
from review.progress import INTERNAL, RESULT
from review.queries import visible_packages
from review.states import Action, Actor


@dataclass(frozen=True, slots=True)
class Judged:
    """A card of the machine's verdict, the (capacity, conclusion) beside it, and if it is open."""

    card: VerdictCard
    settlements: tuple[tuple[str, Settlement], ...]
    open: bool


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """The submission now under way as staff read it."""

    conclusion: Conclusion
    judged: tuple[Judged, ...]
    summaries: list[Summary]
    papers: list[dict]
    statement: str


def frozen_file(case) -> FrozenFile:
    """The version under way, read from what was frozen and nothing else."""
    submission = case.submission
    by_rule: dict[str, list] = {}
    for settlement in case.settlements.filter(submission=submission).select_related("by"):
        said = (Actor(settlement.capacity).label, settlement)
        by_rule.setdefault(settlement.rule, []).append(said)
    open_rules = {
        f["rule"] for f in findings_of(submission) if f["outcome"] in ("unproven", "not_met")
    }
    verdict = Verdict.from_dict(submission.verdict)
    cards = verdict_cards(verdict, second_person=False)
    return FrozenFile(
        conclusion=conclusion(verdict, second_person=False),
        judged=tuple(
            Judged(card, tuple(by_rule.get(card.anchor, ())), card.anchor in open_rules)
            for card in cards
        ),
        summaries=summaries(submission.content, private_of(submission), submission.papers),
        papers=submission.papers,
        statement=submission.statement,
    )


def changes_of(case) -> tuple[Difference, ...]:
    """What the version under way says otherwise than the one handed in before it."""
    before = case.application.submissions.filter(version=case.submission.version - 1).first()
    return differences(before, case.submission) if before else ()


def originals(case) -> tuple[list[OriginalCheck.Item], dict[str, OriginalCheck]]:
    """The originals asked for (D22) and, by item, the last check of this version."""
    checks = OriginalCheck.objects.filter(case=case, submission=case.submission_id)
    return required_originals(case), {c.item: c for c in checks.select_related("by").order_by("pk")}


def history(subject, *, role) -> list[TrailStep]:
    """Every step taken, oldest first: who, in which capacity, when, and what was written.

    What is still said among officials only, or is not public yet, is left out for others.
    """
    hidden = hidden_actions(subject, role)
    year = subject.round.year
    steps = []
    for event in subject.events.select_related("paper").order_by("number"):
        if event.action in hidden:
            continue
        who = f"{event.get_capacity_display()} {event.user_name}"
        note = f"{time_words(event.at, year)}，{who}" + (f"：{event.note}" if event.note else "")
        label = f"{Action(event.action).label}{entered(event)}"
        steps.append(TrailStep(label, note, "done", more=_scan(event.paper)))
    return steps


def entered(event) -> str:
    """（代录，纸面日期…） of a step entered from paper, empty for one taken on the site."""
    return f"（代录，纸面日期{day_words(event.paper.dated_on)}）" if event.paper else ""


def _scan(paper):
    return ("看扫描件", reverse("review:paper-scan", args=[paper.pk])) if paper else None


def hidden_actions(subject, role) -> frozenset:
    if role not in OUTSIDE:
        return frozenset()
    concealed = isinstance(subject, Case) and is_concealed(subject, role)
    return frozenset(INTERNAL | RESULT if concealed else INTERNAL)


def visible_notices(acting):
    """The unit notices whose packages `acting` may look at."""
    return Notice.objects.filter(
        unit__in=visible_packages(acting).values("unit"), meeting=None
    ).select_related("unit", "round")
