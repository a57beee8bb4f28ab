"""The set of papers on the unit's pages: how far it is, whether it is current, what it holds."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q

from components.identity import mask_phone
from components.shapes import Cell, Column, Meter, Row
from components.words import time_words
from documents.words import year_month
from review.building import is_still
from review.models import Case, IssuedDocument, Packet
from review.prints.catalogue import CATALOGUE
from review.prints.unit import people_of, summary_rows
from review.stamps import OPINION, changes, stamps_of

SHOWN = 12
SEGMENTS = 20
SUMMARY = (
    Column("序号", num=True),
    *(
        Column(label)
        for label in (
            "姓名", "性别", "出生年月", "学历", "毕业院校", "所学专业", "参加工作时间",
            "现任职务及时间", "申报专业", "申报职称", "联系电话", "备注",
        )
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """The last set of a package. `changes`: why it is void, in words; `opinion`: only the
    department's opinion is new. `still`: nobody has been at it for minutes.
    """

    packet: Packet
    changes: list[str]
    opinion: bool
    still: bool

    @property
    def stage(self) -> str:
        return self.packet.stage

    @property
    def current(self) -> bool:
        return self.stage == Packet.Stage.READY and not self.changes

    @property
    def said(self) -> str:
        """「正在生成第4份，共10份」; the last step is putting everything together."""
        packet = self.packet
        if not packet.total:
            return "正在排队，马上开始"
        if packet.made >= packet.total:
            return "各份都已生成，正在汇成整套"
        return f"正在生成第{packet.made + 1}份，共{packet.total}份"

    @property
    def meter(self) -> Meter:
        total = max(self.packet.total, 1)
        done = SEGMENTS * self.packet.made // total
        return Meter(("done",) * done + ("none",) * (SEGMENTS - done), self.said)

    @property
    def groups(self) -> list[tuple[str, list[dict]]]:
        rows = self.packet.contents
        return [(title, list(found)) for title, found in groupby(rows, lambda row: row["group"])]


def last_packet(package, *, now) -> Shown | None:
    """The package's last set beside the records as they stand, in a fixed number of queries."""
    packet = package.packets.select_related("requested_by").last()
    if packet is None:
        return None
    stamps = stamps_of(package)
    names = {key: case.name for key, case in _cases_of(package, packet).items()}
    return Shown(
        packet=packet,
        changes=changes(packet.stamps, stamps, names),
        opinion=packet.stamps.get(OPINION) != stamps[OPINION],
        still=is_still(packet, now),
    )


def _cases_of(package, packet) -> dict[str, Case]:
    """Everybody in the package or in its last set, as `case:12`: who was returned has left it."""
    keys = packet.stamps if packet else ()
    in_set = [key.removeprefix("case:") for key in keys if key.startswith("case:")]
    cases = Case.objects.filter(Q(package=package) | Q(pk__in=in_set), submission__isnull=False)
    cases = cases.select_related("application__applicant", "submission")
    return {f"case:{case.pk}": case for case in cases}


def superseded(package) -> list[str]:
    """Prints with a code that a newer version has made void (D11): whose, which, when printed."""
    cases = _cases_of(package, package.packets.last())
    prints = (
        IssuedDocument.objects.filter(
            kind__in=("review_form", "work_report"),
            subject__in=cases,
            state=IssuedDocument.State.READY,
        )
        .exclude(check_code="")
        .order_by("subject", "kind", "pk")
    )
    return [
        f"{cases[p.subject].name}的{CATALOGUE[p.kind].label}，{time_words(p.requested_at)}打印，"
        f"校验码{p.check_code}"
        for p in prints
        if p.requested_at < cases[p.subject].submission.submitted_at
    ]


def summary_preview(package) -> tuple[list[Row], int]:
    """The first rows of 附件3 as they would be printed, and how many there are."""
    people = people_of(package)
    rows = summary_rows(people.prefetch_related("objections", "settlements")[:SHOWN])
    return [_row(number, row) for number, row in enumerate(rows, start=1)], people.count()


def _row(number, row) -> Row:
    held = f"{row.current_title or '无'} {year_month(row.title_since)}".strip()
    texts = (
        number, row.name, row.sex, year_month(row.born), row.education, row.school, row.major,
        year_month(row.started_work), held, row.specialty, row.sought_title,
        mask_phone(row.phone), row.note,
    )  # fmt: skip
    return Row(tuple(Cell(text) for text in texts))
