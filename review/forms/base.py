import uuid

from django import forms

from applications.sections import SECTIONS
from components.forms import FormMixin, RowsField
from review.models import Case


class StepForm(FormMixin, forms.Form):
    """What a step asks. `data_for_move` and `chosen` go into the `Move`; subclasses add fields.

    `version` is what the person saw, `key` makes a second press the same step.
    """

    #: template with the step's own layout, if the fields one below another do not do
    template = "review/step.html"
    #: one sentence on what cannot be undone
    warning = ""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    note = forms.CharField(
        label="意见或理由",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args, subject, acting, now, note_due, **kwargs):
        kwargs["initial"] = {
            "version": subject.version,
            "key": str(uuid.uuid4()),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.subject, self.acting, self.now = subject, acting, now
        self.fields["note"].required = note_due

    def data_for_move(self) -> dict:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"version", "key", "note", "people"}
        }

    def chosen(self) -> frozenset[int]:
        return frozenset(case.pk for case in self.cleaned_data.get("people", ()))


class PeopleChoice(RowsField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, case):
        return f"{case.name}（{case.number}）"


class PeopleForm(StepForm):
    """A step of the package for the people ticked; all who may go are ticked to begin with."""

    state = None

    people = PeopleChoice(label="人员", queryset=Case.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        candidates = self.candidates()
        self.fields["people"].queryset = candidates
        self.fields["people"].initial = [case.pk for case in candidates]

    def candidates(self):
        return (
            self.subject.cases.filter(state=self.state)
            .exclude(application__applicant=self.acting.user)
            .select_related("application__applicant")
            .order_by("application__number")
        )


class CorrectionForm(StepForm):
    """退回补充: what is to be put right, section by section; only these parts reopen."""

    template = "review/return.html"
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["note"].required:
            self.fields["note"].widget = forms.HiddenInput()
        for section in self.sections():
            self.add_field(
                f"item_{section.slug}",
                forms.CharField(
                    label=section.title,
                    required=False,
                    max_length=300,
                    widget=forms.Textarea(attrs={"rows": 2}),
                ),
            )

    @staticmethod
    def sections():
        """The parts an applicant can change."""
        return [s for s in SECTIONS if s.slug not in {"eligibility", "review", "commitment"}]

    def clean(self):
        cleaned = super().clean()
        if not self._items(cleaned):
            raise forms.ValidationError("请至少在一个部分写明要改的内容。")
        return cleaned

    def _items(self, cleaned) -> list[dict]:
        return [
            {"section": section.slug, "text": text, "clause": ""}
            for section in self.sections()
            if (text := (cleaned.get(f"item_{section.slug}") or "").strip())
        ]

    def data_for_move(self) -> dict:
        return {"items": self._items(self.cleaned_data)}
