"""What the unit does on the pages: checks files, publicises three times, assesses, recommends."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from yangcheng_titles.demo import scans

PANEL = (
    ("王秀兰", "群众代表", "职工代表"),
    ("张国庆", "群众代表", "职工代表"),
    ("成建国", "单位领导", "总工程师"),
    ("陈立新", "同行专家", "工程师"),
    ("郭永红", "同行专家", "高级工程师"),
)


def open_file(hr: Visitor, name: str) -> None:
    hr.open("/unit/").reads("单位工作台").follow(name).reads(re.compile(name))


def open_package(hr: Visitor, unit: str) -> None:
    hr.open("/unit/").follow("打开材料袋").reads(re.compile(unit))


def begin_review(hr: Visitor, name: str) -> None:
    open_file(hr, name)
    hr.follow("开始审核").reads("开始审核").press("开始审核").sees("已办理：开始审核")


def return_for_correction(hr: Visitor, part: str, text: str) -> None:
    hr.follow("退回补充").reads("退回补充").press("退回补充")
    expect(hr.main.get_by_role("alert")).to_contain_text(
        "请至少勾选一项原因，或在一个部分写明要改的内容"
    )
    hr.type(part, text).press("退回补充").sees("已办理：退回补充", text)


def approve(hr: Visitor) -> None:
    """Refused while the originals were not seen; then each is ticked."""
    expect(hr.offer("审核通过")).to_have_attribute("aria-disabled", "true")
    hr.sees("现在还不能“审核通过”")
    for choice in hr.main.get_by_label("与原件一致", exact=True).all():
        choice.check()
    hr.press("登记核对结果").sees("原件核对结果已登记")
    hr.picture("单位审核，原件已核")
    hr.follow("审核通过").reads("审核通过").press("审核通过").sees("已办理：审核通过")


def post(hr: Visitor, notice: str, *, shows: str) -> None:
    """Look at the very text first, then let it be public; a photograph of the sheet follows.

    What was posted before is remembered, and the text stands on the page at once.
    """
    step = f"发布{notice}"
    hr.follow(step).reads(step)
    if notice == "公示①":
        hr.press("看公示正文")
    hr.sees("请核对公示正文", shows)
    hr.picture(f"{step}，正文")
    hr.press(step).sees(f"已办理：{step}")


def hang_up(hr: Visitor, notice: str) -> None:
    """The photograph of the posted sheet (五（3））."""
    hr.open("/unit/notices/").reads("三公示").follow(notice).reads(re.compile("公示"))
    hr.field("张贴后的照片或扫描件").set_input_files(
        {
            "name": "张贴照片.jpg",
            "mimeType": "image/jpeg",
            "buffer": scans.photo(notice, ("公示栏",)),
        }
    )
    hr.press("上传照片").sees("照片已上传")


def register(hr: Visitor, notice: str) -> None:
    step = f"登记{notice}结果"
    hr.follow(step).reads(step).press(step).sees(f"已办理：{step}")


def assess(hr: Visitor, name: str) -> None:
    """民主评议: refused without 同行专家, drafted, read, recorded."""
    hr.follow("登记民主评议").reads("登记民主评议")
    hr.type("地点", "公司三楼会议室")
    seat(hr, PANEL[:3])
    for point in ("职业道德", "工作态度", "技术业务能力"):
        hr.choose(f"{name}，{point}", "好")
    hr.choose(f"{name}，专业水平", "较好")
    hr.type(f"{name}，同意推荐票", "3").type(f"{name}，不同意推荐票", "0")
    hr.press("登记民主评议")
    expect(hr.main.get_by_role("alert")).to_contain_text("评议组里还没有同行专家（四（二））")
    hr.picture("登记民主评议，缺同行专家")
    seat(hr, PANEL)
    hr.type(f"{name}，同意推荐票", "5")
    hr.press("登记民主评议").sees("已按评议结果拟好鉴定意见")
    expect(hr.field(f"{name}的拟鉴定意见")).to_have_value(re.compile("同意推荐"))
    hr.picture("登记民主评议，意见已拟")
    hr.press("登记民主评议").sees("已办理：登记民主评议")


def seat(hr: Visitor, panel) -> None:
    """Write these into the first lines of the 评议组."""
    for number, (name, kind, title) in enumerate(panel, 1):
        hr.type(f"第{number}位姓名", name).choose(f"第{number}位类别", kind)
        hr.type(f"第{number}位职务、职称", title)


def recommend(head: Visitor, unit: str, name: str) -> None:
    """单位领导 signs the unit's promise with the full name."""
    open_package(head, unit)
    head.follow("推荐").reads("推荐").sees("单位承诺")
    head.type("承诺人（单位负责人）姓名", name).press("推荐").sees("已办理：推荐")


def file_package(hr: Visitor, unit: str, name: str) -> None:
    open_package(hr, unit)
    hr.follow("生成材料袋，送主管部门").reads("报主管部门")
    hr.type("报送人姓名", name).type("报送人手机号", "13800009999")
    hr.press("生成材料袋，送主管部门").sees("已办理：报主管部门").reads("整套材料，第1套")
    hr.sees("怎样打印").follow("回到材料袋").reads(re.compile(unit))


def supply(hr: Visitor, name: str) -> None:
    """补正后报送, once the applicant has handed in again."""
    open_file(hr, name)
    hr.follow("补正后报送").reads("补正后报送").press("补正后报送").sees("已办理：补正后报送")
