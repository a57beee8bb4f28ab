"""Fictional people (domain.md §10): names, numbers with region 140522 and sequence 9xx, careers."""

from dataclasses import dataclass, field
from datetime import date

from applications import choices as c
from components.identity import check_character

REGION = "140522"


def identity_number(born: date, sex: str, serial: int) -> str:
    """A well-formed number nobody has: sequence 9xx, odd for men, even for women."""
    sequence = 900 + 2 * (serial % 50) + (1 if sex == c.Sex.MALE else 0)
    body = f"{REGION}{born:%Y%m%d}{sequence}"
    return body + check_character(body)


@dataclass(frozen=True, slots=True)
class School:
    level: str
    school: str
    major: str
    started: str
    graduated: str
    length: str
    degree: str = c.Degree.NONE
    mode: str = c.EducationMode.FULL_TIME


@dataclass(frozen=True, slots=True)
class Career:
    """What the rules and the form need of one person."""

    specialty: str
    work: str
    schools: tuple[School, ...]
    appointed_on: str
    grades: dict[int, str]
    technician_since: str = ""
    project: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    sex: str
    born: date
    serial: int
    career: Career
    extra: dict = field(default_factory=dict)

    @property
    def identity_number(self) -> str:
        return identity_number(self.born, self.sex, self.serial)

    @property
    def phone(self) -> str:
        return f"1380000{self.serial:04d}"


def bachelor(specialty, work, school, major, **change) -> Career:
    """大学本科 2019, appointed 2019-08, one 合格: meets every condition of 三."""
    year = change.pop("year", 2019)
    return _career(
        specialty,
        work,
        School("本科", school, major, f"{year - 4}-09", f"{year}-07-01", "4年", c.Degree.BACHELOR),
        change.pop("appointed_on", f"{year}-08-01"),
        change.pop("grades", {year: "不定等次", **dict.fromkeys(range(year + 1, 2021), "合格")}),
        **change,
    )


def college(specialty, work, school, major, **change) -> Career:
    """大学专科 2018, appointed 2018-08, 2019 and 2020 合格: meets every condition of 三."""
    year = change.pop("year", 2018)
    return _career(
        specialty,
        work,
        School("专科", school, major, f"{year - 3}-09", f"{year}-07-01", "3年"),
        change.pop("appointed_on", f"{year}-08-01"),
        change.pop("grades", {year: "不定等次", **dict.fromkeys(range(year + 1, 2021), "合格")}),
        **change,
    )


def secondary(specialty, work, school, major, **change) -> Career:
    """中专 2015, 技术员 since 2016-07: more than four years, four 合格."""
    year = change.pop("year", 2015)
    return _career(
        specialty,
        work,
        School("中专", school, major, f"{year - 3}-09", f"{year}-07-01", "3年"),
        change.pop("appointed_on", f"{year}-08-01"),
        change.pop("grades", {year: "不定等次", **dict.fromkeys(range(year + 1, 2021), "合格")}),
        technician_since=change.pop("technician_since", f"{year + 1}-07-01"),
        **change,
    )


def _career(specialty, work, school, appointed_on, grades, **change) -> Career:
    return Career(specialty, work, (school,), appointed_on, grades, **change)
