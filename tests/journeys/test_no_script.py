"""The form without any script: fill a section, add and take away an entry, upload, hand in."""

import pytest
from playwright.sync_api import expect

from tests.journeys import applicant
from tests.world import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def application(world):
    """A file with everything answered, not handed in."""
    return world.start(applicant.NAME)


@pytest.fixture
def me(application, world, visit, clock):
    clock("11-05 14:00")
    visitor = visit(width=390, javascript=False)
    return visitor.sign_in(application.applicant.memberships.get())


def test_section_is_filled_in_and_its_mistake_named(me, application):
    me.open(f"/applications/{application.pk}/sections/title/").reads("申报职称与专业")

    me.type("现从事的专业技术工作", "").press(applicant.SAVE)
    expect(me.main.get_by_role("alert")).to_contain_text("请填写现从事的专业技术工作")
    me.type("现从事的专业技术工作", applicant.WORK).press(applicant.SAVE)

    me.reads("基本情况")
    application.refresh_from_db()
    assert application.current_work == applicant.WORK


def test_entry_is_added_taken_away_and_brought_back(me, application):
    me.open(f"/applications/{application.pk}/sections/achievements/")

    me.press("加一项荣誉")
    honour = me.entry("honours-0")
    me.date("获得年月", 2021, 2, within=honour)
    me.type("荣誉名称", "先进工作者", within=honour).type("授予单位", "本单位", within=honour)
    me.press("删除 第1项", within=honour)
    me.press("撤销 第1项", within=me.entry("honours-0"))
    me.press(applicant.SAVE)

    me.reads("著作、论文和技术报告")
    assert [row.name for row in application.honour_set.all()] == ["先进工作者"]


def test_papers_are_uploaded_by_a_button(me, application):
    me.open(f"/applications/{application.pk}/sections/materials/").reads("上传证明材料")

    agreement = applicant.agreement(("补充页",))
    applicant.upload(me, "appointment", "补充协议.pdf", agreement, "application/pdf")

    assert application.attachments.filter(name="补充协议.pdf").exists()


def test_file_is_checked_promised_and_handed_in(me, application):
    me.open(f"/applications/{application.pk}/review/").reads("核对全部内容")
    me.press("内容无误，去签承诺")

    number, _ = applicant.promise_and_submit(me)

    application.refresh_from_db()
    assert number == application.number
    assert application.submissions.get().submitted_at == at("11-05 14:00")
