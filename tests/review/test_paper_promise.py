"""代录推荐: the leader signed on paper; the unit enters it with the day and the sheet."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications import uploads
from review.engine import Refused
from review.models import Event, UnitPromise
from review.queries.department import facts_for
from review.states import Action, CaseState
from tests.applications.files import pdf
from tests.world import at
from yangcheng_titles.demo import road

S = CaseState


def sheet(name="签字页.pdf"):
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")


def enter(world, case, *, dated_on, now="11-24 09:00", **change):
    road.take(
        case.package,
        Action.RECOMMEND_ON_PAPER,
        acting=world.hr,
        now=at(now),
        chosen=[case],
        **{
            "signed_name": "成建国",
            "dated_on": dated_on,
            "scan": uploads.check(sheet()),
        }
        | change,
    )


def test_promise_on_paper_recommends_and_says_who_entered_it(world):
    case = world.case_at(S.NOTICES_CLEAR)

    enter(world, case, dated_on=date(2021, 11, 23))

    case.refresh_from_db()
    promise = UnitPromise.objects.get()
    event = Event.objects.filter(case=case).last()
    assert case.state == S.RECOMMENDED
    assert (promise.signed_name, promise.dated_on) == ("成建国", date(2021, 11, 23))
    assert (promise.signed_by, promise.how) == (world.hr.user, "（代录）")
    assert list(promise.cases.all()) == [case]
    assert (event.action, event.capacity) == (Action.RECOMMEND_ON_PAPER, "unit")


@pytest.mark.parametrize(
    ("dated_on", "why"),
    [
        (date(2021, 11, 22), "公示③公示到11月22日，纸面日期要在那以后"),
        (date(2021, 11, 25), "纸面日期不能晚于今天"),
    ],
)
def test_day_on_the_paper_lies_between_the_notice_and_today(world, dated_on, why):
    case = world.case_at(S.NOTICES_CLEAR)

    with pytest.raises(Refused, match=why):
        enter(world, case, dated_on=dated_on)

    case.refresh_from_db()
    assert case.state == S.NOTICES_CLEAR
    assert not UnitPromise.objects.exists()


def test_page_asks_for_the_sheet_and_everyone_concerned_can_read_it(world, sign_in, clock):
    case = world.case_at(S.NOTICES_CLEAR)
    clock("11-24 09:00")
    hr = sign_in(world.hr)
    url = reverse("review:package-step", args=[case.package_id, "recommend-on-paper"])
    form = hr.get(url).context["form"]
    data = {
        "version": form["version"].value(),
        "key": form["key"].value(),
        "people": [case.pk],
        "signed_name": "成建国",
        "dated_on": "2021-11-23",
    }

    missing = hr.post(url, data)
    broken = hr.post(url, data | {"scan": SimpleUploadedFile("签字页.pdf", b"%PDF-1.4 x")})
    done = hr.post(url, data | {"scan": sheet()})
    page = hr.get(reverse("review:package", args=[case.package_id])).text
    scan = reverse("review:promise-scan", args=[case.package_id, UnitPromise.objects.get().pk])

    assert "请上传签字页扫描件" in missing.text
    assert "“签字页.pdf”打不开" in broken.text
    assert done.status_code == 302
    assert "代录：纸面日期11月23日（星期二）" in page
    stranger = sign_in(world.person("张三", world.make_unit("某公司"), "unit"))
    assert stranger.get(scan).status_code == 404
    shown = sign_in(world.officer).get(scan)
    assert shown.headers["Content-Type"] == "application/pdf"
    shown.close()


def test_department_and_303_read_that_it_was_entered(world):
    case = world.case_at(S.NOTICES_CLEAR)
    enter(world, case, dated_on=date(2021, 11, 23), now="11-23 15:00")
    world.file(case.package, "11-23 16:00")

    assert "成建国11月23日签字推荐（代录）" in facts_for(case.package)["head"]
