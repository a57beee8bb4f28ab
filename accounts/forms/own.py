"""Opening an account, and keeping it: one's own data and password."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from accounts import mail, sms
from accounts.models import Organisation, User
from accounts.roles import OrganisationKind
from accounts.secrets import blind_index
from components.forms import BaseForm, IdentityNumberField, PhoneField, plain_text

from .passwords import NewPasswordFields

CANDIDATES = 8


class NameField(forms.CharField):
    """A Chinese name, blanks dropped: 2 to 50 characters, dots of transcribed names allowed."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "name", "class": "zc-w18"}
        kwargs.setdefault("label", "姓名")
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=50, **kwargs)

    def clean(self, value):
        name = re.sub(r"[.．•∙‧・]", "·", plain_text(super().clean(value)))
        if name and len(name) < 2:
            raise ValidationError(f"姓名至少2字，现在填的是“{name}”", code="name")
        odd = next((c for c in name if not c.isalpha() and c != "·"), None)
        if odd:
            raise ValidationError(f"姓名里有“{odd}”，请照身份证填写", code="name")
        return name


def units():
    """Every unit that takes part, by name."""
    return Organisation.objects.filter(kind=OrganisationKind.UNIT)


def comparable(name: str) -> str:
    """A unit's name as it is compared: half-width, without blanks and brackets."""
    plain = unicodedata.normalize("NFKC", name)
    return "".join(c for c in plain if c.isalnum()).casefold()


class UnitFields(BaseForm):
    """The unit, found by typing: its name, or a part only it has, or a choice among those with it.

    The page offers the names as a list to type into; without one the second step does the same.
    """

    unit = forms.CharField(
        label="工作单位",
        max_length=100,
        help_text="输入单位名称的一部分，从列出的单位里选。",
        widget=forms.TextInput(
            attrs={"autocomplete": "organization", "list": "units", "class": "zc-w20"}
        ),
    )
    unit_choice = forms.ChoiceField(
        label="是下面哪个单位",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = list(units().values_list("name", flat=True))
        typed = comparable(self.data.get("unit", "")) if self.is_bound else ""
        found = [name for name in self.names if typed and typed in comparable(name)]
        whole = [name for name in found if comparable(name) == typed]
        only = whole or (found if len(found) == 1 else [])
        self.exact = only[0] if only else ""
        self.candidates = [] if self.exact else found
        field = self.fields["unit_choice"]
        field.choices = [(name, name) for name in self.candidates[:CANDIDATES]]
        field.mark_optional = False
        if not field.choices:
            del self.fields["unit_choice"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("unit"):
            return cleaned
        chosen = self.exact or cleaned.get("unit_choice")
        if chosen:
            cleaned["unit"] = units().get(name=chosen)
        elif not self.candidates:
            self.add_error(
                "unit",
                f"没有找到名称里有“{cleaned['unit']}”的单位，请换几个字再找，或致电工信局303室登记",
            )
        elif len(self.candidates) > CANDIDATES:
            self.add_error(
                "unit",
                f"名称里有“{cleaned['unit']}”的单位有{len(self.candidates)}个，请多写几个字",
            )
        elif "unit_choice" not in self.errors:
            self.add_error("unit_choice", "请选择您的单位")
        return cleaned


class SignUpForm(NewPasswordFields, UnitFields):
    """What a person says of themselves; birth date and sex follow from the number."""

    name = NameField(help_text="照身份证填写。")
    identity_number = IdentityNumberField(help_text="出生日期和性别由号码得出，不用再填。")
    phone = PhoneField(help_text="用来登录和通知。")
    field_order = ("name", "identity_number", "phone", "unit", "unit_choice", "new", "again")

    def person(self):
        data = self.cleaned_data
        return User(name=data.get("name", ""), phone=data.get("phone", ""))


class ActivateCodeForm(BaseForm):
    """The short code of the slip, for those who type instead of following the link."""

    identity_number = IdentityNumberField()
    code = forms.CharField(
        label="开通码",
        max_length=20,
        help_text="开通单上的10位字母和数字，不分大小写，空格可以不填。",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "zc-w18",
                "data-private": "",
            }
        ),
    )

    def clean_code(self):
        return plain_text(self.cleaned_data["code"]).upper()


class ActivateForm(NewPasswordFields, BaseForm):
    """The password of the account the unit prepared."""

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def person(self):
        return User(name=self.invitation.name, phone=self.invitation.phone)


class OldPasswordField(forms.CharField):
    def __init__(self, **kwargs):
        attrs = {"autocomplete": "current-password"}
        super().__init__(
            label="现在的密码",
            strip=False,
            max_length=1024,
            widget=forms.PasswordInput(attrs=attrs),
            error_messages={
                "required": "请填写现在的密码",
                "max_length": "现在的密码不对，请重新填写",
            },
            **kwargs,
        )


class AskedAgain(forms.Form):
    """Whoever sits there has to be the account's owner: the password once more (security E9)."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self):
        old = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("现在的密码不对，请重新填写", code="old")
        return old


class PasswordForm(AskedAgain, NewPasswordFields, BaseForm):
    """The old password once, the new one twice; `by_code`: a one-time code stood for the old."""

    old = OldPasswordField()
    field_order = ("old", "new", "again")

    def __init__(self, *args, by_code=False, **kwargs):
        super().__init__(*args, **kwargs)
        if by_code:
            del self.fields["old"]

    def person(self):
        return self.user


class ProfileForm(AskedAgain, BaseForm):
    """联系电话, 通讯地址 and where messages go besides the site, where the site can send them."""

    phone = PhoneField(label="手机号")
    address = forms.CharField(
        label="通讯地址",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "class": "zc-w20"}),
    )
    sms_wanted = forms.BooleanField(
        label="站内消息同时发短信",
        required=False,
        help_text="手机号验证后才发。短信里没有申报内容和处理结果。",
    )
    email = forms.EmailField(
        label="邮箱",
        max_length=120,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "zc-w20"}),
        help_text="填了，站内消息同时发到这个邮箱；不填不影响办理。",
    )
    old = OldPasswordField(help_text="改联系方式要再填一次密码，免得别人用您开着的页面改。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not sms.says_sentences():
            del self.fields["sms_wanted"]
        if not mail.is_offered():
            del self.fields["email"]
        elif self.is_bound:
            typed = self["email"].value()
            words = f"“{typed}”不是完整的邮箱，请照“name@163.com”的样子填写"
            self.fields["email"].error_messages["invalid"] = words
            self.fields["email"].validators = [EmailValidator(words)]

    def contact(self) -> dict:
        """What `people.change_contact` takes; what the page does not ask for stays as it is."""
        kept = {"email": self.user.email, "sms_wanted": self.user.sms_wanted}
        asked = ("phone", "address", *kept)
        return kept | {name: self.cleaned_data[name] for name in asked if name in self.fields}

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        others = User.objects.filter(phone_index=blind_index(phone)).exclude(pk=self.user.pk)
        if others.exists():
            raise ValidationError("这个手机号不能登记，请换一个，或致电工信局303室", code="taken")
        return phone
