"""The ballot on a member's phone: the one-time code is the key, nothing is shown afterwards."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.access import PUBLIC, access
from accounts.limits import Limit
from components.shapes import BallotLine
from review import records
from review.engine import Refused
from review.forms.committee import BallotForm, CodeForm
from review.models import Attendance
from review.queries.committee import turnout
from review.states import MeetingState

SEAT = "ballot_seat_and_code"
CODES = Limit("ballot-code", 60)  # the whole room may share one address
WAIT = "输错的次数太多。请15分钟后再试，或告诉秘书"


@never_cache
@access(PUBLIC)
def enter(request):
    """Type the code handed out at the sign-in table."""
    posted = request.method == "POST"
    form = CodeForm(request.POST if posted else None)
    if posted and form.is_valid():
        seat = None if CODES.reached(request) else records.seat_of_code(form.cleaned_data["code"])
        if seat is not None:
            request.session.cycle_key()
            request.session[SEAT] = [seat.pk, seat.code_index]
            return redirect("review:ballot")
        form.add_error("code", _why_not(request))
    return render(request, "review/vote/enter.html", {"form": form})


def _why_not(request) -> str:
    """Count one more wrong code, or say that there were too many: nobody guesses eight digits."""
    if CODES.reached(request):
        return WAIT
    CODES.count(request)
    return "表决码不对，或投票已经结束。请照签到时领的码填写"


@never_cache
@access(PUBLIC)
def ballot(request):
    """Choose, look once more, cast; each page comes from where the meeting stands."""
    seat = _seat(request)
    if seat is None:
        return redirect("review:vote")
    if seat.meeting.state != MeetingState.VOTING or seat.meeting.paper:
        return _waiting(request, seat)
    if seat.ballots.exists():
        return _done(request)
    paper = list(records.ballot_paper(seat))
    form = BallotForm(request.POST if request.method == "POST" else None, paper=paper)
    if request.method == "POST" and not form.missing():
        return _check_or_cast(request, seat, form)
    return _paper(request, seat, form)


def _seat(request):
    """The seat whose code was typed; a code given out anew ends what the old one had opened."""
    pk, code = request.session.get(SEAT, (None, ""))
    seat = (
        Attendance.objects.filter(pk=pk)
        .exclude(signed_in_at=None)
        .select_related("meeting", "member")
        .first()
    )
    return seat if seat and seat.code_index in ("", code) else None


def _waiting(request, seat):
    ended = seat.meeting.state not in (MeetingState.PREPARING, MeetingState.SIGNING_IN)
    if ended:
        request.session.pop(SEAT, None)
    return render(request, "review/vote/wait.html", {"ended": ended})


def _done(request):
    request.session.pop(SEAT, None)
    return render(request, "review/vote/done.html")


def _check_or_cast(request, seat, form):
    if request.POST.get("step") != "cast":
        return render(request, "review/vote/check.html", _chosen(form))
    try:
        records.cast(seat, choices=form.choices())
    except Refused as error:
        return _paper(request, seat, form, refusal=error.reasons, status=409)
    return _done(request)


def _chosen(form) -> dict:
    """What was chosen, and as many blanks as make the page one length whatever that is."""
    words, choices = dict(form.WORDS), form.choices()
    sizes = {value: len(f"{value}{word}".encode()) for value, word in form.WORDS}
    return {
        "chosen": [(case, words[choices[case.pk]]) for case in form.paper],
        "choices": choices,
        "blanks": " " * sum(max(sizes.values()) - sizes[value] for value in choices.values()),
    }


def _paper(request, seat, form, *, refusal=(), status=200):
    missing = form.missing() if form.is_bound else []
    choices = form.choices() if form.is_bound else {}
    lines = [
        BallotLine(
            name=f"case_{case.pk}",
            number=number,
            person=case.name,
            facts=_facts(case),
            choice=choices.get(case.pk, ""),
            choices=form.WORDS,
            error="请选择同意或不同意" if case in missing else "",
        )
        for number, case in enumerate(form.paper, 1)
    ]
    context = {
        "meeting": seat.meeting,
        "turnout": turnout(seat.meeting),
        "lines": lines,
        "missing": missing,
        "recused": seat.recusals.select_related("case__application__applicant"),
        "refusal": refusal,
    }
    return render(request, "review/vote/ballot.html", context, status=422 if missing else status)


def _facts(case) -> str:
    content = case.submission.content
    schools = content["education"]["schools"]
    applied = next((school for school in schools if school["highest"]), schools[-1])
    return f"{content['title']['specialty']}，{applied['level']}，{case.unit.name}"
