"""What the check page says before a step: what will happen, and what cannot be changed after."""

from dataclasses import dataclass

from .labels import package_tag, state_tag
from .models import Case, Meeting, Package
from .services import PROCEDURES
from .states import Action as A
from .states import MeetingState

NOTICE_FIXED = "发布后不能修改正文。谁的材料要改，退回补充后重新公示，重新起算。"


@dataclass(frozen=True, slots=True)
class Consequence:
    """`happens`: numbered sentences; `fixed`: what stays as it is once the step is taken."""

    happens: tuple[str, ...]
    fixed: str = ""


_CASE = {
    A.SUBMIT: Consequence(
        ("全部内容和材料按现在的样子存成新的一版。", "单位人事收到后开始审核。"),
        "提交后不能修改，单位退回时才能改。",
    ),
    A.WITHDRAW: Consequence(
        ("申报件回到您手里，可以修改后重新提交。", "单位人事不再看到这一份。"),
    ),
    A.QUIT: Consequence(
        ("这份申报件结束，不再往下走。", "单位和303室会看到您写的原因。"),
        "撤回申报后不能恢复。报送截止前可以重新申报，填过的内容和材料能带过去。",
    ),
    A.OPEN: Consequence(
        ("申报人会看到单位已开始审核，不能再自行撤回修改。", "可以登记原件核对和核实结论。"),
    ),
    A.RETURN: Consequence(
        (
            "申报人收到写明的全部事项，只有写到的部分可以修改。",
            "重新提交后成为新的一版，公示②、民主评议、公示③都按新的一版重新进行。",
        ),
    ),
    A.APPROVE: Consequence(
        ("这一版列入待公示②的名单。", "申报人会看到单位审核通过。"),
        "通过后核对记录不能再改。要改内容，只能退回补充。",
    ),
    A.DECLINE: Consequence(
        ("单位不推荐这位申报人，申报件结束。", "申报人会看到您写的理由。"),
        "不予推荐后不能恢复。",
    ),
    A.REVISE_OPINION: Consequence(
        ("拟鉴定意见改成您写的文字，评分和票数不变。", "修改原因记入办理经过。"),
    ),
    A.INVESTIGATE: Consequence(
        ("这一位进入异议核查，其他人照常。", "核查结论登记后，再决定继续、退回或不予推荐。"),
    ),
    A.OVERRULE: Consequence(
        ("异议不成立，这一位回到公示中，公示期照原来的日子算。",),
        "结论和理由写入三公示记实表，不能再改。",
    ),
    A.SUPPLY: Consequence(
        ("补正后的材料报送303室，由受理员重新核对。", "纸质材料请同时送303室。"),
    ),
    A.DISAGREE: Consequence(
        ("这位申报人不再往下走，申报件结束。", "单位和申报人会看到您写的理由。"),
        "不同意后不能恢复。",
    ),
    A.ACCEPT: Consequence(
        ("材料齐全、符合形式要求，进入评审准备。", "单位和申报人会看到已受理。"),
        "受理后核对结果不能再改。",
    ),
    A.CORRECT: Consequence(
        (
            "不符合的全部事项写进一份告知书，发给单位和申报人。",
            "补正期限按工作日计算，写在告知书上。",
        ),
        "告知书发出后不能修改。",
    ),
    A.PROPOSE_REFUSAL: Consequence(
        ("由审核人复核后才对外生效，单位和申报人现在看不到。",),
    ),
    A.REFUSE: Consequence(
        ("申报件结束。单位和申报人会看到理由和依据。",),
        "不予受理后不能恢复。",
    ),
    A.REJECT_REFUSAL: Consequence(("退回受理员重新核对。",)),
    A.ABANDON: Consequence(
        ("逾期没有补正或送到，视为放弃申报，申报件结束。",),
        "视为放弃后不能恢复。",
    ),
    A.QUALIFY: Consequence(("列入待评审名单，可以排进评审会。",)),
    A.DISQUALIFY: Consequence(
        ("申报件结束。单位和申报人会看到理由和依据。",),
        "审核不符合后不能恢复。",
    ),
    A.REQUEST_RECHECK: Consequence(
        ("评委会秘书复查评审程序和计票，在规定的工作日内答复。", "复查不改变评委的专业判断。"),
        "申请和材料提交后不能修改。",
    ),
    A.UPHOLD: Consequence(("复查结束，维持原结论，申报人会看到理由。",), "维持后不能再申请复查。"),
    A.REVOTE: Consequence(("申报件回到待评审，由新的评审会表决。",)),
    A.CLEAR_RESULT: Consequence(("结果公示无异议，报人社局核准。",)),
    A.CONFIRM: Consequence(("取得任职资格，生成证书编号，任何人可以核验。",), "核准后不能撤回。"),
    A.ARCHIVE: Consequence(("申报件归档，只供查阅。",)),
    A.REVOKE: Consequence(
        (
            "取消任职资格，核验证书时显示已取消和依据。",
            "记入诚信档案。取消今后申报资格的，下一年度起资格核对显示不通过，到期自行解除。",
            "单位和申报人会看到您写的理由。",
        ),
        "取消后不能恢复。",
    ),
}
_PACKAGE = {
    A.POST_CRITERIA: Consequence(
        ("公示①立即公开，任何人可以看到正文。", "公示期由系统按工作日计算，不能改短。"),
        NOTICE_FIXED,
    ),
    A.CLEAR_CRITERIA: Consequence(("公示①的结果记入三公示记实表第一栏。",), "登记后不能修改。"),
    A.STOP_CRITERIA: Consequence(
        ("公示①立即撤下，公众看到“已终止”和您写的原因。", "改正后重新发布公示①，从头起算。"),
        "已经公示的天数不再计算，终止后不能恢复。",
    ),
    A.STOP_NOTICE: Consequence(
        (
            "这次公示立即撤下，公众看到“已终止”和您写的原因。",
            "公示②里的人员回到“待公示②”，公示③里的人员回到“待公示③”，改正后重新发布。",
        ),
        "已经公示的天数不再计算，终止后不能恢复。重新公示要满规定的工作日。",
    ),
    A.POST_MATERIALS: Consequence(
        (
            "公示②立即公开，只显示可以公开的内容，不显示身份证号、电话。",
            "所选人员进入“公示②中”，内容从此不能修改。",
        ),
        NOTICE_FIXED,
    ),
    A.CLEAR_MATERIALS: Consequence(
        ("公示②的结果记入三公示记实表第二栏。", "所选人员进入“待民主评议”。"), "登记后不能修改。"
    ),
    A.ASSESS: Consequence(
        (
            "评议组成员、得分、票数和拟鉴定意见记入三公示记实表。",
            "所选人员进入“待公示③”，可以发布公示③。",
        ),
        "登记后不能修改。",
    ),
    A.POST_OPINIONS: Consequence(
        ("公示③立即公开，显示所选人员的拟鉴定意见。", "期满且无异议，鉴定意见才能出具。"),
        NOTICE_FIXED,
    ),
    A.CLEAR_OPINIONS: Consequence(
        ("公示③的结果记入三公示记实表第三栏。", "所选人员交单位领导推荐。"), "登记后不能修改。"
    ),
    A.RECOMMEND: Consequence(
        ("单位对所选人员作出承诺，并推荐参加评审。", "评审表可以打印正式稿，三份都要手签、盖章。"),
        "承诺书连同时间、姓名存档，不能修改。",
    ),
    A.FILE: Consequence(
        (
            "已推荐的人员连同三公示记实表、申报汇总表报主管部门审核。",
            "没有推荐的人员留在下一包，随后补报。",
        ),
        "报出后单位不能修改，主管部门退回时才能改。",
    ),
    A.AGREE: Consequence(
        ("包内人员审核通过，单位可以把材料送303室。", "审核意见印在评审表“呈报单位意见”栏。"),
        "同意后不能撤回。",
    ),
    A.SEND_BACK: Consequence(("整包退回单位，人员回到“单位已推荐”。", "单位会看到您写的意见。")),
    A.RECEIVE: Consequence(
        ("登记收到的档案袋、份数和架位，给单位出回执。", "收件只表示材料在303室，还不是受理。"),
        "收件时间不能修改。",
    ),
    A.ACCEPT: Consequence(("整包受理完毕。",)),
    A.ACCEPT_PARTLY: Consequence(("已受理的人员先往下走，其余人员继续补正。",)),
    A.CORRECT: Consequence(
        ("单位材料的全部问题写进一份告知书，发给单位。",), "告知书发出后不能修改。"
    ),
    A.SUPPLY: Consequence(("补正后的单位材料报送303室重新核对。",)),
    A.REFUSE: Consequence(("整包不予受理，单位会看到理由和依据。",), "不予受理后不能恢复。"),
    A.ARCHIVE: Consequence(("材料袋归档，只供查阅。",)),
}
_MEETING = {
    A.CONVENE: Consequence(("评委开始签到，名单和评审对象不能再改。",)),
    A.OPEN_VOTE: Consequence(
        ("签到的评委可以投票，每人每位申报人一票。", "回避名单从此不能再改。"),
        "开始后不能回到签到。",
    ),
    A.CLOSE_VOTE: Consequence(
        (
            "当场打开票箱计票，没有投的票记为弃权。",
            "密封票和密钥计票后销毁，只留票数。",
            "会议纪要随计票定稿，以后只能加更正附记。",
        ),
        "计票后不能再投，也不能重计。",
    ),
    A.ANNOUNCE: Consequence(
        ("按票数确定每位评审对象通过或未通过。", "结果公示前，单位和申报人看不到。"),
        "宣布后不能修改。",
    ),
    A.PUBLISH_RESULT: Consequence(
        ("通过人员名单立即公开，只显示姓名、单位、专业、资格名称。",), NOTICE_FIXED
    ),
    A.CLEAR_RESULT: Consequence(("所选人员结果公示无异议，报人社局核准。",), "登记后不能修改。"),
    A.CONFIRM: Consequence(
        ("名单内人员取得任职资格，逐人生成证书编号。",), "核准文号和日期不能修改。"
    ),
    A.ARCHIVE: Consequence(("评审会归档，只供查阅。",)),
}
_ALL = {Case: _CASE, Package: _PACKAGE, Meeting: _MEETING}


ENTERED = "照纸上的签字登记，办理经过里注明“代录”、纸面日期和经办人，扫描件随这一步保存。"


def consequence(subject, action: A, role, *, on_paper: bool = False) -> Consequence:
    """What the step does, in sentences; a change of state is said first, as the reader knows it."""
    said = _ALL[type(subject)].get(action, Consequence(()))
    if on_paper:
        said = Consequence((*said.happens, ENTERED), said.fixed or "登记后不能修改。")
    row = PROCEDURES[type(subject)].find(subject.state, action)
    if row is None or row.source == row.target:
        return said
    before, after = (_word(subject, state, role) for state in (row.source, row.target))
    moved = (f"状态由“{before}”变为“{after}”。",) if before != after else ()
    return Consequence((*moved, *said.happens), said.fixed)


def _word(subject, state, role) -> str:
    """The state as its tag says it: one meaning, one word."""
    if isinstance(subject, Case):
        return state_tag(state, role).word
    if isinstance(subject, Package):
        return package_tag(Package(state=state)).word
    return MeetingState(state).label
