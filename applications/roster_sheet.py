"""The roster as a workbook: the template, its columns, the workbook handed back corrected."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from applications import choices as c
from applications.models import Round, Specialty
from applications.roster_facts import STANDINGS
from documents import sheets
from documents.cells import Column, Kind
from documents.sheets import CellError, Marked

YEARS = 6
"""Years of 年度考核 the sheet has columns for, the round's own the last."""
BLANK_ROWS = 300
"""Ruled rows of the template, set to text so that Excel leaves long numbers alone."""
MOST_ROWS = 2000
MONTH_HINT = "写成2019.08。知道具体日期的写成2019-08-15，核对更准。"
LEVELS = {
    "博士": c.EducationLevel.DOCTOR,
    "硕士": c.EducationLevel.MASTER,
    "本科": c.EducationLevel.BACHELOR,
    "专科": c.EducationLevel.COLLEGE,
    "中专": c.EducationLevel.SECONDARY,
    "技校中级": c.EducationLevel.TECH_MIDDLE,
    "技校高级": c.EducationLevel.TECH_SENIOR,
    "预备技师": c.EducationLevel.TECH_TECHNICIAN,
    "高中": c.EducationLevel.HIGH_SCHOOL,
}
"""What stands in the list of the template; the longer words of the form are understood too."""
TITLES = {label: value for value, label in c.AppointmentTitle.choices}
KINDS = {
    label: value
    for value, label in c.IdentityKind.choices
    if value not in (c.IdentityKind.CIVIL_SERVANT, c.IdentityKind.QUASI_CIVIL_SERVANT)
}
GRADES = tuple(value for value in c.Grade.values if value != c.Grade.UNKNOWN)
PROBLEM = Column(key="problem", title="问题", width=60)
FIXED = (
    Column(key="name", title="姓名", width=10, required=True, hint="照身份证填写。"),
    Column(
        key="identity_number", title="身份证号", width=22, kind=Kind.ID, required=True,
        hint="18位，文本格式。出生日期和性别由号码得出。",
    ),
    Column(
        key="phone", title="手机号", width=15, required=True,
        hint="11位，本人的手机号，用来登录和通知。",
    ),
    Column(
        key="level", title="学历", width=10, required=True, choices=tuple(LEVELS),
        hint="用来申报的那一段学历。有几段的，本人填报时可以补上。",
    ),
    Column(
        key="major", title="所学专业", width=20, required=True, hint="照毕业证书填写。",
    ),
    Column(
        key="graduated", title="毕业年月", width=12, kind=Kind.MONTH, required=True,
        hint=MONTH_HINT,
    ),
    Column(
        key="appointed_on", title="聘任年月", width=12, kind=Kind.MONTH,
        hint=f"本单位聘任专业技术职务的年月。{MONTH_HINT}",
    ),
    Column(
        key="title", title="聘任职务", width=14, choices=tuple(TITLES),
        hint="中专学历从聘为技术员时算起。",
    ),
    Column(
        key="specialty", title="申报专业", width=16,
        hint="照参考专业分类填写，不确定的可以不填。",
    ),
    Column(
        key="identity_kind", title="身份类别", width=16, choices=tuple(KINDS),
        hint="不确定的可以不填，由本人填报。",
    ),
    Column(
        key="standing", title="退休或处分", width=12, choices=STANDINGS,
        hint="不确定的可以不填，由本人填报。",
    ),
)  # fmt: skip
HELP = (
    "前6列必填，其余没有的可以不填，由本人填报时补上。年月写成2019.08；身份证号用文本格式；"
    "一人一行，不合并单元格。"
)


def years_of(round: Round) -> range:
    """The years with a column of their own."""
    return range(round.year - YEARS + 1, round.year + 1)


def columns_of(round: Round) -> tuple[Column, ...]:
    """The columns of this round's roster."""
    hint = "考核等次。没有开展、结果还没有出的不填。"
    graded = Column(key="", title="", width=13, choices=GRADES, hint=hint)
    return (
        *FIXED,
        *(replace(graded, key=f"y{year}", title=f"{year}年度考核") for year in years_of(round)),
    )


def template(round: Round, *, unit: str, created: datetime) -> bytes:
    """The empty roster, its cells text, with the words that may be chosen."""
    names = Specialty.objects.filter(active=True).values_list("name", flat=True)
    offered = tuple(names) if sum(len(name) + 1 for name in names) <= 255 else ()
    columns = tuple(
        replace(one, choices=offered) if one.key == "specialty" else one
        for one in columns_of(round)
    )
    return sheets.write(
        columns,
        ({} for _ in range(BLANK_ROWS)),
        title=f"{unit}{round.year}年度申报人员名单",
        subtitle=HELP,
        created=created,
    )


def corrected(
    round: Round,
    seen: Iterable[tuple[int, dict]],
    errors: Iterable[CellError],
    *,
    unit: str,
    created: datetime,
) -> bytes:
    """Every row as it was sent, the cells to mend in red, and in the last column what to write."""
    columns = columns_of(round)
    titles = {column.title: column.key for column in columns}
    wrong: dict[int, list[CellError]] = {}
    for error in errors:
        wrong.setdefault(error.row, []).append(error)

    def row(number, texts):
        found = wrong.get(number, [])
        marked = {titles[error.column] for error in found if error.column in titles}
        shown = {key: Marked(text) if key in marked else text for key, text in texts.items()}
        shown |= {key: Marked("") for key in marked if key not in texts}
        said = "".join(f"{e.column}：{e.what}" if e.column else e.what for e in found)
        return shown | {"problem": Marked(said) if said else ""}

    return sheets.write(
        (*columns, PROBLEM),
        [row(number, texts) for number, texts in seen],
        title=f"{unit}{round.year}年度申报人员名单",
        subtitle=f"红色的格要改，怎么改写在最后一列。改好后上传这一份。{HELP}",
        created=created,
    )
