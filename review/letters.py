"""退回补充 and 一次性告知补正: everything at once, with a number, a clause and a due day."""

from datetime import date

from applications import queries as applications
from review.checklist import BY_KEY, last_marks
from review.engine import Refused
from review.models import CorrectionLetter

_PREFIX = {"unit": "退", "department": "主退", "bureau": "补"}


def correction_due(round, today: date) -> date:
    """The last day to put things right: notice day plus the round's working days (the notice day
    not counted), never after the round's last day of correction (D14). Inclusive.
    """
    calendar = applications.calendar()
    return min(calendar.add(today, round.correction_days), round.correction_latest)


def _create(*, subject: dict, round, kind: str, items: list[dict], due_on, move):
    if not items:
        raise Refused("请至少写明一项要改的内容。")
    serial = CorrectionLetter.objects.filter(kind=kind, issued_at__year=move.today.year).count()
    return CorrectionLetter.objects.create(
        **subject,
        number=f"{_PREFIX[kind]}{round.year}-{serial + 1:04d}",
        kind=kind,
        items=items,
        issued_at=move.now,
        issued_by=move.user,
        due_on=due_on,
    )


def issue(*, case, kind: str, move) -> CorrectionLetter:
    """Send one person's file back with every item named; `move.data["items"]` lists them."""
    return _create(
        subject={"case": case},
        round=case.round,
        kind=kind,
        items=list(move.data["items"]),
        due_on=move.data.get("due_on"),
        move=move,
    )


def defects(subject) -> list[dict]:
    """Every item marked 不符合, as the letter will say it; a defect may reopen several sections."""
    items = []
    for key, mark in last_marks(subject).items():
        if mark.passed:
            continue
        item = BY_KEY[key]
        first, *others = item.sections or ("",)
        told = {"title": item.title, "clause": item.clause}
        items.append({**told, "section": first, "text": mark.sentence or item.sentence})
        items += [{**told, "section": section, "text": ""} for section in others]
    return items


def issue_correction(*, case=None, package=None, move) -> CorrectionLetter:
    """一次性告知补正 for a person or a package, from all items marked 不符合 (40号令 18)."""
    subject = case or package
    return _create(
        subject={"case": case, "package": package},
        round=subject.round,
        kind="bureau",
        items=defects(subject),
        due_on=correction_due(subject.round, move.today),
        move=move,
    )


def told(letter: CorrectionLetter, *, by: str) -> dict:
    """The letter as it lies on top of the applicant's file (`applications.services.reopen`)."""
    return {
        "title": f"{letter.get_kind_display()} {letter.number}",
        "by": by,
        "issued_at": letter.issued_at.isoformat(),
        "due_on": letter.due_on.isoformat() if letter.due_on else None,
        "items": [
            {name: item.get(name, "") for name in ("section", "text", "clause")}
            for item in letter.items
        ],
    }


def answer(*, case=None, package=None, now):
    """What the last letter asked has been supplied."""
    letter = CorrectionLetter.objects.filter(case=case, package=package, answered_at=None).last()
    if letter:
        letter.answered_at = now
        letter.save(update_fields=["answered_at"])
