"""A workbook of people or organisations: read, every row judged by its form, shown, saved whole."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django import forms

from components.forms import BaseForm
from documents import sheets, workbooks

from .carried import INCOMPLETE, CarriedField, is_row
from .keeping import OrganisationRow, PersonRow, ReasonForm

MOST_ERRORS = 50


@dataclass(frozen=True, slots=True)
class Book:
    """A kind of workbook: its columns, the form that judges a row, what may not stand twice."""

    slug: str
    title: str
    columns: tuple[sheets.Column, ...]
    row: Callable[..., BaseForm]
    once: tuple[str, ...]


PEOPLE = Book(
    "users",
    "人员",
    (
        sheets.Column(key="name", title="姓名", width=12, required=True),
        sheets.Column(key="username", title="登录名", width=18),
        sheets.Column(key="phone", title="手机号", width=16),
        sheets.Column(key="organisation", title="单位", width=36, required=True),
        sheets.Column(key="role", title="身份", width=16, required=True),
        sheets.Column(key="since", title="起始日期", width=14),
    ),
    PersonRow,
    ("username", "phone"),
)
OFFICES = Book(
    "units",
    "单位",
    (
        sheets.Column(key="name", title="名称", width=36, required=True),
        sheets.Column(key="kind", title="类别", width=14, required=True),
        sheets.Column(key="unit_kind", title="单位性质", width=16),
        sheets.Column(key="parent", title="主管部门", width=30),
        sheets.Column(key="uscc", title="统一社会信用代码", width=22, kind=sheets.Kind.ID),
        sheets.Column(key="contact", title="联系人", width=12),
        sheets.Column(key="phone", title="联系电话", width=16),
        sheets.Column(key="address", title="地址", width=36),
        sheets.Column(key="supervision_phone", title="公示监督电话", width=16),
    ),
    OrganisationRow,
    ("name",),
)


class BookForm(ReasonForm):
    """A workbook in the shape of the exported one; what was read travels on as `lines`.

    Once valid, `judged` holds the row forms in the order of the file.
    """

    file = forms.FileField(
        label="Excel文件",
        help_text="用下载的表填好后上传，.xlsx格式，不超过10MB。没有写进表里的不变。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    lines = CarriedField(widget=forms.HiddenInput, required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    message_names: ClassVar = {"file": "Excel文件", "lines": "读到的内容"}
    field_order = ("file", "reason")

    def __init__(self, *args, book: Book, today: date, **kwargs):
        self.book = book
        super().__init__(*args, today=today, **kwargs)
        self.fields["file"].required = not self.data.get("lines")

    def clean_lines(self):
        lines = self.cleaned_data["lines"]
        known = {column.key for column in self.book.columns}
        if lines is None or (isinstance(lines, list) and all(is_row(one, known) for one in lines)):
            return lines
        raise forms.ValidationError(INCOMPLETE)

    def clean(self):
        given = self.cleaned_data
        if "file" in self.errors or "lines" in self.errors:
            return
        errors = []
        if given.get("file") or given.get("lines") is None:
            given["lines"], errors = self._read()
        self.judged = [self.book.row(words, today=self.today) for _, words in given["lines"] or ()]
        self._refuse(sorted(errors + self._faults(), key=lambda fault: fault[0]))

    def _read(self) -> tuple[list, list[tuple[int, str]]]:
        """The rows of the file, and what cannot be read, cell by cell."""
        try:
            reading = sheets.read(self.book.columns, self.cleaned_data["file"])
        except workbooks.BadWorkbook as error:
            return [], [(0, str(error))]
        errors = [(error.row, error.message) for error in reading.errors]
        if not reading.rows and not errors:
            errors = [(0, "表头下面没有内容，请填好再上传")]
        return [[row.number, row.values] for row in reading.rows], errors

    def _faults(self) -> list[tuple[int, str]]:
        """What the form of each row says, and what stands twice."""
        faults, seen = [], {}
        for (number, _), row in zip(self.cleaned_data["lines"] or (), self.judged, strict=True):
            titles = {column.key: column.title for column in self.book.columns}
            for key, errors in row.errors.items():
                place = f"第{number}行“{titles[key]}”" if key in titles else f"第{number}行"
                faults += [(number, f"{place}：{error}") for error in errors]
            for key in self.book.once:
                said = row.cleaned_data.get(key)
                if said and (key, said) in seen:
                    what = f"第{number}行“{titles[key]}”和第{seen[key, said]}行相同，请留一行"
                    faults.append((number, what))
                seen.setdefault((key, said), number)
        return faults

    def _refuse(self, faults) -> None:
        for _, message in faults[:MOST_ERRORS]:
            self.add_error("file", message)
        if len(faults) > MOST_ERRORS:
            rest = len(faults) - MOST_ERRORS
            self.add_error("file", f"另有{rest}处，改好上面的再上传一次")

    @property
    def carried(self) -> str:
        """The rows for the check page to post back."""
        return json.dumps(self.cleaned_data["lines"], ensure_ascii=False)


def stamp_of(rows) -> str:
    """Equal for equal rows of the check page, and for nothing else."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()
