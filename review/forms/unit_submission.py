"""代录提交: the promise an applicant signed by hand, entered by 单位人事."""

from django import forms

from applications import promise

from .base import StepForm


class SubmissionForm(StepForm):
    """Who signed; whether the name is the applicant's, and the file whole, the freezing says."""

    promise = promise.TEXT

    signed_name = forms.CharField(
        label="纸上签字的申报人姓名",
        max_length=50,
        help_text="由申报人在评审表的承诺处手签。",
        widget=forms.TextInput(attrs={"class": "zc-w18"}),
    )
    statement = forms.CharField(
        label="情况说明",
        max_length=1000,
        required=False,
        help_text="系统核对有不符合的条件时，照申报人写的填。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget = forms.HiddenInput()
