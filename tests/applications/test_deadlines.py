"""The reminder over the list of tasks: whose day, how far off, and what when it has passed."""

from datetime import date
from types import SimpleNamespace

import pytest

from applications.deadlines import HandIn, deadline

FILE = SimpleNamespace(round=SimpleNamespace(acceptance_closes=date(2021, 11, 26)))
THURSDAY = date(2021, 11, 11)


@pytest.mark.parametrize(
    ("hand_in", "today", "day", "meaning"),
    [
        (
            HandIn(THURSDAY, begun=True),
            9,
            "按单位排期，最迟11月11日（星期四）提交，还有2天。",
            "连续公示",
        ),
        (
            HandIn(THURSDAY, asked=True),
            9,
            "单位要求最迟11月11日（星期四）提交，还有2天。",
            "连续公示",
        ),
        (HandIn(THURSDAY), 9, "按三次公示的天数推算，最迟11月11日", "连续公示"),
        (HandIn(THURSDAY, begun=True), 11, "就是今天。", "连续公示"),
        (HandIn(THURSDAY, begun=True), 12, "11月26日（星期五）报送截止，还有14天。", "已经过了"),
        (HandIn(), 12, "11月26日（星期五）报送截止", "可能来不及"),
        (HandIn(THURSDAY), 26, "报送截止，就是今天。", "已经过了"),
        (HandIn(THURSDAY), 27, "已于11月26日截止", "不能再提交"),
    ],
)
def test_deadline_names_the_day_that_counts_today(hand_in, today, day, meaning):
    found = deadline(FILE, hand_in, today=date(2021, 11, today))

    assert day in found.day
    assert meaning in found.meaning
