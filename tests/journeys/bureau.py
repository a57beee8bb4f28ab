"""What the department and room 303 do on the pages: agree, receive, check, tell, accept."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

FOUR_POINTS = ("三公示齐全无异议", "单位领导已签", "双承诺齐全", "名单与汇总表一致")


def agree(officer: Visitor, unit: str) -> None:
    """审核同意, refused while a point is not ticked."""
    officer.open("/landing/").reads("待审批次").follow(unit).reads(re.compile(unit))
    officer.follow("审核同意").reads("审核同意")
    for point in FOUR_POINTS[:3]:
        officer.tick(point)
    for person in officer.main.get_by_role("group", name="逐人核对").get_by_role("checkbox").all():
        person.check()
    officer.press("审核同意")
    expect(officer.main.get_by_role("alert")).to_contain_text("名单与汇总表一致")
    officer.tick(FOUR_POINTS[3]).press("审核同意").sees("已办理：审核同意")


def receive(clerk: Visitor, unit: str, name: str, number: str) -> None:
    """The code on the label is scanned, the bag registered; scanned again it is found."""
    clerk.open("/bureau/intake/").reads("收件登记").follow("扫码收件").reads("扫码收件")
    clerk.page.locator("#id_code").fill(number)
    clerk.press("登记这个码").reads(re.compile(unit)).sees(f"{name} 已扫", "已扫1袋")
    clerk.follow("登记收件（1袋）").reads("收件登记")
    clerk.type(f"{name}的架位", "A1").press("收件登记").sees("已办理：收件登记")
    clerk.reads(re.compile(unit)).sees("收1袋")
    clerk.open("/bureau/intake/")
    clerk.page.locator("#id_code").fill(number)
    clerk.press("查").sees("已收件，在架A1")


ON_PAPER = ("form_copies", "check_code", "report", "proof", "start_date", "envelope")
AFTER_A_CHANGE = ("promises", "notices", "panel")


def check(clerk: Visitor, name: str, *, points=ON_PAPER, failing: dict[str, str]) -> None:
    """What the machine left open is answered point by point, `failing` named with the sentence."""
    clerk.open("/bureau/queue/").reads("受理审核").press("从第一份开始核").reads(re.compile(name))
    for key in points:
        _point(clerk, key).get_by_label("符合", exact=True).check(force=True)
    for key, sentence in failing.items():
        point = _point(clerk, key)
        point.get_by_label("不符合", exact=True).check(force=True)
        clerk.page.locator(f"#id_say_{key}").fill(sentence)
    clerk.press("保存核对").sees("核对结果已保存")
    clerk.picture(f"逐项核对{name}")


def _point(clerk: Visitor, key: str):
    return clerk.page.locator(f"#check-{key}")


def tell(clerk: Visitor, sentence: str) -> None:
    """一次性告知补正: the letter is shown as the unit will read it, then sent."""
    clerk.press("一次性告知补正（1项）").reads("一次性告知补正")
    clerk.sees("单位和申报人看到的告知书", "一次性补正告知书", sentence, "补正期限")
    clerk.press("发出告知书").sees("已办理：一次性告知补正")


def accept(clerk: Visitor, name: str) -> None:
    clerk.press("受理").reads("受理").press("受理").sees("已办理：受理")


def accept_package(clerk: Visitor, unit: str) -> None:
    """The unit's own papers, then the whole package."""
    clerk.follow("单位材料").reads(re.compile(unit))
    clerk.is_refused("受理", "accept")
    clerk.follow("返回").reads(re.compile(unit))
    for choice in clerk.main.get_by_label("符合", exact=True).all():
        choice.check(force=True)
    clerk.press("保存核对").sees("单位材料的核对结果已保存")
    clerk.follow("受理").reads("受理").press("受理").sees("已办理：受理")
