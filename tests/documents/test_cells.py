"""附件1–3, field by field between their ruled lines: the data, all of it, each in its own place."""

import re
from dataclasses import replace
from functools import cache

import pytest

from documents import printing, words
from tests.documents import reading, samples

SIGNED = "公章负责人：年月日"
ACHIEVEMENT_HEADS = [
    "起止时间", "专业技术工作名称（项目、课题、成果等）",
    "工作内容、本人起何作用（主持、参加、独立）", "完成情况及效果（获何奖励、效益或专利）",
]  # fmt: skip
JOB_HEADS = ["起止时间", "单位", "从事何专业技术工作", "职务", "证明人"]
APPRAISAL_HEADS = ["年度", "考核等次", "考核单位", "备注"]
SUMMARY_HEADS = [
    "序号", "工作单位", "姓名", "性别", "出生年月", "身份证号", "参加工作时间", "学历（适用）",
    "学位", "毕业院校", "所学专业", "毕业时间", "现任专业技术职务（资格）", "取得（聘任）时间",
    "从事专业技术工作年限（至2021.12.31）", "年度考核情况", "申报专业", "申报职务（资格）",
    "三公示结果", "联系电话", "备注",
]  # fmt: skip


@cache
def printed(make):
    shape = make()
    return shape, printing.render(shape)


def texts(pdf, page) -> list[str]:
    return [cell.text for cell in reading.cells(pdf, page)]


def rows(found: list[str], heads: list[str]) -> list[list[str]]:
    """The filled rows below each appearance of these heads, on whichever page."""
    taken, width, place = [], len(heads), 0
    while place < len(found):
        if found[place : place + width] != heads:
            place += 1
            continue
        place += width
        while any(row := found[place : place + width]) and row[0] and "附页" not in row[0]:
            if len(row) < width or row == heads or not re.match(r"\d|无", row[0]):
                break
            taken.append(row)
            place += width
    return taken


def whole(field: str, page: str) -> str:
    """The text of a field with what of it stands on the 附页."""
    kept, sent, number = field.partition("（续见附页")
    if not sent:
        return field
    rest = page.split(f"附页{int(number[:-1])}接", 1)[1].partition("”")[2]
    rest = re.split(r"附页\d+接|材料包编号", rest)[0]
    return kept + rest


def pages_of(pdf, first, last) -> list[str]:
    return [text for page in range(first, last) for text in texts(pdf, page)]


def crowded_record():
    """Sixty people, each of them in the notices, and nine objections to the second."""
    names = "、".join(f"{name}{n}" for n in range(9) for name, _ in samples.PEOPLE)
    objections = tuple(
        replace(samples.OBJECTION, content=f"第{n}条，反映考核结果填写有误") for n in range(1, 10)
    )
    first, second, third = samples.NOTICES
    return samples.publicity_record(
        notices=(
            first,
            replace(second, content=f"{names}的申报材料", objections=objections),
            replace(third, content=f"{names}的鉴定意见"),
        ),
        recommended=tuple(
            replace(samples.publicity_record().recommended[0], name=f"皇甫㛃{n}") for n in range(60)
        ),
    )


@pytest.mark.parametrize("make", [samples.review_form, samples.extreme_form])
def test_particulars_stand_each_in_its_field(make):
    form, pdf = printed(make)

    assert texts(pdf, 2) == [
        "姓名", "现名", form.name, "性别", form.sex, "民族", form.ethnicity, "",
        "曾用名", words.or_none(form.former_name), "出生日期", "1996年3月12日",
        "出生地", form.birthplace, "标准工资", form.wage,
        "参加工作时间", "2018.07", "身体状况", form.health,
        "最高学历", "毕业（肄、结）时间", "学校", "专业", "学制", "学位",
        "2018.07", form.education.school, form.education.major, "四年", "工学学士",
        "现任专业技术职务及任职时间", "无", "现从事何种专业技术工作", form.present_work,
        "专业技术职务任职资格（取得时间及审批机关）", "无",
        "现（兼）任行政职务及任职时间", "无",
        "何时加入中国共产党（共青团）任何职务", form.party,
        "何时何地参加何种民主党派任何职务", "无",
        "参加何种学术团体，任何种职务，有何社会兼职", "无",
        "懂何种外语，达到何种程度", form.languages,
    ]  # fmt: skip


@pytest.mark.parametrize("make", [samples.review_form, samples.extreme_form])
def test_every_job_work_exam_and_appraisal_stands_whole_in_one_row(make):
    form, pdf = printed(make)

    here = pages_of(pdf, 3, 4) + pages_of(pdf, 10, pdf.pages)
    assert rows(here, JOB_HEADS) == [
        [job.span, job.unit, job.work, job.post, job.witness] for job in form.jobs
    ]
    here = pages_of(pdf, 5, 6) + pages_of(pdf, 10, pdf.pages)
    assert rows(here, ACHIEVEMENT_HEADS) == [
        [work.span, work.name, f"{work.role}：{work.content}", work.result] for work in form.after
    ]
    here = pages_of(pdf, 7, 8) + pages_of(pdf, 10, pdf.pages)
    assert rows(here, ["考试时间", "考试种类", "考试科目", "考试成绩", "组织考试单位"]) == (
        [[exam.on, exam.kind, exam.subject, exam.score, exam.organiser] for exam in form.exams]
        or [["无", "", "", "", ""]]
    )
    assert rows(here, APPRAISAL_HEADS) == [
        [str(one.year), one.grade, one.unit, one.note] for one in form.appraisals
    ]


@pytest.mark.parametrize("make", [samples.review_form, samples.extreme_form, crowded_record])
def test_no_ink_crosses_a_rule(make):
    _, pdf = printed(make)

    ruled = [cell for page in range(pdf.pages) for cell in reading.cells(pdf, page) if cell.text]
    # The line on 适用学历 stands between two tables, in no field.
    assert [cell for cell in ruled if cell.outside and "适用学历" not in cell.text] == []


@pytest.mark.parametrize("make", [samples.extreme_form, crowded_record])
def test_field_and_sheet_name_each_other_when_something_goes_on(make):
    _, pdf = printed(make)

    front = "".join(reading.pages(pdf))
    sent = re.findall(r"续见附页(\d+)）", front)
    begun = re.findall(r"附页(\d+)接", front)
    assert sorted(map(int, sent)) == list(range(1, len(sent) + 1))
    assert sorted(sent) == sorted(begun)


def test_opinions_and_count_stand_each_in_its_field():
    form, pdf = printed(samples.review_form)

    promises, count = texts(pdf, 8), texts(pdf, 9)
    assert promises[::2] == ["申报人承诺", "单位承诺", "基层单位意见", "呈报单位意见"]
    assert promises[1].endswith("申报人（签字）：年月日")
    assert promises[3].endswith("审核人（签字）：单位负责人（签字）：（公章）年月日")
    assert promises[5] == form.unit_opinion + SIGNED
    assert promises[7] == form.department_opinion + SIGNED
    assert count == [
        "专家评议组或同行专家意见", f"{form.panel_opinion}签字：年月日",
        "评审组织意见", "总人数", "参加人数", "表决结果", "备注",
        "11", "9", "赞成人数", "7", "反对人数", "1", "弃权1人；回避0人",
        "公章主任签字：年月日", "人事或职改部门审批意见", SIGNED,
    ]  # fmt: skip


@pytest.mark.parametrize("make", [samples.publicity_record, crowded_record])
def test_record_of_three_publicities_stands_field_by_field(make):
    record, pdf = printed(make)

    found = pages_of(pdf, 0, pdf.pages)
    assert found[:9] == [
        "公示序次、名称", "公示内容", "公示形式与地点", "公示起止时间", "知晓人数", "异议情况",
        "处理情况及结果", "公示证明", "签字",
    ]  # fmt: skip
    page = "".join(reading.pages(pdf))
    for row, notice in zip((found[9:18], found[18:27], found[27:36]), record.notices, strict=True):
        assert row[0].endswith(notice.name)
        assert whole(row[1], page) == notice.content
        told = whole(row[5], page)
        assert all(one.content in told for one in notice.objections)
        assert whole(row[6], page).count("不成立。") == len(notice.objections)
    people = rows(found, ["序号", "姓名", "申报专业", "申报职务"] * 2)
    listed = [person for row in people for person in (row[:4], row[4:]) if person[0]]
    assert listed == [
        [str(n), one.name, one.specialty, one.title] for n, one in enumerate(record.recommended, 1)
    ]
    assert pdf.pages % 2 == 0


def crowded_summary():
    first, *others = samples.summary(12).rows
    long = replace(
        first,
        unit="阳城县析城山煤业有限责任公司北留镇分公司通风科第一采区" * 2,
        name="欧阳㛃𬭼",
        appraisals="、".join(f"{year}合格" for year in range(1981, 2021)),
        note="需核实：学历证书编号、聘任时间、年度考核结果",
    )
    return replace(samples.summary(1), rows=(long, *others))


@pytest.mark.parametrize("make", [samples.summary, crowded_summary])
def test_summary_stands_field_by_field_in_21_columns(make):
    sheet, pdf = printed(make)

    found = pages_of(pdf, 0, pdf.pages)
    assert rows(found, SUMMARY_HEADS) == [
        [
            str(number), row.unit, row.name, row.sex, "1996.03", row.id_number, "2018.07",
            row.education, row.degree, row.school, row.major, "2018.07", "无", "", row.service,
            row.appraisals, row.specialty, row.sought_title, row.publicity, row.phone, row.note,
        ]
        for number, row in enumerate(sheet.rows, 1)
    ]  # fmt: skip
    assert [
        cell.text for page in range(pdf.pages) for cell in reading.cells(pdf, page) if cell.outside
    ] == []


def test_long_numbers_and_months_stand_on_one_line_in_the_summary():
    _, pdf = printed(samples.summary)

    ink = reading.boxes(pdf, 0)
    figures = [cell for cell in reading.cells(pdf, 0) if re.fullmatch(r"[0-9X.]{7,}", cell.text)]
    assert len(figures) == 12 * 5
    for cell in figures:
        left, low, right, high = cell.box
        inside = [b for b in ink if left < b[0] < right and low < b[1] < high]
        assert max(top for *_, top in inside) - min(bottom for _, bottom, *_ in inside) < 9
