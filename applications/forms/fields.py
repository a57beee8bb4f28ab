"""Fields of the form that the design system has no need of: months and days as stored text."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from applications.partial_days import words
from components.forms import YearMonthField, YearMonthWidget, plain_text


class MonthWidget(YearMonthWidget):
    """年 and 月; a stored `2019-08` is shown as 2019 and 8."""

    def parts(self, value):
        if isinstance(value, str):
            year, _, month = value[:7].partition("-")
            return year, month.lstrip("0")
        return super().parts(value)


class MonthField(YearMonthField):
    """A month kept as the text `YYYY-MM` (empty: not given); never later than today."""

    widget = MonthWidget

    def clean(self, value):
        day = super().clean(value)
        return f"{day:%Y-%m}" if day else ""

    def has_changed(self, initial, data):
        return any(data or ())


class PartialDayWidget(MonthWidget):
    """年, 月 and 日; the day may stay empty where a paper names only the month."""

    template_name = "applications/widgets/partial_day.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if isinstance(value, str):
            value = value.split("-") if value else ()
        context["widget"]["day"] = value[2].lstrip("0") if value and len(value) > 2 else ""
        return context

    def parts(self, value):
        return super().parts(value if isinstance(value, str) else (value or ("", ""))[:2])

    def value_from_datadict(self, data, files, name):
        return *super().value_from_datadict(data, files, name), data.get(f"{name}_day", "")

    def value_omitted_from_data(self, data, files, name):
        return f"{name}_year" not in data


class PartialDayField(MonthField):
    """A day kept as `YYYY-MM-DD`, or `YYYY-MM` where the day was left empty; not after today."""

    widget = PartialDayWidget

    def clean(self, value):
        year, month, day = value or ("", "", "")
        full = re.fullmatch(r"([0-9]{4})\D?([0-9]{2})\D?([0-9]{2})日?", plain_text(year))
        if full and not plain_text(month):
            year, month, day = full.groups()
        text = super().clean((year, month))
        day = plain_text(day).removesuffix("日")
        if not day:
            return text
        if not text:
            raise ValidationError(f"{self.name}还要填年份", code="year")
        if not day.isdecimal() or not 1 <= int(day) <= 31:
            raise ValidationError("日要在1到31之间", code="day")
        try:
            whole = date(int(text[:4]), int(text[5:7]), int(day))
        except ValueError as error:
            raise ValidationError(f"{words(text)}没有{int(day)}日，请核对", code="day") from error
        if self.needs_today and whole > self.today:
            raise ValidationError(
                f"{self.name}不能晚于今天，现在填的是{words(whole.isoformat())}", code="future"
            )
        return whole.isoformat()


class YesNoField(forms.TypedChoiceField):
    """A question answered 是 or 否, kept as True or False; nothing is taken for granted."""

    widget = forms.RadioSelect

    def __init__(self, *, yes: str = "是", no: str = "否", **kwargs):
        kwargs.setdefault("empty_value", None)
        super().__init__(
            choices=(("no", no), ("yes", yes)), coerce=lambda value: value == "yes", **kwargs
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)
