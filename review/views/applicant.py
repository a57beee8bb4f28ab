"""The applicant's side of the road: hand in, see where the file is, take it back."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.access import access
from accounts.roles import Role
from applications.forms import CommitmentForm
from applications.queries import needs_statement, verdict_of, visible_applications
from applications.views.finish import commitment_context
from review import services
from review.buttons import buttons
from review.engine import Refused
from review.issued import document_links
from review.labels import is_kept_from
from review.queries.timeline import COLUMNS
from review.queries.timeline import timeline as timeline_of
from review.queries.track import track as track_of
from review.queries.whereabouts import may_begin_again
from review.states import Action, CaseState

KEY_LENGTH = 36


def _own(request, pk):
    return get_object_or_404(visible_applications(request.acting), pk=pk)


@access(Role.APPLICANT)
def submit(request, pk):
    """提交给单位 from the page of the promise; what is wrong is shown there, everything kept."""
    application = _own(request, pk)
    if request.method != "POST":
        return redirect("applications:commitment", pk)
    key = request.POST.get("key", "")[:KEY_LENGTH]
    if _handed_in(application, key):
        return redirect("review:submitted", pk)
    form = CommitmentForm(
        request.POST,
        name=application.name,
        needs_statement=needs_statement(verdict_of(application)),
    )
    if form.is_valid():
        try:
            services.submit(
                application,
                acting=request.acting,
                now=request.now,
                signed_name=form.cleaned_data["signed_name"],
                statement=form.cleaned_data.get("statement", ""),
                key=key,
            )
        except Refused as error:
            application.refresh_from_db(fields=["locked"])
            for reason in error.reasons if not application.locked else ():
                form.add_error(None, reason)
        if form.is_valid():
            return redirect("review:submitted", pk)
    context = commitment_context(application, form, request.today)
    return render(request, "applications/commitment.html", context, status=422)


def _handed_in(application, key) -> bool:
    """Whether this very press of the button has been carried out."""
    case = getattr(application, "case", None)
    return case is not None and services.already_done(case, key)


@access(Role.APPLICANT)
def submitted(request, pk):
    """The receipt on the page: number, query code, what comes next, what to hand in on paper."""
    application = _own(request, pk)
    case = getattr(application, "case", None)
    if case is None or case.submission is None:
        raise Http404
    if not application.locked or case.state not in (CaseState.SUBMITTED, CaseState.CORRECTION):
        return redirect("review:track", pk)
    way = track_of(case, now=request.now)
    context = {
        "application": application,
        "case": case,
        "way": way,
        "links": document_links(case, request.acting),
        "has_technician": bool(case.submission.facts.get("technician_since")),
    }
    return render(request, "review/applicant/submitted.html", context)


@access(Role.APPLICANT)
def track(request, pk):
    """办件进度 of one's own file: every step, who has it, what comes next and by when."""
    application = _own(request, pk)
    case = getattr(application, "case", None)
    if case is None:
        return redirect("applications:tasks", pk)
    kept = is_kept_from(case, Role.APPLICANT)
    context = {
        "application": application,
        "case": case,
        "way": track_of(case, now=request.now),
        "buttons": () if kept else _buttons(request, application, case),
        "may_begin_again": may_begin_again(case, request.today),
        "letters": case.letters.order_by("-pk") if _is_returned(case) else (),
        "links": document_links(case, request.acting),
    }
    return render(request, "review/applicant/track.html", context)


@access(Role.APPLICANT)
def timeline(request, pk):
    """经过 of one's own file: the full log in words."""
    application = _own(request, pk)
    case = getattr(application, "case", None)
    if case is None:
        return redirect("applications:tasks", pk)
    context = {"application": application, "columns": COLUMNS, "rows": timeline_of(case)}
    return render(request, "review/applicant/timeline.html", context)


def _is_returned(case) -> bool:
    return case.state in (CaseState.RETURNED, CaseState.CORRECTION)


def _buttons(request, application, case):
    """The steps of the table; handing in begins at the list of tasks."""
    to_tasks = reverse("applications:tasks", args=[application.pk])
    found = []
    for button in buttons(case, request.acting, request.today):
        if button.label == Action.SUBMIT.label:
            if application.locked:
                continue
            button = replace(button, label="去修改并重新提交", url=to_tasks)
        found.append(button)
    return tuple(found)


def case_page(request, case):
    """`review:case` for the applicant is the way of their own file."""
    return redirect("review:track", case.application_id)
