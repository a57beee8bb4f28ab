"""A step on offer as the design system draws it: a link to its check page, or grey with reasons."""

from django.urls import reverse

from components.shapes import Offer

from .models import Case, Meeting, Package
from .services import offers, paper_offers
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
    Action.REVISE_OPINION,
    Action.STOP_CRITERIA,
    Action.STOP_NOTICE,
    Action.REJECT_REFUSAL,
    Action.REQUEST_RECHECK,
}


_PAPER_WORDS = {Action.AGREE: "代录主管部门审核意见", Action.SUBMIT: "代录提交"}


def step_url(subject, action: Action) -> str:
    """The check page of a step."""
    return reverse(_STEP[type(subject)], args=[subject.pk, action.value])


def paper_url(subject, action: Action) -> str:
    """The check page on which the step is entered from paper (代录)."""
    return f"{step_url(subject, action)}?paper=1"


def paper_words(action: Action) -> str:
    """The word on the button: what is entered for somebody else."""
    return _PAPER_WORDS.get(action) or f"代录{action.label.removeprefix('登记')}"


def buttons(subject, acting, today) -> tuple[Offer, ...]:
    """What `acting` may do with `subject` today, forward steps first; the first open one leads."""
    order = sorted(
        offers(subject, acting, today), key=lambda o: (o.action in _WARN, o.action in _BACK)
    )
    forward = (o.action for o in order if o.open and o.action not in _WARN | _BACK)
    lead = next(forward, None)
    own = tuple(
        Offer(
            label=offer.action.label,
            url=step_url(subject, offer.action),
            primary=offer.action is lead,
            reasons=offer.reasons,
            tone="warn" if offer.action in _WARN else "",
        )
        for offer in order
    )
    return own + _entered_for_others(subject, acting, today, {offer.action for offer in order})


def _entered_for_others(subject, acting, today, theirs) -> tuple[Offer, ...]:
    """What somebody else signed on paper; a step of one's own has its way on its check page."""
    return tuple(
        Offer(
            label=paper_words(offer.action),
            url=paper_url(subject, offer.action),
            primary=False,
            reasons=offer.reasons,
        )
        for offer in paper_offers(subject, acting, today)
        if offer.action not in theirs
    )
