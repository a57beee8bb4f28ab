"""What anyone sees without signing in: notices, progress, results, certificates."""

import re

from playwright.sync_api import expect

from tests.journeys.applicant import IDENTITY_NUMBER, PHONE
from tests.journeys.visitor import Visitor


def read_notice(anyone: Visitor, unit: str, name: str) -> None:
    """The notice that runs, with the person's papers and none of the private numbers."""
    anyone.open("/notices/").reads("公示公告")
    anyone.page.get_by_role("link", name=re.compile(f"{unit}.*个人申报材料公示")).first.click()
    anyone.reads(re.compile("个人申报材料公示")).sees(name, "提出异议", "11月9日至15日")
    anyone.misses(IDENTITY_NUMBER, PHONE)


def follow_progress(anyone: Visitor, number: str, code: str, stage: str) -> None:
    anyone.open("/progress/").reads("办件进度").type("申报编号", number).type("查询码", code)
    anyone.press("查询").sees(stage)


def verify(anyone: Visitor, number: str, name: str, unit: str) -> None:
    """The right number with the wrong name is not found; with the right one it is valid."""
    anyone.open("/results/").reads("结果查询").follow("核验任职资格证书").reads("证书核验")
    anyone.type("证书编号", number).type("姓名", "郭小燕").press("核验").sees("未查到")
    anyone.type("证书编号", number).type("姓名", name).press("核验")
    expect(anyone.main.get_by_role("status")).to_contain_text("有效")
    anyone.sees(number, name).misses(unit, "2021年12月16日")
    anyone.picture("证书核验，有效")
