"""What the first page of 受理审核 costs with ten thousand files at room 303.

    .venv/bin/python bench/bureau.py [--files 10000] [--times 20]

Django's test client in this process, on a scratch database (SQLite, or DATABASE_URL), as in
`applicant.py`; the files are copies of one that walked there (`tests/crowd.py`).
`tests/review/test_queue_costs.py` holds the count of SQL. Target: 12 at most, whatever is asked.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from scratch import HOST, measure  # sets Django up

from applications.models import Specialty
from review.states import CaseState
from tests.crowd import crowd
from tests.world import World, at

BACKEND = "django.contrib.auth.backends.ModelBackend"


def questions(world) -> dict[str, str]:
    """What is asked → the query of the address."""
    specialty = Specialty.objects.get(name="采矿工程").pk
    return {
        "待审核": "",
        "全部": "show=all",
        "已收件": "show=arrived",
        "last page": "show=all&page=last",
        "一个单位": f"unit={world.unit.pk}",
        "专业、学历": f"show=all&specialty={specialty}&education=bachelor",
        "有需核实": "show=all&found=open",
        "全部符合": "show=all&found=clean",
        "到件日期": "show=all&arrived=2021-11-24",
        "期限不晚于": "show=all&due=2021-12-03",
        "告知过的原因": "show=all&reason=评审表份数",
        "姓名": "show=all&q=赵明",
        "编号": "show=all&q=202100000007",
    }


def main(files: int, times: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("load_round_2021", verbosity=0)
    settings.SITE_CLOCK, settings.SITE_CLOCK_ANCHOR = at("11-25 09:00").isoformat(), 0.0
    world = World()
    case = world.case_at(CaseState.DELIVERED)
    clerk = Client(headers={"host": HOST})
    clerk.force_login(world.clerk.user, BACKEND)
    made = 0
    for wanted in (100, files):
        crowd(case, wanted - made, clerk=world.clerk, begin=made)
        made = wanted
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, query in questions(world).items():
            measure(
                f"{made:6} files: {name}",
                lambda query=query: clerk.get(f"/bureau/queue/?{query}"),
                times,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=20)
    main(**vars(parser.parse_args()))
