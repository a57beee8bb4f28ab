"""Journey 4b: one HR, twelve people, from an empty workbench to the slip for room 303.

What HR does is done on the pages and counted; what applicants, the public and the department do is
theirs. The measure of ux.md §4b: at most 120 clicks, no date worked out by hand, the set in three.
"""

import io
import re
import zipfile
from datetime import date

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from review import records
from review.models import Assessment, Case, IssuedDocument, Notice, NoticePhoto, Package, Packet
from review.states import Action, CaseState, NoticeKind
from tests.applications.rosters import NAMES, SHORT, person, workbook
from tests.journeys import unit
from tests.journeys.roster import download, mended, send
from tests.journeys.walk import Walk
from tests.world import at
from yangcheng_titles.demo import road, scans
from yangcheng_titles.demo.people import bachelor, identity_number

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST_CLICKS, MOST_FOR_THE_SET = 120, 3
SHORT_ONE, DOUBTFUL, RETURNED, OBJECTED = NAMES[0], NAMES[1], NAMES[2], NAMES[3]
APPLYING = NAMES[1:]
CLEAN = NAMES[3:]
SPOILT = {5: {"appointed_on": "2019"}, 8: {"identity_number": "14052219960312901"}}
S = CaseState


def number_of(name: str) -> str:
    """The number `world.submitted` gives the people who apply, in the order of the list."""
    return identity_number(date(1997, 3, 12), "女", 100 + NAMES.index(name))


ROSTER = [
    person(0) | SHORT,
    *(
        person(n, identity_number=number_of(NAMES[n]), **({"major": "法学"} if n == 1 else {}))
        for n in range(1, 12)
    ),
]


@pytest.fixture
def queue(settings):
    """The real queue: `queue()` lets the worker make what waits in it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return lambda: call_command("db_worker", batch=True, startup_delay=False, verbosity=0)


@pytest.fixture
def states(world):
    """`states()`: in which states the people of the unit are, and how many in each."""

    def count():
        found = Case.objects.filter(application__unit=world.unit).values_list("state", flat=True)
        return {S(state): list(found).count(state) for state in found}

    return count


def test_twelve_people_from_the_roster_to_room_303(visit, world, clock, queue, states):
    world.hr.user.phone = "13800009999"
    world.hr.user.save()
    clock("11-05 09:00")
    hr = visit()
    walk = Walk(hr)
    hr.sign_in(world.hr)
    begin(hr, world)
    plan(hr)
    invite(hr)

    hand_in(world)
    clock("11-08 09:00")
    post(hr, "公示①", seen=False)
    review(hr)
    assert states() == {S.UNIT_OK: 10, S.RETURNED: 1}

    clock("11-08 15:00")
    world.again(case_of(RETURNED), now=at("11-08 15:00"))
    review_again(hr)
    clock("11-09 09:00")
    post(hr, "公示②")
    numbers = [number_of(name) for name in APPLYING]
    visit().open(notice("materials")).sees(*APPLYING).misses(*numbers, "13800000102")

    clock("11-12 10:00")
    hr.open(f"/packages/{package().pk}/")
    hr.is_refused("登记公示②结果", "clear-materials", "公示②须满5个工作日", "11月16日起才能登记")
    object_to(OBJECTED, now=at("11-12 11:00"))

    clock("11-16 09:00")
    register(hr, "公示①")
    hr.follow("登记公示②结果").sees("还不能登记的人员", f"{OBJECTED}：有1条异议还没有核查结论")
    hr.press("登记公示②结果").sees("已办理：登记公示②结果")
    assert states() == {S.ASSESSMENT: 10, S.MATERIALS_NOTICE: 1}
    conclude(hr)
    register(hr, "公示②")
    assess(hr)
    post(hr, "公示③", at_hand=True)

    clock("11-23 09:00")
    register(hr, "公示③")
    sign(visit(width=390), world)
    before = walk.clicks
    build(hr, queue)
    names = zipfile.ZipFile(io.BytesIO(hr.download("下载压缩包"))).namelist()
    assert walk.clicks - before <= MOST_FOR_THE_SET + 1  # and one to come to the workbench
    in_order(names)

    clock("11-23 14:00")
    road.take(
        package(), Action.SEND_BACK, acting=world.officer, now=at("11-23 14:00"),
        note="公示②的照片看不清，请换一张。",
    )  # fmt: skip
    made = set(IssuedDocument.objects.values_list("pk", flat=True))
    mend_photograph(hr)
    build(hr, queue)
    hr.sees("第2套")
    anew = IssuedDocument.objects.exclude(pk__in=made).values_list("kind", flat=True)
    assert set(anew) == {"publicity_proof", "publicity_record", "manifest"}  # nobody's own papers

    world.agree(package(), "11-23 16:00")
    clock("11-24 09:00")
    deliver(hr, queue)

    assert walk.clicks <= MOST_CLICKS
    assert walk.dated == {"/unit/notices/plan/"}


# --- the way about ------------------------------------------------------------------------------
def desk(hr):
    hr.page.get_by_role("navigation", name="主导航").get_by_role("link", name="工作台").click()
    hr.reads("单位工作台")


def todo(hr, what: str):
    """From the workbench by the one button of a line of 接下来要做的."""
    desk(hr)
    hr.main.locator(".zc-todo li").filter(has_text=what).get_by_role("link").click()


def case_of(name: str) -> Case:
    return Case.objects.get(application__applicant__name=name)


def package() -> Package:
    return Package.objects.get()


def notice(kind: str) -> str:
    return f"/notices/{Notice.objects.filter(kind=kind).latest('pk').code}/"


# --- before anybody hands in --------------------------------------------------------------------
def begin(hr, world):
    """Three steps, a list with two bad cells, mended and imported, everybody checked at once."""
    hr.reads("单位工作台").sees("导入名单", "核对资格", "定公示日期").misses("三公示排期")
    hr.follow("导入名单")
    rows = [row | SPOILT.get(place, {}) for place, row in enumerate(ROSTER)]
    send(hr, workbook(world.round, rows)).reads("名单还不能导入")
    hr.sees("读到12人，有2处要改。", "第7行 聘任年月", "第10行 身份证号")
    sheet = download(hr, "下载标好的名单（Excel）")
    hr.follow("改好了，重新上传")
    send(hr, mended(sheet, number_of(NAMES[8]))).reads("核对名单")
    hr.press("导入12人").reads("申报人员")
    hr.follow("资格批量核对").sees("符合10", "需核实1", "不符合1")
    row = hr.main.get_by_role("row", name=re.compile(SHORT_ONE))
    row.get_by_role("link", name=re.compile("不符合")).click()
    card = hr.page.get_by_role("dialog", name=f"{SHORT_ONE}的资格核对")
    expect(card).to_contain_text("不低于2次")
    card.get_by_role("button", name="关闭", exact=True).click()


def plan(hr):
    """A day that cannot be kept is refused with the reason; the fastest plan is kept."""
    desk(hr)
    hr.follow("定公示日期").reads("三公示排期")
    hr.type("公示③开始", "2021-11-20")
    hr.sees("公示③不能在11月20日", "那天不是工作日，不计入。")
    hr.follow("按最快的安排").press("保存排期").sees("排期已保存")


def invite(hr):
    todo(hr, "打印开通单")
    hr.press("打印勾选人员的开通单").reads("开通单").sees(*NAMES)


def hand_in(world):
    """Eleven fill in and hand in; the twelfth has one 考核合格 of two and waits a year."""
    for name in APPLYING:
        major = "法学" if name == DOUBTFUL else "采矿工程"
        career = bachelor("采矿工程", "采掘技术管理", "太原理工大学", major)
        world.submitted(name, career=career, now=at("11-05 14:00"))


# --- review -------------------------------------------------------------------------------------
def review(hr):
    """Nine pass together, one goes back with two reasons ticked, one is settled by itself."""
    todo(hr, "审核")
    hr.reads("批量审核").press("开始审核11人").sees("开始审核11人：")
    for name in CLEAN:
        hr.tick(name)
    hr.picture("批量审核，已勾")
    hr.press("看名单").sees("请核对名单，共9人", "登记为与原件一致").press("审核通过9人")
    hr.sees("审核通过9人：").follow(re.compile("YC2021-"))
    hr.reads(re.compile(RETURNED)).follow("退回补充")
    for reason in hr.main.get_by_role("group", name="退回的原因").get_by_role("checkbox").all()[:2]:
        reason.check()
    hr.press("退回补充").sees("已办理：退回补充")
    todo(hr, DOUBTFUL)
    hr.reads(re.compile(DOUBTFUL)).tick("符合")
    hr.type("核实的理由", "所学专业课程与申报专业相近，成绩单在案。")
    hr.type("依据的材料", "成绩单原件").press("登记核实结论").sees("核实结论已登记")
    hr.press("没勾的都一致，登记").sees("原件核对结果已登记")
    hr.follow("审核通过").type("意见或理由", "经核实，所学专业相近。").press("审核通过")
    hr.sees("已办理：审核通过")


def review_again(hr):
    todo(hr, RETURNED)
    hr.reads(re.compile(RETURNED)).follow("开始审核").press("开始审核")
    hr.press("没勾的都一致，登记").follow("审核通过").press("审核通过").sees("已办理：审核通过")


# --- the three publicities ----------------------------------------------------------------------
def post(hr, which: str, *, seen=True, at_hand=False):
    """The text is looked at, posted, and the photograph of the sheet put beside it."""
    step = f"发布{which}"
    if at_hand:
        hr.follow(step)
    else:
        todo(hr, step)
    if not seen:
        hr.press("看公示正文")
    hr.sees("请核对公示正文").press(step).sees(f"已办理：{step}")
    photograph(hr, which)


def photograph(hr, which: str):
    sheet = scans.photo(f"{which}{NoticePhoto.objects.count()}", ("公示栏",))
    file = {"name": "张贴照片.jpg", "mimeType": "image/jpeg", "buffer": sheet}
    hr.attach("张贴后的照片或扫描件", file).press("上传照片").sees("照片已上传")


def register(hr, which: str):
    todo(hr, f"{which}期满，登记结果")
    hr.press(f"登记{which}结果").sees(f"已办理：登记{which}结果")


def object_to(name: str, *, now):
    """Somebody of the public objects with the name given."""
    records.file_objection(
        Notice.objects.get(kind=NoticeKind.MATERIALS), now=now, content="业绩不实。",
        cases=[case_of(name).pk], name="李某", phone="13900000000",
    )  # fmt: skip


def conclude(hr):
    todo(hr, f"核查对{OBJECTED}的异议")
    hr.tick("不成立").type("核查情况", "查阅工程资料和会议记录，业绩属实。")
    hr.press("登记核查结论").sees("核查结论已登记")


def assess(hr):
    """民主评议 of everybody: refused without 同行专家, the opinions drafted, read, recorded."""
    hr.follow("登记民主评议").reads("登记民主评议").type("地点", "公司三楼会议室")
    rows = {1: unit.PANEL[0], 2: unit.PANEL[1], 5: unit.PANEL[2]}
    seat(hr, rows)
    for point in ("职业道德", "工作态度", "专业水平", "技术业务能力"):
        hr.choose(f"其余的人，{point}", "好")
    hr.choose(f"{RETURNED}，专业水平", "较好")
    hr.type("其余的人，同意推荐票", "5").type("其余的人，不同意推荐票", "0")
    hr.press("登记民主评议").sees("评议组里还没有同行专家（四（二））")
    hr.sees("其余的人：同意5票加不同意0票，不等于到会3人")
    seat(hr, {3: unit.PANEL[3], 4: unit.PANEL[4]})
    hr.press("登记民主评议").sees("已按评议结果拟好鉴定意见")
    expect(hr.field(f"{RETURNED}的拟鉴定意见")).to_have_value(re.compile("专业水平较好.*同意5票"))
    hr.picture("登记民主评议，意见已拟")
    hr.press("登记民主评议").sees("已办理：登记民主评议")
    assert Assessment.objects.get().ratings.count() == len(APPLYING)


def seat(hr, rows: dict):
    for number, (name, kind, title) in rows.items():
        expect(hr.field(f"第{number}位类别").locator("option:checked")).to_have_text(kind)
        hr.type(f"第{number}位姓名", name)
        if kind != "群众代表":  # who has no other title than that
            hr.type(f"第{number}位职务、职称", title)


# --- the set, and where it goes -----------------------------------------------------------------
def sign(head, world):
    """单位领导 recommends on a phone, with the own name."""
    head.sign_in(world.head).reads("单位工作台")
    head.main.locator(".zc-todo li").filter(has_text="推荐").get_by_role("link").click()
    head.reads("推荐").sees("单位承诺").type("承诺人（单位负责人）姓名", world.head.user.name)
    assert head.overflow <= 0
    head.press("推荐").sees("已办理：推荐")


def build(hr, queue):
    """Filed with what the page knows already; the queue makes the set while the page waits."""
    todo(hr, "报主管部门")
    hr.reads("报主管部门").press("生成材料袋，送主管部门").sees("已办理：报主管部门")
    hr.reads(re.compile("整套材料")).sees("本页每2秒刷新一次")
    queue()
    assert Packet.objects.latest("pk").stage == Packet.Stage.READY
    hr.sees("怎样打印")


def in_order(names: list[str]):
    """The manifest, everybody in the order of the list, the unit's papers, the labels."""
    folders = [name.split("/")[0] for name in names]
    people = [name.split("/")[1] for name in names if name.startswith("1_")]
    assert names[0] == "0_材料清单.pdf"
    assert folders == sorted(folders)
    assert list(dict.fromkeys(people)) == [
        f"{place:02}_{name}_{case_of(name).number}" for place, name in enumerate(APPLYING, 1)
    ]


def mend_photograph(hr):
    """One item put right in its place."""
    hr.page.get_by_role("navigation", name="主导航").get_by_role("link", name="三公示").click()
    hr.reads("三公示").follow("公示②")
    photograph(hr, "公示②")


def deliver(hr, queue):
    """Where, until when and by whom the bags are brought, and the slip that goes with them."""
    todo(hr, "档案袋送303室")
    hr.reads("送303室")
    hr.sees("阳城县工信局303室", "11月26日（星期五），含当日", "档案袋11袋")
    expect(hr.field("送件人姓名")).to_have_value("原海燕")
    hr.press("打印送件单")
    queue()
    assert IssuedDocument.objects.get(kind="delivery_slip").state == IssuedDocument.State.READY
