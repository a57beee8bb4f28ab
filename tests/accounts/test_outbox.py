"""短信和邮件: queued with what is told, sent by the queue, read and steered by the office."""

from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import codes, inbox, mailing, outbox
from accounts.models import Message, Outgoing, User
from accounts.roles import Role
from review.states import CaseState
from tests.accounts.conftest import FIRST_PASSWORD, PHONE
from tests.world import at

HERE = "/settings/outbox/"
BOX = "guoxy@example.cn"


class Mails(MessageHandler):
    """What arrived, as text; `refuses` answers every recipient with it."""

    def __init__(self):
        super().__init__()
        self.received, self.refuses = [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message):
        text = message.get_payload(decode=True).decode()
        self.received.append((message["X-RcptTo"], text))


class Sink(Controller):
    """On whatever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mails(settings):
    """A mail server on 127.0.0.1, and the settings that lead there."""
    handler = Mails()
    controller = Sink(handler, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    handler.stop = controller.stop
    yield handler
    if controller.server is not None:
        controller.stop()


@pytest.fixture
def reader(world, clock):
    """郭晓燕, who gave a phone and a mailbox and proved both."""
    clock("11-15 09:00")
    membership = world.person("郭晓燕", world.unit, Role.APPLICANT)
    user = membership.user
    user.phone, user.phone_proven_at = PHONE, at("11-01 09:00")
    user.email, user.email_confirmed_at = BOX, at("11-01 09:00")
    user.save()
    return membership


@pytest.fixture
def admin(world, clock, sign_in):
    clock("11-16 09:00")
    return sign_in(world.person("张管", world.bureau, Role.ADMIN))


def tell(membership, key="a", **change):
    fields = {
        "user": membership.user,
        "role": membership.role,
        "key": key,
        "told_at": at("11-15 09:00"),
        "subject": "单位审核通过您的申报材料",
        "todo": "接下来由单位列入公示②。",
        "link": "/applications/",
    }
    inbox.tell([Message(**fields | change)])


def states():
    return list(Outgoing.objects.order_by("channel").values_list("channel", "outcome", "reason"))


def test_message_goes_by_phone_and_mail_once(reader, gateway, mails):
    tell(reader)
    tell(reader)

    said = "单位审核通过您的申报材料。接下来由单位列入公示②。请登录阳城县初级职称评审网查看。"
    assert [(body["to"], body["text"]) for _, body in gateway.received] == [([PHONE], said)]
    assert [(to, text.strip()) for to, text in mails.received] == [(BOX, said)]
    assert states() == [("mail", "sent", ""), ("sms", "sent", "")]
    assert set(Outgoing.objects.values_list("to", flat=True)) == {"139****0060", "g***@example.cn"}


@pytest.mark.parametrize(
    "change",
    [
        {"sms_wanted": False, "email": ""},
        {"phone_proven_at": None, "email_confirmed_at": None},
        {"is_active": False},
    ],
)
def test_whoever_cannot_or_does_not_want_to_be_reached_gets_nothing(reader, gateway, mails, change):
    for name, value in change.items():
        setattr(reader.user, name, value)
    reader.user.save()

    tell(reader)

    assert (gateway.received, mails.received, states()) == ([], [], [])
    assert Message.objects.count() == 1


def test_without_a_sender_telling_costs_nothing_more(reader, django_assert_num_queries):
    with django_assert_num_queries(2):
        tell(reader)
    assert states() == []


def test_name_of_an_applicant_does_not_leave_the_site(world, gateway):
    world.hr.user.phone, world.hr.user.phone_proven_at = PHONE, at("11-01 09:00")
    world.hr.user.save()

    case = world.submitted("郗丽华")

    assert Message.objects.get(user=world.hr.user).subject == "郗丽华提交了申报材料"
    ((_, body),) = gateway.received
    assert body["text"].startswith("一名申报人提交了申报材料。请打开申报件审核。")
    assert case.state == CaseState.SUBMITTED


def test_step_stands_when_nothing_can_be_sent(world, gateway, mails, reader):
    gateway.answers = 503
    mails.stop()
    for user in (world.hr.user, reader.user):
        user.phone, user.phone_proven_at = f"1390356{user.pk:04d}", at("11-01 09:00")
        user.email, user.email_confirmed_at = BOX, at("11-01 09:00")
        user.save()

    case = world.submitted("郗丽华")

    assert case.state == CaseState.SUBMITTED
    assert states() == [
        ("mail", "waiting", "连不上邮件服务器"),
        ("sms", "waiting", "短信平台没有收下"),
    ]


def test_one_not_taken_is_tried_again_at_its_time_and_arrives_once(reader, gateway):
    gateway.answers = 503
    tell(reader)
    gateway.answers = 200
    first = at("11-15 09:00")

    assert outbox.send_due(now=first + timedelta(minutes=4, seconds=59)) == 0
    assert outbox.send_due(now=first + timedelta(minutes=5)) == 1
    assert outbox.send_due(now=first + timedelta(days=1)) == 0
    assert len(gateway.received) == 2
    assert Outgoing.objects.get().tries == 2


def test_after_the_last_try_it_is_given_up(reader, gateway):
    gateway.answers = 503
    tell(reader)
    for hours in (1, 3, 24, 48):
        outbox.send_due(now=at("11-15 09:00") + timedelta(hours=hours))

    row = Outgoing.objects.get()
    assert (row.outcome, row.reason, row.tries) == ("failed", "短信平台没有收下", 4)
    assert len(gateway.received) == 4


def test_mailbox_the_server_refuses_is_said(reader, mails):
    mails.refuses = "550 no such user"

    tell(reader)

    assert states() == [("mail", "waiting", "邮件服务器不收这个邮箱")]


def test_dead_gateway_is_left_alone_for_the_rest_of_the_run(world, gateway, settings):
    settings.MESSAGES_HELD = True
    for number in range(5):
        membership = world.person(f"申报{number}", world.unit, Role.APPLICANT)
        membership.user.phone = f"1390356000{number}"
        membership.user.phone_proven_at = at("11-01 09:00")
        membership.user.save()
        tell(membership)
    gateway.answers = 503

    outbox.release(now=at("11-15 10:00"))

    assert len(gateway.received) == outbox.GIVES_UP


def test_address_is_that_of_the_moment_of_sending(reader, gateway, settings):
    settings.MESSAGES_HELD = True
    tell(reader)
    User.objects.filter(pk=reader.user_id).update(phone_proven_at=None)

    outbox.release(now=at("11-15 09:00"))

    assert gateway.received == []
    assert states() == [("sms", "failed", outbox.NOWHERE)]


def test_held_messages_wait_for_the_office(reader, gateway, settings, admin):
    settings.MESSAGES_HELD = True
    tell(reader)
    assert (gateway.received, states()) == ([], [("sms", "waiting", "")])

    page = admin.get(HERE)
    assert "发出等着的1条" in page.text
    page = admin.post(HERE + "release/", follow=True)

    assert "1条已交给系统发送。" in page.text
    assert states() == [("sms", "sent", "")]


def test_code_is_on_record_without_itself(reader, gateway, admin):
    codes.request_proof(reader.user)

    page = admin.get(HERE)

    assert gateway.last_code not in page.text
    assert PHONE not in page.text
    assert "验证码（不留存），5分钟内有效。" in page.text
    row = Outgoing.objects.get()
    assert (row.kind, row.outcome, row.can_be_sent_again) == ("code", "sent", False)


def test_cancelled_is_not_sent_until_it_is_sent_by_hand(reader, gateway, admin):
    gateway.answers = 503
    tell(reader)
    row = Outgoing.objects.get()

    page = admin.post(f"{HERE}{row.pk}/cancel/?outcome=waiting", follow=True)
    assert "已取消，不再发送。" in page.text
    assert page.redirect_chain[-1][0] == f"{HERE}?outcome=waiting"
    gateway.answers = 200
    call_command("deliver_messages", verbosity=0)
    assert states() == [("sms", "failed", "由张管取消")]

    admin.post(f"{HERE}{row.pk}/again/")
    assert states() == [("sms", "sent", "")]
    page = admin.post(f"{HERE}{row.pk}/again/", follow=True)
    assert "这一条已经发出，不用再发。" in page.text
    assert len(gateway.received) == 2


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("?channel=mail", 1), ("?outcome=sent", 2), ("?outcome=waiting", 0),
     ("?kind=code", 0), ("?role=unit", 0), ("?since=2021-11-15&until=2021-11-15", 2),
     ("?since=2021-11-16", 0),
     ("?until=2021-11-14", 0), ("?outcome=x", 2)],
)  # fmt: skip
def test_messages_are_found_by_the_address_of_the_page(reader, gateway, mails, admin, query, count):
    tell(reader)

    assert len(admin.get(HERE + query).context["rows"]) == count


def test_list_costs_the_same_for_one_and_many(reader, gateway, mails, admin):
    tell(reader)
    cache.set("queue-age", 0, 60)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            admin.get(HERE)
        return len(queries)

    few = cost()
    for number in range(12):
        tell(reader, str(number))
    assert cost() == few


# --- the mailbox -------------------------------------------------------------------------------
@pytest.fixture
def owner(reader, come_in):
    User.objects.filter(pk=reader.user_id).update(email="", email_confirmed_at=None)
    return come_in(reader)


def give(client, **change):
    data = {"phone": PHONE, "address": "", "email": BOX, "old": FIRST_PASSWORD}
    return client.post("/accounts/profile/", data | change, follow=True)


def link(mails):
    text = mails.received[-1][1]
    return next(word for word in text.split() if word.startswith("http")).split("8000")[1]


def test_mailbox_counts_once_its_link_was_followed(owner, mails, reader):
    page = give(owner)

    assert "确认邮件已发出" in page.text
    assert "邮箱还没有确认" in page.text
    url = link(mails)
    assert url.rsplit("/", 2)[1] not in str(list(Outgoing.objects.values()))
    assert BOX in owner.get(url).text
    assert User.objects.get(pk=reader.user_id).email_confirmed_at is None
    assert "邮箱已确认" in owner.post(url, follow=True).text
    assert User.objects.get(pk=reader.user_id).email_confirmed_at == at("11-15 09:00")


def test_link_is_void_for_others_for_another_mailbox_and_after_its_days(
    owner, mails, reader, come_in, world, clock
):
    give(owner)
    url = link(mails)
    other = come_in(world.hr, another=True)

    assert "不是发给您现在登记的邮箱的" in other.post(url, follow=True).text
    user = User.objects.get(pk=reader.user_id)
    token = url.rsplit("/", 2)[1]
    assert mailing.is_link_of(user, token, now=at("11-18 09:00"))
    assert not mailing.is_link_of(user, token, now=at("11-18 09:01"))
    give(owner, email="other@example.cn")
    assert "不是发给您现在登记的邮箱的" in owner.post(url, follow=True).text


def test_mailbox_that_is_none_is_said_and_kept(owner, mails):
    page = give(owner, email="guoxy@")

    assert "“guoxy@”不是完整的邮箱" in page.text
    assert mails.received == []


def test_short_messages_can_be_declined(owner, gateway, reader):
    give(owner)

    tell(reader)

    assert gateway.received == []
    assert "确认邮件" not in owner.get("/accounts/profile/").text


def test_links_are_limited(owner, mails):
    give(owner)
    for _ in range(6):
        page = owner.post(reverse("accounts:send-link"), follow=True)

    assert "要确认邮件的次数太多" in page.text
    assert len(mails.received) == 5
