"""申报总览 and the lists: every number links to its list and equals it; lists as files."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from applications.models import Education
from review.checklist import PERSON_ITEMS
from review.models import Case
from review.prints.words import private_of
from review.states import Action, CaseState
from tests.world import at
from yangcheng_titles.demo import road


@pytest.fixture
def county(world):
    """Somebody at several stages: handed in, accepted, told to put right, not come."""
    names = ("赵一", "钱二", "孙三")
    for name in names:
        world.submitted(name)
    first, *others = Case.objects.order_by("pk")
    for case in others:
        road.pass_by_unit(case, acting=world.hr, now=at("11-05 15:00"))
    for _, walk in world.stations(first)[:10]:
        walk()
    world.accept(first)
    told = others[0]
    road.mark_all(
        told, PERSON_ITEMS, acting=world.clerk, now=at("11-25 11:00"), failing={"envelope"}
    )
    road.take(told, Action.CORRECT, acting=world.clerk, now=at("11-25 11:10"))
    world.submitted("李四")
    Education.objects.filter(application=told.application).update(level="专科")
    return world


def count(client, url):
    return client.get(url).context["page"].paginator.count


def test_every_number_equals_the_list_it_links_to(county, sign_in, clock):
    clock("11-26 09:00")
    client = sign_in(county.clerk)

    charts = client.get(reverse("review:overview")).context["overview"].charts
    linked = [(bar.label, bar.value, bar.url) for chart in charts for bar in chart.bars if bar.url]
    numbers = {(chart.title[:4], bar.label): bar.value for chart in charts for bar in chart.bars}

    assert len(charts) == 6
    assert numbers["从申报到", "申报"] == 4
    assert numbers["从申报到", "受理"] == 1
    assert numbers["每天收件", "24"] == 3
    assert numbers["按最高学", "大学专科"] == 1
    assert numbers["告知补正", "档案袋正面和袋底四项齐全"] == 1
    assert numbers["在每一站", "送到303室"] == 17
    for label, value, url in linked:
        assert (label, count(client, url)) == (label, value)


def test_tiles_and_saved_views_equal_their_lists(county, sign_in, clock):
    clock("11-30 09:00")
    client = sign_in(county.clerk)
    numbers = client.get(reverse("review:bureau")).context["numbers"]

    for tile in numbers.tiles:
        assert (tile.label, count(client, tile.url)) == (tile.label, tile.number)
    for word, number, url in numbers.views:
        assert (word, count(client, url)) == (word, number)
    assert [number for _, number, _ in numbers.views] == [0, 1, 1, 0]


def test_filters_by_education_officer_arrival_and_due_day(county, sign_in, clock):
    clock("11-26 09:00")
    client, url = sign_in(county.clerk), reverse("review:bureau")

    def found(**query):
        return count(client, f"{url}?" + "&".join(f"{k}={v}" for k, v in query.items()))

    assert found(show="all", education="专科") == 1
    assert found(show="all", officer=county.clerk.user_id) == 2
    assert found(show="all", officer="none") == 2
    assert found(show="all", arrived="2021-11-24") == 3
    assert found(show="all", arrived="2021-11-23") == 0
    assert found(show="correction", due="2021-12-02") == 1
    assert found(show="correction", due="2021-12-01") == 0
    assert found(show="all", arrived="gestern") == 4


def test_files_are_put_into_a_clerks_hands(county, sign_in, clock):
    clock("11-26 09:00")
    client = sign_in(county.lead)
    case = Case.objects.get(state=CaseState.DELIVERED)
    url = reverse("review:bureau-assign")

    client.post(url, {"cases": [case.pk], "officer": county.other_clerk.user_id})
    client.post(url, {"cases": [case.pk], "officer": county.hr.user_id})
    client.post(url, {"officer": county.clerk.user_id})

    case.refresh_from_db()
    assert case.officer == county.other_clerk.user


def read(response):
    assert response.streaming
    return b"".join(response.streaming_content)


def test_list_as_a_file_holds_what_is_filtered_and_nothing_private(county, sign_in, clock):
    clock("11-26 09:00")
    user = Case.objects.get(state=CaseState.CORRECTION).application.applicant
    user.name = "=1+1"
    user.save()
    client = sign_in(county.clerk)

    text = read(client.get(reverse("review:bureau-export", args=["csv"]), {"show": "all"})).decode()
    book = read(client.get(reverse("review:bureau-export", args=["xlsx"]), {"show": "correction"}))

    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 4
    assert {row["姓名"] for row in rows} == {"赵一", "'=1+1", "孙三", "李四"}
    for case in Case.objects.all():
        private = private_of(case.submission)
        assert private["identity_number"] not in text
        assert private["contact_phone"] not in text
    sheet = load_workbook(io.BytesIO(book)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(values) == 1
    assert values[0][1] == "=1+1"
    assert sheet["B4"].data_type == "s"
    assert client.get("/bureau/queue/export/exe/").status_code == 404


@pytest.mark.parametrize("name", ["review:overview", "review:bureau"])
def test_pages_cost_the_same_for_few_and_for_many(county, sign_in, clock, name):
    clock("11-26 09:00")
    client, url = sign_in(county.clerk), f"{reverse(name)}?show=all"

    def cost():
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    few = cost()
    for number in range(12):
        county.submitted(f"周五{number}")

    assert cost() == few
