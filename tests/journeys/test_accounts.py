"""An account from nothing: signing up on a phone, the unit's word, a code, a session that ends."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.roles import Role
from tests.journeys import applicant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOSEN, FORGOTTEN = "析城山下2021年", "沁河水长2021年"


def test_person_signs_up_is_confirmed_and_comes_back_with_a_printed_code(visit, world, clock):
    clock("11-08 09:00")
    me = visit(width=390).open("/accounts/sign-in/").follow("注册账号").reads("注册申报人账号")
    me.type("姓名", "郭晓燕").type("身份证号", applicant.IDENTITY_NUMBER)
    me.type("手机号", applicant.PHONE).type("工作单位", "析城")
    me.type("新密码", FORGOTTEN).type("再填一次新密码", FORGOTTEN).press("注册")
    me.reads("郭晓燕，您的账号已开通").sees(world.unit.name, "等单位确认").fits()
    me.follow("开始申报").press("开始申报").reads("填写评审表")
    me.sees("现在还不能提交给单位", f"{world.unit.name}还没有确认您是本单位人员").fits()
    application = User.objects.get(name="郭晓燕").applications.get()
    me.open(f"/applications/{application.pk}/sections/basic/")
    expect(me.field("身份证号")).to_be_disabled()

    hr = visit().sign_in(world.hr).open("/unit/members/").reads("人员账号")
    hr.press("确认 郭晓燕是本单位人员").sees("已确认郭晓燕是本单位人员。").fits()
    me.open(f"/applications/{application.pk}/").misses("现在还不能提交给单位")

    hr.follow("打印一次性登录码").reads("打印一次性登录码")
    hr.main.get_by_label("郭晓燕").check()
    hr.press("打印").reads("一次性登录码").fits()
    code = re.search(r"\d{4} \d{4}", hr.main.inner_text())[0]
    me.page.get_by_role("button", name="退出", exact=True).click()
    me.open("/accounts/sign-in/").follow("用一次性代码登录，重设密码").reads("忘了密码")
    me.type("手机号或登录名", applicant.PHONE).type("验证码或登录码", code).press("登录")
    me.reads("设置新密码").type("新密码", CHOSEN).type("再填一次新密码", CHOSEN).press("修改密码")
    me.reads("账号与安全").sees("单位发的登录码").fits()


def test_dialog_asks_before_the_session_ends(visit, world, clock, settings):
    settings.IDLE_MINUTES_APPLICANT = 3
    clock("2021-11-08 09:00:00")
    me = visit(width=390)
    me.page.clock.install()
    me.sign_in(world.person("郭晓燕", world.unit, Role.APPLICANT)).open("/accounts/profile/")
    dialog = me.page.get_by_role("dialog", name="为保护您的信息，2分钟后将退出。")
    expect(dialog).to_be_hidden()

    clock("2021-11-08 09:01:01")
    me.page.clock.fast_forward(61_000)
    expect(dialog.get_by_role("button", name="继续填写")).to_be_focused()
    expect(dialog.get_by_role("status")).to_have_text("还有2分钟")
    me.picture("会话将结束")
    me.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    clock("2021-11-08 09:03:30")
    assert me.page.request.get(f"{me.site}/accounts/session/").json() == {"left": 31}

    clock("2021-11-08 09:04:01")
    me.page.clock.fast_forward(180_000)
    me.reads("登录").sees("因为3分钟没有操作，已退出。")
    assert me.page.url.endswith("/accounts/sign-in/?next=%2Faccounts%2Fprofile%2F")


@pytest.mark.parametrize("javascript", [True, False])
def test_what_is_sent_too_late_is_not_lost(visit, world, clock, settings, javascript):
    settings.IDLE_MINUTES_APPLICANT = 30
    clock("11-05 14:00")
    application = world.start(applicant.NAME)
    owner = application.applicant.memberships.get()
    me = visit(width=390, javascript=javascript).sign_in(owner)
    me.open(f"/applications/{application.pk}/sections/title/")

    clock("11-05 14:31")
    me.type("现从事的专业技术工作", "采掘技术管理和培训").press(applicant.SAVE)
    me.reads("登录").sees("您刚才填的内容还在").enter(owner)
    me.reads("您刚才填的内容还在").fits().press("接着提交").reads("基本情况")

    application.refresh_from_db()
    assert application.current_work == "采掘技术管理和培训"
