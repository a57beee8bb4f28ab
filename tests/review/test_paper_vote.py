"""纸质投票: two tellers, the same numbers, sealed until the close; the equation holds."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.roles import Role
from documents import printing
from review import paper_vote, records
from review.engine import Refused
from review.models import PaperCount, Tally
from review.prints import committee
from review.states import Action, CaseState, MeetingState
from tests.documents import reading
from tests.security.scene import rows
from tests.world import at


@pytest.fixture
def voting(world):
    """Eight of nine are there, one stands aside for the one person; paper; two tellers."""
    case = world.case_at(CaseState.IN_REVIEW)
    meeting = world.meeting([case])
    paper_vote.choose(meeting, acting=world.secretary, paper=True)
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    seats = world.sign_in(meeting, 8)
    case.refresh_from_db()
    records.recuse(seats[2], case, acting=world.secretary, now=at("12-16 08:50"), reason="亲属")
    world.step(
        meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
        chair_passphrase="太行山下", teller_passphrase="沁河水长",
    )  # fmt: skip
    meeting.refresh_from_db()
    tellers = [world.person(name, world.bureau, Role.TELLER) for name in ("申建平", "茹慧敏")]
    return world, meeting, case, tellers


def seal(meeting, teller, case, *numbers):
    paper_vote.seal_count(meeting, acting=teller, numbers={case.pk: numbers})


def test_two_equal_counts_are_the_tally(voting):
    world, meeting, case, tellers = voting
    for teller in tellers:
        seal(meeting, teller, case, 5, 1, 0, 1)

    world.close_vote(meeting)

    tally = Tally.objects.get()
    assert (tally.yes, tally.no, tally.abstain, tally.invalid) == (5, 1, 0, 1)
    assert (tally.voters, tally.passed) == (7, True)
    assert not PaperCount.objects.exists()
    meeting.refresh_from_db()
    assert meeting.minutes.content["paper"]


def test_counts_that_differ_close_nothing_and_are_counted_again(voting):
    world, meeting, case, tellers = voting
    seal(meeting, tellers[0], case, 5, 2, 0, 0)
    seal(meeting, tellers[1], case, 4, 3, 0, 0)

    with pytest.raises(Refused, match="两位监票人录入的数不一致：郭晓燕") as refused:
        world.close_vote(meeting)
    seal(meeting, tellers[1], case, 5, 2, 0, 0)
    world.close_vote(meeting)

    assert not any(digit in str(refused.value) for digit in "0123456789")
    assert Tally.objects.get().yes == 5


@pytest.mark.parametrize("counted", [0, 1])
def test_close_waits_for_both_tellers(voting, counted):
    world, meeting, case, tellers = voting
    for teller in tellers[:counted]:
        seal(meeting, teller, case, 5, 2, 0, 0)

    with pytest.raises(Refused, match=f"还差{2 - counted}位监票人录入点票结果"):
        world.close_vote(meeting)

    meeting.refresh_from_db()
    assert meeting.state == MeetingState.VOTING


def test_numbers_that_do_not_make_up_the_votes_are_refused(voting):
    _, meeting, case, tellers = voting

    for numbers in ((5, 3, 0, 0), (5, 1, 0, 0), (8, -1, 0, 0)):
        with pytest.raises(Refused, match=r"郭晓燕合计\d票，应为7票"):
            seal(meeting, tellers[0], case, *numbers)

    assert not PaperCount.objects.exists()


def test_one_teller_is_not_two_and_a_third_is_one_too_many(voting):
    world, meeting, case, tellers = voting
    for numbers in ((5, 2, 0, 0), (6, 1, 0, 0)):
        seal(meeting, tellers[0], case, *numbers)
    assert PaperCount.objects.count() == 1
    seal(meeting, tellers[1], case, 6, 1, 0, 0)
    third = world.person("郗三", world.bureau, Role.TELLER)

    with pytest.raises(Refused, match="第三人不能再录"):
        seal(meeting, third, case, 6, 1, 0, 0)


def test_nobody_but_a_teller_of_the_bureau_counts(voting):
    world, meeting, case, _ = voting

    for acting in (world.secretary, world.chair, world.clerk, world.hr):
        with pytest.raises(PermissionDenied):
            seal(meeting, acting, case, 7, 0, 0, 0)


def test_nothing_on_disk_in_the_log_or_on_a_page_differs_by_what_was_counted(
    voting, sign_in, clock, caplog
):
    world, meeting, case, tellers = voting
    clock("12-16 10:00")
    address = reverse("review:meeting-count", args=[meeting.pk])
    seal(meeting, tellers[0], case, 6, 1, 0, 0)
    caplog.set_level(logging.DEBUG)
    seen = []

    for numbers in ((7, 0, 0, 0), (0, 0, 4, 3)):
        caplog.clear()
        kinds = ("yes", "no", "abstain", "invalid")
        data = {f"{kind}_{case.pk}": n for kind, n in zip(kinds, numbers, strict=True)}
        sign_in(tellers[0]).post(address, data, follow=True)
        row = PaperCount.objects.get()
        again = sign_in(tellers[0]).get(address).content
        desk = sign_in(world.chair).get(reverse("review:meeting", args=[meeting.pk])).content
        dump = "\n".join(line for found in rows().values() for line in found)
        dump = dump.replace(repr(bytes(row.sealed)), "#")
        seen.append((len(row.sealed), len(again), len(desk), str(numbers)[1:-1] in dump))
        assert str(list(numbers)) not in caplog.text

    assert seen[0] == seen[1]
    assert not seen[0][-1]


def test_wrong_sum_is_told_and_what_was_typed_is_kept(voting, sign_in, clock):
    _, meeting, case, tellers = voting
    clock("12-16 10:00")
    data = {f"{kind}_{case.pk}": n for kind, n in (("yes", 5), ("no", 9), ("abstain", 0))}

    page = sign_in(tellers[0])
    short = page.post(reverse("review:meeting-count", args=[meeting.pk]), data)
    wrong = page.post(
        reverse("review:meeting-count", args=[meeting.pk]), data | {f"invalid_{case.pk}": 0}
    )

    assert short.status_code == 422
    assert "郭晓燕，废票" in short.text
    assert wrong.status_code == 409
    assert "郭晓燕合计14票，应为7票，请核对。" in wrong.text
    assert 'value="9"' in wrong.text


def test_phones_stay_shut_and_the_way_stays_when_the_vote_is_open(voting):
    world, meeting, case, _ = voting
    seat = meeting.attendances.first()

    with pytest.raises(Refused, match="现在不在投票时间"):
        records.cast(seat, choices={case.pk: "yes"})
    with pytest.raises(Refused, match="不能再改投票方式"):
        paper_vote.choose(meeting, acting=world.secretary, paper=False)
    with pytest.raises(Refused, match="投票开始后不能再签到"):
        records.sign_in(meeting.attendances.last(), acting=world.secretary, now=at("12-16 09:20"))
    assert not meeting.attendances.exclude(code_index="").exists()


def test_no_ballot_paper_tells_whose_it_is(voting):
    """Whom somebody stands aside for has a paper of their own; all of one kind are the same."""
    _, meeting, _, _ = voting

    sheet = committee.paper_ballots(meeting)

    [ballot] = sheet.ballots
    assert ([row.name for row in ballot.rows], ballot.copies) == (["郭晓燕"], 7)
    pages = reading.pages(printing.render(sheet))
    assert len(pages) == 7
    assert len(set(pages)) == 1
