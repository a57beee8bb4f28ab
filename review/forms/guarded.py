"""What keeps a form anybody may send from being flooded, without a puzzle (WCAG 3.3.8).

An empty field people do not see, and the moment the form was opened, signed: who answers sooner
than a person can read is asked to wait a little and to press again. Both work without a script.
How often one address may send is counted by the view (`accounts.limits`).
"""

from django import forms
from django.core.signing import BadSignature, Signer

from components.forms import BaseForm

LEAST_SECONDS = 5
LONGEST_SECONDS = 24 * 60 * 60
_SIGNER = Signer(salt="review.forms.guarded")


def stamp(moment) -> str:
    """The moment a form was opened, which nobody can write but the site."""
    return _SIGNER.sign(str(int(moment.timestamp())))


class GuardedForm(BaseForm):
    """A form for strangers. `now` is the moment of the request; an opened form carries its own."""

    website = forms.CharField(
        label="请不要填写这一栏",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["opened"].initial = stamp(now)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            self.add_error(None, "没有提交成功。请清空“请不要填写这一栏”后再提交。")
        if self._age() is None:
            self.add_error(None, "这一页打开太久了，填的内容都在。请再按一次。")
            self._open_again()
        elif self._age() < LEAST_SECONDS:
            self.add_error(
                None, f"提交得太快，填的内容都在。请过{LEAST_SECONDS}秒再按一次；急事请致电303室。"
            )
        return cleaned

    def _age(self) -> int | None:
        """Seconds since the form was opened; None when it does not say so, or a day ago."""
        try:
            opened = int(_SIGNER.unsign(self.data.get(self.add_prefix("opened"), "")))
        except (BadSignature, ValueError):
            return None
        age = int(self.now.timestamp()) - opened
        return age if 0 <= age <= LONGEST_SECONDS else None

    def _open_again(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("opened")] = stamp(self.now)
