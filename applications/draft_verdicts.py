"""Whose verdict turns when a round or a table is changed: the drafts judged twice, nothing saved.

What is judged here before a change and what the pages say after it come from the same facts and
the same rules, so that the preview cannot differ from the result. Handed-in files are not judged:
their verdict is frozen in the submission.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from applications.facts import Matches, facts_of, load_bans, load_matches, unanswered
from applications.models import Application, Round, Specialty
from applications.queries import rules_for, with_contents
from eligibility import Outcome, Ruleset, Verdict, assess


@dataclass(frozen=True, slots=True)
class Basis:
    """What verdicts rest on besides a person's own answers.

    `rules` by the year of the round; `matches` the table of majors; `exam_only` the ids of the
    specialties that are by exam only.
    """

    rules: Mapping[int, Ruleset]
    matches: Matches
    exam_only: frozenset[int]


@dataclass(frozen=True, slots=True)
class RuleTurn:
    """One rule that turns out otherwise; None where a line without that rule is relied on."""

    title: str
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One draft whose verdict a change would turn."""

    application: Application
    before: Outcome
    after: Outcome
    rules: tuple[RuleTurn, ...]


def basis_of(rounds: Iterable[Round]) -> Basis:
    """What verdicts of these rounds rest on now."""
    return Basis(
        rules={round.year: rules_for(round) for round in rounds},
        matches=load_matches(),
        exam_only=frozenset(Specialty.objects.filter(exam_only=True).values_list("pk", flat=True)),
    )


def drafts_of(round: Round) -> list[Application]:
    """The files of a round that are with their applicants, returned ones included.

    Those that lack an answer the rules need have no verdict yet and are left out.
    """
    return _drafts(round=round)


def drafts_under_way(today: date) -> list[Application]:
    """The same of every round in which something may still be handed in."""
    return _drafts(round__correction_latest__gte=today)


def _drafts(**wanted) -> list[Application]:
    files = Application.objects.filter(locked=False, withdrawn=False, **wanted)
    ordered = with_contents(files).order_by("round", "unit__name", "number")
    return [application for application in ordered if not unanswered(application)]


def turns(drafts: Iterable[Application], before: Basis, after: Basis) -> tuple[Turn, ...]:
    """The drafts with another overall verdict, another line or another outcome of some rule.

    Costs one query besides those of `drafts`.
    """
    bans, found = load_bans(), []
    for application in drafts:
        old = judge(application, before, bans)
        new = judge(application, after, bans)
        if (old.overall, old.line, old.rules) != (new.overall, new.line, new.rules):
            found.append(Turn(application, old.overall, new.overall, _rule_turns(old, new)))
    return tuple(found)


def judge(application: Application, basis: Basis, bans: Mapping) -> Verdict:
    """One draft on one basis. Raises ValueError while an answer is missing (`unanswered`)."""
    facts = facts_of(application, matches=basis.matches, ban=bans.get(application.identity_index))
    by_exam = application.specialty_id in basis.exam_only
    return assess(replace(facts, exam_only_specialty=by_exam), basis.rules[application.round.year])


def _rule_turns(old: Verdict, new: Verdict) -> tuple[RuleTurn, ...]:
    titles = {finding.rule: finding.title for verdict in (old, new) for finding in verdict.findings}
    return tuple(
        RuleTurn(titles[rule], old.rules.get(rule), new.rules.get(rule))
        for rule in sorted(titles)
        if old.rules.get(rule) is not new.rules.get(rule)
    )
