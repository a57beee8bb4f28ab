"""The home page: in five seconds, is it open, until when, and where to go."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.urls import reverse

from applications.models import Round
from applications.phases import Phase, standing
from components.calendars import calendar_month, countdown, left_words
from components.shapes import Countdown, Offer, StepState, TrailStep
from components.words import day_words, span_words
from eligibility import Calendar

from .models import Case, Certificate, Meeting, Notice
from .publicity import Posted
from .states import CaseState, MeetingState, NoticeKind

# With the bureau or the committee: while such a case is there, the year is not over.
UNDER_WAY = (
    CaseState.DELIVERED,
    CaseState.REFUSAL_PROPOSED,
    CaseState.CORRECTION,
    CaseState.ACCEPTED,
    CaseState.IN_REVIEW,
    CaseState.PASSED,
    CaseState.RECHECK,
    CaseState.RESULT_NOTICE,
    CaseState.RESULT_OBJECTION,
    CaseState.PENDING_CONFIRMATION,
)
ANNOUNCED = (
    MeetingState.ANNOUNCED,
    MeetingState.PUBLICISED,
    MeetingState.CLEARED,
    MeetingState.CONFIRMED,
    MeetingState.ARCHIVED,
)


AFTER_CLOSING = (
    "已报送的材料由303室受理、评委会评审，评审结果在“公示公告”栏公示。"
    "办到哪一步，凭申报编号和查询码查询。"
)
WHILE_PUBLICISED = "公示期内，任何人对评审结果有异议的都可以提出，可以实名，也可以不具名。"
KEPT = "home-page"
A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Front:
    """The band at the top: heading, what to press first and second, the card at the right.

    `heading` is cut where a narrow screen may break it; `lead` is the sentence under it, "" while
    the year's files are taken in.
    """

    heading: tuple[str, ...]
    lead: str
    first: Offer
    second: Offer | None
    countdown: Countdown | None
    filling: bool


def result_of(round: Round, running: list[Posted]) -> Posted | None:
    """The running publicity of the round's results, if there is one."""
    kind = NoticeKind.RESULT
    of_round = (one for one in running if one.notice.round_id == round.pk)
    return next((one for one in of_round if one.notice.kind == kind), None)


def front(round: Round, *, now: datetime, calendar: Calendar, result: Posted | None) -> Front:
    """The band for the phase the year is in. Never asks for what cannot be done on the day."""
    today = now.date()
    if result:
        return _publicity(result, today, calendar)
    stands = standing(round, today, calendar)
    check = Offer("先测资格，约3分钟", reverse("check:start"), primary=True)
    sign_in = Offer("登录填报", reverse("landing"))
    closes = round.acceptance_closes
    left = "今天截止" if today == closes else left_words(closes, today=today, calendar=calendar)
    headings = {
        Phase.BEFORE: (f"{round.year}年度评审", f"{day_words(round.acceptance_opens)}开始受理"),
        Phase.OPEN: (f"{round.year}年度工程系列", "初级职称评审正在受理"),
        Phase.LAST: (f"{round.year}年度评审正在受理，", left),
        Phase.CLOSED: (f"{round.year}年度报送已截止",),
    }
    month = calendar_month(
        round.acceptance_opens, round.acceptance_closes, today=today, calendar=calendar
    )
    card = countdown(
        "距单位报送截止",
        round.acceptance_closes,
        today=today,
        calendar=calendar,
        month=month,
        foot="单位还要做三次公示。请问清本单位的内部交表时间，通常早于上面的日期。",
    )
    if stands.phase is Phase.CLOSED:
        progress = Offer("查办件进度", reverse("progress"), primary=True)
        card = Countdown(card.label, card.value, card.unit, card.note)
        offer = Offer("登录", reverse("landing"))
        return Front(headings[Phase.CLOSED], AFTER_CLOSING, progress, offer, card, False)
    return Front(headings[stands.phase], "", check, sign_in, card, True)


def _publicity(result: Posted, today, calendar: Calendar) -> Front:
    url = reverse("notice", args=[result.notice.code])
    card = countdown(
        "距结果公示期满",
        result.last_day,
        today=today,
        calendar=calendar,
        month=calendar_month(
            result.notice.first_day, result.last_day, today=today, calendar=calendar, what="公示期"
        ),
    )
    return Front(
        ("评审结果正在公示，", result.left),
        WHILE_PUBLICISED,
        Offer("看结果公示", url, primary=True),
        Offer("对公示提出异议", reverse("objection-new", args=[result.notice.code])),
        card,
        False,
    )


def is_finished(round: Round, today) -> bool:
    """The year is over and nothing of the round is still with the bureau or the committee."""
    if today.year <= round.year:
        return False
    return not Case.objects.filter(application__round=round, state__in=UNDER_WAY).exists()


def cycle(round: Round, today, result: Posted | None) -> list[TrailStep]:
    """The six steps of the year with their dates; several may go on at once."""
    meetings = set(Meeting.objects.filter(round=round).values_list("state", flat=True))
    announced = bool(meetings & set(ANNOUNCED))
    posted = Notice.objects.filter(round=round, kind=NoticeKind.RESULT, stopped_at=None).exists()
    awarded = Certificate.objects.filter(case__application__round=round).exists()
    closed = today > round.acceptance_closes
    in_session = bool(
        meetings & {MeetingState.SIGNING_IN, MeetingState.VOTING, MeetingState.COUNTED}
    )

    def state(done: bool, now: bool) -> StepState:
        return StepState.DONE if done else StepState.NOW if now else StepState.NEXT

    window = span_words(round.acceptance_opens, round.acceptance_closes)
    meeting_on = day_words(round.meeting_on, round.year) if round.meeting_on else "时间另行通知"
    return [
        TrailStep("印发通知", day_words(round.notice_date), StepState.DONE),
        TrailStep(
            "填报与单位推荐", "民主评议、三次公示", state(closed, today >= round.filling_opens)
        ),
        TrailStep(
            "主管部门审核、303室受理", window, state(announced, today >= round.acceptance_opens)
        ),
        TrailStep("评委会评审", meeting_on, state(announced, in_session)),
        TrailStep(
            "评审结果公示",
            result.span if result else "评审会后",
            state(posted and result is None, result is not None),
        ),
        TrailStep("发文、领证", "公示期满后", state(awarded, posted and result is None)),
    ]


def keep(page: bytes) -> None:
    """Remember the page as a stranger sees it, for the day the database does not answer."""
    cache.set(KEPT, page, A_DAY)


def kept() -> bytes | None:
    """The page as last shown, at most a day old."""
    return cache.get(KEPT)
