"""The filters of 受理审核 and the hands its files are put into."""

from django import forms

from applications import choices as c
from components.forms import BaseForm
from review.shows import SHOWS


class QueueFilter(BaseForm):
    """The filters of 受理审核, all in the address, so that a list can be sent to a colleague."""

    mark_optional = False

    show = forms.ChoiceField(
        label="状态", required=False, choices=[(key, show.label) for key, show in SHOWS.items()]
    )
    round = forms.ChoiceField(label="年度", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    specialty = forms.ChoiceField(label="专业", required=False)
    education = forms.ChoiceField(
        label="学历", required=False, choices=[("", "全部"), *c.EducationLevel.choices]
    )
    found = forms.ChoiceField(
        label="系统发现",
        required=False,
        choices=[("", "全部"), ("open", "有需核实"), ("clean", "全部符合")],
    )
    officer = forms.ChoiceField(label="经办人", required=False)
    arrived = forms.DateField(
        label="到件日期", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    due = forms.DateField(
        label="期限不晚于", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    q = forms.CharField(label="姓名或编号", required=False, max_length=50)

    def __init__(self, *args, rounds, units, specialties, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.officers = officers
        self.fields["round"].choices = [("", "全部"), *rounds]
        self.fields["unit"].choices = [("", "全部单位"), *units]
        self.fields["specialty"].choices = [("", "全部专业"), *specialties]
        self.fields["officer"].choices = [("", "全部"), ("none", "没有经办人"), *officers]
        for field in self.fields.values():
            select = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "form-select" if select else "form-control"

    def wanted(self, default: str) -> dict:
        """The choices made; a value that is none of the choices asks for nothing."""
        self.is_valid()
        return {
            name: (self.cleaned_data.get(name) or "") for name in self.fields if name != "show"
        } | {"show": self.cleaned_data.get("show") or default}


class AssignForm(BaseForm):
    """分件: the files ticked go to one clerk."""

    cases = forms.TypedMultipleChoiceField(label="申报件", coerce=int)
    officer = forms.TypedChoiceField(label="经办人", coerce=int)

    def __init__(self, *args, cases, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(str(pk), str(pk)) for pk in cases]
        self.fields["officer"].choices = officers
