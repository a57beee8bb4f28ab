"""代录提交: an applicant without a telephone or a network signs the promise by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.roles import Role
from applications.queries import visible_applications
from review.buttons import paper_words
from review.consequences import consequence
from review.engine import Offer, Refused
from review.forms.unit_submission import SubmissionForm
from review.models import Case
from review.services import submit
from review.states import Action


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.UNIT)
def enter(request, pk):
    """The file is filled in on the site; what was signed on paper is the promise (六（二）)."""
    files = visible_applications(request.acting).exclude(applicant=request.user)
    application = get_object_or_404(files.select_related("case"), pk=pk, locked=False)
    case = getattr(application, "case", None) or Case(application=application)
    posted = request.method == "POST"
    form = SubmissionForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        subject=case,
        acting=request.acting,
        now=request.now,
        note_due=False,
        on_paper=True,
    )
    refusal = ()
    if posted and form.is_valid():
        try:
            event = _submit(request, application, form)
        except Refused as error:
            refusal = error.reasons
        else:
            messages.success(request, f"已代录：{application.applicant.name}提交给单位。")
            return redirect("review:case", event.case_id)
    return _page(request, case, form, refusal)


def _submit(request, application, form):
    return submit(
        application,
        acting=request.acting,
        now=request.now,
        signed_name=form.cleaned_data["signed_name"],
        statement=form.cleaned_data["statement"],
        key=form.cleaned_data["key"],
        paper=form.paper(),
    )


def _page(request, case, form, refusal):
    context = {
        "subject": case,
        "offer": Offer(Action.SUBMIT, (), note_due=False),
        "title": paper_words(Action.SUBMIT),
        "on_paper": True,
        "form": form,
        "refusal": refusal,
        "consequence": consequence(case, Action.SUBMIT, request.acting.role, on_paper=True),
        "back": reverse("review:unit-people"),
    }
    status = 409 if refusal else 422 if form.has_faults else 200
    return render(request, "review/unit/submission.html", context, status=status)
