"""Where is my file: every state says who has it, since when, what comes next and by when."""

import pytest
from django.urls import reverse

from review.checklist import PERSON_ITEMS
from review.models import Case, Event
from review.queries.track import track
from review.queries.whereabouts import ENDED, ROWS, events_shown, whereabouts
from review.states import Action as A
from review.states import Actor as By
from review.states import CaseState as S
from tests.world import at
from yangcheng_titles.demo import road

#: What has ended, written by hand: why, and what may still be done.
ENDS = {
    S.CONFIRMED, S.ARCHIVED, S.DECLINED, S.DEPARTMENT_REFUSED, S.REFUSED, S.ABANDONED,
    S.WITHDRAWN, S.UNQUALIFIED, S.UPHELD, S.REVOKED,
}  # fmt: skip


@pytest.fixture
def walked(world):
    """A case with every notice, letterless, and a meeting whose result is public."""
    return world.case_at(S.RESULT_NOTICE)


def test_every_state_has_the_four_fields_on_both_pages(walked, clock, sign_in, world):
    assert set(ROWS) | set(ENDED) == set(S)
    assert set(ENDED) == ENDS
    own = sign_in(world.applicant(walked))
    clock("11-18 09:00")

    for state in S:
        Case.objects.filter(pk=walked.pk).update(state=state)
        case = Case.objects.get(pk=walked.pk)
        found = whereabouts(case, events_shown(case), now=at("11-18 09:00"))
        assert all((found.holder, found.since, found.doing, found.following, found.by)), state
        assert found.ended == (state in ENDS)
        page = own.get(reverse("review:track", args=[case.application_id]))
        public = own.post(
            "/progress/", {"number": case.number, "code": case.application.query_code}
        )
        for text in (page.text, public.text):
            assert found.following in text
            assert found.by in text
        assert case.name not in public.text.split("</header>")[1]


@pytest.mark.parametrize(
    ("state", "now", "by"),
    [
        (S.SUBMITTED, "11-08 09:00", "最迟11月12日（星期五）开始公示②"),
        (S.SUBMITTED, "11-15 09:00", "应在11月12日前开始公示②，已经过了"),
        (S.MATERIALS_NOTICE, "11-11 09:00", "公示到11月15日（星期一）期满"),
        (S.OPINION_NOTICE, "11-18 09:00", "公示到11月22日（星期一）期满"),
        (S.DEPARTMENT_OK, "11-23 17:00", "最迟11月26日（星期五）送到303室"),
        (S.IN_REVIEW, "12-06 10:00", "评审会预计12月16日（星期四）"),
        (S.IN_REVIEW, "12-20 10:00", "时间另行通知"),
    ],
)
def test_day_is_the_records_own(world, state, now, by):
    case = world.case_at(state) if state != S.SUBMITTED else world.submitted()

    assert by in track(case, now=at(now)).where.by


def test_result_not_public_yet_is_neither_said_nor_dated(world):
    case = world.case_at(S.PASSED)

    where = track(case, now=at("12-17 09:00")).where

    assert where.holder == "评委会"
    assert where.since == "12月6日 09:00"
    assert "通过" not in where.doing


def test_file_mended_by_the_applicant_waits_for_the_unit(world):
    case = world.case_at(S.DELIVERED)
    now, failing = at("11-25 10:00"), {"start_date"}
    road.mark_all(case, PERSON_ITEMS, acting=world.clerk, now=now, failing=failing)
    road.take(case, A.CORRECT, acting=world.clerk, now=now)
    case = Case.objects.get(pk=case.pk)
    before = track(case, now=now).where

    world.again(case, now=at("11-26 09:00"))
    after = track(Case.objects.get(pk=case.pk), now=at("11-26 10:00")).where

    assert (before.holder, before.by) == ("您和单位人事", "最迟12月2日（星期四），过期视为放弃")
    assert after.holder == "单位人事"


def test_withdrawn_file_leads_to_a_new_one_until_the_last_day(world, clock, sign_in):
    case = world.submitted()
    road.take(case, A.QUIT, acting=world.applicant(case), now=at("11-08 09:00"), note="重填")
    client = sign_in(world.applicant(case))
    url = reverse("review:track", args=[case.application_id])

    clock("11-26 09:00")
    assert "重新申报</a>" in client.get(url).text
    clock("11-27 09:00")
    assert "重新申报</a>" not in client.get(url).text
    assert "要等下一年度" in client.get(url).text


def test_timeline_tells_every_step_with_who_took_it(world, clock, sign_in):
    case = world.case_at(S.RESULT_NOTICE)
    clock("12-21 09:00")

    url = reverse("review:timeline", args=[case.application_id])

    page = sign_in(world.applicant(case)).get(url)

    lines = [tuple(cell.text for cell in row.cells[:3]) for row in page.context["rows"]]
    assert lines[0] == ("11月5日 11:00", "提交给单位（第1版）", "您")
    assert ("11月5日 15:00", "单位审核通过", "单位人事 原海燕") in lines
    assert ("12月16日 11:30", "评委会评审通过", "评委会") in lines
    assert world.chair.user.name not in page.text
    assert len(lines) == Event.objects.filter(case=case).count()


def test_timeline_keeps_the_result_until_it_is_public(world, clock, sign_in):
    case = world.case_at(S.PASSED)
    clock("12-17 09:00")

    url = reverse("review:timeline", args=[case.application_id])

    page = sign_in(world.applicant(case)).get(url)

    assert "评审通过" not in page.text
    assert By.CHAIR.label not in page.text


def test_timeline_of_another_person_is_not_found(world, clock, sign_in):
    case = world.submitted()
    clock("11-08 09:00")
    stranger = world.person("张建军", world.unit, "applicant")

    url = reverse("review:timeline", args=[case.application_id])

    assert sign_in(stranger).get(url).status_code == 404
