"""Rows copied from a spreadsheet (工作经历, 业绩): each judged by the form of the entry itself."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from applications.models import Application
from components.forms import plain_text

from .base import EntryForm
from .inputs import Entries, SectionInput
from .posted import as_posted, is_blank

MOST = 40
UNTIL_NOW = ("至今", "今", "现在")
ANSWERS = {"是": "yes", "不是": "no", "否": "no"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column in the order asked for; `kind` tells how its cells are read."""

    label: str
    field: str
    kind: str = "text"
    example: str = ""


MONTHS = (
    Column("开始年月", "started", "month", "2018.7"),
    Column("结束年月", "ended", "end", "2021.3，没结束写“至今”"),
)
COLUMNS = {
    "work": (
        *MONTHS,
        Column("单位", "employer", example="写全称"),
        Column("从事何专业技术工作", "work"),
        Column("职务", "post", example="没有就空着"),
        Column("是本专业技术工作吗", "same_specialty", "yes", "是或不是"),
        Column("证明人", "witness"),
    ),
    "achievements": (
        *MONTHS,
        Column("项目或工作名称", "name"),
        Column("工作内容", "content", example="300字以内"),
        Column("本人作用", "part", "choice", "主持、参加或独立"),
        Column("完成情况及效果", "result", example="300字以内"),
    ),
}
"""Section → what is pasted into its first group of entries."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stood in the text: its line, (cell, label) in order, and what is wrong."""

    number: int
    labelled: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(cell for cell, _ in self.labelled)


def read(text: str, slug: str, application: Application, *, today: date) -> list[Row]:
    """The rows of the text; blank ones and a row of headings are passed over."""
    columns, form = COLUMNS[slug], group_of(slug, application, today).formset.form
    rows = []
    lines = io.StringIO("\n".join(text.splitlines()))
    for number, typed in enumerate(csv.reader(lines, delimiter="\t"), start=1):
        cells = [cell.strip() for cell in typed]
        if not any(cells) or (not rows and _is_heading(cells)):
            continue
        rows.append(_row(number, cells, columns, form, application, today))
    return rows


def added(section: SectionInput, rows: Iterable[Row]) -> dict[str, list[str]]:
    """The section as posted, with the rows as further entries.

    An entry nobody has touched yet gives way; `pasted` names, for 撤销, what came and what went.
    Raises ValueError beyond `MOST` entries.
    """
    columns, group = COLUMNS[section.slug], section.shape.groups[0]
    data, formset = as_posted(section), section.groups[group.name]
    blank = [form.prefix for form in formset.forms if is_blank(form) and not form.is_removed]
    data |= {f"{prefix}-DELETE": ["on"] for prefix in blank}
    first = len(formset.forms)
    prefixes = []
    for index, row in enumerate(rows, start=first):
        prefix = f"{group.name}-{index}"
        prefixes.append(prefix)
        posted = _posted(row.cells, columns, group.formset.form, prefix)
        data |= {name: [value] for name, value in posted.items()}
    kept = sum(not form.is_removed and not is_blank(form) for form in formset.forms)
    if kept + len(prefixes) > MOST:
        raise ValueError(f"最多填{MOST}{group.word}，现在有{kept}{group.word}")
    data[f"{group.name}-TOTAL_FORMS"] = [str(first + len(prefixes))]
    data["pasted"] = [f"{' '.join(prefixes)}/{' '.join(blank)}"]
    data["opened"] = [""]
    return data


def group_of(slug: str, application: Application, today: date) -> Entries:
    return SectionInput(slug, application, today=today).shape.groups[0]


def _is_heading(cells: list[str]) -> bool:
    """The row that names the columns: no figure where the months stand."""
    return not any(character.isdigit() for character in "".join(cells[:2]))


def _row(number, cells, columns, form, application, today) -> Row:
    problems = []
    if any(cells[len(columns) :]):
        problems.append(f"第{number}行多出{len(cells) - len(columns)}列，请照上面的列复制")
    cells = (cells + [""] * len(columns))[: len(columns)]
    posted = _posted(cells, columns, form, "row")
    bound = form(posted, prefix="row", application=application, today=today)
    labels = {column.field: column.label for column in columns}
    for field, sentences in bound.errors.items():
        problems += [f"第{number}行 {labels.get(field, '')}：{sentence}" for sentence in sentences]
    labelled = zip(cells, (column.label for column in columns), strict=True)
    return Row(number, tuple(labelled), tuple(problems))


def _posted(cells, columns, form: type[EntryForm], prefix: str) -> dict[str, str]:
    """The cells as the entry's fields would be posted."""
    data = {}
    for column, cell in zip(columns, cells, strict=True):
        name, plain = f"{prefix}-{column.field}", plain_text(cell)
        if column.kind == "end" and plain in UNTIL_NOW:
            data[f"{prefix}-until_now"] = "on"
        elif column.kind in ("month", "end"):
            data[f"{name}_year"] = cell
        elif column.kind == "yes":
            data[name] = ANSWERS.get(plain, plain)
        elif column.kind == "choice":
            words = {str(label): value for value, label in form.base_fields[column.field].choices}
            data[name] = words.get(plain, plain)
        else:
            data[name] = cell
    return data
