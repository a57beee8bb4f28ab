"""Cards and conclusion of a verdict, in the words of pages: 符合, 不符合, 需核实, 后续确认.

The rules are told as the seven conditions of the notice (二, 三). Within one condition everything
that is met shares a card; what is not met or open has a card of its own.
"""

import re
from dataclasses import dataclass, replace

from eligibility import Chart, Finding, LaterCheck, Outcome, Verdict, load_all
from eligibility.dates import chinese

from .shapes import (
    CardState,
    Citation,
    Conclusion,
    Gap,
    LegendItem,
    Meter,
    Tag,
    Tick,
    TimeBar,
    VerdictCard,
)

STATES = {
    Outcome.NOT_MET: CardState.BAD,
    Outcome.UNPROVEN: CardState.ASK,
    Outcome.MET: CardState.OK,
}
TONES = {CardState.BAD: "red", CardState.ASK: "amber", CardState.OK: "green"}
ORDER = (CardState.BAD, CardState.ASK, CardState.OK)
# One condition a row: its title when several rules share a card, its rules, and whether falling
# short of it puts the person outside the scope (二) rather than short of a condition (三).
CONDITIONS = (
    ("申报范围", ("R01", "R16"), True),
    ("不属于不得申报的人员", ("R02", "R03", "R04", "R05", "R17", "R06"), True),
    ("学历条件", ("R10", "R11"), False),
    ("资历", ("R12",), False),
    ("年度考核", ("R13",), False),
)
LATER = 2  # 品德 三（一） and 业务能力 三（四）: no rule computes them
MOST_TICKS = 6


def outcome_word(outcome: Outcome | None) -> str:
    """The word of pages for one outcome, the same in lists, hints and cards."""
    state = STATES.get(outcome)
    return state.word if state else "没有核对"


def outcome_tag(outcome: Outcome) -> Tag:
    """The same word as a tag: green, amber or red."""
    return Tag(outcome_word(outcome), TONES[STATES[outcome]])


def verdict_cards(
    verdict: Verdict, second_person: bool = True, prefix: str = ""
) -> list[VerdictCard]:
    """The cards in page order: 不符合, 需核实, 符合, and what people confirm later (后续确认).

    The quotation of what is not met stands open. Rules not evaluated have no card.
    ``second_person``: for the person themselves (「您的情况」); else for staff. ``prefix`` keeps
    the anchors of several verdicts on one page apart; give the conclusion the same.
    """
    cards = []
    for state in ORDER:
        for title, rules, _ in CONDITIONS:
            found = [f for f in _of(verdict, rules) if STATES.get(f.outcome) is state]
            if state is CardState.OK and len(found) > 1:
                cards.append(_shared_card(title, found, verdict.document))
            else:
                cards += [card_of(f, verdict.document, second_person) for f in found]
    later = load_all()[verdict.ruleset].later
    cards += [_later_card(check, verdict.document) for check in later]
    return [replace(card, anchor=prefix + card.anchor) for card in cards]


def conclusion(verdict: Verdict, second_person: bool = True, prefix: str = "") -> Conclusion:
    """The verdict as a whole: the worst of its conditions decides heading and tone.

    ``second_person``: for the person themselves (「按您填写的情况，…」); else for staff.
    """
    states = {title: _state(_of(verdict, rules)) for title, rules, _ in CONDITIONS}
    bad = [title for title, state in states.items() if state is CardState.BAD]
    ask = [title for title, state in states.items() if state is CardState.ASK]
    outside = [title for title, _, scope in CONDITIONS if scope and title in bad]
    lead = "按您填写的情况，" if second_person else ""
    year = f"{verdict.round_year}年度"
    gaps, gaps_lead, sentences = (), "", []
    if outside:
        heading, tone = f"{lead}不在{year}申报范围", "amber"
        gaps, gaps_lead = _gaps(verdict, CardState.BAD, outside), "不符合的是"
    elif bad:
        heading, tone = f"{lead}{year}还差{len(bad)}项条件", "amber"
        gaps, gaps_lead = _gaps(verdict, CardState.BAD, bad), "差的是"
        if verdict.earliest_round:
            who = "您在" if second_person else "在"
            which = "这一项" if len(bad) == 1 else f"这{len(bad)}项"
            sentences.append(f"照现行条件推算，{who}{verdict.earliest_round}年度可以满足{which}。")
    elif ask:
        heading, tone = f"{lead}有{len(ask)}项需要单位核实", "blue"
        gaps, gaps_lead = _gaps(verdict, CardState.ASK, ask), "要核实的是"
        advice = (
            "请按每一项写明的材料准备" if second_person else "由谁核实、要什么材料，每一项都写明"
        )
        sentences.append(f"核实前不影响申报，{advice}。")
    else:
        heading, tone = f"{lead}符合{year}申报条件", "ok"
        sentences.append("品德和业务能力由后面的环节确认。")
    if bad and ask:
        sentences.append(f"另有{len(ask)}项需要核实。")
    parts = [states[title].value if states[title] else "none" for title, _, _ in CONDITIONS]
    return Conclusion(
        heading=heading,
        tone=tone,
        meter=Meter((*parts, *["none"] * LATER), _tally(parts)),
        legend=_legend(parts),
        gaps_lead=gaps_lead,
        gaps=tuple(replace(gap, anchor=prefix + gap.anchor) for gap in gaps),
        sentences=tuple(sentences),
    )


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the seven conditions of the notice: how it stands, and what was found of it.

    `state` is None where no rule of it was evaluated; `sentences` end with their clause.
    """

    title: str
    state: CardState | None
    anchor: str = ""
    rules: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        return self.state.word if self.state else "没有核对"


def conditions(verdict: Verdict) -> tuple[Condition, ...]:
    """The seven conditions in the order of the notice, each as its worst finding leaves it.

    The anchor is that of the card `verdict_cards` gives it.
    """
    judged = [_condition(title, _of(verdict, rules), rules) for title, rules, _ in CONDITIONS]
    later = load_all()[verdict.ruleset].later
    return (
        *judged,
        *(
            Condition(
                check.title,
                CardState.LATER,
                check.key,
                (),
                (f"{check.because}（{check.cite.clause}）",),
            )
            for check in later
        ),
    )


def _condition(title: str, found: list[Finding], rules: tuple[str, ...]) -> Condition:
    state = _state(found)
    worst = [finding for finding in found if STATES.get(finding.outcome) is state]
    if state is None:
        return Condition(title, None, "", rules)
    told = tuple(f"{finding.because}（{finding.clause}）" for finding in worst)
    return Condition(title, state, worst[0].rule, rules, told)


def _of(verdict: Verdict, rules: tuple[str, ...]) -> list[Finding]:
    found = {finding.rule: finding for finding in verdict.findings}
    return [found[rule] for rule in rules if rule in found]


def _state(findings: list[Finding]) -> CardState | None:
    """The worst of a condition's findings; None when none was evaluated."""
    states = {STATES[f.outcome] for f in findings if f.outcome in STATES}
    return next((state for state in ORDER if state in states), None)


def card_of(finding: Finding, document: str, second_person: bool = True) -> VerdictCard:
    """The card of one finding that was evaluated, under the number of its document."""
    state = STATES[finding.outcome]
    shown = state is not CardState.OK
    return VerdictCard(
        state=state,
        title=finding.title,
        anchor=finding.rule,
        yours=finding.yours if finding.required else "",
        yours_note=finding.yours_note,
        required=finding.required,
        required_note=finding.required_note,
        because=(finding.because,),
        missing=() if state is CardState.ASK else finding.missing,
        settled_by=finding.settled_by if state is CardState.ASK else "",
        papers=_papers(finding) if state is CardState.ASK else "",
        steps=tuple((step.label, step.value) for step in finding.steps),
        fix=finding.fix if shown else "",
        citations=(_citation(finding, document, state is CardState.BAD),),
        chart=time_bar(finding.chart) if finding.chart and shown else None,
        yours_label="您的情况" if second_person else "申报人的情况",
    )


def _papers(finding: Finding) -> str:
    """What would settle an open finding: the papers it names, else what its kind of doubt needs."""
    return "、".join(finding.missing) or (finding.doubt.paper if finding.doubt else "")


def _shared_card(title: str, findings: list[Finding], document: str) -> VerdictCard:
    citations = {finding.clause: _citation(finding, document, False) for finding in findings}
    return VerdictCard(
        state=CardState.OK,
        title=title,
        anchor=findings[0].rule,
        because=("".join(finding.because for finding in findings),),
        citations=tuple(citations.values()),
    )


def _later_card(check: LaterCheck, document: str) -> VerdictCard:
    cite = check.cite
    return VerdictCard(
        state=CardState.LATER,
        title=check.title,
        anchor=check.key,
        because=(check.because,),
        citations=(Citation(cite.clause, cite.quote, document, cite.marks),),
    )


def _citation(finding: Finding, document: str, opened: bool) -> Citation:
    return Citation(finding.clause, finding.quote, document, finding.marks, opened)


def _gaps(verdict: Verdict, state: CardState, titles: list[str]) -> tuple[Gap, ...]:
    gaps = []
    for title, rules, _ in CONDITIONS:
        if title not in titles:
            continue
        first = next(f for f in _of(verdict, rules) if STATES.get(f.outcome) is state)
        name = title if len(rules) == 1 else first.title
        gaps.append(Gap(name, first.rule, _short(first) if state is CardState.BAD else ""))
    return tuple(gaps)


def _short(finding: Finding) -> str:
    """What is missing in a word: 「还差3个月」, 「还差1次」; empty where no number tells."""
    if finding.chart and finding.chart.gap_days:
        return f"还差{finding.chart.gap}"
    counts = [re.search(r"([0-9]+)次", words) for words in (finding.yours, finding.required)]
    if all(counts):
        return f"还差{int(counts[1][1]) - int(counts[0][1])}次"
    return ""


WORDS = (("ok", "符合"), ("bad", "不符合"), ("ask", "需核实"), ("none", "没有核对"))


def _tally(parts: list[str]) -> str:
    said = "，".join(f"{parts.count(kind)}项{word}" for kind, word in WORDS if kind in parts)
    return f"{len(parts) + LATER}项核对：{said}，{LATER}项由后续环节确认"


def _legend(parts: list[str]) -> tuple[LegendItem, ...]:
    shown = [
        LegendItem(f"{word} {parts.count(kind)} 项", kind)
        for kind, word in WORDS
        if kind in parts and kind != "none"
    ]
    return (*shown, LegendItem(f"后续环节确认 {LATER} 项", "none"))


def time_bar(chart: Chart) -> TimeBar:
    """The years of service drawn to scale; the later of cut-off and full day stands at 90 %."""
    end = max(chart.until, chart.full_on)
    whole = max((end - chart.start).days, 1)

    def across(day) -> float:
        return min(max(90 * (day - chart.start).days / whole, 0), 100)

    years = f"{chart.need_months // 12}年"
    filled = across(min(chart.until, end))
    full = chinese(chart.full_on)
    label = f"差{chart.gap}，{full}满{years}" if chart.gap_days else f"{full}已满{years}"
    last = len(chart.ticks) - 1
    every = -(-len(chart.ticks) // MOST_TICKS)
    need = chart.need_months // 12
    return TimeBar(
        summary=f"从{chinese(chart.start)}起算，算到{chinese(chart.until)}共{chart.have}，{label}",
        filled=filled,
        gap=across(chart.full_on) - filled if chart.gap_days else 0,
        filled_label=f"已满{chart.have}",
        gap_label=label,
        ticks=tuple(
            Tick(across(tick), f"{tick.year}.{tick.month}", at == need)
            for at, tick in enumerate(chart.ticks)
            if at in (need, last) or at % every == 0
        ),
    )
