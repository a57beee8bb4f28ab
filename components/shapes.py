"""The data every component is given: frozen dataclasses, nothing else.

A view or query builds these; the tags of ``templatetags/zc.py`` draw them. They carry words and
values that are already decided: no component asks a permission, counts a day or reads a clock.

``tone`` is one of ``""`` (grey) ``blue teal green amber red violet`` throughout and says who is
expected to act (ux.md 1.10): amber you, red something to mend, blue a period runs, teal room 303,
violet a body deliberates, green settled well, grey not begun or ended.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in one word and its colour: ``Tag("审核中", "teal")``."""

    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the main navigation; ``badge`` is the number of things waiting (0: none)."""

    label: str
    url: str
    current: bool = False
    badge: int = 0


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the trail above the title; the last one has no ``url``."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be done here, or may not yet.

    With ``reasons`` it is drawn as a grey button that is no link, and every reason stands as text
    beneath the row. ``tone``: ``""`` button, ``"warn"`` red outline, ``"link"`` plain link.
    ``post`` draws a one-button POST form instead of a link; leave it off when the step has a page
    of its own.
    """

    label: str
    url: str = ""
    primary: bool = False
    reasons: tuple[str, ...] = ()
    tone: str = ""
    post: bool = False


# The source -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause and its sentence: 「安排意见 三（三）资历条件」, opened in place.

    ``clause`` is what stands after the short name (「三（三）资历条件」), ``text`` the sentence of the
    notice word for word, ``mark`` the substrings of it to highlight, ``document`` the number of the
    document under the quotation, ``name`` its short name.
    """

    clause: str
    text: str
    document: str = "阳工信函字〔2021〕24号"
    mark: tuple[str, ...] = ()
    open: bool = False
    name: str = "安排意见"

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text cut at the marks: ``(piece, highlighted)`` in order. Marks absent are skipped."""
        marks = (self.mark,) if isinstance(self.mark, str) else self.mark
        spans: list[tuple[int, int]] = []
        for mark in marks:
            at = self.text.find(mark) if mark else -1
            if at >= 0:
                spans.append((at, at + len(mark)))
        pieces: list[tuple[str, bool]] = []
        done = 0
        for start, end in sorted(spans):
            if start < done:
                start = done
            if end <= start:
                continue
            if start > done:
                pieces.append((self.text[done:start], False))
            pieces.append((self.text[start:end], True))
            done = end
        if done < len(self.text):
            pieces.append((self.text[done:], False))
        return tuple(pieces)


# Verdicts -------------------------------------------------------------------------------------


class CardState(StrEnum):
    """The four words of a verdict card on pages, in the order the cards are shown."""

    BAD = "bad"
    ASK = "ask"
    OK = "ok"
    LATER = "later"

    @property
    def word(self) -> str:
        return {"bad": "不符合", "ask": "需核实", "ok": "符合", "later": "后续确认"}[self.value]

    @property
    def icon(self) -> str:
        return {"bad": "cross", "ask": "alert", "ok": "check", "later": "hold"}[self.value]

    @property
    def tone(self) -> str:
        return {"bad": "red", "ask": "amber", "ok": "green", "later": ""}[self.value]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on a time bar's axis: ``percent`` of the width, its label, bold or not."""

    percent: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TimeBar:
    """Years of service as a bar: what is full, what is missing, on an axis of years.

    ``filled`` and ``gap`` are percentages of the drawing's width; ``summary`` says the same in a
    sentence for those who do not see it.
    """

    summary: str
    filled: float
    gap: float
    filled_label: str
    gap_label: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """One condition checked: what it is, how it stands, and by which sentence of the notice.

    ``because`` one sentence each; ``missing`` the papers that would settle it; ``steps`` the
    arithmetic, ``(label, value)`` each, folded behind 「怎么算的」; ``fix`` what would change it, and
    ``fix_url``/``fix_label`` the place to change it. ``anchor`` is the id the conclusion links to.
    """

    state: CardState
    title: str
    anchor: str = ""
    yours: str = ""
    yours_note: str = ""
    required: str = ""
    required_note: str = ""
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    fix: str = ""
    fix_url: str = ""
    fix_label: str = ""
    citations: tuple[Citation, ...] = ()
    chart: TimeBar | None = None
    yours_label: str = "您的情况"
    required_label: str = "要求"


@dataclass(frozen=True, slots=True)
class Gap:
    """A condition named in the conclusion, linked to its card: 资历（还差3个月）."""

    label: str
    anchor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """Segments of equal width. ``parts``: ``ok bad ask done part none`` each; ``label`` in words."""

    parts: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """``kind``: ``ok bad ask done part none past plan off``."""

    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict as a whole, above the cards. ``tone``: ``ok``, ``amber`` or ``blue``."""

    heading: str
    tone: str
    meter: Meter
    legend: tuple[LegendItem, ...]
    gaps_lead: str = ""
    gaps: tuple[Gap, ...] = ()
    sentences: tuple[str, ...] = ()


# Time -----------------------------------------------------------------------------------------


class DayKind(StrEnum):
    """How a day is drawn. OFF is a weekend or holiday and not counted; OUT lies outside."""

    OPEN = ""
    PAST = "past"
    TODAY = "today"
    DUE = "due"
    OFF = "off"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day. ``number`` counts working days of the period, 1 first (0: not counted)."""

    day: date
    kind: DayKind = DayKind.OPEN
    number: int = 0

    @property
    def word(self) -> str:
        """What the colour says, in a word for those who do not see it."""
        return {"today": "今天", "due": "截止", "off": "不计"}.get(self.kind.value, "")


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """Weeks from Monday to Sunday; build it with ``calendars.calendar_month``."""

    caption: str
    description: str
    weeks: tuple[tuple[DayCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Countdown:
    """A number of days with its label. ``tight`` (three working days or fewer) turns it amber."""

    label: str
    value: str
    unit: str = "天"
    note: str = ""
    tight: bool = False
    calendar: CalendarMonth | None = None
    foot: str = ""


class StepState(StrEnum):
    NEXT = ""
    DONE = "done"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class TrailStep:
    """A step of a year (``zc_cycle``) or of a file (``zc_trail``)."""

    label: str
    note: str = ""
    state: StepState = StepState.NEXT
    url: str = ""


@dataclass(frozen=True, slots=True)
class PlanBar:
    """What a row of the schedule shows on one day.

    ``kind``: ``done now plan dot due``; ``first`` and ``last`` close the bar's ends.
    """

    kind: str
    text: str = ""
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the schedule: a bar or None for each of the plan's days, in their order."""

    label: str
    note: str
    bars: tuple[PlanBar | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The schedule of the three notices, one column a day; rows by ``calendars.plan_row``."""

    days: tuple[DayCell, ...]
    rows: tuple[PlanRow, ...]
    label: str = "三公示排期表，可左右滚动"


# Work -----------------------------------------------------------------------------------------


class TaskState(StrEnum):
    """Where a task stands (ux.md 1.3). DONE and BLOCKED are plain words, the rest are tags."""

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


# Tables ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """A column heading; ``sort`` (``ascending``/``descending``) tells how the list is sorted."""

    label: str
    num: bool = False
    sort_url: str = ""
    sort: str = ""


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


# Forms ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """A line of the error summary: the words and the id of the first input to mend."""

    text: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class EntryAction:
    """「修改」「删除」 of an entry: a link (``url``) or a submit button (``name`` and ``value``).

    With ``post`` the button is sent by htmx to that URL instead and ``target`` (a CSS selector)
    replaced by the answer; without JavaScript the submit button still works.
    """

    label: str
    url: str = ""
    name: str = ""
    value: str = ""
    post: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A repeating entry (one school, one job). With ``rows`` it is a closed summary card."""

    number: int
    title: str = ""
    word: str = "段"
    rows: tuple[SummaryRow, ...] = ()
    actions: tuple[EntryAction, ...] = ()
    id: str = ""

    @property
    def position(self) -> str:
        return f"第{self.number}{self.word}"


class SaveState(StrEnum):
    """The seven states of saving (ux.md 2.1)."""

    SAVED = "saved"
    SAVING = "saving"
    OFFLINE = "offline"
    FAILED = "failed"
    CONFLICT = "conflict"
    SIGNED_OUT = "signed-out"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class ConflictField:
    """A field changed here and elsewhere: radios named ``name`` choose between both values."""

    name: str
    label: str
    here: str
    there: str
    prefer_there: bool = True


# The clerk's desk and the ballot --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One point a person checks: 符合, 不符合 or not looked at yet.

    ``choice`` is ``"pass"``, ``"fail"`` or ``""``, posted as ``name``. ``machine`` is what the
    system found (「系统核对」 in green, or ``machine_word`` in amber when ``warn``). On 不符合 the
    sentence that goes into the letter is asked as ``reason_name``. ``clause`` is a short reference
    without quotation; ``citation`` opens the sentence.
    """

    name: str
    title: str
    choice: str = ""
    machine: str = ""
    machine_word: str = "系统核对"
    warn: bool = False
    note: str = ""
    clause: str = ""
    citation: Citation | None = None
    reason_name: str = ""
    reason: str = ""
    reason_label: str = "告知单位和申报人的话"
    error: str = ""
    read_only: bool = False

    @property
    def choice_word(self) -> str:
        return {"pass": "符合", "fail": "不符合"}.get(self.choice, "未核")


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """Points under one heading. ``folded`` points are kept behind 「展开另2项符合的」."""

    title: str
    note: str
    items: tuple[CheckItem, ...] = ()
    folded: tuple[CheckItem, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One person on the ballot; posted as ``name`` with one of ``choices`` (value, word)."""

    name: str
    number: int
    person: str
    facts: str = ""
    choice: str = ""
    error: str = ""
    choices: tuple[tuple[str, str], ...] = field(
        default=(("agree", "同意"), ("disagree", "不同意"))
    )


# Charts ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or column. ``tone`` colours it, ``note`` is said beside the value in the table."""

    label: str
    value: int
    tone: str = "blue"
    note: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, one a line (``kind="bars"``), or standing columns (``kind="columns"``)."""

    title: str
    bars: tuple[Bar, ...]
    unit: str = ""
    kind: str = "bars"
    label_heading: str = "项目"
    value_heading: str = "数量"
