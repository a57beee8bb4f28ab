"""消息: the list, and opening one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import inbox
from accounts.access import SIGNED_IN, access
from accounts.models import Message

ROWS = 20


@access(SIGNED_IN)
def message_list(request):
    """What happened, what to do, by when: unread first."""
    page = Paginator(inbox.inbox(request.user), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "unread": inbox.unread(request.user)}
    return render(request, "accounts/messages.html", context)


@require_POST
@access(SIGNED_IN)
def open_message(request, pk):
    """Mark as read and go where the message leads, in the capacity it was told to."""
    message = get_object_or_404(Message, pk=pk, user=request.user)
    inbox.mark_read(request.user, now=request.now, message=message)
    if request.acting is None or request.acting.role != message.role:
        words = f"这条消息发给“{message.get_role_display()}”，请先切换到这个身份，再从消息里打开。"
        messages.warning(request, words)
        return redirect("accounts:switch-role")
    return redirect(message.link)


@require_POST
@access(SIGNED_IN)
def read_all(request):
    inbox.mark_read(request.user, now=request.now)
    return redirect("accounts:messages")
