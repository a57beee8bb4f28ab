"""「提交时的结论」 beside 「按现行规则」: for everybody who may see the file, and nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from applications.facts import contract, facts_today, stored_facts
from applications.models import Ban, MajorMatch, Round, Specialty
from applications.queries import verdict_today
from eligibility import Degree, Facts, Identity, Level, Month, Outcome, Relevance, UnitKind, Verdict
from eligibility.contract import read_facts
from review.states import CaseState
from tests.eligibility.people import REVIEWED


@pytest.fixture
def case(world):
    return world.case_at(CaseState.UNIT_OK)


def address(case):
    return reverse("review:case-verdicts", args=[case.pk])


def test_stored_facts_are_what_was_stored():
    for one in REVIEWED:
        facts = read_facts(one["facts"], one["id"])

        assert stored_facts(contract(facts)) == facts


def test_month_stays_a_month_when_stored():
    facts = Facts(
        unit_kind=UnitKind.PRIVATE,
        identity=Identity.TECHNICAL,
        degrees=(Degree(Level.COLLEGE, Month(2019, 7), Relevance.SAME),),
        appointed_on=Month(2019, 8),
        technician_since=Month(2020, 1),
    )

    assert stored_facts(contract(facts)) == facts


def test_untouched_rules_give_the_verdict_that_was_frozen(case):
    assert verdict_today(case.submission) == Verdict.from_dict(case.submission.verdict)


def test_tables_and_bans_of_today_are_asked_and_answers_are_not(case):
    MajorMatch.objects.filter(major="采矿工程", specialty__name="采矿工程").delete()
    Specialty.objects.filter(name="采矿工程").update(exam_only=True)
    application = case.application
    Ban.objects.create(
        name="x", identity_number="x", identity_index=application.identity_index, found_in=2020,
        years=1, reason="x", decided_by="x",
    )  # fmt: skip
    application.appointed_on = "2021-10-01"
    application.save()

    facts = facts_today(case.submission)

    assert facts.degrees[0].relevance is Relevance.UNLISTED
    assert facts.exam_only_specialty
    assert facts.ban.found_in == 2020
    assert facts.appointed_on == stored_facts(case.submission.facts).appointed_on


def test_specialty_renamed_since_keeps_what_the_tables_said(case):
    Specialty.objects.filter(name="采矿工程").update(name="矿业工程", exam_only=True)

    assert facts_today(case.submission) == stored_facts(case.submission.facts)


def test_both_verdicts_stand_side_by_side_for_whoever_sees_the_file(world, case, sign_in, clock):
    clock("11-09 09:00")
    Round.objects.update(service_until=date(2020, 6, 30))
    assert verdict_today(case.submission).overall is Outcome.NOT_MET

    for acting in (world.applicant(case), world.hr, world.head, world.officer, world.clerk):
        page = sign_in(acting).get(address(case)).content.decode()
        assert "提交时的结论" in page, acting
        assert "按现行规则" in page, acting
        assert page.index("项不一样") < page.index("各依据什么") < page.index("一样的</h2>"), acting
        assert "2020年6月30日" in page, acting
    for acting in (world.lead, world.secretary):
        assert sign_in(acting).get(address(case)).status_code == 200, acting


def test_nobody_else_finds_it(world, case, sign_in, client, clock):
    clock("11-09 09:00")
    other = world.person("别人", world.unit, Role.APPLICANT)
    stranger = world.person("外单位", world.make_unit("阳城县砥洎陶瓷有限公司"), Role.UNIT)

    assert client.get(address(case)).status_code == 302
    for acting in (other, stranger, world.hrss):
        assert sign_in(acting).get(address(case)).status_code == 404, acting


def test_desks_lead_to_it(world, case, sign_in, clock):
    clock("11-09 09:00")
    link = f'href="{address(case)}"'

    assert link in sign_in(world.hr).get(f"/cases/{case.pk}/").content.decode()
    assert link in sign_in(world.clerk).get(f"/cases/{case.pk}/?doc=verdict").content.decode()
    track = f"/applications/{case.application_id}/track/"
    assert link in sign_in(world.applicant(case)).get(track).content.decode()
