"""Every paper of the road: of what it is made, who may have it, from when, and in which form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.roles import Role
from applications import choices as c
from documents import lists
from review.models import Case, CorrectionLetter, Intake, Meeting, Notice, Package, Packet
from review.prints import applicant, bureau, committee, packet, sitting, unit
from review.prints.words import NOT_YET_FINAL
from review.states import CaseState, MeetingState, NoticeKind, PackageState

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = {PDF: "pdf", XLSX: "xlsx"}

R = Role
UNIT = frozenset({R.UNIT, R.UNIT_HEAD})
OFFICE = frozenset({R.CLERK, R.LEAD, R.SECRETARY})
FILE_READERS = UNIT | OFFICE | {R.DEPARTMENT}
COMMITTEE = frozenset({R.SECRETARY, R.CHAIR, R.LEAD, R.HRSS})
#: What names the experts stays with those who keep their names (40号令 24).
MEETING_OFFICE = frozenset({R.SECRETARY, R.CHAIR})
SUBJECTS = {
    "case": Case,
    "package": Package,
    "notice": Notice,
    "letter": CorrectionLetter,
    "intake": Intake,
    "meeting": Meeting,
    "packet": Packet,
}
NAMES = {model: name for name, model in SUBJECTS.items()}


def always(subject) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper. `write` makes the bytes of a workbook; without it the shape is printed.

    `ready` says whether it can be asked for of this subject as it stands; `copies` what the notice
    wants of it, as a hint beside the button.
    """

    key: str
    label: str
    model: type
    roles: frozenset[Role]
    build: Callable[[Any], Any]
    ready: Callable[[Any], bool] = always
    write: Callable[[Any], bytes] | None = None
    copies: str = ""

    @property
    def content_type(self) -> str:
        return XLSX if self.write else PDF

    def filename(self, subject) -> str:
        return f"{self.label}_{owner_of(subject)}.{EXTENSIONS[self.content_type]}"

    def title(self, subject) -> str:
        return f"{self.label}（{owner_of(subject)}）"


def owner_of(subject) -> str:
    """Whose paper it is, for titles and file names: a name, a number, nothing private."""
    if isinstance(subject, Case):
        return f"{subject.name} {subject.number}"
    if isinstance(subject, CorrectionLetter):
        return subject.number
    if isinstance(subject, Intake):
        return subject.number
    if isinstance(subject, Notice):
        return f"{subject.get_kind_display()} {subject.code}"
    if isinstance(subject, Meeting):
        return subject.title
    return str(subject)


def handed_in(case) -> bool:
    return case.submission_id is not None


def written_online(case) -> bool:
    return (
        handed_in(case) and case.submission.content["report"]["mode"] == c.ReportMode.ONLINE.label
    )


def counted(case) -> bool:
    """The committee's count may be printed once the result was announced."""
    return case.state in _AFTER_ANNOUNCEMENT and case.tallies.filter(meeting=case.meeting).exists()


_AFTER_ANNOUNCEMENT = frozenset(
    {
        CaseState.PASSED, CaseState.NOT_PASSED, CaseState.RECHECK, CaseState.UPHELD,
        CaseState.RESULT_NOTICE, CaseState.RESULT_OBJECTION, CaseState.PENDING_CONFIRMATION,
        CaseState.CONFIRMED, CaseState.ARCHIVED, CaseState.REVOKED,
    }
)  # fmt: skip


def refused(case) -> bool:
    return case.state == CaseState.REFUSED


def bagged(case) -> bool:
    return handed_in(case) and case.state not in NOT_YET_FINAL


def awarded(case) -> bool:
    """Confirmed and not taken back: a revoked certificate is not printed again."""
    return case.state in (CaseState.CONFIRMED, CaseState.ARCHIVED)


def listed(package) -> bool:
    return unit.people_of(package).exists()


def publicised(package) -> bool:
    people = list(unit.people_of(package))
    return bool(people) and all(unit.notices_of(package, people).values())


def agreed(package) -> bool:
    """The department has agreed, so the bags may go to room 303."""
    return package.state not in unit.BEFORE_FILING | {PackageState.DEPARTMENT_REVIEW}


def told_by_bureau(letter) -> bool:
    return letter.kind == CorrectionLetter.Kind.BUREAU


def of_unit(notice) -> bool:
    return notice.kind != NoticeKind.RESULT


def of_meeting(notice) -> bool:
    return notice.kind == NoticeKind.RESULT


def counted_meeting(meeting) -> bool:
    return meeting.tallies.exists()


def minuted(meeting) -> bool:
    return hasattr(meeting, "minutes")


def confirmed(meeting) -> bool:
    return meeting.state in (MeetingState.CONFIRMED, MeetingState.ARCHIVED) and bool(
        meeting.confirmation_number
    )


CATALOGUE = {
    paper.key: paper
    for paper in (
        Paper(
            "review_form",
            "评审表",
            Case,
            FILE_READERS | {R.APPLICANT},
            applicant.review_form,
            handed_in,
            copies="打印3份，双面",
        ),
        Paper(
            "review_form_final",
            "评审表（含评审意见）",
            Case,
            COMMITTEE | {R.CLERK},
            applicant.review_form_final,
            counted,
        ),
        Paper(
            "work_report",
            "专业技术工作报告",
            Case,
            FILE_READERS | {R.APPLICANT},
            applicant.work_report,
            written_online,
            copies="打印1份，双面",
        ),
        Paper(
            "submission_receipt",
            "提交回执",
            Case,
            UNIT | {R.APPLICANT},
            applicant.submission_receipt,
            handed_in,
        ),
        Paper(
            "envelope",
            "档案袋贴签",
            Case,
            FILE_READERS,
            applicant.envelope,
            bagged,
            copies="正面和袋底各1张",
        ),
        Paper(
            "refusal_letter",
            "不予受理告知书",
            Case,
            FILE_READERS | {R.APPLICANT},
            bureau.refusal_letter,
            refused,
        ),
        Paper(
            "certificate",
            "任职资格证书",
            Case,
            UNIT | COMMITTEE | {R.APPLICANT},
            bureau.certificate,
            awarded,
            copies="打印1份，盖章",
        ),
        Paper(
            "assessment_sheet",
            "民主评议签到表和评议表（空表）",
            Package,
            UNIT,
            sitting.assessment_sheet,
            sitting.to_assess,
            copies="评议前打印1份，到会人员签字",
        ),
        Paper(
            "assessment_record",
            "民主评议签到表和评议表",
            Package,
            FILE_READERS,
            sitting.assessment_record,
            sitting.assessed,
            copies="打印1份，存档",
        ),
        Paper(
            "promise_sheet",
            "单位推荐意见与承诺书",
            Package,
            UNIT,
            sitting.promise_sheet,
            sitting.to_recommend,
            copies="打印1份，单位负责人签字、盖章",
        ),
        Paper(
            "summary_pdf",
            "申报汇总表",
            Package,
            FILE_READERS,
            unit.summary_list,
            listed,
            copies="打印1份，盖章",
        ),
        Paper(
            "summary_xlsx",
            "申报汇总表（Excel）",
            Package,
            FILE_READERS,
            unit.summary_list,
            listed,
            write=lists.summary_list,
        ),
        Paper(
            "publicity_record",
            "三公示记实表",
            Package,
            FILE_READERS,
            unit.publicity_record,
            publicised,
            copies="打印1份，盖章",
        ),
        Paper(
            "publicity_proof",
            "公示结果证明",
            Package,
            FILE_READERS,
            unit.publicity_proof,
            publicised,
            copies="打印1份，盖章",
        ),
        Paper(
            "envelopes",
            "档案袋贴签（全部）",
            Package,
            FILE_READERS,
            unit.envelopes,
            listed,
            copies="每袋正面和袋底各1张",
        ),
        Paper(
            "delivery_slip",
            "送件单",
            Package,
            FILE_READERS,
            packet.delivery_slip,
            agreed,
            copies="打印1份，送件时带上",
        ),
        Paper(
            "manifest",
            "材料清单",
            Packet,
            FILE_READERS,
            packet.manifest,
        ),
        Paper(
            "notice_sheet",
            "公示张贴稿",
            Notice,
            UNIT | OFFICE | {R.DEPARTMENT},
            unit.notice_sheet,
            of_unit,
        ),
        Paper("result_sheet", "结果公示张贴稿", Notice, COMMITTEE, unit.notice_sheet, of_meeting),
        Paper(
            "correction_letter",
            "一次性补正告知书",
            CorrectionLetter,
            FILE_READERS | {R.APPLICANT},
            bureau.correction_letter,
            told_by_bureau,
        ),
        Paper(
            "acceptance_receipt",
            "受理回执",
            Intake,
            FILE_READERS,
            bureau.acceptance_receipt,
            copies="打印2份，各存1份",
        ),
        Paper(
            "ballot_result",
            "评审结果表",
            Meeting,
            COMMITTEE,
            bureau.ballot_result,
            counted_meeting,
            copies="打印1份，主任委员签字",
        ),
        Paper(
            "minutes",
            "评审会议纪要",
            Meeting,
            MEETING_OFFICE,
            committee.minutes,
            minuted,
            copies="打印1份，主任委员签字",
        ),
        Paper(
            "paper_ballots",
            "表决票",
            Meeting,
            MEETING_OFFICE,
            committee.paper_ballots,
            committee.voting_on_paper,
            copies="全部打印，按实到人数发",
        ),
        Paper(
            "certificate_list", "核准名单", Meeting, COMMITTEE, bureau.certificate_list, confirmed
        ),
        Paper(
            "certificate_xlsx",
            "核准名单（Excel）",
            Meeting,
            COMMITTEE,
            bureau.certificate_list,
            confirmed,
            write=lists.certificate_list,
        ),
    )
}


def papers_for(subject, acting) -> tuple[Paper, ...]:
    """The papers of `subject` that the person may have in this capacity, as it stands."""
    if acting is None:
        return ()
    return tuple(
        paper
        for paper in CATALOGUE.values()
        if paper.model is type(subject) and acting.role in paper.roles and paper.ready(subject)
    )
