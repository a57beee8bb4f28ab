"""附件3 as a workbook: the cells of the paper, as text, on sheets that print as the paper does."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from documents import lists
from tests.documents import samples
from tests.documents.test_cells import SUMMARY_HEADS


def opened(sheet):
    return load_workbook(BytesIO(lists.summary_list(sheet))).active


def test_summary_workbook_holds_the_cells_of_the_paper():
    sheet = samples.summary(7)

    made = opened(sheet)

    assert [cell.value for cell in made[3]] == SUMMARY_HEADS
    assert [[cell.value for cell in row] for row in made.iter_rows(min_row=4)] == [
        [
            number, row.unit, row.name, row.sex, "1996.03", row.id_number, "2018.07",
            row.education, row.degree, row.school, row.major, "2018.07", "无", None, row.service,
            row.appraisals, row.specialty, row.sought_title, row.publicity, row.phone,
            row.note or None,
        ]
        for number, row in enumerate(sheet.rows, 1)
    ]  # fmt: skip
    assert made["A2"].value.startswith(
        f"填报单位（盖章）：{sheet.unit}　主管部门（盖章）：县能源局　填报人：李敏　"
        "联系电话：0356-4221234　填报时间：2021年11月23日　"
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A0"])
def test_no_answer_of_a_person_becomes_a_formula(text):
    row = replace(samples.summary(1).rows[0], unit=text, name=text, school=text, note=text)

    made = opened(replace(samples.summary(1), rows=(row,)))

    assert {(cell.data_type, cell.number_format) for cell in made[4][1:] if cell.value} == {
        ("s", "@")
    }
    assert [made[place].value for place in ("B4", "C4", "J4", "U4")] == [text] * 4


def test_row_is_three_lines_high_and_more_where_a_cell_needs_it():
    plain, long = samples.summary(2).rows
    long = replace(long, note="需核实：学历证书编号、聘任时间、年度考核结果、参加工作时间")

    made = opened(replace(samples.summary(2), rows=(plain, long)))

    assert (made.sheet_format.defaultRowHeight, made.row_dimensions[4].height) == (49, None)
    assert made.row_dimensions[5].height > 80
    # Fitted to the width of A4 landscape (785 points, 5.25 a place) it prints at 70 % or more.
    widths = [made.column_dimensions[cell.column_letter].width for cell in made[3]]
    assert 785 / (5.25 * sum(widths)) > 0.65
