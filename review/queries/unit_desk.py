"""The unit's workbench: numbers, what to do next with its day, and what the bag still lacks."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse, reverse_lazy

from accounts.roles import Role
from applications import roster
from components.shapes import Offer, Tile, Todo
from components.words import day_words
from review import notices
from review.buttons import buttons, paper_words, step_url
from review.models import NoticePhoto, Objection, Package
from review.prints.words import NOT_YET_FINAL
from review.services import offers
from review.states import Action as A
from review.states import CaseState as S
from review.states import NoticeKind, PackageState

from .unit import Person, packages_of, people_of
from .unit_plan import Shown, UnitPlan, registration_day, unit_plan, weekday_words

_COLUMN = {NoticeKind.CRITERIA: "一", NoticeKind.MATERIALS: "二", NoticeKind.OPINIONS: "三"}
_KINDS = tuple(_COLUMN)
_LATER = "单位推荐后打印"
BUILD = "生成材料袋，送主管部门"
#: The department has agreed: whatever bags are not at room 303 yet may go there.
TO_ROOM_303 = frozenset({PackageState.DEPARTMENT_OK, PackageState.CORRECTION})
SINGLE = 3  # so many people of one state are named one by one; more share a line
STEP_WORDS = {
    A.POST_CRITERIA: ("发布公示①（评审条件、评议程序）", "去发布"),
    A.CLEAR_CRITERIA: ("公示①期满，登记结果", "去登记"),
    A.POST_MATERIALS: ("发布公示②（个人申报材料）", "去发布"),
    A.CLEAR_MATERIALS: ("公示②期满，登记结果", "去登记"),
    A.ASSESS: ("开民主评议会，登记评议意见", "登记评议"),
    A.POST_OPINIONS: ("发布公示③（单位鉴定意见）", "去发布"),
    A.CLEAR_OPINIONS: ("公示③期满，登记结果", "去登记"),
    A.RECOMMEND: ("单位领导推荐，签单位承诺", "去推荐"),
    A.FILE: ("报主管部门审核", "去报送"),
    A.SUPPLY: ("补正单位材料后报送303室", "去报送"),
}
#: Steps that bring the package nearer to delivery, ahead of registering what is over anyway.
_ON_THE_WAY = frozenset(STEP_WORDS) - {A.SUPPLY}
_PEOPLE_WORDS = {
    S.SUBMITTED: ("审核{}的申报材料", "去审核"),
    S.UNIT_REVIEW: ("核对{}的原件，作核实结论", "去核实"),
    S.MATERIALS_OBJECTION: ("异议已有结论，办理{}的申报件", "去办理"),
    S.OPINION_OBJECTION: ("异议已有结论，办理{}的申报件", "去办理"),
    S.CORRECTION: ("{}补正后报送303室", "去补正"),
}
#: Where files of these states are dealt with together; the others are on the people's page.
_TOGETHER = dict.fromkeys((S.SUBMITTED, S.UNIT_REVIEW), reverse_lazy("review:unit-approvals"))


@dataclass(frozen=True, slots=True)
class Need:
    """One line of 「报送材料袋」."""

    material: str
    need: int
    have: int
    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What /unit/ shows. `earlier`: packages gone already and those of other rounds; `lead`: the
    step that moves the schedule on, if one is open today.
    """

    package: Package | None
    earlier: list[Package]
    people: list[Person]
    plan: UnitPlan
    tiles: tuple[Tile, ...]
    todos: list[Todo]
    needs: list[Need]
    lead: Offer | None


def workbench(acting, round, *, now) -> Workbench:
    """Everything of the unit in this round, for the person acting.

    Raises `eligibility.CalendarUnknown` for a year whose working days nobody has published.
    """
    today = now.date()
    people = people_of(acting, round)
    packages = packages_of(acting)
    package = next((p for p in reversed(packages) if p.round_id == round.pk), None)
    plan = unit_plan(acting.organisation, round, package, people, now=now)
    steps = open_steps(acting, package, today)
    lead = next((a for a in steps if a in _ON_THE_WAY), None)
    return Workbench(
        package=package,
        earlier=[p for p in packages if p != package],
        people=people,
        plan=plan,
        tiles=tiles(people, _objections(acting, round)),
        todos=todos(
            acting,
            package,
            plan,
            people,
            steps,
            today=today,
            to_invite=roster.to_invite(acting.organisation, round).count(),
        ),
        needs=needs(people, package, plan),
        lead=Offer(lead.label, step_url(package, lead), primary=True) if lead else None,
    )


def open_steps(acting, package, today) -> list[A]:
    """The package's steps `acting` may take today, in the order of the table."""
    if package is None:
        return []
    return [o.action for o in offers(package, acting, today) if o.open and o.action in STEP_WORDS]


def package_buttons(package, acting, today) -> tuple[Offer, ...]:
    """The package's steps as buttons, without what is done (①) or has nothing to stop."""
    criteria = notices.criteria_of(package.unit, package.round)
    done = {A.POST_CRITERIA.label} if criteria else {A.STOP_CRITERIA.label}
    if criteria and criteria.registered_at:
        done |= {A.CLEAR_CRITERIA.label, A.STOP_CRITERIA.label}
    if not package.cases.filter(state=S.NOTICES_CLEAR).exists():
        done.add(paper_words(A.RECOMMEND))
    if not package.cases.filter(state__in=notices.SHOWN_IN.values()).exists():
        done.add(A.STOP_NOTICE.label)
    found = [b for b in buttons(package, acting, today) if b.label not in done]
    if package.state in TO_ROOM_303 and acting.role == Role.UNIT:
        url = reverse("review:delivery", args=[package.pk])
        found.insert(0, Offer("送303室", url, primary=not any(b.primary for b in found)))
    return tuple(replace(b, label=BUILD) if b.label == A.FILE.label else b for b in found)


def _objections(acting, round) -> int:
    return Objection.objects.filter(notice__unit=acting.organisation, notice__round=round).count()


def tiles(people: list[Person], objections: int) -> tuple[Tile, ...]:
    """Six numbers, each leading to the list it counts."""
    base = reverse("review:unit-people")
    judged = [p for p in people if p.alive]
    counts = {k: sum(p.verdict == k for p in people) for k in ("met", "unproven", "not_met")}
    complete = sum(p.complete for p in judged)
    return (
        Tile(len(people), "申报人员", base),
        Tile(counts["met"], "资格符合", f"{base}?check=met"),
        Tile(counts["unproven"], "需核实", f"{base}?check=unproven", counts["unproven"] and "act"),
        Tile(
            counts["not_met"], "资格不符合", f"{base}?check=not_met", counts["not_met"] and "alert"
        ),
        Tile(
            objections,
            "收到异议",
            f"{reverse('review:unit-notices')}#objections",
            objections and "alert",
        ),
        Tile(
            complete,
            "材料齐全",
            f"{base}?lack=1" if complete < len(judged) else base,
            of=len(judged),
        ),
    )


def todos(
    acting, package, plan: UnitPlan, people, steps, *, today: date, to_invite: int = 0
) -> list[Todo]:
    """What the acting person has to do, by day; what waits for others is not here.

    `to_invite`: people on the unit's list whose 开通单 nobody has printed.
    """
    found: list[tuple[date, int, Todo]] = []

    def add(day: date, what: str, url: str, verb: str, hint: str = "", late: bool = False):
        when = max(day, today)
        words = weekday_words(when, today)
        todo = Todo(what, url, verb, words, f"{when.day}日", hint, late or when == today)
        found.append((when, len(found), todo))

    if acting.role == Role.UNIT:
        _invite_todo(to_invite, plan, today, add)
        objections = list(open_objections(acting, package))
        about = {objection.case_id for objection in objections}
        _people_todos(people, plan, about, today, add)
        _objection_todos(objections, today, add)
        _notice_todos(plan, today, add)
        _delivery_todo(package, today, add)
    _step_todos(package, plan, steps, today, add)
    return [todo for _, _, todo in sorted(found, key=lambda item: item[:2])]


def _invite_todo(count: int, plan, today, add):
    """So many people on the list have no way in yet, and there is time for them."""
    if count and plan.active and plan.schedule.spare >= 0:
        what = f"打印开通单，邀请名单上的{count}人填报"
        add(today, what, reverse("members:home"), "去打印")


def _people_todos(people, plan, being_looked_into, today, add):
    last, everybody = plan.latest.materials, f"{reverse('review:unit-people')}?stage=todo"
    latest = f"公示②最迟{day_words(last)}发布"
    if today > last:
        latest = f"公示②最迟{day_words(last)}发布，已赶不上本次报送"
    for state, (words, verb) in _PEOPLE_WORDS.items():
        waiting = [
            p
            for p in people
            if p.state is state and p.needs_unit and p.case.pk not in being_looked_into
        ]
        hint = latest if state in (S.SUBMITTED, S.UNIT_REVIEW) else ""
        if len(waiting) > SINGLE:
            names = f"{waiting[0].name}等{len(waiting)}人"
            add(today, words.format(names), _TOGETHER.get(state, everybody), verb, hint)
            continue
        for person in waiting:
            due = person.case.due_on or today
            told = f"期限{day_words(due)}" if person.case.due_on else hint
            add(due, words.format(person.name), person.url, verb, told)
    drafts = [p for p in people if p.state is S.DRAFT]
    if drafts and plan.active and plan.schedule.spare >= 0:
        what = f"催{drafts[0].name}{f'等{len(drafts)}人' if len(drafts) > 1 else ''}提交申报"
        add(today, what, f"{reverse('review:unit-people')}?stage=filling", "看名单", latest)


def _objection_todos(objections, today, add):
    for objection in objections:
        about = objection.case.name if objection.case else "公示①"
        url = reverse("review:unit-notice", args=[objection.notice_id])
        hint = f"{day_words(objection.filed_at)}收到，{objection.receipt}"
        add(today, f"核查对{about}的异议", f"{url}#objections", "去核查", hint, late=True)


def _notice_todos(plan, today, add):
    for shown in _without_photo(plan):
        what = f"上传{shown.kind.label}张贴后的照片"
        add(today, what, _photos_url(shown), "去上传", "公示结果证明材料要用（五（3））")
    for shown in plan.shown:
        if shown.notice.registered_at is None and registration_day(shown) > today:
            url = reverse("review:unit-notice", args=[shown.notice.pk])
            hint = f"登记后写入记实表第{_COLUMN[shown.kind]}栏"
            what = f"{shown.kind.label}期满，登记结果"
            add(registration_day(shown), what, url, "看公示", hint)


def _delivery_todo(package, today, add):
    """The department has agreed: the bags go to room 303 until the last day of the round."""
    if package is None or package.state != PackageState.DEPARTMENT_OK:
        return
    last = package.round.acceptance_closes
    url = reverse("review:delivery", args=[package.pk])
    add(today, "主管部门已同意，档案袋送303室", url, "去送件", f"最迟{day_words(last)}")


def _step_todos(package, plan, steps, today, add):
    latest = {
        A.POST_CRITERIA: plan.latest.criteria,
        A.POST_MATERIALS: plan.latest.materials,
        A.ASSESS: plan.latest.assess,
        A.POST_OPINIONS: plan.latest.opinions,
        A.FILE: plan.latest.file,
    }
    for action in steps:
        what, verb = STEP_WORDS[action]
        by = latest.get(action)
        hint = f"最迟{day_words(by)}" if by and plan.active else ""
        add(today, what, step_url(package, action), verb, hint)


def open_objections(acting, package):
    """Objections to the unit's notices without a conclusion, that `acting` may handle."""
    if package is None:
        return Objection.objects.none()
    return (
        Objection.objects.filter(
            notice__unit=package.unit_id, notice__round=package.round_id, conclusion=""
        )
        .exclude(case__application__applicant=acting.user)
        .select_related("case__application__applicant")
        .order_by("filed_at")
    )


def needs(people: list[Person], package, plan: UnitPlan) -> list[Need]:
    """「报送材料袋」 (五): what this package must hold and what it has."""
    mine = [p for p in people if package and p.alive and p.case.package_id == package.pk]
    n, final = len(mine), sum(p.state not in NOT_YET_FINAL for p in mine)
    papers = f"{reverse('review:package', args=[package.pk])}#papers-to-print" if final else ""
    without_report = [p for p in mine if not p.has_report]
    without_proof = [p for p in mine if not p.has_appointment]
    being_mended = [p for p in mine if not p.application.locked]
    registered = {s.kind for s in plan.shown if s.notice.registered_at}
    record = {NoticeKind.CRITERIA, NoticeKind.MATERIALS, NoticeKind.OPINIONS} <= registered
    lacking = _without_photo(plan)
    posted = {shown.kind for shown in plan.shown}
    without = [k for k in _KINDS if k in {shown.kind for shown in lacking}]
    to_come = "、".join(k.label for k in _KINDS if k not in posted)
    missing = "、".join(k.label for k in without)
    return [
        Need(
            "评审表，每人3份",
            3 * n,
            3 * (n - len(being_mended)),
            _lacking("退回修改", being_mended) or "系统生成，双面打印",
        ),
        _of("专业技术工作报告", mine, without_report),
        _of("聘用协议或手续证明", mine, without_proof),
        Need(
            "三公示记实表",
            1,
            int(record),
            ("可打印" if final else _LATER) if record else "公示③期满登记后",
            papers if record else "",
        ),
        Need(
            "公示结果证明（照片）",
            len(_KINDS),
            len(posted) - len(without),
            f"缺{missing}" if missing else f"{to_come}发布后上传" if to_come else "齐全",
            _photos_url(lacking[0]) if lacking else "",
        ),
        Need("申报汇总表", 1, int(final > 0), "可打印" if final else _LATER, papers),
        Need("档案袋贴签", n, final, "正面和袋底各1张" if final else _LATER, papers),
    ]


def _without_photo(plan) -> list[Shown]:
    """The notices that stand and have no photograph yet, oldest first."""
    photographed = set(
        NoticePhoto.objects.filter(notice__in=[s.notice.pk for s in plan.shown]).values_list(
            "notice_id", flat=True
        )
    )
    return [shown for shown in plan.shown if shown.notice.pk not in photographed]


def _photos_url(shown: Shown) -> str:
    return f"{reverse('review:unit-notice', args=[shown.notice.pk])}#photos"


def _of(material, people, without) -> Need:
    have = len(people) - len(without)
    url = without[0].url if len(without) == 1 else ""
    if len(without) > 1:
        url = f"{reverse('review:unit-people')}?lack=1"
    return Need(material, len(people), have, _lacking("缺", without) or "齐全", url)


def _lacking(word, people) -> str:
    if not people:
        return ""
    tail = f"等{len(people)}人" if len(people) > 1 else ""
    return f"{word}{people[0].name}{tail}" if word == "缺" else f"{people[0].name}{tail}{word}"
