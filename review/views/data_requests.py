"""更正、删除: the person's page below 我的资料, and the desk of room 303 that answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SIGNED_IN, access
from accounts.roles import Role
from applications.queries import calendar
from components.identity import mask, mask_phone
from review import data_requests
from review.engine import Refused
from review.forms.data_requests import DataAnswerForm, DataRequestForm

PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(SIGNED_IN)
def ask(request):
    """One's own requests with their answers, and the form of another."""
    form = DataRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            data_requests.ask(
                user=request.user, calendar=calendar(), now=request.now, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, "".join(refused.reasons))
        else:
            messages.success(request, "申请已收到。答复会发到您的消息里。")
            return redirect("review:data-request")
    context = {
        "form": form,
        "asked": request.user.data_requests.order_by("-pk"),
        "kept_because": data_requests.why_not_deleted(request.user),
        "days": data_requests.ANSWER_WITHIN,
    }
    status = 422 if form.errors else 200
    return render(request, "review/data_requests/ask.html", context, status=status)


@require_safe
@access(Role.CLERK, Role.LEAD)
def desk(request):
    """What waits for an answer, the first due on top, or what has been answered."""
    return _desk(request)


def _desk(request, *, bound=None, asked=None, status=200):
    requests = data_requests.requests_for(request.acting)
    waiting, done = requests.filter(outcome=""), requests.exclude(outcome="")
    answered = request.GET.get("show") == "done" and asked is None
    shown = done.order_by("-answered_at") if answered else waiting
    shown = shown.select_related("user", "answered_by").prefetch_related("user__applications")
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "answered": answered,
        "counts": {"waiting": waiting.count(), "done": done.count()},
        "page": page,
        "rows": [(one, _who(one), _form(one, asked, bound)) for one in page],
        "bound": bound,
        "today": request.today,
    }
    return render(request, "review/data_requests/desk.html", context, status=status)


def _form(one, asked, bound):
    return bound if one == asked else DataAnswerForm(auto_id=f"id_{one.pk}_%s")


def _who(one) -> str:
    """Who asks, as far as one has to know to find the file and call back."""
    user = one.user
    said = [
        user.name,
        mask(user.identity_number),
        mask_phone(user.phone),
        *(f"申报件{application.number}" for application in user.applications.all()),
    ]
    return "，".join(filter(None, said))


@require_POST
@access(Role.CLERK, Role.LEAD)
def answer(request, pk):
    """Answer one; written once."""
    asked = get_object_or_404(data_requests.requests_for(request.acting), pk=pk)
    form = DataAnswerForm(request.POST, auto_id=f"id_{asked.pk}_%s")
    if form.is_valid():
        try:
            data_requests.answer(asked, acting=request.acting, now=request.now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, "".join(refused.reasons))
    if form.errors:
        return _desk(request, bound=form, asked=asked, status=422)
    messages.success(request, "已答复。")
    return redirect("review:data-requests")
