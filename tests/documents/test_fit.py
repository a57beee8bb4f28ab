"""Line breaking and the decision what stays in a box."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.fit import ENDS, LEADING, NAME_SIZES, SIDE_PADDING, Annex, lines, text_height

TEXT = st.text(alphabet="矿井通风，。（）、《》“”abc 12.5%\n", max_size=400)


@settings(max_examples=60, deadline=None)
@given(text=TEXT, width=st.floats(20, 400), size=st.sampled_from(NAME_SIZES))
def test_lines_put_together_are_the_text(text, width, size):
    assert "".join(lines(text, width, size)) == text


def test_line_does_not_begin_with_a_stop_or_end_with_an_opening_bracket():
    broken = list(lines("甲乙丙丁，戊己庚辛（壬癸）", width=48, size=12))

    assert not any(line[0] in "，）" or line[-1] == "（" for line in broken)
    assert "".join(broken) == "甲乙丙丁，戊己庚辛（壬癸）"


def test_number_stays_whole_when_it_fits_a_line():
    assert list(lines("电话0356-4220191", width=80, size=12)) == ["电话", "0356-4220191"]


def test_first_line_is_shorter_when_set_in():
    assert next(lines("甲乙丙丁", width=48, size=12, indent=2)) == "甲乙"


@pytest.mark.parametrize(
    ("length", "size", "annex"),
    [(20, 12.0, 0), (21, 10.5, 0), (22, 10.5, 0), (23, 10.5, 1)],
)
def test_text_shrinks_once_and_then_goes_on_elsewhere(length, size, annex):
    width = 10 * 12 + SIDE_PADDING + 0.01  # ten characters at 12 points, eleven at 10.5
    height = 2 * 12 * LEADING + ENDS + 0.01

    slot = Annex().place("意见", "字" * length, width, height)

    assert (slot.size, slot.annex) == (size, annex)


def test_what_is_kept_and_what_goes_on_are_the_whole_text():
    annex = Annex()
    text = "第一段。\n第二段很长，" * 60

    slot = annex.place("意见", text, 200, 100)

    together = slot.text + annex.entries[0].text
    assert together.replace("\n", "") == text.replace("\n", "")


def test_name_is_set_smaller_before_it_is_torn():
    annex = Annex()

    slot = annex.place("姓名", "买买提明艾合买提江阿卜杜拉", 63.8, 50, sizes=NAME_SIZES)

    assert (slot.size, slot.annex) == (9.0, 0)


def test_short_records_leave_their_room_to_the_long_one():
    annex = Annex()
    records = [("甲", "短"), ("乙", "长" * 400), ("丙", "短")]

    table = annex.table("业绩", ("名称", "内容"), (100, 200), records, row=56, height=560)

    assert annex.entries == []
    assert table.rows[0].height == 56
    assert table.rows[1].height > 300
    assert sum(row.height for row in table.rows) <= 560


def test_table_is_filled_with_empty_rows_to_its_height():
    table = Annex().table("业绩", ("名称",), (100,), [("甲",)], row=56, height=560)

    assert [row.height for row in table.rows] == [56] * 10


def test_records_without_a_row_go_to_a_table_on_the_annex():
    annex = Annex()

    records = [(str(n),) for n in range(13)]
    table = annex.table("业绩", ("名称",), (100,), records, row=56, height=560)

    [later] = annex.entries
    assert (table.annex, later.number, later.title) == (1, 1, "业绩第10行")
    assert [row.slots[0].text for row in later.table.rows] == ["10", "11", "12"]


def test_record_goes_whole_to_the_annex_when_its_row_is_short_of_room():
    annex = Annex()
    records = [*[(name, "长" * 250) for name in "甲乙丙"], ("丁", "短")]

    table = annex.table("业绩", ("名称", "内容"), (100, 200), records, row=56, height=560)

    [later] = annex.entries
    assert [row.slots[1].text for row in table.rows] == ["长" * 250] * 2
    assert [row.slots[1].text for row in later.table.rows] == ["长" * 250, "短"]


def test_record_longer_than_a_page_is_torn_and_the_next_follow_it():
    annex = Annex()
    records = [("甲", "短"), ("乙", "长" * 2000), ("丙", "短")]

    table = annex.table("业绩", ("名\n称", "内\n容"), (100, 200), records, row=56, height=560)

    torn, later = annex.entries
    assert (torn.number, torn.title) == (1, "业绩第2行“内容”")
    assert table.rows[1].slots[1].text + torn.text == "长" * 2000
    assert (later.number, later.title, table.annex) == (2, "业绩第2行", 2)
    assert sum(row.height for row in table.rows) <= 560


def test_empty_text_takes_one_line():
    assert text_height("", 100, 12) == 12 * LEADING
