"""工作日表: the State Council's list as it is pasted, proposed by one person, confirmed by another.

Days that have passed are not changed, and a running notice is never shortened by a change
(`review.notices.last_day`): it can only get longer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.errors import Refusal
from accounts.models import User
from applications.amending import Decision, Line, Proposal, record
from applications.models import Amendment, CalendarChange, Round, WorkingDayOverride
from applications.queries import calendar
from components.words import date_words
from eligibility import Calendar, CalendarUnknown

MOST_DAYS = 120
WORK, REST, PLAIN = "上班", "休息", "取消调整"
WORDS = {
    "班": WORK,
    "上班": WORK,
    "工作": WORK,
    "休": REST,
    "休息": REST,
    "放假": REST,
    PLAIN: PLAIN,
}
WORKING = {WORK: True, REST: False, PLAIN: None}
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(][^（）()]*[）)])?"
SPAN = re.compile(rf"{_DAY}(?:至{_DAY})?")
PLAIN_LINE = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?[\s,，]+(\S+?)(?:[\s,，]+(.*))?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a list as read: `said` is 上班, 休息 or 取消调整."""

    day: date
    said: str
    reason: str


class Unreadable(ValueError):
    """A line that cannot be read, in a sentence."""


def read(text: str, year: int) -> dict[date, Entry]:
    """The days of a pasted list: the sentences of the State Council's notice, or lines.

    「春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。」 or, a day
    a line as copied from a sheet, 「2022-01-31 休 春节」. `year` is that of dates without one.
    Raises Unreadable naming the line.
    """
    found: dict[date, Entry] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line:
            continue
        try:
            entries = _read_line(line, year)
        except ValueError as error:
            why = str(error) if isinstance(error, Unreadable) else "日期不存在"
            raise Unreadable(f"第{number}行“{line[:40]}”：{why}。") from error
        for entry in entries:
            if entry.day in found and found[entry.day].said != entry.said:
                raise Unreadable(f"第{number}行：{date_words(entry.day)}前面已经写过，请留一处。")
            found[entry.day] = entry
            if len(found) > MOST_DAYS:
                raise Unreadable(f"一次最多{MOST_DAYS}天，请分几次。")
    return found


def _read_line(line: str, year: int) -> list[Entry]:
    if plain := PLAIN_LINE.fullmatch(line):
        *parts, word, reason = plain.groups()
        if word not in WORDS:
            raise Unreadable(f"安排是“{word}”，请写“休”“班”或“{PLAIN}”")
        return [Entry(date(*map(int, parts)), WORDS[word], (reason or "").strip())]
    head, colon, rest = line.partition("：")
    name = re.sub(r"^[一二三四五六七八九十]+、", "", head).strip() if colon else ""
    entries = []
    for sentence in re.split(r"[。；]", rest if colon else line):
        said = WORK if "上班" in sentence else REST if "放假" in sentence else ""
        days = list(_days(sentence, year)) if said else []
        entries += [Entry(day, said, f"{name}{'调休' if said == WORK else ''}") for day in days]
    if not entries:
        raise Unreadable("没有读到日期和“放假”“上班”")
    return entries


def _days(sentence: str, year: int):
    month = None
    for match in SPAN.finditer(sentence):
        first_year, first_month, first_day, last_year, last_month, last_day = match.groups()
        month = int(first_month or month or 0)
        begin = date(int(first_year or year), month, int(first_day))
        end = begin
        if last_day:
            end_month = int(last_month or month)
            end = date(int(last_year or begin.year), end_month, int(last_day))
            month = end_month
        if end < begin or (end - begin).days > 31:
            raise Unreadable("起止日期前后颠倒，或超过一个月")
        yield from (begin + timedelta(days=n) for n in range((end - begin).days + 1))


# What a list would change ----------------------------------------------------------------------


def wanted(entries: Mapping[date, Entry]) -> list[dict]:
    """The entries that say another thing than the table today, as JSON lines of a change."""
    overrides = dict(WorkingDayOverride.objects.values_list("day", "working"))
    now = Calendar(overrides)
    return [
        {"day": day.isoformat(), "working": WORKING[entry.said], "reason": entry.reason}
        for day, entry in sorted(entries.items())
        if _differs(now, overrides, day, WORKING[entry.said])
    ]


def _differs(now: Calendar, overrides: Mapping, day: date, working: bool | None) -> bool:
    if working is None:
        return day in overrides
    try:
        return now.is_working_day(day) is not working
    except CalendarUnknown:
        return True


def passed(lines: list[dict], today: date) -> list[date]:
    """The days among them that have passed and stay as they were."""
    return [day for line in lines if (day := date.fromisoformat(line["day"])) < today]


def changed_calendar(lines: list[dict]) -> Calendar:
    """The working days as they would be counted with these lines."""
    overrides = dict(WorkingDayOverride.objects.values_list("day", "working"))
    for line in lines:
        day = date.fromisoformat(line["day"])
        if line["working"] is None:
            overrides.pop(day, None)
        else:
            overrides[day] = line["working"]
    return Calendar(overrides)


def words(lines: list[dict]) -> tuple[Line, ...]:
    """Each day from what to what."""
    now, then = calendar(), changed_calendar(lines)
    found = []
    for line in lines:
        day = date.fromisoformat(line["day"])
        label = f"{day.year}年{date_words(day)}"
        found.append(Line(label, line["reason"] or "没有写明", _said(now, day), _said(then, day)))
    return tuple(found)


def _said(days: Calendar, day: date) -> str:
    try:
        return WORK if days.is_working_day(day) else REST
    except CalendarUnknown:
        return "没有录入"


# Two people ------------------------------------------------------------------------------------


def propose(lines: list[dict], *, decision: Decision) -> CalendarChange:
    """Keep the change for a second person. Raises Refusal for days passed and for no change."""
    if not lines:
        raise Refusal("和现在一样，没有要改的。")
    if gone := passed(lines, decision.at.date()):
        raise Refusal(f"{date_words(gone[0])}已经过去，不能再改。")
    return CalendarChange.objects.create(
        document=decision.document,
        reason=decision.reason,
        lines=lines,
        asked_by=decision.by,
        asked_at=decision.at,
    )


def open_changes():
    """What waits for a second person, the oldest first."""
    waiting = CalendarChange.objects.filter(outcome=CalendarChange.Outcome.OPEN)
    return waiting.select_related("asked_by").order_by("pk")


@transaction.atomic
def confirm(change: CalendarChange, *, user: User, now: datetime) -> Amendment:
    """The second person confirms: the table is changed, and the change is on record.

    Raises Refusal for who proposed it, for what was answered before, and when a day of it has
    passed meanwhile.
    """
    # the first round's row is the queue of everybody who changes a table
    Round.objects.select_for_update().order_by("year").first()
    held = _answer(change, CalendarChange.Outcome.CONFIRMED, user, now)
    if gone := passed(held.lines, now.date()):
        raise Refusal(f"{date_words(gone[0])}已经过去，不能再改。请不同意，重新提出。")
    proposal = Proposal(words(held.lines))
    reason = f"{held.reason}（{held.asked_by.name}提出，{user.name}确认）"[:300]
    decision = Decision(by=user, at=now, document=held.document, reason=reason)
    for line in held.lines:
        day = date.fromisoformat(line["day"])
        if line["working"] is None:
            WorkingDayOverride.objects.filter(day=day).delete()
        else:
            said = f"{held.document} {line['reason']}".strip()[:100]
            WorkingDayOverride.objects.update_or_create(
                day=day, defaults={"working": line["working"], "reason": said}
            )
    return record(Amendment.Subject.CALENDAR, proposal, decision, proposal.stamp)


@transaction.atomic
def refuse(change: CalendarChange, *, user: User, now: datetime) -> None:
    """The second person does not agree. Raises Refusal as `confirm`."""
    _answer(change, CalendarChange.Outcome.REFUSED, user, now)


def _answer(change, outcome, user: User, now: datetime) -> CalendarChange:
    held = open_changes().select_for_update(of=("self",)).filter(pk=change.pk).first()
    if held is None:
        raise Refusal("这次修改已经有人答复过，请刷新页面看结果。")
    if user.pk == held.asked_by_id:
        raise Refusal("您提出的，要由另一个人确认。")
    held.outcome, held.decided_by, held.decided_at = outcome, user, now
    held.save(update_fields=["outcome", "decided_by", "decided_at"])
    return held
