"""The papers of room 303 and the committee: letters, receipt, 评审结果表, 核准名单."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from accounts.roles import OrganisationKind
from applications import queries as applications
from applications.sections import BY_SLUG
from documents import shapes
from review import votes
from review.models import Certificate, CommitteeMember
from review.prints.words import NothingToPrint, local_day, package_number
from review.states import Action, CaseState

S = CaseState
DOCUMENT_LABEL = "文书编号"
BUREAU_NAME = "阳城县工业和信息化局"


def _sender() -> str:
    bureau = Organisation.objects.filter(kind=OrganisationKind.BUREAU).first()
    return bureau.name if bureau else BUREAU_NAME


# --- letters --------------------------------------------------------------------------------------
def correction_letter(letter) -> shapes.CorrectionLetter:
    """一次性补正告知书: every defect, the due day and how many working days that gives."""
    case, issued = letter.case, local_day(letter.issued_at)
    subject = case or letter.package
    round = subject.round
    number = case.number if case else package_number(letter.package)
    return shapes.CorrectionLetter(
        imprint=shapes.Imprint(
            number=letter.number,
            label=DOCUMENT_LABEL,
            qr=number,
            recorded=timezone.localtime(letter.issued_at),
        ),
        year=round.year,
        unit=subject.unit.name,
        person=case.name if case else "",
        application_number=number,
        basis=round.notice_number,
        checked_on=issued,
        items=tuple(_defects(letter)),
        due=letter.due_on,
        working_days=working_days_left(issued, letter.due_on),
        sender=_sender(),
        office=round.place,
        phone=round.phone,
        officer=letter.issued_by.name,
        issued_on=issued,
    )


def working_days_left(issued, due) -> int:
    """Working days from the day after `issued` to `due`, the last one included."""
    calendar = applications.calendar()
    return calendar.count(issued, due) - calendar.count(issued, issued)


def _defects(letter):
    """One line for each item marked 不符合; the parts it reopens become its instruction."""
    lines = []
    for item in letter.items:
        if item["text"] or not lines:
            lines.append({**item, "sections": []})
        if item["section"]:
            lines[-1]["sections"].append(item["section"])
    for line in lines:
        yield shapes.CorrectionItem(
            person=letter.case.name if letter.case else "",
            paper=line.get("title") or "申报材料",
            defect=line["text"],
            remedy=_remedy(line["sections"]),
            basis=line["clause"],
        )


def _remedy(sections) -> str:
    """What to do: only named parts reopen in the system; paper is simply supplied."""
    if not sections:
        return "补齐后由单位报送。"
    parts = "、".join(f"“{BY_SLUG[slug].title}”" for slug in sections)
    return f"在系统里改好{parts}并重新提交，重新打印、签字、盖章后由单位报送。"


def refusal_letter(case) -> shapes.RefusalLetter:
    """不予受理告知书 (§9): the reason as it was decided, the rule, the way to complain."""
    event = case.events.filter(action=Action.REFUSE, target=S.REFUSED).last()
    if event is None:
        raise NothingToPrint("没有作出不予受理的决定。")
    round = case.round
    return shapes.RefusalLetter(
        imprint=shapes.Imprint(
            number=f"不受{round.year}-{case.pk:04d}",
            label=DOCUMENT_LABEL,
            qr=case.number,
            recorded=timezone.localtime(event.at),
        ),
        year=round.year,
        unit=case.unit.name,
        person=case.name,
        application_number=case.number,
        reason=event.note,
        basis=round.notice_number,
        remedy=f"对本决定有异议的，可向{_sender()}申请复查，也可向县人力资源和社会保障局投诉。",
        sender=_sender(),
        office=round.place,
        phone=round.phone,
        officer=event.user_name,
        issued_on=local_day(event.at),
    )


# --- the receipt ----------------------------------------------------------------------------------
OUTCOMES = {
    S.DELIVERED: "已收件",
    S.REFUSAL_PROPOSED: "已收件",
    S.CORRECTION: "待补正",
    S.REFUSED: "不予受理",
    S.ABANDONED: "视为放弃",
    S.WITHDRAWN: "已撤回",
}


def acceptance_receipt(intake) -> shapes.Receipt:
    """受理回执 (§9): the bags of one delivery, their copies, how each person stands."""
    package, round = intake.package, intake.package.round
    bags = list(
        intake.bags.select_related("case__application__applicant", "case__submission").order_by(
            "case__application__number"
        )
    )
    return shapes.Receipt(
        imprint=shapes.Imprint(
            number=intake.number,
            label="回执编号",
            qr=package_number(package),
            recorded=timezone.localtime(intake.received_at),
        ),
        kind=shapes.ReceiptKind.ACCEPTANCE,
        year=round.year,
        unit=package.unit.name,
        at=timezone.localtime(intake.received_at),
        items=tuple(_received(intake, bags)),
        people=tuple(
            shapes.ReceiptPerson(
                number=bag.case.number,
                name=bag.case.name,
                specialty=bag.case.submission.content["title"]["specialty"],
                outcome=OUTCOMES.get(bag.case.state, "受理"),
                note="，".join([*([f"{bag.shelf}架"] if bag.shelf else []), *bag.differences]),
            )
            for bag in bags
        ),
        missing=tuple(person["name"] for person in intake.missing),
        receiver=intake.received_by.name,
        deliverer=f"{intake.deliverer}（{package.unit.name}）",
        office=round.place,
        phone=round.phone,
    )


def _received(intake, bags):
    rows = (
        ("评审表", sum(bag.form_copies for bag in bags), "每人3份"),
        ("专业技术工作报告", sum(bag.report_copies for bag in bags), "每人1份，A4正反打印"),
        ("聘用协议或手续证明", sum(bag.proof_copies for bag in bags), "每人1份"),
        ("档案袋", len(bags), "每人1袋"),
        ("三公示记实表", intake.record_copies, "全单位1份"),
        ("申报汇总表", intake.summary_copies, "全单位1份"),
    )
    for name, copies, note in rows:
        yield shapes.ReceiptItem(name=name, copies=f"{copies}份", note=note)


# --- the committee --------------------------------------------------------------------------------
def ballot_result(meeting) -> shapes.BallotResult:
    """评审结果表, to be signed and sealed: counts only, no names of members."""
    tallies = list(
        meeting.tallies.select_related(
            "case__application__applicant", "case__application__unit", "case__submission"
        ).order_by("case__application__number")
    )
    if not tallies:
        raise NothingToPrint("这次评审会还没有计票。")
    seats = meeting.attendances.select_related("member")
    there = [seat.member for seat in seats if seat.signed_in_at]
    size, present = tallies[0].size, tallies[0].present
    closed = meeting.events.filter(action=Action.CLOSE_VOTE).last()
    return shapes.BallotResult(
        imprint=shapes.Imprint(
            number=f"会{meeting.round.year}-{meeting.pk:04d}",
            label="会议编号",
            recorded=timezone.localtime(closed.at) if closed else None,
        ),
        year=meeting.round.year,
        committee=meeting.round.committee,
        meeting=meeting.title,
        met_on=meeting.held_on,
        place=meeting.place,
        chair=_presiding(there),
        size=size,
        present=present,
        quorum=votes.quorum(size),
        rows=tuple(_ballot_row(tally) for tally in tallies),
    )


def _presiding(members) -> str:
    """The chair if present, else the first vice-chair (40号令 19)."""
    order = (CommitteeMember.Position.CHAIR, CommitteeMember.Position.VICE)
    for position in order:
        for member in members:
            if member.position == position:
                return f"{member.name}（{member.get_position_display()}）"
    return ""


def _ballot_row(tally) -> shapes.BallotRow:
    content = tally.case.submission.content
    return shapes.BallotRow(
        number=tally.case.number,
        name=tally.case.name,
        unit=tally.case.unit.name,
        specialty=content["title"]["specialty"],
        recused=tally.recused,
        yes=tally.yes,
        no=tally.no,
        abstain=tally.abstain,
        invalid=tally.invalid,
        threshold=votes.needed(tally.voters),
        outcome="通过" if tally.passed else "未通过",
        note="需秘书确认" if tally.needs_remark else "",
    )


def certificate_list(meeting) -> shapes.CertificateList:
    """核准名单: everybody confirmed of this meeting, in the order of the certificates."""
    certificates = list(
        Certificate.objects.filter(case__meeting=meeting)
        .select_related("case__submission")
        .order_by("number")
    )
    if not certificates:
        raise NothingToPrint("这次评审会的结果还没有核准。")
    return shapes.CertificateList(
        imprint=shapes.Imprint(
            number=meeting.confirmation_number,
            label="核准文号",
            recorded=timezone.localtime(meeting.events.filter(action=Action.CONFIRM).last().at),
        ),
        year=meeting.round.year,
        document=meeting.confirmation_number,
        confirmed_on=meeting.confirmed_on,
        obtained_on=meeting.held_on,
        committee=meeting.round.committee,
        rows=tuple(
            shapes.CertificateRow(
                name=certificate.name,
                sex=certificate.case.submission.content["basic"]["sex"],
                unit=certificate.unit,
                specialty=certificate.specialty,
                qualification=certificate.title,
                certificate_number=certificate.number,
                note="已取消" if certificate.revoked_on else "",
            )
            for certificate in certificates
        ),
    )


def certificate(case) -> shapes.Certificate:
    """任职资格证书 of one person."""
    award = Certificate.objects.filter(case=case).first()
    if award is None:
        raise NothingToPrint("还没有核准，没有证书。")
    return shapes.Certificate(
        imprint=shapes.Imprint(
            number=award.number,
            label="证书编号",
            digest=case.submission.sha256,
            recorded=timezone.localtime(case.events.filter(action=Action.CONFIRM).last().at),
        ),
        number=award.number,
        name=award.name,
        sex=case.submission.content["basic"]["sex"],
        unit=award.unit,
        specialty=award.specialty,
        qualification=award.title,
        obtained_on=award.awarded_on,
        document=award.confirmation_number,
        confirmed_on=award.confirmed_on,
        check_address=f"{settings.SITE_URL}{reverse('verify-paper', args=[award.code])}",
        committee=case.round.committee,
    )
