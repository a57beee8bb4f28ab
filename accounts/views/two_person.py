"""/settings/requests/: what one person asked for and another confirms."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import appointing
from accounts.access import access
from accounts.codes import PrintedCodes
from accounts.errors import Refusal
from accounts.forms.keeping import ReasonForm
from accounts.models import TwoPersonRequest
from accounts.roles import Role

from .people import codes_page

ANSWERED = 20


@require_safe
@access(Role.ADMIN, Role.LEAD)
def requests(request):
    """What waits, with what this person can answer; and what was answered last."""
    answered = TwoPersonRequest.objects.exclude(outcome=TwoPersonRequest.Outcome.OPEN)
    context = {
        "waiting": [
            (one, appointing.not_for(one, request.user)) for one in appointing.open_requests()
        ],
        "answered": answered.select_related("user", "organisation", "asked_by", "decided_by")[
            :ANSWERED
        ],
    }
    return render(request, "accounts/keeping/requests.html", context)


@never_cache
@require_POST
@access(Role.ADMIN, Role.LEAD)
def confirm(request, pk):
    """The second person confirms; codes are shown once, to them."""
    asked = get_object_or_404(TwoPersonRequest, pk=pk)
    try:
        made = appointing.confirm(asked, user=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if isinstance(made, PrintedCodes):
            return codes_page(request, made)
        messages.success(request, f"已确认：{asked.user.name}，{asked.words}。")
    return redirect("keeping:requests")


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN, Role.LEAD)
def refuse(request, pk):
    """The second person does not agree, and why."""
    asked = get_object_or_404(TwoPersonRequest, pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            appointing.refuse(asked, user=request.user, reason=reason, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"没有同意：{asked.user.name}，{asked.words}。")
            return redirect("keeping:requests")
    context = {
        "form": form,
        "heading": f"不同意：{asked.user.name}，{asked.words}",
        "button": "不同意",
        "back": reverse("keeping:requests"),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/keeping/form.html", context, status=status)
