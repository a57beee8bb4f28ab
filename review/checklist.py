"""One checklist for three readers: what 303 looks at is what unit and applicant are warned of."""

from dataclasses import dataclass

from review.models import Package, ReviewMark


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the 303 checklist; `sections` are the parts of the form a defect reopens."""

    key: str
    group: str
    title: str
    clause: str
    hint: str = ""
    sections: tuple[str, ...] = ()
    sentence: str = ""


PAPERS, CONDITIONS, PROCEDURE = "要人工核对", "申报条件", "推荐程序"

PERSON_ITEMS = (
    Item(
        "form_copies", PAPERS, "评审表纸质件3份，签字盖章齐全", "五（1）、六（二）",
        "看纸质件：个人承诺、单位承诺、单位意见、主管部门意见的签字和公章。",
        sentence="评审表应为3份，个人承诺、单位承诺、单位意见、主管部门意见处要签字盖章。",
    ),
    Item(
        "check_code", PAPERS, "纸质件校验码与系统一致", "五（1）",
        "页脚校验码与本页所列一致，三份相同。",
        sentence="纸质评审表不是现在这一版，请重新打印、签字盖章。",
    ),
    Item(
        "report", PAPERS, "专业技术工作报告1份，A4正反打印", "五（2）",
        "五个部分齐全。", ("report",),
        "专业技术工作报告应为1份，A4纸正反打印，五个部分齐全。",
    ),
    Item(
        "proof", PAPERS, "聘用协议或参加本专业技术工作的手续证明", "五（5）",
        "单位名称、姓名、起止时间清楚，有公章。", ("materials",),
        "请补交参加本专业技术工作的相关手续证明或与单位的聘用协议书。",
    ),
    Item(
        "start_date", PAPERS, "资历起算与聘用协议一致", "三（三）",
        "评审表聘任日期与聘用协议、聘任文件的日期一致。", ("appointment",),
        "评审表的聘任日期与聘用协议不一致，请更正评审表，或补交聘任手续。",
    ),
    Item(
        "envelope", PAPERS, "档案袋正面和袋底四项齐全", "五（6）",
        "姓名、单位、申报专业、联系电话。",
        sentence="档案袋正面和袋底要填写姓名、单位、申报专业、联系电话。",
    ),
    Item(
        "scope", CONDITIONS, "在申报范围内", "二（一）、二（二）", "",
        ("appointment",), "申报人不在评审范围，依据二（二）。",
    ),
    Item(
        "education", CONDITIONS, "学历及所学专业", "三（二）", "",
        ("education",), "学历材料与评审表不一致，请更正或补交毕业证书。",
    ),
    Item(
        "service", CONDITIONS, "从事本专业技术工作年限", "三（三）", "",
        ("appointment", "work"), "从事本专业技术工作年限不足，或证明材料不全。",
    ),
    Item(
        "appraisals", CONDITIONS, "年度考核合格次数", "三（五）", "",
        ("appointment",), "年度考核合格次数不足，或考核材料不全。",
    ),
    Item(
        "promises", PROCEDURE, "个人、单位双承诺", "六（二）", "",
        (), "个人承诺或单位承诺不全。",
    ),
    Item(
        "notices", PROCEDURE, "三次公示各满规定的工作日", "四（二）", "",
        (), "三次公示的时间不足。",
    ),
    Item(
        "objections", PROCEDURE, "公示无异议", "四（三）、六（一）", "",
        (), "公示有异议没有核查结论。",
    ),
    Item(
        "panel", PROCEDURE, "评议组有群众代表、同行专家、单位领导", "四（二）", "",
        (), "评议组的组成不符合四（二）。",
    ),
    Item(
        "recommended", PROCEDURE, "单位领导推荐、主管部门审核", "四（三）", "",
        (), "缺单位领导签字或主管部门审核意见。",
    ),
)  # fmt: skip

PACKAGE_ITEMS = (
    Item(
        "record", "单位材料", "三公示记实表1份", "五（3）", "全单位合计1份，盖公章。",
        sentence="请补交《任职资格评审推荐过程三公示记实表》1份，并盖公章。",
    ),
    Item(
        "record_proof", "单位材料", "三次公示结果证明材料", "五（3）", "公示的照片或扫描件。",
        sentence="请补交三次公示结果证明材料。",
    ),
    Item(
        "summary", "单位材料", "申报汇总表1份", "五（4）", "人数与档案袋一致。",
        sentence="请补交《专业技术人员申报汇总表》1份，人数与档案袋一致。",
    ),
    Item(
        "seal", "单位材料", "主管部门盖章", "四（三）", "呈报单位意见处。",
        sentence="主管部门没有盖章。",
    ),
)  # fmt: skip

BY_KEY = {item.key: item for item in PERSON_ITEMS + PACKAGE_ITEMS}


def last_marks(subject) -> dict[str, ReviewMark]:
    """The mark that counts for each item: the last one of the version now under way."""
    marks = ReviewMark.objects.order_by("pk")
    if isinstance(subject, Package):
        since = subject.letters.order_by("-pk").values_list("answered_at", flat=True).first()
        marks = marks.filter(package=subject)
        if since:
            marks = marks.filter(at__gte=since)
    else:
        since = (
            subject.letters.filter(kind="bureau")
            .order_by("-pk")
            .values_list("answered_at", flat=True)
            .first()
        )
        marks = marks.filter(case=subject, submission=subject.submission_id)
        if since:
            marks = marks.filter(at__gte=since)
    return {mark.item: mark for mark in marks}
