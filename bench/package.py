"""What a unit's set of papers costs: 评审表 and 工作报告 of each, put together as PDF and ZIP.

    .venv/bin/python bench/package.py [--people 30] [--flat 200]

CPU seconds of all children are what to compare; wall time on a shared machine says little. Targets:
30 people at most 25 s on two idle cores, at most 250 MiB in any printing process, flat over 200
documents.
"""

import argparse
import os
import resource
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.documents import FORM, TEXT
from documents import assembly, printing, shapes
from documents.assembly import Bound


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=30)
    options.add_argument("--flat", type=int, default=200, help="documents in one process")
    wanted = options.parse_args()
    with TemporaryDirectory() as folder:
        paths = measured(f"{wanted.people} people, papers", lambda: papers(wanted.people, folder))
        print(f"{'':28}{sum(path.stat().st_size for path in paths) / 2**20:8.1f} MiB")
        assembled = Path(folder) / "print.pdf"
        bound = [Bound(str(path), path.stem, 3 if "评审表" in path.stem else 1) for path in paths]
        pages = measured("put together for printing", lambda: assembly.assemble(bound, assembled))
        print(f"{'':28}{pages:8} pages, {assembled.stat().st_size / 2**20:.1f} MiB")
        entries = [(path.name, path) for path in paths]
        moment = datetime(2021, 11, 23, tzinfo=UTC)
        measured("ZIP", lambda: assembly.pack(Path(folder) / "set.zip", entries, moment))
    flat(wanted.flat)


def papers(people: int, folder: str) -> list[Path]:
    """The papers of `people`, each made once, side by side in as many children as there are."""
    forms = [replace(FORM, name=f"示例{n}") for n in range(people)]
    reports = [report(form.name) for form in forms]
    made = [*forms, *reports]
    paths = {}
    for place, answer in printing.print_each(made):
        kind = "评审表" if place < people else "工作报告"
        paths[place] = Path(folder) / f"{place % people:03}_{kind}.pdf"
        paths[place].write_bytes(answer.content)
    return sorted(paths.values())


def report(name: str) -> shapes.WorkReport:
    """Two pages, about 1,500 characters."""
    return shapes.WorkReport(
        imprint=FORM.imprint,
        name=name,
        unit=FORM.unit,
        specialty=FORM.specialty,
        education=TEXT,
        career=TEXT * 4,
        work=TEXT * 15,
        tasks=TEXT * 10,
    )


def measured(label: str, work):
    """Run `work`; say its wall time, the CPU of this process and its children, their largest."""
    began, used = time.perf_counter(), os.times()
    result = work()
    now, wall = os.times(), time.perf_counter() - began
    own = now.user + now.system - used.user - used.system
    children = now.children_user + now.children_system - used.children_user - used.children_system
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{label:28}{own + children:8.2f} cpu s, {wall:.1f} s wall, {peak:.0f} MiB peak of a child"
    )
    return result


def flat(documents: int) -> None:
    """Memory of one printing process after 20 documents and at the end."""
    resident = []
    for n in range(documents):
        printing.render(replace(FORM, name=f"示例{n}"))
        if n + 1 in (20, documents):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            resident.append(pages * resource.getpagesize() / 2**20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    after, end = resident[0], resident[-1]
    print(f"{documents} forms in one process: {after:.0f} MiB after 20, {end:.0f} at the end")
    print(f"{'':28}{peak:8.0f} MiB peak")


if __name__ == "__main__":
    main()
