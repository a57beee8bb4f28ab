"""One verb for each thing people do along the road, taking who does it and when.

The rehearsal's schedule and the tests walk with these; each verb calls the real services.
"""

from review import records, services
from review.engine import Move
from review.guards.case import open_findings, required_originals
from review.models import Case, Package, PanelMember, Rating
from review.states import Action, CaseState

PEOPLE_OF = {
    Action.POST_MATERIALS: CaseState.UNIT_OK,
    Action.CLEAR_MATERIALS: CaseState.MATERIALS_NOTICE,
    Action.ASSESS: CaseState.ASSESSMENT,
    Action.POST_OPINIONS: CaseState.OPINION_DRAFT,
    Action.CLEAR_OPINIONS: CaseState.OPINION_NOTICE,
    Action.RECOMMEND: CaseState.NOTICES_CLEAR,
    Action.RECEIVE: CaseState.DEPARTMENT_OK,
    Action.CLEAR_RESULT: CaseState.RESULT_NOTICE,
    Action.CONFIRM: CaseState.PENDING_CONFIRMATION,
}


def take(subject, action, *, acting, now, note="", chosen=None, paper=None, **data):
    """Take one step; the people carried along are all who stand ready unless `chosen`."""
    subject = type(subject).objects.get(pk=subject.pk)
    if chosen is None and action in PEOPLE_OF and not isinstance(subject, Case):
        chosen = subject.cases.filter(state=PEOPLE_OF[action])
    pks = frozenset(case.pk for case in chosen or ())
    return services.act(
        subject,
        Move(
            acting=acting,
            action=action,
            now=now,
            note=note,
            data=data,
            chosen=pks,
            paper=paper,
        ),
    )


def hand_in(application, *, acting, now, statement=""):
    """提交给单位, with the promise signed."""
    services.submit(
        application,
        acting=acting,
        now=now,
        signed_name=application.applicant.name,
        statement=statement,
    )
    return Case.objects.get(application=application)


def pass_by_unit(case, *, acting, now):
    """单位人事 opens the file, sees the originals, settles what is open, passes it."""
    take(case, Action.OPEN, acting=acting, now=now)
    case = Case.objects.get(pk=case.pk)
    for item in required_originals(case):
        records.check_original(case, acting=acting, now=now, item=item, agrees=True)
    settle_all(case, acting=acting, now=now)
    take(case, Action.APPROVE, acting=acting, now=now, note="原件已核，同意列入公示。")


def settle_all(case, *, acting, now):
    """Settle every open finding as 符合, with a reason."""
    for finding in open_findings(case):
        records.settle(
            case,
            acting=acting,
            now=now,
            rule=finding["rule"],
            outcome="met",
            reason="经核对原件和单位证明，情况属实。",
            basis="单位证明",
        )


def post_criteria(package, *, acting, now):
    take(package, Action.POST_CRITERIA, acting=acting, now=now, **_posting(package))


def post_materials(package, *, acting, now, chosen=None):
    take(package, Action.POST_MATERIALS, acting=acting, now=now, chosen=chosen, **_posting(package))


def post_opinions(package, *, acting, now, chosen=None):
    take(package, Action.POST_OPINIONS, acting=acting, now=now, chosen=chosen, **_posting(package))


def _posting(package):
    return {
        "places": "单位公告栏、本系统",
        "phone": package.unit.supervision_phone or "0356-4220000",
    }


def assess(package, *, acting, now, leader="单位负责人", agree=5, disagree=0):
    """民主评议 of all who wait for it: 群众代表、同行专家、单位领导, five voters."""
    waiting = list(package.cases.filter(state=CaseState.ASSESSMENT).order_by("pk"))
    kinds = PanelMember.Kind
    members = [
        {"name": name, "kind": kind, "title": title, "recused_for": ""}
        for name, kind, title in (
            ("王秀兰", kinds.STAFF, "职工代表"),
            ("张国庆", kinds.STAFF, "职工代表"),
            ("陈立新", kinds.EXPERT, "工程师"),
            ("郭永红", kinds.EXPERT, "高级工程师"),
            (leader, kinds.LEADER, "总工程师"),
        )
    ]
    good = Rating.Grade.GOOD
    ratings = {
        case.pk: {
            "ethics": good,
            "attitude": good,
            "level": Rating.Grade.FAIR,
            "ability": good,
            "voters": agree + disagree,
            "agree": agree,
            "disagree": disagree,
            "opinion": "该同志拥护党的领导，遵纪守法，职业道德良好，工作认真负责。"
            "经评议组评议，材料真实，符合助理工程师申报条件，拟同意推荐。",
        }
        for case in waiting
    }
    take(
        package,
        Action.ASSESS,
        acting=acting,
        now=now,
        chosen=waiting,
        held_on=now.date(),
        place="单位会议室",
        recorder=acting.user.name,
        members=members,
        ratings=ratings,
    )


def recommend(package, *, acting, now, chosen=None):
    """单位领导 signs the unit's promise and recommends those whose notices are clear."""
    take(
        package,
        Action.RECOMMEND,
        acting=acting,
        now=now,
        chosen=chosen,
        signed_name=acting.user.name,
    )


def file_package(package, *, acting, now):
    package = Package.objects.get(pk=package.pk)
    take(
        package,
        Action.FILE,
        acting=acting,
        now=now,
        note="其余人员随后补报。",
        deliverer=acting.user.name,
        deliverer_phone="13800009999",
    )


def agree(package, *, acting, now):
    take(
        package,
        Action.AGREE,
        acting=acting,
        now=now,
        opinion="经审核，申报程序规范，材料齐全，同意报送。",
    )


def receive(package, *, acting, now, shelf="A"):
    """收件登记 of every bag, with the copies the notice asks for."""
    bags = {
        case.pk: {
            "shelf": f"{shelf}{number}",
            "form_copies": 3,
            "report_copies": 1,
            "proof_copies": 1,
        }
        for number, case in enumerate(
            package.cases.filter(state=CaseState.DEPARTMENT_OK).order_by("pk"), 1
        )
    }
    take(
        package,
        Action.RECEIVE,
        acting=acting,
        now=now,
        deliverer=package.deliverer or "原海燕",
        record_copies=1,
        summary_copies=1,
        bags=bags,
    )


def mark_all(subject, items, *, acting, now, failing=()):
    """The clerk's marks: all 符合 but the keys in `failing`."""
    records.mark(
        subject,
        acting=acting,
        now=now,
        marks={item.key: (item.key not in failing, "") for item in items},
    )


def vote(meeting, seats, choices, *, default="yes"):
    """Each seat casts: `choices` {(seat pk, case pk): choice}, else `default`."""
    for seat in seats:
        records.cast(
            seat,
            choices={
                case.pk: choices.get((seat.pk, case.pk), default)
                for case in records.ballot_paper(seat)
            },
        )
