import uuid
from typing import ClassVar

from django import forms

from applications import uploads
from applications.errors import UploadRefused
from applications.sections import SECTIONS
from components.forms import DayField, FormMixin, RowsField
from review.checklist import PERSON_ITEMS
from review.engine import Paper
from review.models import Case


class StepForm(FormMixin, forms.Form):
    """What a step asks. `data_for_move` and `chosen` go into the `Move`; subclasses add fields.

    `version` is what the person saw, `key` makes a second press the same step. With `on_paper`
    every step also asks for the day on the paper and the scan of it (代录).
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

    def __init__(self, *args, subject, acting, now, note_due, on_paper=False, **kwargs):
        kwargs["initial"] = {
            "version": subject.version,
            "key": str(uuid.uuid4()),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.subject, self.acting, self.now = subject, acting, now
        self.on_paper = on_paper
        self.fields["note"].required = note_due
        if on_paper:
            for name, field in _paper_fields():
                self.add_field(name, field)

    def clean_dated_on(self):
        dated = self.cleaned_data["dated_on"]
        if dated > self.now.date():
            raise forms.ValidationError("纸面日期不能晚于今天")
        return dated

    def clean_scan(self):
        try:
            return uploads.check(self.cleaned_data["scan"])
        except UploadRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def has_faults(self) -> bool:
        """Something is to be put right before the step can be taken."""
        return bool(self.errors)

    def paper(self) -> Paper | None:
        """The day and the scan of a step entered from paper."""
        if not self.on_paper:
            return None
        return Paper(self.cleaned_data["dated_on"], self.cleaned_data["scan"])

    def data_for_move(self) -> dict:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"version", "key", "note", "people", "dated_on", "scan"}
        }

    def chosen(self) -> frozenset[int]:
        return frozenset(case.pk for case in self.cleaned_data.get("people", ()))


def _paper_fields():
    """What every step entered from paper asks for."""
    yield "dated_on", DayField(label="纸面日期", help_text="照纸上写的日期填，不能晚于今天。")
    yield (
        "scan",
        forms.FileField(
            label="签字页扫描件",
            help_text="要看得到签字、盖章和日期。JPG、PNG或PDF，不超过10MB。",
            widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf,image/jpeg,image/png"}),
        ),
    )


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
            .select_related("application__applicant", "application__unit", "submission")
            .order_by("application__number")
        )


class CorrectionForm(StepForm):
    """退回补充: what is to be put right, section by section; only these parts reopen.

    The reasons to tick are the lines of the one checklist an applicant can mend, in the words room
    303 would use, with their clause.
    """

    template = "review/return.html"
    mark_optional = False
    REASONS: ClassVar = {item.key: item for item in PERSON_ITEMS if item.sections}

    reasons = forms.MultipleChoiceField(
        label="退回的原因，可以多选",
        required=False,
        choices=[
            (item.key, f"{item.sentence.rstrip('。')}（{item.clause}）")
            for item in REASONS.values()
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order: ClassVar = ["reasons"]

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
        if not self._items(cleaned) and "reasons" not in self.errors:
            raise forms.ValidationError("请至少勾选一项原因，或在一个部分写明要改的内容。")
        return cleaned

    def _items(self, cleaned) -> list[dict]:
        ticked = [self.REASONS[key] for key in cleaned.get("reasons") or ()]
        reasons = [
            {"section": section, "text": "" if number else item.sentence, "clause": item.clause}
            for item in ticked
            for number, section in enumerate(item.sections)
        ]
        return reasons + [
            {"section": section.slug, "text": text, "clause": ""}
            for section in self.sections()
            if (text := (cleaned.get(f"item_{section.slug}") or "").strip())
        ]

    def data_for_move(self) -> dict:
        return {"items": self._items(self.cleaned_data)}
