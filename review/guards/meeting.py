from datetime import date, timedelta

from review import notices
from review.models import CommitteeMember, SealedBallot
from review.paper_vote import TELLERS
from review.recusing import OWN, conflicts
from review.states import CaseState, NoticeKind
from review.votes import is_quorate, quorum


def when_votes_missing(meeting) -> bool:
    """Closing before everybody has voted must be explained; what is missing counts as 弃权.

    On paper the tellers account for every ballot.
    """
    return not meeting.paper and ballots_expected(meeting) != ballots_cast(meeting)


def present(meeting) -> int:
    return meeting.attendances.exclude(signed_in_at=None).count()


def ballots_expected(meeting) -> int:
    """One ballot for each member present and each case, less the recusals (D18)."""
    there = meeting.attendances.exclude(signed_in_at=None)
    recusals = sum(a.recusals.filter(case__meeting=meeting).count() for a in there)
    return there.count() * meeting.cases.count() - recusals


def ballots_cast(meeting) -> int:
    return SealedBallot.objects.filter(attendance__meeting=meeting).count()


def members_named(meeting, today: date) -> str | None:
    """40号令 9: the committee is odd, and somebody can preside."""
    seats = meeting.attendances.select_related("member")
    size = len(seats)
    if size < 3 or size % 2 == 0:
        return f"评委会现有{size}人，应为3人以上的单数。"
    if not any(seat.member.position != CommitteeMember.Position.MEMBER for seat in seats):
        return "名单里没有主任委员或副主任委员。"
    return None


def agenda_named(meeting, today: date) -> str | None:
    """Somebody is to be reviewed, and everybody on the list is ready for it."""
    if not meeting.cases.exists():
        return "还没有列入评审对象。"
    if meeting.cases.exclude(state=CaseState.IN_REVIEW).exists():
        return "有评审对象不在“待评审”状态。"
    return None


def held_today(meeting, today: date) -> str | None:
    """The meeting takes place on its day."""
    if today < meeting.held_on:
        return f"评审会定在{notices.month_day(meeting.held_on)}。"
    return None


def quorum_present(meeting, today: date) -> str | None:
    """40号令 19: at least two thirds of the committee is present."""
    size, there = meeting.attendances.count(), present(meeting)
    if not is_quorate(there, size):
        return (
            f"实到{there}人，应到{size}人，出席下限{quorum(size)}人，还差{quorum(size) - there}人。"
        )
    return None


def somebody_presides(meeting, today: date) -> str | None:
    """40号令 19: the chair or a vice-chair presides."""
    presiding = meeting.attendances.exclude(signed_in_at=None).exclude(
        member__position=CommitteeMember.Position.MEMBER
    )
    return None if presiding.exists() else "主任委员、副主任委员都没有签到。"


def everyone_has_voters(meeting, today: date) -> str | None:
    """Nobody can be voted on by fewer than three members once recusals are taken off."""
    there = present(meeting)
    for case in meeting.cases.all():
        recused = case.recusals.filter(
            attendance__meeting=meeting, attendance__signed_in_at__isnull=False
        ).count()
        if there - recused < 3:
            return f"{case.name}除去回避只剩{there - recused}人可以表决。"
    return None


def nobody_votes_on_themself(meeting, today: date) -> str | None:
    """40号令 25: whoever is on the list has no vote on their own file."""
    seats = {s.member: s.pk for s in meeting.attendances.select_related("member")}
    done = set(meeting.attendances.values_list("pk", "recusals__case"))
    for member, case, why in conflicts(meeting, seats):
        if why == OWN and (seats[member], case.pk) not in done:
            return f"评委{member.name}是评审对象本人，还没有登记回避。"
    return None


def both_tellers_counted(meeting, today: date) -> str | None:
    """Paper ballots are counted by two tellers, each for themself."""
    missing = TELLERS - meeting.paper_counts.count()
    if meeting.paper and missing:
        return f"还差{missing}位监票人录入点票结果。"
    return None


def tallies_complete(meeting, today: date) -> str | None:
    """Each person on the list has been counted."""
    if meeting.tallies.count() == meeting.cases.count():
        return None
    return "还有评审对象没有计票。"


def someone_passed(meeting, today: date) -> str | None:
    """There is a result to publicise."""
    if meeting.cases.filter(state=CaseState.PASSED).exists():
        return None
    return "这次评审会没有评审通过的人员。"


def nobody_passed(meeting, today: date) -> str | None:
    """A meeting nobody passed goes straight to the archive."""
    if meeting.cases.filter(state=CaseState.PASSED).exists():
        return "有评审通过的人员，应先公示结果。"
    return None


def result_over(meeting, today: date) -> str | None:
    """40号令 26: the result publicity has run at least its full working days."""
    notice = meeting.notices.filter(kind=NoticeKind.RESULT, stopped_at=None).first()
    if notice is None:
        return "还没有发布结果公示。"
    last = notices.last_day(notice)
    if today <= last:
        return (
            f"结果公示须满{notice.working_days}个工作日，公示到{notices.month_day(last)}，"
            f"{notices.month_day(last + timedelta(days=1))}起才能登记。"
        )
    return None


def someone_to_clear(meeting, today: date) -> str | None:
    """Somebody's result publicity is still to be registered."""
    if meeting.cases.filter(state=CaseState.RESULT_NOTICE).exists():
        return None
    return "没有正在公示结果的人员。"


def everyone_has_ended(meeting, today: date) -> str | None:
    """Only a meeting whose people have all been confirmed, ended or archived is archived."""
    open_states = {
        CaseState.RESULT_NOTICE,
        CaseState.RESULT_OBJECTION,
        CaseState.PENDING_CONFIRMATION,
        CaseState.RECHECK,
    }
    left = meeting.cases.filter(state__in=open_states).count()
    return f"还有{left}人没有办结。" if left else None
