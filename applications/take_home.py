"""附件1 to 4 blank and the filled samples: what anybody may download, from today's layouts."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from applications import sample_form
from applications.models import Round, Specialty
from documents import lists, made_once, shapes

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTICES = ("评审条件、评议程序公示", "个人申报材料公示", "单位鉴定意见公示")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its address under `/forms/`, its file name, the shape it is made of."""

    address: str
    name: str
    shape: Callable[[Round], Any]
    write: Callable[[Any], bytes] | None = None

    @property
    def content_type(self) -> str:
        return XLSX if self.write else PDF

    @property
    def kind(self) -> str:
        return "Excel" if self.write else "PDF"

    @property
    def label(self) -> str:
        """The file name without its ending: 「附件1评审表（空表）」."""
        return self.name.rpartition(".")[0]


def content(sheet: Sheet, round: Round) -> bytes:
    """The bytes of a sheet for a round. Raises PrintingError."""
    shape = sheet.shape(round)
    return made_once.workbook(shape, sheet.write) if sheet.write else made_once.pdf(shape)


def _blank(round: Round, annex: int) -> shapes.Imprint:
    return shapes.Imprint(label=round.notice_number, number=f"附件{annex}", blank=True)


def _review_form(round: Round) -> shapes.ReviewForm:
    nothing = shapes.Education(finished=None, school="", major="")
    return shapes.ReviewForm(
        imprint=_blank(round, 1),
        unit="",
        name="",
        sought_title="",
        specialty="",
        sex="",
        ethnicity="",
        born=None,
        birthplace="",
        started_work=None,
        education=nothing,
        present_work="",
    )


def _publicity_record(round: Round) -> shapes.PublicityRecord:
    return shapes.PublicityRecord(
        imprint=_blank(round, 2),
        year=round.year,
        unit="",
        unit_kind="",
        department="",
        applicants=None,
        notices=tuple(
            shapes.Publicity(
                name=name, content="", place="", starts=None, ends=None, working_days=None
            )
            for name in NOTICES
        ),
        public_members=None,
        peer_members=None,
        leader_members=None,
        attended=None,
        assessment="",
        passed=None,
        failed=None,
    )


def _summary_list(round: Round) -> shapes.SummaryList:
    return shapes.SummaryList(
        imprint=_blank(round, 3),
        year=round.year,
        unit="",
        department="",
        service_until=round.service_until,
        rows=(),
    )


def _specialties(round: Round) -> shapes.SpecialtyList:
    rows = Specialty.objects.filter(active=True)
    return shapes.SpecialtyList(
        imprint=_blank(round, 4),
        groups=tuple(
            shapes.SpecialtyGroup(
                name=category,
                specialties=tuple(
                    shapes.Specialty(name=row.name, note="以考代评" if row.exam_only else "")
                    for row in group
                ),
            )
            for category, group in groupby(rows, key=lambda row: row.category)
        ),
    )


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex of the notice, the files it may be had as, and its filled sample."""

    key: str
    title: str
    use: str
    sheets: tuple[Sheet, ...]
    samples: tuple[Sheet, ...] = ()


ANNEXES = (
    Annex(
        "annex-1",
        "附件1 山西省专业技术职务任职资格评审表",
        "网上填好以后由系统生成，打印签字，不用手写。空表供对照和起草。",
        (Sheet("annex-1.pdf", "附件1评审表（空表）.pdf", _review_form),),
        (
            Sheet(
                "sample-review-form.pdf",
                "评审表（已填样表）.pdf",
                lambda round: sample_form.review_form(round.notice_number),
            ),
            Sheet(
                "sample-work-report.pdf",
                "专业技术工作报告（已填样表）.pdf",
                lambda round: sample_form.work_report(round.notice_number),
            ),
        ),
    ),
    Annex(
        "annex-2",
        "附件2 任职资格评审推荐过程三公示记实表",
        "三次公示登记以后由系统生成，单位盖章。空表供单位事先了解要记什么。",
        (Sheet("annex-2.pdf", "附件2三公示记实表（空表）.pdf", _publicity_record),),
    ),
    Annex(
        "annex-3",
        "附件3 专业技术人员申报汇总表",
        "由系统按本单位申报人的评审表生成，单位盖章。",
        (
            Sheet("annex-3.pdf", "附件3申报汇总表（空表）.pdf", _summary_list),
            Sheet(
                "annex-3.xlsx",
                "附件3申报汇总表（空表）.xlsx",
                _summary_list,
                lists.summary_list,
            ),
        ),
    ),
    Annex(
        "annex-4",
        "附件4 参考专业分类",
        "填写申报专业时参考。",
        (
            Sheet("annex-4.pdf", "附件4参考专业分类.pdf", _specialties),
            Sheet("annex-4.xlsx", "附件4参考专业分类.xlsx", _specialties, lists.specialty_list),
        ),
    ),
)
SHEETS = {sheet.address: sheet for annex in ANNEXES for sheet in (*annex.sheets, *annex.samples)}
