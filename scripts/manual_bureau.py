"""《303室操作手册》: a day at the counter and at the desk, from the first bag to the answers."""

import re

from tests.journeys import bureau as desk
from tests.journeys import unit

CLERK, COLLEAGUE, LEAD, SECRETARY = "weiguodong", "liumin", "guoqinghua", "lihui"
COMES_TODAY, CAME_LATE, CHECKED = (
    "阳城县太行铸造机械有限公司",
    "阳城县凤翼电力工程有限公司",
    "阳城县砥洎陶瓷有限公司",
)
TOLD, TOLD_WHO, THEIR_HR = "延亚楠", "p013", "lixiulan"
PROPOSED, OVERDUE = "郑晓光", "靳福生"
DESK = 1200  # pixels: papers and points stand beside each other
SENTENCE = "工作报告里“完成的主要工作任务”要写清本人做的部分。"
MENDED = "本人承担坯料配方试验和窑炉烧成曲线调整，共完成试验36组，写出试验记录和操作要点。"


def walk(arrive) -> None:
    clerk, lead = arrive().enter_as(CLERK), arrive().enter_as(LEAD)
    collect(clerk)
    allow_a_late_bag(clerk, lead)
    at_desk = arrive(width=DESK).enter_as(CLERK)
    check(at_desk)
    see_it_taken(at_desk, arrive().enter_as(COLLEAGUE))
    tell(at_desk)
    correct(arrive().enter_as(TOLD_WHO), arrive().enter_as(THEIR_HR))
    tell_again(at_desk, lead)
    end_at_the_door(clerk, lead)
    lead.open("/bureau/").reads("申报总览").shoot("overview")
    answer(arrive().enter_as(SECRETARY), lead)


def collect(clerk) -> None:
    """Bags are read at the counter and registered."""
    clerk.open("/bureau/intake/").reads("收件登记").shoot("intake")
    clerk.follow(COMES_TODAY)
    numbers = clerk.main.locator("tbody th .zc-table__sub").all_inner_texts()
    clerk.open("/bureau/intake/").follow(re.compile(f"扫码收件.*{COMES_TODAY}"))
    for code in ("C12", *numbers):
        clerk.page.locator("#id_code").fill(code)
        clerk.press("登记这个码").page.locator(".zc-scan__answer").wait_for()
    clerk.sees("都扫到了").shoot("counter")
    clerk.follow(f"登记收件（{len(numbers)}袋）").reads("收件登记").shoot("receive")
    clerk.press("收件登记").sees("已办理：收件登记")
    clerk.shoot("package", tallest=900)


def allow_a_late_bag(clerk, lead) -> None:
    """例外收件: asked with a reason, decided by the second person."""
    clerk.open("/bureau/intake/").follow(re.compile(f"扫码收件.*{CAME_LATE}"))
    clerk.type("原因", "单位按时报到主管部门，主管部门因停电推迟盖章。").shoot("exception")
    clerk.press("申请例外收件").sees("等审核人决定")
    lead.open("/bureau/intake/").sees("今天的例外收件").shoot("exception-decide", tallest=420)
    lead.press("同意今天收件").sees("已决定")


def check(clerk) -> None:
    """The list, one file of it, and its points."""
    clerk.open("/bureau/queue/").reads("受理审核").shoot("queue")
    clerk.choose("单位", CHECKED).press("筛选").follow(TOLD).reads(re.compile(TOLD))
    clerk.press("我来核").sees("您正在核这份").shoot("desk", tallest=900)
    for key in desk.ON_PAPER:
        clerk.main.locator(f"#check-{key}").get_by_label("符合", exact=True).check(force=True)
    report = clerk.main.locator("#check-report")
    report.get_by_label("不符合", exact=True).check(force=True)
    clerk.page.locator("#id_say_report").fill(SENTENCE)
    clerk.press("保存核对").sees("核对结果已保存")
    clerk.shoot("point", part=clerk.main.locator(".zc-review__check"))
    clerk.follow(re.compile("^聘用协议.*扫描件")).shoot("viewer", tallest=900)


def see_it_taken(clerk, colleague) -> None:
    """Another clerk may look, not write, while somebody is at the file."""
    colleague.open(clerk.page.url.partition("?")[0]).sees("只能看，不能改").shoot("taken")


def tell(clerk) -> None:
    clerk.press("一次性告知补正（1项）").reads("一次性告知补正").shoot("letter", tallest=1100)
    clerk.press("发出告知书").sees("已办理：一次性告知补正")


def correct(me, hr) -> None:
    """The person told mends the report, the unit hands it on."""
    me.open("/landing/").follow(re.compile("YC2021-")).reads("改好退回的部分")
    here = me.page.url
    me.follow("专业技术工作报告").type("完成的主要工作任务", MENDED * 3).press("保存并继续")
    me.open(here).follow("核对全部内容").press("内容无误，去签承诺")
    me.tick("我已逐条看过").type("承诺人姓名", TOLD).press("签署并提交给单位").reads("已提交给单位")
    unit.supply(hr, TOLD)


def tell_again(clerk, lead) -> None:
    """What has changed is said and marked; a second letter needs a reason and a second person."""
    clerk.open("/bureau/queue/").choose("单位", CHECKED).press("筛选").follow(TOLD)
    clerk.press("我来核").sees("改动处已标出")
    clerk.follow(re.compile("^工作报告.*在线写"))
    clerk.main.get_by_text("再次告知要写明原因").click()
    clerk.type("上一次没有告知的原因", "补正后的工作报告新写了一项业绩，要附证明。")
    clerk.shoot("again")
    clerk.press("申请再次告知").sees("等审核人决定")
    lead.open(clerk.page.url.partition("?")[0]).sees("同意再次告知").shoot("again-decide")


def end_at_the_door(clerk, lead) -> None:
    """不予受理 is proposed by one and decided by another; 视为放弃 when the days are over."""
    clerk.open("/bureau/queue/?show=correction").follow(OVERDUE)
    clerk.follow("视为放弃").reads("视为放弃").shoot("abandon")
    lead.open("/bureau/queue/?show=proposed").follow(PROPOSED)
    lead.follow("不予受理").reads("不予受理").shoot("refuse")


def answer(secretary, lead) -> None:
    """Objections, what was false, questions of strangers."""
    secretary.open("/bureau/objections/").reads("异议处理").shoot("objections")
    secretary.open("/bureau/integrity/").reads("诚信处理").shoot("integrity")
    lead.open("/bureau/enquiries/").reads("咨询投诉").shoot("enquiries")
