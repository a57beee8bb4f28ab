"""公示起算 as a setting of the round: the same road with the day of posting counted, and not."""

from datetime import date

import pytest

from applications.choices import NoticeCounting
from applications.models import Round
from eligibility import Calendar
from review import notices
from review.guards.package import criteria_began
from review.models import Notice
from review.planning import Span, Standing, Terms, schedule
from review.states import NoticeKind
from tests.world import at
from yangcheng_titles.demo import road


@pytest.fixture
def from_next_day(world):
    Round.objects.update(notice_counting=NoticeCounting.NEXT_DAY)
    world.round.refresh_from_db()
    return world


@pytest.mark.parametrize(
    ("counting", "posted", "first", "last"),
    [
        (NoticeCounting.SAME_DAY, "11-08 18:00", 8, 12),
        (NoticeCounting.SAME_DAY, "11-08 18:01", 9, 15),
        (NoticeCounting.NEXT_DAY, "11-08 08:00", 9, 15),
        (NoticeCounting.NEXT_DAY, "11-08 18:01", 9, 15),
        (NoticeCounting.NEXT_DAY, "11-12 09:00", 15, 19),
    ],
)
def test_period_follows_the_rounds_counting(world, counting, posted, first, last):
    world.round.notice_counting = counting

    period = notices.period(world.round, NoticeKind.CRITERIA, at(posted))

    assert period == (date(2021, 11, first), date(2021, 11, last))


def test_running_notice_keeps_its_days_when_the_round_counts_otherwise(world):
    road.post_criteria(world.package, acting=world.hr, now=at("11-08 09:00"))

    Round.objects.update(notice_counting=NoticeCounting.NEXT_DAY, criteria_days=3)

    notice = Notice.objects.select_related("round").get()
    assert (notice.first_day, notices.last_day(notice)) == (date(2021, 11, 8), date(2021, 11, 12))


def test_publicity_2_may_be_posted_on_the_day_of_1_when_neither_counts_it(from_next_day):
    road.post_criteria(from_next_day.package, acting=from_next_day.hr, now=at("11-08 09:00"))

    assert criteria_began(from_next_day.package, date(2021, 11, 8)) is None
    first, _ = notices.period(from_next_day.round, NoticeKind.MATERIALS, at("11-08 10:00"))
    assert first == Notice.objects.get().first_day


def test_guide_says_how_days_count(from_next_day, client, clock):
    clock("11-08 09:00")

    assert "发布当天不计入，从次日起算" in client.get("/guide/").content.decode()


def test_schedule_of_a_round_counted_from_the_next_day_leaves_the_day_of_posting_out():
    terms = Terms(4, 4, 4, date(2021, 11, 26), from_next_day=True)
    today, calendar = date(2021, 11, 8), Calendar()

    planned = schedule(
        terms, Standing(), today=today, counts_from=calendar.add(today, 1), calendar=calendar
    )

    assert planned.criteria == Span(date(2021, 11, 9), date(2021, 11, 12))
    assert planned.assess == date(2021, 11, 15)
    assert planned.opinions == Span(date(2021, 11, 16), date(2021, 11, 19))
