"""Two pens on one section: what differs, and the text made of what was chosen.

Entries are compared by the row they were read from, never merged by their place on the page.
"""

from dataclasses import dataclass

from django import forms

from components.shapes import ConflictField

from . import cards
from .base import EntryForm
from .fields import MonthField
from .inputs import Entries, SectionInput
from .posted import raw

MISSING = "（没有这一项）"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, or one entry that only one side has. `here` and `there` are the two forms."""

    shown: ConflictField
    here: forms.BaseForm | None
    there: forms.BaseForm | None
    field: str = ""


def differences(here: SectionInput, there: SectionInput) -> list[Difference]:
    """Everything the two sides do not agree on, in the page's order."""
    found = _between(here.form, there.form, "")
    for group in here.shape.groups:
        theirs = {_row_id(form): form for form in there.groups[group.name].kept if _row_id(form)}
        fresh = [form for form in there.groups[group.name].kept if not _row_id(form)]
        for number, form in enumerate(here.groups[group.name].kept, start=1):
            place = f"第{number}{group.word}"
            if (twin := theirs.pop(_row_id(form), None)) is not None:
                found += _between(form, twin, place)
            elif _same := next((other for other in fresh if _equal(form, other)), None):
                fresh.remove(_same)
            else:
                found.append(_lone(group, form, None, place))
        for form in (*theirs.values(), *fresh):
            found.append(_lone(group, None, form, f"另一处的{group.title}"))
    return found


def resolved(here: SectionInput, found: list[Difference], choices) -> dict[str, list[str]] | None:
    """The data with the chosen values; None while a difference was not chosen about."""
    data = {name: list(values) for name, values in here.data.lists()}
    for difference in found:
        choice = choices.get(f"keep-{difference.shown.name}")
        if choice not in ("here", "there"):
            return None
        if choice == "there":
            _take(data, difference)
    return data


def _take(data: dict, difference: Difference) -> None:
    if difference.there is None:
        data[f"{difference.here.prefix}-DELETE"] = ["on"]
    elif difference.here is None:
        group = difference.there.prefix.rpartition("-")[0]
        index = int(data[f"{group}-TOTAL_FORMS"][0])
        data[f"{group}-TOTAL_FORMS"] = [str(index + 1)]
        for name in difference.there.fields:
            _copy(data, difference.there, name, f"{group}-{index}")
    else:
        _copy(data, difference.there, difference.field, difference.here.prefix)


def _copy(data: dict, source: forms.BaseForm, field: str, prefix: str | None) -> None:
    target = f"{prefix}-{field}" if prefix else field
    for suffix, value in raw(source, field).items():
        if value:
            data[target + suffix] = [value]
        else:
            data.pop(target + suffix, None)


def _between(here, there, place: str) -> list[Difference]:
    found = []
    for name, field in here.fields.items():
        if name in ("id", "DELETE") or name not in there.fields:
            continue
        if raw(here, name) != raw(there, name):
            label = f"{place}：{field.label}" if place else str(field.label)
            shown = ConflictField(
                here.add_prefix(name), label, _words(here, name), _words(there, name)
            )
            found.append(Difference(shown, here, there, name))
    return found


def _lone(group: Entries, here, there, place: str) -> Difference:
    form = here or there
    name = f"{'here' if here else 'there'}-{form.prefix}"
    title = cards.title(form) if not form.errors else ""
    text = title or place
    shown = ConflictField(
        name, place, text if here else MISSING, MISSING if here else text, here is None
    )
    return Difference(shown, here, there)


def _row_id(form: EntryForm) -> str:
    return str(form["id"].value() or "")


def _equal(one: EntryForm, other: EntryForm) -> bool:
    return all(raw(one, name) == raw(other, name) for name in one.fields if name != "DELETE")


def _words(form: forms.BaseForm, name: str) -> str:
    field, posted = form.fields[name], raw(form, name)
    if isinstance(field, MonthField):
        units = zip(posted.values(), ("年", "月", "日"), strict=True)
        return "".join(text + unit for text, unit in units if text)
    text = posted[""]
    if isinstance(field, forms.BooleanField):
        return "是" if text else "否"
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=text).first() if text.isdecimal() else None
        return str(row or "")
    return str(dict(getattr(field, "choices", ())).get(text, text))
