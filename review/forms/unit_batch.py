"""批量审核: whom, and which version of each file was on the page."""

import uuid

from django import forms

from components.forms import BaseForm


class _FilesForm(BaseForm):
    """Files of the unit and the version of each that was on the page; `key` is of this press."""

    people = forms.TypedMultipleChoiceField(
        label="人员",
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    mark_optional = False

    def __init__(self, *args, cases, **kwargs):
        kwargs["initial"] = {"key": uuid.uuid4().hex[:20], **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.cases = {case.pk: case for case in cases}
        self.fields["people"].choices = [(c.pk, f"{c.name}（{c.number}）") for c in cases]
        for case in cases:
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


class OpenForm(_FilesForm):
    """开始审核 of everybody the page names: there is nothing to choose."""

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, cases=cases, **kwargs)
        self.fields["people"].widget = forms.MultipleHiddenInput()
        self.fields["people"].initial = [case.pk for case in cases]


class ApproveForm(_FilesForm):
    """The files ticked; passed only after their names stood on a page of their own.

    Ticked to begin with are those whose originals are all registered. To tick another one says
    that the originals nobody registered were seen just now, and agree.
    """

    def __init__(self, *args, found, **kwargs):
        self.ready = [one for one in found if not one.why]
        super().__init__(*args, cases=[one.case for one in self.ready], **kwargs)
        self.fields["people"].label = "审核通过的人员"
        self.fields["people"].error_messages["required"] = "请选择审核通过的人员"
        self.fields["people"].initial = [one.case.pk for one in self.ready if not one.unseen]

    @property
    def rows(self):
        """(box, file) of each, in the order of the page."""
        return zip(self["people"].subwidgets, self.ready, strict=True)

    @property
    def taken(self) -> list:
        """The files ticked, with the originals that are registered along with them."""
        ticked = set(self.cleaned_data["people"])
        return [one for one in self.ready if one.case.pk in ticked]

    def agreeing(self) -> dict[int, tuple]:
        """The originals seen just now, by case."""
        return {one.case.pk: one.unseen for one in self.taken}
