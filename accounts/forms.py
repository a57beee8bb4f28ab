from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError

from .models import active_memberships


class SignInForm(forms.Form):
    """Name and password. A wrong name and a wrong password get the same sentence."""

    username = forms.CharField(
        label="登录名",
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "请填写登录名", "max_length": "登录名最多150字，请核对"},
    )
    password = forms.CharField(
        label="密码",
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写密码", "max_length": "登录名或密码不对，请核对后再试"},
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
            self.request, username=cleaned["username"], password=cleaned["password"]
        )
        if self.user is None:
            raise ValidationError("登录名或密码不对，请核对后再试", code="credentials")
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


class PasswordForm(forms.Form):
    """The old password once, the new one twice."""

    old = forms.CharField(
        label="现在的密码",
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填写现在的密码"},
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=128,
        help_text="至少8位。不要和登录名相近，不要用“12345678”这类常见密码。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请填写新密码", "max_length": "新密码最多128位，请改短些"},
    )
    again = forms.CharField(
        label="再填一次新密码",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请再填一次新密码", "max_length": "新密码最多128位，请改短些"},
    )
    use_required_attribute = False

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self):
        old = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("现在的密码不对，请重新填写", code="old")
        return old

    def clean_new(self):
        new = self.cleaned_data["new"]
        try:
            password_validation.validate_password(new, self.user)
        except ValidationError as error:
            raise ValidationError(
                [PASSWORD_SENTENCES.get(item.code, item.message) for item in error.error_list]
            ) from error
        return new

    def clean(self):
        cleaned = super().clean()
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", "两次填写的新密码不一样，请再填一次")
        return cleaned

    def save(self):
        self.user.set_password(self.cleaned_data["new"])
        self.user.save(update_fields=["password"])
        return self.user


PASSWORD_SENTENCES = {
    "password_too_short": "新密码至少8位，请加长",
    "password_too_common": "新密码太常见，容易被猜到，请换一个",
    "password_too_similar": "新密码和登录名或姓名太像，请换一个",
}
