"""What a unit's set of papers holds (五), in the order of filing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from applications import choices as c
from applications.uploads import clean_name
from review.models import Case, Package
from review.prints.catalogue import CATALOGUE
from review.prints.unit import notices_of, people_of

#: Uploaded papers in the order of a bag; 证件照 is on the form itself.
UPLOADS = (
    c.PaperKind.REPORT,
    c.PaperKind.APPOINTMENT,
    c.PaperKind.DIPLOMA,
    c.PaperKind.APPRAISAL,
    c.PaperKind.TECHNICIAN,
    c.PaperKind.ACHIEVEMENT,
    c.PaperKind.OTHER,
)
FORMS = 3
"""Copies of the 评审表 (五1)."""
MANIFEST = "0_材料清单.pdf"
PEOPLE, UNIT, LABELS = "1_个人材料", "2_单位材料", "3_档案袋贴签"


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of the set. `kind` and `subject` for one made from the records, `files` for
    uploaded ones bound together. `copies` 0: kept in the ZIP, not printed.
    """

    name: str
    title: str
    group: str
    copies: int
    kind: str = ""
    subject: Any = None
    files: list[dict] = field(default_factory=list)
    one_sided: bool = False


def parts_of(package: Package) -> list[Part]:
    """Every paper of the set but the manifest, people first, then the unit's own, then labels."""
    people = list(people_of(package))
    width = max(2, len(str(len(people))))
    parts = [
        part
        for number, case in enumerate(people, start=1)
        for part in _of_person(case, f"{PEOPLE}/{number:0{width}}_{clean_name(case.name)}")
    ]
    parts += _of_unit(package, people)
    return parts


def moment_of(parts: list[Part]) -> datetime:
    """When the last of the people handed in: the day every file in the ZIP bears."""
    cases = [part.subject for part in parts if isinstance(part.subject, Case)]
    return timezone.localtime(max(case.submission.submitted_at for case in cases))


def _of_person(case, folder) -> Iterator[Part]:
    group = f"{case.name}（{case.number}）"
    folder = f"{folder}_{case.number}"
    number = 0

    def part(title, copies=1, note="", **kwargs):
        nonlocal number
        number += 1
        name = f"{folder}/{number}_{clean_name(title)}{note}.pdf"
        return Part(name, title, group, copies, **kwargs)

    yield part("评审表", FORMS, f"_打印{FORMS}份", kind="review_form", subject=case)
    if CATALOGUE["work_report"].ready(case):
        yield part("专业技术工作报告", kind="work_report", subject=case)
    for kind in UPLOADS:
        files = [paper for paper in case.submission.papers if paper["kind"] == kind]
        if files:
            yield part(c.PaperKind(kind).label, files=files)


def _of_unit(package, people) -> list[Part]:
    wanted = [
        ("三公示记实表", 1, {"kind": "publicity_record"}),
        ("公示结果证明", 1, {"kind": "publicity_proof"}),
        ("公示照片", 1, {"files": _photos(package, people)}),
        ("申报汇总表", 1, {"kind": "summary_pdf"}),
        ("申报汇总表", 0, {"kind": "summary_xlsx"}),
        ("单位承诺签字页", 1, {"files": _promises(package)}),
    ]
    parts = []
    for title, copies, source in wanted:
        if source.get("files") == [] or not _ready(package, source):
            continue
        ending = "xlsx" if source.get("kind") == "summary_xlsx" else "pdf"
        name = f"{UNIT}/{len(parts) + 1}_{title}.{ending}"
        parts.append(Part(name, title, "单位材料", copies, subject=package, **source))
    labels = {"kind": "envelopes", "subject": package, "one_sided": True}
    name, title = f"{LABELS}/1_档案袋贴签_单面打印.pdf", "档案袋贴签（正面和袋底）"
    return [*parts, Part(name, title, "档案袋贴签", 1, **labels)]


def _ready(package, source) -> bool:
    return "kind" not in source or CATALOGUE[source["kind"]].ready(package)


def _photos(package, people) -> list[dict]:
    found = notices_of(package, people)
    photos = [p for kind in found for notice in found[kind] for p in notice.photos.all()]
    return [_file("公示照片", p.path, p.sha256, p.content_type, p.name) for p in photos]


def _promises(package) -> list[dict]:
    promises = package.promises.exclude(paper=None).select_related("paper")
    sheets = (promise.paper for promise in promises)
    return [
        _file("单位承诺签字页", p.scan, p.scan_sha256, p.scan_type, p.scan_name) for p in sheets
    ]


def _file(label, path, sha256, content_type, name) -> dict:
    size = default_storage.size(path) if default_storage.exists(path) else 0
    return {
        "label": label, "path": path, "sha256": sha256, "content_type": content_type,
        "name": name, "size": size,
    }  # fmt: skip
