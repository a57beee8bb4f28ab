"""The 评委库 by form and by workbook, and what a drawing asks."""

from django import forms

from components.forms import BaseForm, BaseModelForm, DayField
from documents import sheets, workbooks
from documents.sheets import Column, Kind
from review.models import CommitteeMember

Position = CommitteeMember.Position
LONGEST_TERM_YEARS = 3
COLUMNS = (
    Column(key="number", title="编号", width=8, kind=Kind.NUMBER),
    Column(key="name", title="姓名", required=True),
    Column(key="employer", title="单位", width=34, required=True),
    Column(key="title", title="职称", width=16, required=True),
    Column(key="specialty", title="专业", width=16, required=True),
    Column(key="position", title="职务", width=14, required=True),
    Column(key="term_from", title="任期自", width=14, kind=Kind.DATE, required=True),
    Column(key="term_until", title="任期至", width=14, kind=Kind.DATE, required=True),
)
MOST_ERRORS = 30


def _years_before(day) -> tuple[int, int, int]:
    return day.year - LONGEST_TERM_YEARS, day.month, day.day


class PoolMemberForm(BaseModelForm):
    """One member; the term is at most three years (40号令 10)."""

    term_from = DayField(label="任期自")
    term_until = DayField(label="任期至")

    class Meta:
        model = CommitteeMember
        fields = (
            "name", "employer", "title", "specialty", "position", "term_from", "term_until",
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("term_from"), cleaned.get("term_until")
        if start and end and end < start:
            self.add_error("term_until", f"任期至{end}，早于任期自{start}，请改正")
        elif start and end and _years_before(end) >= (start.year, start.month, start.day):
            self.add_error("term_until", "任期最长三年，请改早任期至（40号令第十条）")
        return cleaned

    def _post_clean(self):
        """The service writes the member, with its history; the form leaves it alone."""


class PoolImportForm(BaseForm):
    """A workbook in the shape of the exported one: one wrong cell, and nothing is saved."""

    file = forms.FileField(
        label="Excel文件",
        help_text="用导出的表改好后上传，.xlsx格式。编号留空是新评委；没有写进表里的评委不变。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self):
        try:
            reading = sheets.read(COLUMNS, self.cleaned_data["file"])
        except workbooks.BadWorkbook as error:
            raise forms.ValidationError(str(error)) from error
        known = CommitteeMember.objects.in_bulk()
        self.rows, errors = [], [error.message for error in reading.errors]
        seen = set()
        for row in reading.rows:
            errors += self._read(row, known, seen)
        if errors:
            more = len(errors) - MOST_ERRORS
            tail = [f"另有{more}处，改好上面的再上传一次。"] if more > 0 else []
            raise forms.ValidationError([*errors[:MOST_ERRORS], *tail])
        if not self.rows:
            raise forms.ValidationError("表头下面没有内容，请填好再上传")
        return self.cleaned_data["file"]

    def _read(self, row, known, seen) -> list[str]:
        """Add one row to `rows`, or say what is wrong with it."""
        place = f"第{row.number}行"
        values = dict(row.values)
        number = values.pop("number")
        if number is not None and number not in known:
            return [f"{place}“编号”是“{number}”，评委库里没有，新评委请留空。"]
        if number is not None and number in seen:
            return [f"{place}“编号”{number}在表里出现了两次，请删去一行。"]
        seen.add(number)
        by_label = {label: value for value, label in Position.choices}
        if values["position"] not in by_label:
            return [f"{place}“职务”是“{values['position']}”，请填写{'或'.join(by_label)}。"]
        values["position"] = by_label[values["position"]]
        form = PoolMemberForm(values)
        if not form.is_valid():
            return [
                f"{place}“{form.fields[key].label}”：{message}"
                for key, found in form.errors.items()
                for message in found
            ]
        self.rows.append((known.get(number), form.cleaned_data))
        return []


class DrawingForm(BaseForm):
    """抽取: how many, how many at least of which specialty, and whom to leave out."""

    size = forms.IntegerField(
        label="评委人数",
        min_value=3,
        max_value=99,
        help_text="3人以上的单数，含主持会议的主任委员或副主任委员。",
        widget=forms.NumberInput(attrs={"class": "zc-w4"}),
    )
    spare_conflicted = forms.BooleanField(
        label="与评审对象同单位的、本人申报的，不参加抽取", required=False, initial=True
    )
    reason = forms.CharField(label="重新抽取的原因", max_length=200, required=False)

    def __init__(self, *args, specialties, again, **kwargs):
        super().__init__(*args, **kwargs)
        self.specialties = list(specialties)
        for place, (specialty, people) in enumerate(self.specialties):
            self.add_field(
                f"need_{place}",
                forms.IntegerField(
                    label=f"{specialty}，至少几人",
                    min_value=0,
                    max_value=people,
                    required=False,
                    widget=forms.NumberInput(attrs={"class": "form-control zc-w4"}),
                ),
            )
        if again:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    def needs(self) -> list[tuple]:
        """(specialty, how many there are, the field) for the table."""
        return [
            (specialty, people, self[f"need_{place}"])
            for place, (specialty, people) in enumerate(self.specialties)
        ]

    def clean_size(self):
        size = self.cleaned_data["size"]
        if size % 2 == 0:
            raise forms.ValidationError(f"评委人数是{size}，应为单数，请改成{size - 1}或{size + 1}")
        return size

    def asked(self) -> dict:
        """What `pool.draw_members` takes."""
        needs = [
            [specialty, self.cleaned_data[f"need_{place}"]]
            for place, (specialty, _) in enumerate(self.specialties)
            if self.cleaned_data.get(f"need_{place}")
        ]
        return {
            "size": self.cleaned_data["size"],
            "needs": needs,
            "spare_conflicted": self.cleaned_data["spare_conflicted"],
            "reason": self.cleaned_data.get("reason", ""),
        }


class ReplacementForm(BaseForm):
    """补抽: why somebody drawn cannot come."""

    reason = forms.CharField(label="不能到会的原因", max_length=200)
