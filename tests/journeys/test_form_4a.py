"""Journey 4a: the form filled in at a desk, on a phone in large type and by keys alone.

Also what may go wrong on the way: the line is cut, the browser is killed, a second device writes in
the same section, the session ends. Nothing typed is lost.
"""

import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from applications.models import Application, SectionDraft
from tests.journeys import applicant
from tests.journeys.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_PAGES, MOST_CLICKS, MOST_FIELDS, MOST_SECONDS = 22, 95, 12, 5
ASKED_ONCE = ("身份证号", "民族", "申报专业", "聘任日期", "联系电话", "现从事的专业技术工作")
KNOWN = ("姓名", "性别", "出生日期", "出生年月", "单位性质", "手机号", "最高学历")


@pytest.fixture
def newcomer(world, clock):
    """A person of the unit who has not begun."""
    clock("11-08 10:00")
    return world.person(applicant.NAME, world.unit, "applicant")


@pytest.mark.parametrize(("width", "large"), [(1280, False), (390, True)], ids=["desk", "phone"])
def test_form_is_filled_in_from_the_first_page_to_the_receipt(newcomer, world, visit, width, large):
    me = visit(width=width)
    me.sign_in(newcomer)
    if large:
        me.page.get_by_role("button", name="大字版").click()
    walk = Walk(me)

    applicant.begin(me)
    me.follow("继续：核对申报资格")
    applicant.fill_everything(me, world.unit.name)
    applicant.check_everything(me)
    number, code = applicant.promise_and_submit(me)

    assert Application.objects.get().number == number
    assert len(code) == 8
    assert walk.pages <= MOST_PAGES
    assert walk.clicks <= MOST_CLICKS
    assert 9 <= walk.fields <= MOST_FIELDS
    assert [walk.asked_on(label) for label in ASKED_ONCE] == [1] * len(ASKED_ONCE)
    assert [walk.asked_on(label) for label in KNOWN] == [0] * len(KNOWN)


@pytest.fixture
def filled(world, clock):
    """A file with every answer, not handed in."""
    clock("11-08 10:00")
    return world.start(applicant.NAME)


@pytest.fixture
def me(filled, visit):
    return visit().sign_in(filled.applicant.memberships.get())


def section(application, slug: str) -> str:
    return f"/applications/{application.pk}/sections/{slug}/"


def typed_in(application, slug: str, field: str) -> str:
    """What the server has of a field that is being typed."""
    draft = SectionDraft.objects.filter(application=application, slug=slug).first()
    return draft.typed.get(field, [""])[0] if draft else ""


def tab_to(me, name: str) -> None:
    """Press Tab until the element of this name has the focus."""
    named = """() => { const e = document.activeElement;
      return [...(e.labels ?? [])].map((l) => l.textContent.trim().replace("（选填）", ""))[0]
        ?? e.textContent.trim(); }"""
    for _ in range(120):
        me.page.keyboard.press("Tab")
        if me.page.evaluate(named) == name:
            return
    raise AssertionError(f"no Tab stop is called {name}")


def test_by_keys_alone_a_mistake_is_found_mended_and_the_file_handed_in(me, filled):
    keys = me.page.keyboard
    me.open(section(filled, "basic")).reads("基本情况")
    tab_to(me, "出生地")
    keys.press("Control+a")
    keys.type("山西沁水")
    tab_to(me, applicant.SAVE)
    keys.press("Enter")

    me.reads("学历与学习培训经历")
    tab_to(me, "修改第1段")
    keys.press("Enter")
    expect(me.field("所学专业", within=me.entry("education-0"))).to_be_visible()
    tab_to(me, "所学专业")
    keys.press("Control+a")
    keys.press("Delete")
    tab_to(me, applicant.SAVE)
    keys.press("Enter")
    expect(me.main.get_by_role("alert")).to_be_focused()
    tab_to(me, "第1段：请填写所学专业")
    keys.press("Enter")
    expect(me.field("所学专业", within=me.entry("education-0"))).to_be_focused()
    keys.type("采矿工程")
    tab_to(me, applicant.SAVE)
    keys.press("Enter")
    me.reads("工作经历")

    me.open(f"/applications/{filled.pk}/review/").reads("核对全部内容").sees("采矿工程", "山西沁水")
    tab_to(me, "内容无误，去签承诺")
    keys.press("Enter")
    me.reads("签署个人承诺并提交给单位")
    tab_to(me, "我已逐条看过")
    keys.press("Space")
    tab_to(me, "承诺人姓名")
    keys.type(applicant.NAME)
    tab_to(me, "签署并提交给单位")
    keys.press("Enter")
    me.reads("已提交给单位")


def test_cut_line_loses_no_character(me, filled):
    me.open(section(filled, "report")).reads("专业技术工作报告")
    box, state = me.field("完成的主要工作任务"), me.page.locator("#save-state")
    box.fill("断线以前写的。")
    expect(state).to_contain_text("已自动保存")

    me.page.context.set_offline(True)
    box.press("End")
    box.press_sequentially("断线时写的。", delay=20)
    expect(state).to_have_text("网络断开，内容暂存在本机")
    box.press_sequentially("还在写。", delay=20)
    me.page.context.set_offline(False)
    expect(state).to_contain_text("已自动保存")

    assert typed_in(filled, "report", "report_tasks") == "断线以前写的。断线时写的。还在写。"


def test_killed_browser_loses_five_seconds_at_most(me, filled):
    me.open(section(filled, "report")).reads("专业技术工作报告")
    box = me.field("所从事的专业技术工作")
    box.fill("")

    moments = []
    for number in range(70):
        box.press_sequentially(chr(ord("a") + number % 26))
        moments.append(time.monotonic())
        me.page.wait_for_timeout(80)
    me.page.context.close()

    kept = len(typed_in(filled, "report", "report_work"))
    lost = moments[-1] - moments[kept] if kept < len(moments) else 0
    assert moments[-1] - moments[0] > MOST_SECONDS
    assert lost <= MOST_SECONDS


def test_second_device_is_met_with_both_texts(me, filled, visit):
    me.open(section(filled, "title")).reads("申报职称与专业")
    phone = visit(width=390).sign_in(filled.applicant.memberships.get())
    phone.open(section(filled, "title")).type("现从事的专业技术工作", "手机上写的")
    phone.press(applicant.SAVE).reads("基本情况")

    me.type("现从事的专业技术工作", "电脑上写的")
    panel = me.page.locator("#conflict")
    expect(panel).to_contain_text("手机上写的")
    expect(me.page.locator("#save-state")).to_have_text("另一处刚改过这一节")
    expect(panel.locator("tbody tr")).to_have_count(1)
    panel.get_by_label("电脑上写的").check()
    me.page.wait_for_timeout(500)  # a choice is not typing: the panel stays as it is
    me.press("按选择保存").reads("基本情况")

    filled.refresh_from_db()
    assert filled.current_work == "电脑上写的"


def test_button_pressed_after_the_session_ended_loses_nothing(me, filled):
    me.open(section(filled, "title")).reads("申报职称与专业")
    Session.objects.all().delete()
    box = me.field("现从事的专业技术工作")

    box.fill("登录过期以后写的")
    box.press("Enter")
    me.enter(filled.applicant.memberships.get()).reads("您刚才填的内容还在")
    me.press("接着提交").reads("基本情况")

    filled.refresh_from_db()
    assert filled.current_work == "登录过期以后写的"


def test_ended_session_keeps_the_text_and_returns_to_the_field(me, filled):
    me.open(section(filled, "title")).reads("申报职称与专业")
    Session.objects.all().delete()
    box = me.field("现从事的专业技术工作")

    box.fill("登录过期以后写的")
    expect(me.page.locator("#save-state")).to_have_text("登录已过期")
    me.page.reload()
    me.enter(filled.applicant.memberships.get())

    expect(box).to_have_value("登录过期以后写的")
    expect(box).to_be_focused()
    me.press(applicant.SAVE).reads("基本情况")
    filled.refresh_from_db()
    assert filled.current_work == "登录过期以后写的"
