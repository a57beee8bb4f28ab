from datetime import date

import pytest
from django import forms

from components.forms import BaseForm, DayField, YearMonthField

TODAY = date(2021, 11, 16)


class School(BaseForm):
    start = YearMonthField(label="开始年月")
    end = YearMonthField(label="结束年月", required=False)

    def clean(self):
        self.must_follow("start", "end")
        return super().clean()


def read(year: str, month: str = "") -> School:
    return School({"start_year": year, "start_month": month}, today=TODAY)


@pytest.mark.parametrize(
    ("year", "month"),
    [
        ("2019", "7"),
        ("2019", "07"),
        ("2019", "7月"),
        ("2019年", "7"),
        ("２０１９", "７"),
        (" 2019 ", " 7 "),
        ("2019.7", ""),
        ("2019.07", ""),
        ("2019-07", ""),
        ("2019/7", ""),
        ("201907", ""),
        ("2019年7月", ""),
        ("2019年7", ""),
        ("2019.7", "7"),
        ("2019.07.01", ""),
        ("2019-07-31", ""),
        ("20190731", ""),
        ("2019年7月31日", ""),
    ],
)
def test_month_is_read_however_it_is_typed(year, month):
    form = read(year, month)

    assert form.errors == {}
    assert form.cleaned_data["start"] == date(2019, 7, 1)


@pytest.mark.parametrize(
    ("year", "month", "sentence"),
    [
        ("", "", "请填写开始年月"),
        (" ", "　", "请填写开始年月"),
        ("2019", "", "开始年月还要填月份"),
        ("", "7", "开始年月还要填年份"),
        ("19", "7", "年份要写4位，例如2019"),
        ("20197", "", "年份要写4位，例如2019"),
        ("二〇一九", "7", "年份要写4位，例如2019"),
        ("2019.7.", "x", "月份要在1到12之间"),
        ("2019", "0", "月份要在1到12之间"),
        ("2019", "13", "月份要在1到12之间"),
        ("2019", "-1", "月份要在1到12之间"),
        ("2019", "七", "月份要在1到12之间"),
        ("201913", "", "月份要在1到12之间"),
        ("2019.7", "8", "开始年月的年份框里写了7月，月份框里写了8月，请留一个"),
        ("1019", "7", "开始年月写成了1019年，请核对"),
        ("2021", "12", "开始年月不能晚于今天，现在填的是2021年12月"),
    ],
)
def test_month_that_cannot_be_is_explained_and_kept(year, month, sentence):
    form = read(year, month)

    assert form.errors["start"] == [sentence]
    assert f'value="{year}"' in str(form["start"])


def test_this_month_is_not_later_than_today():
    assert read("2021", "11").errors == {}


def test_later_month_is_accepted_where_the_future_is_asked_for():
    class Plan(BaseForm):
        month = YearMonthField(label="评审年月", future=True)

    form = Plan({"month_year": "2022", "month_month": "1"})

    assert form.is_valid()


@pytest.mark.parametrize(("month", "fine"), [("8", False), ("9", False), ("10", True)])
def test_end_must_be_later_than_start(month, fine):
    form = School(
        {"start_year": "2016", "start_month": "9", "end_year": "2016", "end_month": month},
        today=TODAY,
    )

    assert form.is_valid() is fine
    assert form.errors.get("end", []) == ([] if fine else ["结束年月要晚于开始年月2016年9月"])


def test_stored_month_is_shown_in_two_boxes_with_their_labels():
    html = str(School(initial={"start": date(2019, 8, 1)}, today=TODAY)["start"])

    assert 'name="start_year" id="id_start_year" value="2019"' in html
    assert 'name="start_month" id="id_start_month" value="8"' in html
    assert '<label for="id_start_year">年</label>' in html
    assert '<label for="id_start_month">月</label>' in html


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        ({"start_year": "2019", "start_month": "8"}, False),
        ({"start_year": "2019.8", "start_month": ""}, False),
        ({"start_year": "2019", "start_month": "9"}, True),
        ({"start_year": "", "start_month": ""}, True),
        ({"start_year": "20", "start_month": ""}, True),
    ],
)
def test_month_counts_as_changed_only_when_it_is(data, changed):
    form = School(data, initial={"start": date(2019, 8, 1)}, today=TODAY)

    assert form.has_changed() is changed


def test_form_with_months_must_be_given_the_day():
    with pytest.raises(TypeError, match="needs today= for its field start"):
        School({})


@pytest.mark.parametrize(
    "typed", ["2021-11-16", "2021.11.16", "2021/11/16", "20211116", "2021年11月16日", "2021.11.16 "]
)
def test_day_is_read_however_it_is_typed(typed):
    class Posting(BaseForm):
        day = DayField(label="公示开始日期")

    form = Posting({"day": typed})

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2021, 11, 16)


@pytest.mark.parametrize("typed", ["2021-02-30", "20211", "11月16日", "明天", "2021-1111"])
def test_day_that_cannot_be_is_explained(typed):
    class Posting(BaseForm):
        day = DayField(label="公示开始日期")

    form = Posting({"day": typed})

    assert form.errors["day"] == ["公示开始日期应像2021-11-16这样写，请核对"]


def test_order_of_days_names_the_day():
    class Meeting(BaseForm):
        begin = DayField(label="开始日期")
        end = DayField(label="结束日期", widget=forms.DateInput)

        def clean(self):
            self.must_follow("begin", "end", same=True)

    form = Meeting({"begin": "2021-11-17", "end": "2021-11-16"})

    assert form.errors["end"] == ["结束日期不能早于开始日期11月17日"]
