"""What a change of the form did to the verdict: one sentence a rule, in the verdict's figures."""

from dataclasses import dataclass

from components.verdicts import STATES, conclusion
from eligibility import Finding, Outcome, Verdict

WATCHED = ("eligibility", "title", "basic", "education", "work", "appointment")
"""The sections the rules look at."""
MEASURED = ("R10", "R11", "R12", "R13")
"""Rules whose figure is worth a sentence even while the outcome stays: 学历, 专业, 资历, 考核."""
BADNESS = {Outcome.NOT_EVALUATED: 0, Outcome.MET: 0, Outcome.UNPROVEN: 1, Outcome.NOT_MET: 2}


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that says something else now; `worse`: it needs the person's eye."""

    rule: str
    sentence: str
    worse: bool


def changes(before: Verdict | None, after: Verdict | None) -> tuple[Change, ...]:
    """Every rule that changed, the worsened first; the whole verdict when there was none before."""
    if after is None:
        return ()
    if before is None:
        said = f"系统已核对申报条件：{conclusion(after).heading}"
        return (Change("", said, after.overall is Outcome.NOT_MET),)
    known = {finding.rule: finding for finding in before.findings}
    pairs = [(known[finding.rule], finding) for finding in after.findings if finding.rule in known]
    found = [change for old, new in pairs if (change := _change(old, new))]
    return tuple(sorted(found, key=lambda change: not change.worse))


def _change(old: Finding, new: Finding) -> Change | None:
    """资历由2年5个月变为2年4个月，仍符合; …变为1年10个月，由符合变为不符合（三（三））."""
    moved = new.outcome is not old.outcome
    counted = new.rule in MEASURED and new.yours != old.yours
    if Outcome.NOT_EVALUATED in (old.outcome, new.outcome) or not (moved or counted):
        return None
    worse = BADNESS[new.outcome] > BADNESS[old.outcome]
    name, word = new.title.partition("：")[0], STATES[new.outcome].word
    said = f"由{STATES[old.outcome].word}变为{word}（{new.clause}）" if moved else f"仍{word}"
    if counted and old.yours and new.yours:
        return Change(new.rule, f"{name}由{old.yours}变为{new.yours}，{said}", worse)
    return Change(new.rule, f"“{name}”{said if moved else '有变化，' + said}", worse)
