"""The one teller: which step is told to whom, in which words (domain.md §8.1, Notify).

A row for every (step, actor) of the three tables; an empty row is silent on purpose and says why.
Whoever took the step is not told of it, nobody is told of a judgement before it is public, and a
message carries no verdict, no reason, no identity number and no phone: those stand on its page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from accounts import inbox
from accounts.models import Message
from accounts.roles import Role

from . import actors
from .labels import is_concealed, is_kept_from
from .models import Case, Meeting, Package
from .states import Action as A
from .states import Actor as By
from .states import CaseState, MeetingState, NoticeKind

PAGES = {Case: "review:case", Package: "review:package", Meeting: "review:meeting"}


def itself(subject, event) -> Iterable:
    """The message is about what took the step."""
    return (subject,)


def no_day(subject) -> date | None:
    """Nothing is due."""
    return None


@dataclass(frozen=True, slots=True)
class Telling:
    """One message: to whom, what happened, what to do, by when, about what, and where it leads.

    `link` names a page that needs no argument; without it the message leads to what it is about.
    """

    to: By
    subject: str
    todo: str = ""
    due: Callable[[Any], date | None] = no_day
    about: Callable[[Any, Any], Iterable] = itself
    link: str = ""


# --- what a message is about, and by when --------------------------------------------------------
def correction_day(case) -> date:
    """The last day a file that was returned may be handed in again (D14)."""
    return case.due_on or case.round.correction_latest


def due_day(subject) -> date | None:
    """The day written in the letter of 补正."""
    return subject.due_on


def delivery_day(package) -> date:
    """The last day papers are taken in (六（三）)."""
    return package.round.acceptance_closes


def one_of_each_unit(meeting, event) -> list[Case]:
    """A case of every unit the meeting voted on, once its result is public."""
    if _still_kept(meeting, event):
        return []
    cases = meeting.cases.select_related("application__unit").order_by("-pk")
    return list({case.application.unit_id: case for case in cases}.values())


def not_passed(meeting, event) -> list[Case]:
    """Those who did not pass take no step when the result is made public: they are told here."""
    if _still_kept(meeting, event):
        return []
    cases = meeting.cases.filter(state=CaseState.NOT_PASSED).select_related("application")
    return [case for case in cases if not is_concealed(case, Role.APPLICANT)]


def _still_kept(meeting, event) -> bool:
    """Filing a meeting away makes its result public only where nobody passed."""
    return event.action == A.ARCHIVE and event.source != MeetingState.ANNOUNCED


# --- the table ---------------------------------------------------------------------------------
def own(subject, todo="", **rest) -> Telling:
    return Telling(By.APPLICANT, subject, todo, **rest)


def unit(subject, todo="", **rest) -> Telling:
    return Telling(By.UNIT, subject, todo, **rest)


SEE_WHY = "处理结果和理由请打开查看。"
MEND = "请照写明的事项改好，重新提交给单位。"
RECOMMENDED = own("单位领导已推荐您参加评审", "请打印评审表正式稿3份，在承诺处手签，交单位人事。")
AGREED = own("主管部门已审核您的申报", "接下来由单位专人送303室。")
SILENT = ()
CASE = {
    (A.SUBMIT, By.APPLICANT): (
        unit("{name}提交了申报材料", "请打开申报件审核。", link="review:unit-people"),
    ),
    (A.SUBMIT, By.UNIT): (
        own("单位人事代录了您的提交", "照您在纸上签的承诺登记，请打开核对日期。"),
    ),
    (A.WITHDRAW, By.APPLICANT): SILENT,  # nobody had opened it
    (A.QUIT, By.APPLICANT): (unit("{name}撤回了申报", "这份申报件已经结束，原因见申报件。"),),
    (A.OPEN, By.UNIT): (
        own("单位人事开始审核您的申报材料", "现在不能自行撤回修改。需要改的，单位会退回给您。"),
    ),
    (A.RETURN, By.UNIT): (own("单位退回补充您的申报材料", MEND, due=correction_day),),
    (A.RETURN, By.DEPARTMENT): (
        own("主管部门退回补充您的申报材料", MEND, due=correction_day),
        unit("主管部门退回补充{name}的申报材料", "申报人重新提交以后，请重新审核、公示。"),
    ),
    (A.APPROVE, By.UNIT): (own("单位审核通过您的申报材料", "接下来由单位列入公示②。"),),
    (A.DECLINE, By.UNIT): (own("单位对您的申报作出了处理", SEE_WHY),),
    (A.DECLINE, By.UNIT_HEAD): (own("单位对您的申报作出了处理", SEE_WHY),),
    (A.PUBLISH, By.UNIT): (own("您的申报材料开始公示（公示②）", "到哪一天期满，请打开查看。"),),
    (A.CLEAR, By.UNIT): SILENT,  # told with the package
    (A.INVESTIGATE, By.UNIT): SILENT,  # told when the objection was filed
    (A.INVESTIGATE, By.SECRETARY): SILENT,
    (A.OVERRULE, By.UNIT): (own("公示收到的异议已核查完", "您的申报接着往下办。"),),
    (A.OVERRULE, By.SECRETARY): (own("结果公示收到的异议已核查完", "您的申报接着往下办。"),),
    (A.ASSESS, By.UNIT): (own("单位已进行民主评议", "接下来由单位办理，不用您做什么。"),),
    (A.PUBLISH_OPINION, By.UNIT): (
        own("单位对您的鉴定意见开始公示（公示③）", "到哪一天期满，请打开查看。"),
    ),
    (A.CLEAR_OPINION, By.UNIT): SILENT,  # told with the package
    (A.TAKE_DOWN, By.UNIT): (own("您的公示已终止", "由单位改正后重新公示，公示期从头计算。"),),
    (A.REVISE_OPINION, By.UNIT): SILENT,  # a draft until ③ shows it
    (A.RECOMMEND, By.UNIT_HEAD): (RECOMMENDED,),
    (A.RECOMMEND, By.UNIT): (RECOMMENDED,),
    (A.FILE, By.UNIT): SILENT,  # the department is told of the package
    (A.AGREE, By.DEPARTMENT): (AGREED,),
    (A.AGREE, By.CLERK): (AGREED,),
    (A.SEND_BACK, By.DEPARTMENT): (
        own("主管部门把材料退回了单位", "由单位办理，现在不用您做什么。"),
    ),
    (A.DISAGREE, By.DEPARTMENT): (
        own("主管部门对您的申报作出了处理", SEE_WHY),
        unit("主管部门对{name}的申报作出了处理", SEE_WHY),
    ),
    (A.RECEIVE, By.CLERK): SILENT,  # told with the package
    (A.ABANDON, By.CLERK): (
        own("303室对您的申报作出了处理", SEE_WHY),
        unit("303室对{name}的申报作出了处理", SEE_WHY),
    ),
    (A.ACCEPT, By.CLERK): (
        own("303室已受理您的申报", "接下来是评审准备，现在不用您做什么。"),
        unit("303室已受理{name}的申报"),
    ),
    (A.CORRECT, By.CLERK): (
        own("303室告知您的材料需要补正", MEND, due=due_day),
        unit("303室告知{name}的材料需要补正", "请照告知书补正，报送303室。", due=due_day),
    ),
    (A.SUPPLY, By.UNIT): (
        own("补正材料已报送303室", "由303室重新核对，现在不用您做什么。"),
        unit("{name}的补正材料已报送303室", "纸质材料请同时送到。"),
    ),
    (A.PROPOSE_REFUSAL, By.CLERK): (
        Telling(By.LEAD, "{name}的申报拟不予受理", "请复核，复核前单位和申报人看不到。"),
    ),
    (A.REJECT_REFUSAL, By.LEAD): (Telling(By.CLERK, "{name}的申报退回重核", "请重新核对。"),),
    (A.REFUSE, By.LEAD): (
        own("303室对您的申报作出了处理", SEE_WHY),
        unit("303室对{name}的申报作出了处理", SEE_WHY),
    ),
    (A.QUALIFY, By.SECRETARY): (
        own("您的申报已列入待评审名单", "等待评审会，现在不用您做什么。"),
        unit("{name}的申报已列入待评审名单"),
    ),
    (A.DISQUALIFY, By.LEAD): (
        own("工信局对您的申报作出了处理", SEE_WHY),
        unit("工信局对{name}的申报作出了处理", SEE_WHY),
    ),
    (A.PASS, By.CHAIR): SILENT,  # told when the result is public
    (A.FAIL, By.CHAIR): SILENT,
    (A.REQUEST_RECHECK, By.APPLICANT): (
        Telling(By.SECRETARY, "{name}申请复查", "请复查评审程序和计票。"),
        unit("{name}申请复查"),
    ),
    (A.UPHOLD, By.SECRETARY): (
        own("您申请的复查已有结论", SEE_WHY),
        unit("{name}申请的复查已有结论", SEE_WHY),
    ),
    (A.REVOTE, By.SECRETARY): (
        own("您申请的复查已有结论", SEE_WHY),
        unit("{name}申请的复查已有结论", SEE_WHY),
    ),
    (A.PUBLISH_RESULT, By.SECRETARY): (own("评审结果公布了", "您的结果请打开查看。"),),
    (A.CLEAR_RESULT, By.SECRETARY): SILENT,  # told with the meeting
    (A.CONFIRM, By.HRSS): (own("人社局已核准评审结果", "证书编号请打开查看。"),),
    (A.ARCHIVE, By.SECRETARY): (own("您的申报件已归档", "评审表由单位领回，存入本人档案。"),),
    (A.REVOKE, By.LEAD): (
        own("工信局对您的任职资格作出了处理", SEE_WHY),
        unit("工信局对{name}的任职资格作出了处理", SEE_WHY),
    ),
}
PACKAGE = {
    (A.POST_CRITERIA, By.UNIT): SILENT,  # on the public pages at once
    (A.CLEAR_CRITERIA, By.UNIT): SILENT,
    (A.STOP_CRITERIA, By.UNIT): SILENT,
    (A.STOP_NOTICE, By.UNIT): SILENT,  # each person is told
    (A.POST_MATERIALS, By.UNIT): SILENT,  # each person is told
    (A.CLEAR_MATERIALS, By.UNIT): (unit("公示②的结果已登记", "接下来开民主评议会。"),),
    (A.ASSESS, By.UNIT): SILENT,  # each person is told
    (A.POST_OPINIONS, By.UNIT): SILENT,
    (A.CLEAR_OPINIONS, By.UNIT): (
        unit("公示③的结果已登记", "接下来由单位领导推荐。"),
        Telling(By.UNIT_HEAD, "有申报人等待推荐", "请看过名单，签单位承诺并推荐。"),
    ),
    (A.RECOMMEND, By.UNIT_HEAD): (unit("单位领导已推荐", "请报主管部门审核。", due=delivery_day),),
    (A.RECOMMEND, By.UNIT): (
        Telling(By.UNIT_HEAD, "单位人事代录了您的推荐", "照纸上的签字登记，请核对名单和日期。"),
    ),
    (A.FILE, By.UNIT): (
        Telling(By.DEPARTMENT, "{unit}报来材料", "请审核，之后还要送303室。", due=delivery_day),
    ),
    (A.AGREE, By.DEPARTMENT): (
        unit("主管部门已审核", "请安排专人把档案袋送到303室。", due=delivery_day),
    ),
    (A.AGREE, By.CLERK): (
        unit("303室代录了主管部门的审核意见", "请安排专人把档案袋送到303室。", due=delivery_day),
        Telling(
            By.DEPARTMENT, "303室代录了贵单位对{unit}的审核意见", "照纸上的签字登记，请核对日期。"
        ),
    ),
    (A.SEND_BACK, By.DEPARTMENT): (unit("主管部门退回了材料", "请照意见改好，重新报送。"),),
    (A.RECEIVE, By.CLERK): (Telling(By.CLERK, "{unit}的材料已收件", "等待核对。"),),
    (A.ACCEPT, By.CLERK): SILENT,  # each person's acceptance is told
    (A.ACCEPT_PARTLY, By.CLERK): SILENT,
    (A.CORRECT, By.CLERK): (
        unit("303室告知单位材料需要补正", "请照告知书补正，报送303室。", due=due_day),
    ),
    (A.SUPPLY, By.UNIT): (Telling(By.CLERK, "{unit}报来补正材料", "请重新核对。"),),
    (A.REFUSE, By.LEAD): (unit("303室对本单位的材料作出了处理", SEE_WHY),),
    (A.ARCHIVE, By.SECRETARY): SILENT,
}
_PUBLIC = (
    own("评审结果公布了", "您的结果请打开查看。", about=not_passed),
    unit("评审结果公布了", "本单位的结果请打开查看。", about=one_of_each_unit, link="review:unit"),
)
MEETING = {
    (A.CONVENE, By.SECRETARY): SILENT,  # in the room
    (A.OPEN_VOTE, By.CHAIR): SILENT,
    (A.CLOSE_VOTE, By.CHAIR): SILENT,
    (A.ANNOUNCE, By.CHAIR): SILENT,
    (A.PUBLISH_RESULT, By.SECRETARY): _PUBLIC,
    (A.CLEAR_RESULT, By.SECRETARY): (
        Telling(By.SECRETARY, "结果公示的结果已登记", "接下来由人社局核准。"),
        Telling(By.HRSS, "有评审结果等待核准", "请核准。", link="review:hrss"),
    ),
    (A.CONFIRM, By.HRSS): (
        unit("人社局已核准评审结果", about=one_of_each_unit, link="review:unit"),
        Telling(
            By.DEPARTMENT,
            "人社局已核准评审结果",
            about=one_of_each_unit,
            link="review:department",
        ),
        Telling(By.SECRETARY, "人社局已核准评审结果", "接下来归档。"),
    ),
    (A.ARCHIVE, By.SECRETARY): _PUBLIC,
}
TABLES = {Case: CASE, Package: PACKAGE, Meeting: MEETING}


# --- telling -----------------------------------------------------------------------------------
def tell(subject, event) -> None:
    """Tell everybody whom a step that has just been taken concerns, in its transaction."""
    tellings = TABLES[type(subject)].get((event.action, event.capacity), SILENT)
    inbox.tell(
        message
        for telling in tellings
        for about in telling.about(subject, event)
        for message in messages(
            telling, about, key=f"event-{event.number}", now=event.at, but=event.user_id
        )
    )


def tell_objection(notice, objections, *, now) -> None:
    """异议 was filed: whoever looks into it learns so, never the person it is against."""
    result = notice.kind == NoticeKind.RESULT
    telling = Telling(
        By.SECRETARY if result else By.UNIT,
        f"{NoticeKind(notice.kind).label}收到异议",
        "请核查，结论登记以前不能登记为无异议。",
        link="review:objections" if result else "review:unit",
    )
    inbox.tell(
        message
        for objection in objections
        for message in messages(
            telling, objection.case or notice, key=f"objection-{objections[0].pk}", now=now
        )
    )


def tell_exception(asked, *, now) -> None:
    """例外收件: the second person learns that it is asked, the clerks what was decided."""
    if asked.granted is None:
        telling = Telling(
            By.LEAD, "{unit}申请例外收件", "原因见收件登记，请决定。", link="review:intake"
        )
    else:
        decided = "同意" if asked.granted else "不同意"
        telling = Telling(
            By.CLERK, f"{{unit}}的例外收件：{decided}", "意见见收件登记。", link="review:intake"
        )
    key = f"exception-{asked.pk}"
    inbox.tell(messages(telling, asked.package, key=key, now=now, but=asked.decided_by_id))


def tell_consent(asked, *, now) -> None:
    """再次告知: the second person learns that it is asked, the clerks what was decided."""
    if asked.granted is None:
        telling = Telling(By.LEAD, "{name}的申报件申请再次告知补正", "原因见申报件，请决定。")
    else:
        decided = "同意" if asked.granted else "不同意"
        telling = Telling(By.CLERK, f"{{name}}的申报件再次告知：{decided}", "意见见申报件。")
    inbox.tell(
        messages(telling, asked.case, key=f"consent-{asked.pk}", now=now, but=asked.decided_by_id)
    )


def messages(telling: Telling, about, *, key: str, now, but=None) -> list[Message]:
    """The messages of one telling: one for each person in the capacity, but for `but`."""
    role = actors.ROLE_OF[telling.to]
    if isinstance(about, Case) and is_kept_from(about, role):
        return []
    words = _words(about)
    outside = _outside(telling, words)
    return [
        Message(
            user=member.user,
            role=role,
            key=f"{key}-{telling.to}",
            told_at=now,
            subject=telling.subject.format(**words),
            todo=telling.todo.format(**words),
            outside=outside,
            due_on=telling.due(about),
            link=_link(telling, about),
        )
        for member in actors.holders(telling.to, about, now.date())
        if member.user_id != but
    ]


def _words(about) -> dict[str, str]:
    if isinstance(about, Case):
        return {"name": about.name}
    return {"unit": about.unit.name} if isinstance(about, Package) else {}


def _outside(telling, words) -> str:
    """What a phone or a mailbox is told: no applicant's name leaves the site."""
    if "name" not in words or "{name}" not in telling.subject + telling.todo:
        return ""
    said = f"{telling.subject}。{telling.todo}"
    return said.format(name="一名申报人")


def _link(telling, about) -> str:
    if telling.link == "review:unit-people":  # found there even when it was taken back since
        return f"{reverse(telling.link)}?q={about.number}"
    if telling.link:
        return reverse(telling.link)
    if telling.to is By.APPLICANT:
        return reverse("review:track", args=[about.application_id])
    return reverse(PAGES[type(about)], args=[about.pk])
