"""What one cell of a list holds: its column, and its value read from what people type."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

LONGEST_CELL = 32_767
"""Characters Excel keeps in one cell."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    ID = "id"
    """身份证号 and other long numbers: text only, a numeric cell has already lost digits."""
    NUMBER = "number"
    """A whole number."""
    DATE = "date"
    MONTH = "month"
    """A year and month, or a whole day where the paper names it: ``2019-08``, ``2019-08-15``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet, the same for writing and for reading back."""

    key: str
    """Name of the value in a row."""
    title: str
    """Head of the column, as people see it."""
    width: float = 12
    """In characters of Excel's standard font; a Chinese character takes two."""
    kind: Kind = Kind.TEXT
    required: bool = False
    """Reading: an empty cell is an error."""
    choices: tuple[str, ...] = ()
    """Writing: the cells below the head offer these words as a list."""
    hint: str = ""
    """Writing: what Excel and WPS say beside a chosen cell."""


def plain(value: Any) -> str:
    """Text without control characters, which a workbook cannot hold."""
    if value is None:
        return ""
    text = str(value)
    if len(text) > LONGEST_CELL:
        raise ValueError(f"a cell holds at most {LONGEST_CELL} characters")
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c
        for c in text
        if c in "\n\t" or not (unicodedata.category(c) in {"Cc", "Cs"} or c in "\ufffe\uffff")
    )


def convert(column: Column, cell) -> Any:
    """The value of one cell. Raises ValueError with the rest of a sentence."""
    value = None if cell is None else cell.value
    if value is None or str(value).strip() == "":
        if column.required:
            raise ValueError("没有填写，请补上。")
        return None
    if cell.data_type == "f":
        raise ValueError("是公式，请复制后用“选择性粘贴—数值”改成文字再上传。")
    if cell.data_type == "e":
        raise ValueError(f"显示为{value}，请改成正确的内容。")
    if cell.data_type == "b":
        raise ValueError("是逻辑值，请改成文字。")
    if column.kind is Kind.MONTH and isinstance(value, date):
        return _month_cell(cell)
    return _CONVERTERS[column.kind](value)


def shown(cell) -> str:
    """What a cell holds as text, whatever it is, for handing it back to whoever filled it in."""
    if cell is None or cell.value is None:
        return ""
    if isinstance(cell.value, datetime) and cell.data_type != "f":
        return _month_cell(cell)
    return _to_text(cell.value)


def _to_text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(value).strip()


def _to_id(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("是数字格式，后几位可能已经丢失，请把这一列设为文本格式，重新填写。")
    return plain(value).strip()


def _to_number(value: Any) -> int:
    text = unicodedata.normalize("NFKC", _to_text(value))
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(f"是“{text}”，请填写整数。")
    return int(text)


def _to_date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = unicodedata.normalize("NFKC", _to_text(value))
    parts = re.fullmatch(r"(\d{4})(?:\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})日?|(\d{2})(\d{2}))", text)
    try:
        year, *rest = parts.groups() if parts else ()
        month, day = (part for part in rest if part)
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"是“{text}”，请写成2021-11-10这样的日期。") from None


def _to_month(value: Any) -> str:
    if isinstance(value, float) and f"{value:g}".endswith(".1"):
        year = int(value)
        raise ValueError(
            f"是数字{value:g}，分不清1月还是10月，"
            f"请把单元格设为文本格式，写成“{year}.01”或“{year}.10”。"
        )
    text = unicodedata.normalize("NFKC", _to_text(value)).replace(" ", "")
    parts = re.fullmatch(r"(\d{4})(?:\D(\d{1,2})(?:\D(\d{1,2})日?|月)?|(\d{2})(\d{2})?)", text)
    try:
        year, month, day = (parts[1], parts[2] or parts[4], parts[3] or parts[5])
        date(int(year), int(month), int(day or 1))
    except (TypeError, ValueError):
        year = re.match(r"(19|20)[0-9]{2}", text)
        raise ValueError(f"写成了“{text}”，请写成“{year[0] if year else 2019}.08”。") from None
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def _month_cell(cell) -> str:
    """A date cell shown without its day is a month: Excel makes one of a typed 2019-8."""
    letters = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", cell.number_format or "").lower()
    return cell.value.strftime("%Y-%m-%d" if "d" in letters else "%Y-%m")


_CONVERTERS = {
    Kind.TEXT: _to_text,
    Kind.ID: _to_id,
    Kind.NUMBER: _to_number,
    Kind.DATE: _to_date,
    Kind.MONTH: _to_month,
}
