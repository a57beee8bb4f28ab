"""The unit's list of people as its pages show it: the workbook just read, those not begun yet."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.roles import Role
from applications import choices as c
from applications import roster, roster_facts
from applications.models import RosterEntry, RosterImport
from applications.partial_days import month
from applications.roster_facts import Words
from components.forms import WIDEST_KEY
from components.identity import mask, region_hint
from components.shapes import Cell, Column, Row, StepState, Tag, TrailStep
from components.verdicts import STATES, outcome_tag, outcome_word, verdict_cards
from eligibility import Outcome, Verdict
from review.queries.unit_plan import saved_schedule

COUNTED = (Outcome.MET, Outcome.UNPROVEN, Outcome.NOT_MET)
LEVELS = dict(c.EducationLevel.choices)
TITLES = dict(c.AppointmentTitle.choices)
PREVIEW_COLUMNS = (
    Column("姓名"),
    Column("身份证号"),
    Column("学历、专业"),
    Column("聘任"),
    Column("资格核对"),
    Column("原因"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """A workbook that was read: everybody judged, or what has to be mended first."""

    rows: list[Row]
    tally: str
    errors: list
    seen: int


def look(pending: RosterImport, *, today) -> Look:
    """What the page of a workbook shows; the number of its queries is fixed."""
    people = roster.people_of(pending, today=today)
    return Look(
        rows=[_row(person) for person in people],
        tally=tally([person.verdict for person in people]),
        errors=roster.errors_of(pending),
        seen=len(roster.seen_of(pending)),
    )


def tally(verdicts: list[Verdict]) -> str:
    """「符合10人，需核实1人，不符合1人」; an outcome nobody has is left out."""
    found = [verdict.overall for verdict in verdicts]
    return "，".join(
        f"{outcome_word(outcome)}{found.count(outcome)}人"
        for outcome in COUNTED
        if outcome in found
    )


def _row(person: roster.Listed) -> Row:
    words = person.words
    return Row(
        (
            Cell(person.name, sub=f"第{person.number}行"),
            Cell(mask(person.identity_number), sub=region_hint(person.identity_number)),
            _school(words),
            _appointment(words),
            Cell(tag=outcome_tag(person.verdict.overall)),
            Cell(why(person.verdict)),
        )
    )


def why(verdict: Verdict) -> str:
    """What is not 符合, each with its sentence and clause; a word where everything is."""
    if verdict.overall is Outcome.MET:
        return "名单写明的条件都符合"
    state = STATES[verdict.overall]
    return "".join(
        f"{card.title}：{''.join(card.because)}（{card.citations[0].clause}）"
        for card in verdict_cards(verdict, second_person=False)
        if card.state is state
    )


def _school(words: Words) -> Cell:
    graduated = f"{month(words.graduated)}毕业"
    return Cell(f"{LEVELS[words.level]}，{words.major}", sub=graduated)


def _appointment(words: Words) -> Cell:
    title = TITLES.get(words.title, "")
    return Cell(month(words.appointed_on) if words.appointed_on else "没有写", sub=title)


@dataclass(frozen=True, slots=True)
class NotBegun:
    """Somebody on the list without a file: what the list says, how far the invitation is."""

    entry: RosterEntry
    school: Cell
    verdict: Tag
    invitation: Tag


def not_begun(acting, round, *, now) -> list[NotBegun]:
    """Everybody on the unit's list who has not begun, in the order of the workbooks."""
    entries = list(roster.not_begun(acting.organisation, round))
    if not entries:
        return []
    basis = roster_facts.basis_of(acting.organisation, round, today=now.date())
    return [
        NotBegun(
            entry,
            _school(Words(**entry.words)),
            outcome_tag(roster.verdict_of(entry, basis).overall),
            _invitation(entry.invitation, now),
        )
        for entry in entries
    ]


def _invitation(invitation, now) -> Tag:
    if invitation is None or invitation.used_at:
        return Tag("已有账号，还没有开始", "blue")
    if invitation.cancelled_at:
        return Tag("邀请已作废", "red")
    if invitation.expires_at <= now:
        return Tag("邀请已过期", "red")
    if invitation.printed_at:
        return Tag("已打印开通单")
    return Tag("开通单还没有打印", "amber")


def removed_entry(acting, round, pk: str) -> RosterEntry | None:
    """The person just taken off the list, so that the page can offer 撤销."""
    if not (pk.isdecimal() and len(pk) <= WIDEST_KEY):
        return None
    gone = RosterEntry.objects.filter(unit=acting.organisation, round=round, pk=pk)
    return gone.exclude(removed_at=None).first()


@dataclass(frozen=True, slots=True)
class Beginning:
    """The three steps of a unit that has done nothing in this round yet.

    `over`: its days are set, so that the workbench has something to show.
    """

    steps: tuple[TrailStep, ...]
    over: bool


def beginning(acting, round, *, now) -> Beginning:
    """导入名单, 核对资格, 定公示日期: which of them are done, and where each is done."""
    unit = acting.organisation
    entries = list(roster.entries_of(unit, round))
    verdicts = []
    if entries:
        basis = roster_facts.basis_of(unit, round, today=now.date())
        verdicts = [roster.verdict_of(entry, basis) for entry in entries]
    settled = all(verdict.overall is Outcome.MET for verdict in verdicts)
    working = acting.role == Role.UNIT
    done = (bool(entries), bool(entries) and settled, saved_schedule(unit, round) is not None)
    now_at = done.index(False) if False in done else None
    first = "review:unit-import" if working and not entries else "review:unit-people"
    listed = f"已列入{len(entries)}人" if entries else "一个Excel，导入前先看每个人的核对结果"
    checked = tally(verdicts) if entries else "导入后逐人逐项列出结论和依据"
    steps = (
        ("导入名单", listed, first),
        ("核对资格", checked, "review:unit-checks"),
        ("定公示日期", "三次公示的期满日由系统按工作日算", "review:unit-plan"),
    )
    return Beginning(
        tuple(
            TrailStep(label, note, _state_of(place, done, now_at), reverse(name))
            for place, (label, note, name) in enumerate(steps)
        ),
        over=done[2],
    )


def _state_of(place: int, done: tuple[bool, ...], now_at: int | None) -> StepState:
    if done[place]:
        return StepState.DONE
    return StepState.NOW if place == now_at else StepState.NEXT
