"""The end of filling: check everything, promise, print a preview."""

import secrets
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.roles import Role
from applications import prints, promise, services, snapshots, summaries
from applications.citations import citation
from applications.errors import Incomplete, Locked
from applications.forms import CommitmentForm
from applications.queries import (
    blocking_errors,
    gentle_hints,
    is_open,
    needs_statement,
    rules_for,
    verdict_of,
)
from applications.sections import BY_SLUG, Section
from components.errors import LIMIT
from components.shapes import CardState
from components.verdicts import conclusion, verdict_cards
from documents import printing
from documents.pdf import PrintingError

from .home import own_application, why_not_handed_in

UNSETTLED = (CardState.BAD, CardState.ASK)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.APPLICANT)
def review(request, pk):
    """核对全部内容: everything as it will be printed, with 修改, and what is worth another look."""
    application = own_application(request, pk)
    if request.method == "POST":
        try:
            services.mark_reviewed(application, now=request.now)
        except (Incomplete, Locked) as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
            return redirect("applications:review", pk)
        return redirect("applications:commitment", pk)
    return render(request, "applications/review.html", review_context(request, application))


def review_context(request, application) -> dict:
    verdict = verdict_of(application)
    hints = [(BY_SLUG[slug], sentence) for slug, sentence in gentle_hints(application)]
    editable = application if is_open(application, "review") else None
    blocking = blocking_errors(application, today=request.today)
    return {
        "application": application,
        "blocking": blocking_groups(blocking),
        "blocking_count": len(blocking),
        "hints": hints,
        "hints_title": f"{len(hints)}处建议再看一眼",
        "conclusion": conclusion(verdict) if verdict else None,
        "cards": [card for card in verdict_cards(verdict) if card.state in UNSETTLED]
        if verdict
        else (),
        "summaries": summaries.summaries(
            snapshots.snapshot(application),
            snapshots.private(application),
            snapshots.papers(application),
            change=editable,
        ),
        "editable": editable is not None,
    }


def blocking_groups(found) -> list[tuple[Section | None, list[tuple[Section, str]]]]:
    """What must be put right: one list, or by section when there are more than eight (§2.5)."""
    named = [(BY_SLUG[slug], sentence) for slug, sentence in found]
    if len(named) <= LIMIT:
        return [(None, named)] if named else []
    return [(section, list(rows)) for section, rows in groupby(named, key=lambda row: row[0])]


@access(Role.APPLICANT)
def commitment(request, pk):
    """个人承诺 (六（二）): quoted, its consequences marked; the form goes to `review:submit`."""
    application = own_application(request, pk)
    if application.locked or application.withdrawn:
        return redirect("applications:tasks", pk)
    if blocking_errors(application, today=request.today) or not application.reviewed_at:
        messages.error(request, "请先核对全部内容，再签承诺。")
        return redirect("applications:review", pk)
    verdict = verdict_of(application)
    form = CommitmentForm(
        name=application.name,
        needs_statement=needs_statement(verdict),
        initial={"key": secrets.token_urlsafe(24), "statement": application.statement},
    )
    return render(
        request,
        "applications/commitment.html",
        commitment_context(application, form, request.today),
    )


def commitment_context(application, form, today) -> dict:
    """What the page needs; `review` renders it again when the form was not filled in right."""
    verdict = verdict_of(application)
    rules = rules_for(application.round)
    return {
        "application": application,
        "form": form,
        "why_not": why_not_handed_in(application, today),
        "promise": promise.TEXT,
        "cite": citation(rules, "6-2", *promise.CONSEQUENCES),
        "submit_url": submit_url(application),
        "conclusion": conclusion(verdict) if needs_statement(verdict) else None,
    }


def submit_url(application) -> str:
    """Where the promise is handed in: the road's own page."""
    try:
        return reverse("review:submit", args=(application.pk,))
    except NoReverseMatch:
        return ""


@require_safe
@access(Role.APPLICANT)
def print_preview(request, pk, kind):
    """The paper as PDF: with the watermark 草稿 until it is handed in."""
    application = own_application(request, pk)
    if kind not in prints.TITLES:
        raise Http404
    verdict = verdict_of(application)
    shape = prints.shape_of(application, kind, verdict, today=request.today)
    pdf = printing.render_in_child([shape])[0]
    if isinstance(pdf, PrintingError):
        messages.error(request, str(pdf))
        return redirect("applications:tasks", pk)
    name = f"{application.number}{prints.TITLES[kind]}.pdf"
    response = HttpResponse(pdf.content, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(False, name)
    return response
