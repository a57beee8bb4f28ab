"""The ballot on a member's phone: the one-time code is the key, nothing is shown afterwards."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts.access import PUBLIC, access
from components.shapes import BallotLine
from review import records
from review.engine import Refused
from review.forms.committee import BallotForm, CodeForm
from review.models import Attendance
from review.queries.committee import turnout
from review.states import MeetingState

SEAT = "ballot_seat"


@never_cache
@access(PUBLIC)
def enter(request):
    """Type the code handed out at the sign-in table."""
    posted = request.method == "POST"
    form = CodeForm(request.POST if posted else None)
    if posted and form.is_valid():
        seat = records.seat_of_code(form.cleaned_data["code"])
        if seat is None:
            form.add_error("code", "表决码不对，或投票已经结束。请照签到时领的码填写")
        else:
            request.session.cycle_key()
            request.session[SEAT] = seat.pk
            return redirect("review:ballot")
    return render(request, "review/vote/enter.html", {"form": form})


@never_cache
@access(PUBLIC)
def ballot(request):
    """Choose, look once more, cast; each page comes from where the meeting stands."""
    seat = _seat(request)
    if seat is None:
        return redirect("review:vote")
    if seat.meeting.state != MeetingState.VOTING:
        return _waiting(request, seat)
    if seat.ballots.exists():
        return _done(request)
    paper = list(records.ballot_paper(seat))
    form = BallotForm(request.POST if request.method == "POST" else None, paper=paper)
    if request.method == "POST" and not form.missing():
        return _check_or_cast(request, seat, form)
    return _paper(request, seat, form)


def _seat(request):
    return (
        Attendance.objects.filter(pk=request.session.get(SEAT))
        .exclude(signed_in_at=None)
        .select_related("meeting", "member")
        .first()
    )


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
        chosen = [(case, dict(form.WORDS)[form.choices()[case.pk]]) for case in form.paper]
        context = {"chosen": chosen, "choices": form.choices()}
        return render(request, "review/vote/check.html", context)
    try:
        records.cast(seat, choices=form.choices())
    except Refused as error:
        return _paper(request, seat, form, refusal=error.reasons, status=409)
    return _done(request)


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
        "chosen": len(choices),
        "recused": seat.recusals.select_related("case__application__applicant"),
        "refusal": refusal,
    }
    return render(request, "review/vote/ballot.html", context, status=422 if missing else status)


def _facts(case) -> str:
    content = case.submission.content
    schools = content["education"]["schools"]
    applied = next((school for school in schools if school["highest"]), schools[-1])
    return f"{content['title']['specialty']}，{applied['level']}，{case.unit.name}"
