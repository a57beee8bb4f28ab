"""收件登记 at the counter: bags are read one by one, each answered in one line, then registered.

What is read lies in `Delivery` until the step 收件登记 is taken; nobody's case moves before.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from components.words import time_words

from . import actors, hours, telling
from .codes import Code, Kind, read_code
from .engine import Refused
from .issued import reference
from .labels import case_tag, package_tag
from .models import Bag, Case, Delivery, DeliveryException, IssuedDocument, Package, Reading
from .queries import visible_cases, visible_packages
from .states import Actor, CaseState, PackageState

RECEIVABLE = frozenset(
    {PackageState.DEPARTMENT_OK, PackageState.RECEIVED, PackageState.PARTLY_ACCEPTED}
)
UNKNOWN = "没有编号“{code}”，请照贴签上的申报编号再扫一次。"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the counter says to one code. `ok`: it was taken. `package`: whose counter it is now;
    `finish`: the unit's own code came a second time, all that came has been read.
    """

    ok: bool
    text: str
    package: Package | None = None
    finish: bool = False


@transaction.atomic
def read(typed: str, *, package: Package | None, acting, now) -> Answer:
    """Answer one code at the counter of `package`, or at the empty counter (None).

    A unit's code opens its counter, a bag's code takes the bag, a shelf's code says where the
    next ones go. Raises PermissionDenied for anybody but a clerk.
    """
    _demand_clerk(acting)
    code = read_code(typed)
    if code.kind is Kind.PACKAGE:
        return _of_unit(code, package, acting, now)
    if code.kind is Kind.SHELF:
        return _shelf(code, package, acting, now)
    case = _case_of(code, package, acting)
    if case is None:
        return Answer(False, UNKNOWN.format(code=code.text or typed.strip()), package)
    refusal = _why_not(case, code, package, acting, now)
    if refusal:
        return Answer(False, refusal, package)
    return _take(case, acting, now)


@transaction.atomic
def put_back(delivery: Delivery, case_pk: int, *, acting) -> None:
    """A bag read by mistake is taken off the counter again."""
    _demand_clerk(acting)
    Reading.objects.filter(delivery=delivery, delivery__intake=None, case=case_pk).delete()


@transaction.atomic
def ask_exception(package, *, acting, now, reason) -> DeliveryException:
    """例外收件: the clerk asks, with the reason, to take this package in today (B13)."""
    _demand_clerk(acting)
    if ended := not_receivable(package):
        raise Refused(ended)
    if hours.closed_at(package, now) is None:
        raise Refused("现在就可以收件，不用申请。")
    if not reason.strip():
        raise Refused("请写明不在收件时间收件的原因。")
    today = DeliveryException.objects.filter(package=package, day=now.date()).exclude(granted=False)
    if today.exists():
        raise Refused("今天已经申请过，请等审核人决定。")
    asked = DeliveryException.objects.create(
        package=package,
        day=now.date(),
        reason=reason.strip(),
        asked_at=now,
        asked_by=acting.user,
    )
    telling.tell_exception(asked, now=now)
    return asked


@transaction.atomic
def decide_exception(asked, *, acting, now, granted: bool, answer="") -> DeliveryException:
    """The second person says yes or no, once; a refusal says why."""
    if actors.ACTOR_OF.get(acting.role) is not Actor.LEAD or acting.user_id == asked.asked_by_id:
        raise PermissionDenied
    if not granted and not answer.strip():
        raise Refused("不同意要写明理由。")
    written = DeliveryException.objects.filter(pk=asked.pk, granted=None).update(
        granted=granted, answer=answer.strip(), decided_at=now, decided_by=acting.user
    )
    if not written:
        raise Refused("这项申请已经有决定。")
    asked.refresh_from_db()
    telling.tell_exception(asked, now=now)
    return asked


def not_receivable(package) -> str | None:
    """Why nothing of this package can come in as it stands: not agreed to yet, or all settled."""
    if package.state in RECEIVABLE:
        return None
    return f"{package}的材料袋现在是“{package_tag(package).word}”，不能收件。"


def open_delivery(package) -> Delivery | None:
    """What lies on the counter of this package, if anything."""
    return Delivery.objects.filter(package=package, intake=None).first()


# --- how a code is answered ----------------------------------------------------------------------
def _of_unit(code: Code, package, acting, now) -> Answer:
    found = visible_packages(acting).filter(pk=code.package_pk).first()
    if found is None:
        return Answer(False, UNKNOWN.format(code=code.text), package)
    if ended := not_receivable(found):
        return Answer(False, ended, package)
    if package is None or found.pk == package.pk:
        return Answer(True, f"{found}的材料。", found, finish=package is not None)
    waiting = Reading.objects.filter(delivery__package=package, delivery__intake=None).count()
    if waiting:
        told = f"{package}还有{waiting}袋没有登记收件，请先登记，再扫{found}的清单。"
        return Answer(False, told, package)
    return Answer(True, f"{found}的材料。", found)


def _shelf(code: Code, package, acting, now) -> Answer:
    if package is None:
        return Answer(False, "请先扫单位的清单或一个档案袋，再扫架号。")
    delivery = _delivery(package, acting, now)
    Delivery.objects.filter(pk=delivery.pk).update(shelf=code.text)
    return Answer(True, f"接下来的档案袋放{code.text}架。", package)


def _case_of(code: Code, package, acting) -> Case | None:
    handed_in = visible_cases(acting).exclude(state=CaseState.DRAFT)
    if code.kind is Kind.CASE:
        return handed_in.filter(application__number=code.text).first()
    if code.kind is Kind.SERIAL and package is not None:
        number = f"YC{package.round.year}-{int(code.text):04d}"
        return handed_in.filter(application__number=number).first()
    return None


def _why_not(case, code, package, acting, now) -> str | None:
    """Why this bag is not taken: whose it is, where it already is, what it should be instead."""
    if package is not None and case.package_id != package.pk:
        return f"拿错了：{case.name}的档案袋是{case.package}的，不是{package}的。"
    if bag := Bag.objects.filter(case=case).select_related("intake").last():
        place = f"，在架{bag.shelf}" if bag.shelf else ""
        return f"重复：{case.name}的档案袋{time_words(bag.intake.received_at)}已收件{place}。"
    if case.state != CaseState.DEPARTMENT_OK:
        return f"{case.name}现在是“{case_tag(case, acting.role).word}”，不能收件。"
    if superseded := _superseded(case, code):
        return superseded
    if read := Reading.objects.filter(case=case, delivery__intake=None).first():
        place = f"，放{read.shelf}架" if read.shelf else ""
        return f"重复：{case.name}的档案袋{time_words(read.at)}已扫过{place}。"
    return hours.closed_at(case.package, now)


def _superseded(case, code: Code) -> str | None:
    """The paper in hand was printed from another version than the one under way (D11)."""
    current = case.submission.version
    if code.version and code.version != current:
        return (
            f"旧版：{case.name}的这份是第{code.version}版，现在是第{current}版，"
            "请单位换成现在这一版。要先收下，请输入编号。"
        )
    if (
        code.check_code
        and not IssuedDocument.objects.filter(
            subject=reference(case), check_code=code.check_code
        ).exists()
    ):
        return (
            f"校验码不对：{case.name}的纸质件校验码{code.check_code}不是系统里打印的。"
            "要先收下，请输入编号。"
        )
    return None


def _take(case, acting, now) -> Answer:
    delivery = _delivery(case.package, acting, now)
    reading = Reading.objects.create(
        delivery=delivery, case=case, shelf=delivery.shelf, at=now, by=acting.user
    )
    place = f"放{reading.shelf}架" if reading.shelf else "已扫"
    return Answer(True, f"{case.name} {place}", case.package)


def _delivery(package, acting, now) -> Delivery:
    """The open delivery of the package; the package's row is the queue of two clerks."""
    Package.objects.select_for_update().get(pk=package.pk)
    return Delivery.objects.get_or_create(
        package=package, intake=None, defaults={"opened_at": now, "opened_by": acting.user}
    )[0]


def _demand_clerk(acting) -> None:
    if actors.ACTOR_OF.get(acting.role) is not Actor.CLERK:
        raise PermissionDenied
