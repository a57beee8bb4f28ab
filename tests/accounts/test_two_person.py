"""Roles and accounts as the administrator keeps them: separation, the second person, the chain."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts import admin_log, appointing, keeping
from accounts.admin_log import By
from accounts.errors import Refusal
from accounts.models import (
    AdminEvent,
    Membership,
    Message,
    OneTimeCode,
    SignIn,
    TwoPersonRequest,
    User,
)
from accounts.roles import OrganisationKind, Role
from accounts.separation import PLACES, POWERFUL, excluding, misplaced
from tests.world import at

NOW = at("11-16 09:00")
TODAY = NOW.date()


@pytest.fixture
def admin(world):
    return world.person("张管", world.bureau, Role.ADMIN)


@pytest.fixture
def by(admin):
    return By(admin.user, NOW, "科室调整")


def give(user, office, role, by, since=TODAY):
    return appointing.give(user=user, organisation=office, role=role, since=since, by=by)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (Role.CLERK, Role.LEAD, True),
        (Role.CLERK, Role.MEMBER, True),
        (Role.SECRETARY, Role.CHAIR, True),
        (Role.TELLER, Role.MEMBER, True),
        (Role.ADMIN, Role.CLERK, True),
        (Role.HRSS, Role.MEMBER, True),
        (Role.UNIT, Role.DEPARTMENT, True),
        (Role.UNIT, Role.CLERK, True),
        (Role.MEMBER, Role.CHAIR, False),
        (Role.UNIT, Role.MEMBER, False),
        (Role.UNIT, Role.UNIT_HEAD, False),
        (Role.CLERK, Role.SECRETARY, False),
        (Role.ADMIN, Role.APPLICANT, False),
        (Role.DEPARTMENT, Role.APPLICANT, False),
    ],
)
def test_roles_exclude_each_other_in_both_orders(one, other, apart):
    assert bool(excluding(one, [other])) is bool(excluding(other, [one])) is apart


def test_every_role_has_its_place_but_the_applicants():
    assert set(PLACES) == set(Role) - {Role.APPLICANT}
    assert misplaced(Role.APPLICANT, OrganisationKind.UNIT)
    assert misplaced(Role.CLERK, OrganisationKind.UNIT)


def test_plain_role_is_given_at_once_and_written_down(world, by):
    membership = give(world.hr.user, world.unit, Role.UNIT_HEAD, by)

    assert membership.role == Role.UNIT_HEAD
    event = AdminEvent.objects.get()
    assert (event.kind, event.user, event.by_name) == ("granted", world.hr.user, "张管")
    assert event.reason == "科室调整"


@pytest.mark.parametrize("role", sorted(POWERFUL))
def test_powerful_role_waits_for_another_person(world, by, admin, role):
    office = world.hrss.organisation if role == Role.HRSS else world.bureau
    user = User.objects.create_user("newcomer", name="新来的")

    asked = give(user, office, role, by)

    assert isinstance(asked, TwoPersonRequest)
    assert not user.memberships.exists()
    with pytest.raises(Refusal, match="您提出的"):
        appointing.confirm(asked, user=admin.user, now=NOW)
    appointing.confirm(asked, user=world.lead.user, now=NOW)
    assert user.memberships.get().role == role
    assert list(AdminEvent.objects.values_list("kind", "by_name", "asked_by_name")) == [
        ("granted", "郭庆华", "张管"),
        ("asked", "张管", ""),
    ]
    with pytest.raises(Refusal, match="已经有人答复"):
        appointing.confirm(asked, user=world.lead.user, now=NOW)


def test_those_who_can_confirm_are_told(world, by, admin):
    other = world.person("李管", world.bureau, Role.ADMIN)

    give(User.objects.create_user("new", name="新来的"), world.bureau, Role.TELLER, by)

    told = Message.objects.values_list("user", "link")
    assert set(told) == {(u.pk, "/settings/requests/") for u in (world.lead.user, other.user)}


def test_whom_it_is_about_does_not_confirm(world, by):
    world.lead.until = date(2021, 11, 1)
    world.lead.save()
    asked = give(world.lead.user, world.bureau, Role.LEAD, by)

    with pytest.raises(Refusal, match="本人"):
        appointing.confirm(asked, user=world.lead.user, now=NOW)


def test_confirmed_grant_is_refused_when_another_role_excludes_it_by_now(world, by):
    user = User.objects.create_user("newcomer", name="新来的")
    asked = give(user, world.bureau, Role.LEAD, by)
    give(user, world.bureau, Role.CLERK, by)

    with pytest.raises(Refusal, match="另一个人审核"):
        appointing.confirm(asked, user=world.lead.user, now=NOW)

    assert TwoPersonRequest.objects.get().outcome == "open"


def test_refused_request_gives_nothing(world, by):
    asked = give(world.clerk.user, world.bureau, Role.SECRETARY, by)

    appointing.refuse(asked, user=world.lead.user, reason="岗位没有空缺", now=NOW)

    assert world.clerk.user.memberships.get().role == Role.CLERK
    assert AdminEvent.objects.first().reason == "岗位没有空缺"


@pytest.mark.parametrize("act", ["give", "lock", "reset"])
def test_nobody_acts_on_their_own_account(world, by, admin, act):
    acts = {
        "give": lambda: give(admin.user, world.bureau, Role.CLERK, by),
        "lock": lambda: keeping.lock(admin.user, by=by),
        "reset": lambda: appointing.reset(admin.user, by=by),
    }
    with pytest.raises(Refusal, match="自己的账号"):
        acts[act]()


def test_ended_role_is_over_with_the_next_request(world, by, sign_in, clock):
    clock("11-16 09:00")
    client = sign_in(world.clerk)
    assert client.get("/bureau/queue/").status_code == 200

    appointing.end(world.clerk, by=by)

    assert client.get("/bureau/queue/").status_code == 403
    with pytest.raises(Refusal, match="已经终止"):
        appointing.end(world.clerk, by=by)


def test_last_administrator_stays(world, admin):
    other = world.person("李管", world.bureau, Role.ADMIN)
    keeping.lock(other.user, by=By(admin.user, NOW, "长期病假"))
    by_locked = By(other.user, NOW, "试")

    with pytest.raises(Refusal, match="最后一位"):
        appointing.end(admin, by=by_locked)
    with pytest.raises(Refusal, match="最后一位"):
        keeping.lock(admin.user, by=by_locked)


def test_locked_account_is_out_at_the_next_request(world, by, come_in, clock):
    clock("11-16 09:00")
    client = come_in(world.clerk)
    assert client.get("/bureau/queue/").status_code == 200

    keeping.lock(world.clerk.user, by=by)

    assert client.get("/bureau/queue/").status_code == 302
    assert SignIn.objects.get().ended_at == NOW
    keeping.unlock(world.clerk.user, by=by)
    come_in(world.clerk, another=True)


def test_plain_account_gets_codes_that_open_it(world, by, client, clock):
    clock("11-16 09:00")
    made = appointing.reset(world.hr.user, by=by)

    response = client.post(
        "/accounts/code/", {"who": world.hr.user.username, "code": made.codes[0]}
    )

    assert response.status_code == 302, response.text
    assert AdminEvent.objects.get().kind == "codes"
    assert made.codes[0] not in str(AdminEvent.objects.values().get())


def test_codes_of_a_powerful_account_are_printed_by_the_second_person(world, by):
    asked = appointing.reset(world.chair.user, by=by)

    assert not OneTimeCode.objects.exists()
    made = appointing.confirm(asked, user=world.lead.user, now=NOW)
    assert len(made.codes) == 3
    assert set(OneTimeCode.objects.values_list("issued_by", flat=True)) == {world.lead.user.pk}


def test_history_cannot_be_rewritten_and_tampering_is_named(world, by):
    for role in (Role.UNIT_HEAD, Role.MEMBER):
        office = world.unit if role == Role.UNIT_HEAD else world.bureau
        give(world.hr.user, office, role, by)
    for rewrite in (
        lambda: AdminEvent.objects.update(reason="改过"),
        lambda: AdminEvent.objects.all()._raw_delete(using="default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite()
    assert admin_log.broken() == (2, [])
    call_command("verify_log", stdout=None)

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER accounts_adminevent_no_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE accounts_adminevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE accounts_adminevent SET reason = '改过' WHERE number = 1")

    assert admin_log.broken()[1] == ["administrative event 1: altered"]


def test_role_that_ended_begins_again(world, by):
    appointing.end(world.clerk, by=by)

    give(world.clerk.user, world.bureau, Role.CLERK, by)

    held = Membership.objects.get(pk=world.clerk.pk)
    assert (held.since, held.until) == (TODAY, None)
