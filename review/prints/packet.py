"""The papers of a whole set: 材料清单 and 送件单."""

from itertools import groupby

from django.utils import timezone

from documents import shapes
from review.models import NoticeEntry
from review.prints.unit import people_of
from review.prints.words import package_number
from review.states import NoticeKind


def manifest(packet) -> shapes.Manifest:
    """《材料清单》: what lies in the set, each paper with its pages and code, and the equations."""
    package = packet.package
    people = list(people_of(package))
    printed = [row for row in packet.contents if row["copies"]]
    return shapes.Manifest(
        imprint=_imprint(package, people, version=packet.version),
        year=package.round.year,
        unit=package.unit.name,
        department=package.unit.parent.name if package.unit.parent else "",
        groups=tuple(
            shapes.ManifestGroup(title=title, rows=tuple(_row(row) for row in rows))
            for title, rows in groupby(printed, key=lambda row: row["group"])
        ),
        equations=equations(package, people),
        missing=tuple(packet.missing),
    )


def _row(row) -> shapes.ManifestRow:
    return shapes.ManifestRow(
        name=row["title"], copies=row["copies"], pages=row["pages"], code=row["code"]
    )


def _imprint(package, people, *, version=0) -> shapes.Imprint:
    number = package_number(package)
    moments = [case.submission.submitted_at for case in people]
    return shapes.Imprint(
        number=number,
        label="材料包编号",
        version=version,
        qr=number,
        recorded=timezone.localtime(max(moments)) if moments else None,
    )


def equations(package, people) -> tuple[str, ...]:
    """Both in words: the list against the bags, the 记实表 (公示②) against the list."""
    listed = len(people)
    entries = NoticeEntry.objects.filter(
        case__in=people, notice__kind=NoticeKind.MATERIALS, notice__stopped_at=None
    )
    shown = set(entries.values_list("case", flat=True))
    outside = [case.name for case in people if case.pk not in shown]
    whole = "包含汇总表全部人员" if not outside else f"缺{'、'.join(outside)}"
    return (
        f"汇总表{listed}人，档案袋{listed}袋",
        f"记实表公示②{len(shown)}人，{whole}",
    )


def delivery_slip(package) -> shapes.DeliverySlip:
    """送件单 (五, 六（三）): who brings what to room 303, until when."""
    people, round = list(people_of(package)), package.round
    return shapes.DeliverySlip(
        imprint=_imprint(package, people),
        year=round.year,
        unit=package.unit.name,
        department=package.unit.parent.name if package.unit.parent else "",
        courier=package.courier,
        phone=package.courier_phone,
        place=round.place,
        office_phone=round.phone,
        last_day=round.acceptance_closes,
        bags=tuple((case.number, case.name) for case in people),
        papers=("三公示记实表1份", "公示结果证明1份", "申报汇总表1份", "材料清单1份"),
    )
