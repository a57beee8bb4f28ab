"""A roster of a unit, uploaded: every cell read and judged, nothing saved."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms.own import NameField
from accounts.secrets import blind_index
from applications import choices as c
from applications import roster_sheet as sheet
from applications.models import Round, Specialty
from applications.roster_facts import STANDINGS, Words
from components.forms import BaseForm, PhoneField
from components.identity import IdentityError, read_identity
from documents import sheets, workbooks
from documents.sheets import CellError

LONGEST_MAJOR = 60
EARLIEST_YEAR = 1950


@dataclass(frozen=True, slots=True)
class Known:
    """Who cannot come onto the list again: blind indexes of identity numbers."""

    listed: frozenset[str]
    begun: frozenset[str]


class RosterForm(BaseForm):
    """The workbook. Once valid, `content` is what was read, with what is wrong in it."""

    file = forms.FileField(
        label="Excel文件",
        help_text=f".xlsx格式，不超过10MB，最多{sheet.MOST_ROWS}人。用下载的模板填写。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, round: Round, known: Known, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.round, self.known, self.read_on = round, known, today
        self.content: dict[str, Any] = {}

    def clean_file(self):
        file = self.cleaned_data["file"]
        columns = sheet.columns_of(self.round)
        try:
            reading = sheets.read(columns, file, max_rows=sheet.MOST_ROWS)
        except workbooks.BadWorkbook as error:
            raise ValidationError(str(error), code="workbook") from error
        if not reading.seen:
            raise ValidationError("表头下面没有内容，请填好再上传", code="empty")
        cells = _Cells(self.round, self.known, self.read_on)
        whole = {row.number for row in reading.rows}
        rows = []
        for row in sorted(reading.rows + reading.broken, key=lambda row: row.number):
            person = cells.person(row.number, row.values)
            if row.number in whole and person:
                rows.append(person)
        errors = sorted(reading.errors + cells.errors, key=lambda error: error.row)
        self.content = {
            "rows": rows,
            "seen": [[row.number, row.values] for row in reading.seen],
            "errors": [[error.row, error.column, error.what] for error in errors],
        }
        return file


class _Cells:
    """The rows of one workbook judged one after the other; what is wrong goes to `errors`."""

    def __init__(self, round: Round, known: Known, today: date):
        self.known, self.today = known, today
        self.years = [str(year) for year in sheet.years_of(round)]
        self.titles = {column.key: column.title for column in sheet.columns_of(round)}
        self.specialties = set(Specialty.objects.filter(active=True).values_list("name", flat=True))
        self.fields = {"name": NameField(), "phone": PhoneField()}
        self.seen: dict[str, int] = {}
        self.errors: list[CellError] = []

    def person(self, number: int, values: dict) -> dict | None:
        """What is kept of one row; None when a cell is wrong or was not even read."""
        before = len(self.errors)
        self.number, self.values = number, values
        words = Words(
            level=self._choice("level", sheet.LEVELS, dict(_swapped(c.EducationLevel.choices))),
            major=self._text("major", LONGEST_MAJOR),
            graduated=self._month("graduated"),
            appointed_on=self._month("appointed_on"),
            title=self._choice("title", sheet.TITLES),
            specialty=self._specialty(),
            identity_kind=self._choice("identity_kind", sheet.KINDS),
            standing=self._choice("standing", dict.fromkeys(STANDINGS)),
            grades={
                year: grade
                for year in self.years
                if (grade := self._choice(f"y{year}", dict.fromkeys(sheet.GRADES)))
            },
        )
        found = {
            "number": number,
            "name": self._field("name"),
            "identity_number": self._identity(),
            "phone": self._field("phone"),
            "words": asdict(words),
        }
        return found if len(self.errors) == before else None

    def _wrong(self, key: str, what: str) -> str:
        self.errors.append(CellError(self.number, self.titles[key], what))
        return ""

    def _field(self, key: str) -> str:
        value = self.values.get(key)
        if not value:
            return ""
        try:
            return self.fields[key].clean(value)
        except ValidationError as error:
            return self._wrong(key, f"{error.messages[0]}，请照实改正。")

    def _identity(self) -> str:
        key, value = "identity_number", self.values.get("identity_number")
        if not value:
            return ""
        try:
            identity = read_identity(value, today=self.today).number
        except IdentityError as error:
            return self._wrong(key, f"{error}。")
        index = blind_index(identity)
        if index in self.seen:
            return self._wrong(key, f"和第{self.seen[index]}行重复，请留一行。")
        self.seen[index] = self.number
        if index in self.known.begun:
            return self._wrong(key, "本人本年度已在本单位开始申报，请删去这一行。")
        if index in self.known.listed:
            return self._wrong(key, "已在本单位名单上，请删去这一行。")
        return identity

    def _text(self, key: str, longest: int) -> str:
        text = " ".join((self.values.get(key) or "").split())
        if len(text) > longest:
            return self._wrong(key, f"最多{longest}字，现在{len(text)}字。")
        return text

    def _month(self, key: str) -> str:
        value = self.values.get(key) or ""
        if value and not str(EARLIEST_YEAR) <= value[:4]:
            return self._wrong(key, f"写成了“{value}”，早于{EARLIEST_YEAR}年，请核对。")
        if value > self.today.isoformat()[: len(value)]:
            return self._wrong(key, f"写成了“{value}”，晚于今天，请核对。")
        return value

    def _specialty(self) -> str:
        text = self._text("specialty", LONGEST_MAJOR)
        if text and text not in self.specialties:
            what = f"写成了“{text}”，参考专业分类里没有，请照分类的名称填写，或不填。"
            return self._wrong("specialty", what)
        return text

    def _choice(self, key: str, words: dict, others: dict | None = None) -> str:
        """The value behind a word; the word itself where it stands for nothing else."""
        text = (self.values.get(key) or "").strip()
        known = (others or {}) | words
        if not text:
            return ""
        if text not in known:
            return self._wrong(key, f"写成了“{text}”，请写成{'、'.join(words)}中的一个。")
        return known[text] or text


def _swapped(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((label, value) for value, label in pairs)
