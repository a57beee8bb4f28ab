"""Errors, entries, saving, the clerk's points and the ballot."""

from dataclasses import dataclass, field
from enum import StrEnum

from .page import Citation
from .work import SummaryRow


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
    """The seven states of saving."""

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


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One point a person checks: 符合, 不符合 or not looked at yet.

    ``choice`` is ``"pass"``, ``"fail"`` or ``""``, posted as ``name``. ``machine`` is what the
    system found (「系统核对」 in green, or ``machine_word`` in amber when ``warn``). On 不符合 the
    sentence that goes into the letter is asked as ``reason_name``. ``clause`` is a short reference
    without quotation; ``citation`` opens the sentence. ``sign`` (①) is its marker, ``places`` are
    (what, address) of the papers the point is about.
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
    sign: str = ""
    places: tuple[tuple[str, str], ...] = ()
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
