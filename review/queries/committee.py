"""What the committee's pages show. Turnout is a number; who has voted is nobody's to see."""

from dataclasses import dataclass

from django.db.models import Count, Q

from components.shapes import Tag
from review.guards.meeting import ballots_expected, present
from review.models import Attendance, Case, Notice, Recusal, SealedBallot
from review.recusing import conflicts
from review.states import CaseState, MeetingState, NoticeKind
from review.votes import is_quorate, needed, quorum

from . import desk, visible_cases, visible_meetings

TONES = {
    MeetingState.PREPARING: "",
    MeetingState.SIGNING_IN: "amber",
    MeetingState.VOTING: "violet",
    MeetingState.COUNTED: "violet",
    MeetingState.ANNOUNCED: "violet",
    MeetingState.PUBLICISED: "blue",
    MeetingState.CLEARED: "amber",
    MeetingState.CONFIRMED: "green",
    MeetingState.ARCHIVED: "",
}


def meeting_tag(meeting) -> Tag:
    return Tag(meeting.get_state_display(), TONES[MeetingState(meeting.state)])


def meetings_of(acting):
    """The meetings the acting person may see, newest first, with how many people each is about."""
    return visible_meetings(acting).annotate(people=Count("cases")).order_by("-held_on", "-pk")


def waiting_cases(acting):
    """Cases on the desk of the acting person: to be sent to the committee, rechecked, confirmed."""
    return desk(Case, acting).order_by("since")


def candidates(meeting):
    """Who may stand on this meeting's list: 待评审, and on no other list."""
    return (
        Case.objects.filter(
            Q(meeting=None) | Q(meeting=meeting),
            state=CaseState.IN_REVIEW,
            application__round=meeting.round,
        )
        .select_related("application__applicant", "application__unit", "submission")
        .order_by("application__number")
    )


def agenda(meeting):
    return meeting.cases.select_related(
        "application__applicant", "application__unit", "application__specialty", "submission"
    ).order_by("application__number")


def readable(meeting, acting) -> set[int]:
    """The cases on the list whose page the person may open: a settled one may be shut to 人社局."""
    return set(visible_cases(acting).filter(meeting=meeting).values_list("pk", flat=True))


def seats(meeting):
    return meeting.attendances.select_related("member").order_by("pk")


def recusals(meeting):
    return Recusal.objects.filter(attendance__meeting=meeting).select_related(
        "attendance__member", "case__application__applicant"
    )


def suggested_recusals(meeting) -> list[tuple[Attendance, Case, str]]:
    """(seat, case, why) where the records say that a member must stand aside and none has."""
    done = {(r.attendance_id, r.case_id) for r in recusals(meeting)}
    seat_of = {seat.member: seat for seat in seats(meeting)}
    return [
        (seat_of[member], case, why)
        for member, case, why in conflicts(meeting, seat_of)
        if (seat_of[member].pk, case.pk) not in done
    ]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many are there and how many have voted: numbers only.

    On paper, `counted` tellers have handed in their sealed count.
    """

    size: int
    present: int
    voted: int
    expected: int
    cast: int
    paper: bool = False
    counted: int = 0

    @property
    def quorum(self) -> int:
        return quorum(self.size)

    @property
    def quorate(self) -> bool:
        return is_quorate(self.present, self.size)

    @property
    def short(self) -> int:
        return max(0, self.quorum - self.present)

    @property
    def missing(self) -> int:
        return self.present - self.voted


def turnout(meeting) -> Turnout:
    ballots = SealedBallot.objects.filter(attendance__meeting=meeting)
    return Turnout(
        size=meeting.attendances.count(),
        present=present(meeting),
        voted=ballots.values("attendance").distinct().count(),
        expected=ballots_expected(meeting),
        cast=ballots.count(),
        paper=meeting.paper,
        counted=meeting.paper_counts.count() if meeting.paper else 0,
    )


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One person's count as the result sheet shows it."""

    case: Case
    tally: object
    needed: int

    @property
    def word(self) -> str:
        return "通过" if self.tally.passed else "未通过"


def tally_lines(meeting) -> list[TallyLine]:
    tallies = meeting.tallies.select_related(
        "case__application__applicant", "case__application__unit", "case__submission"
    ).order_by("case__application__number")
    return [TallyLine(tally.case, tally, needed(tally.voters)) for tally in tallies]


def result_notice(meeting) -> Notice | None:
    """The 结果公示 of the meeting that stands."""
    return meeting.notices.filter(kind=NoticeKind.RESULT, stopped_at=None).first()


def meetings_to_confirm(acting):
    """For 人社局: meetings whose results are out, those to confirm first."""
    return sorted(
        meetings_of(acting), key=lambda m: (m.state != MeetingState.CLEARED, -m.held_on.toordinal())
    )
