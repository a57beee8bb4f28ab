"""评审会议纪要: written by the count, never changed, corrected only below (40号令 23)."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from documents import printing
from review import minutes, records
from review.engine import Refused
from review.models import Minutes, MinutesNote
from review.prints import committee
from review.states import Action, CaseState
from tests.documents import reading
from tests.world import at


@pytest.fixture
def held(world):
    """A meeting of nine, eight there, one of them recused, counted."""
    case = world.case_at(CaseState.IN_REVIEW)
    meeting = world.meeting([case])
    minutes.write_discussion(meeting, acting=world.secretary, text="业绩扎实。\n报告清楚。")
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    seats = world.sign_in(meeting, 8)
    case.refresh_from_db()
    records.recuse(seats[2], case, acting=world.secretary, now=at("12-16 08:50"), reason="亲属")
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
        chair_passphrase="太行山下", teller_passphrase="沁河水长",
    )  # fmt: skip
    for seat in seats[:2] + seats[3:]:
        records.cast(seat, choices={case.pk: "no" if seat == seats[0] else "yes"})
    meeting.refresh_from_db()
    world.close_vote(meeting)
    meeting.refresh_from_db()
    return world, meeting


def test_count_writes_the_minutes_from_the_records(held):
    _, meeting = held

    said = meeting.minutes.content

    assert [len(said["present"]), len(said["absent"])] == [8, 1]
    assert said["recusals"] == [["评委3", "郭晓燕", "亲属", "秘书登记"]]
    assert said["discussion"] == "业绩扎实。\n报告清楚。"
    assert (said["opened"], said["closed"]) == ("2021-12-16 09:00", "2021-12-16 11:00")
    [vote] = said["votes"]
    assert [vote[key] for key in ("yes", "no", "recused", "needed", "passed")] == [6, 1, 1, 5, True]
    assert minutes.is_intact(meeting.minutes)


def test_minutes_name_nobody_s_vote(held):
    _, meeting = held

    assert not {"choice", "ballot", "seat"} & set(meeting.minutes.content["votes"][0])


def test_discussion_is_closed_by_the_count(held):
    world, meeting = held

    with pytest.raises(Refused, match="已随计票定稿"):
        minutes.write_discussion(meeting, acting=world.secretary, text="改")


def test_minutes_and_notes_are_append_only(held):
    world, meeting = held
    minutes.annotate(
        meeting.minutes, acting=world.secretary, now=at("12-20 09:00"), text="地点应为三楼。"
    )

    for model in (Minutes, MinutesNote):
        for deed in (lambda rows: rows.update(id=1), lambda rows: rows._raw_delete(rows.db)):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                deed(model.objects.all())


def test_note_stands_below_and_is_printed(held, sign_in, clock):
    world, meeting = held
    clock("12-20 09:00")
    address = reverse("review:meeting-minutes", args=[meeting.pk])
    page = sign_in(world.secretary)

    empty = page.post(address, {"text": " "})
    page.post(address, {"text": "地点应为三楼会议室。"})

    assert empty.status_code == 422
    assert "李慧：地点应为三楼会议室。" in page.get(address).text
    printed = "".join(reading.pages(printing.render(committee.minutes(meeting))))
    assert "1．2021年12月20日09:00，李慧：地点应为三楼会议室。" in printed
    assert "评委3回避郭晓燕：亲属（秘书登记）。" in printed
    assert "业绩扎实。" in printed


def test_chair_reads_but_does_not_write(held, sign_in, clock):
    world, meeting = held
    clock("12-20 09:00")
    address = reverse("review:meeting-minutes", args=[meeting.pk])

    answer = sign_in(world.chair).post(address, {"text": "改一改"})

    assert "加上附记" not in answer.text
    assert not MinutesNote.objects.exists()
