"""What people put beside a case without moving it: originals seen, findings settled, checklist
marks, objections, the committee's seats and ballots. Each writer says who and when.
"""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.secrets import blind_index
from applications import uploads

from . import actors, ballots, claims, notices, pool, telling
from .checklist import BY_KEY
from .engine import Refused
from .findings import findings_of
from .models import (
    Attendance,
    Case,
    CommitteeMember,
    Meeting,
    Objection,
    ObjectionFile,
    OriginalCheck,
    Package,
    Recusal,
    ReviewMark,
    SealedBallot,
    Settlement,
)
from .recusing import conflicts
from .states import Actor, CaseState, MeetingState, PackageState


def _demand(acting, subject, states, *allowed: Actor):
    """`acting` must be one of `allowed` for `subject`, and the subject in one of `states`."""
    model = type(subject)
    if not any(
        model.objects.filter(actors.scope(actor, acting, model), pk=subject.pk).exists()
        for actor in allowed
    ):
        raise PermissionDenied
    state = model.objects.values_list("state", flat=True).get(pk=subject.pk)
    if state not in states:
        raise Refused(f"“{model(state=state).get_state_display()}”状态下不能再改。")


# --- the unit --------------------------------------------------------------------------------
@transaction.atomic
def check_original(case, *, acting, now, item, agrees, remark="") -> OriginalCheck:
    """单位人事 saw an original (D22). What does not agree must be explained."""
    _demand(acting, case, {CaseState.UNIT_REVIEW}, Actor.UNIT)
    if not agrees and not remark.strip():
        raise Refused("请写明与原件哪里不一致。")
    return OriginalCheck.objects.create(
        case=case,
        submission=case.submission,
        item=item,
        agrees=agrees,
        remark=remark.strip(),
        by=acting.user,
        at=now,
    )


@transaction.atomic
def check_originals(case, *, acting, now, checks) -> list[OriginalCheck]:
    """Several originals of one person at once: `checks` are (item, agrees, remark); all or none."""
    return [
        check_original(case, acting=acting, now=now, item=item, agrees=agrees, remark=remark)
        for item, agrees, remark in checks
    ]


_SETTLE_STATES = {
    Actor.UNIT: {CaseState.UNIT_REVIEW},
    Actor.DEPARTMENT: {CaseState.DEPARTMENT_REVIEW},
    Actor.CLERK: {CaseState.DELIVERED, CaseState.ACCEPTED},
    Actor.LEAD: {CaseState.DELIVERED, CaseState.ACCEPTED},
    Actor.SECRETARY: {CaseState.ACCEPTED},
}


@transaction.atomic
def settle(case, *, acting, now, rule, outcome, reason, basis) -> Settlement:
    """A person settles a finding the machine left open (domain.md §6.6), beside the verdict."""
    actor = actors.ACTOR_OF.get(acting.role)
    if actor not in _SETTLE_STATES:
        raise PermissionDenied
    _demand(acting, case, _SETTLE_STATES[actor], actor)
    open_rules = {f["rule"] for f in findings_of(case.submission) if f["outcome"] != "met"}
    if rule not in open_rules:
        raise Refused("这一项系统已核为符合，不用另作结论。")
    if not reason.strip() or not basis.strip():
        raise Refused("请写明核实的理由和依据。")
    if actor is Actor.CLERK and case.state == CaseState.DELIVERED:
        claims.hold(case, acting.user, now)
    return Settlement.objects.create(
        case=case,
        submission=case.submission,
        rule=rule,
        outcome=outcome,
        reason=reason.strip(),
        basis=basis.strip(),
        capacity=actor,
        by=acting.user,
        at=now,
    )


# --- objections ------------------------------------------------------------------------------
@transaction.atomic
def file_objection(
    notice, *, now, content, cases=(), name="", phone="", files=()
) -> list[Objection]:
    """异议 from anyone while the notice runs (days inclusive); one row for each person named.

    `files` are what the upload gate let in (`uploads.Checked`); each person's row has them all.
    """
    today = now.date()
    if notice.stopped_at or notice.posted_at > now or notices.is_over(notice, today):
        raise Refused("这次公示已经期满。期满后反映情况请走咨询投诉。")
    covered = set(notice.entries.values_list("case_id", flat=True))
    wanted = set(cases)
    if not wanted <= covered or (covered and not wanted):
        raise Refused("请选择反映的对象。")
    code = secrets.token_hex(4)
    filed = [
        Objection.objects.create(
            notice=notice,
            case_id=pk,
            receipt=f"YY{today.year}-{secrets.randbelow(10**8):08d}",
            query_code=code,
            content=content,
            name=name,
            phone=phone,
            filed_at=now,
        )
        for pk in (sorted(wanted) or [None])
    ]
    for checked in files:
        path = uploads.store(checked)
        ObjectionFile.objects.bulk_create(
            ObjectionFile(
                objection=objection,
                sha256=checked.sha256,
                path=path,
                name=checked.name,
                content_type=checked.content_type,
            )
            for objection in filed
        )
    telling.tell_objection(notice, filed, now=now)
    return filed


def objection_of(receipt: str, code: str) -> Objection | None:
    """The objection with this number and query code (查询码); None when the pair is wrong."""
    return Objection.objects.filter(receipt=receipt, query_code=code).first()


@transaction.atomic
def conclude_objection(objection, *, acting, now, conclusion, finding) -> Objection:
    """核查结论 by the unit, or by the secretary for a result notice; written once."""
    _demand_handler(objection, acting)
    if not finding.strip():
        raise Refused("请写明核查情况。")
    written = Objection.objects.filter(pk=objection.pk, conclusion="").update(
        conclusion=conclusion,
        finding=finding.strip(),
        concluded_at=now,
        concluded_by=acting.user,
    )
    if not written:
        raise Refused("这条异议已经有结论。")
    objection.refresh_from_db()
    return objection


def _demand_handler(objection, acting):
    if objection.case_id:
        handler = Actor.SECRETARY if objection.notice.meeting_id else Actor.UNIT
        _demand(acting, objection.case, frozenset(CaseState), handler)
        return
    package = Package.objects.filter(unit=objection.notice.unit, round=objection.notice.round)
    if not package.filter(actors.scope(Actor.UNIT, acting, Package)).exists():
        raise PermissionDenied


def objections_for(acting):
    """The objections `acting` handles: the unit its own notices', the secretary the results'.

    The lead, who decides on a result that was found wrong, reads those too. Nobody reads what was
    said against them.
    """
    others = Objection.objects.exclude(case__application__applicant=acting.user)
    actor = actors.ACTOR_OF.get(acting.role)
    if actor is Actor.UNIT:
        return others.filter(notice__unit=acting.organisation)
    if actor in (Actor.SECRETARY, Actor.LEAD):
        return others.filter(notice__meeting__isnull=False)
    return Objection.objects.none()


# --- room 303 --------------------------------------------------------------------------------
@transaction.atomic
def mark(subject, *, acting, now, marks: dict[str, tuple[bool, str]]) -> None:
    """The clerk's 符合 or 不符合 for items of the checklist: {key: (passed, sentence)}.

    A person's file is held by whoever marks it (`claims`); refused while another clerk is at it.
    """
    if isinstance(subject, Case):
        _demand(acting, subject, {CaseState.DELIVERED}, Actor.CLERK)
        claims.hold(subject, acting.user, now)
        place = {"case": subject, "submission": subject.submission}
    else:
        _demand(acting, subject, {PackageState.RECEIVED, PackageState.PARTLY_ACCEPTED}, Actor.CLERK)
        place = {"package": subject}
    for key, (passed, sentence) in marks.items():
        if not passed and not (sentence.strip() or BY_KEY[key].sentence):
            raise Refused(f"“{BY_KEY[key].title}”不符合，请写明告知单位和申报人的话。")
        ReviewMark.objects.create(
            **place,
            item=key,
            passed=passed,
            sentence="" if passed else sentence.strip() or BY_KEY[key].sentence,
            by=acting.user,
            at=now,
        )


# --- the committee ---------------------------------------------------------------------------
@transaction.atomic
def plan_meeting(*, acting, round, title, held_on, place) -> Meeting:
    """The secretary plans a meeting and seats every member whose term covers its day."""
    if actors.ACTOR_OF.get(acting.role) is not Actor.SECRETARY:
        raise PermissionDenied
    meeting = Meeting.objects.create(round=round, title=title, held_on=held_on, place=place)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member)
        for member in CommitteeMember.objects.filter(
            term_from__lte=held_on, term_until__gte=held_on
        ).order_by("pk")
    )
    return meeting


@transaction.atomic
def set_agenda(meeting, *, acting, cases: set[int]) -> None:
    """The people this meeting votes on; each must be 待评审 and on no other meeting's list."""
    _demand(acting, meeting, {MeetingState.PREPARING}, Actor.SECRETARY)
    ready = Case.objects.filter(
        Q(meeting=None) | Q(meeting=meeting), pk__in=cases, state=CaseState.IN_REVIEW
    )
    if ready.count() != len(cases):
        raise Refused("所选人员里有人不在“待评审”状态，或已列入别的评审会。")
    Case.objects.filter(meeting=meeting).exclude(pk__in=cases).update(meeting=None)
    Case.objects.filter(pk__in=cases).update(meeting=meeting)


@transaction.atomic
def unseat(attendance, *, acting) -> None:
    """Take a member off this meeting's list before it convenes, so that the number is odd."""
    _demand(acting, attendance.meeting, {MeetingState.PREPARING}, Actor.SECRETARY)
    pool.take_off(attendance)


@transaction.atomic
def sign_in(attendance, *, acting, now) -> str:
    """签到: the member is here; returns the one-time code handed out at the table, shown once.

    No code where the meeting votes on paper.
    """
    _demand(
        acting, attendance.meeting, {MeetingState.SIGNING_IN, MeetingState.VOTING}, Actor.SECRETARY
    )
    meeting = Meeting.objects.select_for_update().get(pk=attendance.meeting_id)
    if meeting.paper and meeting.state == MeetingState.VOTING:
        raise Refused("纸质票已按到会人数发出，投票开始后不能再签到。")
    code = "" if meeting.paper else f"{secrets.randbelow(10**8):08d}"
    attendance.signed_in_at = attendance.signed_in_at or now
    attendance.code_index = blind_index(f"ballot:{code}") if code else ""
    attendance.save(update_fields=["signed_in_at", "code_index"])
    return code


@transaction.atomic
def recuse(attendance, case, *, acting, now, reason) -> Recusal:
    """回避, before the vote opens: afterwards nobody can be kept from a ballot."""
    _demand(
        acting,
        attendance.meeting,
        {MeetingState.PREPARING, MeetingState.SIGNING_IN},
        Actor.SECRETARY,
    )
    if case.meeting_id != attendance.meeting_id:
        raise Refused("这位申报人不在这次评审会的名单里。")
    if not reason.strip():
        raise Refused("请写明回避原因。")
    return Recusal.objects.get_or_create(
        attendance=attendance,
        case=case,
        defaults={"reason": reason.strip(), "recorded_at": now, "recorded_by": acting.user},
    )[0]


@transaction.atomic
def recuse_conflicts(meeting, *, acting, now) -> int:
    """回避 for everybody of whom the records say that they must; how many were added."""
    seats = {seat.member: seat for seat in meeting.attendances.select_related("member")}
    before = Recusal.objects.filter(attendance__meeting=meeting).count()
    for member, case, why in conflicts(meeting, seats):
        recuse(seats[member], case, acting=acting, now=now, reason=why)
    return Recusal.objects.filter(attendance__meeting=meeting).count() - before


def seat_of_code(code: str) -> Attendance | None:
    """The seat a one-time code was handed out for, while its meeting is signing in or voting."""
    return (
        Attendance.objects.filter(
            code_index=blind_index(f"ballot:{code.strip()}"),
            meeting__state__in=[MeetingState.SIGNING_IN, MeetingState.VOTING],
        )
        .select_related("meeting", "member")
        .first()
    )


def ballot_paper(attendance):
    """The people this member votes on: the list less the recusals."""
    return (
        Case.objects.filter(meeting=attendance.meeting_id)
        .exclude(recusals__attendance=attendance)
        .select_related("application__applicant", "application__unit", "submission")
        .order_by("application__number")
    )


@transaction.atomic
def cast(attendance, *, choices: dict[int, str]) -> None:
    """投票: one sealed ballot for each person on the paper, all at once, only once."""
    meeting = Meeting.objects.select_for_update().get(pk=attendance.meeting_id)
    if meeting.state != MeetingState.VOTING or meeting.paper:
        raise Refused("现在不在投票时间。")
    seat = Attendance.objects.get(pk=attendance.pk)
    if seat.signed_in_at is None:
        raise PermissionDenied
    paper = list(ballot_paper(seat))
    missing = [case for case in paper if choices.get(case.pk) not in ballots.CHOICES]
    if missing:
        raise Refused(f"还有{len(missing)}人没有选：{'、'.join(case.name for case in missing)}。")
    if seat.ballots.exists():
        raise Refused("这张票已经投过。")
    try:
        with transaction.atomic():
            SealedBallot.objects.bulk_create(
                SealedBallot(
                    attendance=seat,
                    case=case,
                    sealed=ballots.seal(
                        ballots.Ballot(meeting.pk, seat.pk, case.pk, choices[case.pk]),
                        meeting.public_key,
                    ),
                )
                for case in paper
            )
    except IntegrityError as error:
        raise Refused("这张票已经投过。") from error
