"""退回补充 as the applicant reads it: who asks, by when, and item by item where to mend it.

Whoever reopens a file leaves the letter with it (`services.reopen`), so nothing here needs to know
who that may be.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime

from applications.models import Application
from applications.sections import BY_SLUG
from components.calendars import day_cells, left_words
from components.shapes import DayCell
from eligibility import Calendar


@dataclass(frozen=True, slots=True)
class Place:
    """A section an item is mended in; `done`: saved since."""

    slug: str
    title: str
    url: str
    done: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to put right; without `places` it is a paper only."""

    number: int
    text: str
    clause: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter a reopened file came back with; `days` run from its day to the due day.

    Without a day of its own it is due when the round takes corrections for the last time (D14).
    """

    title: str
    by: str
    issued_at: datetime
    due_on: date
    items: tuple[Item, ...]
    days: tuple[DayCell, ...]
    left: str

    def about(self, slug: str) -> "Letter":
        """The same letter with only the items of one section, numbered as in the whole."""
        mine = (item for item in self.items if any(place.slug == slug for place in item.places))
        return replace(self, items=tuple(mine))


def letter_of(application: Application, *, today: date, calendar: Calendar) -> Letter | None:
    """The letter that waits for an answer; None where nothing was returned."""
    told = application.letter
    if not told or application.locked or application.withdrawn:
        return None
    issued_at = datetime.fromisoformat(told["issued_at"])
    own = told["due_on"]
    due_on = date.fromisoformat(own) if own else application.round.correction_latest
    first = min(localtime(issued_at).date(), due_on)
    return Letter(
        title=told["title"],
        by=told["by"],
        issued_at=issued_at,
        due_on=due_on,
        items=_items(application, told["items"]),
        days=day_cells(first, due_on, today=today, calendar=calendar, due=due_on),
        left=left_words(due_on, today=today, calendar=calendar),
    )


def _items(application, told: list[dict]) -> tuple[Item, ...]:
    """An entry without words belongs to the one before it: the same defect in another section."""
    items: list[Item] = []
    for entry in told:
        places = _place(application, entry["section"])
        if entry["text"] or not items:
            items.append(Item(len(items) + 1, entry["text"], entry["clause"], places))
        else:
            items[-1] = replace(items[-1], places=items[-1].places + places)
    return tuple(items)


def _place(application, slug: str) -> tuple[Place, ...]:
    section = BY_SLUG.get(slug)
    if section is None:
        return ()
    url = reverse("applications:section", args=(application.pk, slug))
    return (Place(slug, section.title, url, slug in application.mended),)
