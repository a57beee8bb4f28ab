"""A step on offer as the design system draws it: a link to its check page, or grey with reasons."""

from django.urls import reverse

from components.shapes import Offer as Button

from .models import Case, Meeting, Package
from .services import offers
from .states import Action

_STEP_URL = {Case: "review:case-step", Package: "review:package-step", Meeting: "review:meeting-step"}
#: steps that end somebody's hopes are drawn apart from those that lead on
_HARD = frozenset(
    {
        Action.DECLINE,
        Action.DISAGREE,
        Action.DISQUALIFY,
        Action.ABANDON,
        Action.REFUSE,
        Action.REVOKE,
        Action.QUIT,
    }
)
_QUIET = frozenset({Action.PROPOSE_REFUSAL, Action.WITHDRAW, Action.RETURN, Action.SEND_BACK})


def buttons(subject, acting, today) -> tuple[Button, ...]:
    """Every step on offer; the first open one that leads on is the primary button."""
    drawn, primary = [], False
    for offer in offers(subject, acting, today):
        tone = "warn" if offer.action in _HARD else "link" if offer.action in _QUIET else ""
        leads = offer.open and not tone and not primary
        primary = primary or leads
        drawn.append(
            Button(
                label=offer.action.label,
                url=reverse(_STEP_URL[type(subject)], args=[subject.pk, offer.action]),
                primary=leads,
                reasons=offer.reasons,
                tone=tone,
            )
        )
    return tuple(drawn)
