"""《评委操作手册》: a meeting on phones from the pool to the award, then the count on paper."""

import re

from tests.journeys import committee as meeting
from tests.journeys.committee import PASSPHRASES

SECRETARY, CHAIR, TELLERS, CONFIRMING = (
    "lihui",
    "wangzhiyuan",
    ("shenjianping", "ruhuimin"),
    "zhaojianping",
)
TODAY = "2021-12-06"
ON_PHONES, ON_PAPER = "2021年度第一次评审会", "2021年度第二次评审会"
REVIEWED, REVIEWED_ON_PAPER = ("延亚楠", "栗振华", "崔志鹏"), ("张建平", "赵欣怡")
ENDED = "2020年度第二次评审会"  # its publicity is over, nobody has registered it yet
PHONE = 390
OPINION = "评审对象的材料齐全，业绩与岗位相符。对崔志鹏的工艺改进作用，评委进行了讨论。"


def walk(arrive) -> None:
    secretary, chair = arrive().enter_as(SECRETARY), arrive().enter_as(CHAIR)
    prepare(secretary)
    codes = hand_out_packets(secretary)
    read(arrive(width=PHONE), *codes[0])
    secretary.open("/committee/").follow(ON_PHONES)
    secretary.shoot("recusals", part=secretary.region("回避"))
    vote_on_phones(secretary, chair, arrive)
    vote_on_paper(secretary, chair, [arrive().enter_as(teller) for teller in TELLERS])
    confirm(secretary, arrive().enter_as(CONFIRMING))


def prepare(secretary) -> None:
    """The pool, the meeting, its people, its members by lot."""
    secretary.open("/committee/pool/").reads("评委库").shoot("pool")
    for name in REVIEWED + REVIEWED_ON_PAPER:
        meeting.send_to_committee(secretary, name)
    secretary.open("/committee/").shoot("home")
    _plan(secretary, ON_PHONES, REVIEWED)
    secretary.shoot("meeting", tallest=1100)
    secretary.follow("抽取评委").reads("抽取评委").type("评委人数", "7")
    secretary.press("抽取").sees("抽取7人").shoot("drawing", tallest=1000)
    secretary.follow(ON_PHONES).reads(re.compile(ON_PHONES))
    secretary.main.get_by_role("link", name=re.compile("^补抽")).last.click()
    secretary.reads("补抽评委").type("不能到会的原因", "当天出差。").shoot("replace")
    secretary.press("补抽一人")


def _plan(secretary, title, people) -> None:
    secretary.open("/committee/").follow("筹备一次评审会").reads("筹备评审会")
    secretary.type("会议名称", title).type("日期", TODAY).type("地点", "阳城县工信局二楼会议室")
    secretary.press("建立会议").reads(re.compile(title))
    for name in people:
        secretary.main.get_by_label(re.compile(f"^\\s*{name}")).check()
    secretary.press("保存评审对象").sees("已保存评审对象")


def hand_out_packets(secretary) -> list[tuple[str, str]]:
    """The reading codes on slips: (member, code)."""
    secretary.open("/committee/").follow(ON_PHONES)
    secretary.press("发阅卷码").reads("阅卷码")
    rows = secretary.main.locator("tbody tr").all()
    return [
        (row.locator("th").inner_text().split("\n")[0], row.locator(".zc-code").inner_text())
        for row in rows
    ]


def read(member, name: str, code: str) -> None:
    """A member at home: the packets, a note of one's own, a recusal."""
    member.open("/reading/").type("阅卷码", code).shoot("reading")
    member.press("打开材料").reads("评委阅卷").sees(name)
    member.follow(REVIEWED[2]).reads(REVIEWED[2]).shoot("packet", tallest=900)
    box = member.main.get_by_role("textbox", name=re.compile("^我的笔记"))
    box.fill("工艺改进的数据要问清：废品率从多少降到多少。")
    member.shoot("note", part=member.region("我的笔记"))
    member.press("保存笔记").sees("笔记")
    member.open("/reading/packets/").shoot("packets")
    member.follow(REVIEWED[1]).type("回避原因", "亲属")
    member.shoot("declare", part=member.region("申报回避"))
    member.press("申报回避").sees("您已回避")


def vote_on_phones(secretary, chair, arrive) -> None:
    """Codes at the table, two passphrases, ballots on phones, the count."""
    meeting_page = secretary.page.url
    secretary.follow("开始签到").press("开始签到").sees("已办理：开始签到")
    codes = []
    for button in range(7):
        secretary.main.get_by_role("button", name=re.compile("^签到")).first.click()
        codes.append(secretary.main.locator(".zc-code").inner_text().strip())
        if button == 0:
            secretary.shoot("sign-in", tallest=560)
    chair.open(meeting_page).follow("开始投票").reads("开始投票")
    for label, words in PASSPHRASES.items():
        chair.type(label, words).type(f"再输一次{label}", words)
    chair.shoot("open-vote", tallest=1100)
    chair.press("开始投票").sees("已办理：开始投票")
    for number, code in enumerate(codes[:6]):
        _vote(arrive(width=PHONE), code, picture=number == 0)
    chair.open(meeting_page).shoot("voting", tallest=700)
    secretary.open(meeting_page).follow("会议纪要").type("评议意见", OPINION)
    secretary.shoot("discussion")
    secretary.press("保存评议意见").sees("已保存评议意见")
    _close(chair, meeting_page, note="一名评委中途离开，没有投票。", picture="close")
    chair.shoot("tally", part=chair.region("计票结果"))
    chair.follow("宣布结果").press("宣布结果").sees("已办理：宣布结果")
    secretary.open(meeting_page).follow("会议纪要").reads("评审会议纪要")
    secretary.shoot("minutes", tallest=1000)
    secretary.open(meeting_page).follow("发布结果公示").reads("发布结果公示")
    secretary.press("发布结果公示").sees("已办理：发布结果公示").shoot("published")


def _vote(phone, code: str, *, picture: bool) -> None:
    phone.open("/vote/").type("表决码", code)
    if picture:
        phone.shoot("vote")
    phone.press("进入投票").sees("无记名")
    for group in phone.main.get_by_role("group").all():
        group.get_by_label("同意", exact=True).check()
    if picture:
        phone.shoot("ballot", tallest=900)
    phone.press("核对选票").reads("核对选票")
    if picture:
        phone.shoot("ballot-check")
    phone.press("投出").reads("已投出")


def _close(chair, meeting_page: str, *, note="", picture="") -> None:
    chair.open(meeting_page).follow("结束投票并计票").reads("结束投票并计票")
    if note:
        chair.type("意见或理由", note)
    for label, words in PASSPHRASES.items():
        chair.type(label, words)
    if picture:
        chair.shoot(picture, tallest=900)
    chair.press("结束投票并计票").sees("已办理：结束投票并计票")


def vote_on_paper(secretary, chair, tellers) -> None:
    """Printed ballots, each teller's own count, sealed until both are there."""
    _plan(secretary, ON_PAPER, REVIEWED_ON_PAPER)
    meeting_page = secretary.page.url
    secretary.follow("抽取评委").type("评委人数", "5").press("抽取").sees("抽取5人")
    secretary.open(meeting_page).press("改为纸质投票").sees("已改为纸质投票")
    secretary.follow("开始签到").press("开始签到").sees("已办理：开始签到")
    for _ in range(5):
        secretary.main.get_by_role("button", name=re.compile("^签到")).first.click()
    secretary.sees("实到5人")
    chair.open(meeting_page).follow("开始投票")
    for label, words in PASSPHRASES.items():
        chair.type(label, words).type(f"再输一次{label}", words)
    chair.press("开始投票").sees("已办理：开始投票")
    secretary.open(meeting_page).shoot("on-paper", tallest=700)
    for number, teller in enumerate(tellers):
        teller.open("/committee/").follow(ON_PAPER).reads("录入点票结果")
        for name in REVIEWED_ON_PAPER:
            for kind, count in (("赞成", "4"), ("反对", "1"), ("弃权", "0"), ("废票", "0")):
                teller.type(f"{name}，{kind}", count)
        if number == 0:
            teller.shoot("count")
        teller.press("密封点票结果").sees("点票结果已密封")
    _close(chair, meeting_page)
    chair.sees("计票结果")


def confirm(secretary, officer) -> None:
    """The publicity is over; 人社局 confirms; certificates are made."""
    secretary.open("/committee/").follow(ENDED).follow("登记结果公示期满")
    secretary.shoot("clear", tallest=900)
    secretary.press("登记结果公示期满").sees("已办理：登记结果公示期满")
    officer.open("/landing/").reads("待核准名单")
    officer.follow(ENDED).follow("核准").reads("核准")
    officer.type("核准文号", "阳人社职字〔2021〕示例15号")
    officer.shoot("confirm", tallest=1000)
    officer.press("核准").sees("已办理：核准")
    secretary.open("/committee/").follow(ENDED)
    secretary.shoot("papers", part=secretary.region("打印"))
