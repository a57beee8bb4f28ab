"""The one door: state moves only through `act`."""

import hashlib
import json
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Organisation
from applications import uploads

from . import telling
from .actors import ACTOR_OF
from .engine import Move, Offer, Refused
from .models import Case, ChainHead, Event, Meeting, Package, PaperEntry
from .models.events import GENESIS
from .states import Action, PackageState
from .workflow import CASE, MEETING, PACKAGE

PROCEDURES = {Case: CASE, Package: PACKAGE, Meeting: MEETING}
_SUBJECT_FIELD = {Case: "case", Package: "package", Meeting: "meeting"}


@transaction.atomic
def act(subject, move: Move) -> Event:
    """Take one step, with its actor, reason, log, effects, the people it carries and who is told
    of it, or nothing.

    Raises `Refused` with every reason when the step may not be taken now, and `PermissionDenied`
    when it is not this person's to take. The same `move.key` again gives the first event.
    """
    head = ChainHead.objects.select_for_update().get_or_create(pk=1)[0]
    if move.key and (done := Event.objects.filter(key=move.key).first()):
        return done
    return _step(subject, move, head, alone=True)


def _step(subject, move, head, *, alone):
    model = type(subject)
    subject = model.objects.select_for_update().get(pk=subject.pk)
    transition = PROCEDURES[model].find(subject.state, move.action)
    if transition is None or (alone and not transition.alone):
        raise Refused(not_now(subject, move.action))
    if alone and move.paper:
        _demand_paper(subject, transition, move)
    if not transition.is_for(move.acting, subject, on_paper=move.paper is not None):
        raise _not_theirs(subject, move, alone)
    if move.version is not None and move.version != subject.version:
        raise Refused(_overtaken(subject))
    if reasons := transition.reasons_against(subject, move.day):
        raise Refused(*(_named(subject, reason, alone) for reason in reasons))
    if transition.note(subject) and not move.note.strip():
        raise Refused("请填写意见或理由。")
    if alone and move.paper:
        move = replace(move, entry=_keep(move))
    _move_state(subject, transition, move)
    event = _log(subject, transition, move, head)
    for effect in transition.effects:
        effect(subject, move)
    if transition.each:
        _carry(subject, transition.each, move, head)
    telling.tell(subject, event)
    return event


def _demand_paper(subject, transition, move):
    """A step entered from paper is one that is done on paper, on a day of its round, not later."""
    dated, opens = move.paper.dated_on, subject.round.filling_opens
    if not transition.paper:
        raise Refused(f"“{move.action.label}”要在网上办理，不能代录。")
    if dated > move.today:
        raise Refused("纸面日期不能晚于今天。")
    if dated < opens:
        raise Refused(f"纸面日期不能早于{opens.month}月{opens.day}日，本年度申报从那天开始。")


def _keep(move) -> PaperEntry:
    scan = move.paper.scan
    return PaperEntry.objects.create(
        dated_on=move.paper.dated_on,
        scan=uploads.store(scan),
        scan_sha256=scan.sha256,
        scan_name=scan.name,
        scan_type=scan.content_type,
        entered_at=move.now,
        entered_by=move.user,
    )


def _carry(subject, each, move, head):
    """The cases take their step in primary-key order; one refusal refuses all."""
    cases = subject.cases.order_by("pk")
    if each.chosen:
        if not move.chosen:
            raise Refused("请至少选择一人。")
        cases = cases.filter(pk__in=move.chosen)
        if len(cases) != len(move.chosen):
            raise Refused("所选人员里有人不在这里，请刷新后再选。")
    together = replace(move, version=None, key="")
    for case in cases:
        action = each.of(case)
        if each.chosen or CASE.find(case.state, action):
            _step(case, replace(together, action=action), head, alone=False)


def _move_state(subject, transition, move):
    """Compare and set: one of two people pressing at once moves the row, on any database."""
    changes = {"state": transition.target, "version": F("version") + 1}
    if isinstance(subject, Case) and transition.target != transition.source:
        changes["since"] = move.now
    moved = (
        type(subject)
        .objects.filter(pk=subject.pk, state=subject.state, version=subject.version)
        .update(**changes)
    )
    if moved != 1:
        raise Refused(_overtaken(subject))
    subject.state = transition.target
    subject.version += 1


def _log(subject, transition, move, head) -> Event:
    event = Event(
        **{_SUBJECT_FIELD[type(subject)]: subject},
        number=head.length + 1,
        action=move.action,
        source=transition.source,
        target=transition.target,
        capacity=ACTOR_OF[move.acting.role],
        user=move.user,
        user_name=move.user.name,
        organisation=move.acting.organisation.name,
        submission_version=_version_under_way(subject),
        note=move.note.strip(),
        key=move.key,
        paper=move.entry,
        at=move.now,
        previous=head.sha256,
    )
    event.sha256 = fingerprint(event)
    event.save(force_insert=True)
    head.length, head.sha256 = event.number, event.sha256
    head.save(update_fields=["length", "sha256"])
    return event


def _version_under_way(subject):
    return subject.submission.version if isinstance(subject, Case) and subject.submission else None


def fingerprint(event: Event) -> str:
    """The hash of an event over everything it says and the hash of the one before it."""
    said = [
        event.number,
        event.case_id,
        event.package_id,
        event.meeting_id,
        str(event.action),
        str(event.source),
        str(event.target),
        str(event.capacity),
        event.user_id,
        event.user_name,
        event.organisation,
        event.submission_version,
        event.note,
        event.at.timestamp(),
        event.previous,
    ]
    if event.paper:
        said += [event.paper.dated_on.isoformat(), event.paper.scan_sha256]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def not_now(subject, action) -> str:
    """Why a step that is not in the table for this state cannot be taken, and who came first."""
    last = subject.events.last()
    done = ""
    if last:
        when = timezone.localtime(last.at)
        done = f"{last.user_name}已于{when:%m月%d日 %H:%M}办理“{last.get_action_display()}”。"
    return f"“{subject.get_state_display()}”状态下不能“{action.label}”。{done}"


def _overtaken(subject):
    last = type(subject).objects.get(pk=subject.pk).events.last()
    who = (
        f"{last.user_name}刚办理了“{last.get_action_display()}”" if last else "另一位经办人刚办理过"
    )
    return f"没有办成：{who}，请看过现在的情况再办。"


def _not_theirs(subject, move, alone):
    own = isinstance(subject, Case) and subject.application.applicant_id == move.user.pk
    if own and not alone:
        return Refused(
            f"{subject.name}是您本人的申报件，本人不能办理，请本单位另一位人事人员办理。"
        )
    return PermissionDenied()


def _named(subject, reason, alone):
    return reason if alone or not isinstance(subject, Case) else f"{subject.name}：{reason}"


def broken_events() -> tuple[int, list[str]]:
    """How many events were checked, and a line for each that breaks the chain."""
    faults, previous, expected = [], GENESIS, 1
    for event in Event.objects.select_related("paper").order_by("number").iterator():
        if event.number != expected:
            faults.append(f"event {expected}: missing (found {event.number})")
        if event.previous != previous or event.sha256 != fingerprint(event):
            faults.append(f"event {event.number}: altered")
        previous, expected = event.sha256, event.number + 1
    head = ChainHead.objects.filter(pk=1).first()
    if head and (head.length, head.sha256) != (expected - 1, previous):
        faults.append(f"the chain ends at {expected - 1}, its head says {head.length}")
    return expected - 1, faults


def offers(subject, acting, today) -> tuple[Offer, ...]:
    """The steps `acting` may take or may hope to take on `subject`: open, or grey with reasons."""
    return tuple(
        Offer(row.action, row.reasons_against(subject, today), row.note(subject))
        for row in PROCEDURES[type(subject)]
        if row.source == subject.state and row.alone and row.is_for(acting, subject)
    )


def paper_offers(subject, acting, today) -> tuple[Offer, ...]:
    """The steps done on paper that `acting` may enter for `subject` (代录).

    The day on the paper is not known yet: a step is grey for what no day could mend, so a last
    day that has passed closes nothing here.
    """
    day = min(today, subject.round.acceptance_closes)
    return tuple(
        Offer(row.action, row.reasons_against(subject, day), row.note(subject))
        for row in PROCEDURES[type(subject)]
        if row.source == subject.state
        and row.alone
        and row.paper
        and row.is_for(acting, subject, on_paper=True)
    )


def offer_of(subject, acting, action, today, *, on_paper=False) -> Offer | None:
    """The one step as it is offered to `acting`, or None if it is not theirs in this state."""
    found = paper_offers if on_paper else offers
    return next((o for o in found(subject, acting, today) if o.action is action), None)


def already_done(subject, key: str) -> bool:
    """Whether this very press of the button has been carried out for `subject`."""
    return bool(key) and subject.events.filter(key=key).exists()


@transaction.atomic
def open_case(application, *, now) -> Case:
    """The case of an application, in 草稿 until it is handed in; made once."""
    package = assembling_package(application.round, application.unit)
    return Case.objects.get_or_create(
        application=application, defaults={"package": package, "since": now}
    )[0]


@transaction.atomic
def assembling_package(round, unit) -> Package:
    """The unit's package of the round being put together; a new one if the last has gone.

    The unit's row is the queue: of several who need the first package at once one makes it.
    """
    Organisation.objects.select_for_update().get(pk=unit.pk)
    packages = Package.objects.filter(round=round, unit=unit)
    package = packages.filter(state=PackageState.ASSEMBLING).first()
    if package is None:
        last = packages.order_by("sequence").last()
        package = Package.objects.create(
            round=round, unit=unit, sequence=last.sequence + 1 if last else 1
        )
    return package


def submit(application, *, acting, now, signed_name, statement="", key="", paper=None) -> Event:
    """提交给单位: freeze the file and hand it to the unit; five presses make one submission.

    With `paper`, 单位人事 enters the promise that the applicant signed by hand (代录).
    """
    return act(
        open_case(application, now=now),
        Move(
            acting=acting,
            action=Action.SUBMIT,
            now=now,
            data={"signed_name": signed_name, "statement": statement},
            key=key,
            paper=paper,
        ),
    )
