"""The script and the look of the design system in a real Chromium."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.components.browser_urls import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.components.browser_urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page("/style/", width=390)`; what the console complains of is in `page.complaints`."""
    contexts = []

    def open_at(address: str, width: int = 1280):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}{address}")
        return page

    Server.answer, Server.version, Server.text = 200, 1, "晋城职业技术学院"
    Server.autosaved, Server.submitted = [], []
    Server.may_answer.set()
    yield open_at
    for context in contexts:
        context.close()


def kept_here(page) -> list[str]:
    return page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('zc-'))")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("width", [1280, 360])
def test_style_page_fits_and_is_accessible(open_page, width, large):
    page = open_page("/style/", width)
    if large:
        page.get_by_role("button", name="大字版").click()

    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
    )

    assert overflow <= 0
    assert [(v["id"], v["nodes"][0]["target"]) for v in found.response["violations"]] == []
    assert page.complaints == []


def test_large_type_is_remembered_for_the_next_page(open_page):
    page = open_page("/style/")

    page.get_by_role("button", name="大字版").click()
    at_once = page.locator("html").get_attribute("data-type-size")
    source = page.request.get(page.url).text()
    page.get_by_role("button", name="大字版").click()

    assert at_once == "large"
    assert 'data-type-size="large"' in source
    assert page.locator("html").get_attribute("data-type-size") is None
    assert 'data-type-size="large"' not in page.request.get(page.url).text()


def test_menu_opens_on_a_narrow_screen(open_page):
    page = open_page("/style/", 390)
    menu = page.locator(".zc-nav__toggle")

    expect(page.locator("#nav-list")).to_be_hidden()
    menu.click()

    expect(page.locator("#nav-list")).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")


def test_quotations_are_open_on_paper_and_shut_again_after(open_page):
    page = open_page("/style/")
    shut = page.locator("details.zc-cite:not([open])")
    before = shut.count()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    while_printing = shut.count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert (before > 0, while_printing, shut.count()) == (True, 0, before)


def test_typing_is_saved_once_and_said(open_page):
    page = open_page("/section/")

    page.get_by_label("学校名称").press("End")
    page.get_by_label("学校名称").press_sequentially("二分院", delay=30)
    expect(page.locator("#save-state")).to_have_text(re.compile("^已自动保存，"))

    assert [sent["name"] for sent in Server.autosaved] == ["晋城职业技术学院二分院"]
    assert page.locator("#version").input_value() == "2"
    assert kept_here(page) == []


def test_cut_line_keeps_the_text_here_and_sends_it_later(open_page):
    page = open_page("/section/")

    page.context.set_offline(True)
    page.get_by_label("学校名称").fill("断网时写的学校")
    page.get_by_label("身份证号").fill("140522199803120020")
    expect(page.locator("#save-state")).to_have_text("网络断开，内容暂存在本机")
    expect(page.locator("#save-strip")).to_contain_text("请先不要关闭这个页面")
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    page.context.set_offline(False)
    expect(page.locator("#save-state")).to_have_text(re.compile("^已自动保存，"))

    assert "断网时写的学校" in kept
    assert "140522199803120020" not in kept
    assert Server.text == "断网时写的学校"
    assert kept_here(page) == []
    expect(page.locator("#save-strip")).to_be_hidden()


def test_text_kept_here_comes_back_and_meets_a_newer_one_openly(open_page):
    page = open_page("/section/")
    page.context.set_offline(True)
    page.get_by_label("学校名称").fill("这里写的")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "offline")
    page.on("dialog", lambda dialog: dialog.accept())

    Server.version, Server.text = 5, "手机上写的"
    page.context.set_offline(False)
    page.reload()

    expect(page.locator("#conflict")).to_be_focused()
    expect(page.locator("#conflict")).to_contain_text("手机上写的")
    assert page.get_by_label("学校名称", exact=True).input_value() == "这里写的"


def test_failed_save_is_said_and_the_phone_named_after_three(open_page):
    page = open_page("/section/")
    Server.answer = 500

    page.get_by_label("学校名称").fill("保存不上的")
    expect(page.locator("#save-state")).to_have_text("没有保存成功，正在重试")
    for _ in range(2):
        count = len(Server.autosaved)
        page.evaluate("htmx.trigger('#section', 'change')")
        page.wait_for_function(
            "n => performance.now() > n", arg=page.evaluate("performance.now()") + 400
        )
        assert len(Server.autosaved) == count + 1

    expect(page.locator("#save-strip")).to_have_text("请复制要紧的文字，或致电0356-4220191")
    Server.answer = 200
    page.evaluate("htmx.trigger('#section', 'change')")
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")


def test_signed_out_person_is_shown_where_to_sign_in(open_page):
    page = open_page("/section/")
    Server.answer = 401

    page.get_by_label("学校名称").fill("登录过期")

    expect(page.locator("#save-state")).to_have_text("登录已过期")
    link = page.get_by_role("link", name="在新窗口登录后会自动补存")
    expect(link).to_have_attribute("target", "_blank")


def test_second_press_is_not_sent(open_page):
    page = open_page("/section/")

    page.evaluate("""() => {
        const button = document.querySelector('#section button[type=submit]');
        button.click();
        button.click();
    }""")
    page.wait_for_load_state("networkidle")

    assert len(Server.submitted) == 1


def test_change_while_a_save_is_under_way_is_sent_after_it(open_page):
    page = open_page("/section/")
    Server.may_answer.clear()

    with page.expect_request("**/section/autosave/"):
        page.get_by_label("学校名称").fill("先写的")
        page.evaluate("htmx.trigger('#section', 'change')")
    page.get_by_label("学校名称").fill("后写的")
    page.evaluate("htmx.trigger('#section', 'change')")
    page.evaluate("new Promise(done => setTimeout(done, 400))")
    Server.may_answer.set()
    expect(page.locator("#version")).to_have_value("3")

    assert [(sent["version"], sent["name"]) for sent in Server.autosaved] == [
        ("1", "先写的"),
        ("2", "后写的"),
    ]
    expect(page.locator("#conflict")).to_have_count(0)


def test_button_pressed_while_a_save_is_under_way_waits_for_it(open_page):
    page = open_page("/section/")
    Server.may_answer.clear()

    with page.expect_request("**/section/autosave/"):
        page.get_by_label("学校名称").fill("还在保存")
        page.evaluate("htmx.trigger('#section', 'change')")
    page.get_by_role("button", name="保存并继续").click()
    before = len(Server.submitted)
    with page.expect_navigation():
        Server.may_answer.set()

    assert before == 0
    assert [sent["version"] for sent in Server.submitted] == ["2"]


def test_error_summary_has_the_focus_and_leads_into_the_field(open_page):
    page = open_page("/section/")
    page.get_by_label("学校名称").fill("")

    page.get_by_role("button", name="保存并继续").click()

    expect(page.locator(".zc-errors")).to_be_focused()
    assert page.title().startswith("错误：学历")
    page.get_by_role("link", name="请填写学校名称").click()
    expect(page.get_by_label("学校名称")).to_be_focused()


def test_month_pasted_into_the_year_box_is_split(open_page):
    page = open_page("/section/")

    page.get_by_label("年", exact=True).fill("2019年7月")
    page.get_by_label("年", exact=True).blur()

    assert page.get_by_label("年", exact=True).input_value() == "2019"
    assert page.get_by_label("月", exact=True).input_value() == "7"


def test_form_is_sent_without_any_script(chromium, live_server):
    Server.submitted = []
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/section/")

    page.get_by_label("学校名称").fill("没有脚本")
    page.get_by_role("button", name="保存并继续").click()

    assert [sent["name"] for sent in Server.submitted] == ["没有脚本"]
    context.close()
