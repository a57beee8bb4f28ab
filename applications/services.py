"""The writers of an application: begin, save a section, freeze, reopen, withdraw.

Papers are written in `applications.papers`. Every writer refuses a file that is with someone else
and a section that was not reopened (`Locked`).
"""

import json
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Organisation, User
from accounts.secrets import blind_index
from applications import promise, snapshots
from applications.errors import Conflict, Incomplete, Locked, NotOpen
from applications.facts import ban_on, contract, facts_of
from applications.identities import IDENTITY_TAKEN, identity_for
from applications.models import (
    Application,
    Appraisal,
    Round,
    SectionDraft,
    Submission,
)
from applications.queries import (
    blocking_errors,
    is_open,
    needs_statement,
    rules_for,
    with_contents,
)
from applications.sections import BY_SLUG, SECTIONS
from applications.verdict_changes import Change
from eligibility import assess

START_TRIES = 50


def start(
    *, round: Round, applicant: User, unit: Organisation, now: datetime
) -> tuple[Application, bool]:
    """Begin the person's file of this round; (file, True), or the one begun before and False.

    The account's identity is copied, so that nothing is asked twice. Raises NotOpen before filling
    begins, after the last day papers are taken (inclusive), and when another file of the round
    bears the identity number (D30).
    """
    today = now.date()
    if today < round.filling_opens:
        raise NotOpen(f"{round.filling_opens.month}月{round.filling_opens.day}日开始填报。")
    with transaction.atomic():
        # The round's row is the queue: two first visits of one person come one after the other.
        locked = Round.objects.select_for_update().get(pk=round.pk)
        begun = Application.objects.filter(round=round, applicant=applicant, withdrawn=False)
        if existing := begun.first():
            _move_to(existing, unit)
            return existing, False
        if today > round.acceptance_closes:
            raise NotOpen("本年度报送已截止，不能再开始申报。")
        identity = identity_for(round, applicant, today=today)
        application = Application.objects.create(
            round=round,
            applicant=applicant,
            unit=unit,
            number=f"YC{round.year}-{_next_number(locked):04d}",
            query_code=f"{secrets.randbelow(10**8):08d}",
            created_at=now,
            contact_phone=applicant.phone,
            **identity,
        )
    return application, True


def _move_to(application: Application, unit: Organisation) -> None:
    """A file nobody was given yet follows its owner to the unit they belong to now."""
    if application.unit_id != unit.pk and not application.submissions.exists():
        application.unit = unit
        application.save(update_fields=["unit"])


def _next_number(round: Round) -> int:
    """The round's next number. The condition makes the second of two writers try again."""
    for _ in range(START_TRIES):
        last = Round.objects.values_list("last_number", flat=True).get(pk=round.pk)
        taken = Round.objects.filter(pk=round.pk, last_number=last).update(last_number=last + 1)
        if taken:
            return last + 1
    raise NotOpen("现在申报的人多，没有取到编号，请再按一次。")


def save_section(
    application: Application,
    slug: str,
    *,
    values: dict,
    rows: dict,
    now: datetime,
    expected_version: int | None = None,
) -> Application:
    """Write one section: `values` are fields of the file, `rows` model → all rows it has now.

    A row with the id of a present row changes it, one without is new, a present row not named is
    deleted (but an appraisal is kept for the day its year counts again). Raises Locked; Conflict
    when the draft's version is another than expected;
    ValidationError (by field) when another file of the round has the identity number.
    """
    with transaction.atomic():
        application = _for_writing(application, slug)
        draft = _draft(application, slug, now)
        if expected_version is not None and expected_version != draft.version:
            raise Conflict(draft.version)
        for name, value in values.items():
            setattr(application, name, value)
        if number := values.get("identity_number"):
            application.identity_index = blind_index(number)
        _note_change(application, slug)
        _save_alone(application, values)
        for model, items in rows.items():
            _replace(model, application, items)
        _update_draft(draft, text="", problems=[], now=now)
    return application


def note_changes(application: Application, slug: str, found: tuple[Change, ...]) -> None:
    """What the section just saved did to the verdict: what got worse waits at 核对申报资格.

    Saving 核对申报资格 itself is having looked.
    """
    with transaction.atomic():
        application = _for_writing(application, None)
        waiting = {} if slug == "eligibility" else dict(application.look_again)
        for change in found if slug != "eligibility" else ():
            waiting.pop(change.rule, None)
            if change.worse:
                waiting[change.rule] = change.sentence
        if waiting != application.look_again:
            application.look_again = waiting
            application.save(update_fields=["look_again"])


def autosave(
    application: Application,
    slug: str,
    data: dict[str, list[str]],
    *,
    expected_version: int,
    now: datetime,
    problems: tuple[str, ...] = (),
) -> int:
    """Keep what is being typed, whatever it is; returns the new version.

    `problems` are the sentences a refused 保存并继续 was answered with. Raises Locked, Conflict.
    """
    with transaction.atomic():
        application = _for_writing(application, slug)
        draft = _draft(application, slug, now)
        if expected_version != draft.version:
            raise Conflict(draft.version)
        return _update_draft(
            draft,
            text=json.dumps(data, ensure_ascii=False),
            problems=list(dict.fromkeys(problems)),
            now=now,
        )


def mark_reviewed(application: Application, *, now: datetime) -> None:
    """The applicant has read everything through; raises Incomplete while something is missing."""
    with transaction.atomic():
        application = _for_writing(application, "review")
        if errors := blocking_errors(_whole(application), today=now.date()):
            raise Incomplete(*(sentence for _, sentence in errors))
        application.reviewed_at = now
        application.save(update_fields=["reviewed_at"])


def freeze(
    application: Application, *, by: User, now: datetime, signed_name: str, statement: str = ""
) -> Submission:
    """Hand the file in: the next immutable version of everything, and lock it.

    Raises Locked when it was handed in already, Incomplete with every reason: something missing,
    a signature that is not the applicant's name, 不通过 without a statement (D31).
    """
    with transaction.atomic():
        application = _whole(_for_writing(application, "commitment"))
        verdict, facts = None, None
        reasons = [sentence for _, sentence in blocking_errors(application, today=now.date())]
        if not application.reviewed_at:
            reasons.append("请先核对全部内容。")
        if promise.plain_name(signed_name) != promise.plain_name(application.name):
            reasons.append(f"承诺人姓名要和申报人姓名“{application.name}”一致。")
        if not reasons:
            facts = facts_of(application, ban=ban_on(application))
            verdict = assess(facts, rules_for(application.round))
            if needs_statement(verdict) and not statement.strip():
                reasons.append("系统核对有不符合的条件，请填写情况说明。")
        if reasons:
            raise Incomplete(*dict.fromkeys(reasons))
        submission = _submission(application, facts, verdict, statement.strip())
        submission.version = application.submissions.count() + 1
        submission.submitted_at = now
        submission.submitted_by = by
        submission.signed_name = promise.plain_name(signed_name)
        submission.save()
        application.locked = True
        application.reopened = []
        application.mended = []
        application.letter = {}
        application.statement = submission.statement
        application.save(update_fields=["locked", "reopened", "mended", "letter", "statement"])
    return submission


def _submission(application, facts, verdict, statement) -> Submission:
    frozen = {
        "content": snapshots.snapshot(application),
        "facts": contract(facts),
        "papers": snapshots.papers(application),
        "verdict": verdict.to_dict(),
        "statement": statement,
        "promise_text": promise.TEXT,
        "promise_version": promise.VERSION,
    }
    private = snapshots.private(application)
    return Submission(
        application=application,
        private=snapshots.canonical(private),
        sha256=snapshots.digest(frozen | {"private": private}),
        **frozen,
    )


def reopen(application: Application, *, sections, letter: dict | None = None) -> None:
    """Give the file back for correction: only `sections` (slugs) may change; empty means all.

    `letter` is what is asked: title, by, issued_at and due_on (ISO, due_on may be None), items of
    section, text and clause. Raises ValueError for a slug that is none.
    """
    chosen = set(sections)
    if unknown := chosen - set(BY_SLUG):
        raise ValueError(f"unknown sections: {sorted(unknown)}")
    ordered = [section.slug for section in SECTIONS if section.slug in chosen]
    Application.objects.filter(pk=application.pk).update(
        locked=False, reopened=ordered, mended=[], letter=letter or {}, reviewed_at=None
    )
    application.refresh_from_db()


def unlock(application: Application) -> None:
    """Give the whole file back to the applicant."""
    reopen(application, sections=())


def withdraw(application: Application) -> None:
    """End this file (已撤回); the person may begin another one in the same round (D30)."""
    Application.objects.filter(pk=application.pk).update(withdrawn=True, locked=True)
    application.refresh_from_db()


def open_for_writing(application: Application, slug: str | None) -> Application:
    """The file's row, locked for this transaction. Raises Locked. For the writers of this app."""
    return _for_writing(application, slug)


def note_change(application: Application, slug: str) -> None:
    """A section changed: what was read through is unread again. Saves the file."""
    _note_change(application, slug)
    application.save(update_fields=["reviewed_at", "mended", "from_self_check", "from_roster"])


def _for_writing(application: Application, slug: str | None) -> Application:
    fresh = (
        Application.objects.select_for_update(of=("self",))
        .select_related("round", "applicant", "unit", "specialty")
        .get(pk=application.pk)
    )
    if fresh.withdrawn:
        raise Locked("这份申报已撤回，不能修改。")
    if fresh.locked:
        raise Locked("已提交，不能修改。单位退回时可以改。")
    if slug is not None and not is_open(fresh, slug):
        raise Locked(f"退回时没有要求改“{BY_SLUG[slug].title}”，这一部分不能修改。")
    return fresh


def _whole(application: Application) -> Application:
    return with_contents(Application.objects.all()).get(pk=application.pk)


def _note_change(application: Application, slug: str) -> None:
    application.reviewed_at = None
    if application.reopened and slug not in application.mended:
        application.mended = [*application.mended, slug]
    application.from_self_check = [s for s in application.from_self_check if s != slug]
    application.from_roster = [s for s in application.from_roster if s != slug]


def _save_alone(application: Application, values: dict) -> None:
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        if "identity_number" not in values:
            raise
        raise ValidationError({"identity_number": IDENTITY_TAKEN}) from error


def _replace(model, application: Application, items: list[dict]) -> None:
    present = {row.pk: row for row in model.objects.filter(application=application)}
    by_year = {row.year: row for row in present.values()} if model is Appraisal else {}
    kept = set()
    for position, item in enumerate(items):
        fields = dict(item)
        row = by_year.get(fields.get("year")) or present.get(fields.pop("id", None))
        if row is None or row.pk in kept:
            row = model(application=application)
        if model is not Appraisal:
            row.position = position
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        kept.add(row.pk)
    if model is not Appraisal:
        model.objects.filter(application=application).exclude(pk__in=kept).delete()


def _draft(application: Application, slug: str, now: datetime) -> SectionDraft:
    draft, _ = SectionDraft.objects.get_or_create(
        application=application, slug=slug, defaults={"updated_at": now}
    )
    return draft


def _update_draft(draft: SectionDraft, *, text: str, problems: list, now: datetime) -> int:
    changed = SectionDraft.objects.filter(pk=draft.pk, version=draft.version).update(
        text=text, problems=problems, updated_at=now, version=F("version") + 1
    )
    if not changed:
        raise Conflict(SectionDraft.objects.get(pk=draft.pk).version)
    return draft.version + 1
