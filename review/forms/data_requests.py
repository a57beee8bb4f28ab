"""更正、删除 of one's own data: asking and answering."""

from django import forms

from components.forms import BaseForm
from review.models import DataRequest


class DataRequestForm(BaseForm):
    """What is to be corrected or deleted, and why."""

    kind = forms.ChoiceField(
        label="申请什么", choices=DataRequest.Kind.choices, widget=forms.RadioSelect
    )
    content = forms.CharField(
        label="内容和理由",
        max_length=1000,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="更正：写明哪一项、现在是什么、应该是什么、依据什么。删除：写明删什么、为什么。",
    )


class DataAnswerForm(BaseForm):
    """The answer, written once and read by the person who asked."""

    outcome = forms.ChoiceField(
        label="结果", choices=DataRequest.Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label="答复和理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="本人能看到。更正的，写明已怎样更正，或走哪一步更正。",
    )
