"""Two verdicts on one file: as judged when it was handed in, and under today's rules."""

from dataclasses import replace

from eligibility import Finding, Verdict
from eligibility.dates import chinese

from .shapes import Comparison, Conclusion, Pair, VerdictCard
from .verdicts import STATES, card_of, conclusion, verdict_cards

SWITCHES = {True: "是", False: "否", "manual": "需人工核实", "yes": "计入", "no": "不计入"}


def compare(then: Verdict, now: Verdict, *, second_person: bool) -> Comparison:
    """Every rule whose outcome or sentence differs stands in a pair of cards, worst first."""
    old, new = _findings(then), _findings(now)
    differing = [
        rule for rule in {**old, **new} if _essence(old.get(rule)) != _essence(new.get(rule))
    ]
    pairs = [
        Pair(
            (new.get(rule) or old[rule]).title,
            _card(old.get(rule), then, second_person, "then-"),
            _card(new.get(rule), now, second_person, "now-"),
        )
        for rule in differing
    ]
    same = verdict_cards(_without(now, set(differing)), second_person, prefix="same-")
    return Comparison(
        then=_concluded(then, second_person, "then-", differing),
        now=_concluded(now, second_person, "now-", differing),
        basis=_basis(then, now),
        differing=tuple(sorted(pairs, key=_worst)),
        same=tuple(same),
    )


def _concluded(
    verdict: Verdict, second_person: bool, prefix: str, differing: list[str]
) -> Conclusion:
    """The verdict as a whole; each condition it names leads to its card on this page."""
    whole = conclusion(verdict, second_person)
    gaps = tuple(
        replace(gap, anchor=(prefix if gap.anchor in differing else "same-") + gap.anchor)
        for gap in whole.gaps
    )
    return replace(whole, gaps=gaps)


def _findings(verdict: Verdict) -> dict[str, Finding]:
    return {finding.rule: finding for finding in verdict.findings}


def _essence(finding: Finding | None) -> tuple | None:
    """What a reader would call the verdict on one rule; how it is worded elsewhere is not it."""
    return finding and (finding.outcome, finding.because, finding.required)


def _card(
    finding: Finding | None, verdict: Verdict, second_person: bool, prefix: str
) -> VerdictCard | None:
    if finding is None or finding.outcome not in STATES:
        return None
    card = card_of(finding, verdict.document, second_person)
    return replace(card, anchor=prefix + card.anchor)


def _worst(pair: Pair) -> int:
    order = list(STATES.values())
    return min(order.index(card.state) for card in (pair.then, pair.now) if card)


def _without(verdict: Verdict, rules: set[str]) -> Verdict:
    def kept(findings):
        return tuple(finding for finding in findings if finding.rule not in rules)

    best = replace(verdict.best_line, findings=kept(verdict.best_line.findings))
    return replace(verdict, always=kept(verdict.always), lines=(best,), best=0)


def _basis(then: Verdict, now: Verdict) -> tuple[tuple[str, str, str], ...]:
    def words(verdict: Verdict) -> dict[str, str]:
        switches = dict(verdict.switches)
        return {
            "依据": verdict.document,
            "规则版本": f"{verdict.ruleset}（{verdict.fingerprint[:8]}）",
            "资历计算截止": chinese(verdict.service_until),
            "报送时间": f"{chinese(verdict.acceptance_from)}至{chinese(verdict.acceptance_until)}",
            "适用学历": verdict.line or "没有可以申报的学历",
            "专科须先取得技术员": SWITCHES[switches["college_requires_technician"]],
            "当年考核结果": SWITCHES[switches["accept_current_year_appraisal"]],
        }

    old, new = words(then), words(now)
    return tuple((label, old[label], new[label]) for label in old)
