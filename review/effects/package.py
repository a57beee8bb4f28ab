from applications import queries as applications
from review import hours, letters, notices, posting, wording
from review.effects.case import leave_behind
from review.engine import Refused
from review.models import (
    Assessment,
    Bag,
    Case,
    Delivery,
    Intake,
    Notice,
    Objection,
    PanelMember,
    UnitPromise,
)
from review.states import CaseState, NoticeKind

GOES_ALONG = (CaseState.RECOMMENDED, CaseState.DECLINED, CaseState.WITHDRAWN)


def _chosen(package, move):
    return list(
        Case.objects.filter(package=package, pk__in=move.chosen)
        .select_related("application__applicant", "application__specialty", "submission")
        .order_by("pk")
    )


def _post(package, move, kind):
    notice = posting.prepare(
        package,
        kind,
        people=_chosen(package, move),
        places=move.data["places"],
        phone=move.data["phone"],
        acting=move.acting,
        now=move.now,
    )
    notice.save(force_insert=True)
    return notice


def post_criteria(package, move):
    """公示①: the criteria and the procedure, once for the unit."""
    _post(package, move, NoticeKind.CRITERIA)


def post_materials(package, move):
    """公示②: the chosen people's material, only the publishable fields (D17)."""
    move.data["notice"] = _post(package, move, NoticeKind.MATERIALS)


def post_opinions(package, move):
    """公示③: the drafted opinions of the chosen people (D15b)."""
    move.data["notice"] = _post(package, move, NoticeKind.OPINIONS)


def register_criteria(package, move):
    """The result of ① is put on record."""
    notice = notices.criteria_of(package.unit, package.round)
    _register(notice, move)


def _register(notice, move):
    notice.registered_at = move.now
    notice.registered_by = move.user
    notice.save(update_fields=["registered_at", "registered_by"])


def register_notices(kind: NoticeKind):
    """The result of the notices covering the chosen people is put on record."""

    def effect(package, move):
        for case in _chosen(package, move):
            notice = notices.covering(case, kind)
            if notice and notice.registered_at is None:
                _register(notice, move)

    effect.__name__ = f"register_{kind.value}"
    return effect


def stop_criteria(package, move):
    """① is taken down before its time; it counts for nothing and may be posted afresh."""
    _stop(notices.criteria_of(package.unit, package.round), move)


def stop_notice(package, move):
    """② or ③ is taken down for everyone it covers: any change means a full period anew (§8.3).

    Refused while an objection under it is open: stopping a notice must not bury one.
    """
    notice = move.data["notice"]
    if Objection.objects.filter(notice=notice, conclusion="").exists():
        raise Refused(f"{notice.get_kind_display()}有异议还没有核查结论，有了结论才能终止。")
    if move.chosen != notices.on_show(notice):
        raise Refused("这次公示的人员刚有变动，请刷新后再办。")
    if notices.under_objection(notice):
        raise Refused("这次公示里有人的异议还没有办完，办完后才能终止。")
    _stop(notice, move)


def _stop(notice, move):
    stopped = Notice.objects.filter(pk=notice.pk, stopped_at=None, registered_at=None).update(
        stopped_at=move.now, stop_reason=move.note.strip()[: notices.STOP_REASON]
    )
    if not stopped:
        raise Refused(f"{notice.get_kind_display()}已经终止或登记结果。")


def record_assessment(package, move):
    """The 评议组 met: 群众代表、同行专家、单位领导 must each be among those present (四（二）).

    Refused for a sitting before ① was over, or before anybody's ② was (D15).
    """
    _demand_notices_over(package, move)
    members = move.data["members"]
    kinds = {member["kind"] for member in members}
    missing = [
        kind.label
        for kind in (PanelMember.Kind.STAFF, PanelMember.Kind.EXPERT, PanelMember.Kind.LEADER)
        if kind not in kinds
    ]
    if missing:
        raise Refused(f"评议组里还没有{'、'.join(missing)}（四（二））。")
    assessment = Assessment.objects.create(
        package=package,
        held_on=move.data["held_on"],
        place=move.data["place"],
        recorder=move.data["recorder"],
        recorded_at=move.now,
        recorded_by=move.user,
    )
    PanelMember.objects.bulk_create(
        PanelMember(assessment=assessment, **member) for member in members
    )
    move.data["assessment"] = assessment


def _demand_notices_over(package, move):
    held_on, calendar = move.data["held_on"], applications.calendar()
    shown = [notices.criteria_of(package.unit, package.round)]
    shown += [notices.covering(case, NoticeKind.MATERIALS) for case in _chosen(package, move)]
    for notice in filter(None, shown):
        last = notices.last_day(notice, calendar)
        if held_on <= last:
            raise Refused(
                f"{notice.get_kind_display()}公示到{notices.month_day(last)}，"
                f"期满后才能评议，评议日期写的是{notices.month_day(held_on)}。"
            )


def sign_promise(package, move):
    """单位承诺: who signs is responsible (六（二）), on the site or on a sheet entered for them."""
    signed = move.data["signed_name"]
    if move.entry is None and signed != move.user.name:
        raise Refused(f"承诺要由本人签：请填写“{move.user.name}”，现在写的是“{signed}”。")
    promise = UnitPromise.objects.create(
        package=package,
        text=wording.UNIT_PROMISE,
        version=wording.PROMISE_VERSION,
        signed_name=signed,
        signed_at=move.now,
        signed_by=move.user,
        paper=move.entry,
    )
    promise.cases.set(move.chosen)


def name_deliverer(package, move):
    package.deliverer = move.data["deliverer"]
    package.deliverer_phone = move.data["deliverer_phone"]
    package.save(update_fields=["deliverer", "deliverer_phone"])


def leave_others_behind(package, move):
    """Who is not recommended yet goes on in the next package."""
    for case in package.cases.exclude(state__in=GOES_ALONG):
        leave_behind(case)


def write_department_opinion(package, move):
    package.department_opinion = move.data["opinion"]
    package.save(update_fields=["department_opinion"])


def register_bags(package, move):
    """收件登记: each bag that is here, its copies and its place on the shelf; who is missing.

    Refused outside the office hours, unless a second person has allowed the day (D13, B13).
    """
    if closed := hours.closed_at(package, move.now):
        raise Refused(closed)
    missing = package.cases.filter(state=CaseState.DEPARTMENT_OK).exclude(pk__in=move.chosen)
    serial = Intake.objects.filter(package__round=package.round).count() + 1
    intake = Intake.objects.create(
        package=package,
        number=f"收{package.round.year}-{serial:04d}",
        received_at=move.now,
        received_by=move.user,
        deliverer=move.data["deliverer"],
        record_copies=move.data["record_copies"],
        summary_copies=move.data["summary_copies"],
        missing=[
            {"number": case.number, "name": case.name}
            for case in missing.select_related("application__applicant")
        ],
    )
    Delivery.objects.filter(package=package, intake=None).update(intake=intake)
    Bag.objects.bulk_create(
        Bag(intake=intake, case_id=pk, **move.data["bags"][pk]) for pk in sorted(move.chosen)
    )


def correct_package(package, move):
    """整包补正: the papers of the whole unit, all at once."""
    letter = letters.issue_correction(package=package, move=move)
    package.due_on = letter.due_on
    package.save(update_fields=["due_on"])


def package_answered(package, move):
    letters.answer(package=package, now=move.now)
    package.due_on = None
    package.save(update_fields=["due_on"])
