"""The promise (双承诺, 六（二）) and the last page before the file leaves the applicant."""

from typing import ClassVar

from django import forms

from applications.promise import plain_name
from components.forms import BaseForm

from .base import narrow, textarea


class CommitmentForm(BaseForm):
    """What `review:submit` takes. `name` is the applicant's; `needs_statement` asks 情况说明 (D31).

    `key` is the page's own, so that a second press of the button finds the first result.
    """

    agreed = forms.BooleanField(label="我已逐条看过")
    signed_name = forms.CharField(
        label="承诺人姓名",
        max_length=50,
        help_text="请输入您的姓名，作为线上签名。纸质评审表另行手签。",
        widget=narrow(),
    )
    statement = forms.CharField(
        label="情况说明",
        max_length=1000,
        required=False,
        widget=textarea(5, 1000),
        help_text="系统核对有不符合的条件。请说明实际情况和依据，由单位人事核实后决定。",
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    message_names: ClassVar = {"agreed": "我已逐条看过"}

    def __init__(self, *args, name: str, needs_statement: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.name = name
        if needs_statement:
            self.fields["statement"].required = True
        else:
            del self.fields["statement"]

    def clean_signed_name(self):
        signed = plain_name(self.cleaned_data["signed_name"])
        if signed != plain_name(self.name):
            raise forms.ValidationError(
                f"承诺人姓名要和申报人姓名“{self.name}”一致，现在写的是“{signed}”"
            )
        return signed
