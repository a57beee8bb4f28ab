"""Coming in: by password or one-time code; and choosing among one's own capacities."""

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from accounts.models import User, active_memberships
from accounts.secrets import blind_index
from components.forms import BaseForm, PhoneField, plain_text

WRONG = "登录名、手机号或密码不对，请核对后再试"


def sign_in_name(typed: str) -> str:
    """The sign-in name of the account with this phone; what was typed where there is none."""
    index = blind_index(plain_text(typed))
    owner = User.objects.filter(phone_index=index).only("username").first()
    return owner.username if owner else typed


class SignInForm(forms.Form):
    """Name or phone, and password. Whatever of them is wrong, the sentence is the same."""

    username = forms.CharField(
        label="登录名或手机号",
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": "请填写登录名或手机号",
            "max_length": "登录名最多150字",
        },
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写密码", "max_length": WRONG},
    )
    use_required_attribute = False

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.user = authenticate(
            self.request,
            username=sign_in_name(cleaned["username"]),
            password=cleaned["password"],
        )
        if self.user is None:
            raise ValidationError(WRONG, code="credentials")
        return cleaned


class SwitchRoleForm(forms.Form):
    """One of the person's own memberships in force today."""

    membership = forms.ModelChoiceField(
        queryset=None,
        error_messages={
            "required": "请选择身份",
            "invalid_choice": "这个身份已不能使用，请重新选择身份",
        },
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = active_memberships(user, today)


class CodeForm(BaseForm):
    """A one-time code of either kind, and whose it is; `sending`: only where to send one."""

    who = forms.CharField(
        label="手机号或登录名",
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "class": "zc-w18"}
        ),
    )
    code = forms.CharField(
        label="验证码或登录码",
        max_length=20,
        help_text="短信验证码6位；单位打印的登录码8位，中间的空格可以不填。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "zc-w10",
                "data-private": "",
            }
        ),
    )

    def __init__(self, *args, sending=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.sending = sending
        self.fields["code"].required = not sending
        self.fields["code"].mark_optional = False

    def clean_who(self):
        who = plain_text(self.cleaned_data["who"])
        return PhoneField().clean(who) if self.sending else who


class ProofForm(BaseForm):
    """The code that was sent to one's own phone."""

    code = forms.CharField(
        label="短信验证码",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "zc-w10"}
        ),
    )
