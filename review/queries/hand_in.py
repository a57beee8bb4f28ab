"""How late a file may go to its unit: what `settings.HAND_IN` names."""

from applications import queries as applications
from applications.deadlines import HandIn
from eligibility import CalendarUnknown
from review import notices, planning

from .unit_plan import saved_schedule, terms_of


def hand_in(unit, round, *, now) -> HandIn:
    """The day the unit asks for; else reckoned back from the last day of delivery, or no day
    where ① as posted ends too late or the working days of the year are not known.
    """
    saved = saved_schedule(unit, round)
    if saved and saved.hand_in:
        return HandIn(saved.hand_in, asked=True)
    calendar, terms = applications.calendar(), terms_of(round)
    posted = notices.criteria_of(unit, round)
    try:
        if posted:
            criteria = planning.Span(posted.first_day, notices.last_day(posted, calendar))
        else:
            criteria = planning.span(calendar.first_counted(now), terms.criteria, calendar)
        day = planning.last_hand_in(terms, criteria, calendar)
    except CalendarUnknown:
        return HandIn()
    return HandIn(day, begun=posted is not None)
