"""The committee's desk: meetings from planning to archive, for secretary, chair and 人社局."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.roles import Role
from applications.queries import current_round
from review import paper_vote, records
from review.buttons import buttons
from review.engine import Refused
from review.forms.committee import AgendaForm, MeetingForm, RecusalForm
from review.issued import document_links
from review.labels import case_tag
from review.models import Attendance
from review.queries import committee as read
from review.queries import visible_meetings
from review.queries.awards import results_road
from review.states import MeetingState

STAFF = (Role.SECRETARY, Role.CHAIR, Role.MEMBER, Role.TELLER)


@access(*STAFF)
def home(request):
    """评审会议: what waits for the acting person, then all meetings."""
    waiting = [
        (case, case_tag(case, request.acting.role)) for case in read.waiting_cases(request.acting)
    ]
    meetings = [(m, read.meeting_tag(m)) for m in read.meetings_of(request.acting)]
    context = {
        "waiting": waiting,
        "meetings": meetings,
        "to_count": paper_vote.to_count(request.acting),
    }
    return render(request, "review/committee/home.html", context)


@access(Role.HRSS)
def confirmations(request):
    """待核准名单: meetings whose results have been publicised, those to confirm first."""
    meetings = [(m, read.meeting_tag(m)) for m in read.meetings_to_confirm(request.acting)]
    waiting = [
        (case, case_tag(case, request.acting.role)) for case in read.waiting_cases(request.acting)
    ]
    context = {"meetings": meetings, "waiting": waiting}
    return render(request, "review/committee/confirmations.html", context)


@access(Role.SECRETARY)
def plan(request):
    """A new meeting; every member whose term covers its day is seated."""
    posted = request.method == "POST"
    form = MeetingForm(request.POST if posted else None, earliest=request.today)
    if posted and form.is_valid():
        meeting = records.plan_meeting(
            acting=request.acting, round=current_round(request.today), **form.cleaned_data
        )
        return redirect("review:meeting", pk=meeting.pk)
    return render(request, "review/committee/plan.html", {"form": form})


@access(*STAFF, Role.HRSS)
def meeting(request, pk):
    """One meeting: what stands now, and the steps on offer."""
    return _meeting_page(request, _meeting(request, pk))


def _meeting(request, pk):
    return get_object_or_404(visible_meetings(request.acting), pk=pk)


def _meeting_page(request, meeting, *, recusal_form=None, refusal=(), code=None, status=200):
    context = {
        "meeting": meeting,
        "tag": read.meeting_tag(meeting),
        "buttons": buttons(meeting, request.acting, request.today),
        "road": results_road(meeting, meeting.events.all(), read.result_notice(meeting)),
        "turnout": read.turnout(meeting),
        "seats": read.seats(meeting),
        "agenda": [(c, case_tag(c, request.acting.role)) for c in read.agenda(meeting)],
        "readable": read.readable(meeting, request.acting),
        "recusals": read.recusals(meeting),
        "suggested": read.suggested_recusals(meeting),
        "tallies": read.tally_lines(meeting),
        "recusal_form": recusal_form or RecusalForm(meeting=meeting),
        "agenda_form": _agenda_form(meeting),
        "events": meeting.events.all(),
        "links": [
            link
            for subject in (meeting, read.result_notice(meeting))
            if subject
            for link in document_links(subject, request.acting)
        ],
        "refusal": refusal,
        "code": code,
        **_open_to(request.acting, meeting),
    }
    return render(request, "review/committee/meeting.html", context, status=status)


def _open_to(acting, meeting) -> dict:
    """Which of the secretary's small forms the meeting's state leaves open."""
    state = meeting.state if acting.role == Role.SECRETARY else None
    early = (MeetingState.PREPARING, MeetingState.SIGNING_IN)
    return {
        "planning": state == MeetingState.PREPARING,
        "recusing": state in early,
        "seating": state in (early if meeting.paper else (*early, MeetingState.VOTING)),
    }


def _agenda_form(meeting, data=None):
    return AgendaForm(
        data,
        candidates=read.candidates(meeting),
        initial={"people": [case.pk for case in meeting.cases.all()]},
    )


@require_POST
@access(Role.SECRETARY)
def agenda(request, pk):
    """Set who is voted on."""
    meeting = _meeting(request, pk)
    form = _agenda_form(meeting, request.POST)
    if not form.is_valid():
        return _meeting_page(request, meeting, refusal=("请在名单里选择。",), status=422)
    try:
        records.set_agenda(
            meeting, acting=request.acting, cases={c.pk for c in form.cleaned_data["people"]}
        )
    except Refused as error:
        return _meeting_page(request, meeting, refusal=error.reasons, status=409)
    messages.success(request, "已保存评审对象。")
    return redirect("review:meeting", pk=pk)


@require_POST
@access(Role.SECRETARY)
def unseat(request, pk, seat):
    """Take a member off this meeting's list."""
    return _with_seat(request, pk, seat, records.unseat, "已移出名单。")


@require_POST
@access(Role.SECRETARY)
def sign_in(request, pk, seat):
    """签到: show the one-time code once, to be handed over at the table."""
    meeting = _meeting(request, pk)
    place = get_object_or_404(Attendance, pk=seat, meeting=meeting)
    try:
        code = records.sign_in(place, acting=request.acting, now=request.now)
    except Refused as error:
        return _meeting_page(request, meeting, refusal=error.reasons, status=409)
    if not code:
        messages.success(request, f"{place.member.name}已签到。")
        return redirect("review:meeting", pk=pk)
    return _meeting_page(request, meeting, code=(place.member.name, code))


@require_POST
@access(Role.SECRETARY)
def recuse(request, pk):
    """回避, before the vote opens: one, or all that the records call for."""
    meeting = _meeting(request, pk)
    if "computed" in request.POST:
        return _recuse_computed(request, meeting)
    form = RecusalForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _meeting_page(request, meeting, recusal_form=form, status=422)
    try:
        records.recuse(
            form.cleaned_data["seat"],
            form.cleaned_data["case"],
            acting=request.acting,
            now=request.now,
            reason=form.cleaned_data["reason"],
        )
    except Refused as error:
        return _meeting_page(request, meeting, refusal=error.reasons, status=409)
    messages.success(request, "已登记回避。")
    return redirect("review:meeting", pk=pk)


def _recuse_computed(request, meeting):
    try:
        added = records.recuse_conflicts(meeting, acting=request.acting, now=request.now)
    except Refused as error:
        return _meeting_page(request, meeting, refusal=error.reasons, status=409)
    messages.success(request, f"已登记回避{added}项。")
    return redirect("review:meeting", pk=meeting.pk)


def _with_seat(request, pk, seat, write, done):
    meeting = _meeting(request, pk)
    place = get_object_or_404(Attendance, pk=seat, meeting=meeting)
    try:
        write(place, acting=request.acting)
    except Refused as error:
        return _meeting_page(request, meeting, refusal=error.reasons, status=409)
    messages.success(request, done)
    return redirect("review:meeting", pk=pk)
