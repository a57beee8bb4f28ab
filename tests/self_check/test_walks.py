"""The verdict at the end of the main branches, and the early stops."""

import pytest

from tests.self_check.walking import (
    BACHELOR,
    COLLEGE,
    SECONDARY,
    answer,
    day,
    degree,
    walk,
)


def test_bachelor_with_a_year_and_an_appraisal_meets_the_conditions(visitor):
    page = walk(visitor, degrees=[BACHELOR], dates=day("appointed_on", "2019-8"), years=["2020"])

    assert "按您填写的情况，符合2021年度申报条件" in page.text
    assert "带着这些答案去填报" in page.text
    assert "不符合 1 项" not in page.text


@pytest.mark.parametrize(
    ("appointed", "heading", "words"),
    [
        ("2020-1-1", "符合2021年度申报条件", "实算2年"),
        ("2020-1-2", "2021年度还差1项条件", "还差1天"),
        ("2020-1", "有1项需要单位核实", "请把日期填写到日"),
    ],
)
def test_college_is_counted_to_the_day(visitor, clock, appointed, heading, words):
    clock("2022-01-10 09:00")  # the 2021 appraisal may be there

    page = walk(
        visitor,
        degrees=[COLLEGE],
        dates=day("appointed_on", appointed),
        years=["2020", "2021"],
    )

    assert f"按您填写的情况，{heading}" in page.text
    assert words in page.text


def test_secondary_school_short_of_years_as_in_the_mock(visitor):
    page = walk(
        visitor,
        degrees=[SECONDARY],
        dates=day("technician_since", "2018-4"),
        years=["2018", "2019", "2020"],
    )

    assert "2021年度还差1项条件" in page.text
    assert "还差3个月" in page.text
    assert "2022年度可以满足这一项" in page.text
    assert "3年9个月" in page.text
    assert "差3个月，2022年3月31日满4年" in page.text
    assert "需核实 1 项" in page.text  # 3 of 4 appraisals while 2021 may still come (D08)
    assert "打印这份结论" in page.text


def test_unlisted_specialty_is_for_people_to_decide(visitor):
    page = walk(
        visitor,
        degrees=[degree("本科", "2019-7", "英语")],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
    )

    assert "有1项需要单位核实" in page.text
    assert "不符合 " not in page.text


def test_unsure_field_is_for_people_to_decide(visitor):
    page = walk(
        visitor,
        field="unsure",
        degrees=[BACHELOR],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
    )

    assert "有1项需要单位核实" in page.text


def test_civil_servant_stops_at_once(visitor):
    response = answer(visitor, "unit", unit="government", follow=True)

    assert response.redirect_chain[-1][0] == "/check/result/"
    assert "不在2021年度申报范围" in response.text
    assert "国家公务员" in response.text
    assert "申报人的情况" not in response.text
    assert "带着这些答案去填报" not in response.text
    assert "学历条件" not in response.text.split("逐项核对")[1].split("接下来")[0]


def test_person_without_unit_is_told_how_papers_are_handed_in(visitor):
    response = answer(visitor, "unit", unit="none", follow=True)

    assert response.redirect_chain[-1][0] == "/check/by-unit/"
    assert "0356-4220191" in response.text
    assert "不接受个人报送评审材料" in response.text


def test_unit_outside_the_county_stops_at_once(visitor):
    response = answer(visitor, "unit", unit="outside", follow=True)

    assert "不在2021年度申报范围" in response.text


def test_earlier_degree_may_carry_the_later_one(visitor):
    """D02: 本科 of 2021 is too young, 专科 of 2015 is not; no question asks for the highest."""
    page = walk(
        visitor,
        degrees=[degree("本科", "2021-7", "机械设计制造及其自动化", "adult"), COLLEGE],
        dates=day("appointed_on", "2019-8"),
        years=["2019", "2020"],
    )

    assert "按您填写的情况，符合2021年度申报条件" in page.text
    lines = page.text.split("分别核对")[1].split("</ul>")[0].split("</li>")
    assert "大学本科（成人教育），机械设计制造及其自动化，2021年7月毕业" in lines[0]
    assert "不符合的是：资历" in lines[0]
    assert "下面按这个学历列出" in lines[1]
    assert page.context["lines"][1].state == "ok"


def test_no_page_asks_for_the_highest_degree(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")

    response = visitor.get("/check/education/")

    assert "最高学历" not in response.text
    assert "再加一个学历" in response.text


def test_both_dates_are_asked_when_degrees_count_differently(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")
    answer(visitor, "education", **SECONDARY, another="1")
    answer(visitor, "education", **COLLEGE)

    response = visitor.get("/check/appointment/")

    assert 'name="appointed_on_year"' in response.text
    assert 'name="technician_since_year"' in response.text


def test_secondary_only_is_asked_for_the_technician_alone(visitor):
    answer(visitor, "unit", unit="private")
    answer(visitor, "field", specialty="unsure")
    answer(visitor, "education", **SECONDARY)

    response = visitor.get("/check/appointment/")

    assert 'name="appointed_on_year"' not in response.text
    assert "单位从什么时候聘您为技术员？" in response.text


def test_sanction_adds_a_question_and_decides(visitor):
    walk(
        visitor,
        unit="institution",
        degrees=[BACHELOR],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
        status=["sanction"],
    )

    asked = visitor.get("/check/sanction/")
    response = answer(
        visitor, "sanction", sanction_type="处分:记过", sanction_on="2021-06-01", follow=True
    )

    assert "第7问，共7问" in asked.text
    assert "不在2021年度申报范围" in response.text
    assert "事业单位工作人员受到记过以上处分且在受处分期间的" in response.text


def test_retired_person_is_outside(visitor):
    page = walk(
        visitor,
        degrees=[BACHELOR],
        dates=day("appointed_on", "2019-8"),
        years=["2020"],
        status=["retired"],
    )

    assert "不在2021年度申报范围" in page.text
