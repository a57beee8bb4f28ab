"""批量审核通过: whom, and which version of each file was on the page."""

import uuid

from django import forms

from components.forms import BaseForm


class ApproveForm(BaseForm):
    """The files ticked; passed only after their names stood on a page of their own."""

    people = forms.TypedMultipleChoiceField(
        label="审核通过的人员", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    mark_optional = False

    def __init__(self, *args, found, **kwargs):
        kwargs["initial"] = {"key": uuid.uuid4().hex[:20], **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.cases = {one.case.pk: one.case for one in found}
        ready = [one.case for one in found if not one.why]
        self.fields["people"].choices = [(c.pk, f"{c.name}（{c.number}）") for c in ready]
        self.fields["people"].initial = [case.pk for case in ready]
        for case in ready:
            seen = forms.IntegerField(
                required=False, widget=forms.HiddenInput, initial=case.version
            )
            self.add_field(f"version_{case.pk}", seen)

    def chosen(self) -> list:
        """The cases ticked, as they stand now."""
        return [self.cases[pk] for pk in self.cleaned_data["people"]]

    def versions(self) -> dict[int, int]:
        """The version of each as it was on the page."""
        return {case.pk: self.cleaned_data.get(f"version_{case.pk}") for case in self.chosen()}
