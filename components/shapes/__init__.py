"""The data every component is given: frozen dataclasses, nothing else.

A view or query builds these; the tags of ``templatetags/zc.py`` draw them. They carry words and
values that are already decided: no component asks a permission, counts a day or reads a clock.

``tone`` is one of ``""`` (grey) ``blue teal green amber red violet`` throughout and says who is
expected to act: amber you, red something to mend, blue a period runs, teal room 303,
violet a body deliberates, green settled well, grey not begun or ended.
"""

from .form import (
    BallotLine,
    CheckGroup,
    CheckItem,
    ConflictField,
    Entry,
    EntryAction,
    ErrorItem,
    SaveState,
)
from .page import Citation, Crumb, NavItem, Offer, Tag
from .time import (
    CalendarMonth,
    Countdown,
    DayCell,
    DayKind,
    Plan,
    PlanBar,
    PlanRow,
    StepState,
    TrailStep,
)
from .verdict import (
    CardState,
    Comparison,
    Conclusion,
    Gap,
    LegendItem,
    Meter,
    Pair,
    Tick,
    TimeBar,
    VerdictCard,
)
from .work import (
    Bar,
    BarChart,
    Cell,
    Column,
    NoticeRow,
    Row,
    SummaryRow,
    Task,
    TaskGroup,
    TaskState,
    Tile,
    Todo,
)

__all__ = [
    "BallotLine",
    "Bar",
    "BarChart",
    "CalendarMonth",
    "CardState",
    "Cell",
    "CheckGroup",
    "CheckItem",
    "Citation",
    "Column",
    "Comparison",
    "Conclusion",
    "ConflictField",
    "Countdown",
    "Crumb",
    "DayCell",
    "DayKind",
    "Entry",
    "EntryAction",
    "ErrorItem",
    "Gap",
    "LegendItem",
    "Meter",
    "NavItem",
    "NoticeRow",
    "Offer",
    "Pair",
    "Plan",
    "PlanBar",
    "PlanRow",
    "Row",
    "SaveState",
    "StepState",
    "SummaryRow",
    "Tag",
    "Task",
    "TaskGroup",
    "TaskState",
    "Tick",
    "Tile",
    "TimeBar",
    "Todo",
    "TrailStep",
    "VerdictCard",
]
