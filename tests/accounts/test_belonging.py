"""The unit says who its people are (P3): until then a file may be filled in, not handed in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import belonging
from accounts.errors import Refusal
from accounts.models import Membership, User
from accounts.roles import Role
from applications import services as filing
from review import services
from review.engine import Refused
from tests.accounts.conftest import NUMBER
from tests.world import at

HERE = "/unit/members/"
NOT_YET = "阳城县析城山煤业有限责任公司还没有确认您是本单位人员，确认后才能提交。请联系单位人事。"


@pytest.fixture(autouse=True)
def november(clock):
    return clock("11-08 09:00")


@pytest.fixture
def application(world):
    """A file with everything answered, by somebody who waits for the unit's word."""
    application = world.start()
    Membership.objects.filter(user=application.applicant).update(
        belonging="waiting", asked_at=at("11-05 09:00")
    )
    User.objects.filter(pk=application.applicant_id).update(name="郭晓燕")
    return application


@pytest.fixture
def claim(application):
    user = application.applicant
    user.identity_number = NUMBER
    user.save()
    return user.memberships.get()


def hand_in(application, claim):
    services.submit(
        application, acting=claim, now=at("11-08 10:00"), signed_name="郭晓燕", statement=""
    )


def test_file_is_not_handed_in_before_the_unit_has_confirmed(application, claim, world):
    with pytest.raises(Refused) as refused:
        hand_in(application, claim)
    belonging.confirm(claim, acting=world.hr, now=at("11-08 09:30"))
    hand_in(application, claim)

    assert refused.value.reasons == (NOT_YET,)
    application.refresh_from_db()
    assert application.locked


def test_task_list_and_promise_say_why(application, claim, sign_in):
    client = sign_in(claim)

    tasks = client.get(reverse("applications:tasks", args=[application.pk]))
    promise = client.get(reverse("applications:commitment", args=[application.pk]))
    refused = client.post(
        reverse("review:submit", args=[application.pk]),
        {"agreed": "on", "signed_name": "郭晓燕", "key": "k"},
    )

    assert NOT_YET in tasks.text
    assert NOT_YET in promise.text
    assert 'type="submit" aria-disabled="true" aria-describedby="why-not"' in promise.text
    assert refused.status_code == 422
    assert NOT_YET in refused.text


def test_unconfirmed_person_fills_in(application, claim, sign_in):
    page = sign_in(claim).get(reverse("applications:section", args=[application.pk, "title"]))

    assert page.status_code == 200


def test_hr_sees_who_waits_with_the_number_masked_and_confirms(claim, world, sign_in):
    client = sign_in(world.hr)

    page = client.get(HERE)
    done = client.post(f"{HERE}{claim.pk}/confirm/", follow=True)

    assert "郭晓燕" in page.text
    assert f"{NUMBER[:6]}********{NUMBER[-4:]}" in page.text
    assert NUMBER not in page.text
    assert "已确认郭晓燕是本单位人员。" in done.text
    claim.refresh_from_db()
    assert (claim.belonging, claim.decided_by) == ("confirmed", world.hr.user)


def test_refusal_ends_the_capacity_and_the_person_reads_why(claim, world, sign_in, client):
    hr = sign_in(world.hr)
    hr.post(f"{HERE}{claim.pk}/refuse/", {"reason": "本单位没有这个人。"})

    client = sign_in(claim)
    page = client.get("/accounts/security/")
    desk = client.get("/applications/")

    assert "阳城县析城山煤业有限责任公司答复：您不是本单位人员。" in page.text
    assert "本单位没有这个人。" in page.text
    assert desk.status_code == 403


def test_refusal_needs_a_reason(claim, world, sign_in):
    page = sign_in(world.hr).post(f"{HERE}{claim.pk}/refuse/", {"reason": ""})

    assert "请填写原因" in page.text
    claim.refresh_from_db()
    assert claim.belonging == "waiting"


def test_file_follows_its_owner_to_another_unit(application, claim, world, sign_in):
    belonging.refuse(claim, acting=world.hr, reason="本单位没有这个人。", now=at("11-08 09:10"))
    other = world.make_unit("阳城县沁河供水有限公司")
    client = sign_in(claim)

    client.post("/accounts/unit/", {"unit": other.name})
    page = client.get(reverse("applications:tasks", args=[application.pk]))
    client.post(reverse("applications:start"))

    assert "改由阳城县沁河供水有限公司报送" in page.text
    application.refresh_from_db()
    assert application.unit == other


def test_file_handed_in_stays_with_the_unit_that_has_it(world):
    case = world.submitted()
    other = world.make_unit("阳城县沁河供水有限公司")

    filing.start(
        round=world.round,
        applicant=case.application.applicant,
        unit=other,
        now=at("11-08 10:00"),
    )

    case.application.refresh_from_db()
    assert case.application.unit == world.unit


def test_wrong_unit_is_taken_back_while_it_waits(claim, world, sign_in):
    other = world.make_unit("阳城县沁河供水有限公司")

    sign_in(claim).post("/accounts/unit/", {"unit": other.name})

    assert [m.organisation for m in claim.user.memberships.all()] == [other]


def test_confirmed_person_does_not_change_units_alone(claim, world, sign_in):
    belonging.confirm(claim, acting=world.hr, now=at("11-08 09:10"))
    other = world.make_unit("阳城县沁河供水有限公司")

    page = sign_in(claim).post("/accounts/unit/", {"unit": other.name})

    assert "请联系现在的单位人事。" in page.text


def test_department_is_no_unit_to_belong_to(world):
    user = User.objects.create(username="somebody")

    with pytest.raises(Refusal, match="请选择您的用人单位"):
        belonging.ask(user=user, unit=world.department, now=at("11-08 09:00"))


@pytest.mark.parametrize("step", ["confirm", "refuse"])
def test_people_of_another_unit_are_not_found(claim, world, sign_in, step):
    other = world.person("白雪", world.make_unit("阳城县沁河供水有限公司"), Role.UNIT)

    response = sign_in(other).post(f"{HERE}{claim.pk}/{step}/", {"reason": "不是"})

    assert response.status_code == 404


@pytest.mark.parametrize("hat", ["head", "clerk", "officer"])
def test_page_is_for_hr_only(world, sign_in, hat):
    assert sign_in(getattr(world, hat)).get(HERE).status_code == 403


def test_nobody_confirms_themselves(world):
    own = belonging.ask(user=world.hr.user, unit=world.unit, now=at("11-08 09:00"))

    assert own not in belonging.waiting(world.hr)
    with pytest.raises(Refusal):
        belonging.confirm(own, acting=world.hr, now=at("11-08 09:01"))


def test_second_answer_is_told_of_the_first(claim, world):
    belonging.confirm(claim, acting=world.hr, now=at("11-08 09:10"))

    with pytest.raises(Refusal, match="已经有人答复过"):
        belonging.refuse(claim, acting=world.hr, reason="不是", now=at("11-08 09:11"))


def test_page_costs_the_same_however_many_wait(claim, world, sign_in):
    client = sign_in(world.hr)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(HERE)
        return len(captured)

    queries()  # PostgreSQL asks once for something of its own
    first = queries()
    for number in range(3):
        user = User.objects.create(username=f"more{number}", name="某某")
        belonging.ask(user=user, unit=world.unit, now=at("11-08 09:00"))

    assert queries() == first
