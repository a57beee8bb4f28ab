"""The committee's steps, and what the secretary writes beside a meeting."""

from typing import ClassVar

from django import forms

from components.forms import BaseForm, DayField
from review.models import Case, Meeting
from review.packets import LONGEST_NOTE
from review.states import Action as A
from review.states import CaseState

from .base import PeopleChoice, PeopleForm, StepForm

SHORTEST_PASSPHRASE = 4


def _passphrase(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        min_length=SHORTEST_PASSPHRASE,
        max_length=60,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class PassphrasesForm(StepForm):
    """Both keepers type their own words; neither alone can open the box."""

    chair_passphrase = _passphrase("主任委员口令")
    teller_passphrase = _passphrase("监票人口令")


class OpenVoteForm(PassphrasesForm):
    warning = (
        "投票开始后不能再登记回避。两个口令由主任委员和监票人各自设定、各自保管，"
        "开票时要同时输入；忘记任何一个，票就打不开，只能重新投票。"
    )
    chair_again = _passphrase("再输一次主任委员口令")
    teller_again = _passphrase("再输一次监票人口令")
    field_order = (
        "chair_passphrase", "chair_again", "teller_passphrase", "teller_again", "note",
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        for who, name in (("主任委员", "chair"), ("监票人", "teller")):
            if cleaned.get(f"{name}_passphrase") != cleaned.get(f"{name}_again"):
                self.add_error(f"{name}_again", f"两次输入的{who}口令不一样，请重新输入")
        if cleaned.get("chair_passphrase") == cleaned.get("teller_passphrase"):
            self.add_error("teller_passphrase", "两个口令不能相同，请监票人另设一个")
        return cleaned


class CloseVoteForm(PassphrasesForm):
    warning = "结束后票立即拆封、计票，密封票随即销毁，不能再投。"


class PublishResultForm(StepForm):
    warning = "发布后不能修改正文。公示期从发布时算起，不能缩短。"
    places = forms.CharField(label="公示地点", max_length=200, initial="阳城县工信局官网、本系统")
    phone = forms.CharField(label="监督电话", max_length=20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].initial = self.subject.round.phone


class ClearResultForm(PeopleForm):
    state = CaseState.RESULT_NOTICE


class _Confirmation(StepForm):
    """核准: the document of 人社局 and its day."""

    confirmation_number = forms.CharField(label="核准文号", max_length=50)
    confirmed_on = DayField(label="核准日期")

    def clean_confirmed_on(self):
        day = self.cleaned_data["confirmed_on"]
        if day > self.now.date():
            raise forms.ValidationError("核准日期不能晚于今天")
        return day

    def data_for_move(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("confirmation_number", "confirmed_on")}


class ConfirmForm(_Confirmation, PeopleForm):
    """核准 of a meeting's results: everybody ticked; who is left out is left with a reason."""

    warning = (
        "核准后生成资格证书编号，社会公众可以凭编号和姓名核验。"
        "暂不核准的，不要勾选；他们留在“等核准的人员”里，以后逐人核准。"
    )
    state = CaseState.PENDING_CONFIRMATION
    message_names: ClassVar[dict[str, str]] = {"note": "暂不核准的原因"}
    field_order = ("confirmation_number", "confirmed_on", "people", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed_on"].initial = self.now.date()
        self.fields["people"].label = "核准的人员"
        self.fields["note"].label = "暂不核准的原因（有人不勾选时填写）"

    def clean(self):
        cleaned = super().clean()
        left = set(self.candidates()) - set(cleaned.get("people", ()))
        if cleaned.get("people") and left and not cleaned.get("note"):
            names = "、".join(sorted(case.name for case in left))
            self.add_error("note", f"{names}没有勾选，请填写暂不核准的原因")
        return cleaned


class ConfirmOneForm(_Confirmation):
    """核准 of one person later than the others: the meeting's document, or one of their own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmation_number"].initial = self.subject.meeting.confirmation_number
        self.fields["confirmation_number"].help_text = "另行发文的，改成这一位的文号和日期。"
        self.fields["confirmed_on"].initial = self.now.date()


FORMS = {
    (Meeting, A.OPEN_VOTE): OpenVoteForm,
    (Meeting, A.CLOSE_VOTE): CloseVoteForm,
    (Meeting, A.PUBLISH_RESULT): PublishResultForm,
    (Meeting, A.CLEAR_RESULT): ClearResultForm,
    (Meeting, A.CONFIRM): ConfirmForm,
    (Case, A.CONFIRM): ConfirmOneForm,
}


class MeetingForm(BaseForm):
    """A new meeting: every member whose term covers the day is seated."""

    title = forms.CharField(label="会议名称", max_length=60)
    held_on = forms.DateField(
        label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(label="地点", max_length=60)

    def __init__(self, *args, earliest, **kwargs):
        super().__init__(*args, **kwargs)
        self.earliest = earliest

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day < self.earliest:
            raise forms.ValidationError("评审会日期不能早于今天")
        return day


class AgendaForm(BaseForm):
    """Who is voted on at this meeting."""

    people = PeopleChoice(label="评审对象", queryset=Case.objects.none(), required=False)

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = candidates


class RecusalForm(BaseForm):
    """Which member stays out of whose vote, and why (40号令 25)."""

    seat = forms.ModelChoiceField(label="评委", queryset=None, empty_label="请选择")
    case = forms.ModelChoiceField(label="评审对象", queryset=None, empty_label="请选择")
    reason = forms.CharField(label="回避原因", max_length=100, help_text="例如：同单位、亲属")

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = meeting.attendances.select_related("member")
        self.fields["case"].queryset = meeting.cases.select_related("application__applicant")


class DiscussionForm(BaseForm):
    """评议意见, for the minutes, until the count."""

    text = forms.CharField(
        label="评议意见",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写评议情况，不写谁怎样投票。计票时随会议纪要定稿，之后只能加更正附记。",
    )


class MinutesNoteForm(BaseForm):
    """更正附记: what is to be corrected, and to what."""

    text = forms.CharField(
        label="更正附记",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明原文哪里不对、应当是什么。加上后不能修改、不能删除。",
    )


class CountForm(BaseForm):
    """点票: four numbers for each person; they must make up the papers handed out."""

    KINDS = (("yes", "赞成"), ("no", "反对"), ("abstain", "弃权"), ("invalid", "废票"))
    mark_optional = False

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        for case, _, _ in people:
            for kind, word in self.KINDS:
                self.add_field(
                    f"{kind}_{case.pk}",
                    forms.IntegerField(
                        label=f"{case.name}，{word}",
                        min_value=0,
                        max_value=99,
                        widget=forms.NumberInput(
                            attrs={"class": "form-control zc-w4", "autocomplete": "off"}
                        ),
                    ),
                )

    def lines(self) -> list[tuple]:
        """(case, voters, its four (word, field)) for the table."""
        return [
            (
                case,
                present - recused,
                [(word, self[f"{kind}_{case.pk}"]) for kind, word in self.KINDS],
            )
            for case, present, recused in self.people
        ]

    def numbers(self) -> dict[int, tuple[int, ...]]:
        return {
            case.pk: tuple(self.cleaned_data[f"{kind}_{case.pk}"] for kind, _ in self.KINDS)
            for case, _, _ in self.people
        }


class CodeForm(BaseForm):
    """The one-time code handed out at the sign-in table."""

    code = forms.CharField(
        label="表决码",
        max_length=12,
        help_text="签到时领取的8位数字",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "zc-w18"}
        ),
    )


class ReadingCodeForm(BaseForm):
    """The reading code on the slip."""

    code = forms.CharField(
        label="阅卷码",
        max_length=30,
        help_text="16位字母和数字，大小写、横线都可以不管",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "zc-w18"}),
    )


class NoteForm(BaseForm):
    """评审笔记: for the member's own eyes."""

    text = forms.CharField(
        label="我的笔记",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="用您的阅卷码密封，别人打不开，计票后销毁。清空再保存就是删除。",
    )


class DeclareForm(BaseForm):
    """回避 declared by the member."""

    reason = forms.CharField(
        label="回避原因", max_length=100, help_text="例如：亲属、师生、同单位、利害关系"
    )


class BallotForm(forms.Form):
    """A choice for everybody on the paper; what is missing is named, what is chosen is kept."""

    WORDS = (("yes", "同意"), ("no", "不同意"))

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.paper = paper
        for case in paper:
            self.fields[f"case_{case.pk}"] = forms.ChoiceField(
                choices=self.WORDS, required=True, widget=forms.RadioSelect
            )

    def choices(self) -> dict[int, str]:
        offered = dict(self.WORDS)
        return {
            case.pk: choice
            for case in self.paper
            if (choice := self.data.get(f"case_{case.pk}")) in offered
        }

    def missing(self) -> list[Case]:
        chosen = self.choices()
        return [case for case in self.paper if case.pk not in chosen]
