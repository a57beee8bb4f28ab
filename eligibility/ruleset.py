"""Read a ruleset from its file, refuse anything wrong with it, and choose the one in force.

Everything wrong with a file raises RulesetError when it is loaded, naming file and key, so that
assessing a person never has to.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from .facts import Level, SanctionKind, SanctionType
from .rules import KINDS
from .terms import (
    Article,
    Citation,
    Condition,
    Dates,
    LaterCheck,
    LineRule,
    Notices,
    Ruleset,
    Switches,
)

RULESETS = Path(__file__).parent / "data" / "rulesets"
ALWAYS = ("R01", "R02", "R03", "R04", "R05", "R06", "R16", "R17")
DEGREE = ("R10", "R11")
LINE = ("R12", "R13")
TOP = (
    "ruleset", "dates", "notices", "switches", "laws", "periods", "always", "degree", "lines",
    "later", "articles",
)  # fmt: skip
HEAD = (
    "key", "title", "document", "issuer", "issued_on", "in_force_from", "in_force_until",
    "checked_on",
)  # fmt: skip


_HINTS = get_type_hints(Ruleset)


class RulesetError(ValueError):
    """A ruleset file says something that cannot be applied."""


class NotInForce(LookupError):
    """A day is covered by no ruleset, or by more than one."""


@cache
def load_all(folder: Path = RULESETS) -> Mapping[str, Ruleset]:
    """Every ruleset of the folder by key. Raises RulesetError for the first thing wrong."""
    rulesets: dict[str, Ruleset] = {}
    for path in sorted(folder.glob("*.toml")):
        rules = load(path)
        if rules.key != path.stem:
            raise RulesetError(f"{path.name}：key 是“{rules.key}”，与文件名不同")
        rulesets[rules.key] = rules
    return MappingProxyType(rulesets)


def in_force(rulesets: Mapping[str, Ruleset], on: date) -> Ruleset:
    """The one ruleset in force on a day. Raises NotInForce when there is none, or more than one."""
    found = [rules for rules in rulesets.values() if rules.covers(on)]
    if len(found) != 1:
        names = "、".join(rules.key for rules in found) or "没有"
        raise NotInForce(f"{on.isoformat()}应由一份文件规定，现有：{names}")
    return found[0]


def load(path: Path) -> Ruleset:
    """Read one file. Raises RulesetError naming file and key."""
    content = path.read_bytes()
    try:
        data = tomllib.loads(content.decode())
        return _build(data, sha256(content).hexdigest())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RulesetError) as error:
        raise RulesetError(f"{path.name}：{error}") from error


# The parts -------------------------------------------------------------------------------------


def _build(data: Mapping[str, Any], fingerprint: str) -> Ruleset:
    _only(data, TOP, TOP, "")
    for name, table in data.items():
        if not isinstance(table, dict):
            raise RulesetError(f"{name}：应是一张表")
    head = data["ruleset"]
    _only(head, HEAD, set(HEAD) - {"in_force_until"}, "ruleset")
    articles = {key: _article(key, table) for key, table in data["articles"].items()}
    laws = _value(Mapping[str, str], data["laws"], "laws")
    used = _Used(articles, laws)
    always = _conditions(data["always"], ALWAYS, "always", used)
    degree = _conditions(data["degree"], DEGREE, "degree", used)
    lines = tuple(_line(key, table, used) for key, table in data["lines"].items())
    later = tuple(_later(key, table, used) for key, table in data["later"].items())
    used.check()
    rules = Ruleset(
        **{key: _value(_HINTS[key], head.get(key), f"ruleset.{key}") for key in HEAD},
        fingerprint=fingerprint,
        dates=_value(Dates, data["dates"], "dates"),
        notices=_value(Notices, data["notices"], "notices"),
        switches=_value(Switches, data["switches"], "switches"),
        articles=MappingProxyType(articles),
        laws=laws,
        periods=_value(
            Mapping[SanctionKind, Mapping[SanctionType, int]], data["periods"], "periods"
        ),
        always=always,
        degree=degree,
        lines=lines,
        line_of=_levels(lines, degree[0].need.closed),
        later=later,
    )
    _check_order(rules)
    return rules


class _Used:
    """Which articles and laws exist, and which of them something rests on."""

    def __init__(self, articles: Mapping[str, Article], laws: Mapping[str, str]):
        self.articles, self.laws = articles, laws
        self.cited: set[str] = set()
        self.named: set[str] = set()

    def cite(self, key: Any, marks: Any, where: str) -> Citation:
        if not isinstance(key, str) or key not in self.articles:
            raise RulesetError(f"{where}.cite：没有“{key}”这一条")
        article = self.articles[key]
        marks = _value(tuple[str, ...], marks, f"{where}.mark")
        if not marks:
            raise RulesetError(f"{where}.mark：没有写明依据的原文")
        for mark in marks:
            if mark not in article.text:
                raise RulesetError(f"{where}.mark：“{mark}”不在{article.clause}的原文中")
        self.cited.add(key)
        return Citation(article.clause, key, article.text, marks)

    def basis(self, keys: Any, where: str) -> tuple[str, ...]:
        keys = _value(tuple[str, ...], keys, f"{where}.laws")
        for key in keys:
            if key not in self.laws:
                raise RulesetError(f"{where}.laws：[laws] 中没有“{key}”")
        self.named.update(keys)
        return tuple(self.laws[key] for key in keys)

    def check(self) -> None:
        for key, article in self.articles.items():
            if article.informative and key in self.cited:
                raise RulesetError(f"articles.{key}：标了 informative，却有条件引用")
            if not article.informative and key not in self.cited:
                raise RulesetError(f"articles.{key}：没有条件引用，也没有标 informative")
        for key in self.laws:
            if key not in self.named:
                raise RulesetError(f"laws.{key}：没有条件引用")


def _article(key: str, table: Any) -> Article:
    where = f"articles.{key}"
    known = ("clause", "marker", "heading", "name", "text", "informative")
    _only(table, known, ("clause", "text"), where)
    if ("heading" in table) == ("name" in table):
        raise RulesetError(f"{where}：heading 和 name 写且只写一个")
    heading = _value(str, table.get("heading", ""), f"{where}.heading")
    return Article(
        key=key,
        clause=_value(str, table["clause"], f"{where}.clause"),
        marker=_value(str, table.get("marker", ""), f"{where}.marker"),
        heading=heading,
        name=heading or _value(str, table["name"], f"{where}.name"),
        text=_value(str, table["text"], f"{where}.text"),
        informative=_value(bool, table.get("informative", False), f"{where}.informative"),
    )


def _conditions(
    tables: Mapping[str, Any], rules: tuple[str, ...], where: str, used: _Used
) -> tuple[Condition, ...]:
    _only(tables, rules, rules, where)
    return tuple(_condition(rule, tables[rule], f"{where}.{rule}", used) for rule in rules)


def _condition(rule: str, table: Any, where: str, used: _Used) -> Condition:
    if not isinstance(table, dict):
        raise RulesetError(f"{where}：应是一张表")
    table = dict(table)
    name = table.pop("kind", None)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise RulesetError(f"{where}.kind：没有“{name}”这种条件")
    if kind.rule != rule:
        raise RulesetError(f"{where}.kind：“{name}”是{kind.rule}的条件")
    for key in ("title", "cite"):
        if key not in table:
            raise RulesetError(f"{where}：缺 {key}")
    title = _value(str, table.pop("title"), f"{where}.title")
    cite = used.cite(table.pop("cite"), table.pop("mark", []), where)
    silent = table.pop("silent", None)
    if silent is not None:
        _only(silent, ("cite", "mark"), ("cite", "mark"), f"{where}.silent")
        silent = used.cite(silent["cite"], silent["mark"], f"{where}.silent")
    basis = used.basis(table.pop("laws", []), where)
    need = _value(kind.need, table, where)
    return Condition(rule, title, cite, need, kind.check, silent, basis)


def _line(key: str, table: Any, used: _Used) -> LineRule:
    where = f"lines.{key}"
    _only(table, ("label", "levels", *LINE), ("label", "levels", *LINE), where)
    service, appraisals = _conditions({rule: table[rule] for rule in LINE}, LINE, where, used)
    return LineRule(
        key=key,
        label=_value(str, table["label"], f"{where}.label"),
        levels=_value(tuple[Level, ...], table["levels"], f"{where}.levels"),
        service=service,
        appraisals=appraisals,
    )


def _later(key: str, table: Any, used: _Used) -> LaterCheck:
    where = f"later.{key}"
    keys = ("title", "because", "cite", "mark")
    _only(table, keys, keys, where)
    title = _value(str, table["title"], f"{where}.title")
    because = _value(str, table["because"], f"{where}.because")
    return LaterCheck(key, title, because, used.cite(table["cite"], table["mark"], where))


def _levels(lines: Iterable[LineRule], closed: tuple[Level, ...]) -> Mapping[Level, LineRule]:
    line_of: dict[Level, LineRule] = {}
    for line in lines:
        for level in line.levels:
            if level in line_of or level in closed:
                raise RulesetError(f"lines.{line.key}.levels：“{level}”写了两处")
            line_of[level] = line
    for level in Level:
        if level not in line_of and level not in closed:
            raise RulesetError(f"lines：没有写明“{level}”属于哪条学历线")
    return MappingProxyType(line_of)


def _check_order(rules: Ruleset) -> None:
    dates, notices = rules.dates, rules.notices
    if dates.acceptance_until < dates.acceptance_from:
        raise RulesetError("dates.acceptance_until：早于 acceptance_from")
    if rules.in_force_until is not None and rules.in_force_until <= rules.in_force_from:
        raise RulesetError("ruleset.in_force_until：不晚于 in_force_from")
    for name in ("criteria", "materials", "opinion", "result"):
        if getattr(notices, name) < 1:
            raise RulesetError(f"notices.{name}：至少1个工作日")


# Values ----------------------------------------------------------------------------------------


def _only(table: Any, known: Iterable[str], needed: Iterable[str], where: str) -> None:
    """Refuse a table with an unknown key or without a needed one."""
    at = f"{where}." if where else ""
    if not isinstance(table, dict):
        raise RulesetError(f"{where}：应是一张表")
    for key in table:
        if key not in known:
            raise RulesetError(f"{at}{key}：没有这个键")
    for key in needed:
        if key not in table:
            raise RulesetError(f"{at}{key}：缺这个键")


def _value(kind: Any, value: Any, where: str) -> Any:
    """`value` as the annotated type `kind`. Raises RulesetError when it is not one."""
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass(kind, value, where)
    if origin is UnionType and NoneType in args:
        return None if value is None else _value(args[0], value, where)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(args[0], item, where) for item in value)
    if origin is Mapping and isinstance(value, dict):
        return MappingProxyType(
            {
                _value(args[0], key, where): _value(args[1], value[key], f"{where}.{key}")
                for key in value
            }
        )
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if value in list(kind):
            return kind(value)
        raise RulesetError(f"{where}：没有“{value}”这个词")
    if type(value) is kind:
        return value
    raise RulesetError(f"{where}：值“{value}”的类型不对")


def _dataclass(kind: Any, table: Any, where: str) -> Any:
    """A dataclass whose fields are the keys of the table; only those with a default may lack."""
    needed = [field.name for field in fields(kind) if field.default is MISSING]
    _only(table, [field.name for field in fields(kind)], needed, where)
    hints = get_type_hints(kind)
    return kind(
        **{key: _value(hints[key], value, f"{where}.{key}") for key, value in table.items()}
    )
