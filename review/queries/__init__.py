"""What a person finds: their desk, what they may look at. Everything reads `actors`."""

from django.db.models import Q

from review.actors import ACTOR_OF, NOBODY, may_see, scope
from review.models import Case, Meeting, Package, PaperEntry
from review.services import PROCEDURES


def visible(model, acting):
    """The rows of Case, Package or Meeting that `acting` may look at; others are 404 to them."""
    rows = model.objects.filter(may_see(acting, model))
    if model is Case:
        rows = rows.select_related(
            "application__applicant",
            "application__unit",
            "application__round",
            "application__specialty",
            "submission",
            "package",
            "meeting",
        )
    elif model is Package:
        rows = rows.select_related("unit__parent", "round")
    else:
        rows = rows.select_related("round")
    return rows


def visible_cases(acting):
    return visible(Case, acting)


def visible_packages(acting):
    return visible(Package, acting)


def visible_meetings(acting):
    return visible(Meeting, acting)


def visible_entries(acting):
    """The steps entered from paper (代录) of what `acting` may look at."""
    return PaperEntry.objects.filter(
        Q(events__package__in=visible_packages(acting).values("pk"))
        | Q(events__case__in=visible_cases(acting).values("pk"))
    ).distinct()


def desk(model, acting):
    """The rows on which `acting` is the one to take a step now."""
    actor = ACTOR_OF.get(acting.role) if acting is not None else None
    if actor is None:
        return model.objects.none()
    sources = {row.source for row in PROCEDURES[model] if row.actor is actor and row.alone}
    waiting = Q(state__in=sources) & scope(actor, acting, model) if sources else NOBODY
    return visible(model, acting).filter(waiting)
