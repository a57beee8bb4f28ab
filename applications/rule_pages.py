"""A ruleset as people read it: the conditions of each degree, and what becomes of every clause."""

from dataclasses import dataclass

from components.shapes import Cell, Citation, Column, Row, Tag
from eligibility import Article, Ruleset
from eligibility.dates import chinese
from eligibility.rules.counting import NotStatedNeed, Since
from eligibility.terms import Condition, LineRule, Manual

from .citations import citation

LINE_COLUMNS = (
    Column("学历"),
    Column("资历年限", short="年限"),
    Column("从哪天起算", short="起算"),
    Column("截算日"),
    Column("考核合格次数", short="考核"),
)
SINCE = {
    Since.APPOINTED: "毕业和聘任，取后一个",
    Since.TECHNICIAN: "毕业和取得（聘任）技术员，取后一个",
}
SWITCHES = {
    "college_requires_technician": "专科须先取得技术员",
    "accept_current_year_appraisal": "当年考核结果",
    "postgraduate_service_waived": "硕士、博士、双学士不要求年限",
    "technical_school_as_equal": "技校高级、预备技师直接比照专科、本科",
    "technician_open": "可以申报技术员",
}
SAID = {
    True: "是",
    False: "否",
    Manual.MANUAL: "有的计入，没有的需人工核实",
    Manual.YES: "计入，没有结果的按合格",
    Manual.NO: "不计入",
}
PARTS = ("2", "3")  # 二 评审范围, 三 评审条件


@dataclass(frozen=True, slots=True)
class Read:
    """One condition as it is read: its rule, the clause with the words that decide, other bases."""

    rule: str
    title: str
    citation: Citation
    silent: Citation | None
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One clause and what becomes of it: checked by rules, left to people, or only a heading."""

    article: Article
    tag: Tag
    words: tuple[str, ...]


def line_rows(rules: Ruleset) -> list[Row]:
    """What each education line asks for, under this round's dates and rulings."""
    return [_line_row(line, rules) for line in rules.lines]


def _line_row(line: LineRule, rules: Ruleset) -> Row:
    until = chinese(rules.dates.service_until)
    head = Cell(line.label, sub="、".join(level.value for level in line.levels))
    times = Cell(
        f"不少于{line.appraisals.need.count}次", sub="、".join(line.appraisals.need.counted)
    )
    need = line.service.need
    if isinstance(need, NotStatedNeed):
        waived = rules.switches.postgraduate_service_waived
        years = "不要求" if waived else "安排意见没有写，需人工核实"
        return Row((head, Cell(years), Cell("—"), Cell("—"), times))
    since = Cell(SINCE[need.starts_with(rules)])
    return Row((head, Cell(need.required), since, Cell(until, sub="当天计入"), times))


def conditions(rules: Ruleset) -> list[Read]:
    """Every condition that is computed, each once per clause it rests on."""
    found = {}
    for condition in _all(rules):
        read = _read(condition, rules)
        found.setdefault((condition.rule, condition.title, condition.cite.key), read)
    return list(found.values())


def _all(rules: Ruleset) -> list[Condition]:
    lines = [one for line in rules.lines for one in (line.service, line.appraisals)]
    return [*rules.always, *rules.degree, *lines]


def _read(condition: Condition, rules: Ruleset) -> Read:
    cite, silent = condition.cite, condition.silent
    return Read(
        condition.rule,
        condition.title,
        citation(rules, cite.key, *cite.marks),
        citation(rules, silent.key, *silent.marks) if silent else None,
        condition.basis,
    )


def clauses(rules: Ruleset) -> list[Mapped]:
    """Every clause of 二 and 三 in its order; none is left without a word (features Q1)."""
    return [
        _mapped(article, rules)
        for key, article in rules.articles.items()
        if key.partition("-")[0] in PARTS
    ]


def _mapped(article: Article, rules: Ruleset) -> Mapped:
    checked = dict.fromkeys(
        f"{condition.rule} {condition.title}"
        for condition in _all(rules)
        if article.key in {c.key for c in (condition.cite, condition.silent) if c}
    )
    if checked:
        return Mapped(article, Tag("系统核对", "green"), tuple(checked))
    if later := tuple(
        f"{one.title}：{one.because}" for one in rules.later if one.cite.key == article.key
    ):
        return Mapped(article, Tag("人工", "amber"), later)
    if not article.text:
        return Mapped(article, Tag("标题"), ("内容在下面各项",))
    return Mapped(article, Tag("没有对应", "red"), ("还没有规则，也没有写明由谁确认",))


def switch_rows(rules: Ruleset) -> list[tuple[str, str]]:
    """The rulings in force, each in words."""
    return [
        (SWITCHES[name], SAID[getattr(rules.switches, name)])
        for name, _ in rules.switches.as_pairs()
    ]
