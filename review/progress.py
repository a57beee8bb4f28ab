"""A case's way so far, told to whoever holds its number and code: steps and times, no content."""

from accounts.roles import Role
from components.shapes import StepState, Tag, TrailStep
from components.words import time_words

from .labels import case_tag, is_concealed
from .models import Case, Objection
from .states import Action, Actor

# Said among officials until a second person has confirmed it, or until the result is public.
INTERNAL = {Action.PROPOSE_REFUSAL, Action.REJECT_REFUSAL}
RESULT = {Action.PASS, Action.FAIL}


def find(number: str, code: str) -> Case | None:
    """The case with this number and query code (查询码); None when the pair is wrong."""
    return (
        Case.objects.filter(application__number=number, application__query_code=code)
        .exclude(application__query_code="")
        .select_related("application__round", "meeting")
        .first()
    )


def tag(case: Case) -> Tag:
    """The state in the applicant's word."""
    return case_tag(case, Role.APPLICANT)


def trail(case: Case) -> list[TrailStep]:
    """What was done, by which kind of office and when, oldest first; the last one is now."""
    hidden = INTERNAL | RESULT if is_concealed(case, Role.APPLICANT) else INTERNAL
    events = [event for event in case.events.order_by("number") if event.action not in hidden]
    steps = [
        TrailStep(
            label=f"{Actor(event.capacity).label}：{Action(event.action).label}",
            note=time_words(event.at, case.application.round.year),
            state=StepState.DONE,
        )
        for event in events
    ]
    return [*steps, TrailStep(f"现在：{tag(case).word}", "", StepState.NOW)]


def objection_trail(objection: Objection, year: int) -> list[TrailStep]:
    """已收到, 核查中, 已答复 of an objection; the finding itself goes to who gave a name."""
    filed = TrailStep("已收到", time_words(objection.filed_at, year), StepState.DONE)
    if not objection.conclusion:
        return [filed, TrailStep("核查中", "", StepState.NOW), TrailStep("已答复")]
    answered = f"{time_words(objection.concluded_at, year)}，{objection.get_conclusion_display()}"
    return [
        filed,
        TrailStep("已核查", "", StepState.DONE),
        TrailStep("已答复", answered, StepState.DONE),
    ]
