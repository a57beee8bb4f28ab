"""What a unit signs on paper: 民主评议签到表, 评议表 (四（二）) and 推荐意见与承诺书 (六（二）)."""

from django.utils import timezone

from documents import shapes
from review.models import PanelMember
from review.prints.words import NothingToPrint, last_rating, package_number
from review.states import CaseState
from review.wording import UNIT_PROMISE

Kind = PanelMember.Kind
#: Lines left for a pen, so that a panel of the usual size finds room in each of the three kinds.
LINES = {Kind.STAFF: 5, Kind.EXPERT: 5, Kind.LEADER: 3}


def _waiting(package, state):
    return (
        package.cases.filter(state=state)
        .select_related("application__applicant", "submission")
        .order_by("application__number")
    )


def to_assess(package) -> bool:
    return _waiting(package, CaseState.ASSESSMENT).exists()


def assessed(package) -> bool:
    return package.assessments.exists()


def to_recommend(package) -> bool:
    return _waiting(package, CaseState.NOTICES_CLEAR).exists()


def _imprint(package, moments) -> shapes.Imprint:
    return shapes.Imprint(
        number=package_number(package),
        label="材料包编号",
        recorded=timezone.localtime(max(moments)),
    )


def assessment_sheet(package) -> shapes.AssessmentSheet:
    """For the session to come: who is to be assessed, and lines to sign by kind.

    Names of the panel that sat last for this package stand there already; whoever is new signs on
    the lines left.
    """
    people = list(_waiting(package, CaseState.ASSESSMENT))
    if not people:
        raise NothingToPrint("现在没有等待民主评议的人员。")
    last = package.assessments.last()
    members = list(last.members.all()) if last else []
    seats = []
    for kind, lines in LINES.items():
        seated = [member for member in members if member.kind == kind]
        seats += [_seat(member) for member in seated]
        seats += [shapes.Seat(kind=kind.label)] * max(lines - len(seated), 1)
    return shapes.AssessmentSheet(
        imprint=_imprint(package, [case.submission.submitted_at for case in people]),
        year=package.round.year,
        unit=package.unit.name,
        sittings=(
            shapes.Sitting(
                seats=tuple(seats),
                people=tuple(shapes.Assessed(**_who(case, case.submission)) for case in people),
            ),
        ),
    )


def assessment_record(package) -> shapes.AssessmentSheet:
    """Every session held, as it was registered: members, recusals, ratings, votes, opinions."""
    sessions = list(
        package.assessments.prefetch_related(
            "members", "ratings__submission", "ratings__case__application__applicant"
        )
    )
    if not sessions:
        raise NothingToPrint("还没有登记民主评议。")
    return shapes.AssessmentSheet(
        imprint=_imprint(package, [session.recorded_at for session in sessions]),
        year=package.round.year,
        unit=package.unit.name,
        sittings=tuple(
            shapes.Sitting(
                held_on=session.held_on,
                place=session.place,
                recorder=session.recorder,
                seats=tuple(_seat(member, member.recused_for) for member in session.members.all()),
                people=tuple(_rated(rating) for rating in session.ratings.all()),
            )
            for session in sessions
        ),
    )


def _seat(member, recused_for: str = "") -> shapes.Seat:
    return shapes.Seat(
        kind=member.get_kind_display(),
        name=member.name,
        title=member.title,
        recused_for=recused_for,
    )


def _who(case, submission) -> dict:
    title = submission.content["title"]
    return {
        "name": case.name,
        "number": case.number,
        "specialty": title["specialty"],
        "title": title["target_title"],
    }


def _rated(rating) -> shapes.Assessed:
    return shapes.Assessed(
        **_who(rating.case, rating.submission),
        ethics=rating.get_ethics_display(),
        attitude=rating.get_attitude_display(),
        level=rating.get_level_display(),
        ability=rating.get_ability_display(),
        agree=rating.agree,
        disagree=rating.disagree,
        opinion=rating.opinion,
    )


def promise_sheet(package) -> shapes.PromiseSheet:
    """单位推荐意见与承诺书 for a leader without an account; its scan is entered (代录推荐)."""
    people = list(_waiting(package, CaseState.NOTICES_CLEAR))
    if not people:
        raise NothingToPrint("公示③期满、登记结果以后，才有可以推荐的人员。")
    return shapes.PromiseSheet(
        imprint=_imprint(package, [case.submission.submitted_at for case in people]),
        year=package.round.year,
        unit=package.unit.name,
        committee=package.round.committee,
        basis=package.round.notice_number,
        promise=UNIT_PROMISE,
        people=tuple(
            shapes.Promised(
                **_who(case, case.submission),
                opinion=rating.opinion if (rating := last_rating(case)) else "",
            )
            for case in people
        ),
    )
