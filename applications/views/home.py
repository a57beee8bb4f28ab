"""我的申报 and the task list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.belonging import why_not_yet
from accounts.roles import Role
from applications import carrying, copying, deadlines, roster, self_check, services, tasks
from applications.citations import citation
from applications.errors import NotOpen
from applications.letters import letter_of
from applications.models import Application
from applications.queries import (
    calendar,
    current_round,
    progress,
    rules_for,
    verdict_of,
    visible_applications,
    with_contents,
)


def own_application(request, pk: int) -> Application:
    """The person's own file with all its rows; 404 for anybody else's."""
    return get_object_or_404(with_contents(visible_applications(request.acting)), pk=pk)


def why_not_handed_in(application: Application, today) -> str | None:
    """What the unit still has to say about its applicant; None once the file is handed in."""
    if application.locked or application.withdrawn:
        return None
    return why_not_yet(application.applicant, application.unit, today)


@access(Role.APPLICANT)
def home(request):
    """One card per round, and the way to begin."""
    applications = list(with_contents(visible_applications(request.acting)).order_by("-pk"))
    round = current_round(request.today)
    begun = any(a.round_id == round.pk and not a.withdrawn for a in applications) if round else True
    return render(
        request,
        "applications/home.html",
        {
            "cards": [(file, progress(file), tasks.track_url(file)) for file in applications],
            "round": round,
            "may_begin": not begun and request.today <= round.acceptance_closes,
            "carried": bool(self_check.answers_for_application(request.session)),
            "earlier": copying.earlier_file(request.user, round) if not begun else None,
        },
    )


@require_POST
@access(Role.APPLICANT)
def start(request):
    """Begin this round's file, empty or filled from an earlier one, or go to the one begun."""
    round = current_round(request.today)
    if round is None:
        raise Http404
    try:
        application, is_new = services.start(
            round=round,
            applicant=request.user,
            unit=request.acting.organisation,
            now=request.now,
        )
    except NotOpen as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:list")
    if is_new:
        _fill(request, application, round)
    return redirect("applications:tasks", application.pk)


def _fill(request, application, round):
    """The earlier file first if the person asked for it, then the self-check, then the roster."""
    source = copying.earlier_file(request.user, round) if "earlier" in request.POST else None
    if source:
        copying.fill_from(application, source)
    answers = self_check.answers_for_application(request.session)
    if answers:
        carrying.carry_in(application, answers=answers)
    roster.carry_into(application)


@access(Role.APPLICANT)
def task_list(request, pk):
    """Twelve tasks, one next thing to do."""
    application = own_application(request, pk)
    hand_in = deadlines.hand_in_day(application, now=request.now)
    return render(
        request,
        "applications/tasks.html",
        {
            "application": application,
            "tasks": tasks.task_list(
                application, today=request.today, verdict=verdict_of(application)
            ),
            "trail": tasks.trail(application, hand_in, today=request.today),
            "letter": letter_of(application, today=request.today, calendar=calendar()),
            "why_not": why_not_handed_in(application, request.today),
            "track_url": tasks.track_url(application),
            "saved_at": max((draft.updated_at for draft in application.drafts.all()), default=None),
            "deadline": deadlines.deadline(application, hand_in, today=request.today),
            "cite": citation(rules_for(application.round), "5-end", "不接受个人报送评审材料"),
        },
    )
