"""The words of the procedure: states, steps, who takes them. Labels in Chinese, once."""

from django.db import models


class CaseState(models.TextChoices):
    """Where one person's case stands (domain.md §8.1): a state is stored only by a person."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交单位"
    UNIT_REVIEW = "unit_review", "单位审核中"
    RETURNED = "returned", "退回修改"
    UNIT_OK = "unit_ok", "审核通过，待材料公示"
    MATERIALS_NOTICE = "materials_notice", "材料公示中"
    MATERIALS_OBJECTION = "materials_objection", "材料公示异议核查"
    ASSESSMENT = "assessment", "待民主评议"
    OPINION_DRAFT = "opinion_draft", "拟鉴定意见"
    OPINION_NOTICE = "opinion_notice", "鉴定意见公示中"
    OPINION_OBJECTION = "opinion_objection", "鉴定意见公示异议核查"
    NOTICES_CLEAR = "notices_clear", "公示无异议"
    RECOMMENDED = "recommended", "单位推荐"
    DEPARTMENT_REVIEW = "department_review", "主管部门审核中"
    DEPARTMENT_OK = "department_ok", "主管部门同意"
    DELIVERED = "delivered", "已报送待受理"
    REFUSAL_PROPOSED = "refusal_proposed", "拟不予受理"
    CORRECTION = "correction", "待补正"
    ACCEPTED = "accepted", "已受理"
    IN_REVIEW = "in_review", "待评审"
    PASSED = "passed", "评审通过"
    NOT_PASSED = "not_passed", "评审未通过"
    RECHECK = "recheck", "复查中"
    RESULT_NOTICE = "result_notice", "结果公示中"
    RESULT_OBJECTION = "result_objection", "结果异议核查"
    PENDING_CONFIRMATION = "pending_confirmation", "公示期满，待核准"
    CONFIRMED = "confirmed", "已核准，取得资格"
    ARCHIVED = "archived", "已归档"
    DECLINED = "declined", "单位不予推荐"
    DEPARTMENT_REFUSED = "department_refused", "主管部门不同意"
    REFUSED = "refused", "不予受理"
    ABANDONED = "abandoned", "视为放弃"
    WITHDRAWN = "withdrawn", "已撤回"
    UNQUALIFIED = "unqualified", "审核不符合"
    UPHELD = "upheld", "复查维持，已结束"
    REVOKED = "revoked", "资格取消"


class PackageState(models.TextChoices):
    """Where one unit's package stands (domain.md §8.2)."""

    ASSEMBLING = "assembling", "组包中"
    DEPARTMENT_REVIEW = "department_review", "待主管部门审核"
    SENT_BACK = "sent_back", "退回单位"
    DEPARTMENT_OK = "department_ok", "主管部门已审核"
    RECEIVED = "received", "已送达"
    CORRECTION = "correction", "整包补正"
    PARTLY_ACCEPTED = "partly_accepted", "部分受理"
    ACCEPTED = "accepted", "已受理"
    REFUSED = "refused", "不予受理"
    ARCHIVED = "archived", "已归档"


class MeetingState(models.TextChoices):
    """Where a committee meeting and its results stand (domain.md §8.5)."""

    PREPARING = "preparing", "筹备"
    SIGNING_IN = "signing_in", "签到"
    VOTING = "voting", "投票中"
    COUNTED = "counted", "已计票"
    ANNOUNCED = "announced", "已宣布"
    PUBLICISED = "publicised", "结果公示中"
    CLEARED = "cleared", "公示期满，待核准"
    CONFIRMED = "confirmed", "已核准"
    ARCHIVED = "archived", "已归档"


class Action(models.TextChoices):
    """The steps a person takes; the label is the word on the button."""

    SUBMIT = "submit", "提交给单位"
    WITHDRAW = "withdraw", "撤回修改"
    QUIT = "quit", "撤回申报"
    OPEN = "open", "开始审核"
    RETURN = "return", "退回补充"
    APPROVE = "approve", "审核通过"
    DECLINE = "decline", "不予推荐"
    POST_CRITERIA = "post-criteria", "发布公示①"
    CLEAR_CRITERIA = "clear-criteria", "登记公示①结果"
    STOP_CRITERIA = "stop-criteria", "终止公示①"
    STOP_NOTICE = "stop-notice", "终止公示②或③"
    TAKE_DOWN = "take-down", "撤下公示"
    POST_MATERIALS = "post-materials", "发布公示②"
    PUBLISH = "publish", "列入公示②"
    CLEAR_MATERIALS = "clear-materials", "登记公示②结果"
    CLEAR = "clear", "公示②无异议"
    INVESTIGATE = "investigate", "核查异议"
    OVERRULE = "overrule", "异议不成立"
    ASSESS = "assess", "登记民主评议"
    REVISE_OPINION = "revise-opinion", "修改拟鉴定意见"
    POST_OPINIONS = "post-opinions", "发布公示③"
    PUBLISH_OPINION = "publish-opinion", "列入公示③"
    CLEAR_OPINIONS = "clear-opinions", "登记公示③结果"
    CLEAR_OPINION = "clear-opinion", "公示③无异议"
    RECOMMEND = "recommend", "推荐"
    FILE = "file", "报主管部门"
    AGREE = "agree", "审核同意"
    SEND_BACK = "send-back", "退回单位"
    DISAGREE = "disagree", "不同意"
    RECEIVE = "receive", "收件登记"
    ACCEPT = "accept", "受理"
    ACCEPT_PARTLY = "accept-partly", "部分受理"
    CORRECT = "correct", "一次性告知补正"
    SUPPLY = "supply", "补正后报送"
    PROPOSE_REFUSAL = "propose-refusal", "拟不予受理"
    REFUSE = "refuse", "不予受理"
    REJECT_REFUSAL = "reject-refusal", "退回重核"
    ABANDON = "abandon", "视为放弃"
    QUALIFY = "qualify", "提交评审"
    DISQUALIFY = "disqualify", "审核不符合"
    CONVENE = "convene", "开始签到"
    OPEN_VOTE = "open-vote", "开始投票"
    CLOSE_VOTE = "close-vote", "结束投票并计票"
    ANNOUNCE = "announce", "宣布结果"
    PASS = "pass", "评审通过"
    FAIL = "fail", "评审未通过"
    REQUEST_RECHECK = "request-recheck", "申请复查"
    UPHOLD = "uphold", "维持原结论"
    REVOTE = "revote", "重新评审"
    PUBLISH_RESULT = "publish-result", "发布结果公示"
    CLEAR_RESULT = "clear-result", "登记结果公示期满"
    CONFIRM = "confirm", "核准"
    ARCHIVE = "archive", "归档"
    REVOKE = "revoke", "取消资格"


class Actor(models.TextChoices):
    """The capacity a step is taken in; `review/actors.py` says who that is."""

    APPLICANT = "applicant", "申报人"
    UNIT = "unit", "单位人事"
    UNIT_HEAD = "unit_head", "单位领导"
    DEPARTMENT = "department", "主管部门"
    CLERK = "clerk", "303受理员"
    LEAD = "lead", "工信局审核人"
    SECRETARY = "secretary", "评委会秘书"
    CHAIR = "chair", "主任委员"
    HRSS = "hrss", "人社局"


class NoticeKind(models.TextChoices):
    """四（二）: the three publicities of the unit, and the result publicity."""

    CRITERIA = "criteria", "公示①"
    MATERIALS = "materials", "公示②"
    OPINIONS = "opinions", "公示③"
    RESULT = "result", "结果公示"

    @property
    def subject(self):
        return {
            "criteria": "评审条件、评议程序公示",
            "materials": "个人申报材料公示",
            "opinions": "单位鉴定意见公示",
            "result": "评审结果公示",
        }[self.value]
