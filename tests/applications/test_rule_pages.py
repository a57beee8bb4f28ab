"""The rules as a page, and the bench that tries them."""

import pytest

from accounts.roles import Role
from applications.rule_pages import clauses, conditions, line_rows
from eligibility import load_all

RULES = load_all()["2021"]


def test_every_clause_of_2_and_3_is_checked_or_left_to_people():
    mapped = {one.article.clause: one.tag.word for one in clauses(RULES)}

    assert set(mapped.values()) == {"系统核对", "人工", "标题"}
    assert [clause for clause, word in mapped.items() if word == "人工"] == ["三（一）", "三（四）"]
    assert [clause for clause, word in mapped.items() if word == "标题"] == ["二", "二（二）", "三"]
    assert len(mapped) == 13


def test_every_computed_condition_is_quoted_with_the_words_that_decide():
    found = conditions(RULES)

    assert {one.rule for one in found} == {
        "R01", "R02", "R03", "R04", "R05", "R06", "R10", "R11", "R12", "R13", "R16", "R17"
    }  # fmt: skip
    assert all(any(marked for _, marked in one.citation.pieces) for one in found)


def test_lines_say_years_start_cutoff_and_appraisals_of_the_notice():
    rows = [[cell.text for cell in row.cells] for row in line_rows(RULES)]

    until = "2021年12月31日"
    both = "毕业和聘任，取后一个"
    assert rows[0] == ["本科", "满1年", both, until, "不少于1次"]
    assert rows[1] == ["专科", "2年以上", both, until, "不少于2次"]
    assert rows[2][1:] == ["4年以上", "毕业和取得（聘任）技术员，取后一个", until, "不少于4次"]
    assert rows[3][1] == "安排意见没有写，需人工核实"


def test_ruling_on_college_changes_what_starts_the_count():
    ruled = RULES.with_switches(college_requires_technician=True)

    assert "技术员" in line_rows(ruled)[1].cells[2].text


@pytest.fixture
def bench(world, sign_in, clock):
    """`bench(change)` posts the form as it opens, with a change."""
    clock("11-09 09:42")
    client = sign_in(world.person("张管", world.bureau, Role.ADMIN))
    form = client.get("/settings/rules/bench/").context["form"]
    opened = {name: form[name].value() for name in form.fields}
    standing = {name: value for name, value in opened.items() if value not in (None, False, "")}
    return lambda **change: client.post("/settings/rules/bench/", standing | change)


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        ({}, "符合2021年度申报条件"),
        ({"appointed_on": "2021-01-02"}, "2021年度还差1项条件"),
        ({"appointed_on": "2021-01-01", "grade_2021": "合格"}, "符合2021年度申报条件"),
        ({"appointed_on": "2021-01", "grade_2021": "合格"}, "有1项需要单位核实"),
        ({"relevance_1": "未列入对照表"}, "有1项需要单位核实"),
        ({"level_1": "高中"}, "2021年度还差1项条件"),
        (
            {"level_1": "专科", "graduated_1": "2018-07-01", "appointed_on": "2018-08-01",
             "grade_2019": "合格", "college_requires_technician": "on"},
            "2021年度还差2项条件",
        ),
        ({"unit_kind": "机关"}, "不在2021年度申报范围"),
        ({"ban_found_in": "2020", "ban_years": "2"}, "不在2021年度申报范围"),
        (
            {"sanction_kind": "党纪", "sanction_type": "警告", "sanction_on": "2021-01-05",
             "identity": "管理"},
            "不在2021年度申报范围",
        ),
    ],
)  # fmt: skip
def test_bench_draws_the_same_cards(bench, change, heading):
    response = bench(**change)

    assert response.status_code == 200
    assert response.context["conclusion"].heading == heading
    assert "zc-verdicts" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"appointed_on": "去年"}, "聘任日期应像2020-08-01或2020-08这样写，现在是“去年”"),
        ({"appointed_on": "2021-13-01"}, "聘任日期应像"),
        ({"graduated_1": ""}, "请填写学历1的毕业日期"),
        ({"sanction_kind": "党纪"}, "处分没有填全，请填写种类"),
        ({"break_first": "2021-05-01"}, "中断没有填全"),
        ({"break_first": "2021-05-01", "break_last": "2021-04-01"}, "不能早于"),
        ({"birth_date": "x"}, "出生日期应像2021-11-16这样写"),
        ({"ban_years": "4"}, "不能大于3"),
    ],
)
def test_bench_says_what_to_mend(bench, change, sentence):
    response = bench(**change)

    assert response.status_code == 422
    assert sentence in response.content.decode()
