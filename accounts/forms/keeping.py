"""What the administrator types about accounts and organisations; a row of Excel is judged alike."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from accounts import appointing, keeping, separation
from accounts.models import Organisation, User
from accounts.roles import OrganisationKind, Role, UnitKind
from accounts.secrets import blind_index
from components.forms import BaseForm, DayField, PhoneField, plain_text

from .own import NameField, comparable

GIVEN = tuple((role.value, role.label) for role in Role if role != Role.APPLICANT)
SUPERVISING = frozenset({OrganisationKind.DEPARTMENT, OrganisationKind.BUREAU})
USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")


class LabelledField(forms.ChoiceField):
    """A choice given by its word, as in a workbook, or by its value, as on the page."""

    def clean(self, value):
        word = comparable(value or "")
        chosen = (v for v, label in self.choices if v and word and comparable(label) == word)
        return super().clean(next(chosen, value))


class OfficeField(forms.CharField):
    """An organisation by its whole name; the page offers the names as a list to type into."""

    def __init__(self, **kwargs):
        attrs = {"list": "offices", "autocomplete": "off", "class": "zc-w20"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(max_length=100, **kwargs)

    def clean(self, value):
        name = "".join(super().clean(value).split())
        if not name:
            return None
        found = Organisation.objects.filter(name=name).first() or self._alike(name)
        if found is None:
            raise ValidationError(
                f"没有登记过“{name}”，请先在单位页登记，或核对名称", code="office"
            )
        return found

    def _alike(self, name: str) -> Organisation | None:
        """The only organisation whose name differs by brackets or width of letters alone."""
        word = comparable(name)
        names = Organisation.objects.values_list("pk", "name")
        alike = [pk for pk, other in names if comparable(other) == word]
        return Organisation.objects.get(pk=alike[0]) if len(alike) == 1 else None


class ReasonForm(BaseForm):
    """Why: it stays in 管理记录."""

    reason = forms.CharField(
        label="理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明依据，会一直保留在管理记录里。",
    )


class RoleFields(BaseForm):
    """A role at an organisation, from a day on."""

    organisation = OfficeField(label="单位")
    role = LabelledField(label="身份", choices=(("", "请选择"), *GIVEN))
    since = DayField(label="起始日期", required=False, help_text="不填，从今天起。")

    def clean_since(self):
        return self.cleaned_data["since"] or self.today

    def check_role(self, user: User | None, today: date) -> None:
        """Name why the role cannot be given, at its field. `user` None: a new account."""
        role, office = self.cleaned_data.get("role"), self.cleaned_data.get("organisation")
        if not role or office is None:
            return
        role = Role(role)
        why = separation.misplaced(role, office.kind)
        if not why and user is not None:
            why = appointing.unfit(user, office, role, today=today)
        if why:
            self.add_error("role", why.rstrip("。"))


class RoleForm(RoleFields, ReasonForm):
    """One more role for an account there is."""

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self):
        self.check_role(self.user, self.today)


class AccountFields(BaseForm):
    """Who: the name, the login, the phone."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "off", "class": "zc-w18"}))
    username = forms.CharField(
        label="登录名",
        required=False,
        max_length=30,
        help_text="3至30个小写字母或数字，例如姓名的全拼。不填，系统给一个。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "zc-w18"}),
    )
    phone = PhoneField(
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "tel", "class": "zc-w18"}
        ),
    )

    def clean_username(self):
        login = plain_text(self.cleaned_data["username"])
        if login and not LOGIN.fullmatch(login):
            raise ValidationError(f"登录名要3至30个小写字母或数字，现在是“{login}”", code="login")
        return login

    def phone_taken(self, but: User | None = None) -> bool:
        phone = self.cleaned_data.get("phone")
        others = User.objects.filter(phone_index=blind_index(phone or ""))
        return bool(phone) and others.exclude(pk=but and but.pk).exists()


class PersonRow(RoleFields, AccountFields):
    """One row of 人员表: an account with its role, or one more role for an account there is.

    `user` is the account the login names; None for a new one.
    """

    user: User | None = None
    field_order = ("name", "username", "phone", "organisation", "role", "since")

    def clean(self):
        data = self.cleaned_data
        login = data.get("username")
        self.user = User.objects.filter(username=login).first() if login else None
        if self.user is not None and "name" in data and self.user.name != data["name"]:
            self.add_error("username", f"登录名“{login}”是{self.user.name}的，请换一个")
        if self.phone_taken(self.user):
            self.add_error("phone", "这个手机号已有账号，请核对；给已有的账号加身份，请填登录名")
        self.check_role(self.user, self.today)


class PersonForm(PersonRow, ReasonForm):
    """A new account with its first role."""

    field_order = (*PersonRow.field_order, "reason")

    def clean(self):
        super().clean()
        if self.user is not None and "username" not in self.errors:
            self.add_error("username", f"登录名“{self.user.username}”已有账号，请换一个")


class AccountForm(AccountFields, ReasonForm):
    """Correct the name or the phone of an account."""

    def __init__(self, *args, user: User, **kwargs):
        self.user = user
        kwargs["initial"] = {"name": user.name, "phone": user.phone}
        super().__init__(*args, **kwargs)
        del self.fields["username"]

    def clean_phone(self):
        if self.phone_taken(self.user):
            raise ValidationError("这个手机号已有账号，请核对", code="taken")
        return self.cleaned_data["phone"]


class OrganisationRow(BaseForm):
    """One row of 单位表. `organisation` is the one of this name; a new one if there is none."""

    name = forms.CharField(label="名称", max_length=100)
    kind = LabelledField(label="类别", choices=(("", "请选择"), *OrganisationKind.choices))
    unit_kind = LabelledField(
        label="单位性质",
        required=False,
        choices=(("", "不是用人单位"), *UnitKind.choices),
        help_text="用人单位要选，其他类别不选。",
    )
    parent = OfficeField(
        label="主管部门", required=False, help_text="用人单位没有主管部门的，材料报不出去。"
    )
    uscc = forms.CharField(label="统一社会信用代码", required=False, max_length=18)
    contact = forms.CharField(label="联系人", required=False, max_length=50)
    phone = forms.CharField(label="联系电话", required=False, max_length=20)
    address = forms.CharField(label="地址", required=False, max_length=120)
    supervision_phone = forms.CharField(label="公示监督电话", required=False, max_length=20)

    def __init__(self, *args, organisation: Organisation | None = None, **kwargs):
        self.organisation = organisation
        if organisation is not None:
            kwargs["initial"] = {key: getattr(organisation, key) for key in keeping.KEPT}
        super().__init__(*args, **kwargs)

    def clean_name(self):
        name = "".join(self.cleaned_data["name"].split())
        same = Organisation.objects.filter(name=name).first()
        if self.is_page and same is not None and same != self.organisation:
            raise ValidationError(f"已有“{name}”，请在列表里打开它修改", code="taken")
        if not self.is_page:
            self.organisation = same
        return name

    #: a row of Excel finds its organisation by name; a page was opened for one, or for a new one
    is_page = False

    def clean_uscc(self):
        code = plain_text(self.cleaned_data["uscc"]).upper()
        if code and not USCC.fullmatch(code):
            raise ValidationError(
                f"统一社会信用代码应为18位数字和大写字母（没有I、O、S、V、Z），现在是“{code}”",
                code="uscc",
            )
        return code

    def clean(self):
        data = self.cleaned_data
        kind, unit_kind, parent = data.get("kind"), data.get("unit_kind"), data.get("parent")
        if kind == OrganisationKind.UNIT and unit_kind == "":
            self.add_error("unit_kind", "用人单位请选择单位性质")
        if kind and kind != OrganisationKind.UNIT and unit_kind:
            self.add_error("unit_kind", "只有用人单位才选单位性质，请去掉")
        if parent is not None and parent.kind not in SUPERVISING:
            self.add_error("parent", f"{parent.name}不是主管部门，请另选")
        held = self.organisation
        if held is not None and parent is not None and parent.pk == held.pk:
            self.add_error("parent", "主管部门不能是它自己")
        if held is not None and kind and kind != held.kind and held.memberships.exists():
            self.add_error("kind", f"{held.name}已有任职人员，类别不能改")


class OrganisationForm(OrganisationRow, ReasonForm):
    """One organisation, new or there already."""

    is_page = True
    field_order = (*keeping.KEPT, "reason")


class PeopleSearch(BaseForm):
    """Which accounts; every answer may be left out."""

    mark_optional = False
    q = forms.CharField(label="姓名、登录名或单位", required=False, max_length=60)
    role = forms.ChoiceField(
        label="身份",
        required=False,
        choices=(("", "全部"), *Role.choices, ("none", "没有身份")),
    )
    state = forms.ChoiceField(
        label="账号", required=False, choices=(("", "全部"), ("open", "正常"), ("locked", "已锁定"))
    )

    def wanted(self) -> dict[str, str]:
        """What is searched for; answers that are none ask for nothing."""
        return self.cleaned_data if self.is_valid() else {}


class OfficeSearch(BaseForm):
    """Which organisations; every answer may be left out."""

    mark_optional = False
    q = forms.CharField(label="名称或主管部门", required=False, max_length=60)
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=(
            ("", "全部"),
            *OrganisationKind.choices,
            ("no_parent", "没有主管部门的单位"),
            ("no_hr", "没有单位人事的单位"),
        ),
    )

    wanted = PeopleSearch.wanted
