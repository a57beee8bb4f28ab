"""One line of 附件4 or of the majors, or a whole workbook of them."""

import json
from typing import ClassVar

from django import forms

from accounts.forms.carried import INCOMPLETE, CarriedField, is_row
from applications import tables
from applications.models import MajorMatch, Specialty
from applications.tables import NO, RELEVANCE, UNLISTED, YES, Table
from components.forms import BaseForm
from documents import sheets, workbooks

from .decision import DecisionForm

MOST_ERRORS = 50


class TableForm(DecisionForm):
    """Rows of a table to be saved; `rows` and `plan` are there once the form is valid."""

    table: Table

    def rows(self) -> list[tuple[int, dict]]:
        """The rows as `applications.tables` takes them."""
        raise NotImplementedError

    def clean(self):
        if self.errors:
            return
        self.plan, errors = tables.plan(self.table, self.rows())
        self.refuse(errors)
        if not errors and not self.plan.lines:
            self.add_error(None, "和现在一样，没有要保存的。")

    def refuse(self, errors) -> None:
        """Name every error of a cell at its field."""
        keys = {column.title: column.key for column in self.table.columns}
        for error in errors:
            self.add_error(keys.get(error.column), error.message)


class SpecialtyForm(TableForm):
    """One specialty; `pk` None for a new one. It is never deleted, only switched off."""

    table = tables.SPECIALTIES

    category = forms.CharField(label="大类", max_length=40, help_text="例如：03 机械工程。")
    name = forms.CharField(label="专业", max_length=40)
    exam_only = forms.ChoiceField(
        label="以考代评",
        choices=((NO, "否"), (YES, "是，只考试不评审，申报的一律需核实")),
        widget=forms.RadioSelect,
        initial=NO,
    )
    active = forms.ChoiceField(
        label="可选",
        choices=((YES, "是"), (NO, "否，新申报不能再选，已选的不变")),
        widget=forms.RadioSelect,
        initial=YES,
    )

    def __init__(self, *args, line: Specialty | None, **kwargs):
        self.line = line
        if line is not None:
            kwargs["initial"] = tables.words_of_specialty(line)
        super().__init__(*args, **kwargs)

    def rows(self):
        words = {column.key: self.cleaned_data[column.key] for column in self.table.columns}
        return [(0, words | ({"was": self.line.name} if self.line else {}))]

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if self.line is None and Specialty.objects.filter(name=name).exists():
            raise forms.ValidationError(f"已有“{name}”，请在列表里打开它修改")
        return name


class MajorForm(TableForm):
    """How one major stands to one specialty."""

    table = tables.MAJORS

    major = forms.CharField(
        label="所学专业", max_length=60, help_text="按毕业证书写，末尾的“专业”二字可以不写。"
    )
    specialty = forms.ChoiceField(label="申报专业")
    relevance = forms.ChoiceField(
        label="关系",
        choices=(
            *((label, label) for label in RELEVANCE),
            (UNLISTED, "不列入，由评议组、工信局逐人核实"),
        ),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, line: MajorMatch | None, **kwargs):
        if line is not None:
            kwargs["initial"] = {
                "major": line.major,
                "specialty": line.specialty.name,
                "relevance": line.get_relevance_display(),
            }
        super().__init__(*args, **kwargs)
        names = Specialty.objects.values_list("name", "category").order_by("category", "pk")
        self.fields["specialty"].choices = [
            ("", "请选择"),
            *((name, f"{category}　{name}") for name, category in names),
        ]
        if line is not None:  # another pair is another line
            for name in ("major", "specialty"):
                self.fields[name].disabled = True

    def rows(self):
        return [(0, {column.key: self.cleaned_data[column.key] for column in self.table.columns})]


class ImportForm(TableForm):
    """A workbook in the shape of the exported one; what was read travels on as `lines`."""

    file = forms.FileField(
        label="Excel文件",
        help_text="用导出的表改好后上传，.xlsx格式，不超过10MB。没有写进表里的行不变。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    lines = CarriedField(widget=forms.HiddenInput, required=False)
    message_names: ClassVar = {"file": "Excel文件", "lines": "读到的内容"}

    def __init__(self, *args, table: Table, **kwargs):
        self.table = table
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("lines")

    def clean_lines(self):
        lines = self.cleaned_data["lines"]
        known = {column.key for column in self.table.columns}
        if lines is None or (isinstance(lines, list) and all(is_row(one, known) for one in lines)):
            return lines
        raise forms.ValidationError(INCOMPLETE)

    def clean(self):
        given = self.cleaned_data
        if not self.errors and (given.get("file") or given.get("lines") is None):
            given["lines"] = self._read()
        super().clean()

    def _read(self) -> list | None:
        """The rows of the file; what cannot be read is named cell by cell."""
        try:
            reading = sheets.read(self.table.columns, self.cleaned_data["file"])
        except workbooks.BadWorkbook as error:
            self.add_error("file", str(error))
            return None
        rows = [[row.number, row.values] for row in reading.rows]
        if reading.errors:
            _, others = tables.plan(self.table, rows)
            self.refuse(sorted(reading.errors + others, key=lambda error: error.row))
        elif not rows:
            self.add_error("file", "表头下面没有内容，请填好再上传")
        return rows

    def rows(self):
        return [(number, words) for number, words in self.cleaned_data["lines"]]

    def refuse(self, errors) -> None:
        for error in errors[:MOST_ERRORS]:
            self.add_error("file", error.message)
        if len(errors) > MOST_ERRORS:
            self.add_error("file", f"另有{len(errors) - MOST_ERRORS}处，改好上面的再上传一次。")

    @property
    def carried(self) -> str:
        """The rows for the check page to post back."""
        return json.dumps(self.cleaned_data["lines"], ensure_ascii=False)


class SearchForm(BaseForm):
    """Search of a table; every answer may be left out."""

    q = forms.CharField(label="专业", required=False, max_length=60)
    only = forms.ChoiceField(required=False)
    mark_optional = False
    ONLY: ClassVar = {
        "specialties": ("状态", (("active", "可选"), ("off", "停用"), ("exam", "以考代评"))),
        "majors": ("关系", (("same", "本专业"), ("related", "相近专业"))),
    }

    def __init__(self, *args, slug: str, **kwargs):
        super().__init__(*args, **kwargs)
        label, choices = self.ONLY[slug]
        self.fields["only"].label = label
        self.fields["only"].choices = [("", "全部"), *choices]
        self.fields["q"].widget.attrs |= {"class": "form-control", "type": "search"}
        self.fields["only"].widget.attrs["class"] = "form-select"

    def wanted(self) -> tuple[str, str]:
        """What is searched for, and which lines only; answers that are none ask for nothing."""
        if not self.is_valid():
            return "", ""
        return self.cleaned_data["q"].strip(), self.cleaned_data["only"]
