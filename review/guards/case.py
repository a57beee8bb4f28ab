from datetime import date, timedelta

from accounts.belonging import why_not_yet
from review import hours, notices
from review.checklist import PERSON_ITEMS, last_marks
from review.findings import OFFICE, findings_of
from review.models import Case, Objection, OriginalCheck, Revocation, Settlement, Tally
from review.states import CaseState, NoticeKind

_NOTICE_OF_STATE = {
    CaseState.MATERIALS_NOTICE: NoticeKind.MATERIALS,
    CaseState.MATERIALS_OBJECTION: NoticeKind.MATERIALS,
    CaseState.OPINION_NOTICE: NoticeKind.OPINIONS,
    CaseState.OPINION_OBJECTION: NoticeKind.OPINIONS,
    CaseState.RESULT_NOTICE: NoticeKind.RESULT,
    CaseState.RESULT_OBJECTION: NoticeKind.RESULT,
}


# --- when something must be written ----------------------------------------------------------
def unless_eligible(case) -> bool:
    """Passing on anything but 通过 obliges the unit to write why (D31)."""
    return case.submission.verdict["overall"] != "met"


def when_told_before(case) -> bool:
    """A second 补正 notice must say why the first did not tell it (40号令 18)."""
    return case.letters.filter(kind="bureau").exists()


# --- the applicant ----------------------------------------------------------------------------
def filling_is_open(case, today: date) -> str | None:
    """六（三）: first submissions: from the day filling opens to the last day of delivery."""
    first, last = case.round.filling_opens, case.round.acceptance_closes
    if today < first:
        return f"{notices.month_day(first)}起才能提交。"
    if today > last:
        return f"本年度报送已于{notices.month_day(last)}截止。"
    return None


def unit_confirms(case, today: date) -> str | None:
    """P3: the unit has confirmed that the applicant is one of its people."""
    return why_not_yet(case.application.applicant, case.unit, today)


def correction_is_open(case, today: date) -> str | None:
    """D14: what was returned may be handed in again until the last day of correction."""
    last = case.due_on or case.round.correction_latest
    if today > last:
        return f"补正期限是{notices.month_day(last)}，已经过了。"
    return None


def handed_in(case, today: date) -> str | None:
    """What the letter reopened has been handed in again by the applicant."""
    if not case.application.locked:
        return f"{case.name}还没有把退回的部分改好重新提交。"
    return None


# --- the unit -----------------------------------------------------------------------------------
def required_originals(case) -> list[str]:
    """The originals 单位人事 must have seen (D22); the technician's only where one is claimed."""
    items = [
        OriginalCheck.Item.IDENTITY,
        OriginalCheck.Item.EDUCATION,
        OriginalCheck.Item.APPOINTMENT,
        OriginalCheck.Item.APPRAISAL,
    ]
    if case.submission.facts.get("technician_since"):
        items.append(OriginalCheck.Item.TECHNICIAN)
    return items


def originals_seen(case, today: date) -> str | None:
    """D22: 单位人事 ticks 已核原件 for each paper of the version under review."""
    checks = OriginalCheck.objects.filter(case=case, submission=case.submission_id)
    return originals_wanting(case, {check.item: check.agrees for check in checks})


def originals_wanting(case, seen: dict[str, bool]) -> str | None:
    """What still bars a file whose originals were `seen` (item: whether it agreed)."""
    missing = [i.label for i in required_originals(case) if i not in seen]
    if missing:
        return f"还没有核原件：{'、'.join(missing)}。"
    wrong = [i.label for i in required_originals(case) if not seen[i]]
    if wrong:
        return f"与原件不一致：{'、'.join(wrong)}，应退回补充或不予推荐。"
    return None


def criteria_posted(case, today: date) -> str | None:
    """四（二）: ② may begin once ① has begun (D15)."""
    notice = notices.criteria_of(case.unit, case.round)
    if notice is None:
        return "还没有发布公示①（评审条件、评议程序）。"
    if today < notices.may_be_followed_from(notice, case.round):
        return f"公示①从{notices.month_day(notice.first_day)}起算，公示②不能更早。"
    return None


def criteria_cleared(case, today: date) -> str | None:
    """四（二）: the assessment follows ① when it is over and its result registered."""
    notice = notices.criteria_of(case.unit, case.round)
    if notice is None:
        return "还没有发布公示①（评审条件、评议程序）。"
    if notice.registered_at is None:
        return "公示①还没有登记结果。"
    last = notices.last_day(notice)
    if today <= last:
        return f"公示①公示到{notices.month_day(last)}，期满后才能评议。"
    return None


def _period_over(case, kind: NoticeKind, today: date) -> str | None:
    notice = notices.covering(case, kind)
    if notice is None:
        return f"现在这一版（第{case.submission.version}版）还没有{kind.label}。"
    last = notices.last_day(notice)
    if today <= last:
        first_free = last + timedelta(days=1)
        return (
            f"{kind.label}须满{notice.working_days}个工作日，公示到{notices.month_day(last)}，"
            f"{notices.month_day(first_free)}起才能登记。"
        )
    return None


def materials_over(case, today: date) -> str | None:
    """四（二）, 40号令 16: ② has run its full working days for the version under way."""
    return _period_over(case, NoticeKind.MATERIALS, today)


def opinion_over(case, today: date) -> str | None:
    """四（二）, 六（一）: ③ has run its full working days for the version under way."""
    return _period_over(case, NoticeKind.OPINIONS, today)


def result_over(case, today: date) -> str | None:
    """40号令 26: the result publicity has run at least its full working days."""
    return _period_over(case, NoticeKind.RESULT, today)


def _objections(case):
    kind = _NOTICE_OF_STATE.get(case.state)
    return notices.objections_against(case, kind) if kind else Objection.objects.none()


def no_objection_stands(case, today: date) -> str | None:
    """六（一）: only without objection: none open, none upheld."""
    conclusions = list(_objections(case).values_list("conclusion", flat=True))
    if "" in conclusions:
        return f"有{conclusions.count('')}条异议还没有核查结论。"
    if Objection.Conclusion.FOUNDED in conclusions or Objection.Conclusion.PARTLY in conclusions:
        return "有异议成立或部分成立，不能登记为无异议。"
    return None


def objection_filed(case, today: date) -> str | None:
    """There is an objection to look into."""
    return None if _objections(case).exists() else "没有收到异议。"


def objections_unfounded(case, today: date) -> str | None:
    """Every objection has been concluded 不成立."""
    conclusions = set(_objections(case).values_list("conclusion", flat=True))
    if "" in conclusions:
        return "还有异议没有核查结论。"
    if conclusions - {Objection.Conclusion.UNFOUNDED}:
        return "有异议成立或部分成立。"
    return None


def objection_partly(case, today: date) -> str | None:
    """An objection was found 部分成立: the file goes back."""
    if _objections(case).filter(conclusion=Objection.Conclusion.PARTLY).exists():
        return None
    return "没有部分成立的异议。"


def objection_founded(case, today: date) -> str | None:
    """An objection was found 成立."""
    if _objections(case).filter(conclusion=Objection.Conclusion.FOUNDED).exists():
        return None
    return "没有成立的异议。"


def assessed_favourably(case, today: date) -> str | None:
    """四（二）: the opinion follows the 评议组: more than half of those voting agreed."""
    rating = case.ratings.filter(submission=case.submission_id).order_by("-pk").first()
    if rating is None:
        return f"现在这一版（第{case.submission.version}版）还没有民主评议。"
    if 2 * rating.agree <= rating.voters:
        return f"评议组同意{rating.agree}票、不同意{rating.disagree}票，没有过半数。"
    return None


# --- room 303 -----------------------------------------------------------------------------------
def acceptance_is_open(subject, today: date) -> str | None:
    """六（三）: bags are taken on the working days of the window, or on a day allowed (D13, B13).

    `subject` is the case or the package that is handed over.
    """
    return hours.closed_on(subject.package if isinstance(subject, Case) else subject, today)


def delivery_is_over(case, today: date) -> str | None:
    """六（三）: a bag that never came is given up only after the last day of delivery."""
    last = case.round.acceptance_closes
    if today > last:
        return None
    return f"收件到{notices.month_day(last)}，还没有截止。"


def everything_checked(case, today: date) -> str | None:
    """40号令 18: all items are looked at before anything is told."""
    marks = last_marks(case)
    missing = [item.title for item in PERSON_ITEMS if item.key not in marks]
    if missing:
        more = "等" if len(missing) > 3 else ""
        return f"还有{len(missing)}项没核：{'、'.join(missing[:3])}{more}。"
    return None


def everything_passes(case, today: date) -> str | None:
    """受理 means: complete and in due form."""
    marks = last_marks(case)
    failed = [i.title for i in PERSON_ITEMS if i.key in marks and not marks[i.key].passed]
    if failed:
        return f"{len(failed)}项不符合：{'、'.join(failed)}。应一次性告知补正。"
    return None


def something_fails(case, today: date) -> str | None:
    """A letter with nothing in it is never sent."""
    marks = last_marks(case)
    if any(not mark.passed for mark in marks.values()):
        return None
    return "没有不符合的项，不用告知补正。"


def second_letter_is_granted(case, today: date) -> str | None:
    """40号令 18: all is told at once; a second letter needs a reason and a second person."""
    last = case.letters.filter(kind="bureau").order_by("-pk").first()
    if last is None or case.letter_consents.filter(after=last, granted=True).exists():
        return None
    return f"已告知过一次（{last.number}），再次告知要写明原因，由审核人同意。"


def overdue(case, today: date) -> str | None:
    """40号令 18: 逾期未补正视为放弃申报."""
    if case.due_on and today <= case.due_on:
        return f"补正期限到{notices.month_day(case.due_on)}，还没有过。"
    return None


def open_findings(case) -> list[dict]:
    """What the machine did not settle as 通过 and the office has not settled either."""
    settled = {
        s.rule
        for s in Settlement.objects.filter(
            case=case, submission=case.submission_id, capacity__in=OFFICE
        )
    }
    return [
        finding
        for finding in findings_of(case.submission)
        if finding["outcome"] in ("unproven", "not_met") and finding["rule"] not in settled
    ]


def nothing_unsettled(case, today: date) -> str | None:
    """domain.md §6.6: nothing 需人工核实 reaches the committee undecided."""
    left = open_findings(case)
    if left:
        return f"还有{len(left)}项需核实没有结论：{'、'.join(f['title'] for f in left)}。"
    last = {}
    for settlement in case.settlements.filter(submission=case.submission_id, capacity__in=OFFICE):
        last[settlement.rule] = settlement.outcome
    if Settlement.Outcome.NOT_MET in last.values():
        return "有一项核实为不符合，应作“审核不符合”处理。"
    return None


# --- the committee and after ----------------------------------------------------------------------
def counted(case, today: date) -> str | None:
    """A result needs a count of the meeting the case is on."""
    if Tally.objects.filter(case=case, meeting=case.meeting_id).exists():
        return None
    return "还没有计票。"


def has_confirmation(case, today: date) -> str | None:
    """A case that comes later is confirmed after its meeting's results were."""
    return None if case.meeting.confirmation_number else "这次评审会的结果还没有核准。"


def recheck_is_open(case, today: date) -> str | None:
    """40号令 27; the term counts working days from the day after the result was made public."""
    last = notices.recheck_last_day(case)
    if last is None:
        return "评审结果还没有公布。"
    if today > last:
        return f"申请复查到{notices.month_day(last)}，已经过了。仍有意见的，请走咨询投诉。"
    return None


def heard(case, today: date) -> str | None:
    """Nobody loses a qualification unheard: facts, 告知 and the person's own say are on record."""
    if Revocation.objects.filter(case=case, decided_at=None).exists():
        return None
    return "还没有登记查实的事实、告知和当事人的陈述申辩，由受理员或评委会秘书先登记。"
