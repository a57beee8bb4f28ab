"""What every change of the bureau's settings asks: on which document, and why."""

from django import forms

from applications.amending import Decision
from components.forms import BaseForm


class DecisionForm(BaseForm):
    """A change and its grounds. `subject` fields come from subclasses; `document_due`: 文号 asked.

    `stamp` and `seen` come from the check page: what was shown, and the last amendment then.
    """

    document_due = False

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1
    )
    document = forms.CharField(
        label="依据文号", max_length=60, help_text="例如：阳工信函字〔2021〕26号。"
    )
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明为什么改。修改记录会一直保留。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].required = self.document_due
        # the grounds come after what is changed
        self.order_fields([*self.subject_fields(), "document", "reason"])

    def subject_fields(self) -> list[str]:
        """The names of the fields that say what is changed."""
        return [name for name in self.fields if name not in DecisionForm.base_fields]

    def decision(self, *, by, now) -> Decision:
        """The grounds given, once the form is valid."""
        return Decision(
            by=by,
            at=now,
            document=self.cleaned_data["document"],
            reason=self.cleaned_data["reason"],
        )
