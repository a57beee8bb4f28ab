"""A section's entries as the page draws them: open, closed or just removed.

Adding, removing, taking back and opening are answered by changing what was typed and showing the
page again, so they work without JavaScript.
"""

from dataclasses import dataclass

from components.shapes import Entry, EntryAction

from . import cards, pasted
from .base import EntryForm
from .inputs import Entries, SectionInput

OPENED = "opened"
REMOVED = "removed"
ACTIONS = ("add", "remove", "undo", "open", "unpaste")
PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry. `state`: open (fields), closed (summary, fields hidden), removed (撤销), gone.

    Only what was removed last can be taken back; the rest is gone, and deleted when saved.
    """

    form: EntryForm
    entry: Entry
    state: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """One repeating group with its entries and the button that adds another.

    `pastes`: rows of a spreadsheet can be added too.
    """

    group: Entries
    formset: object
    entries: tuple[EntryView, ...]
    asked: bool
    pastes: bool


def group_views(section: SectionInput) -> list[GroupView]:
    """The groups of a section in order."""
    opened = section.typed_word(OPENED)
    return [
        GroupView(
            group,
            section.groups[group.name],
            tuple(_entries(section, group, opened)),
            section.asks(group),
            group.name in pasted.COLUMNS,
        )
        for group in section.shape.groups
    ]


def rearranged(data, action: str, target: str, defaults: dict) -> dict[str, list[str]]:
    """What was typed, after adding, removing, undoing or opening `target` (a group, an entry).

    `unpaste` takes back all that was pasted from a spreadsheet.

    `defaults` are the answers an added entry begins with.
    """
    changed = {name: values for name, values in data.lists() if name not in (*ACTIONS, *NOT_TYPED)}
    if action == "add":
        total = int(_first(changed, f"{target}-TOTAL_FORMS") or 0)
        changed[f"{target}-TOTAL_FORMS"] = [str(total + 1)]
        changed.setdefault(f"{target}-INITIAL_FORMS", ["0"])
        changed[OPENED] = [f"{target}-{total}"]
        for name, value in defaults.items():
            changed[f"{target}-{total}-{name}"] = [value]
    elif action == "remove":
        changed[f"{target}-DELETE"] = ["on"]
        changed[REMOVED] = [target]
    elif action == "undo":
        changed.pop(f"{target}-DELETE", None)
    elif action == "unpaste":
        came, _, went = " ".join(changed.pop(PASTED, ())).partition("/")
        changed |= {f"{prefix}-DELETE": ["on"] for prefix in came.split()}
        for prefix in went.split():
            changed.pop(f"{prefix}-DELETE", None)
    else:
        changed[OPENED] = [target]
    return changed


NOT_TYPED = ("csrfmiddlewaretoken", "version", "then", "resolve")


def typed_only(data) -> dict[str, list[str]]:
    """A posted form without token, version and buttons."""
    return {
        name: values
        for name, values in data.lists()
        if name not in (*ACTIONS, *NOT_TYPED) and not name.startswith("keep-")
    }


def _first(data: dict[str, list[str]], name: str) -> str:
    values = data.get(name) or [""]
    return values[0] if values[0].isdecimal() else ""


def _entries(section: SectionInput, group: Entries, opened: str):
    number = 0
    for form in section.groups[group.name].forms:
        number += not form.is_removed
        state = _entry_state(section, form, opened)
        title = cards.title(form) if state != "open" or not form.is_bound else ""
        entry = Entry(
            number=number + (state == "removed"),
            title=title,
            word=group.word,
            rows=cards.rows(form) if state == "closed" else (),
            actions=_actions(form.prefix, state),
            id=form.prefix,
        )
        yield EntryView(form, entry, state)


def _entry_state(section: SectionInput, form: EntryForm, opened: str) -> str:
    if form.is_removed:
        return "removed" if form.prefix == section.typed_word(REMOVED) else "gone"
    if form.prefix == opened:
        return "open"
    if form.is_bound:
        return "closed" if section.good.get(form.prefix) else "open"
    return "closed" if form.initial.get("id") else "open"


def _actions(prefix: str, state: str) -> tuple[EntryAction, ...]:
    if state == "removed":
        return (EntryAction("撤销", name="undo", value=prefix),)
    remove = EntryAction("删除", name="remove", value=prefix)
    if state == "open":
        return (remove,)
    return EntryAction("修改", name="open", value=prefix), remove
