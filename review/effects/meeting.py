from review import minutes, notices, paper_vote, wording
from review.ballots import BrokenBallot, WrongPassphrase, new_key, open_sealed, unwrap
from review.engine import Refused
from review.models import (
    Attendance,
    PaperCount,
    PrivateNote,
    Recusal,
    SealedBallot,
    Tally,
)
from review.states import CaseState, NoticeKind
from review.votes import Count


def make_key(meeting, move):
    """The meeting's key exists from now to the close, wrapped by both passphrases."""
    meeting.public_key, meeting.wrapped_key = new_key(
        move.data["chair_passphrase"], move.data["teller_passphrase"]
    )
    meeting.save(update_fields=["public_key", "wrapped_key"])


def count_ballots(meeting, move):
    """Open everything, count, write the minutes, delete what was sealed, forget the key: all or
    nothing.
    """
    key = _private_key(meeting, move)
    counts = paper_vote.opened(meeting, key) if meeting.paper else _electronic(meeting, key)
    for case, count in counts:
        _write(meeting, case, count)
    minutes.freeze(meeting, move.now)
    SealedBallot.objects.filter(attendance__meeting=meeting).delete()
    PaperCount.objects.filter(meeting=meeting).delete()
    PrivateNote.objects.filter(attendance__meeting=meeting).delete()
    Attendance.objects.filter(meeting=meeting).update(code_index="", reading_index="")
    meeting.public_key, meeting.wrapped_key = "", None
    meeting.save(update_fields=["public_key", "wrapped_key"])


def _electronic(meeting, key):
    """(case, `Count`) of the sealed ballots."""
    there = list(Attendance.objects.filter(meeting=meeting).exclude(signed_in_at=None))
    size = meeting.attendances.count()
    sealed = list(SealedBallot.objects.filter(attendance__meeting=meeting))
    seats = {seat.pk for seat in there}
    recused = set(
        Recusal.objects.filter(attendance__in=there).values_list("attendance_id", "case_id")
    )
    if len(sealed) != sum(1 for b in sealed if b.attendance_id in seats):
        raise Refused("票箱里有没有签到的人的票，会议已停止，请监票人到场。")
    for case in meeting.cases.order_by("pk"):
        choices = [
            _open(ballot, key, meeting)
            for ballot in sealed
            if ballot.case_id == case.pk and (ballot.attendance_id, case.pk) not in recused
        ]
        left_out = sum(1 for seat, subject in recused if subject == case.pk)
        yes, no = choices.count("yes"), choices.count("no")
        abstain = len(there) - left_out - yes - no
        yield case, Count(size, len(there), left_out, yes, no, abstain)


def _private_key(meeting, move):
    try:
        return unwrap(
            meeting.wrapped_key, move.data["chair_passphrase"], move.data["teller_passphrase"]
        )
    except WrongPassphrase as error:
        raise Refused("主任委员口令或监票人口令不对，票没有打开。") from error


def _open(ballot, key, meeting):
    try:
        return open_sealed(
            ballot.sealed,
            key,
            meeting=meeting.pk,
            attendance=ballot.attendance_id,
            case=ballot.case_id,
        )
    except BrokenBallot as error:
        raise Refused("有一张票被改动过，会议已停止，请监票人到场。") from error


def _write(meeting, case, count):
    Tally.objects.create(
        meeting=meeting,
        case=case,
        size=count.size,
        present=count.present,
        recused=count.recused,
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
        invalid=count.invalid,
        passed=count.passed,
        needs_remark=count.needs_remark,
    )


def post_result(meeting, move):
    """结果公示: the names of those who passed, and nothing else (40号令 26, D17)."""
    passed = [
        case
        for case in meeting.cases.order_by("application__number")
        if case.state == CaseState.PASSED
    ]
    move.data["notice"] = notices.post(
        kind=NoticeKind.RESULT,
        round=meeting.round,
        meeting=meeting,
        text=wording.notice_text(
            NoticeKind.RESULT,
            round=meeting.round,
            unit=None,
            names=[case.name for case in passed],
            period=notices.period(meeting.round, NoticeKind.RESULT, move.now),
            phone=move.data["phone"],
        ),
        content=[wording.publishable_result(case) for case in passed],
        places=move.data["places"],
        phone=move.data["phone"],
        posted_at=move.now,
        by=move.user,
    )


def register_result(meeting, move):
    notice = meeting.notices.filter(kind=NoticeKind.RESULT, stopped_at=None).first()
    notice.registered_at = move.now
    notice.registered_by = move.user
    notice.save(update_fields=["registered_at", "registered_by"])


def write_confirmation(meeting, move):
    """人社局 confirms the results by number and date (40号令 26)."""
    meeting.confirmation_number = move.data["confirmation_number"]
    meeting.confirmed_on = move.data["confirmed_on"]
    meeting.save(update_fields=["confirmation_number", "confirmed_on"])
