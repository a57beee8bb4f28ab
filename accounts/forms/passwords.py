"""A password being chosen: the rules, and the sentences they are refused with."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

HELP = "至少8位。不要和姓名、登录名、手机号相近，不要用“12345678”这类常见密码。"
SENTENCES = {
    "password_too_short": "新密码至少8位，请加长",
    "password_too_common": "新密码太常见，容易被猜到，请换一个",
    "password_too_similar": "新密码和登录名、姓名或手机号太像，请换一个",
}


class NewPasswordFields(forms.Form):
    """A new password, twice. `person()` is whose it will be, for the rule of likeness."""

    new = forms.CharField(
        label="新密码",
        strip=False,
        max_length=128,
        help_text=HELP,
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

    def person(self):
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", "两次填写的新密码不一样，请再填一次")
        if new:
            self._hold_to_the_rules(new)
        return cleaned

    def _hold_to_the_rules(self, new: str) -> None:
        try:
            password_validation.validate_password(new, self.person())
        except ValidationError as error:
            sentences = [SENTENCES.get(item.code, item.message) for item in error.error_list]
            self.add_error("new", sentences)
