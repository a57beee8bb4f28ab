"""The settings of a round: one group to change, and next year's dates to be checked."""

from typing import Any, ClassVar

from django import forms
from django.forms.models import fields_for_model

from applications.amending import disorder, refusals
from applications.models import Round
from applications.round_settings import DATES, Group
from applications.rounds import next_dates
from components.forms import BaseForm, DayField
from eligibility import load_all

from .decision import DecisionForm

HELP = {
    "filling_opens": "从这一天起可以填评审表。",
    "acceptance_opens": "六（三）。退休界限按这一天定（二（二）2）。",
    "acceptance_closes": "六（三）。当天计入。",
    "correction_latest": "一次性告知的补正期限不晚于这一天。",
    "meeting_on": "没有定的可以空着，各页写“时间另行通知”。",
    "service_until": "三（三）：实算到这一天，当天计入。",
    "college_requires_technician": (
        "省里的标准条件要求专科毕业的先取得技术员，安排意见没有写。改之前请先请示人社局。"
    ),
    "accept_current_year_appraisal": (
        "报送截止时当年的考核一般还没有结果。“需人工核实”：有结果的计入，没有的由人核实。"
    ),
    "ruleset": "每个条件和它依据的原文，见“评审规则”。",
    "notice_counting": "“发布当日”：18:00以前发布的当天计入。“发布次日”：发布当天不计入。",
    "materials_days": "人社部令第40号第十六条：不少于5个工作日。",
    "result_days": "人社部令第40号第二十六条：不少于5个工作日。",
    "correction_days": "从告知的次日起算。",
    "recheck_days": "从结果公布的次日起算。",
    "answer_days": "从收到申请的次日起算。",
    "notice_days_basis": "写在办事指南里，说明天数从哪里来。",
}
AT_LEAST_ONE = (
    "criteria_days",
    "materials_days",
    "opinion_days",
    "result_days",
    "correction_days",
    "recheck_days",
    "answer_days",
)


def _rulesets():
    return [(key, f"{key}（{rules.document}）") for key, rules in load_all().items()]


def _field(name: str) -> forms.Field:
    """The form field of a setting."""
    if name == "ruleset":
        label = Round._meta.get_field(name).verbose_name
        return forms.ChoiceField(label=label, choices=_rulesets, help_text=HELP[name])
    options: dict[str, Any] = {"fields": [name], "help_texts": HELP}
    if name in DATES:
        options["field_classes"] = {name: DayField}
        options["widgets"] = {name: DayField.widget}
    field = fields_for_model(Round, **options)[name]
    if name in AT_LEAST_ONE:
        field.min_value = 1
        field.validators.append(forms.IntegerField(min_value=1).validators[-1])
    return field


class RoundForm(DecisionForm):
    """One group of a round's settings; refuses what the procedure under way does not allow."""

    document_due = True

    def __init__(self, *args, round: Round, group: Group, today, **kwargs):
        self.round, self.group = round, group
        kwargs["initial"] = {name: getattr(round, name) for name in group.fields}
        super().__init__(*args, today=today, **kwargs)
        for name in group.fields:
            self.add_field(name, _field(name))
        self.order_fields([*group.fields, "document", "reason"])

    def clean(self):
        if self.errors:
            return
        #: the settings as they would be
        self.values = {name: self.cleaned_data[name] for name in self.group.fields}
        if all(getattr(self.round, name) == value for name, value in self.values.items()):
            self.add_error(None, "没有改动。改了再保存。")
        for name, sentence in refusals(self.round, self.values, today=self.today).items():
            self.add_error(name, sentence)


class NextRoundForm(BaseForm):
    """Next year's round: its notice, and every date of the last one moved by a year."""

    FIELDS: ClassVar = (
        "notice_number",
        "notice_date",
        "title",
        "filling_opens",
        "acceptance_opens",
        "acceptance_closes",
        "service_until",
        "correction_latest",
        "meeting_on",
    )

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    checked = forms.BooleanField(label="每一个日期都对照通知核对过")

    def __init__(self, *args, last: Round, today, **kwargs):
        year = last.year + 1
        kwargs["initial"] = {
            "year": year,
            "title": last.title.replace(str(last.year), str(year)),
            **next_dates(last, year),
        }
        super().__init__(*args, today=today, **kwargs)
        self.last = last
        for name in self.FIELDS:
            self.add_field(name, _field(name))
        self.order_fields(["year", *self.FIELDS, "checked"])

    @property
    def dates(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.FIELDS if name in _MOVED}

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year <= self.last.year:
            raise forms.ValidationError(f"{year}年度不晚于已经开通的{self.last.year}年度")
        return year

    def clean(self):
        if self.errors:
            return
        for name, sentence in disorder(self.dates).items():
            self.add_error(name, sentence)


_MOVED = frozenset(DATES) - {"notice_date"}
