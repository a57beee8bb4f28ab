"""The home page in every phase of the year."""

import re

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from applications.models import Round
from review.states import CaseState


def home(client, clock, text):
    clock(text)
    return client.get("/").text


def heading_of(page):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", page)[0])


@pytest.mark.parametrize(
    ("moment", "heading", "first"),
    [
        ("11-05 09:00", "2021年度评审11月10日开始受理", "先测资格，约3分钟"),
        ("11-09 23:59", "2021年度评审11月10日开始受理", "先测资格，约3分钟"),
        ("11-10 00:00", "2021年度工程系列初级职称评审正在受理", "先测资格，约3分钟"),
        ("11-23 09:00", "2021年度工程系列初级职称评审正在受理", "先测资格，约3分钟"),
        ("11-24 09:00", "2021年度评审正在受理，还剩2个工作日", "先测资格，约3分钟"),
        ("11-26 23:59", "2021年度评审正在受理，今天截止", "先测资格，约3分钟"),
        ("11-27 00:00", "2021年度报送已截止", "查办件进度"),
        ("12-31 23:59", "2021年度报送已截止", "查办件进度"),
        ("2022-01-01 00:00", "本年度评审通知尚未印发", "看2021年度评审结果"),
    ],
)
def test_heading_and_first_button_follow_the_phase(client, world, clock, moment, heading, first):
    page = home(client, clock, moment)

    assert heading_of(page) == heading
    assert first in page.split("<h1")[1].split("zc-actions")[1].split("</div>")[0]


def test_before_any_notice_nothing_is_promised(client, world, clock):
    page = home(client, clock, "11-04 09:00")

    assert "本年度评审通知尚未印发" in page
    assert "看2021年度评审结果" not in page


def test_sixteenth_of_november_counts_as_in_the_mock(client, world, clock):
    page = home(client, clock, "11-16 09:00")

    assert "<b>10</b> 天" in page
    assert "11月26日（星期五）截止，含今天还有9个工作日" in page
    assert "目前没有正在公示的事项。" in page


def test_countdown_turns_amber_on_the_third_last_working_day(client, world, clock):
    assert "zc-countdown--tight" not in home(client, clock, "11-23 09:00")
    assert "zc-countdown--tight" in home(client, clock, "11-24 09:00")


def test_running_notices_stand_on_the_page_the_first_to_end_ahead(client, world, clock):
    world.case_at(CaseState.MATERIALS_NOTICE)

    page = home(client, clock, "11-10 10:00")

    first, second = page.index("评审条件、评议程序公示"), page.index("个人申报材料公示")
    assert first < second
    assert "还剩2个工作日" in page
    assert "提出异议" in page


def test_result_publicity_takes_the_heading(client, world, clock):
    world.case_at(CaseState.RESULT_NOTICE)

    assert heading_of(home(client, clock, "12-21 10:00")) == "评审结果正在公示，还剩3个工作日"
    assert heading_of(home(client, clock, "12-24 23:59")) == "评审结果正在公示，今天期满"
    assert "看结果公示" in home(client, clock, "12-20 10:00")
    assert heading_of(home(client, clock, "12-25 00:00")) == "2021年度报送已截止"


def test_home_page_last_shown_stands_in_while_the_database_is_away(client, world, clock):
    shown = home(client, clock, "11-16 09:00")
    client.raise_request_exception = False

    def away(execute, sql, params, many, context):
        raise OperationalError("no answer")

    with connection.execute_wrapper(away):
        stand_in, guide = client.get("/"), client.get("/guide/")

    cache.clear()
    assert stand_in.text == shown
    assert guide.status_code == 500


def test_year_is_not_over_while_the_bureau_works(client, world, clock):
    world.case_at(CaseState.PENDING_CONFIRMATION)

    page = home(client, clock, "2022-01-04 09:00")

    assert "2021年度报送已截止" in page


def test_year_is_over_when_all_is_confirmed(client, world, clock):
    world.case_at(CaseState.CONFIRMED)

    page = home(client, clock, "2022-01-04 09:00")

    assert "本年度评审通知尚未印发" in page
    assert "看2021年度评审结果" in page


def test_meeting_without_a_date_is_said_so(client, world, clock):
    Round.objects.update(meeting_on=None)

    assert "时间另行通知" in home(client, clock, "11-16 09:00")


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_grow_with_notices(
    client, world, clock, django_assert_max_num_queries, count
):
    for number in range(count):
        world.unit = world.make_unit(f"阳城县第{number}有限公司")
        world.hr = world.person(f"人事{number}", world.unit, "unit")
        world.case_at(CaseState.MATERIALS_NOTICE, f"某人{number}")
    clock("11-10 10:00")
    client.get("/")

    with django_assert_max_num_queries(12):
        client.get("/")


def test_rehearsal_says_so_on_every_page(client, world, clock, settings):
    settings.DEMO = True
    clock("11-16 09:00")

    for url in ("/", "/guide/", "/check/", "/accounts/sign-in/"):
        assert "演示　站点时间 2021年11月16日 09:00　人物、单位均为虚构" in client.get(url).text


def test_real_site_has_no_rehearsal_strip(client, world, clock):
    assert "zc-demo" not in home(client, clock, "11-16 09:00")
