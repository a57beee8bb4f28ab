"""代录: a step done on paper is entered afterwards, with its day and sheet, through one door."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.models import Message
from applications import uploads
from review import machine, services
from review.engine import Paper, Refused
from review.models import Case, Event, PaperEntry, UnitPromise
from review.queries.department import facts_for
from review.states import Action, CaseState
from tests.applications.files import pdf
from tests.world import at
from yangcheng_titles.demo import road

S, A = CaseState, Action


def nov(day):
    return date(2021, 11, day)


def sheet(name="签字页.pdf"):
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")


def enter_recommendation(world, case, *, day=23, now="11-24 09:00"):
    return world.enter(
        case.package, A.RECOMMEND, world.hr, now, dated_on=nov(day), signed_name="成建国"
    )


def test_recommendation_on_paper_says_who_signed_who_entered_and_when(world):
    case = world.case_at(S.NOTICES_CLEAR)

    enter_recommendation(world, case)

    case.refresh_from_db()
    promise, event = UnitPromise.objects.get(), case.events.last()
    assert case.state == S.RECOMMENDED
    assert (promise.signed_name, promise.given_day) == ("成建国", nov(23))
    assert (promise.signed_by, promise.how) == (world.hr.user, "（代录）")
    assert (event.action, event.capacity, event.day) == (A.RECOMMEND, "unit", nov(23))
    assert event.at.day == 24
    assert event.paper == promise.paper == case.package.events.last().paper


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (22, "公示③须满5个工作日，公示到11月22日，11月23日起才能登记"),
        (25, "纸面日期不能晚于今天"),
        (4, "纸面日期不能早于11月5日"),
    ],
)
def test_day_on_the_paper_lies_between_what_must_come_before_and_today(world, day, why):
    case = world.case_at(S.NOTICES_CLEAR)

    with pytest.raises(Refused, match=why):
        enter_recommendation(world, case, day=day)

    case.refresh_from_db()
    assert case.state == S.NOTICES_CLEAR
    assert not PaperEntry.objects.exists()


@pytest.mark.parametrize(("held", "open"), [(15, False), (16, True)])
def test_sitting_on_paper_is_judged_by_the_day_on_the_paper(world, held, open):
    case = world.case_at(S.ASSESSMENT)  # ② until 11-15

    def enter():
        members = [
            {"name": name, "kind": kind, "title": "", "recused_for": ""}
            for name, kind in (("王秀兰", "staff"), ("陈立新", "expert"), ("成建国", "leader"))
        ]
        rating = dict.fromkeys(("ethics", "attitude", "level", "ability"), "good")
        rating |= {"voters": 3, "agree": 3, "disagree": 0, "opinion": "拟同意推荐。"}
        world.enter(
            case.package, A.ASSESS, world.hr, "11-18 09:00", dated_on=nov(held),
            held_on=nov(held), place="三楼会议室", recorder="原海燕",
            members=members, ratings={case.pk: rating},
        )  # fmt: skip

    if open:
        enter()
    else:
        with pytest.raises(Refused, match="公示②公示到11月15日，期满后才能评议"):
            enter()

    case.refresh_from_db()
    assert (case.state == S.OPINION_DRAFT) is open


def test_package_filed_on_paper_on_the_last_day_is_entered_the_day_after(world):
    case = world.case_at(S.RECOMMENDED)
    data = {"deliverer": "原海燕", "deliverer_phone": "13800000001"}
    file = {"acting": world.hr, "when": "11-27 09:00"}

    with pytest.raises(Refused, match="报送已于11月26日截止"):
        world.step(case.package, A.FILE, **file, **data)
    with pytest.raises(Refused, match="单位领导11月23日签字推荐，不能更早报出"):
        world.enter(case.package, A.FILE, **file, dated_on=nov(22), **data)
    world.enter(case.package, A.FILE, **file, dated_on=nov(26), **data)

    case.refresh_from_db()
    assert case.state == S.DEPARTMENT_REVIEW
    assert case.events.last().day == nov(26)


@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_department_that_signed_on_paper_is_entered_by_itself_or_at_303(world, who):
    case = world.case_at(S.DEPARTMENT_REVIEW)  # filed 11-23
    enter = {"acting": getattr(world, who), "when": "11-25 09:00", "opinion": "同意报送。"}

    with pytest.raises(Refused, match="单位11月23日报出，不能更早审核"):
        world.enter(case.package, A.AGREE, dated_on=nov(22), **enter)
    world.enter(case.package, A.AGREE, dated_on=nov(24), **enter)

    case.refresh_from_db()
    assert case.state == S.DEPARTMENT_OK
    assert case.package.department_opinion == "同意报送。"


def test_nobody_else_enters_for_the_department_and_nothing_else_is_entered(world):
    case = world.case_at(S.DEPARTMENT_REVIEW)

    with pytest.raises(services.PermissionDenied):
        world.enter(
            case.package, A.AGREE, world.hr, "11-25 09:00", dated_on=nov(24), opinion="同意。"
        )
    with pytest.raises(Refused, match="“退回单位”要在网上办理，不能代录"):
        world.enter(case.package, A.SEND_BACK, world.officer, "11-25 09:00", dated_on=nov(24))


def test_day_and_scan_are_under_the_hash_and_cannot_be_changed(world):
    case = world.case_at(S.NOTICES_CLEAR)
    enter_recommendation(world, case)

    assert services.broken_events()[1] == []
    for change in (
        lambda: PaperEntry.objects.update(dated_on=nov(24)),
        lambda: PaperEntry.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    event = case.events.select_related("paper").last()
    event.paper.dated_on = nov(24)
    assert services.fingerprint(event) != event.sha256


def test_page_asks_for_the_sheet_and_the_offices_can_read_it(world, sign_in, clock):
    case = world.case_at(S.NOTICES_CLEAR)
    clock("11-24 09:00")
    hr = sign_in(world.hr)
    package = hr.get(reverse("review:package", args=[case.package_id]))
    offer = next(b for b in package.context["buttons"] if b.label == "代录推荐")
    form = hr.get(offer.url).context["form"]
    data = {
        "version": form["version"].value(),
        "key": form["key"].value(),
        "people": [case.pk],
        "signed_name": "成建国",
        "dated_on": "2021-11-23",
    }

    missing = hr.post(offer.url, data)
    broken = hr.post(offer.url, data | {"scan": SimpleUploadedFile("签字页.pdf", b"%PDF-1.4 x")})
    early = hr.post(offer.url, data | {"scan": sheet(), "dated_on": "2021-11-22"})
    done = hr.post(offer.url, data | {"scan": sheet()})
    page = hr.get(reverse("review:case", args=[case.pk])).text
    scan = reverse("review:paper-scan", args=[PaperEntry.objects.get().pk])

    assert (missing.status_code, broken.status_code, early.status_code) == (422, 422, 409)
    assert "请上传签字页扫描件" in missing.text
    assert 'value="成建国"' in missing.text
    assert "“签字页.pdf”打不开" in broken.text
    assert "11月23日起才能登记" in early.text
    assert done.status_code == 302
    assert "推荐（代录，纸面日期11月23日）" in page
    assert scan in page
    applicant = sign_in(world.applicant(case))
    assert applicant.get(scan).status_code == 403
    stranger = sign_in(world.person("张三", world.make_unit("某公司"), "unit"))
    assert stranger.get(scan).status_code == 404
    shown = sign_in(world.officer).get(scan)
    assert shown.headers["Content-Type"] == "application/pdf"
    shown.close()


def test_own_step_has_its_way_to_paper_on_its_check_page(world, sign_in, clock):
    case = world.case_at(S.MATERIALS_NOTICE)
    clock("11-16 09:00")
    url = reverse("review:package-step", args=[case.package_id, "clear-materials"])
    hr = sign_in(world.hr)

    page, paper = hr.get(url), hr.get(f"{url}?paper=1")

    assert "按纸面代录" in page.text
    assert "dated_on" not in page.context["form"].fields
    assert "dated_on" in paper.context["form"].fields
    assert hr.get(
        reverse("review:package-step", args=[case.package_id, "post-opinions"]) + "?paper=1"
    ).status_code == 409  # fmt: skip


def test_department_and_303_read_that_it_was_entered(world):
    case = world.case_at(S.NOTICES_CLEAR)
    enter_recommendation(world, case, now="11-23 15:00")
    world.file(case.package, "11-23 16:00")
    facts = facts_for(case.package)
    road.agree(case.package, acting=world.officer, now=at("11-24 09:00"))
    case.refresh_from_db()
    shelf = machine.prepare([case], calendar=machine.Calendar(), today=nov(25))

    assert "成建国11月23日签字推荐（代录）" in facts["head"]
    assert machine.look(case, shelf)["recommended"].note == (
        "阳城县析城山煤业有限责任公司原海燕代录11月23日推荐，阳城县能源局卫东升11月24日审核同意。"
    )
    assert Event.objects.filter(action=A.AGREE, paper=None).exists()


def test_submission_signed_by_hand_is_entered_and_the_applicant_told(world, sign_in, clock):
    application = world.start("石磊")
    clock("11-08 09:00")
    hr = sign_in(world.hr)
    url = reverse("review:unit-submission", args=[application.pk])
    assert url in hr.get(reverse("review:unit-people")).text
    data = {"signed_name": "石磊", "dated_on": "2021-11-06", "key": "a" * 36}

    other = hr.post(url, data | {"scan": sheet(), "signed_name": "石垒"})
    done = hr.post(url, data | {"scan": sheet()})

    case = application.case
    assert other.status_code == 409
    assert "承诺人姓名要和申报人姓名“石磊”一致" in other.text
    assert done.url == reverse("review:case", args=[case.pk])
    event = case.events.get()
    assert (case.state, event.capacity, event.day) == (S.SUBMITTED, "unit", nov(6))
    assert (case.submission.signed_name, case.submission.submitted_by) == ("石磊", world.hr.user)
    assert Message.objects.get(user=application.applicant).subject == "单位人事代录了您的提交"
    told = (
        sign_in(world.applicant(case)).get(reverse("review:timeline", args=[application.pk])).text
    )
    assert "提交给单位（第1版）（代录，纸面日期11月6日）" in told


def test_own_submission_and_one_handed_in_are_not_entered(world, sign_in, clock):
    clock("11-08 09:00")
    mine, handed = world.start("石磊"), world.submitted("田雨")
    colleague = mine.applicant.memberships.create(
        organisation=world.unit, role="unit", since=nov(1)
    )

    for acting, application in ((colleague, mine), (world.hr, handed.application)):
        url = reverse("review:unit-submission", args=[application.pk])
        assert sign_in(acting).get(url).status_code == 404


def test_last_day_of_filling_is_judged_by_the_paper(world):
    application = world.start("石磊")
    late = {"acting": world.hr, "now": at("11-29 09:00"), "signed_name": "石磊"}
    scan = uploads.check(sheet())

    with pytest.raises(Refused, match="报送已于11月26日截止"):
        services.submit(application, **late, paper=Paper(nov(27), scan))
    services.submit(application, **late, paper=Paper(nov(26), scan))

    assert Case.objects.get(application=application).state == S.SUBMITTED
