"""Small words the papers share: who, numbers, and when it was recorded."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from applications import snapshots
from documents.shapes import Imprint
from eligibility import Verdict
from review import notices
from review.codes import code_of
from review.models import UnitPromise
from review.states import CaseState, NoticeKind

S = CaseState
#: Before the unit has recommended, a printed form is a preview and carries no check code (D11).
NOT_YET_FINAL = frozenset(
    {
        S.DRAFT, S.SUBMITTED, S.UNIT_REVIEW, S.RETURNED, S.UNIT_OK, S.MATERIALS_NOTICE,
        S.MATERIALS_OBJECTION, S.ASSESSMENT, S.OPINION_DRAFT, S.OPINION_NOTICE,
        S.OPINION_OBJECTION, S.NOTICES_CLEAR, S.DECLINED,
    }
)  # fmt: skip
PREVIEW = "预览"
UNIT_NOTICES = (NoticeKind.CRITERIA, NoticeKind.MATERIALS, NoticeKind.OPINIONS)
SHORT_LEVEL = {"专科": "大专"}


class NothingToPrint(Exception):
    """The records do not hold yet what the paper would say. `str()` is a sentence for the page."""


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def private_of(submission) -> dict:
    """Identity number and phone of a frozen submission, unsealed."""
    return json.loads(submission.private)


def verdict_of(submission) -> Verdict:
    return Verdict.from_dict(submission.verdict)


def applied_school(submission) -> dict:
    """The school whose line the frozen verdict relies on (适用学历线, D02)."""
    return snapshots.applied_school(submission.content, verdict_of(submission))


def package_number(package) -> str:
    """材料包编号."""
    return f"YCB{package.round.year}-{package.pk:04d}"


def imprint_of(case, *, draft: str = "") -> Imprint:
    """The foot of a paper made from one person's frozen submission."""
    submission = case.submission
    return Imprint(
        number=case.number,
        version=submission.version,
        draft=draft,
        qr=code_of(case.number, submission.version),
        recorded=timezone.localtime(submission.submitted_at),
    )


@dataclass(frozen=True, slots=True)
class Publicised:
    """One notice of the unit as it counted: first and last day and its working days, inclusive."""

    notice: object
    first: date
    last: date
    working_days: int

    @property
    def span(self) -> str:
        tail = f"{self.last.day}日"
        if self.last.month != self.first.month:
            tail = f"{self.last.month}月{tail}"
        return f"{notices.month_day(self.first)}至{tail}"


def publicised(notice) -> Publicised:
    return Publicised(notice, notice.first_day, notices.last_day(notice), notice.working_days)


def last_covering(case, kind: NoticeKind):
    """The last notice of this kind that showed this person, of whichever version, or None.

    What was publicised before a correction at room 303 stays the publicity of the file; the
    machine's notes say which version it showed.
    """
    entry = (
        case.notice_entries.filter(notice__kind=kind, notice__stopped_at=None)
        .select_related("notice", "submission")
        .order_by("-pk")
        .first()
    )
    return entry.notice if entry else None


def last_rating(case):
    """What the 评议组 found last, or None."""
    return case.ratings.select_related("assessment").order_by("-pk").first()


def last_promise(case) -> UnitPromise | None:
    return case.unit_promises.select_related("paper").order_by("-pk").first()
