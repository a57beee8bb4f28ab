"""What unit HR says about the unit's people."""

from django import forms

from components.forms import BaseForm, IdentityNumberField, PhoneField, RowsField

from .own import NameField


class RefuseForm(BaseForm):
    """不是本单位人员, and why; the person reads it."""

    reason = forms.CharField(
        label="原因",
        max_length=100,
        help_text="本人会看到。例如：本单位没有这个人；已于2021年8月离职。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(BaseForm):
    """Name, number and phone of one of the unit's people."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "off", "class": "zc-w18"}))
    identity_number = IdentityNumberField()
    phone = PhoneField(
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "tel", "class": "zc-w18"}
        ),
        help_text="开通后用它登录。",
    )


class ChooseForm(BaseForm):
    """Some rows of a list, at least one."""

    chosen = RowsField(
        queryset=None,
        error_messages={
            "required": "请勾选人员",
            "invalid_choice": "名单刚变过，请重新勾选",
            "invalid_pk_value": "名单刚变过，请重新勾选",
        },
    )

    def __init__(self, *args, among, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = among
