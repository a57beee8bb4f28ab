"""One-time codes: sent through a real gateway, printed by the unit; equal answers, one winner."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts import codes
from accounts.models import Membership, OneTimeCode, User
from accounts.roles import Role
from tests.accounts.conftest import FIRST_PASSWORD, PASSWORD, PHONE
from tests.world import at

CODE = "/accounts/code/"
NINE = "11-08 09:00"
WRONG = "手机号、登录名或代码不对，或代码已过期、已用过，请核对后再试"


@pytest.fixture
def applicant(world, clock):
    """郭晓燕, whose phone is proven."""
    clock(NINE)
    membership = world.person("郭晓燕", world.unit, Role.APPLICANT)
    membership.user.phone = PHONE
    membership.user.phone_proven_at = at("11-01 09:00")
    membership.user.save()
    return membership


@pytest.fixture
def printed(applicant, world):
    return codes.print_codes(Membership.objects.all(), acting=world.hr, now=at(NINE))[0]


def ask(client, phone=PHONE):
    return client.post(CODE, {"who": phone, "send": "1"})


def enter(client, code, who=PHONE, **more):
    return client.post(CODE, {"who": who, "code": code} | more)


def is_in(client):
    return client.get("/accounts/profile/").status_code == 200


# --- by message ----------------------------------------------------------------------------------
def test_code_comes_by_the_gateway_and_opens_the_account_once(client, applicant, gateway):
    asked = ask(client)
    headers, body = gateway.received[0]

    first = enter(client, body["code"])
    way_in = applicant.user.sign_ins.get().how
    client.post("/accounts/sign-out/")
    second = enter(client, body["code"])

    assert "验证码马上会到，5分钟内有效。" in asked.text
    assert headers["X-Token"] == "secret-of-the-county"
    assert headers["Content-Type"] == "application/json"
    assert body["to"] == [PHONE]
    assert body["type"] == 1
    assert re.fullmatch(r"\d{6}", body["code"])
    assert body["text"] == f"验证码{body['code']}，5分钟内有效。请勿告诉他人。"
    assert first["Location"] == "/landing/"
    assert way_in == "sms"
    assert WRONG in second.text


def test_code_is_kept_as_a_hash_only(client, applicant, gateway):
    ask(client)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_onetimecode")
        assert gateway.last_code not in str([row[2] for row in cursor.fetchall()])


@pytest.mark.parametrize("proven", [True, False])
def test_answer_is_the_same_whether_the_phone_is_known(client, applicant, gateway, clock, proven):
    if not proven:
        User.objects.update(phone_proven_at=None)
    known = ask(client)
    unknown = ask(client, "13900000009")

    def plain(page, phone):
        return re.sub(r'value="\w{64}"', "", page.text[page.text.index("<main") :]).replace(
            phone, ""
        )

    assert known.status_code == unknown.status_code == 200
    assert plain(known, PHONE) == plain(unknown, "13900000009")
    assert len(gateway.received) == (1 if proven else 0)
    assert WRONG in enter(client, "123456").text
    assert WRONG in enter(client, "123456", who="13900000009").text


@pytest.mark.parametrize(
    ("moment", "opens"), [("2021-11-08 09:04:59", True), ("2021-11-08 09:05", False)]
)
def test_code_lives_five_minutes(client, applicant, gateway, clock, moment, opens):
    ask(client)

    clock(moment)
    enter(client, gateway.last_code)

    assert is_in(client) is opens


@pytest.mark.parametrize(("misses", "opens"), [(4, True), (5, False)])
def test_code_may_be_tried_five_times(client, applicant, gateway, misses, opens):
    ask(client)
    wrong = f"{(int(gateway.last_code) + 1) % 10**6:06d}"

    for _ in range(misses):
        enter(client, wrong)
    enter(client, gateway.last_code)

    assert is_in(client) is opens


def test_new_code_voids_the_old_and_comes_after_a_minute(client, applicant, gateway, clock):
    ask(client)
    old = gateway.last_code
    too_soon = ask(client)
    clock("11-08 09:01")
    ask(client)

    refused = enter(client, old)
    enter(client, gateway.last_code)

    assert "请过1分钟再要" in too_soon.text
    assert len(gateway.received) == 2
    assert WRONG in refused.text or old == gateway.last_code
    assert is_in(client)


def test_sixth_code_within_the_hour_is_not_sent(client, applicant, gateway, clock):
    for minute in range(6):
        clock(f"11-08 09:{2 * minute:02d}")
        last = ask(client)

    assert len(gateway.received) == 5
    assert "请过1小时再要" in last.text


def test_office_of_sixty_comes_in_from_one_address(client, applicant, world, gateway):
    """One NAT: what each of them asks and enters keeps nobody else out (E4)."""
    for number in range(58):
        ask(client, f"139000001{number:02d}")
        enter(client, "000000", who=f"139000001{number:02d}")

    ask(client)
    enter(client, gateway.last_code)

    assert is_in(client)


@pytest.mark.parametrize("status", [302, 400, 500])
def test_gateway_that_refuses_is_logged_without_phone_and_code(
    client, applicant, gateway, caplog, status
):
    gateway.answers = status

    page = ask(client)

    assert page.status_code == 200
    assert len(gateway.received) == 1  # no redirect followed, no second try
    assert f"SMS gateway answered {status}" in caplog.text
    assert PHONE not in caplog.text
    assert gateway.last_code not in caplog.text


def test_gateway_that_is_away_stops_nothing(client, applicant, settings, caplog):
    settings.SMS_SENDER, settings.SMS_URL = "http", "http://127.0.0.1:9/"

    page = ask(client)

    assert "验证码马上会到" in page.text
    assert "SMS gateway: ConnectionError" in caplog.text


def test_console_says_the_code_in_the_log_of_the_rehearsal(client, applicant, settings, capfd):
    settings.SMS_SENDER = "console"

    ask(client)

    assert re.search(rf"短信 {PHONE}：验证码\d{{6}}，5分钟内有效", capfd.readouterr().out)


def test_without_a_sender_nothing_is_offered(client, applicant, settings):
    settings.SMS_SENDER = ""

    page = client.get(CODE)
    asked = ask(client)

    assert "发送短信验证码" not in page.text
    assert "请填写验证码或登录码" in asked.text


def test_sending_needs_a_phone(client, applicant, gateway):
    page = ask(client, "guoxiaoyan")

    assert "手机号应为11位数字" in page.text


# --- one's own phone -----------------------------------------------------------------------------
def test_phone_is_proven_by_the_code_sent_to_it(client, applicant, gateway, come_in):
    User.objects.filter(pk=applicant.user_id).update(phone_proven_at=None)
    come_in(applicant)
    client.post("/accounts/phone/", {"again": "1"})

    wrong = client.post("/accounts/phone/", {"code": "000000"})
    right = client.post("/accounts/phone/", {"code": gateway.last_code})

    assert "验证码不对" in wrong.text or gateway.last_code == "000000"
    assert right["Location"] == "/accounts/profile/"
    applicant.user.refresh_from_db()
    assert applicant.user.phone_proven_at == at(NINE)


# --- printed -------------------------------------------------------------------------------------
def test_printed_codes_open_the_account_once_each(client, applicant, printed):
    opened = []
    for code in printed.codes:
        enter(client, f"{code[:4]} {code[4:]}", who=applicant.user.username)
        opened.append(is_in(client))
        client.post("/accounts/sign-out/")
    again = enter(client, printed.codes[0])

    assert opened == [True, True, True]
    assert all(re.fullmatch(r"\d{8}", code) for code in printed.codes)
    assert {visit.how for visit in applicant.user.sign_ins.all()} == {"printed"}
    assert WRONG in again.text


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False)])
def test_printed_codes_live_seven_days(applicant, printed, seconds, opens):
    moment = at(NINE) + timedelta(days=7, seconds=seconds)

    assert bool(codes.redeem(PHONE, printed.codes[0], now=moment)) is opens


def test_printing_anew_voids_what_was_printed(applicant, printed, world):
    new = codes.print_codes(Membership.objects.all(), acting=world.hr, now=at("11-09 09:00"))[0]

    assert codes.redeem(PHONE, printed.codes[0], now=at("11-09 09:00")) is None
    assert codes.redeem(PHONE, new.codes[0], now=at("11-09 09:00"))


def test_message_leaves_printed_codes_alone(client, applicant, printed, gateway):
    ask(client)

    assert codes.redeem(PHONE, printed.codes[0], now=at(NINE))


def test_disabled_account_is_not_opened(applicant, printed):
    User.objects.filter(pk=applicant.user_id).update(is_active=False)

    assert codes.redeem(PHONE, printed.codes[0], now=at(NINE)) is None


def test_hr_prints_for_those_chosen(applicant, world, sign_in):
    client = sign_in(world.hr)

    page = client.get("/unit/members/codes/")
    printed = client.post("/unit/members/codes/", {"chosen": [applicant.pk]})
    nobody = client.post("/unit/members/codes/")

    assert "郭晓燕" in page.text
    assert len(re.findall(r"<span>\d{4} \d{4}</span>", printed.text)) == 3
    assert "请勾选人员" in nobody.text


def test_unit_prints_no_code_for_staff_for_itself_or_for_strangers(applicant, world):
    for hat in (world.head, world.hr):
        Membership.objects.create(
            user=hat.user, organisation=world.unit, role=Role.APPLICANT, since=at(NINE).date()
        )
    world.person("白雪", world.make_unit("阳城县沁河供水有限公司"), Role.APPLICANT)
    waiting = world.person("张建军", world.unit, Role.APPLICANT)
    Membership.objects.filter(pk=waiting.pk).update(belonging="waiting")

    assert list(codes.holders(world.hr)) == [applicant]
    assert [
        made.user
        for made in codes.print_codes(Membership.objects.all(), acting=world.hr, now=at(NINE))
    ] == [applicant.user]


@pytest.mark.django_db(transaction=True)
def test_two_with_one_code_at_once_have_one_winner(applicant, printed):
    def use(_):
        try:
            return codes.redeem(PHONE, printed.codes[0], now=at(NINE)) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(use, range(2))) == [False, True]
    assert OneTimeCode.objects.filter(used_at=at(NINE)).count() == 1


# --- a forgotten password ------------------------------------------------------------------------
@pytest.mark.parametrize(("moment", "asks_old"), [("11-08 09:10", False), ("11-08 09:11", True)])
def test_code_stands_for_the_old_password_for_ten_minutes(
    client, applicant, printed, clock, moment, asks_old
):
    password = reverse("accounts:password")
    came = enter(client, printed.codes[0], next=password)

    clock(moment)
    page = client.get(password)
    client.post(password, {"new": PASSWORD, "again": PASSWORD})

    assert came["Location"] == password
    assert ("现在的密码" in page.context["form"].as_p()) is asks_old
    applicant.user.refresh_from_db()
    assert applicant.user.check_password(FIRST_PASSWORD if asks_old else PASSWORD)


def test_code_stands_for_the_old_password_once(client, applicant, printed):
    enter(client, printed.codes[0])
    client.post(reverse("accounts:password"), {"new": PASSWORD, "again": PASSWORD})

    page = client.get(reverse("accounts:password"))

    assert "old" in page.context["form"].fields
