from applications import bans, uploads
from applications import queries as applications_queries
from applications import services as applications
from applications.errors import Incomplete
from review import claims, letters, rulings
from review.engine import Refused
from review.models import (
    Certificate,
    NoticeEntry,
    Package,
    Rating,
    Recheck,
    RecheckFile,
    Recusal,
    Revocation,
)
from review.states import NoticeKind, PackageState


def freeze(case, move):
    """Freeze what is handed in as the next submission (六（二）: with the applicant's promise)."""
    try:
        case.submission = applications.freeze(
            case.application,
            by=move.user,
            now=move.now,
            signed_name=move.data["signed_name"],
            statement=move.data.get("statement", ""),
        )
    except Incomplete as error:
        raise Refused(*error.reasons) from error
    case.save(update_fields=["submission"])


def unlock(case, move):
    """Give the whole file back to the applicant."""
    applications.unlock(case.application)


def withdraw_file(case, move):
    """The application is withdrawn: the person may begin another one (D30)."""
    applications.withdraw(case.application)


def return_by_unit(case, move):
    _reopen(case, letters.issue(case=case, kind="unit", move=move), move)
    leave_behind(case)


def return_by_department(case, move):
    """One person goes back while the package goes on: what is corrected joins the next package."""
    _reopen(case, letters.issue(case=case, kind="department", move=move), move)
    leave_behind(case)


def _reopen(case, letter, move):
    """Only the parts the letter names may change, and the letter lies on top of the file."""
    applications.reopen(
        case.application,
        sections=letter.sections,
        letter=letters.told(letter, by=move.acting.organisation.name),
    )


def leave_behind(case):
    """Move the case to the unit's package that is being assembled, opening one if need be."""
    package = case.package
    if package.state == PackageState.ASSEMBLING:
        return
    latest = Package.objects.filter(round=package.round, unit=package.unit).latest("sequence")
    if latest.state != PackageState.ASSEMBLING:
        latest = Package.objects.create(
            round=package.round, unit=package.unit, sequence=latest.sequence + 1
        )
    case.package = latest
    case.save(update_fields=["package"])


def join_notice(kind: NoticeKind):
    """The notice just posted covers this version of this case."""

    def effect(case, move):
        NoticeEntry.objects.create(
            notice=move.data["notice"], case=case, submission=case.submission
        )

    return effect


def record_rating(case, move):
    """What the 评议组 found of this person (四（二）)."""
    Rating.objects.create(
        assessment=move.data["assessment"],
        case=case,
        submission=case.submission,
        **move.data["ratings"][case.pk],
    )


def revise_opinion(case, move):
    """The words of the drafted 鉴定意见 before ③ (D15b); the votes and ratings stay."""
    rating = case.ratings.filter(submission=case.submission_id).last()
    rating.opinion = move.data["opinion"]
    rating.save(update_fields=["opinion"])


def apply_rulings(case, move):
    """What has been answered for the whole round settles the findings of who comes now (§6.6)."""
    rulings.apply(case, move.now)


def decide_alone(case, move):
    """Only the clerk who is at the file decides; the decision lets it go (B7)."""
    claims.hold(case, move.user, move.now)
    claims.let_go(case)


def correct(case, move):
    """一次性告知补正: all defects in one letter, the named parts reopened, a due day (D14)."""
    letter = letters.issue_correction(case=case, move=move)
    case.due_on = letter.due_on
    case.save(update_fields=["due_on"])
    if letter.sections:
        _reopen(case, letter, move)


def letter_answered(case, move):
    letters.answer(case=case, now=move.now)
    case.due_on = None
    case.save(update_fields=["due_on"])


def propose_refusal(case, move):
    case.refusal_proposed_by = move.user
    case.save(update_fields=["refusal_proposed_by"])


def drop_refusal(case, move):
    case.refusal_proposed_by = None
    case.save(update_fields=["refusal_proposed_by"])


def leave_agenda(case, move):
    """A new vote needs a new meeting."""
    Recusal.objects.filter(case=case, attendance__meeting=case.meeting, case__tallies=None).delete()
    case.meeting = None
    case.save(update_fields=["meeting"])


def award(case, move):
    """The qualification dates from the day the committee voted (domain.md §8.1)."""
    meeting = case.meeting
    year = case.round.year
    serial = Certificate.objects.filter(number__startswith=f"YCZ{year}").count() + 1
    Certificate.objects.create(
        case=case,
        number=f"YCZ{year}{serial:04d}",
        name=case.name,
        unit=case.unit.name,
        specialty=case.submission.content["title"]["specialty"],
        title=case.application.get_target_title_display(),
        awarded_on=meeting.held_on,
        confirmation_number=move.data["confirmation_number"],
        confirmed_on=move.data["confirmed_on"],
    )


def file_recheck(case, move):
    """申请复查: a number, the papers sent with it, and the day an answer is due."""
    serial = Recheck.objects.filter(case__application__round=case.round).count() + 1
    recheck = Recheck.objects.create(
        case=case,
        number=f"FC{case.round.year}-{serial:04d}",
        filed_at=move.now,
        answer_due=applications_queries.calendar().add(move.today, case.round.answer_days),
    )
    for checked in move.data.get("files", ()):
        RecheckFile.objects.create(
            recheck=recheck,
            sha256=checked.sha256,
            path=uploads.store(checked),
            name=checked.name,
            content_type=checked.content_type,
        )


def answer_recheck(case, move):
    case.rechecks.filter(answered_at=None).update(answered_at=move.now)


def decide_revocation(case, move):
    """六（二）, D26: the second person decides; the years of ban are read by R06 from now on."""
    revocation = Revocation.objects.select_for_update().get(case=case)
    if revocation.prepared_by_id == move.user.pk:
        raise Refused("查实情况是您登记的，要由另一位审核人决定。")
    if move.data["decided_on"] < revocation.heard_on:
        raise Refused("决定日期不能早于听证或陈述申辩的日期。")
    revocation.decision_number = move.data["decision_number"]
    revocation.decided_on = move.data["decided_on"]
    revocation.decided_by, revocation.decided_at = move.user, move.now
    revocation.save()
    if revocation.ban_years:
        bans.bar(
            case.application,
            found_in=revocation.decided_on.year,
            years=revocation.ban_years,
            reason=f"{revocation.decision_number}，{basis(case)}",
            decided_by=move.acting.organisation.name,
        )


def basis(case) -> str:
    """The clause of the notice that takes a qualification back."""
    return f"{case.round.notice_number} 六（二）"


def revoke_certificate(case, move):
    """六（二）: the qualification is taken back; who verifies it is told since when and why."""
    Certificate.objects.filter(case=case).update(
        revoked_on=move.data["decided_on"],
        revocation_basis=f"{move.data['decision_number']}（{basis(case)}）",
    )
