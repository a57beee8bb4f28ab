"""专业技术工作: appointment and appraisals, achievements, publications, the report."""

import re
from typing import ClassVar

from django import forms

from applications import choices as c
from applications.models import (
    Achievement,
    Application,
    Appraisal,
    ExamResult,
    Honour,
    Interruption,
    Publication,
)
from applications.partial_days import years_between
from components.forms import DayField

from .base import (
    EntryForm,
    EntryFormSet,
    OngoingForm,
    SectionForm,
    entries,
    narrow,
    not_before_birth,
    textarea,
)
from .fields import MonthField, PartialDayField, YesNoField

YEAR = re.compile(r"(?:grade|remark)_([0-9]{4})")


class AppointmentForm(SectionForm):
    """聘任情况与年度考核. One line of appraisal for each year from the appointment to the round's.

    The years follow the dates typed: a page sent with an earlier appointment comes back with the
    years that were added. `shown_years` are those the page had when it was sent.
    """

    appointed_on = PartialDayField(
        label="聘任日期",
        help_text="看聘用协议或聘任文件上的日期，不是毕业日期。只写到月的，日可以不填。",
    )
    held_title_on = PartialDayField(label="现有职称取得时间")
    technician_since = PartialDayField(
        label="聘为技术员的日期", help_text="按技术员证书或聘任文件填写，没有就不填。"
    )
    technician_work_since = PartialDayField(
        label="从事技术员工作的起始日期",
        help_text="没有技术员证书，但单位能证明从事技术员工作的填写，没有就不填。",
    )
    optional = (
        "post", "held_title_on", "held_title_by", "technician_since", "technician_work_since",
    )  # fmt: skip
    unmarked = ("held_title_on", "held_title_by")
    folded = ("technician_since", "technician_work_since")

    class Meta:
        model = Application
        fields = (
            "appointed_on", "appointment_title", "appointment_basis", "post", "held_title",
            "held_title_on", "held_title_by", "technician_since", "technician_work_since",
        )  # fmt: skip
        widgets: ClassVar = {
            "appointment_title": forms.RadioSelect,
            "appointment_basis": forms.RadioSelect,
            "post": narrow("zc-w20"),
            "held_title": forms.Select(attrs={"class": "zc-w18"}),
            "held_title_by": narrow("zc-w20"),
        }
        help_texts: ClassVar = {"post": "例如：生产技术科工艺员"}

    def __init__(self, data=None, *args, application, initial=None, today, **kwargs):
        super().__init__(
            data, *args, application=application, initial=initial, today=today, **kwargs
        )
        self.years = years_between(self._dates(initial or {}), application.round.year)
        self.shown_years = self.years
        if self.is_bound:
            self.shown_years = _years_in(self.data)
            self.data = self._with_earlier_answers(self.data)
        for year in self.years:
            current = year == application.round.year
            grade = forms.ChoiceField(
                label=f"{year}年度",
                choices=[("", "请选择"), *_grades(year, current)],
                widget=forms.Select(attrs={"class": "zc-w18"}),
                error_messages={"required": f"请选择{year}年度的考核结果"},
            )
            remark = forms.CharField(
                label=f"{year}年度备注",
                max_length=60,
                required=False,
                widget=forms.TextInput(attrs={"class": "zc-w20", "placeholder": " "}),
            )
            self.add_field(f"grade_{year}", grade)
            self.add_field(f"remark_{year}", remark)
            if not self.is_bound:
                self.initial.setdefault(f"grade_{year}", "")
                self.initial.setdefault(f"remark_{year}", "")

    def _dates(self, initial) -> list[str]:
        """The days the years count from, as typed if this is a posted page."""
        names = ("appointed_on", "technician_since", "technician_work_since")
        if not self.is_bound:
            return [initial.get(name) or "" for name in names]
        typed = []
        for name in names:
            field = self.fields[name]
            value = field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
            try:
                typed.append(field.clean(value))
            except forms.ValidationError:
                typed.append("")
        return typed

    def _with_earlier_answers(self, data):
        """What was saved for a year that counts again stands there again."""
        data = data.copy()
        for year in self.years:
            for name in (f"grade_{year}", f"remark_{year}"):
                if name not in data and self.initial.get(name):
                    data[name] = self.initial[name]
        return data

    @property
    def grid(self):
        """(year, grade field, remark field) of each year, for the page."""
        return [(year, self[f"grade_{year}"], self[f"remark_{year}"]) for year in self.years]

    @property
    def kept_aside(self) -> list[tuple[str, str]]:
        """(name, answer) of years that do not count any more: typed once, so kept in the draft."""
        return [
            (name, self.data[name])
            for year in self.shown_years
            if year not in self.years
            for name in (f"grade_{year}", f"remark_{year}")
            if self.data.get(name)
        ]

    @property
    def years_note(self) -> str:
        """Which years came and went with the dates just typed; "" while they stay."""
        shown = self.shown_years
        if not shown or shown == self.years:
            return ""
        more = [str(year) for year in self.years if f"grade_{year}" not in self.data]
        less = [str(year) for year in shown if year not in self.years]
        parts = [f"多出{'、'.join(more)}年度，请补填"] if more else []
        parts += [f"{'、'.join(less)}年度不用填了，填过的还留着"] if less else []
        return f"聘任日期改了，{'；'.join(parts)}" if parts else ""

    @property
    def plain_fields(self):
        return [self[name] for name in self._meta.fields if name not in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """A 中专 graduate is asked for the time as 技术员 (三（三）)."""
        levels = {row.level for row in self.application.education_set.all()}
        return super().is_unfolded or c.EducationLevel.SECONDARY in levels

    def clean(self):
        data = super().clean()
        not_before_birth(self, self.application.birth_date, "appointed_on")
        if data.get("held_title") not in (None, "", c.HeldTitle.NONE):
            for name in ("held_title_on", "held_title_by"):
                if name in data and not data[name]:
                    self.add_error(name, f"请填写{self.message_name(name)}")
        is_technician = data.get("appointment_title") == c.AppointmentTitle.TECHNICIAN
        if is_technician and "technician_since" in data and not data["technician_since"]:
            self.add_error("technician_since", "请填写聘为技术员的日期")
        for year in self.years:
            if data.get(f"grade_{year}") == c.Grade.ABSENT and not data.get(f"remark_{year}"):
                self.add_error(f"remark_{year}", f"请在备注里写明{year}年度未参加考核的原因")
        return data

    def rows(self):
        return {
            Appraisal: [
                {
                    "year": year,
                    "grade": self.cleaned_data[f"grade_{year}"],
                    "remark": self.cleaned_data[f"remark_{year}"],
                }
                for year in self.years
            ]
        }


def _years_in(data) -> list[int]:
    """The years whose line the page had, in order."""
    names = (YEAR.fullmatch(name) for name in data)
    return sorted({int(found[1]) for found in names if found})


def _grades(year: int, current: bool):
    """The last choice says what it means: no result yet, or no appraisal held."""
    for value, label in c.Grade.choices:
        if value == c.Grade.UNKNOWN:
            label = "考核结果还没有出来" if current else "单位没有开展考核"
        yield value, label


class InterruptionForm(EntryForm):
    first_day = DayField(label="开始日期")
    last_day = DayField(label="结束日期")

    class Meta:
        model = Interruption
        fields = ("first_day", "last_day", "reason")
        widgets: ClassVar = {"reason": narrow("zc-w20")}
        help_texts: ClassVar = {"reason": "例如：脱产学习、长期病假、借调到非技术岗位"}

    def clean(self):
        data = super().clean()
        self.must_follow("first_day", "last_day", same=True)
        return data


class AchievementForm(OngoingForm):
    started = MonthField(label="开始年月")
    until_now = forms.BooleanField(label="还在进行", required=False)
    ended = MonthField(
        label="结束年月",
        help_text="还没有完成就勾选“还在进行”，不用填。",
        error_messages={"required": "请填写结束年月，还没有完成就勾选“还在进行”"},
    )
    optional = ("until_now",)

    class Meta:
        model = Achievement
        fields = ("started", "ended", "name", "content", "part", "result")
        widgets: ClassVar = {
            "name": narrow("zc-w20"),
            "content": textarea(4, 300),
            "part": forms.RadioSelect,
            "result": textarea(3, 300),
        }
        help_texts: ClassVar = {
            "content": "做了什么、怎么做的，300字以内。",
            "result": "完成到什么程度，获何奖励、效益或专利，300字以内。",
        }

    field_order = ("started", "until_now", "ended", "name", "content", "part", "result")


class AchievementFormSet(EntryFormSet):
    word = "项"
    least = 1
    least_message = "请至少填写一项专业技术工作业绩"


class ItemFormSet(EntryFormSet):
    word = "项"


class HonourForm(EntryForm):
    received = MonthField(label="获得年月")

    class Meta:
        model = Honour
        fields = ("received", "name", "authority")
        widgets: ClassVar = {"name": narrow("zc-w20"), "authority": narrow("zc-w20")}

    def clean(self):
        super().clean()
        self.born_before("received")


class PublicationsForm(SectionForm):
    """Whether there is anything to list at all."""

    has_publications = YesNoField(label="有著作、论文或技术报告吗？", no="没有", yes="有")
    has_exams = YesNoField(
        label="有需要登记的考试成绩吗？",
        no="没有",
        yes="有",
        help_text="例如专业技术资格考试，初级一般没有。",
    )
    message_names: ClassVar = {
        "has_publications": "有没有著作、论文或技术报告",
        "has_exams": "有没有考试成绩",
    }

    class Meta:
        model = Application
        fields = ("has_publications", "has_exams")


class PublicationForm(EntryForm):
    published = MonthField(label="日期")

    class Meta:
        model = Publication
        fields = ("published", "name", "where", "authorship")
        widgets: ClassVar = {
            "name": narrow("zc-w20"),
            "where": narrow("zc-w20"),
            "authorship": narrow(),
        }
        help_texts: ClassVar = {
            "where": "刊物或出版社名称；技术报告写用在何处。",
            "authorship": "例如：独著；合著，第2",
        }


class ExamForm(EntryForm):
    taken = MonthField(label="考试时间")

    class Meta:
        model = ExamResult
        fields = ("taken", "kind", "subject", "score", "organiser")
        widgets: ClassVar = {
            name: narrow("zc-w20") for name in ("kind", "subject", "organiser")
        } | {"score": narrow()}


REPORT_LIMIT = 6000
"""Characters of one part: far above the 1500 to 3000 advised for all five (D24), but bounded."""


class ReportForm(SectionForm):
    """专业技术工作报告 in five parts (三（四）), or an uploaded PDF."""

    PARTS = (
        "report_education",
        "report_resume",
        "report_work",
        "report_tasks",
        "report_honours",
    )
    optional = ("report_title", *PARTS)
    unmarked = PARTS

    class Meta:
        model = Application
        fields = (
            "report_mode", "report_title", "report_education", "report_resume", "report_work",
            "report_tasks", "report_honours",
        )  # fmt: skip
        labels: ClassVar = {"report_mode": "怎么写"}
        widgets: ClassVar = {
            "report_mode": forms.RadioSelect,
            "report_title": narrow("zc-w20"),
            "report_education": textarea(3),
            "report_resume": textarea(5),
            "report_work": textarea(8),
            "report_tasks": textarea(10),
            "report_honours": textarea(3),
        }
        help_texts: ClassVar = {
            "report_title": "不填就用“专业技术工作报告”。",
            "report_education": "已按您填的学历写好，可以改。",
            "report_resume": "已按您填的工作经历写好，可以改。",
            "report_work": "岗位职责，主要从事哪些专业技术工作。",
            "report_tasks": "按项目或按年度写清任务、本人做了什么、结果怎样。",
            "report_honours": "没有就写“无”。",
        }

    def clean(self):
        data = super().clean()
        for name in self.PARTS:
            if len(data.get(name) or "") > REPORT_LIMIT:
                self.add_error(
                    name,
                    f"{self.message_name(name)}最多{REPORT_LIMIT}字，现在{len(data[name])}字",
                )
            elif data.get("report_mode") == c.ReportMode.ONLINE and not data.get(name):
                self.add_error(name, f"报告还没有写“{self.message_name(name)}”")
        return data

    @property
    def parts(self):
        return [self[name] for name in self.PARTS]

    @property
    def length(self) -> int:
        """Characters of all five parts, line ends not counted; the notice sets no minimum (D24)."""
        return sum(len("".join((part.value() or "").split())) for part in self.parts)


Interruptions = entries(InterruptionForm)
Achievements = entries(AchievementForm, AchievementFormSet)
Honours = entries(HonourForm, ItemFormSet)
Publications = entries(PublicationForm, ItemFormSet)
Exams = entries(ExamForm, ItemFormSet)
