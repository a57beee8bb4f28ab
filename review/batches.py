"""Several files in one go: each takes its own step through the one door, in its own transaction."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from . import records
from .engine import Move, Refused
from .models import Case
from .services import act, already_done
from .states import Action


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `reasons` are empty when its step was taken."""

    case: Case
    reasons: tuple[str, ...] = ()


def open_files(cases, *, acting, now, versions: dict[int, int], key: str) -> list[Outcome]:
    """开始审核 of each of `cases`; one refusal stops that file and no other.

    `versions` is what the person saw of each; `key` (at most 20 characters) makes a second press
    the same steps.
    """
    return [
        _taken(case, _move(case, Action.OPEN, acting, now, versions, key), agreeing=())
        for case in cases
    ]


def approve(
    cases, *, acting, now, versions: dict[int, int], key: str, agreeing: dict[int, tuple]
) -> list[Outcome]:
    """审核通过 for each of `cases`, as `open_files` does.

    `agreeing`: the originals of each that were seen just now and agree (D22). They are recorded
    with the step or not at all.
    """
    return [
        _taken(
            case,
            _move(case, Action.APPROVE, acting, now, versions, key),
            agreeing=agreeing.get(case.pk, ()),
        )
        for case in cases
    ]


def _move(case, action, acting, now, versions, key) -> Move:
    return Move(
        acting=acting,
        action=action,
        now=now,
        version=versions.get(case.pk),
        key=f"{key}-{case.pk}",
    )


def _taken(case, move, *, agreeing) -> Outcome:
    try:
        with transaction.atomic():
            if agreeing and not already_done(case, move.key):
                records.check_originals(
                    case,
                    acting=move.acting,
                    now=move.now,
                    checks=[(item, True, "") for item in agreeing],
                )
            act(case, move)
    except Refused as refused:
        return Outcome(case, refused.reasons)
    except PermissionDenied:
        return Outcome(case, ("这一份不由本单位办理。",))
    return Outcome(case)
