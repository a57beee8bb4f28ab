"""The steps of the department and of room 303: what each asks, and what goes into the move."""

from typing import ClassVar

from django import forms

from applications import queries as applications
from components.calendars import day_cells
from review import letters
from review.checklist import PACKAGE_ITEMS, PERSON_ITEMS, last_marks
from review.models import Case, Package, Reading
from review.models.intake import EXPECTED_COPIES
from review.queries.department import SENTENCES, facts_for
from review.states import Action as A
from review.states import CaseState

from .base import PeopleForm, StepForm

OPINION = "经审核，申报程序规范，材料齐全，同意报送。"
TIGHT_DAYS = 2


class Ticks(forms.MultipleChoiceField):
    """Ticks for those who wait. Somebody ticked who waits no longer is the step's to speak of."""

    def valid_value(self, value):
        return value.isdecimal()


class AgreeForm(StepForm):
    """审核同意 (四（三）): four points and every person ticked, and the opinion on the form."""

    template = "review/department/agree.html"

    opinion = forms.CharField(
        label="呈报单位意见",
        help_text="印在每个人的评审表“呈报单位意见”栏，签字、盖章仍在纸上。",
        max_length=300,
        initial=OPINION,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        facts = facts_for(self.subject)
        for key, sentence in SENTENCES.items():
            self.add_field(f"seen_{key}", forms.BooleanField(label=sentence, help_text=facts[key]))
        self.add_field("each", self._each())
        order = [*(f"seen_{key}" for key in SENTENCES), "each", "opinion", "note"]
        self.order_fields(order)
        self.fields["note"].label = "内部备注"

    def _each(self):
        self.waiting = list(
            self.subject.cases.filter(state=CaseState.DEPARTMENT_REVIEW)
            .select_related("application__applicant", "application__specialty")
            .order_by("application__number")
        )
        return Ticks(
            label="逐人核对，同意的勾选",
            help_text="不同意的，先打开其申报件退回补充或不同意，再办理其余人员。",
            choices=[
                (str(c.pk), f"{c.name}（{c.number}），{c.application.specialty.name}")
                for c in self.waiting
            ],
            error_messages={"required": self._unticked(self.waiting)},
            widget=forms.CheckboxSelectMultiple,
        )

    @staticmethod
    def _unticked(cases) -> str:
        names = "、".join(case.name for case in cases)
        return f"还没有勾选{names}：同意的请勾选，要退回的先打开其申报件办理"

    def clean_each(self):
        ticked = self.cleaned_data["each"]
        left = [case for case in self.waiting if str(case.pk) not in ticked]
        if left:
            raise forms.ValidationError(self._unticked(left))
        return ticked

    def data_for_move(self) -> dict:
        return {"opinion": self.cleaned_data["opinion"].strip()}


class SendBackForm(StepForm):
    """退回单位: close to the last day, it is said before it is done that it may be too late."""

    message_names: ClassVar[dict[str, str]] = {"note": "要单位改的内容"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = self.message_names["note"]
        last = self.subject.round.acceptance_closes
        today = self.now.date()
        left = applications.calendar().count(today, last) if today <= last else 0
        if left <= TIGHT_DAYS:
            self.warning = f"{last.month}月{last.day}日报送截止，退回后单位可能赶不上。"


class ReceiveForm(PeopleForm):
    """收件登记: who brought it, the unit's papers, and a row for every bag."""

    state = CaseState.DEPARTMENT_OK
    template = "review/bureau/receive.html"
    warning = "不接受个人报送（五），报送人应是单位安排的专人。"

    deliverer = forms.CharField(
        label="报送人", help_text="单位安排的专人，请核对身份。", max_length=50
    )
    record_copies = forms.IntegerField(
        label="三公示记实表份数", min_value=0, max_value=99, initial=1
    )
    summary_copies = forms.IntegerField(
        label="申报汇总表份数", min_value=0, max_value=99, initial=1
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deliverer"].initial = self.subject.deliverer
        self.fields["people"].label = "送到的档案袋"
        self.fields["note"].label = "备注"
        self.cases = list(self.fields["people"].queryset)
        self.shelves = dict(
            Reading.objects.filter(
                delivery__package=self.subject, delivery__intake=None
            ).values_list("case_id", "shelf")
        )
        if self.shelves:
            self.fields["people"].initial = [c.pk for c in self.cases if c.pk in self.shelves]
        for case in self.cases:
            shelf = forms.CharField(
                label=f"{case.name}的架位",
                max_length=10,
                required=False,
                initial=self.shelves.get(case.pk, ""),
            )
            self.add_field(f"shelf_{case.pk}", shelf)
            for key, label, usual in EXPECTED_COPIES:
                copies = forms.IntegerField(
                    label=f"{case.name}的{label}份数",
                    min_value=0,
                    max_value=99,
                    initial=usual,
                    required=False,
                )
                self.add_field(f"{key}_{case.pk}", copies)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "form-control")

    def clean(self):
        cleaned = super().clean()
        for case in cleaned.get("people", ()):
            for key, _, _ in EXPECTED_COPIES:
                name = f"{key}_{case.pk}"
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, f"请填写{self.fields[name].label}，没有就填0")
        return cleaned

    def rows(self):
        """(case, its tick, its fields) for the table of bags."""
        ticked = {str(value) for value in self["people"].value() or ()}
        return [
            (
                case,
                str(case.pk) in ticked,
                self[f"shelf_{case.pk}"],
                [self[f"{key}_{case.pk}"] for key, _, _ in EXPECTED_COPIES],
            )
            for case in self.cases
        ]

    def data_for_move(self) -> dict:
        cleaned = self.cleaned_data
        return {
            "deliverer": cleaned["deliverer"],
            "record_copies": cleaned["record_copies"],
            "summary_copies": cleaned["summary_copies"],
            "bags": {
                case.pk: {
                    "shelf": cleaned[f"shelf_{case.pk}"],
                    **{key: cleaned[f"{key}_{case.pk}"] for key, _, _ in EXPECTED_COPIES},
                }
                for case in cleaned["people"]
            },
        }


class LetterForm(StepForm):
    """一次性告知补正: the letter exactly as the unit will read it, with its due day."""

    message_names: ClassVar[dict[str, str]] = {"note": "上一次没有告知的原因"}

    template = "review/bureau/correct.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = self.message_names["note"]
        if not self.fields["note"].required:
            del self.fields["note"]
        elif isinstance(self.subject, Case):
            granted = self.subject.letter_consents.filter(granted=True).last()
            self.fields["note"].initial = granted.reason if granted else ""

    def clean(self):
        cleaned = super().clean()
        cleaned.setdefault("note", "")
        return cleaned

    def letter(self) -> dict:
        """What the template shows: items numbered as in the letter, due day, counted days."""
        today, round = self.now.date(), self.subject.round
        calendar = applications.calendar()
        due = letters.correction_due(round, today)
        items = [item for item in letters.defects(self.subject) if item["text"]]
        return {
            "unit": self.subject.unit.name,
            "person": self.subject.name if isinstance(self.subject, Case) else "",
            "number": self.subject.number if isinstance(self.subject, Case) else "",
            "items": items,
            "due": due,
            "days": calendar.count(today, due) - calendar.count(today, today),
            "cells": day_cells(today, due, today=today, calendar=calendar, due=due),
            "round": round,
            "earlier": list(self.subject.letters.filter(kind="bureau").order_by("pk")),
            "officer": self.acting.user.name,
            "today": today,
            "unmarked": self._unmarked(),
        }

    def _unmarked(self) -> list[str]:
        items = PERSON_ITEMS if isinstance(self.subject, Case) else PACKAGE_ITEMS
        marks = last_marks(self.subject)
        return [item.title for item in items if item.key not in marks]


REFUSAL_REASONS = (
    ("二（二）1", "国家公务员（含参照国家公务员管理人员），不在申报评审范围"),
    ("二（二）2", "已办理退休手续或达到国家法定退休年龄"),
    ("二（二）3", "事业单位工作人员受到记过以上处分且在受处分期间"),
    ("二（二）4", "公职人员受到党纪处分且在受处分期间"),
    ("六（三）", "超过报送材料截止时间"),
    ("五", "个人报送评审材料"),
)


class ProposeRefusalForm(StepForm):
    """拟不予受理: a reason of the notice and what was found; a second person decides."""

    message_names: ClassVar[dict[str, str]] = {"note": "核实到的情况"}

    warning = "您只能提出，由审核人决定。"

    clause = forms.ChoiceField(
        label="依据",
        choices=[(clause, f"{clause}　{words}") for clause, words in REFUSAL_REASONS],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = self.message_names["note"]
        self.order_fields(["clause", "note"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("clause") and cleaned.get("note"):
            words = dict(REFUSAL_REASONS)[cleaned["clause"]]
            cleaned["note"] = f"{words}（{cleaned['clause']}）。{cleaned['note']}"
        return cleaned

    def data_for_move(self) -> dict:
        return {}


class RefuseForm(StepForm):
    """不予受理: the second person starts from what was proposed and answers for the words."""

    message_names: ClassVar[dict[str, str]] = {"note": "不予受理的理由"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        proposal = self.subject.events.filter(action=A.PROPOSE_REFUSAL).last()
        self.fields["note"].label = self.message_names["note"]
        self.fields["note"].help_text = "单位和申报人看到的就是这段话，请写明事实和依据。"
        if proposal:
            self.fields["note"].initial = proposal.note


class AbandonForm(StepForm):
    """视为放弃: the sentence stands ready, with the day it was due."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        due = self.subject.due_on
        if due:
            self.fields["note"].initial = f"补正期限{due.month}月{due.day}日已过，没有补正。"


class DisagreeForm(StepForm):
    """不同意 of the department: the person and the unit read the reason."""

    message_names: ClassVar[dict[str, str]] = {"note": "不同意的理由"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label = self.message_names["note"]
        self.fields["note"].help_text = "单位和申报人看到的就是这段话，请写明事实和依据。"


FORMS = {
    (Package, A.AGREE): AgreeForm,
    (Package, A.SEND_BACK): SendBackForm,
    (Case, A.DISAGREE): DisagreeForm,
    (Package, A.RECEIVE): ReceiveForm,
    (Case, A.CORRECT): LetterForm,
    (Package, A.CORRECT): LetterForm,
    (Case, A.PROPOSE_REFUSAL): ProposeRefusalForm,
    (Case, A.REFUSE): RefuseForm,
    (Case, A.ABANDON): AbandonForm,
}
