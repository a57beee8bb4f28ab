"""A verdict beside a later one on the same facts: what differs first, the rest once."""

from datetime import date

from components.comparing import compare
from components.samples import person
from components.shapes import CardState
from eligibility import Level, assess, load_all

RULES = load_all()["2021"]
COLLEGE = person(Level.COLLEGE, date(2019, 7, 1), date(2019, 8, 1), (2019, 2020))
OTHERS = {
    "round_year": 2021,
    "acceptance_from": date(2021, 11, 10),
    "acceptance_until": date(2021, 11, 26),
}
EARLIER = RULES.with_dates(service_until=date(2021, 6, 30), **OTHERS)


def test_the_same_rules_differ_in_nothing():
    comparison = compare(assess(COLLEGE, RULES), assess(COLLEGE, RULES), second_person=True)

    assert comparison.differing == ()
    assert all(then == now for _, then, now in comparison.basis)
    assert len({card.anchor for card in comparison.same}) == len(comparison.same) > 5


def test_what_differs_stands_in_pairs_and_nowhere_else():
    comparison = compare(assess(COLLEGE, RULES), assess(COLLEGE, EARLIER), second_person=False)

    (pair,) = comparison.differing
    assert (pair.then.state, pair.now.state) == (CardState.OK, CardState.BAD)
    assert pair.then.yours == "2年5个月"
    assert pair.now.yours == "1年11个月"
    assert "R12" not in " ".join(card.anchor for card in comparison.same)
    assert ("资历计算截止", "2021年12月31日", "2021年6月30日") in comparison.basis


def test_conclusions_lead_to_cards_of_the_page():
    comparison = compare(assess(COLLEGE, RULES), assess(COLLEGE, EARLIER), second_person=True)

    pairs = [card for pair in comparison.differing for card in (pair.then, pair.now) if card]
    anchors = {card.anchor for card in (*pairs, *comparison.same)}
    gaps = [gap.anchor for gap in (*comparison.then.gaps, *comparison.now.gaps)]
    assert gaps
    assert set(gaps) <= anchors


def test_worst_difference_comes_first():
    ruled = EARLIER.with_switches(accept_current_year_appraisal="no")
    open_ = person(Level.COLLEGE, date(2019, 7, 1), date(2019, 8, 1), (2020,))

    comparison = compare(assess(open_, RULES), assess(open_, ruled), second_person=True)

    order = list(CardState)
    worst = [min(order.index(c.state) for c in (p.then, p.now)) for p in comparison.differing]
    assert worst == sorted(worst)
