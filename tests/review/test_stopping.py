"""A notice taken down before its time counts for nothing: it is posted afresh (§8.3)."""

from datetime import date

import pytest
from django.urls import reverse

from review import records
from review.engine import Refused
from review.models import Notice, Objection
from review.notices import covering
from review.states import Action, CaseState, NoticeKind
from tests.world import at
from yangcheng_titles.demo import road

S, WHY = CaseState, "张贴地点写错，改正后重新公示。"


def stop(world, notice, when, *, chosen, note=WHY):
    road.take(
        world.package,
        Action.STOP_NOTICE,
        acting=world.hr,
        now=at(when),
        note=note,
        chosen=chosen,
        notice=notice,
    )


def objection_to(case, notice, when="11-10 10:00"):
    (filed,) = records.file_objection(
        notice, now=at(when), content="工作年限与实际不符，请核查。", cases=[case.pk]
    )
    return filed


def states(*cases):
    for case in cases:
        case.refresh_from_db()
    return [case.state for case in cases]


def test_first_notice_stopped_is_posted_again_with_a_full_period(world):
    package = world.case_at(S.UNIT_OK).package
    road.post_criteria(package, acting=world.hr, now=at("11-08 09:00"))

    road.take(package, Action.STOP_CRITERIA, acting=world.hr, now=at("11-10 09:00"), note=WHY)
    road.post_criteria(package, acting=world.hr, now=at("11-10 10:00"))

    again, stopped = Notice.objects.order_by("-pk")
    assert (stopped.stopped_at, stopped.stop_reason) == (at("11-10 09:00"), WHY)
    assert (again.first_day, again.last_day) == (date(2021, 11, 10), date(2021, 11, 16))
    with pytest.raises(Refused, match="公示到11月16日"):
        road.take(package, Action.CLEAR_CRITERIA, acting=world.hr, now=at("11-15 09:00"))


def test_materials_notice_stopped_sends_its_people_back_and_nobody_else(world):
    first = world.case_at(S.MATERIALS_NOTICE, "郭晓燕")
    wrong = covering(first, NoticeKind.MATERIALS)
    second = world.submitted("成志强", now=at("11-09 14:00"))
    world.pass_by_unit(second, "11-09 15:00")
    road.post_materials(world.package, acting=world.hr, now=at("11-10 09:00"))

    stop(world, wrong, "11-11 09:00", chosen=[first])

    assert states(first, second) == [S.UNIT_OK, S.MATERIALS_NOTICE]
    assert covering(first, NoticeKind.MATERIALS) is None
    road.post_materials(world.package, acting=world.hr, now=at("11-11 10:00"))
    assert covering(first, NoticeKind.MATERIALS).last_day == date(2021, 11, 17)
    assert covering(second, NoticeKind.MATERIALS).last_day == date(2021, 11, 16)


def test_opinion_is_rewritten_after_its_notice_was_stopped(world):
    case = world.case_at(S.OPINION_NOTICE)
    notice = covering(case, NoticeKind.OPINIONS)
    stop(world, notice, "11-17 09:00", chosen=[case])
    assert states(case) == [S.OPINION_DRAFT]

    road.take(
        case,
        Action.REVISE_OPINION,
        acting=world.hr,
        now=at("11-17 09:30"),
        note="专业名称写错。",
        opinion="该同志专业水平较好，拟同意推荐。",
    )
    world.post_opinions(world.package, "11-17 10:00")

    again = covering(case, NoticeKind.OPINIONS)
    assert [person["opinion"] for person in again.content] == ["该同志专业水平较好，拟同意推荐。"]
    assert again.sha256 != notice.sha256
    assert again.last_day == date(2021, 11, 23)


def test_notice_is_not_stopped_while_an_objection_is_open(world):
    case = world.case_at(S.MATERIALS_NOTICE)
    notice = covering(case, NoticeKind.MATERIALS)
    filed = objection_to(case, notice)

    with pytest.raises(Refused, match="公示②有异议还没有核查结论"):
        stop(world, notice, "11-10 11:00", chosen=[case])
    records.conclude_objection(
        filed,
        acting=world.hr,
        now=at("11-10 12:00"),
        conclusion=Objection.Conclusion.UNFOUNDED,
        finding="经核对聘任文件，年限属实。",
    )
    stop(world, notice, "11-10 13:00", chosen=[case])

    assert states(case) == [S.UNIT_OK]


def test_notice_is_not_stopped_while_somebody_it_covers_is_investigated(world):
    world.submitted("成志强")
    one = world.case_at(S.MATERIALS_NOTICE, "郭晓燕")
    other = world.case_at(S.UNIT_OK, "原海燕", now=at("11-09 14:00"))
    road.post_materials(world.package, acting=world.hr, now=at("11-09 16:00"))
    notice = covering(one, NoticeKind.MATERIALS)
    objection_to(one, notice)
    road.take(one, Action.INVESTIGATE, acting=world.hr, now=at("11-10 11:00"))
    Objection.objects.update(
        conclusion=Objection.Conclusion.UNFOUNDED, finding="属实", concluded_at=at("11-10 12:00")
    )

    with pytest.raises(Refused, match=r"刚有变动|异议还没有办完"):
        stop(world, notice, "11-10 13:00", chosen=[one, other])

    assert Notice.objects.filter(stopped_at__isnull=False).count() == 0


def test_registered_first_notice_is_not_stopped(world):
    package = world.case_at(S.ASSESSMENT).package

    with pytest.raises(Refused, match="公示①已经登记结果"):
        world.step(package, Action.STOP_CRITERIA, world.hr, "11-16 09:00", note=WHY)


def test_registered_materials_notice_is_not_stopped(world):
    case = world.case_at(S.ASSESSMENT)
    notice = covering(case, NoticeKind.MATERIALS)

    with pytest.raises(Refused, match="没有正在公示②或公示③的人员"):
        stop(world, notice, "11-16 09:00", chosen=[case])


def test_stopping_asks_why_and_shows_the_public_why(world, sign_in, clock, client):
    case = world.case_at(S.MATERIALS_NOTICE)
    notice = covering(case, NoticeKind.MATERIALS)
    clock("11-10 09:00")
    hr = sign_in(world.hr)
    url = reverse("review:package-step", args=[world.package.pk, "stop-notice"])

    page = hr.get(url)
    form = page.context["form"]
    press = {"version": form["version"].value(), "key": form["key"].value(), "notice": notice.pk}
    empty = hr.post(url, press)
    too_long = hr.post(url, press | {"note": "长" * 201})
    done = hr.post(url, press | {"note": WHY})
    hr.logout()
    public = client.get(reverse("notice", args=[notice.code]))

    assert "公示②，11月9日至15日，1人" in page.text
    assert "请填写终止原因" in empty.text
    assert "终止原因最多200字，现在201字" in too_long.text
    assert done.status_code == 302
    assert WHY in public.text
    assert case.name not in public.text


def test_stopping_is_offered_only_where_something_runs(world, sign_in, clock):
    package = world.case_at(S.UNIT_OK).package
    clock("11-08 10:00")
    hr = sign_in(world.hr)
    before = hr.get(reverse("review:package", args=[package.pk])).text
    road.post_criteria(package, acting=world.hr, now=at("11-08 09:00"))

    after = hr.get(reverse("review:package", args=[package.pk])).text

    assert "终止公示" not in before
    assert "终止公示①" in after
    assert "终止公示②或③" not in after
