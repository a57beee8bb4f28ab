"""更正、删除: asked by the person, answered once by the right role; a bare account is emptied."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Message, SignIn, User
from accounts.roles import Role
from applications.models import Application
from applications.queries import calendar
from review import data_requests
from review.models import DataRequest
from tests.world import at

ASK = "/my-data/requests/"
DESK = "/bureau/enquiries/data-requests/"
WORDS = "毕业时间写错了，应为2019年7月，毕业证为证"
NOW = "11-08 09:00"


@pytest.fixture
def person(world, clock):
    clock(NOW)
    membership = world.person("郭晓燕", world.unit, Role.APPLICANT)
    user = membership.user
    user.phone, user.identity_number, user.address = (
        "13903560060",
        "14052219970312006X",
        "新建路1号",
    )
    user.email, user.email_confirmed_at = "guoxy@example.cn", at("11-01 09:00")
    user.save()
    return membership


@pytest.fixture
def asked(person, sign_in):
    """`asked(kind)` is the request the person has posted."""

    def ask(kind="correction", content=WORDS):
        page = sign_in(person).post(ASK, {"kind": kind, "content": content}, follow=True)
        assert "申请已收到" in page.text, page.text
        return DataRequest.objects.latest("pk")

    return ask


def reply(client, one, outcome="granted", answer="已请单位退回，请照毕业证改好再提交。"):
    return client.post(f"{DESK}{one.pk}/", {"outcome": outcome, "answer": answer}, follow=True)


def test_correction_is_asked_answered_in_its_days_and_told(world, asked, person, sign_in):
    one = asked()
    assert one.due_on == at("11-29 00:00").date()
    told = Message.objects.filter(key=f"data-request-{one.pk}")
    assert {m.user.name for m in told} == {"卫国栋", "刘敏", "郭庆华"}

    clerk = sign_in(world.clerk)
    page = clerk.get(DESK)
    assert WORDS in page.text
    assert "139****0060" in page.text
    assert "13903560060" not in page.text
    assert "已答复。" in reply(clerk, one).text

    message = Message.objects.get(user=person.user)
    assert message.subject == "您申请更正个人信息的答复：同意"
    page = sign_in(person).get(message.link)
    assert "已请单位退回，请照毕业证改好再提交。" in page.text


def test_second_of_a_kind_waits_for_the_first_and_what_was_typed_stays(asked, person, sign_in):
    asked()

    page = sign_in(person).post(ASK, {"kind": "correction", "content": "还有一处也不对"})

    assert page.status_code == 422
    assert "还没有答复，请等答复后再提" in page.text
    assert "还有一处也不对" in page.text
    assert DataRequest.objects.count() == 1
    asked("deletion")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"content": WORDS}, "请选择申请什么"),
        ({"kind": "deletion"}, "请填写内容和理由"),
    ],
)
def test_what_is_missing_is_said(person, sign_in, data, sentence):
    page = sign_in(person).post(ASK, data)

    assert sentence in page.text
    assert not DataRequest.objects.exists()


def test_deletion_is_the_leads_alone(world, asked, sign_in):
    one = asked("deletion")

    clerk = sign_in(world.clerk)
    assert WORDS not in clerk.get(DESK).text
    assert reply(clerk, one).status_code == 404
    assert DataRequest.objects.get().outcome == ""


def test_account_that_took_no_part_is_emptied(world, asked, person, sign_in):
    other = world.submitted("乙二")
    draft = world.start("甲一")
    Application.objects.filter(pk=draft.pk).update(applicant=person.user)
    SignIn.objects.create(
        user=person.user, at=at(NOW), seen_at=at(NOW), how="password", browser="", address=""
    )
    one = asked("deletion")

    reply(sign_in(world.lead), one, answer="同意，已注销。")

    user = User.objects.get(pk=person.user_id)
    assert (user.name, user.username, user.is_active) == ("已注销", f"gone-{user.pk}", False)
    for name in ("phone", "phone_index", "identity_number", "identity_index", "address", "email"):
        assert getattr(user, name) == "", name
    assert not user.has_usable_password()
    assert not Membership.objects.filter(user=user).exists()
    assert not SignIn.objects.filter(user=user).exists()
    assert not Message.objects.filter(user=user).exists()
    assert list(Application.objects.exclude(applicant=draft.applicant)) == [other.application]
    one.refresh_from_db()
    assert (one.outcome, one.content, one.answered_by) == ("granted", "", world.lead.user)
    page = sign_in(world.lead).get(f"{DESK}?show=done")
    assert "同意，已注销。" in page.text
    assert "郭晓燕" not in page.text


@pytest.mark.parametrize("who", ["applied", "staff"])
def test_whoever_took_part_keeps_the_account_but_not_what_was_a_choice(
    world, asked, person, sign_in, who
):
    if who == "applied":
        case = world.submitted("乙二")
        Application.objects.filter(pk=case.application_id).update(applicant=person.user)
    else:
        world.person("甲一", world.unit, Role.UNIT_HEAD)
        Membership.objects.filter(user__name="甲一").update(user=person.user)
    one = asked("deletion")
    lead = sign_in(world.lead)

    page = reply(lead, one)
    assert "这个账号不能整个删除" in page.text
    assert DataRequest.objects.get().outcome == ""
    reply(lead, one, outcome="partly", answer="申报记录依法保存，其余已删除。")

    user = User.objects.get(pk=person.user_id)
    assert (user.address, user.email, user.email_confirmed_at) == ("", "", None)
    assert (user.name, user.phone) == ("郭晓燕", "13903560060")
    assert "部分同意" in Message.objects.get(user=user, key__endswith="answer").subject


def test_nobody_answers_for_themselves_or_twice(world, clock, sign_in):
    clock(NOW)
    sign_in(world.lead).post(ASK, {"kind": "deletion", "content": WORDS})
    own = DataRequest.objects.get()
    assert reply(sign_in(world.lead), own).status_code == 404

    second = world.person("李审", world.bureau, Role.LEAD)
    client = sign_in(second)
    reply(client, own, outcome="refused", answer="有工作身份。")
    assert "这一件已经有人答复。" in reply(client, own, outcome="refused").text
    assert DataRequest.objects.get().answer == "有工作身份。"


def test_year_without_its_calendar_does_not_stop_anybody(world, person):
    one = data_requests.ask(
        user=person.user, kind="correction", content=WORDS, now=at("2098-11-08 09:00"),
        calendar=calendar(),
    )  # fmt: skip

    assert one.due_on == at("2098-11-29 09:00").date()


def test_desk_costs_the_same_for_one_and_many(world, asked, sign_in):
    asked()
    cache.set("queue-age", 0, 60)
    clerk = sign_in(world.clerk)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            clerk.get(DESK)
        return len(queries)

    few = cost()
    for number in range(4):
        user = world.start(f"申报{number}").applicant
        DataRequest.objects.create(
            user=user, kind="correction", content="x", asked_at=at(NOW), due_on=at(NOW).date()
        )
    assert cost() == few
