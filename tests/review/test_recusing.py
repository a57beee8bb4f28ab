"""回避 computed from employer and name, recorded in one press; nobody votes on themself."""

import pytest
from django.urls import reverse

from review.engine import Refused
from review.models import CommitteeMember, Recusal
from review.states import Action, CaseState


@pytest.fixture
def conflicted(world):
    """Of nine members one is of the applicant's unit and one is the applicant."""
    case = world.case_at(CaseState.IN_REVIEW)
    members = world.committee(9)
    of_the_unit = CommitteeMember.objects.filter(pk__in=[m.pk for m in members[1:3]])
    of_the_unit.update(employer=case.unit.name)
    CommitteeMember.objects.filter(pk=members[2].pk).update(name=case.name)
    return world, world.meeting([case])


def test_computed_recusals_are_recorded_in_one_press_and_once(conflicted, sign_in, clock):
    world, meeting = conflicted
    clock("12-14 09:00")
    page = sign_in(world.secretary)
    address = reverse("review:meeting", args=[meeting.pk])
    shown = page.get(address).text

    first = page.post(f"/committee/meetings/{meeting.pk}/recusals/", {"computed": "yes"})
    page.post(f"/committee/meetings/{meeting.pk}/recusals/", {"computed": "yes"})

    assert "评委2，评审对象郭晓燕：与申报人同单位" in shown
    assert first.status_code == 302
    assert sorted(Recusal.objects.values_list("reason", flat=True)) == [
        "与申报人同单位",
        "本人申报",
    ]
    assert "全部登记回避" not in page.get(address).text


def test_vote_does_not_open_while_somebody_would_vote_on_themself(conflicted):
    world, meeting = conflicted
    world.step(meeting, Action.CONVENE, world.secretary, "12-16 08:30")
    world.sign_in(meeting, 8)

    with pytest.raises(Refused, match="评委郭晓燕是评审对象本人，还没有登记回避"):
        world.step(
            meeting, Action.OPEN_VOTE, world.chair, "12-16 09:00",
            chair_passphrase="太行山下", teller_passphrase="沁河水长",
        )  # fmt: skip
