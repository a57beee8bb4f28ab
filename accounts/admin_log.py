"""管理记录: every act of the administration, each sealed onto the one before it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .models import AdminChain, AdminEvent, Organisation, User
from .models.keeping import GENESIS

COMMAND_LINE = "命令行"


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, when and why. `user` None: somebody at the machine's command line.

    `asked_by`: who asked, where the actor is the second person.
    """

    user: User | None
    at: datetime
    reason: str
    asked_by: User | None = None


def write(
    kind: AdminEvent.Kind,
    *,
    by: By,
    user: User | None = None,
    organisation: Organisation | None = None,
    lines: Sequence[tuple[str, str, str]] = (),
) -> AdminEvent:
    """Add one event; joins the caller's transaction, so that what is written down happened.

    `lines`: (field, old, new) in words.
    """
    AdminChain.objects.get_or_create(pk=1)
    head = AdminChain.objects.select_for_update().get(pk=1)
    event = AdminEvent(
        number=head.length + 1,
        kind=kind,
        user=user,
        organisation=organisation,
        subject=f"{user.name}（{user.username}）" if user else organisation.name,
        lines=[{"field": field, "old": old, "new": new} for field, old, new in lines],
        reason=by.reason.strip(),
        by=by.user,
        by_name=by.user.name if by.user else COMMAND_LINE,
        asked_by_name=by.asked_by.name if by.asked_by else "",
        at=by.at,
        previous=head.sha256,
    )
    event.sha256 = fingerprint(event)
    event.save(force_insert=True)
    head.length, head.sha256 = event.number, event.sha256
    head.save(update_fields=["length", "sha256"])
    return event


def fingerprint(event: AdminEvent) -> str:
    """The hash of an event over everything it says and the hash of the one before it."""
    said = [
        event.number,
        str(event.kind),
        event.user_id,
        event.organisation_id,
        event.subject,
        event.lines,
        event.reason,
        event.by_id,
        event.by_name,
        event.asked_by_name,
        event.at.timestamp(),
        event.previous,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def broken() -> tuple[int, list[str]]:
    """How many events were checked, and a line for each that breaks the chain."""
    faults, previous, expected = [], GENESIS, 1
    for event in AdminEvent.objects.order_by("number").iterator():
        if event.number != expected:
            faults.append(f"administrative event {expected}: missing (found {event.number})")
        if event.previous != previous or event.sha256 != fingerprint(event):
            faults.append(f"administrative event {event.number}: altered")
        previous, expected = event.sha256, event.number + 1
    head = AdminChain.objects.filter(pk=1).first()
    if head and (head.length, head.sha256) != (expected - 1, previous):
        faults.append(
            f"the administrative chain ends at {expected - 1}, its head says {head.length}"
        )
    return expected - 1, faults
