"""消息: told once, read by their own reader, counted in the navigation."""

import pytest
from django.urls import reverse

from accounts import inbox
from accounts.models import Message
from tests.world import at

LIST = "/accounts/messages/"


def message(membership, key="a", **change):
    fields = {
        "user": membership.user,
        "role": membership.role,
        "key": key,
        "told_at": at("11-15 09:00"),
        "subject": "单位审核通过您的申报材料",
        "link": "/applications/",
    }
    return Message(**fields | change)


@pytest.fixture
def applicant(world):
    return world.person("郭晓燕", world.unit, "applicant")


def test_same_occasion_is_told_once(applicant):
    assert inbox.tell([message(applicant), message(applicant)]) == 1
    assert inbox.tell([message(applicant), message(applicant, "b")]) == 1

    assert Message.objects.count() == 2


def test_unread_come_first_and_then_the_newest(applicant, clock, sign_in):
    inbox.tell(message(applicant, str(day), told_at=at(f"11-1{day} 09:00")) for day in (1, 2, 3))
    inbox.mark_read(applicant.user, now=at("11-15 10:00"), message=Message.objects.get(key="3"))
    clock("11-16 09:00")

    page = sign_in(applicant).get(LIST)

    assert [m.key for m in page.context["page"]] == ["2", "1", "3"]
    assert "2条未读" in page.text


@pytest.mark.parametrize("count", [1, 15])
def test_list_costs_the_same_with_more_messages(
    applicant, clock, sign_in, django_assert_num_queries, count
):
    inbox.tell(message(applicant, str(number)) for number in range(count))
    clock("11-16 09:00")
    client = sign_in(applicant)
    client.get(LIST)

    with django_assert_num_queries(8):
        assert client.get(LIST).text.count("去看") == count


def test_number_of_unread_stands_in_the_navigation(applicant, clock, sign_in):
    clock("11-16 09:00")
    client = sign_in(applicant)

    def badge():
        nav = client.get("/applications/").context["nav"]
        return next(item.badge for item in nav if item.label == "消息")

    assert badge() == 0
    inbox.tell([message(applicant), message(applicant, "b")])
    assert badge() == 2


def test_box_without_messages_says_so(applicant, clock, sign_in):
    clock("11-16 09:00")

    assert "没有消息。" in sign_in(applicant).get(LIST).text


def test_opening_marks_as_read_and_leads_on_but_looking_does_not(applicant, clock, sign_in):
    inbox.tell([message(applicant, due_on=at("11-19 00:00").date(), todo="请改好。")])
    now = clock("11-16 09:00")
    client = sign_in(applicant)

    assert "请改好。 最迟11月19日（星期五）。" in client.get(LIST).text
    assert inbox.unread(applicant.user) == 1
    response = client.post(reverse("accounts:message-open", args=[Message.objects.get().pk]))

    assert response.url == "/applications/"
    assert Message.objects.get().read_at == now


def test_all_are_marked_at_once(applicant, clock, sign_in):
    inbox.tell([message(applicant), message(applicant, "b")])
    clock("11-16 09:00")

    page = sign_in(applicant).post(reverse("accounts:messages-read"), follow=True)

    assert "没有未读的消息" in page.text


def test_message_to_another_role_asks_to_switch_first(applicant, world, clock, sign_in):
    inbox.tell([message(applicant, role="unit")])
    clock("11-16 09:00")
    client = sign_in(applicant)

    assert "发给您的另一个身份：单位人事" in client.get(LIST).text
    response = client.post(
        reverse("accounts:message-open", args=[Message.objects.get().pk]), follow=True
    )

    assert "请先切换到这个身份" in response.text


def test_message_of_somebody_else_is_not_found(applicant, world, clock, sign_in):
    inbox.tell([message(applicant)])
    clock("11-16 09:00")

    url = reverse("accounts:message-open", args=[Message.objects.get().pk])

    assert sign_in(world.hr).post(url).status_code == 404
    assert inbox.unread(applicant.user) == 1
