"""站内消息: told once, read by one person. Who is told what is the teller's business, not ours."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from . import outbox
from .models import Message, User


def tell(messages: Iterable[Message]) -> int:
    """Put messages into their readers' boxes; how many are new. One told before is left as it is.

    Joins the caller's transaction: what is told happened, or nothing is told. What is new also goes
    to the phones and mailboxes of those who want it; nothing here waits for that.
    """
    messages = list(messages)
    keys = {message.key for message in messages}
    known = set(Message.objects.filter(key__in=keys).values_list("user_id", "key"))
    new = {(m.user_id, m.key): m for m in messages if (m.user_id, m.key) not in known}
    Message.objects.bulk_create(new.values(), ignore_conflicts=True)
    outbox.put(new.values())
    return len(new)


def inbox(user: User) -> QuerySet[Message]:
    """Everything the person was told: unread first, then the newest."""
    marked = Message.objects.filter(user=user).annotate(is_read=Q(read_at__isnull=False))
    return marked.order_by("is_read", "-told_at", "-pk")


def unread(user: User) -> int:
    return Message.objects.filter(user=user, read_at=None).count()


def mark_read(user: User, *, now: datetime, message: Message | None = None) -> None:
    """Mark one message as read, or all of them; the first moment stays."""
    waiting = Message.objects.filter(user=user, read_at=None)
    if message is not None:
        waiting = waiting.filter(pk=message.pk)
    waiting.update(read_at=now)
