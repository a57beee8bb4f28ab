"""After the result: 复查, taking a qualification back, 通报批评, answering the public."""

from datetime import timedelta
from typing import ClassVar

from django import forms

from components.forms import BaseForm, DayField
from review.integrity import LONGEST_BAN
from review.models import Case, Revocation
from review.states import Action as A

from .base import StepForm
from .files import FilesField

LONGEST_SHOWN = timedelta(days=366)
BANS = [(0, "不取消"), *((years, f"{years}年") for years in range(1, LONGEST_BAN + 1))]


class RecheckForm(StepForm):
    """申请复查: what is doubted in procedure or count, and papers that show it."""

    message_names: ClassVar[dict[str, str]] = {"note": "申请复查的理由"}
    warning = "复查只看评审程序和计票，不改变评委的专业判断。"

    files = FilesField(
        label="证明材料",
        required=False,
        most=5,
        help_text="没有可以不传。JPG、PNG或PDF，最多5个，每个不超过10MB。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = self.message_names["note"]
        self.fields["note"].help_text = "写明评审程序或计票哪里有疑问、依据什么。"
        self.order_fields(["note", "files"])


class RevokeForm(StepForm):
    """取消资格: the second person reads what was found and heard, and answers for the decision."""

    template = "review/bureau/revoke.html"
    message_names: ClassVar[dict[str, str]] = {"note": "取消资格的理由", "name": "申报人姓名"}
    field_order = ("decision_number", "decided_on", "note", "name")

    decision_number = forms.CharField(label="决定文号", max_length=50)
    decided_on = DayField(label="决定日期")
    name = forms.CharField(
        label="申报人姓名", max_length=50, help_text="请输入这位申报人的姓名，确认没有选错人。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.revocation = Revocation.objects.filter(case=self.subject).first()
        self.fields["note"].label = self.message_names["note"]
        self.fields["note"].help_text = "单位和申报人看到的就是这段话，请写明事实和依据。"
        self.fields["decided_on"].initial = self.now.date()
        if self.revocation:
            basis = f"依据{self.subject.round.notice_number}六（二），取消任职资格。"
            self.fields["note"].initial = f"{self.revocation.facts}{basis}"

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > self.now.date():
            raise forms.ValidationError("决定日期不能晚于今天")
        if self.revocation and day < self.revocation.heard_on:
            heard = self.revocation.heard_on
            raise forms.ValidationError(
                f"决定日期不能早于听证或陈述申辩的日期{heard.year}年{heard.month}月{heard.day}日"
            )
        return day

    def clean_name(self):
        typed = "".join(self.cleaned_data["name"].split())
        if typed != self.subject.name:
            raise forms.ValidationError(f"这份申报件的申报人不是“{typed}”，请核对")
        return typed

    def data_for_move(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("decision_number", "decided_on")}


FORMS = {(Case, A.REQUEST_RECHECK): RecheckForm, (Case, A.REVOKE): RevokeForm}


class PrepareForm(BaseForm):
    """查实登记: before anybody decides, what was found and what the person had to say."""

    facts = forms.CharField(
        label="查实的事实",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明哪份材料虚假、怎样查实、依据什么。",
    )
    told_on = DayField(
        label="告知日期", help_text="把事实、理由、依据和陈述申辩、听证的权利告知本人的日期。"
    )
    plea = forms.ChoiceField(
        label="当事人的意见", choices=Revocation.Plea.choices, widget=forms.RadioSelect
    )
    heard_on = DayField(
        label="听证或陈述申辩日期", help_text="本人书面放弃的，填收到书面意见的日期。"
    )
    plea_record = forms.CharField(
        label="听证或陈述申辩记录",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明本人说了什么、是否采纳、为什么。",
    )
    ban_years = forms.TypedChoiceField(
        label="取消今后几年申报资格",
        coerce=int,
        choices=BANS,
        widget=forms.RadioSelect,
        help_text="视情节轻重，1至3年（六（二））。从查实年度的下一个年度算起，到期自行解除。",
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = today

    def clean(self):
        cleaned = super().clean()
        told, heard = cleaned.get("told_on"), cleaned.get("heard_on")
        if told and told > self.day:
            self.add_error("told_on", "告知日期不能晚于今天")
        if heard and heard > self.day:
            self.add_error("heard_on", "听证或陈述申辩日期不能晚于今天")
        elif told and heard and heard < told:
            self.add_error("heard_on", "听证或陈述申辩日期不能早于告知日期")
        return cleaned


class ReprimandForm(BaseForm):
    """通报批评: of which unit, under which number, and until when anybody may read it."""

    unit = forms.ChoiceField(label="单位", widget=forms.RadioSelect)
    number = forms.CharField(label="文号", max_length=50)
    shown_until = DayField(label="公开到哪一天", help_text="到期自行撤下，最长一年。")

    def __init__(self, *args, units: list[tuple[str, str]], today, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = today
        self.fields["unit"].choices = units

    def clean_shown_until(self):
        day = self.cleaned_data["shown_until"]
        if not self.day < day <= self.day + LONGEST_SHOWN:
            raise forms.ValidationError("公开截止日要晚于今天，最长一年")
        return day


class AnswerForm(BaseForm):
    """答复 of an enquiry; written once."""

    answer = forms.CharField(
        label="答复",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="凭受理编号和查询码能看到。请不要写身份证号、电话等个人信息。",
    )
