"""One clerk at a file: taken by the first press, told to others, taken over when left (B7)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from review import claims, records
from review.checklist import PERSON_ITEMS
from review.engine import Refused
from review.models import Case, Claim, ReviewMark
from review.states import Action, CaseState
from tests.world import at
from yangcheng_titles.demo import road

ONE = {"form_copies": (True, "")}


@pytest.fixture
def delivered(world):
    return world.case_at(CaseState.DELIVERED)


def test_first_mark_takes_the_file_and_keeps_others_out(world, delivered):
    records.mark(delivered, acting=world.clerk, now=at("11-25 10:02"), marks=ONE)

    with pytest.raises(Refused, match="卫国栋正在核这份（10:02起）"):
        records.mark(delivered, acting=world.other_clerk, now=at("11-25 10:05"), marks=ONE)
    with pytest.raises(Refused, match="卫国栋正在核这份"):
        claims.take(delivered, acting=world.other_clerk, now=at("11-25 10:05"))
    assert ReviewMark.objects.count() == 1
    assert Case.objects.get(pk=delivered.pk).officer == world.clerk.user


def test_another_clerk_cannot_decide_what_one_is_at(world, delivered):
    road.mark_all(delivered, PERSON_ITEMS, acting=world.clerk, now=at("11-25 10:00"))

    for action, note in ((Action.ACCEPT, ""), (Action.PROPOSE_REFUSAL, "x")):
        with pytest.raises(Refused, match="请先接手"):
            road.take(delivered, action, acting=world.other_clerk, now=at("11-25 11:00"), note=note)

    assert Case.objects.get(pk=delivered.pk).state == CaseState.DELIVERED


def test_file_left_a_quarter_of_an_hour_is_taken_over_by_a_press(world, delivered):
    claims.take(delivered, acting=world.clerk, now=at("11-25 10:00"))
    records.mark(delivered, acting=world.clerk, now=at("11-25 10:10"), marks=ONE)
    with pytest.raises(Refused):
        claims.take(delivered, acting=world.other_clerk, now=at("11-25 10:24"))

    claims.take(delivered, acting=world.other_clerk, now=at("11-25 10:25"))

    with pytest.raises(Refused, match="刘敏正在核这份（10:25起）"):
        records.mark(delivered, acting=world.clerk, now=at("11-25 10:26"), marks=ONE)
    records.mark(delivered, acting=world.other_clerk, now=at("11-25 10:26"), marks=ONE)


def test_lead_frees_a_file_and_a_clerk_only_their_own(world, delivered):
    claims.take(delivered, acting=world.clerk, now=at("11-25 10:00"))

    claims.free(delivered, acting=world.other_clerk)
    assert Claim.objects.get().by == world.clerk.user
    claims.free(delivered, acting=world.lead)

    assert not Claim.objects.exists()
    with pytest.raises(PermissionDenied):
        claims.free(delivered, acting=world.hr)


def test_decision_lets_the_file_go(world, delivered):
    world.accept(delivered)

    assert not Claim.objects.exists()
    with pytest.raises(Refused):
        claims.take(delivered, acting=world.clerk, now=at("11-25 12:00"))


def test_page_is_read_only_for_others_and_offers_what_is_possible(world, sign_in, clock, delivered):
    claims.take(delivered, acting=world.clerk, now=clock("11-25 10:02"))
    url = reverse("review:case", args=[delivered.pk])
    clock("11-25 10:10")
    other = sign_in(world.other_clerk).get(url)
    refused = sign_in(world.other_clerk).post(
        reverse("review:case-marks", args=[delivered.pk]), {"form_copies": "pass"}
    )
    lead = sign_in(world.lead).get(url).content.decode()
    clock("11-25 10:17")
    client = sign_in(world.other_clerk)
    left = client.get(url).content.decode()
    client.post(reverse("review:case-take", args=[delivered.pk]))

    assert "卫国栋正在核这份（10:02起）" in other.content.decode()
    assert other.context["form"].read_only
    assert "接手</button>" not in other.content.decode()
    assert refused.status_code == 409
    assert not ReviewMark.objects.exists()
    assert "解除占用" in lead
    assert "接手</button>" in left
    assert client.get(url).context["file"].working


def test_next_opens_the_first_file_nobody_is_at(world, sign_in, clock):
    first = world.submitted("郭晓燕")
    second = world.case_at(CaseState.DELIVERED, "成志强")
    road.pass_by_unit(first, acting=world.hr, now=at("11-05 15:00"))
    Case.objects.filter(pk=first.pk).update(state=CaseState.DELIVERED, since=at("11-24 08:00"))
    claims.take(first, acting=world.other_clerk, now=clock("11-25 10:00"))
    client = sign_in(world.clerk)

    opened = client.post(reverse("review:bureau-next"))
    claims.take(second, acting=world.clerk, now=at("11-25 10:00"))
    Claim.objects.filter(case=second).update(by=world.other_clerk.user)
    none = client.post(reverse("review:bureau-next"))

    assert opened.url == reverse("review:case", args=[second.pk])
    assert none.url == reverse("review:bureau")
