"""What can still come after a result: confirmation with exceptions, 复查, 取消资格, 通报."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Membership
from accounts.roles import Role
from applications.facts import ban_on
from applications.models import Ban
from applications.queries import verdict_of
from review import integrity
from review.engine import Refused
from review.models import Certificate, Recheck, Reprimand, Revocation
from review.prints import bureau
from review.services import offers
from review.states import Action, CaseState
from tests.applications import files
from tests.world import at
from yangcheng_titles.demo import road

FOUND = {
    "facts": "毕业证书编号查无此证，学校已书面答复。",
    "told_on": date(2022, 2, 8),
    "plea": Revocation.Plea.HEARING,
    "heard_on": date(2022, 2, 18),
    "plea_record": "本人承认证书系购买，无异议。",
    "ban_years": 2,
}
DECISION = {"decision_number": "阳工信函字〔2022〕3号", "decided_on": date(2022, 2, 25)}


@pytest.fixture
def confirmed(world):
    return world.case_at(CaseState.CONFIRMED, "郭晓燕")


def prepared(world, case, **change):
    return integrity.prepare(
        case, acting=world.secretary, now=at("2022-02-21 09:00"), **FOUND | change
    )


def revoke(world, case, when="2022-02-25 15:00"):
    world.step(case, Action.REVOKE, world.lead, when, note="材料虚假。", **DECISION)
    case.refresh_from_db()


# --- 核准 ------------------------------------------------------------------------------
def test_person_left_out_is_confirmed_later_under_a_document_of_their_own(world, sign_in, clock):
    other = world.case_at(CaseState.UNIT_OK, "赵建军")
    case = world.case_at(CaseState.IN_REVIEW, "郭晓燕")
    world.accept(other)
    world.step(other, Action.QUALIFY, world.secretary, "12-06 09:00")
    world.hold_meeting([case, other])
    world.publish_result(case)
    world.of_meeting(case, Action.CLEAR_RESULT, "12-27 09:00")
    clock("12-29 09:00")
    url = f"/meetings/{case.meeting_id}/confirm/"
    data = {
        "confirmation_number": "阳人社职字〔2021〕12号",
        "confirmed_on": "2021-12-29",
        "people": [case.pk],
        "key": "once",
    }

    client = sign_in(world.hrss)
    unexplained = client.post(url, data)
    client.post(url, data | {"note": "学历正在核实。"})
    later = data | {"confirmation_number": "阳人社职字〔2022〕1号", "key": "twice"}
    client.post(f"/cases/{other.pk}/confirm/", later)

    assert "赵建军没有勾选，请填写暂不核准的原因" in unexplained.text
    numbers = dict(Certificate.objects.values_list("name", "confirmation_number"))
    assert numbers == {"郭晓燕": "阳人社职字〔2021〕12号", "赵建军": "阳人社职字〔2022〕1号"}


# --- 取消资格 --------------------------------------------------------------------------
def test_nobody_loses_a_qualification_unheard(world, confirmed):
    with pytest.raises(Refused, match="陈述申辩"):
        revoke(world, confirmed)


def test_decision_cancels_the_certificate_and_is_kept_on_record(world, confirmed, client, clock):
    prepared(world, confirmed)
    revoke(world, confirmed)
    clock("2022-03-01 09:00")
    award = Certificate.objects.get()
    shown = client.post("/certificates/verify/", {"number": award.number, "name": award.name}).text
    record = Revocation.objects.get()

    assert confirmed.state == CaseState.REVOKED
    assert "已取消" in shown
    assert "2022年2月25日取消，依据阳工信函字〔2022〕3号" in shown
    assert (record.decided_by, record.prepared_by) == (world.lead.user, world.secretary.user)
    assert record.kept_until == date(2025, 2, 25)


@pytest.mark.parametrize(("year", "outcome"), [(2023, "not_met"), (2024, "not_met"), (2025, "met")])
def test_ban_is_read_in_the_rounds_that_follow(world, confirmed, year, outcome):
    prepared(world, confirmed)
    revoke(world, confirmed)
    application = confirmed.application
    application.round.year = year

    ban = ban_on(application)
    outcomes = {f.rule: f.outcome.value for f in verdict_of(application).findings}

    assert (ban.found_in, ban.years) == (2022, 2)
    assert outcomes["R06"] == outcome


def test_no_ban_is_written_where_none_was_decided(world, confirmed):
    prepared(world, confirmed, ban_years=0)
    revoke(world, confirmed)

    assert not Ban.objects.exists()
    assert Revocation.objects.get().decided_at


def test_who_found_it_does_not_decide_it(world, confirmed):
    both = Membership.objects.create(
        user=world.secretary.user,
        organisation=world.bureau,
        role=Role.LEAD,
        since=date(2021, 1, 1),
    )
    prepared(world, confirmed)
    confirmed.refresh_from_db()

    assert not offers(confirmed, both, date(2022, 2, 25))
    with pytest.raises(PermissionDenied):
        world.step(confirmed, Action.REVOKE, both, "2022-02-25 15:00", note="虚假", **DECISION)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revocation.objects.update(
            decided_by=world.secretary.user, decided_at=at("2022-02-25 15:00"), **DECISION
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"heard_on": date(2022, 2, 7)}, "不能早于告知日期"),
        ({"heard_on": date(2022, 2, 22)}, "不能晚于今天"),
        ({"ban_years": 4}, "1至3年"),
        ({"plea_record": " "}, "请写明"),
    ],
)
def test_finding_is_refused_in_a_sentence(world, confirmed, change, sentence):
    with pytest.raises(Refused, match=sentence):
        prepared(world, confirmed, **change)


def test_lead_and_others_do_not_put_down_the_finding(world, confirmed):
    for acting in (world.lead, world.hr, world.hrss):
        with pytest.raises(PermissionDenied):
            integrity.prepare(confirmed, acting=acting, now=at("2022-02-21 09:00"), **FOUND)


def test_pages_walk_from_the_number_to_the_decision(world, confirmed, sign_in, clock):
    clock("2022-02-21 09:00")
    award = Certificate.objects.get()
    clerk = sign_in(world.clerk)
    form = f"/bureau/cases/{confirmed.pk}/revocation/"

    assert clerk.get("/bureau/integrity/", {"number": award.number})["Location"] == form
    assert "没有查到" in clerk.get("/bureau/integrity/", {"number": "YCZ20219999"}).text
    wrong = clerk.post(form, FOUND | {"told_on": "2022-02-20", "heard_on": "2022-02-18"})
    assert "不能早于告知日期" in wrong.text
    assert clerk.post(form, FOUND).status_code == 302
    clock("2022-02-25 09:00")
    lead = sign_in(world.lead)
    step = f"/cases/{confirmed.pk}/revoke/"
    decision = DECISION | {"note": "材料虚假。", "name": "郭小燕", "key": "once"}
    assert "查无此证" in lead.get(step).text
    assert "申报人不是“郭小燕”" in lead.post(step, decision).text
    assert lead.post(step, decision | {"name": "郭晓燕"}).status_code == 302
    confirmed.refresh_from_db()
    assert confirmed.state == CaseState.REVOKED
    assert "记录保存到" in lead.get("/bureau/integrity/").text


# --- 通报批评 --------------------------------------------------------------------------
def test_reprimand_names_the_unit_and_nobody_and_is_gone_after_its_last_day(
    world, confirmed, sign_in, client, clock
):
    prepared(world, confirmed)
    revoke(world, confirmed)
    clock("2022-03-01 09:00")
    lead = sign_in(world.lead)
    unit = f"{world.round.pk}-{world.unit.pk}"
    data = {"unit": unit, "number": "阳工信函字〔2022〕4号", "shown_until": "2022-05-31"}

    too_long = lead.post("/bureau/reprimands/", data | {"shown_until": "2023-05-31"})
    assert too_long.status_code == 422
    assert lead.post("/bureau/reprimands/", data).status_code == 302
    assert lead.post("/bureau/reprimands/", data).status_code == 422
    one = Reprimand.objects.get()
    lead.logout()
    listed = client.get("/notices/", {"show": "reprimands"}).text
    page = client.get(f"/reprimands/{one.code}/")
    clock("2022-06-01 00:00")

    assert one.people == 1
    assert f"对{world.unit.name}的通报批评" in listed
    assert "推荐的1名申报人提供虚假材料" in page.text
    assert "郭晓燕" not in page.text + listed
    gone = client.get(f"/reprimands/{one.code}/")
    assert gone.status_code == 410
    assert world.unit.name not in gone.text
    assert "通报批评" not in client.get("/notices/").text


def test_unit_without_a_decision_is_not_reprimanded(world, confirmed):
    prepared(world, confirmed)

    with pytest.raises(Refused, match="没有因虚假材料取消资格"):
        integrity.reprimand(
            world.unit,
            acting=world.lead,
            now=at("2022-02-25 09:00"),
            round=world.round,
            number="4号",
            shown_until=date(2022, 5, 31),
        )


# --- 复查 ------------------------------------------------------------------------------
@pytest.fixture
def not_passed(world):
    passed = world.case_at(CaseState.UNIT_OK, "赵建军")
    case = world.case_at(CaseState.IN_REVIEW, "郭晓燕")
    world.accept(passed)
    world.step(passed, Action.QUALIFY, world.secretary, "12-06 09:00")
    meeting, seats = world.open_vote([case, passed])
    choices = {(seat.pk, case.pk): "no" for seat in seats}
    road.vote(meeting, seats, choices)
    world.close_vote(meeting)
    world.step(meeting, Action.ANNOUNCE, world.chair, "12-16 11:30")
    passed.refresh_from_db()
    world.publish_result(passed)
    case.refresh_from_db()
    return case


@pytest.mark.parametrize(("day", "allowed"), [("2022-01-04", True), ("2022-01-05", False)])
def test_recheck_is_asked_for_within_ten_working_days(world, not_passed, day, allowed):
    def ask():
        applicant = world.applicant(not_passed)
        world.step(not_passed, Action.REQUEST_RECHECK, applicant, f"{day} 17:00", note="计票有误")

    if allowed:
        ask()
        assert Recheck.objects.get().answer_due == date(2022, 1, 18)
    else:
        with pytest.raises(Refused, match="申请复查到1月4日，已经过了"):
            ask()


def test_recheck_carries_papers_to_the_secretary_and_is_answered(world, not_passed, sign_in, clock):
    clock("12-21 09:00")
    url = f"/cases/{not_passed.pk}/request-recheck/"
    data = {"note": "我的得票和公布的不一致。", "key": "once"}
    applicant = sign_in(world.applicant(not_passed))

    track = f"/applications/{not_passed.application_id}/track/"
    assert "申请复查到2022年1月4日" in applicant.get(track).text
    sent = data | {"files": [files.upload("说明.pdf", files.pdf(1))]}
    assert applicant.post(url, sent).status_code == 302
    recheck = Recheck.objects.get()
    paper = f"/cases/{not_passed.pk}/rechecks/{recheck.files.get().pk}/"
    secretary = sign_in(world.secretary)
    assert paper in secretary.get(f"/cases/{not_passed.pk}/").text
    assert secretary.get(paper).getvalue().startswith(b"%PDF-")
    assert sign_in(world.hrss).get(paper).status_code == 404
    world.step(not_passed, Action.UPHOLD, world.secretary, "12-22 09:00", note="复核计票无误。")

    recheck.refresh_from_db()
    assert recheck.answered_at == at("12-22 09:00")


def test_certificate_prints_the_address_that_verifies_it(confirmed, settings):
    settings.SITE_URL = "https://zc.example.gov.cn"
    award = Certificate.objects.get()

    paper = bureau.certificate(confirmed)

    assert paper.check_address == f"https://zc.example.gov.cn/v/{award.code}/"
    assert (paper.number, paper.document) == (award.number, "阳人社职字〔2021〕12号")
