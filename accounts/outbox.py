"""What was told on the site goes by phone and mail too, where a sender is set; nothing waits for
it.

A row is written in the step's own transaction and sent by the queue afterwards. Whoever sends it
takes it first, by one update, so that two workers never send it twice; one that was killed on the
way leaves it waiting for the next try.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django_tasks import task

from components.identity import mask_mail, mask_phone
from components.words import date_words

from . import clock, mail, sms
from .errors import Refusal
from .models import Message, Outgoing, User

Channel, Kind, Outcome = Outgoing.Channel, Outgoing.Kind, Outgoing.Outcome
#: How long after each try the next one follows; after the last the message is given up.
WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=12))
#: So many failures in a row, and the rest of the channel waits for the next run.
GIVES_UP = 3
NOWHERE = "没有可用的号码或邮箱，或本人不要"


@dataclass(frozen=True, slots=True)
class Sender:
    """One way out: whether it is there, whose address it may use, how that is shown, and sending.

    `send` gives the reason why it was not taken, or nothing.
    """

    is_offered: Callable[[], bool]
    address: Callable[[User], str]
    mask: Callable[[str], str]
    send: Callable[[str, str], str]


def _phone(user: User) -> str:
    """Only a proven phone is known to be the person's own."""
    return user.phone if user.phone_proven_at and user.sms_wanted else ""


def _mailbox(user: User) -> str:
    return user.email if user.email_confirmed_at else ""


def _by_sms(phone: str, text: str) -> str:
    return "" if sms.send(phone, text) else sms.NOT_TAKEN


SENDERS = {
    Channel.SMS: Sender(sms.says_sentences, _phone, mask_phone, _by_sms),
    Channel.MAIL: Sender(mail.is_offered, _mailbox, mask_mail, mail.send),
}


def put(messages: Iterable[Message]) -> int:
    """Queue what was just told for everybody who can be reached; how many rows.

    Joins the caller's transaction. Costs three queries, none where no sender is set.
    """
    messages = list(messages)
    senders = [(channel, one) for channel, one in SENDERS.items() if one.is_offered()]
    if not senders or not messages:
        return 0
    people = User.objects.filter(is_active=True).in_bulk({m.user_id for m in messages})
    rows = [
        Outgoing(
            user=person,
            role=message.role,
            channel=channel,
            kind=Kind.MESSAGE,
            key=message.key,
            to=sender.mask(sender.address(person)),
            words=words(message),
            asked_at=message.told_at,
            due_at=None if settings.MESSAGES_HELD else message.told_at,
        )
        for message in messages
        if (person := people.get(message.user_id))
        for channel, sender in senders
        if sender.address(person)
    ]
    if rows:
        Outgoing.objects.bulk_create(rows, ignore_conflicts=True)
        if not settings.MESSAGES_HELD:
            deliver.enqueue()
    return len(rows)


def words(message: Message) -> str:
    """What is said of a message outside the site: without an applicant's name."""
    said = message.outside or "。".join(filter(None, (message.subject, message.todo.rstrip("。"))))
    due = f"最迟{date_words(message.due_on)}。" if message.due_on else ""
    return f"{said.rstrip('。')}。{due}请登录阳城县初级职称评审网查看。"


def note(user: User, *, channel, kind, to: str, words: str, refused: str, now: datetime) -> None:
    """Write down what was sent past the queue: codes and links, which are kept nowhere.

    `to` is masked already; `refused` is the reason why it was not taken, or nothing.
    """
    Outgoing.objects.create(
        user=user,
        channel=channel,
        kind=kind,
        to=to,
        words=words,
        outcome=Outcome.FAILED if refused else Outcome.SENT,
        reason=refused,
        tries=1,
        asked_at=now,
        done_at=None if refused else now,
    )


@task()
def deliver() -> None:
    """Send what is due, and come back for what was not taken."""
    send_due(now=clock.now())


def send_due(*, now: datetime) -> int:
    """Send every row that is due; how many were taken. Outside any transaction of a step."""
    failures = dict.fromkeys(SENDERS, 0)
    sent, again = 0, None
    due = Outgoing.objects.filter(outcome=Outcome.WAITING, due_at__lte=now)
    for row in due.select_related("user").order_by("due_at", "pk"):
        if failures[row.channel] == GIVES_UP or not _take(row, now):
            continue
        outcome, refused = _send(row, now)
        if outcome == Outcome.SENT:
            sent, failures[row.channel] = sent + 1, 0
        elif refused != NOWHERE:
            failures[row.channel] += 1
        if outcome == Outcome.WAITING:
            again = min(again or row.due_at, row.due_at)
    if again and deliver.get_backend().supports_defer:
        deliver.using(run_after=again).enqueue()
    return sent


def _take(row: Outgoing, now: datetime) -> bool:
    """Take the row before anybody else does, and put its next try off for the case of a crash."""
    row.due_at = now + WAITS[min(row.tries, len(WAITS) - 1)]
    return bool(
        Outgoing.objects.filter(pk=row.pk, outcome=Outcome.WAITING, due_at__lte=now).update(
            tries=F("tries") + 1, due_at=row.due_at
        )
    )


def _send(row: Outgoing, now: datetime) -> tuple[Outcome, str]:
    """Send a row that was taken and write down what came of it, and why not."""
    sender = SENDERS[row.channel]
    address = sender.address(row.user) if row.user.is_active else ""
    refused = sender.send(address, row.words) if address else NOWHERE
    if not refused:
        outcome = Outcome.SENT
    elif address and row.tries < len(WAITS):
        outcome = Outcome.WAITING
    else:
        outcome = Outcome.FAILED
    # One cancelled meanwhile, or sent again by hand, keeps what that says.
    Outgoing.objects.filter(pk=row.pk, outcome=Outcome.WAITING, due_at=row.due_at).update(
        to=sender.mask(address) if address else row.to,
        outcome=outcome,
        reason=refused,
        done_at=None if refused else now,
    )
    return outcome, refused


def send_again(row: Outgoing, *, now: datetime) -> None:
    """Send one that waits or was given up, now. Raises Refusal for any other."""
    changed = Outgoing.objects.filter(
        pk=row.pk, kind=Kind.MESSAGE, outcome__in=(Outcome.WAITING, Outcome.FAILED)
    ).update(outcome=Outcome.WAITING, due_at=now, reason="")
    if not changed:
        raise Refusal("这一条已经发出，不用再发。")
    deliver.enqueue()


def release(*, now: datetime) -> int:
    """Send everything that is held back; how many."""
    released = Outgoing.objects.filter(outcome=Outcome.WAITING, due_at=None).update(due_at=now)
    if released:
        deliver.enqueue()
    return released


def cancel(row: Outgoing, *, by: User) -> None:
    """Do not send one that waits. Raises Refusal when it has left or was given up."""
    changed = Outgoing.objects.filter(pk=row.pk, kind=Kind.MESSAGE, outcome=Outcome.WAITING).update(
        outcome=Outcome.FAILED, reason=f"由{by.name}取消"
    )
    if not changed:
        raise Refusal("这一条的状态刚变过，不能取消了。")
