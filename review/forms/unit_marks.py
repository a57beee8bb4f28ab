"""What the unit puts beside a case or notice: originals, settlements, photographs, conclusions."""

from django import forms

from components.forms import BaseForm
from components.verdicts import outcome_word
from eligibility import Outcome
from review.models import Objection, Settlement
from review.queries.unit import STAGES

CONCLUDING = (Outcome.MET, Outcome.UNPROVEN, Outcome.NOT_MET)
AGREES = (("yes", "与原件一致"), ("no", "不一致"))


class FilterForm(BaseForm):
    """Search of the people's table; every answer may be left out."""

    q = forms.CharField(label="姓名或编号", required=False, max_length=50)
    check = forms.ChoiceField(label="资格核对", required=False)
    stage = forms.ChoiceField(label="进度", required=False)
    lack = forms.CharField(required=False, widget=forms.HiddenInput, max_length=1)
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["check"].choices = [
            ("", "全部"),
            *((outcome, outcome_word(outcome)) for outcome in CONCLUDING),
        ]
        self.fields["stage"].choices = [("", "全部"), *STAGES.items()]
        self.fields["q"].widget.attrs |= {"class": "form-control", "type": "search"}
        for name in ("check", "stage"):
            self.fields[name].widget.attrs["class"] = "form-select"

    def wanted(self) -> dict:
        """What `queries.unit.filtered` takes; an answer that is none asks for nothing."""
        return dict(self.cleaned_data) if self.is_valid() else {}


class OriginalsForm(BaseForm):
    """All originals of one person in one go (D22); what does not agree must be explained.

    The button `rest` says of every original without an answer that it agrees.
    """

    mark_optional = False

    def __init__(self, *args, items, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            last = seen.get(item.value)
            self.fields[f"agrees_{item.value}"] = forms.ChoiceField(
                label=item.label,
                choices=AGREES,
                widget=forms.RadioSelect,
                required=False,
                initial=("yes" if last.agrees else "no") if last else None,
            )
            self.fields[f"agrees_{item.value}"].row = True
            self.fields[f"remark_{item.value}"] = forms.CharField(
                label=f"{item.label}哪里不一致",
                max_length=200,
                required=False,
                initial=last.remark if last else "",
                widget=forms.TextInput(attrs={"class": "form-control"}),
            )

    @property
    def rows(self):
        """(choice, remark) for each original."""
        return [(self[f"agrees_{i.value}"], self[f"remark_{i.value}"]) for i in self.items]

    def clean(self):
        cleaned = super().clean()
        given = 0
        for item in self.items:
            if "rest" in self.data and not cleaned.get(f"agrees_{item.value}"):
                cleaned[f"agrees_{item.value}"] = "yes"
            agrees = cleaned.get(f"agrees_{item.value}")
            given += bool(agrees)
            if agrees == "no" and not (cleaned.get(f"remark_{item.value}") or "").strip():
                self.add_error(f"remark_{item.value}", f"请写明{item.label}哪里与原件不一致")
        if not given and not self.errors:
            raise forms.ValidationError("请至少勾选一项原件的核对结果")
        return cleaned

    def checks(self):
        """(item, agrees, remark) of every original answered."""
        for item in self.items:
            if agrees := self.cleaned_data.get(f"agrees_{item.value}"):
                yield item, agrees == "yes", self.cleaned_data.get(f"remark_{item.value}") or ""


class SettleForm(BaseForm):
    """单位核实结论 of one finding, beside the machine's and never over it."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=4)
    outcome = forms.ChoiceField(
        label="核实结论", choices=Settlement.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="核实的理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    basis = forms.CharField(
        label="依据的材料",
        max_length=100,
        help_text="例如：聘用协议原件、2020年度考核表。",
    )

    def __init__(self, *args, rule, **kwargs):
        # A page has a form for each finding: the ids of its fields carry the rule, as it was sent.
        super().__init__(*args, auto_id=f"id_{rule.replace('%', '%%')}_%s", **kwargs)
        self.fields["outcome"].row = True


def settle_forms(judged, *, working: bool, bound=None) -> list[tuple]:
    """(card, form) for each card of the verdict; a form only where the unit may conclude now."""
    rows = []
    for one in judged:
        rule, form = one.card.anchor, None
        if working and one.open:
            form = SettleForm(initial={"rule": rule}, rule=rule)
            if bound is not None and bound.data.get("rule") == rule:
                form = bound
        rows.append((one, form))
    return rows


class PhotoForm(BaseForm):
    """A photograph or scan of the posted sheet (公示结果证明材料, 五（3）)."""

    photo = forms.FileField(
        label="张贴后的照片或扫描件",
        help_text="拍到公示全文和张贴的地方。JPG、PNG或PDF，不超过10MB。",
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf,image/jpeg,image/png"}),
    )


class ConcludeForm(BaseForm):
    """核查结论 of an objection; written once."""

    conclusion = forms.ChoiceField(
        label="核查结论", choices=Objection.Conclusion.choices, widget=forms.RadioSelect
    )
    finding = forms.CharField(
        label="核查情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明核查了什么、依据什么材料。实名反映的，反映人会看到。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["conclusion"].row = True
