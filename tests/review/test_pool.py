"""评委库: kept with its history; a meeting's members drawn from it, for anyone to repeat."""

from datetime import date
from functools import partial
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from review import pool, records
from review.engine import Refused
from review.models import CommitteeMember, Drawing, PoolChange
from review.states import Action, CaseState
from tests.world import at

LIST, NEW, IMPORT = (reverse(f"review:{name}") for name in ("pool", "pool-new", "pool-import"))
SOMEBODY = {
    "name": "牛文华",
    "employer": "阳城县某设计院",
    "title": "高级工程师",
    "specialty": "建筑工程",
    "position": "member",
    "term_from": "2021-01-01",
    "term_until": "2023-12-31",
}


@pytest.fixture
def planned(world):
    """A pool of twelve, one of them of the applicant's unit, and a meeting with that applicant."""
    case = world.case_at(CaseState.IN_REVIEW)
    members = world.committee(12)
    CommitteeMember.objects.filter(pk=members[11].pk).update(employer=case.unit.name)
    return world, world.meeting([case]), members


def draw(world, meeting, **change):
    return pool.draw_members(
        meeting, acting=world.secretary, now=at("12-10 09:00"), **{"size": 7} | change
    )


# --- the pool ------------------------------------------------------------------------------------
def test_member_is_added_and_changed_with_history(world, sign_in, clock):
    clock("12-01 09:00")
    page = sign_in(world.secretary)

    page.post(NEW, SOMEBODY)
    member = CommitteeMember.objects.get()
    address = reverse("review:pool-member", args=[member.pk])
    page.post(address, SOMEBODY | {"term_until": "2022-06-30"})
    page.post(address, SOMEBODY | {"term_until": "2022-06-30"})

    assert [len(change.lines) for change in PoolChange.objects.all()] == [1, 7]
    assert "任期至由2023-12-31改为2022-06-30" in page.get(address).text
    assert "任期内1人：建筑工程1人" in page.get(LIST).text


@pytest.mark.parametrize(
    ("until", "says"),
    [
        ("2024-01-01", "任期最长三年"),
        ("2020-12-31", "早于任期自2021-01-01"),
        ("", "任期至"),
    ],
)
def test_term_is_three_years_at_most_and_in_order(world, sign_in, clock, until, says):
    clock("12-01 09:00")

    answer = sign_in(world.secretary).post(NEW, SOMEBODY | {"term_until": until})

    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="牛文华"' in answer.text
    assert not CommitteeMember.objects.exists()


def workbook(page, change):
    """The exported workbook with `change(sheet)` done to it."""
    book = load_workbook(BytesIO(page.get(reverse("review:pool-export")).content))
    change(book.active)
    file = BytesIO()
    book.save(file)
    return {"file": SimpleUploadedFile("评委库.xlsx", file.getvalue())}


def test_workbook_goes_out_and_comes_back_with_history(world, sign_in, clock):
    clock("12-01 09:00")
    world.committee(3)
    page = sign_in(world.secretary)

    def change(sheet):
        sheet["E4"] = "机械工程"
        new = ("", "牛文华", "某院", "高级工程师", "建筑工程", "委员", "2021-01-01", "2022-12-31")
        for column, value in enumerate(new, 1):
            sheet.cell(7, column).value = value

    answer = page.post(IMPORT, workbook(page, change), follow=True)

    assert "已导入：新增1人，修改1人。" in answer.text
    assert CommitteeMember.objects.count() == 4
    assert [change.way for change in PoolChange.objects.all()] == ["xlsx", "xlsx"]


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("A4", 9999, "第4行“编号”是“9999”，评委库里没有"),
        ("F5", "组长", "第5行“职务”是“组长”，请填写主任委员或副主任委员或委员"),
        ("H6", date(2029, 1, 1), "第6行“任期至”：任期最长三年"),
        ("G6", "去年", "第6行“任期自”是“去年”"),
        ("B5", None, "第5行“姓名”没有填写"),
    ],
)
def test_one_wrong_cell_saves_nothing(world, sign_in, clock, cell, value, says):
    clock("12-01 09:00")
    world.committee(3)
    page = sign_in(world.secretary)

    def change(sheet):
        sheet["E4"] = "机械工程"
        sheet[cell] = value

    answer = page.post(IMPORT, workbook(page, change))

    assert answer.status_code == 422
    assert says in answer.text
    assert not PoolChange.objects.exists()


def test_history_and_drawings_are_append_only(planned):
    world, meeting, members = planned
    row = draw(world, meeting)
    change = pool.save_member(
        members[0], acting=world.secretary, now=at("12-10 09:00"), data={"title": "工程师"}
    )

    for one in (row, change):
        found = type(one).objects.filter(pk=one.pk)
        for deed in (partial(found.update, id=one.pk), found.delete):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                deed()


@pytest.mark.parametrize("hat", ["chair", "clerk", "lead"])
def test_only_the_secretary_changes_the_pool(world, sign_in, clock, hat):
    clock("12-01 09:00")

    assert sign_in(getattr(world, hat)).post(NEW, SOMEBODY).status_code == 403


def test_pool_costs_the_same_for_more_people(world, sign_in, clock, django_assert_num_queries):
    clock("12-01 09:00")
    page = sign_in(world.secretary)
    world.committee(3)
    page.get(LIST)
    with connection.execute_wrapper(counter := Counter()):
        page.get(LIST)
    world.committee(30)

    with django_assert_num_queries(counter.count):
        page.get(LIST)


class Counter:
    count = 0

    def __call__(self, execute, *args):
        self.count += 1
        return execute(*args)


# --- drawing -------------------------------------------------------------------------------------
def test_drawing_seats_those_drawn_and_repeats(planned):
    world, meeting, members = planned

    row = draw(world, meeting)

    assert {seat.member_id for seat in meeting.attendances.all()} == set(row.drawn)
    assert len(row.drawn) == 7
    assert members[0].pk in row.drawn
    assert row.excluded == [[members[11].pk, "评委12", "与申报人同单位"]]
    assert row.repeat() == row.drawn
    out = StringIO()
    call_command("repeat_drawing", stdout=out)
    assert out.getvalue().rstrip().endswith("equal")


def test_altered_record_is_reported(planned):
    world, meeting, _ = planned
    row = draw(world, meeting)
    Drawing.objects.bulk_create(
        [
            Drawing(
                meeting=meeting, seed=row.seed, size=7, candidates=row.candidates,
                drawn=row.drawn[::-1], drawn_at=row.drawn_at, drawn_by=row.drawn_by,
            )
        ]
    )  # fmt: skip

    with pytest.raises(CommandError, match="1 drawings"):
        call_command("repeat_drawing", stdout=StringIO())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"size": 8}, "应为3人以上的单数"),
        ({"size": 13}, "不够抽"),
        ({"needs": [["水利工程", 1]]}, "“水利工程”专业可以抽取的评委不够1人"),
    ],
)
def test_refused_drawing_leaves_the_seats(planned, change, says):
    world, meeting, _ = planned

    with pytest.raises(Refused, match=says):
        draw(world, meeting, **change)

    assert meeting.attendances.count() == 12
    assert not Drawing.objects.exists()


def test_second_drawing_needs_a_reason_and_keeps_the_first(planned):
    world, meeting, _ = planned
    draw(world, meeting)

    with pytest.raises(Refused, match="重新抽取请写明原因"):
        draw(world, meeting)
    draw(world, meeting, reason="增加一个专业", size=9)

    assert meeting.drawings.count() == 2
    assert meeting.attendances.count() == 9


def test_replacement_is_drawn_from_those_left_and_recorded(planned):
    world, meeting, _ = planned
    first = draw(world, meeting)
    seat = meeting.attendances.get(member_id=first.drawn[3])
    records.recuse(
        seat, meeting.cases.get(), acting=world.secretary, now=at("12-10 10:00"), reason="亲属"
    )

    row = pool.replace_member(seat, acting=world.secretary, now=at("12-14 09:00"), reason="出差")

    assert meeting.attendances.count() == 7
    assert row.drawn[0] not in first.drawn
    assert not meeting.attendances.filter(member_id=first.drawn[3]).exists()
    assert row.repeat() == row.drawn
    again = draw(world, meeting, reason="重来")
    assert first.drawn[3] not in again.drawn
    assert [first.drawn[3], seat.member.name, "出差"] in again.excluded


def test_who_signed_in_is_not_replaced(planned):
    world, meeting, _ = planned
    draw(world, meeting)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    seat = world.sign_in(meeting, 1)[0]

    with pytest.raises(Refused, match="已经签到，不能换人"):
        pool.replace_member(seat, acting=world.secretary, now=at("12-16 08:45"), reason="有事")


def test_vote_under_way_is_not_drawn_anew(planned):
    world, meeting, _ = planned
    draw(world, meeting)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")

    with pytest.raises(Refused, match="不能再抽取评委"):
        draw(world, meeting, reason="迟了")


def test_page_draws_by_specialty_and_shows_seed_and_lots(planned, sign_in, clock):
    world, meeting, _ = planned
    clock("12-10 09:00")
    page = sign_in(world.secretary)
    address = reverse("review:meeting-drawing", args=[meeting.pk])

    even = page.post(address, {"size": "8", "need_0": "2", "spare_conflicted": "on"})
    page.post(address, {"size": "9", "need_0": "2", "spare_conflicted": "on"})
    shown = page.get(address).text

    assert "评委人数是8，应为单数，请改成7或9" in even.text
    assert Drawing.objects.get().seed in shown
    assert shown.count(">抽中<") == 9
    assert "采矿工程至少2人" in shown
