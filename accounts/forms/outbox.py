"""Which messages of the outbox are shown."""

from datetime import datetime, time, timedelta

from django import forms

from accounts.clock import SHANGHAI
from accounts.models import Outgoing
from accounts.roles import Role
from components.forms import BaseForm, DayField

ALL = ("", "全部")


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})


class OutboxSearch(BaseForm):
    """State, way, kind, capacity and days, both inclusive; every answer may be left out."""

    mark_optional = False
    outcome = forms.ChoiceField(
        label="状态", required=False, choices=(ALL, *Outgoing.Outcome.choices)
    )
    channel = forms.ChoiceField(
        label="方式", required=False, choices=(ALL, *Outgoing.Channel.choices)
    )
    kind = forms.ChoiceField(label="种类", required=False, choices=(ALL, *Outgoing.Kind.choices))
    role = forms.ChoiceField(label="收件身份", required=False, choices=(ALL, *Role.choices))
    since = DayField(label="从", required=False, widget=_day())
    until = DayField(label="到", required=False, widget=_day())

    def clean(self):
        self.must_follow("since", "until", same=True)

    def found(self):
        """The rows searched for, newest first; answers that are none ask for nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value}
        since, until = wanted.pop("since", None), wanted.pop("until", None)
        rows = Outgoing.objects.filter(**wanted)
        if since:
            rows = rows.filter(asked_at__gte=datetime.combine(since, time(), SHANGHAI))
        if until:
            end = datetime.combine(until + timedelta(days=1), time(), SHANGHAI)
            rows = rows.filter(asked_at__lt=end)
        return rows
