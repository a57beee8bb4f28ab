"""What room 303 puts beside a case or package: checklist marks, settled findings, the filters."""

from django import forms

from components.forms import BaseForm
from components.shapes import CheckGroup, CheckItem, ErrorItem, Meter
from review.models import Settlement

CHOICES = (("pass", "符合"), ("fail", "不符合"))


class MarksForm(BaseForm):
    """All points of a checklist in one form. Points left open stay open; nothing is forced.

    `items` are `checklist.Item`s, `found` what the machine found for each (may be empty), `marks`
    the last mark for each key, `read_only` draws what was marked.
    """

    mark_optional = False

    def __init__(self, *args, items, found=None, marks=None, read_only=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.items, self.found, self.marks = items, found or {}, marks or {}
        self.signs = {}
        self.read_only = read_only
        for item in items:
            choice, sentence = self._preselected(item)
            self.add_field(
                item.key,
                forms.ChoiceField(
                    label=item.title, choices=CHOICES, required=False, initial=choice
                ),
            )
            self.add_field(
                f"say_{item.key}",
                forms.CharField(
                    label=f"“{item.title}”告知的话",
                    max_length=300,
                    required=False,
                    initial=sentence,
                ),
            )

    def _preselected(self, item) -> tuple[str, str]:
        """The clerk's own last mark, else what the machine found, else open."""
        mark = self.marks.get(item.key)
        if mark is not None:
            return ("pass" if mark.passed else "fail"), mark.sentence or item.sentence
        if self.read_only:
            return "", item.sentence
        found = self.found.get(item.key)
        passed = found.passed if found else None
        return {True: "pass", False: "fail", None: ""}[passed], item.sentence

    def point_at(self, markers, places: dict[str, tuple[str, str]]) -> None:
        """Tie points to the papers they are about: `places` are (label, address) by paper."""
        for marker in markers:
            keys = [*(["form"] if marker.fields or marker.tables else []), *marker.papers]
            self.signs[marker.item] = (marker.sign, tuple(places[key] for key in keys))

    def chosen(self, key) -> str:
        return self[key].value() or ""

    def decided(self) -> dict[str, tuple[bool, str]]:
        """What `records.mark` takes: only the points that were decided."""
        return {
            item.key: (choice == "pass", self.cleaned_data.get(f"say_{item.key}", ""))
            for item in self.items
            if (choice := self.cleaned_data.get(item.key))
        }

    def counts(self) -> dict[str, int]:
        """How many points pass, fail and are open, as the page shows them."""
        chosen = [self.chosen(item.key) for item in self.items]
        return {
            "total": len(chosen),
            "ok": chosen.count("pass"),
            "bad": chosen.count("fail"),
            "open": chosen.count(""),
        }

    def meter(self) -> Meter:
        counts = self.counts()
        said = f"{counts['ok']}项符合，{counts['bad']}项不符合，{counts['open']}项未核"
        kinds = {"pass": "ok", "fail": "bad"}
        parts = tuple(kinds.get(self.chosen(item.key), "none") for item in self.items)
        return Meter(parts, f"{counts['total']}项中{said}")

    def refusal(self) -> tuple[str, list[ErrorItem]] | None:
        """What is said when a decision is pressed too early: each open point, with its link."""
        left = [
            ErrorItem(item.title, f"id_{item.key}_0")
            for item in self.items
            if not self.chosen(item.key)
        ]
        return (f"还有{len(left)}项没核", left) if left else None

    def groups(self) -> tuple[CheckGroup, ...]:
        """Groups in the order of the checklist; what the machine passed is folded, not hidden."""
        groups = []
        for title in dict.fromkeys(item.group for item in self.items):
            items = [item for item in self.items if item.group == title]
            shown = [item for item in items if self._is_shown(item)]
            folded = [item for item in items if not self._is_shown(item)]
            note = f"{len(items)}项"
            if folded and not shown:
                note += "，系统已核"
            groups.append(
                CheckGroup(
                    title,
                    note,
                    tuple(self._drawn(item) for item in shown),
                    tuple(self._drawn(item) for item in folded),
                )
            )
        return tuple(groups)

    def _is_shown(self, item) -> bool:
        """Shown unless the machine passed it and nobody disagrees."""
        found = self.found.get(item.key)
        return not (found and found.passed and self.chosen(item.key) != "fail")

    def _is_said(self, item) -> bool:
        """Whoever only reads sees the sentence where it was told."""
        return not self.read_only or self.chosen(item.key) == "fail"

    def _drawn(self, item) -> CheckItem:
        found = self.found.get(item.key)
        machine = found.note if found and (found.passed is not None or not item.hint) else ""
        hint = "" if machine else item.hint + (found.note if found else "")
        sign, places = self.signs.get(item.key, ("", ()))
        return CheckItem(
            name=item.key,
            sign=sign,
            places=places,
            title=item.title,
            choice=self.chosen(item.key),
            machine=machine,
            machine_word="系统核对" if found and found.passed else "系统提示",
            warn=not (found and found.passed),
            note=hint,
            clause=item.clause,
            reason_name=f"say_{item.key}" if self._is_said(item) else "",
            reason=self[f"say_{item.key}"].value() or "",
            error="".join(self[f"say_{item.key}"].errors),
            read_only=self.read_only,
        )


class SettleForm(BaseForm):
    """核实结论 on one finding the machine left open (domain.md §6.6)."""

    rule = forms.ChoiceField(label="要核实的一项", widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="结论", choices=Settlement.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.CharField(
        label="依据", help_text="例如：聘用协议原件、毕业证书原件、县人社局答复。", max_length=100
    )

    def __init__(self, *args, findings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [
            (f["rule"], f"{f['title']}：{f['because']}") for f in findings
        ]
        if len(findings) == 1:
            self.fields["rule"].initial = findings[0]["rule"]


class RulingForm(BaseForm):
    """县人社局's answer to one question, for everybody it concerns in the round."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=4)
    question = forms.CharField(widget=forms.HiddenInput, max_length=300)
    outcome = forms.ChoiceField(
        label="答复", choices=Settlement.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="答复内容", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    basis = forms.CharField(label="答复文号或日期", max_length=100)


class ReasonForm(BaseForm):
    """Why a package is to be taken in outside the days or hours (B13)."""

    reason = forms.CharField(
        label="原因",
        help_text="例如：单位路远，经电话约定中午送到。由审核人决定，只在今天有效。",
        max_length=200,
    )


class DecisionForm(BaseForm):
    """The second person's 同意 or 不同意, which says why."""

    granted = forms.ChoiceField(label="决定", choices=[("yes", "同意"), ("no", "不同意")])
    answer = forms.CharField(label="意见", max_length=200, required=False)

    def decided(self) -> dict:
        return {
            "granted": self.cleaned_data["granted"] == "yes",
            "answer": self.cleaned_data["answer"],
        }
