"""What all forms of the sections share."""

from typing import ClassVar

from django import forms
from django.forms import BaseFormSet, formset_factory

from applications.models import Application
from applications.partial_days import words
from components.forms import BaseModelForm, FormSetMixin


class SectionForm(BaseModelForm):
    """Fields of the Application itself. It only reads: the services write.

    Every field must be answered unless named in `optional`; of those, `unmarked` are not called
    选填, because another answer decides whether they are, and `folded` are shown when asked for.
    Radios offer no empty choice; selects begin with 请选择.
    """

    optional: ClassVar[tuple[str, ...]] = ()
    unmarked: ClassVar[tuple[str, ...]] = ()
    folded: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args, application, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)
        ask_all_but(self, self.optional)
        for name in self.unmarked:
            self.fields[name].mark_optional = False

    @property
    def rare(self) -> list:
        """The folded fields, which most people leave empty."""
        return [self[name] for name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Something stands among the folded fields, or has to be put right there."""
        return any(field.errors or any(field.value() or ()) for field in self.rare)

    def values(self) -> dict:
        """Application field → value, of what was typed."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def rows(self) -> dict:
        """Model → rows, for sections whose main form also stands for rows."""
        return {}


class NoFields(SectionForm):
    """For sections that consist of entries only."""

    class Meta:
        model = Application
        fields = ()


class EntryForm(BaseModelForm):
    """One row of a repeating section; `id` names the row it was read from.

    `defaults` are the answers an added entry begins with.
    """

    optional: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[dict[str, str]] = {}
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, application, **kwargs):
        self.application = application
        super().__init__(*args, **kwargs)
        ask_all_but(self, (*self.optional, "id"))

    @classmethod
    def beginning(cls, application: Application) -> dict:
        """What the entry a section begins with says already; nothing known is asked again."""
        return dict(cls.defaults)

    def row(self) -> dict:
        """The row as the service takes it, `id` included (None: a new one)."""
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "id")}

    @property
    def is_removed(self) -> bool:
        return self.is_bound and bool(self.data.get(self.add_prefix("DELETE")))

    def has_changed(self):
        # An entry that was added must be filled in or removed; an empty one is not passed over.
        return True

    def born_before(self, *names: str) -> None:
        not_before_birth(self, self.application.birth_date, *names)


class OngoingForm(EntryForm):
    """A row from `started` to `ended` (months), or without an end while `until_now` is ticked."""

    def __init__(self, *args, initial=None, **kwargs):
        if initial and initial.get("id"):
            initial = initial | {"until_now": not initial.get("ended")}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("until_now"):
            data["ended"] = ""
            self.errors.pop("ended", None)
        self.born_before("started")
        months_in_order(self, "started", "ended")
        return data


class EntryFormSet(FormSetMixin, BaseFormSet):
    """Repeating entries that are added, removed and taken back without JavaScript."""

    word = "段"
    least = 0
    least_message = ""

    @property
    def position_word(self):
        return self.word

    @property
    def kept(self) -> list[EntryForm]:
        return [form for form in self.forms if not form.is_removed]

    def clean(self):
        if len(self.kept) < self.least:
            raise forms.ValidationError(self.least_message, code="too_few")

    def rows(self) -> list[dict]:
        return [form.row() for form in self.kept]


def entries(form: type[EntryForm], base: type[EntryFormSet] = EntryFormSet):
    """The formset of an entry form: none to begin with, at most 40."""
    return formset_factory(
        form, formset=base, extra=0, can_delete=True, max_num=40, absolute_max=60, validate_max=True
    )


def ask_all_but(form: forms.BaseForm, optional: tuple[str, ...]) -> None:
    """Require every field not named; shape choices and counters for the page."""
    for name, field in form.fields.items():
        if limit := field.widget.attrs.get("data-limit"):
            field.limit = limit
            field.widget.attrs["data-counter"] = f"{form[name].auto_id}_left"
        if name in optional or name == "DELETE":
            field.required = False
        elif not isinstance(field, forms.BooleanField) or isinstance(field, forms.NullBooleanField):
            field.required = True
        if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
            continue
        choices = [choice for choice in field.choices if choice[0] not in ("", None)]
        if not isinstance(field.widget, forms.RadioSelect):
            choices = [("", "请选择" if field.required else "（不填）"), *choices]
        field.choices = choices
        field.row = sum(len(label) + 4 for _, label in choices) <= 60


def months_in_order(form, begin: str, end: str) -> None:
    """Refuse an end before its beginning; the same month will do. Names the beginning."""
    first, last = form.cleaned_data.get(begin), form.cleaned_data.get(end)
    if first and last and last[:7] < first[:7]:
        name = form.message_name(begin)
        form.add_error(end, f"{form.message_name(end)}不能早于{name}{words(first)}")


def not_before_birth(form, born, *names: str) -> None:
    """Refuse months before the month of birth (`born`: a date or None)."""
    month = f"{born:%Y-%m}" if born else ""
    for name in names:
        value = form.cleaned_data.get(name)
        if month and value and value[:7] < month:
            form.add_error(name, f"{form.message_name(name)}早于出生年月{words(month)}，请核对")


def textarea(rows: int, limit: int | None = None) -> forms.Textarea:
    """A box for running text; `limit` lets the page count what is left."""
    attrs = {"rows": rows}
    if limit:
        attrs["data-limit"] = limit
    return forms.Textarea(attrs=attrs)


def narrow(width: str = "zc-w18") -> forms.TextInput:
    return forms.TextInput(attrs={"class": width})
