"""A unit's roster of a round: read and kept for a look, imported whole, taken back, carried on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts import invitations
from accounts.errors import Refusal
from accounts.models import Membership, Organisation
from accounts.roles import Role
from accounts.secrets import blind_index
from applications import roster_facts
from applications.carrying import carry_in
from applications.models import Application, RosterEntry, RosterImport, Round, Specialty
from applications.roster_facts import Basis, Words
from documents.sheets import CellError
from eligibility import Verdict

UNDO_MINUTES = 10
LOOK_HOURS = 24
OVER = "这份名单已经导入、撤销或放了一天，请重新上传。"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a workbook that was read, with the verdict on what it says."""

    number: int
    name: str
    identity_number: str
    words: Words
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import did: how many it took back, and who stays, with why."""

    taken: int
    kept: tuple[tuple[str, str], ...]


# Looking ---------------------------------------------------------------------------------------


def imports_of(acting: Membership) -> QuerySet[RosterImport]:
    return RosterImport.objects.filter(unit=acting.organisation).select_related("round", "unit")


def waiting_imports(acting: Membership, now: datetime) -> QuerySet[RosterImport]:
    """What the unit read and has not imported yet; after a day it has to be read again."""
    earliest = now - timedelta(hours=LOOK_HOURS)
    return imports_of(acting).filter(imported_at=None, read_at__gt=earliest)


def undoable(acting: Membership, now: datetime) -> RosterImport | None:
    """The unit's last import, while it can still be undone."""
    earliest = now - timedelta(minutes=UNDO_MINUTES)
    return imports_of(acting).filter(imported_at__gt=earliest, undone_at=None).first()


def entries_of(unit: Organisation, round: Round) -> QuerySet[RosterEntry]:
    """Everybody on the unit's list, in the order of the workbooks."""
    return RosterEntry.objects.filter(unit=unit, round=round, removed_at=None).select_related(
        "invitation"
    )


def not_begun(unit: Organisation, round: Round) -> QuerySet[RosterEntry]:
    """Those on the list who have no file of this round with the unit yet."""
    return entries_of(unit, round).exclude(identity_index__in=_begun(unit, round))


def to_invite(unit: Organisation, round: Round) -> QuerySet[RosterEntry]:
    """Those on the list whose 开通单 nobody has printed yet."""
    unprinted = {f"invitation__{name}": None for name in ("printed_at", "used_at", "cancelled_at")}
    return not_begun(unit, round).filter(invitation__isnull=False, **unprinted)


def _begun(unit: Organisation, round: Round):
    return Application.objects.filter(unit=unit, round=round, withdrawn=False).values(
        "identity_index"
    )


def listed_indexes(unit: Organisation, round: Round) -> frozenset[str]:
    return frozenset(entries_of(unit, round).values_list("identity_index", flat=True))


def begun_indexes(unit: Organisation, round: Round) -> frozenset[str]:
    return frozenset(_begun(unit, round).values_list("identity_index", flat=True)) - {""}


def errors_of(pending: RosterImport) -> list[CellError]:
    """What has to be mended before the workbook can be imported."""
    return [CellError(*error) for error in json.loads(pending.content)["errors"]]


def seen_of(pending: RosterImport) -> list[tuple[int, dict]]:
    """Every row as it was sent, as text."""
    return [(number, texts) for number, texts in json.loads(pending.content)["seen"]]


def people_of(pending: RosterImport, *, today: date) -> list[Listed]:
    """Everybody whose row could be read whole, each judged; costs a fixed number of queries."""
    basis = roster_facts.basis_of(pending.unit, pending.round, today=today)
    return [_listed(row, basis) for row in json.loads(pending.content)["rows"]]


def _listed(row: Mapping, basis: Basis) -> Listed:
    number, words = row["identity_number"], Words(**row["words"])
    verdict = roster_facts.judge(words, number, blind_index(number), basis)
    return Listed(row["number"], row["name"], number, words, verdict)


def verdict_of(entry: RosterEntry, basis: Basis) -> Verdict:
    """The rules on what the list says of this person."""
    words = Words(**entry.words)
    return roster_facts.judge(words, entry.identity_number, entry.identity_index, basis)


# Importing -------------------------------------------------------------------------------------


def keep(*, acting: Membership, round: Round, content: dict, now: datetime) -> RosterImport:
    """Keep what was read until it is imported; the workbook before it is forgotten."""
    with transaction.atomic():
        # the unit's row is the queue: of two uploads at once the later one stays
        Organisation.objects.select_for_update().get(pk=acting.organisation_id)
        imports_of(acting).filter(round=round, imported_at=None).delete()
        return RosterImport.objects.create(
            unit=acting.organisation,
            round=round,
            content=json.dumps(content, ensure_ascii=False),
            read_by=acting.user,
            read_at=now,
        )


def import_all(pending: RosterImport, *, acting: Membership, now: datetime) -> int:
    """Put everybody of the workbook on the list and invite them: all, or nobody. How many.

    Raises Refusal when it was imported before, lies there for a day, has errors, or somebody in it
    came onto the list or began a file meanwhile.
    """
    try:
        with transaction.atomic():
            fresh = waiting_imports(acting, now).select_for_update(of=("self",))
            pending = fresh.filter(pk=pending.pk).first()
            if pending is None:
                raise Refusal(OVER)
            return _import_all(pending, acting, now)
    except IntegrityError as error:
        raise Refusal("名单里有人刚刚被列入，请重新上传。") from error


def _import_all(pending: RosterImport, acting: Membership, now: datetime) -> int:
    content = json.loads(pending.content)
    if content["errors"]:
        raise Refusal("名单里还有要改的格，请改好后重新上传。")
    unit, round, rows = pending.unit, pending.round, content["rows"]
    taken = listed_indexes(unit, round) | begun_indexes(unit, round)
    indexes = [blind_index(row["identity_number"]) for row in rows]
    again = [row["name"] for row, index in zip(rows, indexes, strict=True) if index in taken]
    if again:
        raise Refusal(f"{_names(again)}已在名单上或已开始申报，请从表里删去后重新上传。")
    held, members = _open_invitations(unit, now), _members(unit)
    entries = [
        RosterEntry(
            unit=unit,
            round=round,
            source=pending,
            position=position,
            name=row["name"],
            identity_number=row["identity_number"],
            phone=row["phone"],
            words=row["words"],
            invitation=None if index in members else held.get(index) or _invite(row, acting, now),
        )
        for position, (row, index) in enumerate(zip(rows, indexes, strict=True))
    ]
    RosterEntry.objects.bulk_create(entries)
    pending.imported_at, pending.content = now, ""
    pending.save(update_fields=["imported_at", "content"])
    return len(entries)


def _open_invitations(unit, now) -> dict:
    """The slips that are out already stay good."""
    found = invitations.open_ones(now).filter(organisation=unit)
    return {invitation.identity_index: invitation for invitation in found}


def _members(unit) -> frozenset[str]:
    """Who belongs to the unit already, by its own word: nothing to invite to."""
    return frozenset(
        Membership.objects.filter(
            organisation=unit,
            role=Role.APPLICANT,
            belonging=Membership.Belonging.CONFIRMED,
            until=None,
        ).values_list("user__identity_index", flat=True)
    ) - {""}


def _invite(row: Mapping, acting: Membership, now: datetime):
    """The invitation; None for somebody who waited for the unit's word and has it now."""
    made = invitations.invite(
        acting=acting,
        name=row["name"],
        identity_number=row["identity_number"],
        phone=row["phone"],
        now=now,
    )
    return None if isinstance(made, Membership) else made


def _names(names: list[str]) -> str:
    return "、".join(names[:3]) + (f"等{len(names)}人" if len(names) > 3 else "")


# Taking back -----------------------------------------------------------------------------------


def undo(imported: RosterImport, *, acting: Membership, now: datetime) -> Undone:
    """Take back what an import made and nobody has touched since.

    Raises Refusal once ten minutes are over, or it was undone before.
    """
    with transaction.atomic():
        earliest = now - timedelta(minutes=UNDO_MINUTES)
        fresh = imports_of(acting).filter(imported_at__gt=earliest, undone_at=None)
        found = fresh.select_for_update(of=("self",)).filter(pk=imported.pk).first()
        if found is None:
            raise Refusal("导入已超过10分钟或已撤销。个别人员可以在名单上逐个移出。")
        touched = _touched(found)
        kept, taken = [], 0
        for entry in found.entries.select_related("invitation").filter(removed_at=None):
            if why := touched(entry):
                kept.append((entry.name, why))
                continue
            _void(entry, acting=acting, now=now, made_at=found.imported_at)
            entry.delete()
            taken += 1
        found.undone_at = now
        found.save(update_fields=["undone_at"])
    return Undone(taken, tuple(kept))


def _touched(imported: RosterImport):
    """Why a person of this import stays on the list; empty when nothing happened since."""
    begun = begun_indexes(imported.unit, imported.round)
    confirmed = frozenset(
        Membership.objects.filter(
            organisation=imported.unit, decided_at=imported.imported_at
        ).values_list("user__identity_index", flat=True)
    )

    def why(entry: RosterEntry) -> str:
        if entry.identity_index in begun:
            return "本人已开始申报"
        if entry.identity_index in confirmed:
            return "本人已注册，并已确认是本单位人员"
        if entry.invitation and entry.invitation.used_at:
            return "本人已开通账号"
        printed_at = entry.invitation and entry.invitation.printed_at
        if printed_at and printed_at > imported.imported_at:
            return "开通单已打印"
        return ""

    return why


def _void(entry: RosterEntry, *, acting, now: datetime, made_at: datetime | None = None) -> None:
    """Void the invitation that is still open; with `made_at` only one made at that moment."""
    invitation = entry.invitation
    if invitation is None or invitation.used_at or invitation.cancelled_at:
        return
    if made_at is None or invitation.invited_at == made_at:
        invitations.cancel(invitation, acting=acting, now=now)


def remove(entry: RosterEntry, *, acting: Membership, now: datetime) -> None:
    """Take one person off the list; an invitation not followed yet is void.

    Raises Refusal when they have begun their file, which is theirs.
    """
    with transaction.atomic():
        if not not_begun(entry.unit, entry.round).filter(pk=entry.pk).exists():
            raise Refusal(f"{entry.name}已开始申报或已移出，不能再从名单移出。")
        _void(entry, acting=acting, now=now)
        RosterEntry.objects.filter(pk=entry.pk).update(removed_at=now)


def restore(entry: RosterEntry, *, acting: Membership, now: datetime) -> None:
    """Put a person back on the list, invited anew. Raises Refusal when they are on it already."""
    with transaction.atomic():
        taken = listed_indexes(entry.unit, entry.round)
        if entry.removed_at is None or entry.identity_index in taken:
            raise Refusal(f"{entry.name}已在名单上。")
        entry.removed_at = None
        if entry.invitation and not entry.invitation.used_at:
            row = {key: getattr(entry, key) for key in ("name", "identity_number", "phone")}
            entry.invitation = _invite(row, acting, now)
        entry.save(update_fields=["removed_at", "invitation"])


# Carrying on -----------------------------------------------------------------------------------


def entry_for(application: Application) -> RosterEntry | None:
    """What the unit of this file has listed of its owner."""
    if not application.identity_index:
        return None
    entries = entries_of(application.unit, application.round)
    return entries.filter(identity_index=application.identity_index).first()


def carry_into(application: Application) -> tuple[str, ...]:
    """Fill an empty file with what the unit's list says; the slugs that got something."""
    entry = entry_for(application)
    if entry is None:
        return ()
    on_offer = dict(Specialty.objects.filter(active=True).values_list("name", "pk"))
    answers = roster_facts.answers(Words(**entry.words), on_offer)
    return carry_in(application, answers=answers, by_unit=True)
