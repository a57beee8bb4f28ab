"""What a unit's roster costs: read, looked at, imported, undone; the matrix of everybody.

    .venv/bin/python bench/roster.py [1000]

Django's test client in this process, on a scratch database (SQLite, or DATABASE_URL). Targets: the
whole of it for 1,000 rows in 10 s; the matrix of 12 people in 3 s.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scratch  # noqa: F401  sets Django up
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from applications.models import RosterEntry, RosterImport
from tests.applications.rosters import XLSX, person, workbook
from tests.world import World

BACKEND = "django.contrib.auth.backends.ModelBackend"


def timed(name: str, work):
    """Do `work()` once, print its wall and CPU seconds, give what it gave."""
    began, used = time.perf_counter(), time.process_time()
    found = work()
    wall, cpu = time.perf_counter() - began, time.process_time() - used
    print(f"{name:34} {wall:7.2f} s {cpu:7.2f} s CPU")
    return found


def expect(fact: bool, words: str) -> None:
    """Stop when what was measured did not happen."""
    if not fact:
        sys.exit(f"not so: {words}")


class Bench:
    """A unit's HR, signed in, with a workbook of so many people."""

    def __init__(self, rows: int):
        call_command("migrate", verbosity=0)
        call_command("load_round_2021", verbosity=0)
        self.world, self.rows = World(), rows
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.force_login(self.world.hr.user, backend=BACKEND)

    def run(self) -> None:
        content = workbook(self.world.round, [person(n) for n in range(self.rows)])
        print(f"{self.rows} rows, {len(content) / 1024:.0f} KiB")
        look = timed("upload: read, judge every cell", lambda: self.upload(content))
        timed("look: every verdict", lambda: self.get(look))
        timed("import: everybody invited", lambda: self.client.post(look))
        expect(RosterEntry.objects.count() == self.rows, "everybody is on the list")
        timed("people, all on the list", lambda: self.get(reverse("review:unit-people")))
        self.check()
        undo = reverse("review:unit-import-undo", args=[RosterImport.objects.get().pk])
        timed("undo", lambda: self.client.post(undo))
        expect(not RosterEntry.objects.exists(), "nobody is left on the list")

    def check(self) -> None:
        """The matrix and its workbook at three sizes."""
        kept = list(RosterEntry.objects.order_by("position"))
        for size in (12, 300, self.rows):
            on_list = [entry.pk for entry in kept[:size]]
            RosterEntry.objects.exclude(pk__in=on_list).update(unit=self.world.make_unit(f"{size}"))
            timed(f"matrix of {size}", lambda: self.get(reverse("review:unit-checks")))
            timed(
                f"matrix of {size} as xlsx", lambda: self.get(reverse("review:unit-checks-export"))
            )
            RosterEntry.objects.update(unit=self.world.unit)

    def upload(self, content: bytes) -> str:
        file = SimpleUploadedFile("名单.xlsx", content, XLSX)
        answer = self.client.post(reverse("review:unit-import"), {"file": file})
        expect(answer.status_code == 302, "the workbook was read")
        return answer.url

    def get(self, address: str):
        answer = self.client.get(address)
        expect(answer.status_code == 200, f"{address} answers")
        return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="?", default=1000)
    Bench(parser.parse_args().rows).run()
