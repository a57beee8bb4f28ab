"""What printing costs: CPU seconds for one 10 page 评审表, warm and cold, and for a unit of 30.

    .venv/bin/python bench/documents.py [--unit 30]

CPU seconds are what to compare; wall time on a shared machine says little. Targets: warm at most
0.9 s and 250 MiB; a unit of 30 at most 25 s on two idle cores.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

start = time.process_time()
from documents import fonts, printing, shapes  # noqa: E402

IMPORT = time.process_time() - start

TEXT = (
    "参加3101综采工作面通风系统改造设计，负责风量计算、通风阻力测定和局部通风机选型，编写作业规程，"
)
FORM = shapes.ReviewForm(
    imprint=shapes.Imprint(
        number="YC2021-0017", version=1, digest=sha256(b"").hexdigest(), qr="YC2021-0017"
    ),
    unit="阳城县析城山煤业有限责任公司",
    name="张镕旻",
    specialty="通风与安全",
    sex="男",
    ethnicity="汉族",
    born=date(1996, 3, 12),
    birthplace="山西省晋城市阳城县",
    started_work=date(2018, 7, 16),
    education=shapes.Education(finished="2018.07", school="太原理工大学", major="安全工程"),
    present_work="矿井通风与安全技术管理",
    trainings=tuple(
        shapes.Training(start="2014.09", end="2018.07", content="安全工程", place="太原理工大学")
        for _ in range(4)
    ),
    jobs=(
        shapes.Job(
            start="2018.07", end=None, unit="析城山煤业通风科", work="通风与安全", post="技术员"
        ),
    ),
    after=tuple(
        shapes.Achievement(
            start="2018.07", end="2019.06", name=f"第{n}项", role="参加", content=TEXT, result=TEXT
        )
        for n in range(1, 6)
    ),
    appraisals=(shapes.Appraisal(year=2020, grade="合格", unit="阳城县析城山煤业有限责任公司"),),
    unit_opinion=TEXT * 3,
    department_opinion=TEXT,
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--unit", type=int, default=30, help="forms printed in child processes")
    unit = options.parse_args().unit

    for problem in fonts.problems():
        print(f"note: {problem.text} {problem.command}")
    cold = cpu(lambda: printing.render(FORM))
    warm = [cpu(lambda: printing.render(FORM)) for _ in range(7)]
    pdf = printing.render(FORM)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"import                 {IMPORT:6.2f} cpu s")
    print(f"first form             {cold:6.2f} cpu s")
    print(
        f"warm form, {pdf.pages} pages   {statistics.median(warm):6.2f} cpu s, {peak:.0f} MiB peak"
    )
    print(f"                       {len(pdf.content) / 1024:6.0f} KiB")

    forms = [replace(FORM, name=f"示例{n}") for n in range(unit)]
    began, used = time.perf_counter(), os.times()
    made = printing.render_in_child(forms)
    now = os.times()
    spent = now.children_user + now.children_system - used.children_user - used.children_system
    wall = time.perf_counter() - began
    print(f"{len(made)} forms in one child   {spent:6.2f} cpu s, {wall:.1f} s wall")


def cpu(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
