import re

import pytest
from django.urls import reverse

from review import records
from review.models import Meeting, SealedBallot
from review.states import Action, CaseState, MeetingState
from tests.world import at
from yangcheng_titles.demo import road

PASSPHRASES = {"chair_passphrase": "太行山下", "teller_passphrase": "沁河水长"}


@pytest.fixture
def ready(world):
    return world, world.case_at(CaseState.IN_REVIEW)


def url(meeting, action):
    return reverse("review:meeting-step", args=[meeting.pk, action])


def test_secretary_plans_and_seats_and_sets_the_list(ready, sign_in, clock):
    world, case = ready
    world.committee(9)
    clock("12-10 09:00")
    page = sign_in(world.secretary)

    page.post(
        reverse("review:meeting-plan"),
        {"title": "第一次评审会", "held_on": "2021-12-16", "place": "会议室"},
    )
    meeting = Meeting.objects.get()
    page.post(reverse("review:meeting-agenda", args=[meeting.pk]), {"people": [case.pk]})

    assert meeting.attendances.count() == 9
    assert list(meeting.cases.all()) == [case]


def test_planning_in_the_past_keeps_what_was_typed(ready, sign_in, clock):
    world, _ = ready
    clock("12-10 09:00")

    answer = sign_in(world.secretary).post(
        reverse("review:meeting-plan"),
        {"title": "第一次评审会", "held_on": "2021-12-09", "place": "会议室"},
    )

    assert "评审会日期不能早于今天" in answer.text
    assert 'value="第一次评审会"' in answer.text
    assert not Meeting.objects.exists()


def test_even_committee_cannot_convene_and_the_button_says_why(ready, sign_in, clock):
    world, case = ready
    meeting = world.meeting([case])
    meeting.attendances.last().delete()
    clock("12-16 08:30")

    answer = sign_in(world.secretary).get(reverse("review:meeting", args=[meeting.pk]))

    assert "评委会现有8人，应为3人以上的单数。" in answer.text


def test_code_is_shown_once_at_the_table(ready, sign_in, clock):
    world, case = ready
    meeting = world.meeting([case])
    clock("12-16 08:30")
    road.take(meeting, Action.CONVENE, acting=world.secretary, now=at("12-16 08:30"))
    seat = meeting.attendances.first()
    page = sign_in(world.secretary)

    answer = page.post(reverse("review:meeting-sign-in", args=[meeting.pk, seat.pk]))

    code = re.search(r'class="zc-code">(\d{8})<', answer.text)[1]
    seat.refresh_from_db()
    assert code not in seat.code_index
    assert code not in page.get(reverse("review:meeting", args=[meeting.pk])).text


def test_member_votes_by_code_and_sees_no_choice_afterwards(ready, client, clock):
    world, case = ready
    _, seats = world.open_vote([case])
    code = world_code(world, seats[0])
    clock("12-16 09:10")

    client.post(reverse("review:vote"), {"code": code})
    paper = client.get(reverse("review:ballot"))
    empty = client.post(reverse("review:ballot"), {})
    check = client.post(reverse("review:ballot"), {f"case_{case.pk}": "no"})
    done = client.post(reverse("review:ballot"), {f"case_{case.pk}": "no", "step": "cast"})
    again = client.get(reverse("review:ballot"), follow=True)

    assert case.name in paper.text
    assert "还有1人没有选" in empty.text
    assert "投出后不能修改" in check.text
    assert "已投出" in done.text
    assert "不同意" not in done.text
    assert "进入投票" in again.text
    assert SealedBallot.objects.count() == 1


def world_code(world, seat):
    return records.sign_in(seat, acting=world.secretary, now=at("12-16 08:50"))


def test_wrong_code_is_refused_in_words(ready, client, clock):
    world, case = ready
    world.open_vote([case])
    clock("12-16 09:10")

    answer = client.post(reverse("review:vote"), {"code": "00000000"})

    assert "表决码不对，或投票已经结束" in answer.text


def test_ballot_pages_have_one_length_whatever_is_chosen(ready, client, clock):
    world, case = ready
    _, seats = world.open_vote([case])
    clock("12-16 09:10")
    lengths = set()
    for seat, choice in zip(seats, ("yes", "no"), strict=False):
        client.post(reverse("review:vote"), {"code": world_code(world, seat)})
        done = client.post(reverse("review:ballot"), {f"case_{case.pk}": choice, "step": "cast"})
        lengths.add(len(done.content))

    assert len(lengths) == 1


def test_chair_opens_closes_and_announces(ready, sign_in, clock):
    world, case = ready
    meeting = world.meeting([case])
    road.take(meeting, Action.CONVENE, acting=world.secretary, now=at("12-16 08:30"))
    seats = world.sign_in(meeting, 8)
    clock("12-16 09:00")
    page = sign_in(world.chair)
    twice = {"chair_again": "太行山下", "teller_again": "沁河水长"}

    same = page.post(
        url(meeting, "open-vote"),
        {"chair_passphrase": "一样的", "teller_passphrase": "一样的"} | twice,
    )
    page.post(url(meeting, "open-vote"), PASSPHRASES | twice)
    meeting.refresh_from_db()
    road.vote(meeting, seats, {})
    wrong = page.post(url(meeting, "close-vote"), PASSPHRASES | {"chair_passphrase": "记错了口令"})
    page.post(url(meeting, "close-vote"), PASSPHRASES)
    page.post(url(meeting, "announce"), {})

    meeting.refresh_from_db()
    case.refresh_from_db()
    assert "两个口令不能相同" in same.text
    assert wrong.status_code == 409
    assert "票没有打开" in wrong.text
    assert (meeting.state, case.state) == (MeetingState.ANNOUNCED, CaseState.PASSED)


def test_clerk_cannot_open_the_meeting(ready, sign_in, clock):
    world, case = ready
    meeting = world.meeting([case])
    clock("12-16 09:00")

    assert sign_in(world.clerk).get(reverse("review:meeting", args=[meeting.pk])).status_code == 403
    assert sign_in(world.clerk).post(url(meeting, "convene")).status_code == 409


def test_hrss_sees_a_meeting_only_when_its_result_is_public(ready, sign_in, clock):
    world, case = ready
    meeting = world.hold_meeting([case])
    clock("12-27 09:00")
    before = sign_in(world.hrss).get(reverse("review:meeting", args=[meeting.pk])).status_code
    world.publish_result(case)

    after = sign_in(world.hrss).get(reverse("review:meeting", args=[meeting.pk])).status_code

    assert (before, after) == (404, 200)


@pytest.mark.parametrize("count", [1, 3])
def test_meeting_page_costs_the_same_for_more_people(
    world, sign_in, clock, django_assert_max_num_queries, count
):
    cases = [world.case_at(CaseState.UNIT_OK, f"人员{n}") for n in range(count)]
    for case in cases:
        type(case).objects.filter(pk=case.pk).update(state=CaseState.IN_REVIEW)
    meeting = world.meeting(cases)
    clock("12-10 09:00")
    page, url = sign_in(world.secretary), reverse("review:meeting", args=[meeting.pk])
    page.get(url)

    with django_assert_max_num_queries(33):
        page.get(url)
