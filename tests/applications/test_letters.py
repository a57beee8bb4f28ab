"""退回补充 on the applicant's pages: who, by when, item by item; only what was named opens."""

import pytest

from applications import services
from applications.errors import Locked
from applications.letters import letter_of
from applications.queries import calendar
from review.checklist import PERSON_ITEMS
from review.models import Case
from review.states import Action
from review.states import CaseState as S
from tests.world import at
from yangcheng_titles.demo import road

ITEMS = [
    {"section": "work", "text": "第1段证明人请写同事。", "clause": ""},
    {"section": "report", "text": "五个部分写齐全。", "clause": "三（四）"},
]


@pytest.fixture
def returned(world, clock):
    case = world.case_at(S.UNIT_OK)
    road.take(case, Action.RETURN, acting=world.hr, now=at("11-09 09:00"), items=ITEMS)
    clock("11-09 10:00")
    case.refresh_from_db()
    return case


def test_letter_stands_on_the_list_and_in_each_section_it_names(returned, world, sign_in):
    client, file = sign_in(world.applicant(returned)), f"/applications/{returned.application_id}/"

    tasks, work = client.get(file).text, client.get(f"{file}sections/work/").text

    assert f"{world.unit.name}，11月9日 09:00退回。" in tasks
    assert "请在12月3日（星期五）前（含当日）改好并重新提交" in tasks
    assert "第1段证明人请写同事。" in tasks
    assert "五个部分写齐全。（三（四））" in tasks
    assert tasks.count(">去改<") == 2
    assert "第1段证明人请写同事。" in work
    assert "五个部分写齐全。" not in work
    assert "改好后还没有重新提交" in work


def test_only_the_named_parts_take_a_change(returned):
    now = at("11-09 10:00")

    services.save_section(returned.application, "work", values={}, rows={}, now=now)
    with pytest.raises(Locked, match="退回时没有要求改“基本情况”"):
        services.save_section(returned.application, "basic", values={}, rows={}, now=now)


def test_letter_of_room_303_draws_its_days_and_goes_with_the_next_version(world, clock):
    case, now = world.case_at(S.DELIVERED), at("11-25 09:00")
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=now, failing=("start_date",))
    road.take(case, Action.CORRECT, acting=world.clerk, now=now)
    case = Case.objects.get(pk=case.pk)
    today = now.date()

    letter = letter_of(case.application, today=today, calendar=calendar())

    assert letter.title.startswith("一次性告知补正")
    assert letter.due_on == case.due_on
    assert letter.days[-1].day == case.due_on
    assert letter.left == "还剩5个工作日"
    world.again(case, now=at("11-25 12:00"))
    case.application.refresh_from_db()
    assert letter_of(case.application, today=today, calendar=calendar()) is None


def test_the_unit_reads_what_changed_line_by_line(returned, world, clock, sign_in):
    work = returned.application.workexperience_set.get()
    before = work.witness
    work.witness = "李四"
    work.save()
    world.again(returned, now=at("11-09 12:00"))
    clock("11-09 14:00")

    page = sign_in(world.hr).get(f"/cases/{returned.pk}/")

    assert [(c.label, c.before, c.after) for c in page.context["changes"]] == [
        ("证明人", before, "李四")
    ]
    assert "和上一版不同的1处" in page.text
