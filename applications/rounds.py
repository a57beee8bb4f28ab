"""Opening a round: the 2021 notice exactly, a later year from the last one, and their tables."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from applications.facts import clean_major
from applications.models import MajorMatch, Round, Specialty

DATA = Path(__file__).with_name("data")
EXAM_ONLY = frozenset({"计算机软件"})
SHIFTED = (
    "filling_opens",
    "acceptance_opens",
    "acceptance_closes",
    "service_until",
    "correction_latest",
)
KEPT = (
    "ruleset",
    "criteria_days",
    "materials_days",
    "opinion_days",
    "result_days",
    "notice_days_basis",
    "notice_counting",
    "correction_days",
    "recheck_days",
    "answer_days",
    "college_requires_technician",
    "accept_current_year_appraisal",
    "place",
    "phone",
    "committee",
)
ROUND_2021 = {
    "title": "阳城县2021年度工程系列初级专业技术职务任职资格评审",
    "notice_number": "阳工信函字〔2021〕24号",
    "notice_date": date(2021, 11, 5),
    "ruleset": "2021",
    "filling_opens": date(2021, 11, 5),  # D13
    "acceptance_opens": date(2021, 11, 10),  # 六（三）
    "acceptance_closes": date(2021, 11, 26),
    "service_until": date(2021, 12, 31),  # 三（三）
    "notice_days_basis": "《职称评审管理暂行规定》（人社部令第40号）第十六条、第二十六条",
    "correction_latest": date(2021, 12, 3),  # D14
    "meeting_on": date(2021, 12, 16),  # D35
    "place": "阳城县工信局303室",
    "phone": "0356-4220191",
    "committee": "阳城县工程系列初级专业技术职务评审委员会",
}


def load_2021() -> Round:
    """The round of 阳工信函字〔2021〕24号; one that is there already is left as it is."""
    with transaction.atomic():
        round, _ = Round.objects.get_or_create(year=2021, defaults=ROUND_2021)
        load_tables()
    return round


def load_tables() -> None:
    """附件4 and the table of majors; lines the bureau changed or switched off stay so."""
    groups = tomllib.loads((DATA / "specialties.toml").read_text(encoding="utf-8"))
    Specialty.objects.bulk_create(
        (
            Specialty(category=category, name=name, exam_only=name in EXAM_ONLY)
            for category, names in groups.items()
            for name in names
        ),
        ignore_conflicts=True,
    )
    specialties = {specialty.name: specialty for specialty in Specialty.objects.all()}
    majors = tomllib.loads((DATA / "majors.toml").read_text(encoding="utf-8"))
    MajorMatch.objects.bulk_create(
        (
            MajorMatch(major=clean_major(major), specialty=specialties[name], relevance=relevance)
            for name, lists in majors.items()
            for relevance in ("same", "related")
            for major in lists[relevance]
        ),
        ignore_conflicts=True,
    )


def next_dates(last: Round, year: int) -> dict[str, date]:
    """The dates of `last` moved to `year` by whole years; the meeting's is left open."""
    return {name: _later(getattr(last, name), year - last.year) for name in SHIFTED}


def open_next(
    *,
    year: int,
    notice_number: str,
    notice_date: date,
    title: str = "",
    dates: Mapping[str, date | None] | None = None,
) -> Round:
    """Open `year` with the last round's parameters, its dates moved by whole years.

    `dates` are those that were decided otherwise. The ruleset is the last round's until a new one
    is named; the meeting's date stays open unless it is among them.
    Raises ValueError when the year is open already or there is no earlier round.
    """
    last = Round.objects.filter(year__lt=year).order_by("-year").first()
    if Round.objects.filter(year=year).exists():
        raise ValueError(f"{year}年度已经开通。")
    if last is None:
        raise ValueError(f"没有早于{year}年度的批次可以照搬，请先运行 load_round_2021。")
    return Round.objects.create(
        year=year,
        title=title or last.title.replace(str(last.year), str(year)),
        notice_number=notice_number,
        notice_date=notice_date,
        **{name: getattr(last, name) for name in KEPT},
        **next_dates(last, year) | dict(dates or {}),
    )


def _later(day: date, years: int) -> date:
    """The same day in a later year; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
