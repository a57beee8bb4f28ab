"""扫码收件: every code read at the counter is answered in one line; days, hours, exceptions."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Message
from review import intake
from review.codes import Kind, code_of, read_code
from review.engine import Refused
from review.models import (
    Case,
    Delivery,
    DeliveryException,
    Intake,
    IssuedDocument,
    Package,
    Reading,
)
from review.prints.bureau import acceptance_receipt
from review.prints.words import package_number
from review.states import Action, CaseState
from tests.world import at
from yangcheng_titles.demo import road

NOW = "11-24 09:00"


@pytest.fixture
def agreed(world):
    """`agreed("郭晓燕", "成志强")`: a package the department has agreed to, and its people."""

    def bring(*names):
        cases = [world.submitted(name) for name in names]
        for case in cases[1:]:
            road.pass_by_unit(case, acting=world.hr, now=at("11-05 15:00"))
        for _, walk in world.stations(cases[0])[:9]:
            walk()
        return (
            Package.objects.get(pk=cases[0].package_id),
            [Case.objects.get(pk=case.pk) for case in cases],
        )

    return bring


@pytest.fixture
def counter(world):
    """`counter(code, package, now)` answers as the clerk's counter does."""

    def read(code, package=None, now=NOW):
        return intake.read(code, package=package, acting=world.clerk, now=at(now))

    return read


# --- codes ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "text", "kind", "version", "check"),
    [
        ("YC2021-0037", "YC2021-0037", Kind.CASE, 0, ""),
        (" yc2021-0037/2/K7F3Q2XD\r", "YC2021-0037", Kind.CASE, 2, "K7F3Q2XD"),
        ("ＹＣ２０２１-００３７、2", "YC2021-0037", Kind.CASE, 2, ""),
        ("YC2021-0037/K7F3Q2XD", "YC2021-0037", Kind.CASE, 0, "K7F3Q2XD"),
        ("YCB2021-0003", "YCB2021-0003", Kind.PACKAGE, 0, ""),
        ("a12", "A12", Kind.SHELF, 0, ""),
        ("37", "37", Kind.SERIAL, 0, ""),
        ("https://example.cn/", "HTTPS:", None, 0, ""),
        ("", "", None, 0, ""),
    ],
)
def test_code_is_read_however_it_was_typed(typed, text, kind, version, check):
    code = read_code(typed)

    assert (code.text, code.kind, code.version, code.check_code) == (text, kind, version, check)


def test_code_says_what_it_is_made_of():
    assert code_of("YC2021-0037", 2, "K7F3Q2XD") == "YC2021-0037/2/K7F3Q2XD"
    assert code_of("YC2021-0037") == "YC2021-0037"


# --- what the counter answers --------------------------------------------------------------------
def test_units_code_opens_its_counter_and_read_again_finishes(agreed, counter):
    package, _ = agreed("郭晓燕")

    opened = counter(package_number(package))
    again = counter(package_number(package), package)

    assert (opened.ok, opened.package, opened.finish) == (True, package, False)
    assert again.finish


def test_bag_is_taken_with_the_shelf_read_before(agreed, counter):
    package, (case,) = agreed("郭晓燕")
    counter("A12", package)

    answer = counter(code_of(case.number, case.submission.version), package)

    assert (answer.ok, answer.text) == (True, "郭晓燕 放A12架")
    assert Reading.objects.get().shelf == "A12"
    assert Case.objects.get(pk=case.pk).state == CaseState.DEPARTMENT_OK


def test_first_bag_opens_the_counter_of_its_unit(agreed, counter):
    package, (case,) = agreed("郭晓燕")

    assert counter(case.number).package == package


def test_last_digits_by_hand_are_enough_at_an_open_counter(agreed, counter):
    package, (case,) = agreed("郭晓燕")

    assert counter(case.number[-4:].lstrip("0"), package).ok
    assert not counter(case.number[-4:]).ok


def test_bag_of_another_unit_is_named_with_its_unit(world, agreed, counter):
    package, _ = agreed("郭晓燕")
    foreign = world.submitted("成志强", unit=world.make_unit("阳城县砥洎陶瓷有限公司"))

    answer = counter(foreign.number, package)

    assert not answer.ok
    assert "成志强的档案袋是阳城县砥洎陶瓷有限公司的，不是阳城县析城山煤业" in answer.text


def test_second_reading_and_a_bag_taken_before_are_duplicates(world, agreed, counter):
    package, (first, second) = agreed("郭晓燕", "成志强")
    counter("A1", package)
    counter(first.number, package)

    assert counter(first.number, package).text == (
        "重复：郭晓燕的档案袋11月24日 09:00已扫过，放A1架。"
    )
    road.receive(package, acting=world.clerk, now=at("11-24 10:00"))
    assert counter(second.number, Package.objects.get(pk=package.pk)).text == (
        "重复：成志强的档案袋11月24日 10:00已收件，在架A2。"
    )


def test_paper_of_an_older_version_is_superseded_but_its_number_is_taken(world, counter):
    case = world.submitted("郭晓燕")
    world.step(case, Action.OPEN, world.hr, "11-05 14:00")
    items = [{"section": "title", "text": "改", "clause": ""}]
    world.step(case, Action.RETURN, world.hr, "11-05 14:10", items=items)
    world.again(case, now=at("11-05 14:30"))
    for _, walk in world.stations(case)[:9]:
        walk()
    case = Case.objects.get(pk=case.pk)

    old = counter(code_of(case.number, 1), case.package)

    assert not old.ok
    assert old.text.startswith("旧版：郭晓燕的这份是第1版，现在是第2版")
    assert counter(case.number, case.package).ok


def test_check_code_must_be_one_the_site_has_printed(agreed, counter, world):
    package, (case,) = agreed("郭晓燕")
    IssuedDocument.objects.create(
        kind="review_form", subject=f"case:{case.pk}", fingerprint="a" * 64, version=1, title="x",
        filename="x", content_type="application/pdf", check_code="K7F3Q2XD",
        requested_at=at("11-23 17:00"), requested_by=world.hr.user,
    )  # fmt: skip

    assert counter(code_of(case.number, 1, "23456789"), package).text.startswith("校验码不对")
    assert counter(code_of(case.number, 1, "K7F3Q2XD"), package).ok


@pytest.mark.parametrize(
    ("code", "said"),
    [("YC2021-9999", "没有编号“YC2021-9999”"), ("YCB2021-9999", "没有编号“YCB2021-9999”"),
     ("不是码", "没有编号“不是码”"), ("A12", "请先扫单位的清单")],
)  # fmt: skip
def test_unknown_code_is_answered_in_words(world, counter, code, said):
    assert said in counter(code).text


def test_another_unit_waits_until_what_lies_there_is_registered(world, agreed, counter):
    package, (case,) = agreed("郭晓燕")
    other = Package.objects.create(
        round=world.round, unit=world.make_unit("阳城县砥洎陶瓷有限公司"), state="department_ok"
    )
    assert counter(package_number(other), package).package == other
    counter(case.number, package)

    answer = counter(package_number(other), package)

    assert answer.text.startswith("阳城县析城山煤业有限责任公司还有1袋没有登记收件")


def test_only_a_clerk_reads(world, agreed):
    package, (case,) = agreed("郭晓燕")

    for acting in (world.lead, world.hr, world.secretary):
        with pytest.raises(PermissionDenied):
            intake.read(case.number, package=package, acting=acting, now=at(NOW))


def test_bag_put_back_may_be_read_again(agreed, counter, world):
    package, (case,) = agreed("郭晓燕")
    counter(case.number, package)

    intake.put_back(intake.open_delivery(package), case.pk, acting=world.clerk)

    assert counter(case.number, package).ok


# --- days, hours, exceptions (D13, B13) -----------------------------------------------------------
def test_bags_are_taken_in_office_hours_of_the_window(agreed, counter, world):
    package, (case,) = agreed("郭晓燕")
    for now, said in (
        ("11-09 10:00", "收件时间是11月10日至11月26日。"),
        ("11-10 08:00", None),
        ("11-24 07:59", "收件在办公时间08:00至12:00、14:30至18:00，现在是07:59。"),
        ("11-24 12:00", None),
        ("11-24 12:01", "现在是12:01。"),
        ("11-24 14:29", "现在是14:29。"),
        ("11-26 18:00", None),
        ("11-26 18:01", "现在是18:01。"),
        ("11-20 10:00", "11月20日不是工作日，不收件。"),
        ("11-29 10:00", "收件时间是11月10日至11月26日。"),
    ):
        answer = counter(case.number, package, now)
        assert (now, answer.ok) == (now, said is None)
        assert (said or "") in answer.text
        if answer.ok:
            intake.put_back(intake.open_delivery(package), case.pk, acting=world.clerk)


def test_exception_needs_a_reason_and_a_second_person(agreed, counter, world):
    package, (case,) = agreed("郭晓燕")
    late = at("11-29 10:00")
    with pytest.raises(Refused):
        intake.ask_exception(package, acting=world.clerk, now=late, reason=" ")
    asked = intake.ask_exception(package, acting=world.clerk, now=late, reason="大雪封路")
    assert Message.objects.filter(user=world.lead.user, subject__contains="例外收件").exists()
    with pytest.raises(Refused):
        intake.ask_exception(package, acting=world.clerk, now=late, reason="再问")
    with pytest.raises(PermissionDenied):
        intake.decide_exception(asked, acting=world.clerk, now=late, granted=True)

    intake.decide_exception(asked, acting=world.lead, now=late, granted=True)

    assert counter(case.number, package, "11-29 10:05").ok
    road.receive(package, acting=world.clerk, now=late)
    assert Case.objects.get(pk=case.pk).state == CaseState.DELIVERED
    with pytest.raises(Refused):
        intake.decide_exception(asked, acting=world.lead, now=late, granted=False, answer="晚了")


def test_exception_counts_for_its_day_alone_and_a_refusal_says_why(agreed, counter, world):
    package, (case,) = agreed("郭晓燕")
    late = at("11-29 10:00")
    asked = intake.ask_exception(package, acting=world.clerk, now=late, reason="大雪封路")
    with pytest.raises(Refused):
        intake.decide_exception(asked, acting=world.lead, now=late, granted=False)
    intake.decide_exception(asked, acting=world.lead, now=late, granted=False, answer="不属特殊")
    assert not counter(case.number, package, "11-29 10:05").ok

    again = intake.ask_exception(package, acting=world.clerk, now=late, reason="有路政证明")
    intake.decide_exception(again, acting=world.lead, now=late, granted=True)

    assert counter(case.number, package, "11-29 10:05").ok
    assert not counter(case.number, package, "11-30 10:05").ok


def test_registering_by_the_step_keeps_the_hours_too(agreed, world):
    package, _ = agreed("郭晓燕")

    with pytest.raises(Refused):
        road.receive(package, acting=world.clerk, now=at("11-24 12:30"))

    assert not Intake.objects.exists()


# --- the pages -----------------------------------------------------------------------------------
def test_page_takes_codes_without_a_script_and_registers_what_was_read(
    agreed, world, sign_in, clock
):
    package, (here, missing) = agreed("郭晓燕", "成志强")
    clock(NOW)
    client = sign_in(world.clerk)
    start, url = reverse("review:scan"), reverse("review:scan-package", args=[package.pk])

    assert client.post(start, {"code": package_number(package)}).url == url
    client.post(url, {"code": "B7"})
    page = client.post(url, {"code": here.number}).content.decode()
    receive = client.post(url, {"code": package_number(package)}).url
    form = client.get(receive).context["form"]

    assert "郭晓燕 放B7架" in page
    assert "应到2袋，已扫1袋" in page
    assert "还没有扫到1袋：</strong>成志强" in page
    assert [str(pk) for pk in form["people"].value()] == [str(here.pk)]
    assert form[f"shelf_{here.pk}"].value() == "B7"
    copies = {f"{name}_{here.pk}": n for name, n in
              (("form_copies", 2), ("report_copies", 1), ("proof_copies", 1))}  # fmt: skip
    client.post(receive, {
        "version": package.version, "key": "a" * 36, "deliverer": "原海燕", "record_copies": 1,
        "summary_copies": 1, "people": [here.pk], f"shelf_{here.pk}": "B7", **copies,
    })  # fmt: skip
    taken = Intake.objects.get()
    assert taken.missing == [{"number": missing.number, "name": "成志强"}]
    assert Delivery.objects.get().intake == taken
    slip = acceptance_receipt(taken)
    assert slip.missing == ("成志强",)
    assert slip.people[0].note == "B7架，评审表2份，应3份"
    assert (slip.receiver, slip.deliverer) == (
        "卫国栋", "原海燕（阳城县析城山煤业有限责任公司）",
    )  # fmt: skip


def test_exception_is_asked_and_decided_on_the_pages(agreed, world, sign_in, clock):
    package, _ = agreed("郭晓燕")
    clock("11-24 12:30")
    client = sign_in(world.clerk)
    closed = client.get(reverse("review:scan-package", args=[package.pk])).content.decode()
    empty = client.post(reverse("review:exception-ask", args=[package.pk]), {"reason": ""})
    client.post(reverse("review:exception-ask", args=[package.pk]), {"reason": "约定中午送到"})
    asked = DeliveryException.objects.get()
    client = sign_in(world.lead)
    waiting = client.get(reverse("review:intake")).content.decode()
    url = reverse("review:exception-decide", args=[asked.pk])
    silent = client.post(url, {"granted": "no", "answer": ""})
    client.post(url, {"granted": "yes"})

    assert "现在是12:30" in closed
    assert empty.status_code == 422
    assert "约定中午送到" in waiting
    assert silent.status_code == 409
    assert "不同意要写明理由" in silent.content.decode()
    asked.refresh_from_db()
    assert (asked.granted, asked.decided_by) == (True, world.lead.user)


def test_counter_costs_the_same_for_one_bag_and_for_many(agreed, world, sign_in, clock):
    package, cases = agreed(*(f"赵明{n}" for n in range(12)))
    clock(NOW)
    client, url = sign_in(world.clerk), reverse("review:scan-package", args=[package.pk])

    def cost(case):
        with CaptureQueriesContext(connection) as captured:
            assert client.post(url, {"code": case.number}, headers={"HX-Request": "true"}).content
        return len(captured)

    client.post(url, {"code": cases[0].number})
    early = cost(cases[1])
    for case in cases[2:11]:
        client.post(url, {"code": case.number})

    assert cost(cases[11]) == early
