"""The whole log of one file in words, as its applicant may read it."""

from components.shapes import Cell, Column, Row
from components.words import time_words
from review.states import Action, Actor

from .track import TOLD, step_words
from .unit_case import entered
from .whereabouts import events_shown

COLUMNS = (Column("时间"), Column("办了什么"), Column("谁办的"), Column("写明的内容"))


def timeline(case) -> tuple[Row, ...]:
    """Every step, oldest first: when, what, who, and what was written for the applicant."""
    year = case.round.year
    return tuple(
        Row(
            (
                Cell(time_words(event.at, year)),
                Cell(_what(event)),
                Cell(_who(event)),
                Cell(event.note if event.action in TOLD and event.note else "—"),
            )
        )
        for event in events_shown(case)
    )


def _what(event) -> str:
    if event.action == Action.SUBMIT:
        return f"{step_words(event)}（第{(event.submission_version or 0) + 1}版）{entered(event)}"
    return f"{step_words(event)}{entered(event)}"


def _who(event) -> str:
    """The office and the person who acted; the committee acts as one."""
    if event.capacity == Actor.APPLICANT:
        return "您"
    if event.capacity == Actor.CHAIR:
        return "评委会"
    return f"{event.get_capacity_display()} {event.user_name}"
