"""登记民主评议 (四（二）): who sat, what they found of each person, and the drafted 鉴定意见."""

import re
from typing import ClassVar

from django import forms

from components.errors import form_errors
from components.forms import BaseForm, DayField, FormSetMixin
from review import opinions
from review.models import Assessment, PanelMember, Rating
from review.states import CaseState

from .base import PeopleForm, StepForm

OPINION_LENGTH = 300
MEMBER_ROWS = 15
SHOWN_ROWS = 7
NEEDED = (PanelMember.Kind.STAFF, PanelMember.Kind.EXPERT, PanelMember.Kind.LEADER)
GRADES = ("ethics", "attitude", "level", "ability")
VOTES = ("agree", "disagree")
KINDS = PanelMember.Kind
USUAL = (KINDS.STAFF, KINDS.STAFF, KINDS.EXPERT, KINDS.EXPERT, KINDS.LEADER)
"""The kinds the first rows begin with: a row without a name is nobody all the same."""


def _dress(fields) -> None:
    """The looks of fields that stand in a table."""
    for field in fields.values():
        if isinstance(field, forms.ChoiceField):
            look = "form-select"
        else:
            look = "form-control zc-w4" if isinstance(field, forms.IntegerField) else "form-control"
        field.widget.attrs["class"] = look


class MemberForm(BaseForm):
    """One member who attended. A row left empty is none."""

    name = forms.CharField(label="姓名", max_length=50, required=False)
    kind = forms.ChoiceField(
        label="类别", choices=[("", "请选择"), *PanelMember.Kind.choices], required=False
    )
    title = forms.CharField(label="职务、职称", max_length=40, required=False)
    recused_for = forms.CharField(label="回避对象", max_length=120, required=False)

    def __init__(self, *args, usual="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = self.usual = usual
        _dress(self.fields)

    def clean(self):
        cleaned = super().clean()
        name, kind = cleaned.get("name"), cleaned.get("kind")
        if kind and kind != self.usual and not name:
            self.add_error("name", "请填写姓名")
        if name and not kind:
            self.add_error("kind", f"请选择{name}的类别")
        told = cleaned.get("title") or cleaned.get("recused_for")
        if told and not name and not self.errors:
            self.add_error("name", "请填写姓名")
        return cleaned

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("name"))

    @property
    def recused_names(self) -> set[str]:
        return set(filter(None, re.split(r"[\s、，,;；]+", self.cleaned_data["recused_for"])))


class MemberFormSet(FormSetMixin, forms.BaseFormSet):
    position_word = "位"

    def get_form_kwargs(self, index):
        usual = USUAL[index] if index is not None and index < len(USUAL) else ""
        return {**super().get_form_kwargs(index), "usual": usual}


Members = forms.formset_factory(
    MemberForm, formset=MemberFormSet, extra=MEMBER_ROWS, max_num=MEMBER_ROWS, absolute_max=60
)


class UsualForm(BaseForm):
    """What was found of everybody for whom nothing else is written below; may be left empty."""

    ethics = forms.ChoiceField(label="职业道德")
    attitude = forms.ChoiceField(label="工作态度")
    level = forms.ChoiceField(label="专业水平")
    ability = forms.ChoiceField(label="技术业务能力")
    agree = forms.IntegerField(label="同意推荐票", min_value=0, max_value=99)
    disagree = forms.IntegerField(label="不同意推荐票", min_value=0, max_value=99)
    mark_optional = False
    position = "其余的人"
    required = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for grade in GRADES:
            self.fields[grade].choices = [("", "请选择"), *Rating.Grade.choices]
        for field in self.fields.values():
            field.required = self.required
        _dress(self.fields)

    @property
    def results(self):
        """The four grades and the two counts, without what else a person has."""
        return [self[name] for name in (*GRADES, *VOTES)]


class RatingForm(UsualForm):
    """What was found of one person."""

    opinion = forms.CharField(
        label="拟鉴定意见",
        max_length=OPINION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="留空时按评议结果起草。公示③期满且无异议，才成为正式鉴定意见（六（一））。",
    )
    required = True

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.position = case.name
        self.fields["opinion"].required = False

    def wrong_votes(self, attending: int, recused: int) -> str:
        """同意 plus 不同意 must be those attending less those who stood aside for this person."""
        agree, disagree = self.cleaned_data.get("agree"), self.cleaned_data.get("disagree")
        if agree is None or disagree is None or agree + disagree == attending - recused:
            return ""
        base = f"到会{attending}人" + (f"减回避{recused}人" if recused else "")
        return f"同意{agree}票加不同意{disagree}票，不等于{base}"


class AssessForm(PeopleForm):
    """One sitting of the 评议组 for the people ticked, entered by one recorder."""

    template = "review/unit/assess.html"
    state = CaseState.ASSESSMENT

    held_on = DayField(label="评议日期")
    place = forms.CharField(label="地点", max_length=60)
    recorder = forms.CharField(
        label="记录人", max_length=50, widget=forms.TextInput(attrs={"class": "zc-w18"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget = forms.HiddenInput()
        self.fields["held_on"].initial = self.now.date()
        self.fields["recorder"].initial = self.acting.user.name
        self.fields["place"].initial = self._last_place()
        self.order_fields(["held_on", "place", "recorder", "people"])
        data = self.data if self.is_bound else None
        self.members = Members(data, prefix="m")
        self.usual = UsualForm(data, prefix="usual")
        people = self.fields["people"].queryset
        self.filled = self._filled(people) if self.is_bound else None
        self.ratings = [RatingForm(self.filled, prefix=f"p{case.pk}", case=case) for case in people]
        self.drafted = False

    def _last_place(self) -> str:
        last = Assessment.objects.filter(package__unit=self.subject.unit).last()
        return last.place if last else ""

    def _filled(self, people):
        """What was typed, the blanks of each person filled with what is written for the rest."""
        data = self.data.copy()
        for case in people:
            for name in (*GRADES, *VOTES):
                if not data.get(f"p{case.pk}-{name}"):
                    data[f"p{case.pk}-{name}"] = data.get(self.usual.add_prefix(name), "")
        return data

    @property
    def first_members(self):
        return self.members.forms[:SHOWN_ROWS]

    @property
    def more_members(self):
        return self.members.forms[SHOWN_ROWS:]

    @property
    def rated(self) -> list[RatingForm]:
        """The people ticked; what was typed for others is left aside."""
        ticked = {case.pk for case in self.cleaned_data.get("people", ())}
        return [form for form in self.ratings if form.case.pk in ticked]

    def clean_held_on(self):
        held_on = self.cleaned_data["held_on"]
        if held_on > self.now.date():
            raise forms.ValidationError("评议日期不能晚于今天")
        return held_on

    def clean(self):
        cleaned = super().clean()
        held_on, dated_on = cleaned.get("held_on"), cleaned.get("dated_on")
        if held_on and dated_on and dated_on < held_on:
            self.add_error("dated_on", "纸面日期不能早于评议日期")
        return cleaned

    @property
    def shown_ratings(self) -> list[RatingForm]:
        """The people ticked, or all while nothing is ticked yet."""
        return (self.is_bound and self.rated) or self.ratings

    @property
    def usual_errors(self) -> list:
        """What is wrong in the row for the rest."""
        return form_errors(self.usual, self.usual.position)

    @property
    def rating_errors(self) -> list:
        """What is wrong in the results, each led by the person's name, for the summary."""
        return [item for form in self.rated for item in form_errors(form, form.position)]

    @property
    def has_faults(self) -> bool:
        return not self.drafted

    def is_valid(self):
        """Complete, adding up, and with an opinion the recorder has read for each person.

        Where an opinion was left empty it is drafted from the result, and the page comes back.
        """
        sound = super().is_valid()
        seated = self.members.is_valid()
        found = [form.is_valid() for form in self.rated]
        if seated:
            self._check_panel()
        told = self.usual_errors + self.rating_errors
        if not (sound and seated and all(found)) or self.errors or told:
            for rating in self.ratings:
                rating.data = self.data  # as typed: what is written for the rest may still change
            return False
        return not self._draft_missing()

    def _check_panel(self):
        present = [form for form in self.members if form.is_filled]
        kinds = {form.cleaned_data["kind"] for form in present}
        missing = [kind.label for kind in NEEDED if kind not in kinds]
        if missing:
            self.add_error(None, f"评议组里还没有{'、'.join(missing)}（四（二））")
        names = {form.case.name for form in self.ratings}
        for member in present:
            if unknown := member.recused_names - names:
                self.add_error(
                    None,
                    f"{member.cleaned_data['name']}的回避对象“{'、'.join(sorted(unknown))}”"
                    "不在这次评议的人员里",
                )
        for rating in self.rated:
            self._check_recusal(rating.case, present)
            recused = sum(rating.case.name in member.recused_names for member in present)
            if wrong := rating.wrong_votes(len(present), recused):
                self._tell_votes(rating, wrong, alone=recused > 0)

    def _tell_votes(self, rating, wrong: str, *, alone: bool) -> None:
        """Where the count was typed: once for the rest, unless somebody stood aside."""
        own = any(self.data.get(rating.add_prefix(name)) for name in VOTES)
        if own or alone:
            rating.add_error("agree", wrong)
        elif not self.usual.has_error("agree"):
            self.usual.add_error("agree", wrong)

    def _check_recusal(self, case, present):
        """The applicant who sits on the panel stands aside for the own case."""
        for member in present:
            own = member.cleaned_data["name"] == case.name
            if own and case.name not in member.recused_names:
                self.add_error(
                    None,
                    f"{case.name}是申报人，不能评议本人：请在{case.name}的“回避对象”里写"
                    f"“{case.name}”；与申报人同名的另一人，请在姓名后注明部门",
                )

    def _draft_missing(self) -> bool:
        data = self.filled.copy()
        for rating in self.rated:
            if not rating.cleaned_data["opinion"].strip():
                self.drafted = True
                data[rating.add_prefix("opinion")] = opinions.draft(
                    rating.case,
                    **{k: rating.cleaned_data[k] for k in (*GRADES, "agree", "disagree")},
                )
        if self.drafted:
            self.data = data
            for rating in self.ratings:
                rating.data = data
        return self.drafted

    def data_for_move(self):
        return {
            **{name: self.cleaned_data[name] for name in ("held_on", "place", "recorder")},
            "members": [
                {name: form.cleaned_data[name] for name in ("name", "kind", "title", "recused_for")}
                for form in self.members
                if form.is_filled
            ],
            "ratings": {form.case.pk: self._rating(form) for form in self.rated},
        }

    @staticmethod
    def _rating(form) -> dict:
        found = form.cleaned_data
        return {
            **{name: found[name] for name in (*GRADES, "agree", "disagree")},
            "voters": found["agree"] + found["disagree"],
            "opinion": found["opinion"].strip(),
        }


class ReviseOpinionForm(StepForm):
    """修改拟鉴定意见: the words before ③; votes and ratings stay as the 评议组 gave them."""

    opinion = forms.CharField(
        label="拟鉴定意见",
        max_length=OPINION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    note = forms.CharField(
        label="修改原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order: ClassVar = ["opinion", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rating = self.subject.ratings.filter(submission=self.subject.submission_id).last()
        self.fields["opinion"].initial = rating.opinion if rating else ""

    def data_for_move(self):
        return {"opinion": self.cleaned_data["opinion"].strip()}
