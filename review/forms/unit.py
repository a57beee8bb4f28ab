"""The unit's steps on its package: notices, their results, the leader's promise, the way out."""

import hashlib
import re
from datetime import timedelta
from typing import ClassVar

from django import forms

from applications import queries as applications
from components.calendars import day_cells
from components.forms import PhoneField
from eligibility import CalendarUnknown
from review import notices, posting, publicity, wording
from review.guards.case import (
    materials_over,
    no_objection_stands,
    opinion_over,
)
from review.models import Case, Notice, Package
from review.states import Action as A
from review.states import CaseState, NoticeKind

from .base import PeopleForm, StepForm
from .unit_assess import AssessForm, ReviseOpinionForm

PHONE = re.compile(r"0\d{2,3}-?\d{7,8}|1\d{10}")


class _NoNote(StepForm):
    """A step that asks for no remark."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.fields["note"].required:
            self.fields["note"].widget = forms.HiddenInput()


class PostCriteriaForm(_NoNote):
    """公示①: where it hangs and whom to ring; posted only after the finished text was seen.

    A unit that has posted before hangs its sheets where it did last: the text stands on the page
    at once.
    """

    template = "review/unit/post.html"
    kind = NoticeKind.CRITERIA

    places = forms.CharField(
        label="公示形式和地点",
        max_length=200,
        help_text="写清楚在哪里张贴，例如：公司办公楼一层公告栏。本系统会同时公开。",
    )
    phone = forms.CharField(
        label="监督电话",
        max_length=20,
        help_text="写单位的办公电话，公示正文里会印出来。",
        widget=forms.TextInput(attrs={"class": "zc-w18", "inputmode": "tel"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        unit = self.subject.unit
        last = Notice.objects.filter(unit=unit, meeting=None).order_by("-posted_at", "-pk").first()
        self.fields["places"].initial = last.places if last else "单位公告栏、本系统"
        self.fields["phone"].initial = last.phone if last else unit.supervision_phone or unit.phone
        self.notice = None
        if last and not self.is_bound:
            self._show(self._begins_with())

    def _begins_with(self) -> dict:
        people = self.fields["people"].queryset if "people" in self.fields else ()
        return {
            "people": people,
            "places": self.fields["places"].initial,
            "phone": self.fields["phone"].initial,
        }

    def _show(self, answers: dict) -> str:
        """Put the finished text on the page; what the button must bring back to post it."""
        try:
            self.notice = posting.prepare(
                self.subject,
                self.kind,
                people=answers.get("people", ()),
                places=answers["places"],
                phone=answers["phone"],
                acting=self.acting,
                now=self.now,
            )
        except CalendarUnknown as error:
            if self.is_bound:
                self.add_error(None, str(error))
            return ""
        said = "\n".join([self.notice.sha256, self.notice.places])
        seen = hashlib.sha256(said.encode()).hexdigest()
        self.fields["seen"].initial = seen
        return seen

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        if not PHONE.fullmatch(phone):
            raise forms.ValidationError(
                f"监督电话应像0356-4221234或11位手机号这样写，现在写的是“{phone}”"
            )
        return phone

    def is_valid(self):
        """True once the very text that would be posted now has been on the page."""
        if not super().is_valid():
            return False
        shown = self._show(self.cleaned_data)
        if not shown:
            return False
        seen = self.data.get("seen") == shown
        self.data = self.data.copy()
        self.data["seen"] = shown
        return seen

    @property
    def counted_days(self):
        """Each day of the period, those that count numbered, for the check page."""
        return day_cells(
            self.notice.first_day,
            self.notice.last_day,
            today=self.now.date(),
            calendar=applications.calendar(),
        )

    @property
    def registered_from(self):
        """The first day on which the result can be registered."""
        return self.notice.last_day + timedelta(days=1)

    @property
    def shown_people(self):
        return publicity.people(self.notice) if self.kind is not NoticeKind.CRITERIA else []

    @property
    def shown_clauses(self):
        return publicity.clauses(self.notice) if self.kind is NoticeKind.CRITERIA else []

    def data_for_move(self):
        return {name: self.cleaned_data[name] for name in ("places", "phone")}


class PostMaterialsForm(PostCriteriaForm, PeopleForm):
    kind = NoticeKind.MATERIALS
    state = CaseState.UNIT_OK
    field_order: ClassVar = ["people", "places", "phone"]


class PostOpinionsForm(PostMaterialsForm):
    kind = NoticeKind.OPINIONS
    state = CaseState.OPINION_DRAFT


class ClearCriteriaForm(_NoNote):
    """登记公示①结果: nothing to fill in, everything is on record."""

    template = "review/unit/clear.html"


class ClearMaterialsForm(PeopleForm, _NoNote):
    """登记公示②结果: those whose period is over and against whom nothing stands are ticked."""

    template = "review/unit/clear.html"
    state = CaseState.MATERIALS_NOTICE
    guards = (materials_over, no_objection_stands)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.now.date()
        self.held_back = []
        ready = []
        for case in self.fields["people"].queryset:
            reasons = [r for guard in self.guards if (r := guard(case, today))]
            if reasons:
                self.held_back.append((case, reasons))
            else:
                ready.append(case.pk)
        self.fields["people"].initial = ready


class ClearOpinionsForm(ClearMaterialsForm):
    state = CaseState.OPINION_NOTICE
    guards = (opinion_over, no_objection_stands)


class StopCriteriaForm(StepForm):
    """终止公示①: the reason stands on the public page beside the notice that was stopped."""

    note = forms.CharField(
        label="终止原因",
        max_length=notices.STOP_REASON,
        help_text="公众看得到，不要写个人信息。例如：张贴地点写错，改正后重新公示。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoticeChoice(forms.ModelChoiceField):
    widget = forms.RadioSelect

    def label_from_instance(self, notice):
        span = publicity.span_words(notice.first_day, notice.last_day)
        return f"{notice.get_kind_display()}，{span}，{len(notices.on_show(notice))}人"


class StopNoticeForm(StopCriteriaForm):
    """终止公示②或③: one notice that runs, with everyone it shows."""

    notice = NoticeChoice(label="终止哪一次公示", queryset=Notice.objects.none(), empty_label=None)
    field_order: ClassVar = ["notice", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        showing = {
            notice.pk
            for kind, state in notices.SHOWN_IN.items()
            for notice in notices.running(self.subject, state, kind)
            if notice.registered_at is None
        }
        running = Notice.objects.filter(pk__in=showing).order_by("-posted_at", "-pk")
        self.fields["notice"].queryset = running
        if len(showing) == 1:
            self.fields["notice"].initial = running.first()

    def data_for_move(self):
        return {"notice": self.cleaned_data["notice"]}

    def chosen(self):
        return notices.on_show(self.cleaned_data["notice"])


class RecommendForm(PeopleForm, _NoNote):
    """单位领导 recommends and gives the unit's promise (六（二）), by typing the name."""

    template = "review/unit/recommend.html"
    state = CaseState.NOTICES_CLEAR
    promise = wording.UNIT_PROMISE

    signed_name = forms.CharField(
        label="承诺人（单位负责人）姓名",
        max_length=50,
        help_text="请输入本人姓名，作为线上签名。纸质评审表另行手签、盖章。",
        widget=forms.TextInput(attrs={"class": "zc-w18"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.on_paper:
            signed = self.fields["signed_name"]
            signed.label = "纸上签字的单位负责人姓名"
            signed.help_text = "承诺和推荐人员名单上都要有单位负责人的签字和单位公章。"
            signed.error_messages["required"] = f"请填写{signed.label}"

    def clean_signed_name(self):
        signed = "".join(self.cleaned_data["signed_name"].split())
        if self.on_paper:
            return signed
        if signed != self.acting.user.name:
            raise forms.ValidationError(
                f"承诺要由本人签：请填写“{self.acting.user.name}”，现在写的是“{signed}”"
            )
        return signed


class FileForm(StepForm):
    """报主管部门: who takes the papers there (D32); why people stay behind, if some do."""

    template = "review/unit/file.html"

    deliverer = forms.CharField(
        label="报送人姓名",
        max_length=50,
        help_text="单位安排专人报送，不接受个人报送（六（三））。",
        widget=forms.TextInput(attrs={"class": "zc-w18"}),
    )
    deliverer_phone = PhoneField(label="报送人手机号")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        package = self.subject
        self.fields["deliverer"].initial = package.deliverer or self.acting.user.name
        self.fields["deliverer_phone"].initial = package.deliverer_phone or self.acting.user.phone
        note = self.fields["note"]
        if note.required:
            note.label = "还有人没有推荐就先报送的原因"
            note.error_messages["required"] = f"请填写{note.label}"
        else:
            note.widget = forms.HiddenInput()
        self.order_fields(["deliverer", "deliverer_phone", "note"])
        cases = package.cases.select_related("application__applicant")
        self.going = list(cases.filter(state=CaseState.RECOMMENDED))
        self.staying = list(
            cases.exclude(
                state__in=(CaseState.RECOMMENDED, CaseState.DECLINED, CaseState.WITHDRAWN)
            )
        )


FORMS = {
    (Package, A.POST_CRITERIA): PostCriteriaForm,
    (Package, A.CLEAR_CRITERIA): ClearCriteriaForm,
    (Package, A.STOP_CRITERIA): StopCriteriaForm,
    (Package, A.STOP_NOTICE): StopNoticeForm,
    (Package, A.POST_MATERIALS): PostMaterialsForm,
    (Package, A.CLEAR_MATERIALS): ClearMaterialsForm,
    (Package, A.ASSESS): AssessForm,
    (Package, A.POST_OPINIONS): PostOpinionsForm,
    (Package, A.CLEAR_OPINIONS): ClearOpinionsForm,
    (Package, A.RECOMMEND): RecommendForm,
    (Package, A.FILE): FileForm,
    (Package, A.SUPPLY): _NoNote,
    (Case, A.OPEN): _NoNote,
    (Case, A.SUPPLY): _NoNote,
    (Case, A.INVESTIGATE): _NoNote,
    (Case, A.REVISE_OPINION): ReviseOpinionForm,
    (Case, A.WITHDRAW): _NoNote,
}
