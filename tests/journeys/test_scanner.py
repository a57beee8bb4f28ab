"""Sixty bags at the counter of room 303 by a keyboard alone, as a USB scanner types."""

import time

import pytest
from playwright.sync_api import expect

from review.codes import code_of
from review.models import Bag, Case, Intake
from review.prints.words import package_number
from review.states import CaseState
from tests.world import at
from yangcheng_titles.demo import road

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BAGS = 61


@pytest.fixture
def package(world):
    cases = [world.submitted(f"申报人{number}") for number in range(BAGS)]
    for case in cases[1:]:
        road.pass_by_unit(case, acting=world.hr, now=at("11-05 15:00"))
    for _, walk in world.stations(cases[0])[:9]:
        walk()
    return Case.objects.get(pk=cases[0].pk).package


def test_sixty_bags_are_taken_in_without_a_mouse(world, package, visit, clock):
    clock("11-24 09:00")
    foreign = world.submitted("外单位", unit=world.make_unit("阳城县砥洎陶瓷有限公司"))
    cases = list(package.cases.select_related("submission", "application").order_by("pk"))
    here, missing = cases[:-1], cases[-1]
    clerk = visit()
    clerk.sign_in(world.clerk)
    clerk.open("/bureau/intake/scan/")
    keys, line = clerk.page.keyboard, clerk.page.locator("[data-answer]")

    def scan(code):
        keys.type(code)
        keys.press("Enter")

    scan(package_number(package))
    expect(clerk.page.locator("#count")).to_have_text(f"应到{BAGS}袋，已扫0袋")
    began = time.monotonic()
    scan("A12")
    for case in here[:30]:
        scan(code_of(case.number, case.submission.version))
    expect(clerk.page.locator("#count")).to_have_text(f"应到{BAGS}袋，已扫30袋")
    for code, said in (
        (here[3].number, "重复：申报人3的档案袋"),
        (foreign.number, "拿错了：外单位的档案袋是阳城县砥洎陶瓷有限公司的"),
        (code_of(missing.number, 9), f"旧版：申报人{BAGS - 1}的这份是第9版，现在是第1版"),
        ("YC2021-9999", "没有编号“YC2021-9999”"),
    ):
        scan(code)
        expect(line).to_contain_text(said)
        assert line.get_attribute("data-answer") == "bad"
    scan("A13")
    for case in here[30:]:
        scan(code_of(case.number, case.submission.version))
    expect(clerk.page.locator("#count")).to_have_text(f"应到{BAGS}袋，已扫60袋")
    took = time.monotonic() - began
    expect(clerk.page.locator("#counter")).to_contain_text(f"还没有扫到1袋：申报人{BAGS - 1}")
    expect(clerk.page.locator("#id_code")).to_be_focused()
    clerk.picture("扫码收件60袋")
    assert took < 20 * 60 / 10  # B1: 20 s a bag; a tenth of it is ours

    scan(package_number(package))
    expect(clerk.page.locator("h1")).to_have_text("收件登记")
    clerk.page.locator("#id_deliverer").focus()
    keys.press("Enter")
    clerk.sees("已办理：收件登记")

    intake = Intake.objects.get()
    assert [person["name"] for person in intake.missing] == [missing.name]
    assert Bag.objects.filter(intake=intake, shelf="A12").count() == 30
    assert Bag.objects.filter(intake=intake, shelf="A13").count() == 30
    assert set(Case.objects.filter(bags__intake=intake).values_list("state", flat=True)) == {
        CaseState.DELIVERED
    }
