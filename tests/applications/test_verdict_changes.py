"""A change of a fact that matters is said in words, and what got worse waits at 核对申报资格."""

import pytest

from applications.verdict_changes import changes
from eligibility import assess
from tests.applications.conftest import answers, day, whole
from tests.applications.test_sections import post
from tests.eligibility.people import RULES, degree, person


def college(appointed_on: str, appraisals=("2019", "2020")):
    facts = person(
        degrees=[degree("专科", "2019-07-01")],
        appointed_on=appointed_on,
        appraisals=dict.fromkeys(appraisals, "合格"),
    )
    return assess(facts, RULES)


@pytest.mark.parametrize(
    ("appointed_on", "sentences"),
    [
        ("2019-08-01", []),
        ("2019-09-01", [("资历由2年5个月变为2年4个月，仍符合", False)]),
        (
            "2020-01-01",
            [
                ("年度考核合格（称职）次数由2次变为1次，由符合变为需核实（三（五））", True),
                ("资历由2年5个月变为2年，仍符合", False),
            ],
        ),
        (
            "2020-01-02",
            [
                ("资历由2年5个月变为1年11个月30天，由符合变为不符合（三（三））", True),
                ("年度考核合格（称职）次数由2次变为1次，由符合变为需核实（三（五））", True),
            ],
        ),
    ],
)
def test_each_rule_that_changed_has_one_sentence(appointed_on, sentences):
    found = changes(college("2019-08-01"), college(appointed_on))

    assert [(change.sentence, change.worse) for change in found] == sentences


def test_what_got_better_is_said_too():
    (change,) = changes(college("2019-08-01", ["2019"]), college("2019-08-01"))

    assert "由1次变为2次" in change.sentence
    assert not change.worse


def test_first_verdict_is_told_as_a_whole():
    (change,) = changes(None, college("2019-08-01"))

    assert change.sentence == "系统已核对申报条件：按您填写的情况，符合2021年度申报条件"
    assert changes(college("2019-08-01"), None) == ()


def test_change_is_announced_and_waits_until_it_was_looked_at(own, filled):
    later = answers()["appointment"] | day("appointed_on", "2020-02-01")

    page = own.get(post(own, filled, "appointment", later).url)
    tasks = own.get(f"/applications/{filled.pk}/")

    said = "资历由2年5个月变为2年4个月1天，由符合变为需核实（三（三））"
    assert f'zc-note--amber" role="status"><p>{said}。' in page.text
    assert said in tasks.text
    assert "继续：看核对申报资格的结果" in tasks.text

    post(own, filled, "eligibility", answers()["eligibility"])
    assert whole(filled).look_again == {}
    assert said not in own.get(f"/applications/{filled.pk}/").text


def test_change_taken_back_leaves_nothing_to_look_at(own, filled):
    later = answers()["appointment"] | day("appointed_on", "2020-02-01")
    post(own, filled, "appointment", later)

    page = own.get(post(own, filled, "appointment", answers()["appointment"]).url)

    assert "资历由2年4个月1天变为2年5个月，由需核实变为符合（三（三））。" in page.text
    assert whole(filled).look_again == {}
