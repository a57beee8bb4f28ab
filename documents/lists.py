"""Lists as workbooks: the same shapes as on paper, one row a person or a specialty."""

from dataclasses import replace

from documents import shapes, sheets
from documents.sheets import Column, Kind
from documents.words import chinese_date, day_in_figures, year_month

SUMMARY_COLUMNS = (
    Column(key="number", title="序号", width=5, kind=Kind.NUMBER),
    Column(key="unit", title="工作单位", width=17),
    Column(key="name", title="姓名", width=9.5),
    Column(key="sex", title="性别", width=5),
    Column(key="born", title="出生年月", width=8.5),
    Column(key="id_number", title="身份证号", width=20.5, kind=Kind.ID),
    Column(key="started_work", title="参加工作时间", width=9),
    Column(key="education", title="学历（适用）", width=8),
    Column(key="degree", title="学位", width=7.5),
    Column(key="school", title="毕业院校", width=13),
    Column(key="major", title="所学专业", width=11),
    Column(key="graduated", title="毕业时间", width=8.5),
    Column(key="current_title", title="现任专业技术职务（资格）", width=9.5),
    Column(key="title_since", title="取得（聘任）时间", width=9.5),
    Column(key="service", title="从事专业技术工作年限", width=12),
    Column(key="appraisals", title="年度考核情况", width=11.5),
    Column(key="specialty", title="申报专业", width=11),
    Column(key="sought_title", title="申报职务（资格）", width=9.5),
    Column(key="publicity", title="三公示结果", width=8),
    Column(key="phone", title="联系电话", width=13, kind=Kind.ID),
    Column(key="note", title="备注", width=12),
)
"""Widths that fill A4 landscape at seven tenths of the size, so that print stays legible."""
MONTHS = frozenset({"born", "started_work", "graduated", "title_since"})
"""Written as on paper: 1996.03."""
SPECIALTY_COLUMNS = (
    Column(key="number", title="序号", width=6, kind=Kind.NUMBER),
    Column(key="category", title="大类", width=26),
    Column(key="name", title="专业", width=26),
    Column(key="note", title="说明", width=30),
)
CERTIFICATE_COLUMNS = (
    Column(key="number", title="序号", width=6, kind=Kind.NUMBER),
    Column(key="name", title="姓名", width=10),
    Column(key="sex", title="性别", width=6),
    Column(key="unit", title="单位", width=36),
    Column(key="specialty", title="专业", width=18),
    Column(key="qualification", title="任职资格", width=14),
    Column(key="certificate_number", title="证书编号", width=18),
    Column(key="note", title="备注", width=12),
)


def summary_list(sheet: shapes.SummaryList) -> bytes:
    """《专业技术人员申报汇总表》 (附件3)."""
    said = (
        f"填报单位（盖章）：{sheet.unit}",
        f"主管部门（盖章）：{sheet.department}",
        f"填报人：{sheet.filler}",
        f"联系电话：{sheet.phone}",
        f"填报时间：{chinese_date(sheet.filled_on)}",
    )
    columns = tuple(
        replace(column, title=f"{column.title}（至{day_in_figures(sheet.service_until)}）")
        if column.key == "service"
        else column
        for column in SUMMARY_COLUMNS
    )
    if sheet.imprint.blank:
        return _blank_list("专业技术人员申报汇总表", said, columns, sheet.imprint)
    return _list("专业技术人员申报汇总表", said, columns, sheet, missing="无", lines=3)


def specialty_list(sheet: shapes.SpecialtyList) -> bytes:
    """参考专业分类 (附件4), one row a specialty."""
    rows = [
        {"category": group.name, "name": one.name, "note": one.note}
        for group in sheet.groups
        for one in group.specialties
    ]
    return sheets.write(
        SPECIALTY_COLUMNS,
        [{"number": number, **row} for number, row in enumerate(rows, 1)],
        title=sheet.title,
        subtitle=f"{sheet.imprint.label}{sheet.imprint.number}",
        created=sheet.imprint.recorded,
    )


def certificate_list(sheet: shapes.CertificateList) -> bytes:
    """任职资格通过人员名单, attached to the confirming document."""
    said = (
        f"确认文号：{sheet.document}",
        f"确认时间：{chinese_date(sheet.confirmed_on)}",
        f"资格取得时间：{chinese_date(sheet.obtained_on)}",
    )
    return _list(
        f"{sheet.year}年度工程系列初级专业技术职务任职资格通过人员名单",
        said,
        CERTIFICATE_COLUMNS,
        sheet,
    )


def _list(title, said, columns, sheet, *, missing="", lines=1) -> bytes:
    imprint = sheet.imprint
    foot = [f"{imprint.label}{imprint.number}"]
    if imprint.check_code:
        foot.append(f"版本校验码{imprint.check_code}")
    if imprint.draft:
        foot.append(f"{imprint.draft}，不作为申报材料")
    keys = [column.key for column in columns if column.key != "number"]
    return sheets.write(
        columns,
        (_values(keys, row, number, missing) for number, row in enumerate(sheet.rows, 1)),
        title=title,
        subtitle="　".join((*said, *foot)),
        created=imprint.recorded,
        lines=lines,
    )


def _blank_list(title, said, columns, imprint) -> bytes:
    """The empty list: heads, and below them nothing but ruled lines with their numbers."""
    return sheets.write(
        columns,
        [{"number": number} for number in range(1, shapes.LINES_A_SHEET + 1)],
        title=title,
        subtitle="　".join((*said, f"{imprint.label}{imprint.number}")),
        created=imprint.recorded,
        lines=2,
    )


def _values(keys, row, number, missing) -> dict:
    values = {key: getattr(row, key) for key in keys}
    for key in MONTHS & values.keys():
        values[key] = year_month(values[key])
    for key in ("degree", "current_title"):
        if key in values:
            values[key] = values[key] or missing
    return {"number": number, **values}
