"""The code of the phone."""

from django import forms

from components.forms import BaseForm


class FactorForm(BaseForm):
    """Six digits of the phone, or ten of the sheet."""

    code = forms.CharField(
        label="验证码",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "zc-w10"}
        ),
    )
