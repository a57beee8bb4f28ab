"""排期: the days a unit sets itself. What cannot be kept is said beside the form, not refused."""

from components.forms import BaseForm, DayField
from review.planning import Chosen

STEPS = ("criteria", "materials", "assess", "opinions")


class ScheduleForm(BaseForm):
    """Any day may stay empty: then the step comes as soon as it can."""

    hand_in = DayField(
        label="要求申报人提交的日期",
        required=False,
        help_text="申报人会看到这个日期。留出审核、退回修改的时间。",
    )
    criteria = DayField(label="公示①开始", required=False)
    materials = DayField(label="公示②开始", required=False, help_text="公示①开始后就可以发布。")
    assess = DayField(label="民主评议", required=False, help_text="公示①②都期满以后。")
    opinions = DayField(label="公示③开始", required=False, help_text="最早在评议当天。")

    mark_optional = False

    def __init__(self, *args, round, taken=(), **kwargs):
        """`taken`: the steps that have happened; their days are past choosing."""
        super().__init__(*args, **kwargs)
        self.round = round
        if round.counts_from_next_day:
            self.fields["criteria"].help_text = "起算的那天，前一个工作日发布。"
            self.fields["opinions"].help_text = "最早在评议的次日，评议当天发布。"
        for step in taken:
            self.fields[step].disabled = True
            self.fields[step].help_text = "已经办理，日期不再改。"

    def clean(self):
        cleaned = super().clean()
        first, last = self.round.filling_opens, self.round.acceptance_closes
        for name, day in list(cleaned.items()):
            if day and not self.fields[name].disabled and not first <= day <= last:
                label = self.fields[name].label
                self.add_error(
                    name,
                    f"{label}要在{first.month}月{first.day}日至{last.month}月{last.day}日之间，"
                    f"现在写的是{day.month}月{day.day}日",
                )
        return cleaned

    def chosen(self) -> Chosen:
        return Chosen(**{step: self.cleaned_data.get(step) for step in STEPS})
