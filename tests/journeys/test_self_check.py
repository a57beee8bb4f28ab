"""资格自测 on a phone: six questions, a verdict that says why, and on to the form."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def opening_week(world, clock):
    clock("11-08 09:00")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(visit, request):
    return visit(width=390, javascript=request.param)


def begin(phone):
    phone.open("/").follow("先测资格，约3分钟")
    return phone.reads("您能不能申报2021年度助理工程师").press("开始")


def answer_unit(phone):
    return phone.reads("您在哪类单位工作？").tick("民营、外商投资企业或个体工商户").press("继续")


def answer_field(phone):
    phone.reads("您从事的专业技术工作属于哪一类？")
    phone.choose("您从事的专业技术工作属于哪一类？", "机械制造")
    return phone.press("继续")


def answer_education(phone):
    """中专 of 2016, as in the mock-up."""
    phone.reads("您取得过哪些学历？")
    phone.tick("中专")
    phone.choose("学习形式", "全日制")
    phone.date("毕业年月", 2016, 7)
    phone.type("所学专业", "机电技术应用")
    return phone.press("继续")


def answer_appointment(phone):
    phone.reads("单位从什么时候聘您为技术员？")
    return phone.date("单位从什么时候聘您为技术员？", 2018, 4).press("继续")


def answer_appraisal(phone):
    phone.reads("任现职以来，哪些年度考核合格（称职）？")
    return phone.tick("2019年度").tick("2020年度").press("继续")


def answer_status(phone):
    return phone.reads("下面的情形您有吗？").tick("以上都没有").press("继续")


QUESTIONS = (
    answer_unit,
    answer_field,
    answer_education,
    answer_appointment,
    answer_appraisal,
    answer_status,
)


def test_six_answers_lead_to_what_is_missing_and_why(phone):
    begin(phone)
    for answer in QUESTIONS:
        answer(phone)

    phone.reads("按您填写的情况，2021年度还差2项条件")
    service = phone.card("资历")
    expect(service).to_contain_text("不符合")
    expect(service).to_contain_text("3年9个月")
    expect(service).to_contain_text("4年以上")
    expect(service.locator("svg title")).to_contain_text("差3个月")
    quote = service.locator("blockquote")
    expect(quote.first).to_be_visible()
    expect(quote.first.locator("mark").last).to_have_text("中专毕业，从事技术员工作 4 年以上")
    expect(phone.card("年度考核")).to_contain_text("不符合")
    phone.fits()


def test_going_back_loses_nothing(phone):
    begin(phone)
    for answer in QUESTIONS[:4]:
        answer(phone)

    phone.reads("任现职以来，哪些年度考核合格（称职）？").follow("返回")
    phone.reads("单位从什么时候聘您为技术员？")
    date = phone.main.get_by_role("group", name="单位从什么时候聘您为技术员？")
    expect(date.get_by_label("年", exact=True)).to_have_value("2018")
    expect(date.get_by_label("月", exact=True)).to_have_value("4")
    phone.follow("返回").reads("您取得过哪些学历？").sees("中专").follow("返回")
    phone.reads("您从事的专业技术工作属于哪一类？")
    expect(phone.main.locator("[name=specialty]")).not_to_have_value("")
    phone.follow("返回").reads("您在哪类单位工作？")
    expect(phone.main.get_by_label("民营、外商投资企业或个体工商户")).to_be_checked()


def test_empty_question_says_what_to_do(phone):
    begin(phone)

    phone.press("继续").reads("您在哪类单位工作？")

    summary = phone.main.get_by_role("alert")
    expect(summary).to_contain_text("有1处要更正")
    expect(phone.page).to_have_title(re.compile("^错误："))
    expect(phone.main.locator(".zc-field__error")).to_contain_text("请选择单位类型")
    if phone.scripted:
        expect(summary).to_be_focused()
    summary.get_by_role("link", name="请选择单位类型").click()
    if phone.scripted:
        expect(phone.main.get_by_role("radio").first).to_be_focused()
    else:
        assert phone.page.url.endswith("#id_unit_0")


def test_answers_are_carried_into_the_form_after_signing_in(phone, world):
    applicant = world.person("卫小鹏", world.unit, Role.APPLICANT)
    begin(phone)
    for answer in QUESTIONS:
        answer(phone)

    phone.follow("带着这些答案去填报").reads("登录")
    phone.enter(applicant)
    phone.reads("我的申报").press("用自测的答案开始申报")

    phone.sees("已由自测带入，请确认")
    phone.follow("学历与学习培训经历").reads("学历与学习培训经历").sees("机电技术应用")
    phone.open(phone.page.url.replace("education", "appointment"))
    since = phone.main.get_by_role("group", name="聘为技术员的日期")
    expect(since.get_by_label("年", exact=True)).to_have_value("2018")
