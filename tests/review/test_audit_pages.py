"""/settings/audit/: the logs by address and as CSV, and the heads of the chains."""

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import keeping
from accounts.admin_log import By
from accounts.models import SignIn
from accounts.roles import Role
from review.models import ChainHead, Event
from review.states import CaseState
from tests.world import at


@pytest.fixture
def admin(world, clock, sign_in):
    clock("11-16 09:00")
    return sign_in(world.person("张管", world.bureau, Role.ADMIN))


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_steps_name_the_file_and_nobody_who_applies(admin, world):
    case = world.case_at(CaseState.UNIT_OK, "郗丽华")

    response = admin.get("/settings/audit/steps/")

    assert case.number in response.text
    assert "原海燕" in response.text
    assert "郗丽华" not in response.text
    assert "郗丽华" not in str(rows(admin.get("/settings/audit/steps/export/")))
    assert "郗丽华" not in admin.get("/settings/audit/steps/?q=郗丽华").context["rows"]
    assert not admin.get("/settings/audit/steps/?q=郗丽华").context["rows"]


def test_csv_holds_every_row_of_what_was_searched(admin, world):
    world.case_at(CaseState.UNIT_OK)
    world.submitted("张建军")

    found = rows(admin.get("/settings/audit/steps/export/?q=原海燕"))

    assert found[0][0] == "时间"
    assert len(found) - 1 == Event.objects.filter(user_name="原海燕").count()
    assert len(rows(admin.get("/settings/audit/steps/export/"))) - 1 == Event.objects.count()


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 1), ("?since=2021-11-16", 1), ("?since=2021-11-17", 0), ("?until=2021-11-15", 0),
     ("?until=2021-11-16", 1), ("?q=张管", 1), ("?q=别人", 0), ("?since=x", 1)],
)  # fmt: skip
def test_acts_are_found_by_day_and_name(admin, world, query, count):
    actor = world.person("张管", world.bureau, Role.ADMIN).user
    keeping.lock(world.hr.user, by=By(actor, at("11-16 23:59"), "离职"))

    response = admin.get(f"/settings/audit/accounts/{query}")

    assert len(response.context["rows"]) == count


def test_formula_in_a_reason_stays_text(admin, world):
    actor = world.person("=HYPERLINK(1)", world.bureau, Role.ADMIN).user
    keeping.lock(world.hr.user, by=By(actor, at("11-16 10:00"), "离职"))

    found = rows(admin.get("/settings/audit/accounts/export/"))

    assert found[1][1] == "'=HYPERLINK(1)"


def test_sign_ins_leave_applicants_out(admin, world):
    applicant = world.start("郗丽华").applicant
    for user in (applicant, world.clerk.user):
        SignIn.objects.create(
            user=user, at=at("11-16 08:00"), seen_at=at("11-16 08:00"), how="password",
            browser="Chrome", address="10.0.*.*",
        )  # fmt: skip

    found = rows(admin.get("/settings/audit/sign-ins/export/"))

    assert [row[1] for row in found[1:]] == ["卫国栋"]


def test_list_costs_the_same_for_one_and_many(admin, world):
    world.submitted()
    cache.set("queue-age", 0, 60)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            admin.get("/settings/audit/steps/")
        return len(queries)

    few = cost()
    for name in ("甲一", "乙二", "丙三"):
        world.case_at(CaseState.UNIT_OK, name)
    assert cost() == few


def test_heads_are_those_of_the_chains(admin, world, sign_in):
    world.submitted()
    head = ChainHead.objects.get()

    for client in (admin, sign_in(world.lead)):
        page = client.get("/settings/audit/heads/")
        steps, acts = page.context["heads"]
        assert (steps.length, "".join(steps.groups)) == (head.length, head.sha256)
        assert (acts.length, acts.sha256) == (0, "0" * 64)
        assert page.text.count("完整") == 2


def test_log_that_is_none_is_not_found(admin):
    assert admin.get("/settings/audit/ballots/").status_code == 404
