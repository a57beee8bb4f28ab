"""申报前 and 个人情况: eligibility, title, basic, education, work."""

from typing import ClassVar

from django import forms

from applications.choices import PoliticalStatus
from applications.models import (
    Application,
    Education,
    Sanction,
    Specialty,
    Training,
    WorkExperience,
)
from applications.partial_days import words
from components.forms import DayField, IdentityNumberField, PhoneField
from components.identity import mask

from .base import (
    EntryForm,
    EntryFormSet,
    OngoingForm,
    SectionForm,
    entries,
    months_in_order,
    narrow,
    not_before_birth,
)
from .ethnicities import ETHNICITIES
from .fields import MonthField, PartialDayField, YesNoField

HEALTHY, FAIR, OTHER = "健康", "一般", "其他"


class EligibilityForm(SectionForm):
    """What only the rules ask: 身份类别, 退休, 处分 (二（二）)."""

    retired = YesNoField(
        label="已办理退休手续，或退休后返聘",
        no="没有",
        yes="有",
        help_text="达到法定退休年龄的由出生日期核对，这里不用算。",
    )
    under_sanction = YesNoField(
        label="受过处分、政务处分或党纪处分",
        no="没有",
        yes="有",
        help_text="不论是否已经期满，都如实填写；是否影响申报由系统按日期核对。",
    )
    message_names: ClassVar = {"retired": "是否退休", "under_sanction": "有没有处分"}

    class Meta:
        model = Application
        fields = ("identity_kind", "retired", "under_sanction")
        widgets: ClassVar = {"identity_kind": forms.RadioSelect}
        help_texts: ClassVar = {"identity_kind": "按人事档案里的身份选。"}


class SanctionForm(EntryForm):
    effective_on = DayField(label="生效日期", help_text="处分决定书上的生效日期。")
    optional = ("lifted_in_writing",)

    class Meta:
        model = Sanction
        fields = ("kind", "type", "effective_on", "authority", "lifted_in_writing")
        widgets: ClassVar = {"kind": forms.RadioSelect, "authority": narrow("zc-w20")}

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day > self.today:
            raise forms.ValidationError(f"生效日期不能晚于今天，现在填的是{words(day.isoformat())}")
        return day


class SanctionFormSet(EntryFormSet):
    word = "项"


class SpecialtyField(forms.ModelChoiceField):
    """附件4 by category; the page may narrow it while typing."""

    def __init__(self, **kwargs):
        super().__init__(Specialty.objects.filter(active=True), empty_label="请选择", **kwargs)

    @property
    def grouped(self):
        groups: dict[str, list] = {}
        for specialty in self.queryset:
            groups.setdefault(specialty.category, []).append(
                (
                    specialty.pk,
                    f"{specialty.name}（以考代评）" if specialty.exam_only else specialty.name,
                )
            )
        return [("", "请选择"), *((category, items) for category, items in groups.items())]


class TitleForm(SectionForm):
    """申报职称与专业."""

    specialty = SpecialtyField(label="申报专业", help_text="按现在从事的工作选，不按所学专业选。")

    class Meta:
        model = Application
        fields = ("specialty", "current_work")
        widgets: ClassVar = {"current_work": narrow("zc-w20")}
        help_texts: ClassVar = {"current_work": "例如：机械加工工艺编制"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["specialty"]
        field.widget.choices = field.grouped
        field.widget.attrs["class"] = "zc-w20"


class BasicForm(SectionForm):
    """基本情况. The identity number is asked once and shown masked ever after."""

    identity_number = IdentityNumberField(help_text="出生日期和性别会自动填好。")
    contact_phone = PhoneField(label="联系电话", help_text="档案袋和通知用。")
    work_started = MonthField(label="参加工作时间", help_text="第一次参加工作的年月。")
    ethnicity = forms.ChoiceField(
        label="民族",
        choices=[("", "请选择"), *((name, name) for name in ETHNICITIES)],
        widget=forms.Select(attrs={"class": "zc-w18"}),
    )
    health = forms.ChoiceField(
        label="身体状况",
        choices=[(word, word) for word in (HEALTHY, FAIR, OTHER)],
        widget=forms.RadioSelect,
    )
    health_other = forms.CharField(
        label="身体状况说明", max_length=15, help_text="选“其他”时写明。", widget=narrow()
    )
    message_names: ClassVar = {"contact_phone": "手机号"}
    optional = (
        "former_name",
        "health_other",
        "salary",
        "admin_post",
        "party_joined",
        "democratic_party",
        "societies",
        "foreign_language",
    )
    unmarked = ("identity_number", "health_other", "democratic_party")
    folded = (
        "former_name", "party_joined", "salary", "admin_post", "societies", "foreign_language",
    )  # fmt: skip

    class Meta:
        model = Application
        fields = (
            "former_name", "identity_number", "ethnicity", "political_status", "party_joined",
            "democratic_party", "birthplace", "work_started", "health", "salary", "admin_post",
            "societies", "foreign_language", "contact_phone",
        )  # fmt: skip
        labels: ClassVar = {
            "party_joined": "入党（团）时间、党（团）内职务",
            "democratic_party": "参加民主党派的时间、地点、职务",
            "admin_post": "行政职务及任职时间",
            "societies": "学术团体及职务、社会兼职",
            "foreign_language": "外语及程度",
        }
        help_texts: ClassVar = {
            "birthplace": "例如：山西阳城",
            "societies": "没有就不填，打印时写“无”。",
            "party_joined": "例如：2016年5月加入共青团，团支部书记",
        }
        widgets: ClassVar = {
            "former_name": narrow(),
            "political_status": forms.Select(attrs={"class": "zc-w18"}),
            "birthplace": narrow(),
            "salary": narrow(),
            "admin_post": narrow("zc-w20"),
            "party_joined": narrow("zc-w20"),
            "democratic_party": narrow("zc-w20"),
            "societies": narrow("zc-w20"),
            "foreign_language": narrow("zc-w20"),
        }

    field_order = (
        "identity_number", "ethnicity", "political_status", "democratic_party", "birthplace",
        "work_started", "health", "health_other", "contact_phone", *folded,
    )  # fmt: skip

    def __init__(self, *args, application, initial=None, **kwargs):
        initial = dict(initial or {})
        initial.pop("identity_number", None)
        if initial.get("health") not in ("", HEALTHY, FAIR, None):
            initial |= {"health": OTHER, "health_other": initial["health"]}
        super().__init__(*args, application=application, initial=initial, **kwargs)
        if application.applicant.identity_number:
            self.add_field("identity_number", _of_the_account(application.applicant))
        elif application.identity_number:
            field = self.fields["identity_number"]
            field.required = False
            field.help_text = (
                f"已登记 {mask(application.identity_number)}。要更正就在这里重新填写，不填就不变。"
            )

    def clean(self):
        data = super().clean()
        if data.get("health") == OTHER:
            if not data.get("health_other"):
                self.add_error("health_other", "请填写身体状况说明")
            else:
                data["health"] = data["health_other"]
        if data.get("political_status") != PoliticalStatus.DEMOCRATIC:
            data["democratic_party"] = ""
        not_before_birth(self, self._born(), "work_started")
        return data

    @property
    def common(self) -> list:
        return [field for field in self if field.name not in self.folded]

    @property
    def identity(self):
        """Birth date and sex of the number as typed; None while it cannot be right."""
        return getattr(self.fields["identity_number"], "identity", None)

    def _born(self):
        identity = self.identity
        return identity.birth_date if identity else self.application.birth_date

    def values(self):
        values = super().values()
        number = values.pop("identity_number")
        if number and not self.fields["identity_number"].disabled:
            identity = self.identity
            values |= {
                "identity_number": identity.number,
                "birth_date": identity.birth_date,
                "sex": identity.sex,
            }
        return values


def _of_the_account(person) -> forms.CharField:
    """The identity number where the account has it: shown, never asked."""
    field = forms.CharField(
        label="身份证号",
        initial=mask(person.identity_number),
        disabled=True,
        required=False,
        help_text="取自您的账号，出生日期和性别由它得出。身份信息有误请联系单位人事。",
        widget=forms.TextInput(attrs={"class": "zc-w18", "data-private": ""}),
    )
    field.mark_optional = False
    return field


class EducationForm(EntryForm):
    started = MonthField(label="开始年月")
    graduated = PartialDayField(
        label="毕业日期", help_text="写毕业（结业、肄业）证书上的日期，例如 2019 年 7 月 1 日。"
    )
    optional = ("length", "certificate_number")
    defaults: ClassVar = {"outcome": "graduated", "degree": "none"}

    class Meta:
        model = Education
        fields = (
            "level", "mode", "school", "major", "started", "graduated", "outcome", "length",
            "degree", "certificate_number",
        )  # fmt: skip
        widgets: ClassVar = {
            "level": forms.Select(attrs={"class": "zc-w18"}),
            "mode": forms.RadioSelect,
            "school": narrow("zc-w20"),
            "major": narrow("zc-w20"),
            "outcome": forms.RadioSelect,
            "degree": forms.Select(attrs={"class": "zc-w18"}),
            "length": narrow(),
            "certificate_number": forms.TextInput(attrs={"class": "zc-w20", "data-private": ""}),
        }
        help_texts: ClassVar = {
            "school": "写毕业证书上的全称",
            "length": "例如：三年",
        }

    def clean(self):
        super().clean()
        self.born_before("started")
        end, begin = self.cleaned_data.get("graduated"), self.cleaned_data.get("started")
        if end and begin and end[:7] <= begin:
            self.add_error("graduated", f"毕业日期要晚于开始年月{words(begin)}")


class EducationFormSet(EntryFormSet):
    least = 1
    least_message = "请至少填写一段学历"


class HighestForm(SectionForm):
    """Which of the schools is 最高学历: the number of the entry, from 0."""

    highest = forms.CharField(label="最高学历", required=False, widget=forms.HiddenInput)
    optional = ("highest",)

    class Meta:
        model = Application
        fields = ()


class TrainingForm(EntryForm):
    started = MonthField(label="开始年月")
    ended = MonthField(label="结束年月")
    optional = ("hours", "witness")

    class Meta:
        model = Training
        fields = ("started", "ended", "content", "hours", "place", "witness")
        widgets: ClassVar = {
            "content": narrow("zc-w20"),
            "hours": narrow(),
            "place": narrow("zc-w20"),
            "witness": narrow(),
        }

    def clean(self):
        super().clean()
        self.born_before("started")
        months_in_order(self, "started", "ended")


class WorkForm(OngoingForm):
    started = MonthField(label="开始年月")
    until_now = forms.BooleanField(label="至今", required=False)
    ended = MonthField(
        label="结束年月",
        help_text="还在这个单位就勾选“至今”，不用填。",
        error_messages={"required": "请填写结束年月，还在这个单位就勾选“至今”"},
    )
    same_specialty = YesNoField(
        label="是本专业技术工作吗？", yes="是", no="不是", widget=forms.RadioSelect
    )
    message_names: ClassVar = {"same_specialty": "是不是本专业技术工作"}
    optional = ("until_now", "post")

    @classmethod
    def beginning(cls, application):
        """The present work: where and what has been told already."""
        here = {"employer": application.unit.name, "work": application.current_work}
        return here | {"until_now": True}

    class Meta:
        model = WorkExperience
        fields = ("started", "ended", "employer", "work", "post", "witness", "same_specialty")
        widgets: ClassVar = {
            "employer": narrow("zc-w20"),
            "work": narrow("zc-w20"),
            "post": narrow(),
            "witness": narrow(),
        }
        help_texts: ClassVar = {"witness": "熟悉这段经历的同事姓名"}

    field_order = (
        "started", "until_now", "ended", "employer", "work", "post", "same_specialty", "witness",
    )  # fmt: skip


class WorkFormSet(EntryFormSet):
    least = 1
    least_message = "请至少填写一段工作经历"

    def clean(self):
        super().clean()
        if not any(self.errors) and not any(
            form.cleaned_data.get("until_now") for form in self.kept
        ):
            raise forms.ValidationError("请填写现在的工作，并勾选“至今”", code="no_present_work")


Sanctions = entries(SanctionForm, SanctionFormSet)
Educations = entries(EducationForm, EducationFormSet)
Trainings = entries(TrainingForm)
Works = entries(WorkForm, WorkFormSet)
