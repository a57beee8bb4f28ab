"""The unit's workbench: numbers, what to do next with its day, and what the bag still lacks."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.roles import Role
from components.shapes import Offer, Tile, Todo
from components.words import day_words
from review.buttons import step_url
from review.models import NoticePhoto, Objection, Package
from review.services import offers
from review.states import Action as A
from review.states import CaseState as S
from review.states import NoticeKind

from .unit import Person, packages_of, people_of
from .unit_plan import UnitPlan, registration_day, unit_plan, weekday_words

_COLUMN = {NoticeKind.CRITERIA: "一", NoticeKind.MATERIALS: "二", NoticeKind.OPINIONS: "三"}
_KINDS = tuple(_COLUMN)
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
    S.MATERIALS_OBJECTION: ("核查对{}的异议", "去核查"),
    S.OPINION_OBJECTION: ("核查对{}的异议", "去核查"),
    S.CORRECTION: ("{}补正后报送303室", "去补正"),
}


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
    """What /unit/ shows. `lead` is the step that moves the schedule on, if one is open today."""

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
    packages = packages_of(acting, round)
    package = packages[-1] if packages else None
    plan = unit_plan(acting.organisation, round, package, people, now=now)
    steps = open_steps(acting, package, today)
    lead = next((a for a in steps if a in _ON_THE_WAY), None)
    return Workbench(
        package=package,
        earlier=packages[:-1],
        people=people,
        plan=plan,
        tiles=tiles(people, _objections(acting, round)),
        todos=todos(acting, package, plan, people, steps, today=today),
        needs=needs(people, package, plan),
        lead=Offer(lead.label, step_url(package, lead), primary=True) if lead else None,
    )


def open_steps(acting, package, today) -> list[A]:
    """The package's steps `acting` may take today, in the order of the table."""
    if package is None:
        return []
    return [o.action for o in offers(package, acting, today) if o.open and o.action in STEP_WORDS]


def _objections(acting, round) -> int:
    return Objection.objects.filter(notice__unit=acting.organisation, notice__round=round).count()


def tiles(people: list[Person], objections: int) -> tuple[Tile, ...]:
    """Six numbers, each leading to the list it counts."""
    base = reverse("review:unit-people")
    judged = [p for p in people if p.alive]
    counts = {k: sum(p.verdict == k for p in judged) for k in ("met", "unproven", "not_met")}
    complete = sum(p.complete for p in judged)
    return (
        Tile(sum(p.stage != "ended" for p in people), "申报人员", base),
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


def todos(acting, package, plan: UnitPlan, people, steps, *, today: date) -> list[Todo]:
    """What the acting person has to do, by day; what waits for others is not here."""
    found: list[tuple[date, int, Todo]] = []

    def add(day: date, what: str, url: str, verb: str, hint: str = "", late: bool = False):
        when = max(day, today)
        words = weekday_words(when, today)
        todo = Todo(what, url, verb, words, f"{when.day}日", hint, late or when == today)
        found.append((when, len(found), todo))

    if acting.role == Role.UNIT:
        _people_todos(people, plan, today, add)
        _objection_todos(acting, package, today, add)
        _notice_todos(plan, today, add)
    _step_todos(package, plan, steps, today, add)
    return [todo for _, _, todo in sorted(found, key=lambda item: item[:2])]


def _people_todos(people, plan, today, add):
    latest = f"公示②最迟{day_words(plan.latest.materials)}发布"
    for state, (words, verb) in _PEOPLE_WORDS.items():
        waiting = [p for p in people if p.state is state and p.needs_unit]
        hint = latest if state in (S.SUBMITTED, S.UNIT_REVIEW) else ""
        if len(waiting) > SINGLE:
            names = f"{waiting[0].name}等{len(waiting)}人"
            add(
                today,
                words.format(names),
                f"{reverse('review:unit-people')}?stage=todo",
                verb,
                hint,
            )
            continue
        for person in waiting:
            due = person.case.due_on or today
            told = f"期限{day_words(due)}" if person.case.due_on else hint
            add(due, words.format(person.name), person.url, verb, told)
    drafts = [p for p in people if p.state is S.DRAFT]
    if drafts and plan.active and plan.schedule.spare >= 0:
        what = f"催{drafts[0].name}{f'等{len(drafts)}人' if len(drafts) > 1 else ''}提交申报"
        add(today, what, f"{reverse('review:unit-people')}?stage=filling", "看名单", latest)


def _objection_todos(acting, package, today, add):
    for objection in open_objections(acting, package):
        about = objection.case.name if objection.case else "公示①"
        url = reverse("review:unit-notice", args=[objection.notice_id])
        hint = f"{day_words(objection.filed_at)}收到，{objection.receipt}"
        add(today, f"核查对{about}的异议", f"{url}#objections", "去核查", hint, late=True)


def _notice_todos(plan, today, add):
    with_photos = set(
        NoticePhoto.objects.filter(notice__in=[s.notice.pk for s in plan.shown]).values_list(
            "notice_id", flat=True
        )
    )
    for shown in plan.shown:
        url = reverse("review:unit-notice", args=[shown.notice.pk])
        name = shown.kind.label
        if shown.notice.pk not in with_photos:
            hint = "公示结果证明材料要用（五（3））"
            add(today, f"上传{name}张贴后的照片", f"{url}#photos", "去上传", hint)
        if shown.notice.registered_at is None and registration_day(shown) > today:
            which = _COLUMN[shown.kind]
            hint = f"登记后写入记实表第{which}栏"
            add(registration_day(shown), f"{name}期满，登记结果", url, "看公示", hint)


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
    n, papers = (
        len(mine),
        f"{reverse('review:package', args=[package.pk])}#papers" if package else "",
    )
    without_report = [p for p in mine if not p.has_report]
    without_proof = [p for p in mine if not p.has_appointment]
    being_mended = [p for p in mine if not p.application.locked]
    registered = {s.kind for s in plan.shown if s.notice.registered_at}
    record = {NoticeKind.CRITERIA, NoticeKind.MATERIALS, NoticeKind.OPINIONS} <= registered
    proofs = _proofs(plan)
    missing = "、".join(kind.label for kind in _KINDS if kind not in proofs)
    return [
        Need(
            "评审表，每人3份",
            3 * n,
            3 * (n - len(being_mended)),
            _lacking("退回修改", being_mended) or "系统生成，双面打印",
        ),
        _of("专业技术工作报告", mine, without_report),
        _of("聘用协议或手续证明", mine, without_proof),
        Need("三公示记实表", 1, int(record), "可打印" if record else "公示③期满登记后", papers),
        Need(
            "公示结果证明（照片）",
            len(_KINDS),
            len(proofs),
            f"缺{missing}" if missing else "齐全",
            reverse("review:unit-notices") if missing else "",
        ),
        Need("申报汇总表", 1, int(n > 0), "可预览" if n else "有人提交后生成", papers if n else ""),
        Need("档案袋贴签", n, n, "正面和袋底各1张", papers if n else ""),
    ]


def _proofs(plan) -> set[NoticeKind]:
    """The kinds of which every notice that stands has a photograph."""
    photographed = set(
        NoticePhoto.objects.filter(notice__in=[s.notice.pk for s in plan.shown]).values_list(
            "notice_id", flat=True
        )
    )
    by_kind = {kind: [s.notice.pk for s in plan.shown if s.kind is kind] for kind in _KINDS}
    return {kind for kind, pks in by_kind.items() if pks and photographed.issuperset(pks)}


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
