"""The form without any script: fill a section, add and take away an entry, upload, hand in."""

import pytest

from applications.models import Application
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


def test_form_is_filled_in_whole_and_handed_in(world, visit, clock):
    clock("11-08 10:00")
    me = visit(width=390, javascript=False)
    me.sign_in(world.person(applicant.NAME, world.unit, "applicant"))

    applicant.begin(me)
    me.follow("继续：核对申报资格")
    applicant.fill_everything(me, world.unit.name)
    applicant.check_everything(me)
    number, _ = applicant.promise_and_submit(me)

    application = Application.objects.get()
    assert application.number == number
    assert application.submissions.get().submitted_at == at("11-08 10:00")


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
