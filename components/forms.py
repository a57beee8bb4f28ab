"""Forms and fields that speak the site's Chinese.

``BaseForm``/``BaseModelForm``/``FormSetMixin`` give every field its messages from its label:
请填写…, 请选择…, 请上传…, 最多N字现在M字. Pages draw them with ``{{ form|crispy }}``.
"""

import re
import unicodedata
from datetime import date
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.utils.safestring import SafeString

from .identity import IdentityError, read_identity
from .words import day_words, month_words

YEAR_AND_MONTH = re.compile(
    r"(?P<year>[0-9]{4})(?:[.\-/年](?P<month>[0-9]{1,2})(?:[.\-/月](?:[0-9]{1,2}日?)?)?"
    r"|(?P<packed>[0-9]{2})(?:[0-9]{2})?|年)?"
)


def plain_text(value) -> str:
    """Half-width text without any blanks or invisible signs."""
    plain = unicodedata.normalize("NFKC", str(value or ""))
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")


class YearMonthWidget(forms.Widget):
    """Two boxes, 年 and 月, named ``x_year`` and ``x_month``, in one fieldset."""

    template_name = "components/widgets/year_month.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        year, month = self.parts(value)
        box_id = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"] |= {
            "id": box_id,
            "year": year,
            "month": month,
            "bad": context["widget"]["attrs"].get("aria-invalid") == "true",
        }
        return context

    def parts(self, value) -> tuple[str, str]:
        """What stands in the boxes: of a stored date its year and month, else as typed."""
        if isinstance(value, date):
            return str(value.year), str(value.month)
        return value or ("", "")

    def value_from_datadict(self, data, files, name):
        return data.get(f"{name}_year", ""), data.get(f"{name}_month", "")

    def value_omitted_from_data(self, data, files, name):
        return f"{name}_year" not in data and f"{name}_month" not in data

    def id_for_label(self, id_):
        return ""

    def first_id(self, id_: str) -> str:
        return f"{id_}_year"

    def _render(self, template_name, context, renderer=None):
        # The form renderer's engine does not see the project's own templates.
        return SafeString(get_template(template_name).render(context))


class YearMonthField(forms.Field):
    """A month (年月), kept as the first day of it.

    The year box also takes 2019.7, 2019-07, 201907, 2019年7月 and a full date, whose day is
    dropped. Messages in this order: missing, impossible, range. With ``future=False`` a month
    after the form's ``today`` is refused. Relations between two months: ``FormMixin.must_follow``.
    """

    widget = YearMonthWidget

    def __init__(self, *, future: bool = False, **kwargs):
        self.future = future
        self.today: date | None = None
        super().__init__(**kwargs)

    @property
    def needs_today(self) -> bool:
        return not self.future

    def to_python(self, value) -> date | None:
        if value is None or isinstance(value, date):
            return value
        year, month = (plain_text(part) for part in value)
        if not year and not month:
            return None
        if not year:
            raise ValidationError(f"{self.name}还要填年份", code="year")
        match = YEAR_AND_MONTH.fullmatch(year)
        if match is None:
            raise ValidationError("年份要写4位，例如2019", code="year")
        inside = match["month"] or match["packed"] or ""
        month = month.removesuffix("月")
        if inside and month and month.isdecimal() and int(inside) != int(month):
            raise ValidationError(
                f"{self.name}的年份框里写了{int(inside)}月，月份框里写了{int(month)}月，请留一个",
                code="month",
            )
        month = month or inside
        if not month:
            raise ValidationError(f"{self.name}还要填月份", code="month")
        if not month.isdecimal() or not 1 <= int(month) <= 12:
            raise ValidationError("月份要在1到12之间", code="month")
        if not 1900 <= int(match["year"]) <= 2100:
            raise ValidationError(f"{self.name}写成了{match['year']}年，请核对", code="year")
        return date(int(match["year"]), int(month), 1)

    def validate(self, value):
        super().validate(value)
        if value and self.needs_today and value > self.today:
            raise ValidationError(
                f"{self.name}不能晚于今天，现在填的是{month_words(value)}", code="future"
            )

    @property
    def name(self) -> str:
        return getattr(self, "message_name", "") or str(self.label or "年月")


class DayField(forms.DateField):
    """A date with a day: the browser's date box, and 2021.11.16, 20211116, 2021年11月16日 typed."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "zc-w10"})

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            match = re.fullmatch(
                r"([0-9]{4})(?:[.\-/年]([0-9]{1,2})[.\-/月]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))",
                plain_text(value),
            )
            parts = [int(part) for part in match.groups() if part] if match else []
            try:
                return date(*parts)
            except (TypeError, ValueError) as error:
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return super().to_python(value)


class IdentityNumberField(forms.CharField):
    """An identity number (身份证号), cleaned to 18 characters; ``identity`` holds what follows."""

    needs_today = True

    def __init__(self, **kwargs):
        self.today: date | None = None
        self.identity = None
        attrs = {"autocomplete": "off", "inputmode": "text", "class": "zc-w18", "data-private": ""}
        kwargs.setdefault("label", "身份证号")
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        try:
            self.identity = read_identity(text, today=self.today)
        except IdentityError as error:
            raise ValidationError(str(error), code="identity") from error
        return self.identity.number


#: Digits of a key that any database can look for.
WIDEST_KEY = 18


class RowsField(forms.ModelMultipleChoiceField):
    """Some rows of a list. A key wider than the column is nobody's: SQLite cannot look for it."""

    def clean(self, value):
        if isinstance(value, list | tuple) and any(len(str(key)) > WIDEST_KEY for key in value):
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value")
        return super().clean(value)


class PhoneField(forms.CharField):
    """A mobile number (手机号): 11 digits starting with 1; blanks, hyphens and +86 are dropped."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "tel", "inputmode": "tel", "class": "zc-w18", "data-private": ""}
        kwargs.setdefault("label", "手机号")
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return text
        number = re.sub(r"^(\+86|86(?=1[0-9]{10}$))", "", plain_text(text).replace("-", ""))
        if not number.isdecimal():
            raise ValidationError("手机号应为11位数字，现在有别的字符", code="phone")
        if len(number) != 11:
            raise ValidationError(f"手机号应为11位，现在{len(number)}位", code="phone")
        if not number.startswith("1"):
            raise ValidationError(f"手机号应以1开头，现在以{number[0]}开头", code="phone")
        return number


CHOOSING = (forms.ChoiceField, forms.ModelChoiceField, forms.NullBooleanField)


def field_messages(field: forms.Field, name: str) -> dict[str, str]:
    """The sentences for one field, by error code, with its ``name`` in them."""
    name = name.replace("%", "%%")
    if isinstance(field, forms.FileField):
        asked = f"请上传{name}"
    elif isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        asked = f"请勾选“{name}”"
    elif isinstance(field, CHOOSING):
        asked = f"请选择{name}"
    else:
        asked = f"请填写{name}"
    messages = {
        "required": asked,
        "max_length": f"{name}最多%(limit_value)d字，现在%(show_value)d字",
        "min_length": f"{name}至少%(limit_value)d字，现在%(show_value)d字",
        "max_value": f"{name}不能大于%(limit_value)s，现在是%(show_value)s",
        "min_value": f"{name}不能小于%(limit_value)s，现在是%(show_value)s",
        "invalid_choice": f"“%(value)s”不在选项里，请重新选择{name}",
        "invalid_list": f"请重新选择{name}",
        "invalid_pk_value": f"请重新选择{name}",
        "null_characters_not_allowed": f"{name}里有看不见的字符，请重新填写",
        "unique": f"这个{name}已经登记过，请核对",
        "invalid": f"请核对{name}",
    }
    if isinstance(field, forms.FileField):
        messages |= {
            "invalid": asked,
            "missing": asked,
            "empty": f"{name}是空文件，请换一个",
            "max_length": "文件名最多%(max)d字，现在%(length)d字",
            "contradiction": f"{name}要么上传新文件，要么勾选删除，请只选一样",
            "invalid_image": f"{name}打不开，可能已损坏，请换一张图片",
        }
    elif isinstance(field, forms.DateField):
        messages["invalid"] = f"{name}应像2021-11-16这样写，请核对"
    elif isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{name}要填数字"
    elif isinstance(field, forms.EmailField):
        messages["invalid"] = f"{name}应像name@example.com这样写，请核对"
    return messages


def _built_in(field: forms.Field) -> dict:
    """The messages the field's own classes define: what the author of a form did not choose."""
    defaults: dict = {}
    for cls in reversed(type(field).__mro__):
        defaults.update(getattr(cls, "default_error_messages", {}))
    return defaults


class FormMixin:
    """Chinese messages from labels, ``today`` for the fields that need it, order of months.

    ``message_names`` replaces a label that reads badly in a sentence, field name → words:
    a question 「您在哪类单位工作？」 asks for 「单位类型」. A form with fields that need the date
    must be given ``today=``; TypeError otherwise.
    """

    use_required_attribute = False
    message_names: ClassVar[dict[str, str]] = {}
    mark_optional = True

    def __init__(self, *args, today: date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for key in self.fields:
            self._prepare(key)

    def add_field(self, key: str, field: forms.Field) -> None:
        """A field that only this form object has, with the site's messages like the declared."""
        self.fields[key] = field
        self._prepare(key)

    def _prepare(self, key: str) -> None:
        field = self.fields[key]
        if getattr(field, "needs_today", False) and self.today is None:
            raise TypeError(f"{type(self).__name__} needs today= for its field {key}")
        if hasattr(field, "today"):
            field.today = self.today
        # A browser that cuts what is pasted loses text in silence; the server says how much.
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs.pop("minlength", None)
        name = self.message_name(key)
        field.message_name = name
        built_in = _built_in(field)
        for code, sentence in field_messages(field, name).items():
            if field.error_messages.get(code) == built_in.get(code):
                field.error_messages[code] = sentence

    def message_name(self, key: str) -> str:
        """The field's name inside a sentence."""
        label = self.message_names.get(key) or self.fields[key].label or key
        return str(label).rstrip("？?：:")

    def must_follow(self, first: str, then: str, *, same: bool = False) -> None:
        """In clean(): refuse ``then`` unless later than ``first`` (``same=True``: or equal)."""
        begin, end = self.cleaned_data.get(first), self.cleaned_data.get(then)
        if begin is None or end is None or end > begin or (same and end == begin):
            return
        say = day_words if isinstance(self.fields[first], forms.DateField) else month_words
        verb = "不能早于" if same else "要晚于"
        self.add_error(
            then, f"{self.message_name(then)}{verb}{self.message_name(first)}{say(begin)}"
        )


class BaseForm(FormMixin, forms.Form):
    """Every form of the site that is not a ModelForm."""


class BaseModelForm(FormMixin, forms.ModelForm):
    """Every ModelForm of the site."""


class FormSetMixin:
    """Chinese messages for formsets; ``position_word`` counts its entries (第2段)."""

    position_word = "段"
    default_error_messages: ClassVar[dict[str, str]] = {
        "missing_management_form": "页面内容不全，没有保存成功。请刷新页面再试，填过的草稿还在。",
        "too_many_forms": "最多填%d项，请删去多出的",
        "too_few_forms": "至少填%d项",
    }
