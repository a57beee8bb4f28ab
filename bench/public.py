"""What the pages anybody may open cost, with few notices and with a thousand.

    .venv/bin/python bench/public.py [--times 60]

Django's test client in this process, on a scratch database (SQLite, or DATABASE_URL), as in
`applicant.py`. `tests/public/test_costs.py` holds the counts of SQL.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from django.core.management import call_command
from django.test import Client
from scratch import measure  # sets Django up

from review.models import Notice
from review.states import NoticeKind
from tests.world import World, at

PEOPLE = [
    {"name": f"某{number}", "unit": "某单位", "specialty": "采矿工程", "achievements": "技改" * 30}
    for number in range(12)
]


def post(world, rows: int, first: date, last: date) -> None:
    """So many notices of one unit from `first` to `last`, both inclusive."""
    before = Notice.objects.count()
    Notice.objects.bulk_create(
        Notice(
            round=world.round,
            unit=world.unit,
            code=f"{before + number:012d}",
            kind=NoticeKind.MATERIALS,
            title=f"{world.unit.name} 个人申报材料公示",
            text="公示。",
            content=PEOPLE,
            working_days=5,
            posted_at=at(f"{first:%m-%d} 09:00"),
            posted_by=world.hr.user,
            first_day=first,
            last_day=last,
        )
        for number in range(rows)
    )


def main(times: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_round_2021", verbosity=0)
    world, rows = World(), 0
    visitor = Client(headers={"host": "127.0.0.1"})
    for more in (10, 990):
        post(world, more, date(2021, 11, 5), date(2021, 11, 11))
        post(world, more, date(2021, 10, 11), date(2021, 10, 15))
        rows += more
        for name, url in (
            ("home", "/"),
            ("notices, running", "/notices/"),
            ("notices, over", "/notices/?show=over"),
            ("one notice, 12 people", f"/notices/{0:012d}/"),
            ("form of an objection", f"/notices/{0:012d}/objections/new/"),
            ("results", "/results/"),
        ):
            measure(f"{rows:5} rows: {name}", lambda url=url: visitor.get(url), times)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=60)
    main(parser.parse_args().times)
