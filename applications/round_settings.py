"""The settings of a round as people read and change them: groups, words, what a change does."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from applications.models import Round
from components.words import WEEKDAYS
from eligibility import load_all

#: Fields a verdict rests on; every other field changes what is printed or counted, never who may.
DECIDING = frozenset(
    {
        "ruleset",
        "service_until",
        "acceptance_opens",
        "acceptance_closes",
        "college_requires_technician",
        "accept_current_year_appraisal",
    }
)
#: The second is never earlier than the first.
IN_ORDER = (
    ("filling_opens", "acceptance_opens"),
    ("acceptance_opens", "acceptance_closes"),
    ("acceptance_closes", "correction_latest"),
    ("acceptance_closes", "meeting_on"),
)
#: 40号令 arts 16 and 26: what a unit and the committee make public stays so five working days.
LEAST = {"materials_days": 5, "result_days": 5}
UNITS = {
    "criteria_days": "个工作日",
    "materials_days": "个工作日",
    "opinion_days": "个工作日",
    "result_days": "个工作日",
    "correction_days": "个工作日",
    "recheck_days": "个工作日",
    "answer_days": "个工作日",
}
DATES = tuple(
    field.name for field in Round._meta.fields if field.get_internal_type() == "DateField"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that are read and changed together; `effect` says what a change does."""

    key: str
    title: str
    fields: tuple[str, ...]
    effect: str


GROUPS = (
    Group(
        "notice",
        "通知",
        ("title", "notice_number", "notice_date", "committee"),
        "保存后各页和以后打印的材料用新的名称、文号。已经提交、已经印发的不变。",
    ),
    Group(
        "dates",
        "时间",
        (
            "filling_opens",
            "acceptance_opens",
            "acceptance_closes",
            "correction_latest",
            "meeting_on",
        ),
        "报送开始之日是退休界限（二（二）2），处分期也按报送起止核对，改了会影响结论。"
        "报送开始以后，截止只能推迟。已经发出的补正告知书期限不变。",
    ),
    Group(
        "publicity",
        "公示与补正",
        (
            "criteria_days",
            "materials_days",
            "opinion_days",
            "result_days",
            "notice_counting",
            "notice_days_basis",
            "correction_days",
            "recheck_days",
            "answer_days",
        ),
        "只对以后发布的公示、以后发出的告知书、以后公布的结果起作用。"
        "正在公示的，天数和起止在发布时已定，不随改动缩短或延长。",
    ),
    Group(
        "eligibility",
        "资格口径",
        (
            "ruleset",
            "service_until",
            "college_requires_technician",
            "accept_current_year_appraisal",
        ),
        "改了会影响结论。保存前列出结论有变化的草稿。已提交的，结论在提交时已定，不变。",
    ),
    Group(
        "place",
        "报送地点",
        ("place", "phone"),
        "保存后各页和以后打印的材料用新的地点、电话。",
    ),
)
BY_KEY = {group.key: group for group in GROUPS}


def label(name: str) -> str:
    """The setting's name, as in the form."""
    return str(Round._meta.get_field(name).verbose_name).removesuffix("（工作日）")


def words(name: str, value: Any) -> str:
    """A value of the setting as people say it."""
    field = Round._meta.get_field(name)
    if value in (None, ""):
        return "没有定"
    if name == "ruleset":
        return f"{value}（{load_all()[value].document}）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        day = f"{value.year}年{value.month}月{value.day}日"
        return f"{day}（星期{WEEKDAYS[value.weekday()]}）"
    if field.choices:
        return str(dict(field.choices)[value])
    return f"{value}{UNITS.get(name, '')}"
