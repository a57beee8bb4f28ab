"""Task lists, tables, numbers and charts."""

from dataclasses import dataclass
from enum import StrEnum

from .page import Tag
from .time import DayCell
from .verdict import Meter


class TaskState(StrEnum):
    """Where a task stands. DONE and BLOCKED are plain words, the rest are tags."""

    TODO = "todo"
    DOING = "doing"
    FIX = "fix"
    RETURNED = "returned"
    CARRIED = "carried"
    DONE = "done"
    BLOCKED = "blocked"

    @property
    def word(self) -> str:
        return {
            "todo": "未开始",
            "doing": "填写中",
            "fix": "要更正",
            "returned": "单位退回",
            "carried": "已由自测带入，请确认",
            "done": "已完成",
            "blocked": "暂不能开始",
        }[self.value]

    @property
    def tone(self) -> str:
        tones = {"doing": "blue", "fix": "red", "returned": "red", "carried": "amber"}
        return tones.get(self.value, "")

    @property
    def plain(self) -> bool:
        return self in (TaskState.DONE, TaskState.BLOCKED)


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the task list. No ``url``: not a link. ``word`` replaces the state's own word."""

    label: str
    state: TaskState
    url: str = ""
    hint: str = ""
    alert: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """A titled group of tasks; ``note`` stands at its right (「完成 2/3」 unless given)."""

    label: str
    tasks: tuple[Task, ...]
    note: str = ""

    @property
    def tally(self) -> str:
        done = sum(task.state is TaskState.DONE for task in self.tasks)
        return self.note or f"完成 {done}/{len(self.tasks)}"


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its label, the whole tile one link. ``tone``: ``alert``, ``act`` or ``""``."""

    number: str | int
    label: str
    url: str = ""
    tone: str = ""
    of: str | int = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do: when (「今天」 over 「16日」), what, and one link."""

    what: str
    url: str
    verb: str
    when: str = ""
    when_note: str = ""
    hint: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A label and its value; ``value`` may be several lines. ``change_url`` shows 「修改」."""

    label: str
    value: str | tuple[str, ...]
    change_url: str = ""
    change_label: str = "修改"

    @property
    def lines(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else self.value


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A running notice in a list: title, tag, facts, day cells and what is left in words."""

    title: str
    url: str
    tag: Tag
    facts: tuple[str, ...] = ()
    days: tuple[DayCell, ...] = ()
    left: str = ""
    action_url: str = ""
    action_label: str = "提出异议"


@dataclass(frozen=True, slots=True)
class Column:
    """A column heading; ``sort`` (``ascending``/``descending``) tells how the list is sorted.

    ``short`` names the column beside its value where a narrow screen turns rows into cards.
    """

    label: str
    num: bool = False
    sort_url: str = ""
    sort: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: text with an optional link, a second line, a tag and a meter.

    ``hidden`` is appended to the link's text for screen readers (「核实」赵雅敏).
    """

    text: str | int = ""
    url: str = ""
    sub: str = ""
    bad: bool = False
    tag: Tag | None = None
    meter: Meter | None = None
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; its first cell is the row's heading."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or column. ``tone`` colours it, ``note`` is said beside the value in the table,
    which leads to ``url`` if there is one.
    """

    label: str
    value: int
    tone: str = "blue"
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, one a line (``kind="bars"``), or standing columns (``kind="columns"``)."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    kind: str = "bars"
    label_heading: str = "项目"
    value_heading: str = "数量"
