from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string

from components.samples import person
from components.shapes import CardState
from components.verdicts import conclusion, outcome_tag, outcome_word, verdict_cards
from eligibility import (
    Ban,
    Identity,
    Level,
    Outcome,
    Relevance,
    Verdict,
    assess,
    load_all,
)
from eligibility.contract import read_facts
from tests.eligibility.people import REVIEWED

RULES = load_all()["2021"]
SHORT = person(Level.SECONDARY, date(2016, 7, 1), date(2018, 4, 1), (2018, 2019, 2020))
OPEN = person(Level.COLLEGE, date(2019, 7, 1), date(2019, 8, 1), (2020,))
FINE = person(Level.COLLEGE, date(2019, 7, 1), date(2019, 8, 1), (2019, 2020))


def states(verdict) -> list[str]:
    return [card.state.word for card in verdict_cards(verdict)]


def test_cards_come_worst_first_and_later_ones_last():
    words = states(assess(SHORT, RULES))

    assert words == ["不符合", "需核实", "符合", "符合", "符合", "后续确认", "后续确认"]


def test_what_is_not_met_stands_open_with_its_sum_and_bar():
    card = verdict_cards(assess(SHORT, RULES))[0]

    assert card.title == "资历：从事技术员工作的年限"
    assert (card.yours, card.required) == ("3年9个月", "4年以上")
    assert card.citations[0].open
    assert card.citations[0].clause.startswith("三（三）")
    assert card.chart.gap_label == "差3个月，2022年3月31日满4年"
    assert [tick.label for tick in card.chart.ticks if tick.strong] == ["2022.4"]
    assert 0 < card.chart.filled < card.chart.filled + card.chart.gap <= 90.01
    assert card.steps


def test_marks_of_every_citation_are_in_its_text():
    for facts in (SHORT, OPEN, FINE):
        for card in verdict_cards(assess(facts, RULES)):
            for citation in card.citations:
                assert citation.text
                assert any(marked for _, marked in citation.pieces), citation.clause


def test_short_conclusion_names_what_is_missing_and_when_it_will_be_there():
    shown = conclusion(assess(SHORT, RULES))

    assert shown.heading == "按您填写的情况，2021年度还差1项条件"
    assert shown.tone == "amber"
    assert [(gap.label, gap.anchor, gap.note) for gap in shown.gaps] == [
        ("资历", "R12", "还差3个月")
    ]
    assert "照现行条件推算，您在2022年度可以满足这一项。" in shown.sentences
    assert shown.meter.parts == ("ok", "ok", "ok", "bad", "ask", "none", "none")
    assert shown.meter.label == "7项核对：3项符合，1项不符合，1项需核实，2项由后续环节确认"


def test_two_short_conditions_are_counted_and_numbered():
    facts = replace(
        SHORT, appraisals={year: g for year, g in SHORT.appraisals.items() if year == 2018}
    )
    facts = replace(facts, appraisals=facts.appraisals | {2019: "不合格", 2020: "不合格"})

    shown = conclusion(assess(facts, RULES))

    assert shown.heading == "按您填写的情况，2021年度还差2项条件"
    assert [gap.note for gap in shown.gaps] == ["还差3个月", "还差3次"]


def test_open_conclusion_is_blue_and_does_not_stop_anyone():
    shown = conclusion(assess(OPEN, RULES))

    assert shown.heading == "按您填写的情况，有1项需要单位核实"
    assert shown.tone == "blue"
    assert [gap.label for gap in shown.gaps] == ["年度考核"]


def test_met_conclusion_is_green():
    shown = conclusion(assess(FINE, RULES))

    assert shown.heading == "按您填写的情况，符合2021年度申报条件"
    assert shown.tone == "ok"
    assert shown.gaps == ()


@pytest.mark.parametrize(
    "change",
    [{"identity": Identity.CIVIL_SERVANT}, {"retired": True}, {"ban": Ban(found_in=2020, years=3)}],
)
def test_person_outside_the_scope_is_told_so(change):
    shown = conclusion(assess(replace(FINE, **change), RULES))

    assert shown.heading == "按您填写的情况，不在2021年度申报范围"
    assert shown.gaps_lead == "不符合的是"


def test_staff_are_not_addressed():
    verdict = assess(SHORT, RULES)

    shown = conclusion(verdict, second_person=False)

    assert shown.heading == "2021年度还差1项条件"
    assert "您" not in "".join(shown.sentences)
    assert "您" not in verdict_cards(verdict, second_person=False)[0].yours_label


def test_one_open_rule_leaves_the_rest_of_its_condition_together():
    degree = replace(FINE.degrees[0], relevance=Relevance.UNLISTED)

    cards = verdict_cards(assess(replace(FINE, degrees=(degree,)), RULES))

    assert [card.title for card in cards if card.state is CardState.ASK] == ["本专业或相近专业"]
    assert "学历条件" in [card.title for card in cards if card.state is CardState.OK]


def test_degree_below_secondary_leaves_the_rest_unchecked():
    facts = person(Level.HIGH_SCHOOL, date(2016, 7, 1), date(2018, 4, 1), ())

    shown = conclusion(assess(facts, RULES))

    assert shown.meter.parts[2:5] == ("bad", "none", "none")
    assert "2项没有核对" in shown.meter.label


def test_frozen_verdict_draws_the_same_cards():
    verdict = assess(SHORT, RULES)

    thawed = Verdict.from_dict(verdict.to_dict())

    assert verdict_cards(thawed) == verdict_cards(verdict)
    assert conclusion(thawed) == conclusion(verdict)


@pytest.mark.parametrize("second_person", [True, False])
def test_whatever_is_open_says_who_settles_it_and_which_paper_would(second_person):
    people = [read_facts(case["facts"], case["id"]) for case in REVIEWED]
    asked = [
        card
        for facts in people
        for card in verdict_cards(assess(facts, RULES), second_person)
        if card.state is CardState.ASK
    ]

    assert len(asked) > 20
    assert all(card.settled_by and card.papers for card in asked)
    drawn = render_to_string("components/verdict.html", {"card": asked[0], "level": 3})
    assert asked[0].settled_by in drawn
    assert asked[0].papers in drawn


def test_word_and_tag_of_an_outcome_are_those_of_its_card():
    assert [outcome_tag(o).word for o in (Outcome.MET, Outcome.UNPROVEN, Outcome.NOT_MET)] == [
        state.word for state in (CardState.OK, CardState.ASK, CardState.BAD)
    ]
    assert outcome_word(None) == outcome_word(Outcome.NOT_EVALUATED) == "没有核对"
