"""Several files in one go: each takes its own step through the one door, in its own transaction."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from .engine import Move, Refused
from .models import Case
from .services import act
from .states import Action


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `reasons` are empty when its step was taken."""

    case: Case
    reasons: tuple[str, ...] = ()


def approve(cases, *, acting, now, versions: dict[int, int], key: str) -> list[Outcome]:
    """审核通过 for each of `cases`; one refusal stops that file and no other.

    `versions` is what the person saw of each; `key` (at most 20 characters) makes a second press
    the same steps.
    """
    return [
        Outcome(
            case,
            _refusal(
                case,
                Move(
                    acting=acting,
                    action=Action.APPROVE,
                    now=now,
                    version=versions.get(case.pk),
                    key=f"{key}-{case.pk}",
                ),
            ),
        )
        for case in cases
    ]


def _refusal(case, move) -> tuple[str, ...]:
    try:
        act(case, move)
    except Refused as refused:
        return refused.reasons
    except PermissionDenied:
        return ("这一份不由本单位办理。",)
    return ()
