"""What a page anybody may open costs in SQL, the same with one row and with a thousand.

`bench/public.py` measures the same in milliseconds.
"""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from review.models import Enquiry, Notice, Reprimand
from review.states import NoticeKind
from tests.world import at

ROWS = pytest.mark.parametrize("rows", [1, 1000])


@pytest.fixture
def posted(world, clock):
    """`posted(1000)`: so many notices that run, as many that are over, as many 通报."""

    def post(rows):
        def notices(first, last):
            return (
                Notice(
                    round=world.round,
                    unit=world.unit,
                    code=f"{first.month:02d}{number:010d}",
                    kind=NoticeKind.MATERIALS,
                    title=f"{world.unit.name} 个人申报材料公示",
                    text="公示。",
                    content=[{"name": "郭晓燕"}],
                    working_days=5,
                    posted_at=at(f"{first:%m-%d} 09:00"),
                    posted_by=world.hr.user,
                    first_day=first,
                    last_day=last,
                )
                for number in range(rows)
            )

        Notice.objects.bulk_create(notices(date(2021, 11, 8), date(2021, 11, 12)))
        Notice.objects.bulk_create(notices(date(2021, 10, 11), date(2021, 10, 15)))
        Reprimand.objects.bulk_create(
            Reprimand(
                round=world.round,
                unit=world.make_unit(f"阳城县第{number}煤业有限公司"),
                code=f"{number:012d}",
                number="示例",
                people=1,
                issued_at=at("11-08 09:00"),
                issued_by=world.lead.user,
                shown_until=date(2022, 5, 31),
            )
            for number in range(min(rows, 30))
        )
        clock("11-10 09:00")
        cache.clear()

    return post


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as said:
        assert client.get(url).status_code == 200
    return len(said)


@ROWS
def test_public_lists(client, posted, rows):
    posted(rows)

    expected = {
        "/": 8,
        "/notices/": 6,
        "/notices/?show=over": 7,
        "/notices/?show=reprimands": 7,
        f"/notices/11{0:010d}/": 3,
        "/results/": 5,
    }
    assert {url: queries(client, url) for url in expected} == expected


@ROWS
def test_desk_of_enquiries(world, sign_in, clock, rows):
    clock("11-10 09:00")
    Enquiry.objects.bulk_create(
        Enquiry(
            kind="policy",
            content="问。",
            receipt=f"ZX2021-{number:08d}",
            query_code="00000000",
            asked_at=at("11-09 09:00"),
        )
        for number in range(rows)
    )

    assert queries(sign_in(world.clerk), "/bureau/enquiries/") == 9
