"""Who, said once: permission, desk and visibility come from `scope`, so they cannot disagree."""

from django.db.models import Q

from accounts.models import Membership
from accounts.roles import OrganisationKind, Role

from .models import Case, Meeting, Package, Revocation
from .states import Actor, CaseState, MeetingState

ROLE_OF = {
    Actor.APPLICANT: Role.APPLICANT,
    Actor.UNIT: Role.UNIT,
    Actor.UNIT_HEAD: Role.UNIT_HEAD,
    Actor.DEPARTMENT: Role.DEPARTMENT,
    Actor.CLERK: Role.CLERK,
    Actor.LEAD: Role.LEAD,
    Actor.SECRETARY: Role.SECRETARY,
    Actor.CHAIR: Role.CHAIR,
    Actor.HRSS: Role.HRSS,
}
ACTOR_OF = {role: actor for actor, role in ROLE_OF.items()}
UNIT_PATH = {Case: "application__unit", Package: "unit"}
OF_THE_BUREAU = frozenset({Actor.CLERK, Actor.LEAD, Actor.SECRETARY, Actor.CHAIR})
NOBODY = Q(pk__in=())

SUBMITTED_STATES = frozenset(CaseState) - {CaseState.DRAFT}
HRSS_SEES = frozenset(
    {
        CaseState.RESULT_NOTICE,
        CaseState.RESULT_OBJECTION,
        CaseState.PENDING_CONFIRMATION,
        CaseState.CONFIRMED,
        CaseState.ARCHIVED,
        CaseState.REVOKED,
    }
)


def scope(actor: Actor, acting, model) -> Q:
    """The rows of `model` on which `acting` is `actor`: nobody acts outside the role they chose,
    and nobody judges their own file (domain.md §8).
    """
    if acting is None or acting.role != ROLE_OF[actor]:
        return NOBODY
    if actor is Actor.APPLICANT:
        return Q(application__applicant=acting.user) if model is Case else NOBODY
    reach = _reach(actor, acting, model)
    if model is Case:
        reach &= ~Q(application__applicant=acting.user)
        if actor is Actor.LEAD:
            reach &= ~Q(refusal_proposed_by=acting.user) | Q(refusal_proposed_by=None)
            reach &= ~Q(pk__in=_prepared_by(acting.user))
    return reach


def _prepared_by(user):
    """The cases whose 取消资格 the person has put together: another one decides."""
    return Revocation.objects.filter(prepared_by=user).values("case")


def _reach(actor: Actor, acting, model) -> Q:
    organisation = acting.organisation
    if actor in OF_THE_BUREAU:
        return Q() if organisation.kind == OrganisationKind.BUREAU else NOBODY
    if actor is Actor.HRSS:
        confirms = organisation.kind == OrganisationKind.HRSS and model is not Package
        return Q() if confirms else NOBODY
    if model is Meeting:
        return NOBODY
    path = UNIT_PATH[model]
    if actor is Actor.DEPARTMENT:
        return Q(**{f"{path}__parent": organisation})
    return Q(**{path: organisation})


def holders(actor: Actor, subject, today):
    """Who is `actor` for `subject` on `today`: the memberships in force that `scope` admits.

    The applicant of a case is found by the file, whatever unit they have gone to since.
    """
    members = Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        since__lte=today,
        role=ROLE_OF[actor],
        user__is_active=True,
    ).select_related("user")
    if isinstance(subject, Case):
        applicant = subject.application.applicant_id
        if actor is Actor.APPLICANT:
            return members.filter(user=applicant)
        members = members.exclude(user=applicant)
        if actor is Actor.LEAD and subject.refusal_proposed_by_id:
            members = members.exclude(user=subject.refusal_proposed_by_id)
    return members.filter(_office(actor, subject))


def clerks(today):
    """The memberships of 303's clerks in force on `today`."""
    return Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        since__lte=today,
        role=ROLE_OF[Actor.CLERK],
        organisation__kind=OrganisationKind.BUREAU,
        user__is_active=True,
    ).select_related("user")


def colleagues(acting, today):
    """The others who act in the same capacity in the same organisation on `today`."""
    return (
        Membership.objects.filter(
            Q(until=None) | Q(until__gte=today),
            since__lte=today,
            role=acting.role,
            organisation=acting.organisation,
            user__is_active=True,
        )
        .exclude(user=acting.user)
        .select_related("user")
        .order_by("pk")
    )


def _office(actor: Actor, subject) -> Q:
    """The organisation in which the membership must be; the counterpart of `_reach`."""
    if actor in OF_THE_BUREAU:
        return Q(organisation__kind=OrganisationKind.BUREAU)
    if actor is Actor.HRSS and not isinstance(subject, Package):
        return Q(organisation__kind=OrganisationKind.HRSS)
    if actor in (Actor.APPLICANT, Actor.HRSS) or isinstance(subject, Meeting):
        return NOBODY
    if actor is Actor.DEPARTMENT:
        return Q(organisation=subject.unit.parent_id)
    return Q(organisation=subject.unit)


def may_see(acting, model) -> Q:
    """The rows `acting` may look at: the reach of acting, less what is nobody's business yet."""
    actor = ACTOR_OF.get(acting.role) if acting is not None else None
    if actor is None:
        return NOBODY
    seen = scope(actor, acting, model)
    if model is Case and actor is not Actor.APPLICANT:
        seen &= Q(state__in=HRSS_SEES if actor is Actor.HRSS else SUBMITTED_STATES)
    if model is Meeting and actor is Actor.HRSS:
        seen &= ~Q(state__in=_BEFORE_ANNOUNCEMENT)
    return seen


_BEFORE_ANNOUNCEMENT = frozenset(
    {
        MeetingState.PREPARING,
        MeetingState.SIGNING_IN,
        MeetingState.VOTING,
        MeetingState.COUNTED,
        MeetingState.ANNOUNCED,
    }
)
