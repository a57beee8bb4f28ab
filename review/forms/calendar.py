"""A change of the working days, as it is pasted or typed."""

from django import forms

from applications import working_days
from applications.forms.decision import DecisionForm
from components.words import date_words


class CalendarForm(DecisionForm):
    """A list of days with its grounds; once valid, `lines` is what it would change."""

    document_due = True

    year = forms.IntegerField(
        label="年份",
        min_value=2020,
        max_value=2099,
        help_text="通知里没有写年份的日期，都按这一年。",
        widget=forms.NumberInput(attrs={"class": "zc-w10"}),
    )
    days = forms.CharField(
        label="放假和调休安排",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            "粘贴国务院办公厅通知里的各条，例如“春节：1月31日至2月6日放假调休，共7天。1月29日"
            "（星期六）、1月30日（星期日）上班。”也可以一天一行，例如“2022-02-14 休 停电检修”，"
            "“休”“班”“取消调整”三选一，可从Excel复制。"
        ),
    )

    def clean(self):
        given = self.cleaned_data
        if self.errors:
            return
        try:
            entries = working_days.read(given["days"], given["year"])
        except working_days.Unreadable as error:
            self.add_error("days", str(error))
            return
        self.lines = working_days.wanted(entries)
        if not self.lines:
            self.add_error("days", "读到的安排和现在的工作日一样，没有要改的。")
        for day in working_days.passed(self.lines, self.today)[:1]:
            self.add_error("days", f"{date_words(day)}已经过去，不能再改，请去掉。")
