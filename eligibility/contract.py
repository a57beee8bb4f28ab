"""The JSON contract of `manage.py check_eligibility`: an array of people in, their verdicts out.

Everything is validated before the first byte goes out. Validated people replace their raw JSON one
by one and verdicts are written as they are made, so memory stays near that of the input.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import IO, Any, NamedTuple, NoReturn

from .assess import assess
from .facts import (
    Ban,
    Degree,
    Facts,
    Grade,
    HeldTitle,
    Identity,
    Interruption,
    Level,
    PartialDate,
    Relevance,
    Remark,
    Sanction,
    SanctionKind,
    SanctionType,
    Sex,
    TargetTitle,
    UnitKind,
    read_partial_date,
)
from .terms import Ruleset

MOST_YEARS_OF_BAN = 3  # 六（二）


class Malformed(ValueError):
    """The input does not keep the contract. The message is one line naming case and field."""


class Person(NamedTuple):
    id: str
    facts: Facts


def evaluate_file(stream: IO[Any], rules: Ruleset) -> Iterator[str]:
    """Read the whole of `stream` (text or UTF-8 bytes), then give the answer piece by piece.

    Raises Malformed before giving anything; once pieces come, they all come.
    """
    return write(read(stream), rules)


def read(stream: IO[Any]) -> list[Person]:
    """The people of the array, in order. Raises Malformed."""
    content = stream.read()
    strange: list[str] = []
    try:
        if isinstance(content, bytes):
            content = content.decode("utf-8-sig")
        people = json.loads(
            content,
            object_pairs_hook=_object,
            parse_constant=lambda word: strange.append(word) or _NotANumber(word),
        )
    except RecursionError:
        raise Malformed("文件：嵌套太深") from None
    except ValueError as error:
        raise Malformed(f"文件：不是JSON（{_one_line(str(error))}）") from None
    del content
    if not isinstance(people, list):
        raise Malformed("文件：应是一个数组")
    for position, element in enumerate(people):
        people[position] = _person(element, position)
    if strange:
        raise Malformed(f"文件：不是JSON（{strange[0]}）")
    return people


def write(people: list[Person], rules: Ruleset) -> Iterator[str]:
    """The answer as pieces of one JSON array, a person each."""
    before = "[\n"
    for person in people:
        yield before + _encode(answer(person, rules))
        before = ",\n"
    yield "\n]\n" if people else "[]\n"


def answer(person: Person, rules: Ruleset) -> dict[str, Any]:
    """One person's element of the answer."""
    verdict = assess(person.facts, rules)
    return {
        "id": person.id,
        "overall": verdict.overall,
        "line": verdict.line,
        "rules": verdict.rules,
        "findings": [
            {
                "rule": finding.rule,
                "outcome": finding.outcome,
                "clause": finding.clause,
                "text": finding.because,
            }
            for finding in verdict.findings
        ],
    }


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


# What JSON lets through and the contract does not ------------------------------------------------


class _NotANumber:
    """NaN or an infinity: not JSON, and no value that any field takes."""

    def __init__(self, word: str):
        self.word = word

    def __repr__(self) -> str:
        return self.word


class _Repeating(dict):
    """An object that gives some key twice; `repeated` are those keys."""

    repeated: frozenset[str] = frozenset()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) == len(pairs):
        return table
    keys = [key for key, _ in pairs]
    repeating = _Repeating(table)
    repeating.repeated = frozenset(key for key in keys if keys.count(key) > 1)
    return repeating


# Reading: each function takes a value, the case and the field, and refuses with Malformed ---------

Reader = Callable[[Any, str, str], Any]


def _refuse(case: str, field: str, what: str) -> NoReturn:
    raise Malformed(_one_line(f"{case} {field}：{what}"))


def _one_line(text: str) -> str:
    """Without line breaks, and safe to print: an id may hold anything JSON can write."""
    return " ".join(text.split()).encode("utf-8", "backslashreplace").decode()


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= 40 else text[:40] + "…"


def _table(value: Any, keys: tuple[str, ...], case: str, field: str) -> dict[str, Any]:
    """An object with at least these keys, each once."""
    at = f"{field}." if field else ""
    if not isinstance(value, dict):
        _refuse(case, field or "facts", f"应是一个对象，现在是{_shown(value)}")
    if type(value) is _Repeating:
        for key in sorted(value.repeated):
            _refuse(case, at + key, "写了两次")
    for key in keys:
        if key not in value:
            _refuse(case, at + key, "缺少")
    return value


def _list(value: Any, case: str, field: str) -> list[Any]:
    if type(value) is not list:
        _refuse(case, field, f"应是一个数组，现在是{_shown(value)}")
    return value


def _bool(value: Any, case: str, field: str) -> bool:
    if type(value) is not bool:
        _refuse(case, field, f"应是 true 或 false，现在是{_shown(value)}")
    return value


def _date(value: Any, case: str, field: str) -> date:
    if type(value) is str:
        try:
            day = read_partial_date(value)
        except ValueError:
            day = None
        if type(day) is date:
            return day
    _refuse(case, field, f"应是 YYYY-MM-DD 的日期，现在是{_shown(value)}")


def _partial_date(value: Any, case: str, field: str) -> PartialDate:
    if type(value) is str:
        try:
            return read_partial_date(value)
        except ValueError:
            pass
    _refuse(case, field, f"应是 YYYY-MM-DD 或 YYYY-MM 的日期，现在是{_shown(value)}")


def _word(kind: type[StrEnum]) -> Reader:
    words = {member.value: member for member in kind}

    def read_word(value: Any, case: str, field: str) -> StrEnum:
        member = words.get(value) if type(value) is str else None
        if member is None:
            _refuse(case, field, f"应是{'、'.join(words)}之一，现在是{_shown(value)}")
        return member

    return read_word


def _or_null(reader: Reader) -> Reader:
    def read_or_null(value: Any, case: str, field: str) -> Any:
        return None if value is None else reader(value, case, field)

    return read_or_null


def _number(value: Any, lowest: int, highest: int, case: str, field: str) -> int:
    if type(value) is not int or not lowest <= value <= highest:
        _refuse(case, field, f"应是{lowest}到{highest}的整数，现在是{_shown(value)}")
    return value


_level, _relevance = _word(Level), _word(Relevance)
_remark = _or_null(_word(Remark))
_grade = _word(Grade)
_kind, _type = _word(SanctionKind), _word(SanctionType)


def _degrees(value: Any, case: str, field: str) -> tuple[Degree, ...]:
    degrees = []
    for n, item in enumerate(_list(value, case, field)):
        at = f"{field}[{n}]"
        row = _table(item, ("level", "graduated_on", "relevance", "remark"), case, at)
        degrees.append(
            Degree(
                _level(row["level"], case, f"{at}.level"),
                _date(row["graduated_on"], case, f"{at}.graduated_on"),
                _relevance(row["relevance"], case, f"{at}.relevance"),
                _remark(row["remark"], case, f"{at}.remark"),
            )
        )
    return tuple(degrees)


def _interruptions(value: Any, case: str, field: str) -> tuple[Interruption, ...]:
    spans = []
    for n, item in enumerate(_list(value, case, field)):
        at = f"{field}[{n}]"
        if len(_list(item, case, at)) != 2:
            _refuse(case, at, "应是起止两个日期")
        first, last = _date(item[0], case, f"{at}[0]"), _date(item[1], case, f"{at}[1]")
        if last < first:
            _refuse(case, at, f"结束日期{last}早于开始日期{first}")
        spans.append(Interruption(first, last))
    return tuple(spans)


def _appraisals(value: Any, case: str, field: str) -> dict[int, Grade]:
    grades = {}
    for year, grade in _table(value, (), case, field).items():
        if not (len(year) == 4 and year.isascii() and year.isdigit() and year != "0000"):
            _refuse(case, f"{field}.{year}", "应是四位数的年度")
        grades[int(year)] = _grade(grade, case, f"{field}.{year}")
    return grades


def _sanctions(value: Any, case: str, field: str) -> tuple[Sanction, ...]:
    sanctions = []
    for n, item in enumerate(_list(value, case, field)):
        at = f"{field}[{n}]"
        row = _table(item, ("kind", "type", "effective_on", "lifted_in_writing"), case, at)
        sanctions.append(
            Sanction(
                _kind(row["kind"], case, f"{at}.kind"),
                _type(row["type"], case, f"{at}.type"),
                _date(row["effective_on"], case, f"{at}.effective_on"),
                _bool(row["lifted_in_writing"], case, f"{at}.lifted_in_writing"),
            )
        )
    return tuple(sanctions)


def _ban(value: Any, case: str, field: str) -> Ban:
    row = _table(value, ("found_in", "years"), case, field)
    return Ban(
        _number(row["found_in"], 1, 9999, case, f"{field}.found_in"),
        _number(row["years"], 1, MOST_YEARS_OF_BAN, case, f"{field}.years"),
    )


_READERS: dict[str, Reader] = {
    "unit_kind": _word(UnitKind),
    "identity": _word(Identity),
    "sex": _word(Sex),
    "birth_date": _date,
    "retired": _bool,
    "degrees": _degrees,
    "appointed_on": _or_null(_partial_date),
    "technician_since": _or_null(_date),
    "technician_work_since": _or_null(_date),
    "same_specialty_since": _or_null(_date),
    "interruptions": _interruptions,
    "appraisals": _appraisals,
    "sanctions": _sanctions,
    "ban": _or_null(_ban),
    "held_title": _word(HeldTitle),
    "target_title": _word(TargetTitle),
    "exam_only_specialty": _bool,
}


def _person(element: Any, position: int) -> Person:
    case = f"第{position + 1}项"
    if not isinstance(element, dict):
        _refuse(case, "id", f"应是一个对象，现在是{_shown(element)}")
    name = element.get("id")
    if type(name) is not str or not name or not name.isprintable():
        _refuse(case, "id", f"应是一个编号，现在是{_shown(name)}")
    if type(element) is _Repeating:
        for key in ("id", "facts"):
            if key in element.repeated:
                _refuse(name, key, "写了两次")
    if "facts" not in element:
        _refuse(name, "facts", "缺少")
    return Person(name, read_facts(element["facts"], name))


def read_facts(value: Any, case: str) -> Facts:
    """The `facts` object of the contract. Raises Malformed naming `case` and the field."""
    table = _table(value, tuple(_READERS), case, "")
    return Facts(**{field: reader(table[field], case, field) for field, reader in _READERS.items()})
