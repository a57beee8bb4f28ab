"""The bureau's reading of the notice: the reviewed cases and our own, boundary days included."""

import pytest

from eligibility import assess
from eligibility.contract import read_facts
from tests.eligibility.people import REVIEWED, RULES, bureau_cases

OURS = bureau_cases()


@pytest.mark.parametrize("case", REVIEWED, ids=[case["id"] for case in REVIEWED])
def test_reviewed_case_turns_out_as_expected(case):
    facts = read_facts(case["facts"], case["id"])

    verdict = assess(facts, RULES)

    assert {
        "overall": verdict.overall,
        "line": verdict.line,
        "rules": verdict.rules,
    } == case["expect"]


@pytest.mark.parametrize("case", OURS, ids=[case["name"] for case in OURS])
def test_case_turns_out_as_expected(case):
    facts = read_facts(case["facts"], case["name"])

    verdict = assess(facts, RULES)

    others = {rule: outcome.value for rule, outcome in verdict.rules.items() if outcome != "met"}
    assert (verdict.overall, verdict.line, others) == (case["overall"], case["line"], case["rules"])


def test_every_case_has_its_own_name():
    names = [case["name"] for case in OURS]

    assert sorted(names) == sorted(set(names))
