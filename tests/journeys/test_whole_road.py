"""One application travels the whole road through the pages, from the form to the certificate."""

import pytest

from accounts.roles import Role
from tests.journeys import applicant, bureau, committee, papers, public, unit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = applicant.NAME


def test_one_application_travels_the_whole_road(visit, world, clock):
    clock("11-05 09:00")
    me = visit().sign_in(world.person(NAME, world.unit, Role.APPLICANT))
    applicant.begin(me)
    me.follow("继续：核对申报资格")
    applicant.fill_everything(me, world.unit.name)
    applicant.check_everything(me)
    number, code = applicant.promise_and_submit(me)

    clock("11-05 14:00")
    hr = visit().sign_in(world.hr)
    unit.begin_review(hr, NAME)
    unit.return_for_correction(hr, "专业技术工作业绩与荣誉", "请写明改造的效果。")

    clock("11-05 15:00")
    applicant.read_what_is_asked(me, "请写明改造的效果。")
    applicant.correct(me, "专业技术工作业绩与荣誉", applicant.mend_achievement)

    clock("11-05 16:00")
    unit.begin_review(hr, NAME)
    hr.sees("第2版", "11月5日 15:00已补正")
    unit.approve(hr)

    clock("11-08 09:00")
    unit.open_package(hr, world.unit.name)
    unit.post(hr, "公示①", shows="评审条件和评议程序")
    unit.hang_up(hr, "公示①")

    clock("11-09 09:00")
    unit.open_package(hr, world.unit.name)
    unit.post(hr, "公示②", shows=NAME)
    unit.hang_up(hr, "公示②")
    anyone = visit()
    public.read_notice(anyone, world.unit.name, NAME)

    clock("11-12 09:00")
    unit.open_package(hr, world.unit.name)
    hr.is_refused("登记公示②结果", "clear-materials", "公示②须满5个工作日", "11月16日起才能登记")

    clock("11-16 09:00")
    unit.open_package(hr, world.unit.name)
    unit.register(hr, "公示①")
    unit.register(hr, "公示②")
    unit.assess(hr, NAME)
    unit.post(hr, "公示③", shows=NAME)
    unit.hang_up(hr, "公示③")

    clock("11-23 09:00")
    unit.open_package(hr, world.unit.name)
    unit.register(hr, "公示③")
    head = visit().sign_in(world.head)
    unit.recommend(head, world.unit.name, world.head.user.name)
    unit.file_package(hr, world.unit.name, world.hr.user.name)
    papers.of_the_package(hr, world.unit.name, NAME)
    unit.open_file(hr, NAME)
    papers.of_the_file(hr, world.unit.name, NAME)

    clock("11-23 16:00")
    bureau.agree(visit().sign_in(world.officer), world.unit.name)

    clock("11-24 09:00")
    clerk = visit().sign_in(world.clerk)
    bureau.receive(clerk, world.unit.name, NAME, number)
    told = "工作报告里“完成的主要工作任务”要写清本人做的部分。"
    bureau.check(clerk, NAME, failing={"report": told})
    bureau.tell(clerk, told)

    clock("11-25 09:00")
    applicant.read_what_is_asked(me, told)
    applicant.correct(me, "专业技术工作报告", applicant.mend_report)
    unit.supply(hr, NAME)

    clock("11-25 14:00")
    points = bureau.ON_PAPER + bureau.AFTER_A_CHANGE
    bureau.check(clerk, NAME, points=points, failing={})
    clerk.sees("改动处已标出", "现在是第3版，改了“专业技术工作报告”")
    bureau.accept(clerk, NAME)
    bureau.accept_package(clerk, world.unit.name)

    clock("12-06 09:00")
    members = [member.name for member in world.committee()]
    secretary = visit().sign_in(world.secretary)
    committee.send_to_committee(secretary, NAME)
    committee.plan_meeting(secretary, NAME, recused=members[8])

    clock("12-16 08:30")
    committee.convene(secretary)
    codes = committee.sign_members_in(secretary, members[:7])
    chair = visit().sign_in(world.chair)
    committee.open_vote(chair)
    phones = [visit(width=390) for _ in members[:6]]
    for seat, phone in enumerate(phones):
        choice = "不同意" if seat == 5 else "同意"
        committee.vote(phone, codes[members[seat]], choice, name=NAME, picture=seat == 0)
    committee.is_turned_away(phones[0], codes[members[0]])
    committee.close_vote(chair, missing="一名评委中途离开，没有投票。")
    committee.announce(chair)

    clock("12-20 09:00")
    committee.publish_result(secretary)

    clock("12-23 09:00")
    committee.open_meeting(secretary)
    secretary.is_refused("登记结果公示期满", "clear-result", "结果公示须满5个工作日")

    clock("12-27 09:00")
    committee.clear_result(secretary)

    clock("12-29 09:00")
    committee.confirm(visit().sign_in(world.hrss), "阳人社职字〔2021〕12号")
    committee.open_meeting(secretary)
    papers.of_the_meeting(secretary, NAME)

    clock("2022-01-04 09:00")
    certificate = applicant.read_certificate(me)
    public.verify(anyone, certificate, NAME, world.unit.name)
    public.follow_progress(anyone, number, code, "已取得资格")
