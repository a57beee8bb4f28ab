"""One file at room 303: what the machine found, the clerk's marks, the decisions."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from applications import queries as applications
from applications import services as filing
from review import claims, machine, records, second_letters
from review.checklist import PERSON_ITEMS, last_marks
from review.models import Case, CorrectionLetter, Event, ReviewMark
from review.states import Action, CaseState
from tests.world import World, at
from yangcheng_titles.demo import road
from yangcheng_titles.demo.people import college

HUMAN = ("form_copies", "check_code", "report", "proof", "start_date", "envelope")


@pytest.fixture
def delivered(world):
    return world.case_at(CaseState.DELIVERED)


def found(case, day="11-25"):
    today = at(f"{day} 09:00").date()
    shelf = machine.prepare([case], calendar=applications.calendar(), today=today)
    return machine.look(case, shelf)


def marks(failing=(), leave=()):
    return {
        item.key: "fail" if item.key in failing else "pass"
        for item in PERSON_ITEMS
        if item.key not in leave
    }


def step(case, **data):
    """What a check page posts."""
    return {"version": case.version, "key": "a" * 36} | data


# --- the machine ------------------------------------------------------------------------------
def test_machine_leaves_to_people_what_only_people_can_see(delivered):
    points = found(delivered)

    assert list(points) == [item.key for item in PERSON_ITEMS]
    assert [key for key, point in points.items() if point.passed is None] == list(HUMAN)
    assert all(point.passed for key, point in points.items() if key not in HUMAN)


def test_machine_says_what_it_rests_on(delivered):
    points = found(delivered)

    assert points["notices"].note == (
        "公示①11月8日至12日，公示②11月9日至15日，公示③11月16日至22日。"
    )
    assert points["panel"].note == (
        "11月16日评议，群众代表2人、同行专家2人、单位领导1人，同意5票，不同意0票。"
    )
    assert "阳城县析城山煤业有限责任公司成建国11月23日推荐" in points["recommended"].note
    assert "个人承诺由郭晓燕于11月5日签" in points["promises"].note
    assert points["start_date"].note == (
        "评审表填2019年8月1日，依据聘用协议书。单位人事11月5日核原件，与原件一致。"
    )
    assert "138****" in points["envelope"].note


def test_machine_counts_what_was_counted_at_the_counter(world):
    case = world.case_at(CaseState.DEPARTMENT_OK)
    bag = {"shelf": "B2", "form_copies": 2, "report_copies": 0, "proof_copies": 0}
    road.take(
        case.package, Action.RECEIVE, acting=world.clerk, now=at("11-24 09:00"),
        deliverer="原海燕", record_copies=1, summary_copies=1, bags={case.pk: bag},
    )  # fmt: skip

    points = found(Case.objects.get(pk=case.pk))

    assert points["form_copies"] == machine.Found(False, "收件时清点2份，应为3份。")
    assert points["report"].passed is False
    assert points["proof"].passed is False


def test_machine_leaves_an_open_finding_to_the_office(world):
    case = world.case_at(
        CaseState.DELIVERED, career=college("机械设计", "工艺编制", "晋城职业技术学院", "国际贸易")
    )

    before = found(case)["education"]
    records.settle(
        case, acting=world.clerk, now=at("11-25 09:00"), rule="R11", outcome="met",
        reason="课程与申报专业相近。", basis="毕业证书、成绩单",
    )  # fmt: skip
    after = found(Case.objects.get(pk=case.pk))["education"]

    assert before.passed is None
    assert "需核实" in before.note
    assert "单位人事核实：符合" in before.note
    assert after.passed is True
    assert "303室核实：符合" in after.note


# --- the page ---------------------------------------------------------------------------------
@pytest.mark.parametrize("doc", ["form", "report", "verdict", "log", "nonsense"])
def test_file_opens_with_each_paper_on_the_left(world, sign_in, clock, delivered, doc):
    clock("11-25 09:00")

    page = sign_in(world.clerk).get(reverse("review:case", args=[delivered.pk]), {"doc": doc})

    assert page.status_code == 200
    assert 'aria-current="true"' in page.content.decode()


def test_page_preselects_what_the_machine_passed_and_saves_nothing(
    world, sign_in, clock, delivered
):
    clock("11-25 09:00")

    page = sign_in(world.clerk).get(reverse("review:case", args=[delivered.pk]))

    assert page.context["form"].counts() == {"total": 15, "ok": 9, "bad": 0, "open": 6}
    assert "还有6项没核" in page.content.decode()
    assert not ReviewMark.objects.exists()


def test_page_shows_no_private_number_whole(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    private = machine.private_of(delivered.submission)

    page = sign_in(world.clerk).get(reverse("review:case", args=[delivered.pk])).content.decode()

    assert private["identity_number"] not in page
    assert private["contact_phone"] not in page
    assert f"140522********{private['identity_number'][-4:]}" in page


def test_marks_are_saved_and_lead_to_the_decision(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    client = sign_in(world.clerk)

    response = client.post(
        reverse("review:case-marks", args=[delivered.pk]), marks() | {"then": "accept"}
    )

    assert response.url == reverse("review:case-step", args=[delivered.pk, "accept"])
    assert len(last_marks(delivered)) == 15
    client.post(response.url, step(delivered))
    assert Case.objects.get(pk=delivered.pk).state == CaseState.ACCEPTED


def test_a_decision_pressed_too_early_names_what_is_open(world, sign_in, clock, delivered):
    clock("11-25 09:00")

    page = sign_in(world.clerk).post(
        reverse("review:case-marks", args=[delivered.pk]),
        marks(leave=("form_copies", "envelope")) | {"then": "correct"},
    )

    text = page.content.decode()
    assert page.status_code == 409
    assert "还有2项没核" in text
    assert '<a href="#id_form_copies_0">评审表纸质件3份，签字盖章齐全</a>' in text
    assert len(last_marks(delivered)) == 13


def test_accepting_with_a_defect_is_refused_with_its_name(world, sign_in, clock, delivered):
    clock("11-25 09:00")

    page = sign_in(world.clerk).post(
        reverse("review:case-marks", args=[delivered.pk]),
        marks(failing=("proof",)) | {"then": "accept"},
    )

    assert page.status_code == 409
    assert "1项不符合：聘用协议或参加本专业技术工作的手续证明。应一次性告知补正。" in (
        page.content.decode()
    )


def test_letter_is_shown_as_it_will_be_read_and_then_sent(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    client = sign_in(world.clerk)
    said = "聘用协议没有公章，请补盖后报送。"
    client.post(
        reverse("review:case-marks", args=[delivered.pk]),
        marks(failing=("proof", "envelope")) | {"say_proof": said},
    )
    url = reverse("review:case-step", args=[delivered.pk, "correct"])

    preview = client.get(url).content.decode()
    client.post(url, step(delivered))

    letter = CorrectionLetter.objects.get()
    assert [item["text"] for item in letter.items] == [
        said, "档案袋正面和袋底要填写姓名、单位、申报专业、联系电话。",
    ]  # fmt: skip
    for item in letter.items:
        assert item["text"] in preview
    assert "请于12月2日（星期四）前（含当日，自告知次日起5个工作日）补正" in preview
    assert letter.due_on == at("12-02").date()


def test_second_letter_must_say_why_the_first_did_not(world, sign_in, clock, delivered):
    first, second = at("11-25 09:00"), at("11-29 09:00")
    road.mark_all(delivered, PERSON_ITEMS, acting=world.clerk, now=first, failing=("envelope",))
    road.take(delivered, Action.CORRECT, acting=world.clerk, now=first)
    road.take(delivered, Action.SUPPLY, acting=world.hr, now=at("11-26 09:00"))
    case = Case.objects.get(pk=delivered.pk)
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=second, failing=("proof",))
    asked = second_letters.ask(case, acting=world.clerk, now=second, reason="漏看")
    second_letters.decide(asked, acting=world.lead, now=second, granted=True)
    clock("11-29 09:10")
    client = sign_in(world.clerk)
    url = reverse("review:case-step", args=[case.pk, "correct"])

    page = client.get(url).content.decode()
    refused = client.post(url, step(case, note=""))

    assert "已告知过一次" in page
    assert "请填写上一次没有告知的原因" in refused.content.decode()
    assert Case.objects.get(pk=case.pk).state == CaseState.DELIVERED


def test_after_a_correction_only_what_changed_is_marked(world, sign_in, clock, delivered):
    road.mark_all(
        delivered, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"), failing=("start_date",)
    )
    road.take(delivered, Action.CORRECT, acting=world.clerk, now=at("11-25 09:30"))
    filing.save_section(
        delivered.application, "appointment",
        values={"appointed_on": "2019-09-01"}, rows={}, now=at("11-26 09:00"),
    )  # fmt: skip
    world.again(delivered, now=at("11-26 10:00"))
    road.take(delivered, Action.SUPPLY, acting=world.hr, now=at("11-26 11:00"))
    clock("11-26 14:00")

    page = sign_in(world.clerk).get(reverse("review:case", args=[delivered.pk]))

    sheets = page.context["file"].panes[0].content["sheets"]
    assert [sheet.changes for sheet in sheets] == [1, 0, 0, 0]
    assert sheets[0].facts["appointed"].changed
    assert page.content.decode().count("（补正后有改动）") == 1
    assert "改了“聘任情况与年度考核”" in page.content.decode()


def test_refusing_takes_a_second_person(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    client = sign_in(world.clerk)
    propose = reverse("review:case-step", args=[delivered.pk, "propose-refusal"])
    client.post(
        propose,
        {
            "version": delivered.version,
            "key": "a" * 36,
            "clause": "二（二）1",
            "note": "系参公人员。",
        },
    )
    refuse = reverse("review:case-step", args=[delivered.pk, "refuse"])

    by_clerk = client.get(refuse)
    shown = sign_in(world.lead).get(reverse("review:case", args=[delivered.pk])).content.decode()
    page = sign_in(world.lead).get(refuse)
    sign_in(world.lead).post(
        refuse, step(delivered, version=delivered.version + 1, key="b" * 36, note="系参公人员。")
    )

    assert by_clerk.status_code == 409
    assert "卫国栋11月25日 09:00提出不予受理：国家公务员" in shown
    assert (
        "国家公务员（含参照国家公务员管理人员），不在申报评审范围（二（二）1）。系参公人员。"
        in (page.content.decode())
    )
    assert Case.objects.get(pk=delivered.pk).state == CaseState.REFUSED


def test_settling_needs_words_and_is_told_on_the_page(world, sign_in, clock):
    case = world.case_at(
        CaseState.DELIVERED, career=college("机械设计", "工艺编制", "晋城职业技术学院", "国际贸易")
    )
    clock("11-25 09:00")
    client = sign_in(world.clerk)
    url = reverse("review:case-settle", args=[case.pk])

    empty = client.post(url, {"rule": "R11", "outcome": "met"})
    done = client.post(
        url, {"rule": "R11", "outcome": "met", "reason": "课程相近。", "basis": "成绩单"}
    )

    assert empty.status_code == 422
    assert "请填写理由" in empty.content.decode()
    assert "请填写依据" in empty.content.decode()
    assert "课程相近。" in client.get(done.url).content.decode()


def test_lead_reads_the_marks_without_a_form_that_is_not_theirs(world, sign_in, clock, delivered):
    clock("11-25 09:00")

    page = sign_in(world.lead).get(reverse("review:case", args=[delivered.pk])).text

    assert "逐项核对" in page
    assert reverse("review:case-marks", args=[delivered.pk]) not in page


@pytest.mark.parametrize("who", ["hr", "officer", "lead", "secretary"])
def test_only_the_clerk_marks(world, sign_in, clock, delivered, who):
    clock("11-25 09:00")

    response = sign_in(getattr(world, who)).post(
        reverse("review:case-marks", args=[delivered.pk]), marks()
    )

    assert response.status_code == 403
    assert not ReviewMark.objects.exists()


# --- the package ------------------------------------------------------------------------------
def test_package_says_the_two_equations(world, sign_in, clock, delivered):
    clock("11-25 09:00")

    page = sign_in(world.clerk).get(reverse("review:package", args=[delivered.package_id]))

    assert page.context["equations"] == [
        ("汇总表1人，档案袋1袋", True),
        ("记实表公示②1人，包含汇总表全部人员", True),
    ]


def test_package_papers_are_marked_and_told_at_once(world, sign_in, clock, delivered):
    clock("11-25 09:00")
    client = sign_in(world.clerk)
    package = delivered.package

    client.post(
        reverse("review:package-marks", args=[package.pk]),
        {"record": "pass", "record_proof": "fail", "summary": "pass", "seal": "pass"},
    )
    page = client.get(reverse("review:package-step", args=[package.pk, "correct"]))

    assert "请补交三次公示结果证明材料。" in page.content.decode()
    assert {key: mark.passed for key, mark in last_marks(package).items()} == {
        "record": True, "record_proof": False, "summary": True, "seal": True,
    }  # fmt: skip


# --- two at once ------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_clerks_press_accept_on_their_pages(settings):
    call_command("load_round_2021", verbosity=0)
    world = World()
    case = world.case_at(CaseState.DELIVERED)
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"))
    claims.free(case, acting=world.clerk)
    case.refresh_from_db()
    settings.SITE_CLOCK = at("11-25 09:30").isoformat()
    gate, answers = threading.Barrier(2), {}

    def press(member):
        client = Client()
        client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["membership"] = member.pk
        session.save()
        gate.wait()
        url = reverse("review:case-step", args=[case.pk, "accept"])
        answers[member.pk] = client.post(url, {"version": case.version, "key": f"{member.pk:036}"})
        connection.close()

    threads = [threading.Thread(target=press, args=[m]) for m in (world.clerk, world.other_clerk)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    by_status = {answer.status_code: answer for answer in answers.values()}
    assert sorted(by_status) == [302, 409]
    told = by_status[409].content.decode()
    assert "卫国栋" in told or "刘敏" in told
    assert "受理" in told
    assert Event.objects.filter(case=case, action=Action.ACCEPT).count() == 1
