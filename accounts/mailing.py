"""A mailbox counts as the person's own once the link sent to it was followed by them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django_tasks import task

from components.identity import mask_mail

from . import clock, mail, outbox
from .models import Outgoing, User
from .secrets import blind_index

SALT = "accounts.mailing"
VALID = timedelta(days=3)
SUBJECT = "阳城县初级职称评审：请确认您的邮箱"


def request_confirmation(user: User) -> None:
    """Ask the queue to send the link to the account's own mailbox."""
    send_confirmation.enqueue(user.pk)


@task()
def send_confirmation(pk: int) -> None:
    user = User.objects.get(pk=pk)
    if not user.email or user.email_confirmed_at:
        return
    now = clock.now()
    link = settings.SITE_URL + reverse("accounts:confirm-mail", args=[_token(user, now + VALID)])
    said = (
        "您在阳城县初级职称评审网登记了这个邮箱。{}天内登录后打开链接确认{}不是您登记的，不用理会。"
    )
    refused = mail.send(user.email, said.format(VALID.days, f"：\n\n{link}\n\n"), subject=SUBJECT)
    outbox.note(
        user,
        channel=Outgoing.Channel.MAIL,
        kind=Outgoing.Kind.CONFIRMATION,
        to=mask_mail(user.email),
        words=said.format(VALID.days, "（链接不留存）。"),
        refused=refused,
        now=now,
    )


def is_link_of(user: User, token: str, *, now: datetime) -> bool:
    """Whether the link was sent to the mailbox this account has now, not too long ago."""
    try:
        pk, mailbox, until = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    if pk != user.pk or not user.email or mailbox != blind_index(user.email):
        return False
    return now <= datetime.fromisoformat(until)


def confirm(user: User, token: str, *, now: datetime) -> bool:
    """The link came back: the mailbox is theirs."""
    if not is_link_of(user, token, now=now):
        return False
    user.email_confirmed_at = now
    user.save(update_fields=["email_confirmed_at"])
    return True


def _token(user: User, until: datetime) -> str:
    return signing.dumps([user.pk, blind_index(user.email), until.isoformat()], salt=SALT)
