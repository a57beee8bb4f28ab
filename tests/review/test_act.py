from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from applications.models import WorkingDayOverride
from review import records, services
from review.checklist import PERSON_ITEMS
from review.engine import Refused
from review.models import Case, Certificate, Event, Notice, Package, SealedBallot
from review.services import broken_events
from review.states import Action, CaseState, MeetingState, NoticeKind, PackageState
from tests.world import at
from yangcheng_titles.demo import road
from yangcheng_titles.demo.people import bachelor


def test_whole_road_on_the_calendar_of_the_notice(world):
    case = world.case_at(CaseState.ARCHIVED)

    certificate = Certificate.objects.get(case=case)
    assert certificate.awarded_on == date(2021, 12, 16)
    assert certificate.confirmation_number == "阳人社职字〔2021〕12号"
    assert case.meeting.state == MeetingState.ARCHIVED
    assert [n.kind for n in Notice.objects.order_by("posted_at")] == [
        NoticeKind.CRITERIA, NoticeKind.MATERIALS, NoticeKind.OPINIONS, NoticeKind.RESULT,
    ]  # fmt: skip
    assert broken_events() == (Event.objects.count(), [])


def test_notice_periods_count_both_end_days(world):
    world.case_at(CaseState.RESULT_NOTICE)

    periods = {n.kind: (n.first_day, n.last_day) for n in Notice.objects.all()}
    assert periods == {
        "criteria": (date(2021, 11, 8), date(2021, 11, 12)),
        "materials": (date(2021, 11, 9), date(2021, 11, 15)),
        "opinions": (date(2021, 11, 16), date(2021, 11, 22)),
        "result": (date(2021, 12, 20), date(2021, 12, 24)),
    }


def test_notice_posted_after_hours_counts_from_the_next_working_day(world):
    case = world.case_at(CaseState.UNIT_OK)

    road.post_criteria(case.package, acting=world.hr, now=at("11-12 18:01"))

    notice = Notice.objects.get()
    assert (notice.first_day, notice.last_day) == (date(2021, 11, 15), date(2021, 11, 19))


@pytest.mark.parametrize(("day", "refused"), [("11-15 23:59", True), ("11-16 00:00", False)])
def test_materials_notice_clears_only_after_its_fifth_working_day(world, day, refused):
    case = world.case_at(CaseState.MATERIALS_NOTICE)
    road.take(case.package, Action.CLEAR_CRITERIA, acting=world.hr, now=at("11-15 09:00"))

    if refused:
        with pytest.raises(Refused, match="公示②须满5个工作日，公示到11月15日"):
            road.take(case.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at(day))
    else:
        road.take(case.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at(day))
    case.refresh_from_db()
    assert case.state == (CaseState.MATERIALS_NOTICE if refused else CaseState.ASSESSMENT)


def test_holiday_declared_meanwhile_lengthens_a_running_notice(world):

    case = world.case_at(CaseState.MATERIALS_NOTICE)
    WorkingDayOverride.objects.create(day=date(2021, 11, 12), working=False, reason="停电检修")

    with pytest.raises(Refused, match="公示到11月16日"):
        road.take(case.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at("11-16 09:00"))


def test_changed_file_is_publicised_afresh(world):
    case = world.case_at(CaseState.MATERIALS_NOTICE)
    road.take(
        case, Action.RETURN, acting=world.hr, now=at("11-10 09:00"),
        items=[{"section": "work", "text": "补写证明人", "clause": ""}],
    )  # fmt: skip
    world.again(case, now=at("11-10 12:00"))
    road.pass_by_unit(Case.objects.get(pk=case.pk), acting=world.hr, now=at("11-10 14:00"))
    case.refresh_from_db()

    assert case.submission.version == 2
    road.post_materials(case.package, acting=world.hr, now=at("11-10 15:00"))
    with pytest.raises(Refused, match="公示到11月16日"):
        road.take(case.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at("11-16 09:00"))
    entries = case.notice_entries.filter(notice__kind=NoticeKind.MATERIALS)
    assert [e.submission.version for e in entries] == [1, 2]


def test_objection_of_one_does_not_hold_the_others(world):
    one = world.case_at(CaseState.UNIT_OK, "郭晓燕")
    two = world.case_at(CaseState.MATERIALS_NOTICE, "张建军")
    one.refresh_from_db()
    notice = two.notice_entries.get().notice
    (objection,) = records.file_objection(
        notice, now=at("11-10 10:00"), content="业绩不是他本人做的，请核查。", cases=[one.pk]
    )
    road.take(one.package, Action.CLEAR_CRITERIA, acting=world.hr, now=at("11-15 09:00"))

    with pytest.raises(Refused, match="郭晓燕：有1条异议还没有核查结论"):
        road.take(one.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at("11-16 09:00"))
    road.take(
        one.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at("11-16 09:05"), chosen=[two]
    )
    road.take(one, Action.INVESTIGATE, acting=world.hr, now=at("11-16 09:10"))
    records.conclude_objection(
        objection,
        acting=world.hr,
        now=at("11-16 15:00"),
        conclusion="unfounded",
        finding="经查属实。",
    )
    road.take(one, Action.OVERRULE, acting=world.hr, now=at("11-16 15:10"), note="经查不成立。")
    road.take(
        one.package, Action.CLEAR_MATERIALS, acting=world.hr, now=at("11-16 15:20"), chosen=[one]
    )

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == (CaseState.ASSESSMENT, CaseState.ASSESSMENT)


def test_panel_without_a_peer_expert_is_refused(world):
    case = world.case_at(CaseState.ASSESSMENT)

    with pytest.raises(Refused, match="评议组里还没有同行专家（四（二））"):
        road.take(
            case.package, Action.ASSESS, acting=world.hr, now=at("11-16 10:00"),
            held_on=date(2021, 11, 16), place="会议室", recorder="原海燕", ratings={},
            members=[
                {"name": "甲", "kind": "staff", "title": "", "recused_for": ""},
                {"name": "乙", "kind": "leader", "title": "", "recused_for": ""},
            ],
        )  # fmt: skip
    assert not case.package.assessments.exists()


def test_refusal_changes_nothing(world):
    case = world.case_at(CaseState.UNIT_OK)
    events, state = Event.objects.count(), Package.objects.values().get()

    with pytest.raises(Refused):
        road.post_materials(case.package, acting=world.hr, now=at("11-08 09:00"))

    assert Event.objects.count() == events
    assert Package.objects.values().get() == state
    assert not Notice.objects.exists()


def test_strangers_may_not_take_the_step(world):
    case = world.submitted()

    for acting in (world.head, world.officer, world.clerk, world.applicant(case)):
        with pytest.raises(PermissionDenied):
            road.take(case, Action.OPEN, acting=acting, now=at("11-05 12:00"))
    case.refresh_from_db()
    assert case.state == CaseState.SUBMITTED


def test_first_submission_after_the_last_day_is_refused(world):
    application = world.start()

    with pytest.raises(Refused, match="11月26日截止"):
        road.hand_in(
            application,
            acting=application.applicant.memberships.get(),
            now=at("11-27 00:00"),
        )
    road.hand_in(application, acting=application.applicant.memberships.get(), now=at("11-26 23:59"))
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_five_presses_make_one_submission(world):
    application = world.start()
    press = {
        "acting": application.applicant.memberships.get(),
        "now": at("11-05 12:00"),
        "signed_name": application.name,
        "key": "a1b2",
    }

    events = {services.submit(application, **press).pk for _ in range(5)}

    assert len(events) == 1
    assert application.submissions.count() == 1


def test_stale_page_is_refused_with_who_came_first(world):
    case = world.submitted()
    seen = case.version
    road.take(case, Action.OPEN, acting=world.hr, now=at("11-05 12:00"))

    with pytest.raises(Refused, match="原海燕刚办理了“开始审核”"):
        services.act(
            case,
            services.Move(
                acting=world.hr, action=Action.DECLINE, now=at("11-05 12:01"),
                note="不符合", version=seen,
            ),
        )  # fmt: skip


def test_corrected_file_comes_back_without_new_publicity(world):
    case = world.case_at(CaseState.DELIVERED)

    road.mark_all(
        case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"), failing={"start_date"}
    )
    with pytest.raises(Refused, match="应一次性告知补正"):
        road.take(case, Action.ACCEPT, acting=world.clerk, now=at("11-25 09:10"))
    road.take(case, Action.CORRECT, acting=world.clerk, now=at("11-25 09:20"))
    case.refresh_from_db()
    letter = case.letters.get()

    assert (letter.due_on, case.due_on) == (date(2021, 12, 2), date(2021, 12, 2))
    with pytest.raises(Refused, match="还没有把退回的部分改好"):
        road.take(case, Action.SUPPLY, acting=world.hr, now=at("11-26 09:00"))
    world.again(case, now=at("11-29 10:00"))
    road.take(Case.objects.get(pk=case.pk), Action.SUPPLY, acting=world.hr, now=at("12-02 17:00"))
    world.accept(Case.objects.get(pk=case.pk), now=at("12-03 09:00"))

    case.refresh_from_db()
    assert (case.state, case.submission.version) == (CaseState.ACCEPTED, 2)


def test_overdue_correction_is_given_up_only_after_the_due_day(world):

    case = world.case_at(CaseState.DELIVERED)
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=at("11-25 09:00"), failing={"report"})
    road.take(case, Action.CORRECT, acting=world.clerk, now=at("11-25 09:20"))

    with pytest.raises(Refused, match="12月2日"):
        road.take(case, Action.ABANDON, acting=world.clerk, now=at("12-02 23:59"), note="逾期")
    with pytest.raises(Refused, match="已经过了"):
        road.take(case, Action.SUPPLY, acting=world.hr, now=at("12-03 00:00"))
    road.take(case, Action.ABANDON, acting=world.clerk, now=at("12-03 00:00"), note="逾期未补正")
    case.refresh_from_db()
    assert case.state == CaseState.ABANDONED


def test_bag_that_never_came_is_given_up_after_the_last_day(world):
    case = world.case_at(CaseState.DEPARTMENT_OK)

    with pytest.raises(Refused, match="收件到11月26日，还没有截止"):
        road.take(case, Action.ABANDON, acting=world.clerk, now=at("11-26 23:59"), note="没有送到")
    road.take(case, Action.ABANDON, acting=world.clerk, now=at("11-27 00:00"), note="没有送到")
    case.refresh_from_db()
    assert case.state == CaseState.ABANDONED


def test_refusal_needs_a_second_person(world):
    case = world.case_at(CaseState.DELIVERED)
    both = world.clerk.user.memberships.create(
        organisation=world.bureau, role="lead", since=date(2021, 1, 1)
    )
    road.take(
        case,
        Action.PROPOSE_REFUSAL,
        acting=world.clerk,
        now=at("11-25 09:00"),
        note="公务员，二（二）1",
    )

    with pytest.raises(PermissionDenied):
        road.take(case, Action.REFUSE, acting=both, now=at("11-25 10:00"), note="同意")
    road.take(case, Action.REFUSE, acting=world.lead, now=at("11-25 10:00"), note="同意")
    case.refresh_from_db()
    assert case.state == CaseState.REFUSED


def test_returned_by_department_goes_into_the_next_package(world):
    case = world.case_at(CaseState.DEPARTMENT_REVIEW)
    road.take(
        case, Action.RETURN, acting=world.officer, now=at("11-23 15:00"),
        items=[{"section": "work", "text": "经历不清", "clause": ""}],
    )  # fmt: skip
    case.refresh_from_db()

    assert (case.state, case.package.sequence) == (CaseState.RETURNED, 2)
    assert case.package.state == PackageState.ASSEMBLING


def test_history_cannot_be_rewritten(world):
    world.submitted()

    for rewrite in (
        lambda: Event.objects.update(note="改过"),
        lambda: Event.objects.all()._raw_delete(using="default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewrite()
    assert broken_events()[1] == []


def test_tampering_underneath_is_named(world):
    world.case_at(CaseState.UNIT_OK)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER review_event_no_update")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE review_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE review_event SET note = '改过' WHERE number = 2")

    assert broken_events()[1] == ["event 2: altered"]


def test_committee_needs_everything_settled(world):

    career = bachelor("采矿工程", "采掘技术管理", "太原理工大学", "工业设计")
    case = world.case_at(CaseState.ACCEPTED, career=career)

    with pytest.raises(Refused, match="需核实没有结论"):
        road.take(case, Action.QUALIFY, acting=world.secretary, now=at("12-06 09:00"))
    road.settle_all(case, acting=world.secretary, now=at("12-06 09:10"))
    road.take(case, Action.QUALIFY, acting=world.secretary, now=at("12-06 09:20"))
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW


def test_meeting_without_quorum_cannot_vote(world):
    case = world.case_at(CaseState.IN_REVIEW)

    with pytest.raises(Refused, match="实到5人，应到9人，出席下限6人，还差1人"):
        world.open_vote([case], present=5)


def test_votes_are_sealed_then_counted_then_gone(world):
    case = world.case_at(CaseState.IN_REVIEW)
    meeting, seats = world.open_vote([case])
    road.vote(meeting, seats[:2], {(seats[0].pk, case.pk): "no"})
    with pytest.raises(Refused, match="这张票已经投过"):
        road.vote(meeting, seats[:1], {})
    assert SealedBallot.objects.count() == 2
    with pytest.raises(Refused, match="请填写意见"):
        world.close_vote(meeting)
    road.vote(meeting, seats[2:], {})
    with pytest.raises(Refused, match="口令不对"):
        world.close_vote(meeting, teller_passphrase="不是这个")
    world.close_vote(meeting)

    tally = meeting.tallies.get()
    meeting.refresh_from_db()
    assert (tally.size, tally.present, tally.yes, tally.no, tally.passed) == (9, 8, 7, 1, True)
    assert not SealedBallot.objects.exists()
    assert (meeting.public_key, meeting.wrapped_key) == ("", None)


def test_recused_member_has_no_ballot_for_the_case(world):
    one = world.case_at(CaseState.ACCEPTED, "郭晓燕")
    road.take(one, Action.QUALIFY, acting=world.secretary, now=at("12-06 09:00"))
    one.refresh_from_db()
    meeting = world.meeting([one])
    one.refresh_from_db()
    seat = meeting.attendances.first()
    records.recuse(seat, one, acting=world.secretary, now=at("12-15 09:00"), reason="同单位")
    road.take(meeting, Action.CONVENE, acting=world.secretary, now=at("12-16 08:30"))
    seats = world.sign_in(meeting, 9)
    road.take(
        meeting, Action.OPEN_VOTE, acting=world.chair, now=at("12-16 09:00"),
        chair_passphrase="太行山下", teller_passphrase="沁河水长",
    )  # fmt: skip

    assert list(records.ballot_paper(seats[0])) == []
    road.vote(meeting, seats[1:], {})
    world.close_vote(meeting)
    tally = meeting.tallies.get()
    assert (tally.present, tally.recused, tally.yes) == (9, 1, 8)


def test_five_of_eight_is_not_two_thirds(world):
    case = world.case_at(CaseState.IN_REVIEW)
    meeting, seats = world.open_vote([case])
    road.vote(meeting, seats, {(seat.pk, case.pk): "no" for seat in seats[:3]})
    world.close_vote(meeting)
    road.take(meeting, Action.ANNOUNCE, acting=world.chair, now=at("12-16 11:30"))

    case.refresh_from_db()
    assert case.state == CaseState.NOT_PASSED


def test_result_is_confirmed_only_after_five_working_days(world):
    case = world.case_at(CaseState.RESULT_NOTICE)

    with pytest.raises(Refused, match="公示到12月24日，12月25日起"):
        road.take(case.meeting, Action.CLEAR_RESULT, acting=world.secretary, now=at("12-24 18:00"))
