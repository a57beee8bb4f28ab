"""Changing what rules read: first shown with its consequences, then saved exactly as shown.

A change is proposed (lines of old and new values, the drafts whose verdict turns) and stamped.
Saving proposes it again inside its transaction; another stamp means that something changed since
it was shown, and nothing is saved. Each change saved leaves one Amendment.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from applications import round_settings, rounds
from applications.draft_verdicts import Turn, basis_of, drafts_of, turns
from applications.models import Amendment, Application, Round
from applications.queries import rules_for
from applications.snapshots import digest
from components.words import day_words

FORTY = "《职称评审管理暂行规定》（人社部令第40号）第十六条、第二十六条"


@dataclass(frozen=True, slots=True)
class Line:
    """One value changed, in words: of what, which field, from what to what."""

    item: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change as it would be saved at this moment.

    `looked_at` counts the drafts judged; `None` where no verdict can turn on it.
    """

    lines: tuple[Line, ...]
    turns: tuple[Turn, ...] = ()
    looked_at: int | None = None

    @property
    def stamp(self) -> str:
        """Equal for equal changes with equal consequences, and for nothing else."""
        return digest({"lines": [asdict(line) for line in self.lines], "turns": self.verdicts})

    @property
    def verdicts(self) -> list[dict]:
        """The turns as JSON: file number and outcomes, no name."""
        return [
            {
                "number": turn.application.number,
                "before": turn.before,
                "after": turn.after,
                "rules": [asdict(rule) for rule in turn.rules],
            }
            for turn in self.turns
        ]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided a change, when, and on what grounds; `document` may be empty for the tables."""

    by: User
    at: datetime
    document: str
    reason: str


class Stale(Exception):
    """Something changed since the change was shown; `proposal` is what it would do now."""

    def __init__(self, proposal: Proposal):
        super().__init__("核对以后情况有变，没有保存。")
        self.proposal = proposal


def propose_round(round: Round, values: dict) -> Proposal:
    """What giving these fields these values would change, and whose verdict turns with it."""
    changed = {name: value for name, value in values.items() if getattr(round, name) != value}
    lines = tuple(
        Line(
            f"{round.year}年度",
            round_settings.label(name),
            round_settings.words(name, getattr(round, name)),
            round_settings.words(name, value),
        )
        for name, value in changed.items()
    )
    if not round_settings.DECIDING & set(changed):
        return Proposal(lines)
    drafts = drafts_of(round)
    before = basis_of([round])
    after = replace(before, rules={round.year: rules_for(_changed(round, changed))})
    return Proposal(lines, turns(drafts, before, after), len(drafts))


def _changed(round: Round, values: dict) -> Round:
    fields = {field.attname: getattr(round, field.attname) for field in Round._meta.fields}
    return Round(**fields | values)


def amend_round(round: Round, *, values: dict, decision: Decision, stamp: str) -> Amendment:
    """Save the change shown under `stamp`, with its Amendment.

    Raises ValidationError (by field) for what the procedure under way does not allow, Stale when
    it is another change by now, ValueError when nothing changes.
    """
    with transaction.atomic():
        fresh = Round.objects.select_for_update().get(pk=round.pk)
        if refused := refusals(fresh, values, today=decision.at.date()):
            raise ValidationError(refused)
        proposal = propose_round(fresh, values)
        amendment = record(Amendment.Subject.ROUND, proposal, decision, stamp, round=fresh)
        old = {name: getattr(fresh, name) for name in values}
        if not Round.objects.filter(pk=fresh.pk, **old).update(**values):
            raise Stale(proposal)
    return amendment


def record(
    subject: str, proposal: Proposal, decision: Decision, stamp: str, round: Round | None = None
) -> Amendment:
    """The record of a change that is still the one shown; the caller writes it and holds the rows.

    Raises ValueError without a change, Stale when it is another one by now.
    """
    if not proposal.lines:
        raise ValueError("没有改动。")
    if proposal.stamp != stamp:
        raise Stale(proposal)
    return Amendment.objects.create(
        subject=subject,
        round=round,
        document=decision.document,
        reason=decision.reason,
        lines=[asdict(line) for line in proposal.lines],
        verdicts=proposal.verdicts,
        by=decision.by,
        at=decision.at,
    )


def open_round(
    *, year: int, notice_number: str, notice_date: date, title: str, dates: dict, decision: Decision
) -> Round:
    """Open a year from the last round with the dates checked, and record it.

    Raises ValidationError (by field) for dates out of order, ValueError as `rounds.open_next`.
    """
    if refused := disorder(dates):
        raise ValidationError(refused)
    with transaction.atomic():
        # the last round's row is the queue: of two who open the same year one is told
        Round.objects.select_for_update().first()
        opened = rounds.open_next(
            year=year,
            notice_number=notice_number,
            notice_date=notice_date,
            title=title,
            dates=dates,
        )
        last = Round.objects.filter(year__lt=year).order_by("-year").first()
        lines = tuple(
            Line(
                f"{year}年度",
                round_settings.label(name),
                f"{last.year}年度：{round_settings.words(name, getattr(last, name))}",
                round_settings.words(name, getattr(opened, name)),
            )
            for name in ("notice_number", *round_settings.DATES)
        )
        proposal = Proposal(lines)
        record(Amendment.Subject.ROUND, proposal, decision, proposal.stamp, round=opened)
    return opened


def refusals(round: Round, values: dict, *, today: date) -> dict[str, str]:
    """Field → sentence for each value that what is under way does not allow.

    Days that were announced and have come stay; a deadline people count on only moves later.
    Notices and letters need no guard here: they keep the days they were given (四（二）, D14).
    """
    changed = {name: value for name, value in values.items() if getattr(round, name) != value}
    found = {}
    for name, least in round_settings.LEAST.items():
        if changed.get(name, least) < least:
            found[name] = f"{round_settings.label(name)}不能少于{least}个工作日（{FORTY}）。"
    if "filling_opens" in changed and Application.objects.filter(round=round).exists():
        found["filling_opens"] = "已经有人开始填报，填报开始的日期不能再改。"
    opened = today >= round.acceptance_opens
    if "acceptance_opens" in changed and opened:
        found["acceptance_opens"] = (
            f"{day_words(round.acceptance_opens)}已经开始报送，退休界限也按这一天定（二（二）2），"
            "不能再改。"
        )
    for name in {"acceptance_closes", "correction_latest"} & set(changed):
        old, new = getattr(round, name), changed[name]
        if opened and new < old:
            found[name] = f"报送已经开始，各单位按{day_words(old)}安排，只能推迟，不能提前。"
        elif new < today:
            found[name] = f"{day_words(new)}已经过去，请填今天或以后的日期。"
    standing = {name: getattr(round, name) for name in round_settings.DATES}
    return disorder(standing | values, about=set(values)) | found


def disorder(dates: dict, about: set[str] | None = None) -> dict[str, str]:
    """Field → sentence for each date that comes before one it must not come before."""
    found = {}
    about = set(dates) if about is None else about
    for earlier, later in round_settings.IN_ORDER:
        first, last = dates.get(earlier), dates.get(later)
        if {earlier, later} & about and first and last and last < first:
            found[later if later in about else earlier] = (
                f"{round_settings.label(later)}（{day_words(last)}）不能早于"
                f"{round_settings.label(earlier)}（{day_words(first)}）。"
            )
    return found
