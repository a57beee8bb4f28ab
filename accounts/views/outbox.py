"""/settings/outbox/: the short messages and mails, sent or not, and why."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import mail, sms
from accounts import outbox as sending
from accounts.access import access
from accounts.errors import Refusal
from accounts.forms.outbox import OutboxSearch
from accounts.models import Outgoing
from accounts.roles import Role
from components.shapes import Tag

PAGE = 50
TONES = {
    Outgoing.Outcome.WAITING: "amber",
    Outgoing.Outcome.SENT: "green",
    Outgoing.Outcome.FAILED: "red",
}


@require_safe
@access(Role.ADMIN)
def outbox(request):
    """What was or would be sent, as searched for, newest first."""
    form = OutboxSearch(request.GET)
    page = Paginator(form.found(), PAGE).get_page(request.GET.get("page"))
    outcome = Outgoing.Outcome
    counts = Outgoing.objects.aggregate(
        waiting=Count("pk", filter=Q(outcome=outcome.WAITING)),
        held=Count("pk", filter=Q(outcome=outcome.WAITING, due_at=None)),
        failed=Count("pk", filter=Q(outcome=outcome.FAILED)),
    )
    context = {
        "form": form,
        "page": page,
        "rows": [
            (row, Tag(row.get_outcome_display(), TONES[row.outcome])) for row in page.object_list
        ],
        "counts": counts,
        "sms": sms.says_sentences(),
        "codes": sms.is_offered(),
        "mail": mail.is_offered(),
    }
    return render(request, "accounts/keeping/outbox.html", context)


@require_POST
@access(Role.ADMIN)
def again(request, pk):
    """Send one now."""
    row = get_object_or_404(Outgoing, pk=pk)
    return _answer(request, lambda: sending.send_again(row, now=request.now), "已交给系统发送。")


@require_POST
@access(Role.ADMIN)
def cancel(request, pk):
    """Do not send one."""
    row = get_object_or_404(Outgoing, pk=pk)
    return _answer(request, lambda: sending.cancel(row, by=request.user), "已取消，不再发送。")


@require_POST
@access(Role.ADMIN)
def release(request):
    """Send everything that is held back."""
    released = sending.release(now=request.now)
    messages.success(request, f"{released}条已交给系统发送。")
    return _back(request)


def _answer(request, act, done: str):
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return _back(request)


def _back(request):
    """To the list as it was searched."""
    return redirect(reverse("keeping:outbox", query=request.GET or None))
