"""The error summary: what is wrong in forms and formsets, in page order, each with its link."""

from dataclasses import dataclass

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet

from .shapes import ErrorItem

LIMIT = 8


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Errors of one form; ``title`` is given only when the summary is long (more than 8)."""

    title: str
    items: tuple[ErrorItem, ...]


def first_id(bound_field) -> str:
    """The id of a field's first input: where the link of its error leads."""
    widget, auto_id = bound_field.field.widget, bound_field.auto_id
    if hasattr(widget, "first_id"):
        return widget.first_id(auto_id)
    return f"{auto_id}_0" if bound_field.use_fieldset else auto_id


def form_errors(form: BaseForm, position: str = "") -> list[ErrorItem]:
    """Field errors in the form's order, then what concerns the form as a whole."""
    lead = f"{position}：" if position else ""
    items = []
    for bound_field in form:
        target = "" if bound_field.is_hidden else first_id(bound_field)
        items += [ErrorItem(f"{lead}{error}", target) for error in bound_field.errors]
    visible = form.visible_fields()
    target = first_id(visible[0]) if visible else ""
    items += [ErrorItem(f"{lead}{error}", target) for error in form.non_field_errors()]
    return items


def formset_errors(formset: BaseFormSet, word: str = "") -> list[ErrorItem]:
    """Errors of all entries that stay, each led by its place: 「第2段：请填写所学专业」.

    The place is the form's own ``position`` where it has one (「2019年度」), else its number and
    ``word``, else the formset's ``position_word``.
    """
    word = word or getattr(formset, "position_word", "段")
    items = [ErrorItem(str(error)) for error in formset.non_form_errors()]
    number = 0
    for form in formset.forms:
        if form.is_bound and formset.can_delete and formset._should_delete_form(form):
            continue
        number += 1
        items += form_errors(form, getattr(form, "position", "") or f"第{number}{word}")
    return items


def collect(*sources, word: str = "") -> list[ErrorGroup]:
    """Groups of errors of forms, formsets, sentences or ErrorItems; empty when nothing is wrong.

    More than eight errors are grouped under the ``title`` of their form; else one group.
    """
    groups = []
    for source in sources:
        if source is None:
            continue
        if isinstance(source, BaseFormSet):
            items = formset_errors(source, word) if source.is_bound else []
        elif isinstance(source, BaseForm):
            items = form_errors(source)
        else:
            items = [e if isinstance(e, ErrorItem) else ErrorItem(str(e)) for e in source]
        if items:
            groups.append(ErrorGroup(getattr(source, "title", ""), tuple(items)))
    if sum(len(group.items) for group in groups) > LIMIT or not groups:
        return groups
    return [ErrorGroup("", tuple(item for group in groups for item in group.items))]
