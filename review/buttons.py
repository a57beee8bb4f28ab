"""A step on offer as the design system draws it: a link to its check page, or grey with reasons."""

from django.urls import reverse

from components.shapes import Offer

from .models import Case, Meeting, Package
from .services import offers
from .states import Action

_STEP = {Case: "review:case-step", Package: "review:package-step", Meeting: "review:meeting-step"}
#: Steps that end somebody's hopes: red outline, never the primary button.
_WARN = {
    Action.QUIT,
    Action.DECLINE,
    Action.DISAGREE,
    Action.PROPOSE_REFUSAL,
    Action.REFUSE,
    Action.ABANDON,
    Action.DISQUALIFY,
    Action.REVOKE,
}
#: Steps back: outlined like the others, never the primary button.
_BACK = {
    Action.WITHDRAW,
    Action.RETURN,
    Action.SEND_BACK,
    Action.CORRECT,
    Action.INVESTIGATE,
    Action.RECOMMEND_ON_PAPER,
    Action.REVISE_OPINION,
    Action.STOP_CRITERIA,
    Action.STOP_NOTICE,
    Action.REJECT_REFUSAL,
    Action.REQUEST_RECHECK,
}


def step_url(subject, action: Action) -> str:
    """The check page of a step."""
    return reverse(_STEP[type(subject)], args=[subject.pk, action.value])


def buttons(subject, acting, today) -> tuple[Offer, ...]:
    """What `acting` may do with `subject` today, forward steps first; the first open one leads."""
    order = sorted(
        offers(subject, acting, today), key=lambda o: (o.action in _WARN, o.action in _BACK)
    )
    forward = (o.action for o in order if o.open and o.action not in _WARN | _BACK)
    lead = next(forward, None)
    return tuple(
        Offer(
            label=offer.action.label,
            url=step_url(subject, offer.action),
            primary=offer.action is lead,
            reasons=offer.reasons,
            tone="warn" if offer.action in _WARN else "",
        )
        for offer in order
    )
