"""The unit's invitations: one link, one code, one person, once, for fourteen days (E17)."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from accounts import invitations, registering
from accounts.errors import Refusal
from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from tests.accounts.conftest import NUMBER, OTHER_NUMBER, PASSWORD, PHONE
from tests.world import at

NOON = at("11-05 12:00")
CHOSEN = {"new": PASSWORD, "again": PASSWORD}


@pytest.fixture
def invitation(world):
    return invitations.invite(
        acting=world.hr, name="郭晓燕", identity_number=NUMBER, phone=PHONE, now=NOON
    )


@pytest.fixture
def slip(invitation, world):
    everybody = Invitation.objects.all()
    return invitations.print_slips(everybody, acting=world.hr, now=NOON)[0]


def test_link_shows_name_and_unit_and_opens_the_account(client, clock, slip, world):
    clock("11-08 09:00")

    arrived = client.get(slip.path)
    page = client.get(arrived["Location"])
    done = client.post("/accounts/activate/", CHOSEN)

    assert arrived["Location"] == "/accounts/activate/"
    assert "郭晓燕" in page.text
    assert world.unit.name in page.text
    assert NUMBER not in page.text
    assert done["Location"] == "/accounts/welcome/"
    user = User.objects.get(name="郭晓燕")
    assert (user.identity_number, user.phone) == (NUMBER, PHONE)
    assert user.memberships.get().belonging == Membership.Belonging.CONFIRMED
    assert user.sign_ins.get().how == "invitation"


def test_link_works_once(client, clock, slip):
    clock("11-08 09:00")
    client.get(slip.path)
    client.post("/accounts/activate/", CHOSEN)
    client.post("/accounts/sign-out/")

    again = client.get(slip.path, follow=True)

    assert invitations.OVER in again.text
    assert User.objects.filter(name="郭晓燕").count() == 1


@pytest.mark.parametrize(("seconds", "found"), [(-1, True), (0, False)])
def test_slip_runs_for_fourteen_days_to_the_second(slip, seconds, found):
    moment = NOON + timedelta(days=14, seconds=seconds)
    token = slip.path.split("/")[-2]

    assert bool(invitations.by_link(token, now=moment)) is found
    assert bool(invitations.by_code(NUMBER, slip.code, now=moment)) is found


def test_keys_stand_nowhere_readable_and_the_link_has_128_bits(slip):
    token = slip.path.split("/")[-2]

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_invitation")
        rows = str(cursor.fetchall())

    assert len(token) == 22  # 16 bytes in base64
    for secret in (token, slip.code, NUMBER, PHONE):
        assert secret not in rows


def test_printing_anew_voids_what_was_printed(slip, world):
    later = NOON + timedelta(days=10)
    new = invitations.print_slips(Invitation.objects.all(), acting=world.hr, now=later)[0]

    assert invitations.by_link(slip.path.split("/")[-2], now=later) is None
    assert invitations.by_code(NUMBER, slip.code, now=later) is None
    assert invitations.by_link(new.path.split("/")[-2], now=later + timedelta(days=13))


def test_code_opens_with_the_number_however_it_is_typed(client, clock, slip):
    clock("11-08 09:00")
    typed = f"{slip.code[:5].lower()} {slip.code[5:]}"

    found = client.post("/accounts/activate/", {"identity_number": NUMBER, "code": typed})
    page = client.get("/accounts/activate/")

    assert found["Location"] == "/accounts/activate/"
    assert "郭晓燕" in page.text


def test_code_may_be_tried_five_times(client, clock, slip):
    clock("11-08 09:00")
    wrong = [
        client.post("/accounts/activate/", {"identity_number": NUMBER, "code": "2222222222"})
        for _ in range(5)
    ]

    right = client.post("/accounts/activate/", {"identity_number": NUMBER, "code": slip.code})
    by_link = client.get(slip.path, follow=True)

    assert "身份证号或开通码不对" in wrong[0].text
    assert "身份证号或开通码不对" in right.text
    assert "郭晓燕" in by_link.text


def test_code_of_another_number_opens_nothing(client, clock, slip):
    clock("11-08 09:00")

    page = client.post("/accounts/activate/", {"identity_number": OTHER_NUMBER, "code": slip.code})

    assert "身份证号或开通码不对" in page.text


def test_person_with_an_account_joins_with_it(client, clock, slip, world, come_in):
    clock("11-08 09:00")
    elsewhere = world.person("郭晓燕", world.make_unit("阳城县沁河供水有限公司"), Role.APPLICANT)
    elsewhere.user.identity_number = NUMBER
    elsewhere.user.save()
    client.get(slip.path)

    refused = client.post("/accounts/activate/", CHOSEN)
    come_in(elsewhere)
    client.get(slip.path)
    asked = client.get("/accounts/activate/")
    client.post("/accounts/activate/")

    assert registering.NOT_OPENED in refused.text
    assert "是本人，加入这个单位" in asked.text
    joined = elsewhere.user.memberships.get(organisation=world.unit)
    assert joined.belonging == Membership.Belonging.CONFIRMED


def test_invitation_is_for_nobody_else(client, clock, slip, world, come_in):
    clock("11-08 09:00")
    come_in(world.person("张建军", world.unit, Role.APPLICANT))
    client.get(slip.path)

    page = client.post("/accounts/activate/")

    assert "这份开通邀请是给另一个人的" in page.text
    assert Invitation.objects.get().used_at is None


def test_phone_of_somebody_else_is_left_out(slip):
    User.objects.create(username="first", name="甲", phone=PHONE)

    user, _ = registering.activate(slip.invitation, password=PASSWORD, now=at("11-08 09:00"))

    assert user.phone == ""


def test_inviting_somebody_who_waits_confirms_them(world):
    _, claim = registering.sign_up(
        name="郭晓燕",
        identity_number=NUMBER,
        phone=PHONE,
        unit=world.unit,
        password=PASSWORD,
        now=NOON,
    )

    made = invitations.invite(
        acting=world.hr, name="郭晓燕", identity_number=NUMBER, phone=PHONE, now=at("11-06 09:00")
    )

    assert made == claim
    claim.refresh_from_db()
    assert claim.belonging == Membership.Belonging.CONFIRMED
    assert not Invitation.objects.exists()


def test_inviting_twice_leaves_one_open(invitation, world):
    second = invitations.invite(
        acting=world.hr, name="郭晓燕", identity_number=NUMBER, phone=PHONE, now=at("11-06 09:00")
    )

    assert list(invitations.open_ones(at("11-06 09:00"))) == [second]


def test_hr_invites_prints_and_voids_on_the_page(client, clock, world, sign_in):
    clock("11-08 09:00")
    client = sign_in(world.hr)
    here = "/unit/members/"

    client.post(f"{here}invite/", {"name": "郭晓燕", "identity_number": NUMBER, "phone": PHONE})
    invitation = Invitation.objects.get()
    listed = client.get(here)
    printed = client.post(f"{here}slips/", {"chosen": [invitation.pk]})
    nobody = client.post(f"{here}slips/", follow=True)
    voided = client.post(f"{here}invitations/{invitation.pk}/cancel/", follow=True)

    assert "还没有打印" in listed.text
    assert NUMBER not in listed.text
    path = re.search(r"http://127.0.0.1:8000(/accounts/activate/[\w-]{22}/)", printed.text)[1]
    assert "请在11月22日前开通账号" in printed.text
    assert re.search(
        r"<strong class=\"zc-slip__code\">[2-9A-Z]{5} [2-9A-Z]{5}</strong>", printed.text
    )
    assert printed["Cache-Control"] != ""
    assert "请勾选人员" in nobody.text
    assert "郭晓燕的邀请已作废。" in voided.text
    assert invitations.OVER in client.get(path, follow=True).text


def test_invitations_of_another_unit_are_not_found(world, clock, invitation, sign_in):
    clock("11-08 09:00")
    other = sign_in(world.person("白雪", world.make_unit("阳城县沁河供水有限公司"), Role.UNIT))

    printed = other.post("/unit/members/slips/", {"chosen": [invitation.pk]}, follow=True)
    voided = other.post(f"/unit/members/invitations/{invitation.pk}/cancel/")

    assert "名单刚变过，请重新勾选" in printed.text
    assert voided.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one_account(slip):
    def follow(_):
        try:
            registering.activate(slip.invitation, password=PASSWORD, now=at("11-08 09:00"))
        except Refusal:
            return "refused"
        finally:
            connection.close()
        return "opened"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(follow, range(2)))

    assert outcomes == ["opened", "refused"]
    assert User.objects.filter(name="郭晓燕").count() == 1
