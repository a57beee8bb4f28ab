"""What secretary, chair and members do on the pages, and the bureau's confirmation after them."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

TITLE = "2021年第一次评审会"
PASSPHRASES = {"主任委员口令": "太行山下", "监票人口令": "沁河水长"}


def send_to_committee(secretary: Visitor, name: str) -> None:
    secretary.open("/committee/").reads("评审会议").follow(name).reads(re.compile(name))
    secretary.follow("提交评审").reads("提交评审").press("提交评审").sees("已办理：提交评审")


def plan_meeting(secretary: Visitor, name: str, *, recused: str) -> None:
    """A day, a place, who is on the agenda, who stays out of whose vote."""
    secretary.open("/committee/").follow("筹备一次评审会").reads("筹备评审会")
    secretary.type("会议名称", TITLE).type("日期", "2021-12-16").type("地点", "工信局会议室")
    secretary.press("建立会议").reads(re.compile(TITLE))
    secretary.main.get_by_label(re.compile(f"^\\s*{name}")).check()
    secretary.press("保存评审对象").sees("已保存评审对象")
    secretary.choose("评委", recused)
    secretary.field("评审对象").select_option(index=1)
    secretary.type("回避原因", "亲属").press("登记回避").sees(f"{recused}回避{name}：亲属")
    expect(secretary.offer("开始签到")).to_have_attribute("aria-disabled", "true")
    secretary.sees("评审会定在12月16日")


def convene(secretary: Visitor) -> None:
    open_meeting(secretary)
    secretary.follow("开始签到").reads("开始签到").press("开始签到").sees("已办理：开始签到")


def open_meeting(who: Visitor) -> None:
    who.open("/committee/").follow(TITLE).reads(re.compile(TITLE))


def sign_members_in(secretary: Visitor, names: list[str]) -> dict[str, str]:
    """One code for each, shown once: name → code."""
    codes = {}
    for name in names:
        secretary.press(f"签到 {name}")
        note = secretary.page.get_by_role("region", name="请把表决码当面交给评委")
        expect(note).to_contain_text(f"{name}的表决码")
        codes[name] = note.locator(".zc-code").inner_text().strip()
    secretary.picture("签到，表决码")
    return codes


def open_vote(chair: Visitor) -> None:
    """Two keepers, two passphrases; the same one twice is refused."""
    open_meeting(chair)
    chair.follow("开始投票").reads("开始投票")
    for label in PASSPHRASES:
        chair.type(label, "太行山下").type(f"再输一次{label}", "太行山下")
    chair.press("开始投票")
    expect(chair.main.get_by_role("alert")).to_contain_text("两个口令不能相同")
    for label, words in PASSPHRASES.items():
        chair.type(label, words).type(f"再输一次{label}", words)
    chair.press("开始投票").sees("已办理：开始投票")


def vote(phone: Visitor, code: str, choice: str, *, name: str, picture: bool = False) -> None:
    """On a member's phone: the code, the choice, one more look, cast; then nothing is shown."""
    phone.open("/vote/").reads("投票表决").type("表决码", code).press("进入投票")
    phone.reads("投票表决").sees(name, "无记名")
    if picture:
        phone.press("核对选票")
        expect(phone.main.get_by_role("alert")).to_contain_text(f"{name}：请选择同意或不同意")
        phone.fits()
    phone.main.get_by_role("group", name=re.compile(name)).get_by_label(choice, exact=True).check()
    phone.press("核对选票").reads("核对选票").sees(name, choice)
    phone.press("投出").reads("已投出")


def is_turned_away(phone: Visitor, code: str) -> None:
    """A code that was used, or is none."""
    phone.open("/vote/").type("表决码", code).press("进入投票")
    phone.misses("核对选票")


def close_vote(chair: Visitor, *, missing: str = "") -> None:
    """Both passphrases; a wrong one opens nothing; what is missing must be explained."""
    open_meeting(chair)
    chair.follow("结束投票并计票").reads("结束投票并计票")
    if missing:
        chair.type("意见或理由", missing)
    for label in PASSPHRASES:
        chair.type(label, "不是这个口令")
    chair.press("结束投票并计票").sees("现在还不能办理")
    for label, words in PASSPHRASES.items():
        chair.type(label, words)
    chair.press("结束投票并计票").sees("已办理：结束投票并计票")


def announce(chair: Visitor, *counts: str) -> None:
    for count in counts:
        chair.sees(count)
    chair.follow("宣布结果").reads("宣布结果").press("宣布结果").sees("已办理：宣布结果")


def publish_result(secretary: Visitor) -> None:
    open_meeting(secretary)
    secretary.follow("发布结果公示").reads("发布结果公示").press("发布结果公示")
    secretary.sees("已办理：发布结果公示")


def clear_result(secretary: Visitor) -> None:
    step = "登记结果公示期满"
    open_meeting(secretary)
    secretary.follow(step).reads(step).press(step).sees(f"已办理：{step}")


def confirm(officer: Visitor, number: str) -> None:
    """人社局 confirms with the number of its document."""
    officer.open("/landing/").reads("待核准名单").follow(TITLE).reads(re.compile(TITLE))
    officer.follow("核准").reads("核准").type("核准文号", number).press("核准").sees("已办理：核准")
