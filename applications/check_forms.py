"""The questions of the 资格自测, one form each: the words. What they mean is in `self_check`."""

from typing import ClassVar

from django import forms

from components.forms import BaseForm, DayField

from .choices import EducationLevel, EducationMode, SanctionKind, SanctionType
from .forms.fields import MonthField, PartialDayField
from .models import Specialty
from .self_check import SANCTIONED, UNSURE, Status, Unit


class QuestionForm(BaseForm):
    """A page of the check; its heading is the first question unless it says otherwise."""

    mark_optional = False

    @property
    def heading(self) -> str:
        return next(iter(self.fields.values())).label

    @property
    def heads_first_field(self) -> bool:
        """Does the heading stand for the first field's own label?"""
        return self.heading == next(iter(self.fields.values())).label


class UnitForm(QuestionForm):
    unit = forms.ChoiceField(
        label="您在哪类单位工作？",
        help_text="非公企业也可以申报。",
        widget=forms.RadioSelect,
        choices=[
            (Unit.STATE, "国有、国有控股企业"),
            (Unit.PRIVATE, "民营、外商投资企业或个体工商户"),
            (Unit.INSTITUTION, "事业单位"),
            (Unit.SOCIAL, "社会组织（社会团体、民办非企业单位、基金会）"),
            (Unit.RESIDENT, "驻县的中央、省、市属单位"),
            (Unit.AGENCY, "由人事代理机构代理，或者劳务派遣"),
            (Unit.OUTSIDE, "阳城县以外的单位"),
            (Unit.GOVERNMENT, "机关（公务员或参照公务员法管理）"),
            (Unit.NONE, "目前没有单位"),
        ],
    )
    message_names: ClassVar[dict] = {"unit": "单位类型"}


class FieldForm(QuestionForm):
    specialty = forms.ChoiceField(
        label="您从事的专业技术工作属于哪一类？",
        help_text="按现在实际从事的工作选，不按所学专业选。",
        error_messages={"required": "请选择专业，不确定就选最后一项"},
        widget=forms.Select(attrs={"data-typeahead": ""}),
    )
    message_names: ClassVar[dict] = {"specialty": "专业"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups: dict[str, list] = {}
        for specialty in Specialty.objects.filter(active=True):
            groups.setdefault(specialty.category, []).append((str(specialty.pk), specialty.name))
        self.fields["specialty"].choices = [
            ("", "请选择"),
            *groups.items(),
            (UNSURE, "列表里没有，或不确定"),
        ]


class DegreeForm(BaseForm):
    """One degree. Unfinished ones are left out by the question's own words."""

    level = forms.ChoiceField(
        label="学历层次",
        help_text="以毕业证书为准。技工院校毕业请按班别选。",
        widget=forms.RadioSelect,
        choices=[
            (EducationLevel.MASTER, "硕士及以上"),
            (EducationLevel.SECOND_BACHELOR, "第二学士学位"),
            (EducationLevel.BACHELOR, "大学本科"),
            (EducationLevel.COLLEGE, "大学专科"),
            (EducationLevel.SECONDARY, "中专"),
            (EducationLevel.TECH_TECHNICIAN, "技工院校预备技师（技师）班"),
            (EducationLevel.TECH_SENIOR, "技工院校高级工班"),
            (EducationLevel.TECH_MIDDLE, "技工院校中级工班"),
            (EducationLevel.HIGH_SCHOOL, "高中及以下"),
        ],
    )
    mode = forms.ChoiceField(label="学习形式", choices=[("", "请选择"), *EducationMode.choices])
    graduated = MonthField(label="毕业年月")
    major = forms.CharField(
        label="所学专业", help_text="照毕业证书写，例如“机电技术应用”。", max_length=60
    )


DAY_HELP = "看聘用协议或聘任文件上的日期，不是毕业日期。没有写到哪一天的，日可以不填。"


class AppointmentForm(QuestionForm):
    """Since when: 聘任 for degrees above 中专, 聘为技术员 for 中专. `asks` names the questions."""

    appointed_on = PartialDayField(
        label="单位从什么时候聘您做这项专业技术工作？", help_text=DAY_HELP
    )
    technician_since = PartialDayField(
        label="单位从什么时候聘您为技术员？",
        help_text="看聘为技术员的文件或技术员证书上的日期。",
        required=False,
    )
    no_technician = forms.BooleanField(label="没有聘为技术员", required=False)
    technician_work_since = PartialDayField(
        label="没有聘为技术员的，单位能证明您从什么时候起做技术员的工作？（选填）",
        help_text="单位不能出证明的不用填。",
        required=False,
    )
    same_specialty_since = MonthField(
        label="在这之前，更早从什么时候起做本专业技术工作？（选填）",
        help_text="在别的单位，或者在本单位正式聘任之前。没有就不用填。",
        required=False,
    )
    message_names: ClassVar[dict] = {
        "appointed_on": "聘任年月",
        "technician_since": "聘为技术员的年月",
        "technician_work_since": "从事技术员工作的起始年月",
        "same_specialty_since": "更早从事本专业技术工作的年月",
    }

    def __init__(self, *args, asks: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.asks = asks
        if "appointed_on" not in asks:
            del self.fields["appointed_on"]
        if "technician_since" not in asks:
            for name in ("technician_since", "no_technician", "technician_work_since"):
                del self.fields[name]

    @property
    def heading(self):
        return super().heading if len(self.asks) == 1 else "单位从什么时候聘您做这项工作？"

    def clean(self):
        data = super().clean()
        if "technician_since" in self.asks and not self.has_error("technician_since"):
            if not data["technician_since"] and not data["no_technician"]:
                self.add_error("technician_since", "请填写聘为技术员的年月，没有聘为技术员请勾选")
            elif data["technician_since"] and data["no_technician"]:
                self.add_error(
                    "no_technician", "已经填了聘为技术员的年月，请不要勾选“没有聘为技术员”"
                )
        return data


class AppraisalForm(QuestionForm):
    """Which years were 合格. `years` are those there can be a result of."""

    years = forms.MultipleChoiceField(
        label="任现职以来，哪些年度考核合格（称职）？",
        help_text="优秀也算合格。",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    failed = forms.BooleanField(label="没有勾选的年度里，有不合格（不称职）的", required=False)
    message_names: ClassVar[dict] = {"years": "年度"}
    UNKNOWN = "unknown"

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = years
        self.fields["years"].choices = [
            *((str(year), f"{year}年度") for year in years),
            (self.UNKNOWN, "还没有考核结果，或单位没有开展年度考核"),
        ]
        if not years:
            del self.fields["failed"]

    def clean(self):
        data = super().clean()
        chosen = data.get("years", [])
        failed = data.get("failed", False)
        if self.has_error("years"):
            return data
        if not chosen and not failed:
            self.add_error("years", "请勾选年度，没有就选最后一项")
        elif self.UNKNOWN in chosen and (len(chosen) > 1 or failed):
            self.add_error("years", "勾选了年度，就不要再选“还没有考核结果”，请留一样")
        elif failed and len(chosen) == len(self.offered):
            self.add_error("failed", "年度都勾选了合格，请核对有没有不合格的年度")
        return data


def status_choices(retirement_line: str) -> list[tuple[str, str]]:
    """What may bar a person, with the day on which retirement is decided (二（二）2)."""
    by_then = (
        f"，或到{retirement_line}达到法定退休年龄" if retirement_line else "或达到法定退休年龄"
    )
    return [
        (Status.RETIRED, f"已退休{by_then}"),
        (Status.SANCTION, "受到记过以上处分或者政务处分，且在受处分期间"),
        (Status.PARTY, "受到党纪处分，且在受处分期间"),
        (Status.TITLE, "已经取得助理工程师或更高的职称"),
        (Status.OTHER_TITLE, "已经取得其他系列的初级职称"),
        (Status.NONE, "以上都没有"),
    ]


class StatusForm(QuestionForm):
    status = forms.MultipleChoiceField(
        label="下面的情形您有吗？", widget=forms.CheckboxSelectMultiple
    )
    message_names: ClassVar[dict] = {"status": "一项，都没有就选最后一项"}

    def __init__(self, *args, retirement_line: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = status_choices(retirement_line)

    def clean_status(self):
        chosen = self.cleaned_data["status"]
        if Status.NONE in chosen and len(chosen) > 1:
            raise forms.ValidationError("选了“以上都没有”，就不要再选别的，请留一样")
        return chosen


EMPLOYER_SANCTIONS = [
    (f"{SanctionKind.INSTITUTION}:{kind}", f"{kind.label}（单位给予的处分）")
    for kind in (
        SanctionType.DEMERIT,
        SanctionType.POST_DEMOTION,
        SanctionType.DISMISSAL,
        SanctionType.EXPULSION,
    )
] + [
    (f"{SanctionKind.GOVERNMENT}:{kind}", f"{kind.label}（政务处分）")
    for kind in (
        SanctionType.WARNING,
        SanctionType.DEMERIT,
        SanctionType.MAJOR_DEMERIT,
        SanctionType.DEMOTION,
        SanctionType.DISMISSAL,
        SanctionType.EXPULSION,
    )
]
PARTY_SANCTIONS = [
    (f"{SanctionKind.PARTY}:{kind}", kind.label)
    for kind in (
        SanctionType.WARNING,
        SanctionType.SERIOUS_WARNING,
        SanctionType.PARTY_POST_REMOVAL,
        SanctionType.PROBATION,
        SanctionType.PARTY_EXPULSION,
    )
]


class SanctionForm(QuestionForm):
    """Of each sanction ticked its type and first day; in a state firm, whether one manages."""

    sanction_type = forms.ChoiceField(
        label="受的是什么处分？", choices=[("", "请选择"), *EMPLOYER_SANCTIONS]
    )
    sanction_on = DayField(label="处分从哪天起生效？", help_text="看处分决定上的日期。")
    party_type = forms.ChoiceField(
        label="受的是什么党纪处分？", choices=[("", "请选择"), *PARTY_SANCTIONS]
    )
    party_on = DayField(label="党纪处分从哪天起生效？", help_text="看处分决定上的日期。")
    manager = forms.ChoiceField(
        label="您在单位是管理人员吗？",
        widget=forms.RadioSelect,
        choices=[("yes", "是管理人员"), ("no", "不是")],
    )
    message_names: ClassVar[dict] = {
        "sanction_type": "处分种类",
        "sanction_on": "处分生效日期",
        "party_type": "党纪处分种类",
        "party_on": "党纪处分生效日期",
        "manager": "是不是管理人员",
    }

    def __init__(self, *args, ticked: set[str], state_firm: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.ticked = ticked
        for status in sorted(SANCTIONED):
            if status not in ticked:
                del self.fields[f"{status}_type"], self.fields[f"{status}_on"]
        if not state_firm:
            del self.fields["manager"]

    @property
    def heading(self):
        return "处分是哪一种，从哪天起？"

    def clean(self):
        data = super().clean()
        for status in self.ticked:
            day = data.get(f"{status}_on")
            if day and day > self.today:
                self.add_error(f"{status}_on", "处分生效日期不能晚于今天，请核对")
        return data
