"""What is searched in the logs; every answer may be left out."""

from django import forms

from components.forms import BaseForm, DayField


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})


class AuditSearch(BaseForm):
    """A name or number, and the days, both inclusive."""

    mark_optional = False
    q = forms.CharField(label="姓名、单位或编号", required=False, max_length=60)
    since = DayField(label="从", required=False, widget=_day())
    until = DayField(label="到", required=False, widget=_day())

    def clean(self):
        self.must_follow("since", "until", same=True)

    def wanted(self) -> dict:
        """What is searched for; answers that are none ask for nothing."""
        self.is_valid()
        return {key: value for key, value in self.cleaned_data.items() if value}
