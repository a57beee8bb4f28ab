"""A section as the browser would post it: to compare two versions, and to add entries to one."""

from django import forms

from .base import EntryForm
from .fields import MonthField
from .inputs import SectionInput


def raw(form: forms.BaseForm, name: str) -> dict[str, str]:
    """One field as it would be posted: ending of its name → text."""
    field, value = form.fields[name], form[name].value()
    if isinstance(field, MonthField):
        parts = field.widget.get_context(name, value, {"id": name})["widget"]
        return {f"_{key}": str(parts.get(key, "")) for key in ("year", "month", "day")}
    if isinstance(field, forms.BooleanField):
        return {"": "on" if value else ""}
    return {"": "" if value is None else str(value)}


def as_posted(section: SectionInput) -> dict[str, list[str]]:
    """Everything the page of this section holds, name → list of values."""
    data = {}
    formsets = [(name, formset) for name, formset in section.groups.items()]
    for name, formset in formsets:
        data[f"{name}-TOTAL_FORMS"] = [str(len(formset.forms))]
        data[f"{name}-INITIAL_FORMS"] = ["0"]
    for form in (section.form, *(form for _, formset in formsets for form in formset.forms)):
        for name in form.fields:
            for ending, text in raw(form, name).items():
                if text:
                    data[form.add_prefix(name) + ending] = [text]
    return data


def is_blank(form: EntryForm) -> bool:
    """An entry the page offered and nobody has written into."""
    begun = type(form)(
        initial=form.beginning(form.application), application=form.application, today=form.today
    )
    return all(
        not any(raw(form, name).values()) or raw(form, name) == raw(begun, name)
        for name in form.fields
        if name != "DELETE"
    )
