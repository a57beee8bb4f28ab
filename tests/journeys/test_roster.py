"""A new unit's first day (ux.md 4b, 1 to 5): three steps, a roster, the matrix, an invitation.

One browser at a desk, one on a phone; every page is looked at in both widths.
"""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import Invitation
from tests.applications.rosters import NAMES, SHORT, number, person, workbook
from tests.journeys.roster import download, mended, send
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOSEN = "析城山下2021年"
ROWS = [person(0) | SHORT, person(1, major="法学"), *(person(n) for n in range(2, 12))]
SPOILT = {5: {"appointed_on": "2019"}, 8: {"identity_number": "14052219960312901"}}


def test_new_unit_imports_its_people_and_looks_at_every_verdict(visit, world, clock):
    clock("11-05 09:00")
    hr = visit().sign_in(world.hr).open("/unit/").reads("单位工作台")
    hr.sees("导入名单", "核对资格", "定公示日期").misses("三公示排期").fits()
    hr.follow("导入名单").reads("导入名单").fits()
    assert download(hr, "下载模板（Excel）")["A3"].value == "姓名"

    rows = [row | SPOILT.get(place, {}) for place, row in enumerate(ROWS)]
    send(hr, workbook(world.round, rows)).reads("名单还不能导入").fits()
    hr.sees("读到12人，有2处要改。一个人也没有导入。")
    hr.sees("第7行 聘任年月：写成了“2019”，请写成“2019.08”")
    hr.sees("第10行 身份证号：身份证号应为18位，现在是17位")
    sheet = download(hr, "下载标好的名单（Excel）")
    hr.follow("改好了，重新上传").reads("导入名单")
    send(hr, mended(sheet, number(8))).reads("核对名单").fits()
    hr.sees("读到12人：符合10人，需核实1人，不符合1人。")
    hr.press("导入12人").reads("申报人员").sees("已导入12人", "撤销导入").fits()
    hr.open("/unit/").sees("已完成", "需核实1人，不符合1人").follow("核对资格")

    hr.reads("资格批量核对").sees("符合10", "需核实1", "不符合1").fits()
    sheet = download(hr, "导出Excel")
    first = [cell.value for cell in sheet[4]]
    assert first[1] == NAMES[0]
    assert any("1次" in str(text) and "（三（五））" in str(text) for text in first)
    hr.follow("处理1个需核实").sees(NAMES[1]).misses(NAMES[0])
    hr.follow("看全部12人")
    hr.main.get_by_role("row", name=re.compile(NAMES[0])).get_by_role(
        "link", name=re.compile("不符合")
    ).click()
    panel = hr.page.get_by_role("dialog", name=f"{NAMES[0]}的资格核对")
    expect(panel).to_contain_text("不低于2次")
    expect(panel.locator("#R13")).to_be_in_viewport()
    hr.fits().picture("资格批量核对，侧栏")
    panel.get_by_role("button", name="关闭", exact=True).click()
    expect(panel).to_be_hidden()
    hr.follow(NAMES[0]).reads(f"{NAMES[0]}的资格核对").fits()
    expect(hr.card("年度考核").first).to_contain_text("不低于2次")

    take_up(visit(width=390), world)


def take_up(me: Visitor, world) -> None:
    """The person named in the list opens an account alone: name and number are enough."""
    invitation = Invitation.objects.get(name=NAMES[2])
    me.open("/accounts/sign-up/").reads("注册申报人账号")
    me.type("姓名", NAMES[2]).type("身份证号", number(2)).type("手机号", invitation.phone)
    me.type("工作单位", "析城").type("新密码", CHOSEN).type("再填一次新密码", CHOSEN).press("注册")
    me.sees("单位已把您列入名单", f"{world.unit.name}已确认您是本单位人员").fits()
    me.follow("开始申报").press("开始申报").reads("填写评审表")
    me.sees("已由单位名单带入，请确认").fits()
