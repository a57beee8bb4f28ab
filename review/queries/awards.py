"""任职资格 as the public may look it up, and how far the results of a meeting have come."""

from components.shapes import StepState, TrailStep
from components.words import day_words, time_words
from review.states import Action, MeetingState


def awarded_to(certificates, *, name: str, unit: str, number: str):
    """Those of `certificates` of exactly this name, at this unit (part of its name) or number."""
    found = certificates.filter(name=name)
    if unit:
        found = found.filter(unit__icontains=unit)
    if number:
        found = found.filter(number=number)
    return found


_ROAD = (
    (Action.ANNOUNCE, "主任委员宣布结果"),
    (Action.PUBLISH_RESULT, "发布结果公示"),
    (Action.CLEAR_RESULT, "公示期满、登记"),
    (Action.CONFIRM, "人社局核准"),
    (Action.ARCHIVE, "归档"),
)
_SHOWN_FROM = (
    MeetingState.COUNTED,
    MeetingState.ANNOUNCED,
    MeetingState.PUBLICISED,
    MeetingState.CLEARED,
    MeetingState.CONFIRMED,
    MeetingState.ARCHIVED,
)


def results_road(meeting, events, notice) -> list[TrailStep]:
    """The five steps from the count to the archive, with days and documents; none before a count.

    `events` are the meeting's, `notice` its 结果公示 or None; the last day (inclusive) and the
    document stand beside the step they belong to.
    """
    if meeting.state not in _SHOWN_FROM:
        return []
    taken = {event.action: event for event in events}
    due = f"公示到{day_words(notice.last_day)}" if notice else ""
    steps, waiting = [], True
    for action, label in _ROAD:
        event = taken.get(action)
        if event:
            steps.append(TrailStep(label, _note(meeting, action, event), StepState.DONE))
            continue
        state = StepState.NOW if waiting else StepState.NEXT
        steps.append(TrailStep(label, due if action == Action.CLEAR_RESULT else "", state))
        waiting = False
    return steps


def _note(meeting, action, event) -> str:
    said = time_words(event.at, meeting.round.year)
    if action == Action.CONFIRM and meeting.confirmation_number:
        return f"{meeting.confirmation_number}，{said}"
    return said
