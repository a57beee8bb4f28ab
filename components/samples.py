"""Invented people and dates for the style page: every component in every state."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from eligibility import (
    Calendar,
    Degree,
    Facts,
    Grade,
    Identity,
    Level,
    Relevance,
    UnitKind,
    assess,
    load_all,
)

from . import shapes as s
from .calendars import (
    calendar_month,
    countdown,
    day_cells,
    left_words,
    plan_point,
    plan_row,
)
from .forms import BaseForm, IdentityNumberField, PhoneField, YearMonthField
from .verdicts import conclusion, verdict_cards

TODAY = date(2021, 11, 16)
SAVED_AT = datetime(2021, 11, 16, 9, 42, tzinfo=ZoneInfo("Asia/Shanghai"))
CALENDAR = Calendar()
CLAUSE = s.Citation(
    clause="三（三）资历条件",
    text="自本单位根据国家和省、市专业技术职务聘任的有关规定聘任之时算起，实算至 2021 年底。"
    "申报助理工程师：大学本科毕业后，从事本专业技术工作满 1 年；大学专科毕业，从事本专业技术工作 "
    "2 年以上；中专毕业，从事技术员工作 4 年以上。",
    mark=("聘任之时算起，实算至 2021 年底", "中专毕业，从事技术员工作 4 年以上"),
)
TONES = ("", "blue", "teal", "green", "amber", "red", "violet")
STATES = (
    s.Tag("填写中", "blue"),
    s.Tag("待单位审核", "amber"),
    s.Tag("退回补充", "red"),
    s.Tag("民主评议", "violet"),
    s.Tag("公示②中", "blue"),
    s.Tag("已报送", "teal"),
    s.Tag("审核中", "teal"),
    s.Tag("待补正", "red"),
    s.Tag("已受理", "green"),
    s.Tag("不予受理", ""),
)


class SampleForm(BaseForm):
    """One field of every kind."""

    school = forms.CharField(
        label="学校名称",
        help_text="写毕业证书上的全称",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "zc-w20"}),
    )
    major = forms.CharField(label="所学专业", widget=forms.TextInput(attrs={"class": "zc-w20"}))
    level = forms.ChoiceField(
        label="学历层次",
        choices=[("", "请选择"), ("college", "大学专科"), ("bachelor", "大学本科")],
        widget=forms.Select(attrs={"class": "zc-w18"}),
    )
    mode = forms.ChoiceField(
        label="学习形式",
        choices=[("full", "全日制"), ("adult", "成人教育"), ("open", "网络、开放教育")],
        widget=forms.RadioSelect,
    )
    years = forms.MultipleChoiceField(
        label="考核合格的年度",
        choices=[("2019", "2019年度"), ("2020", "2020年度")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    start = YearMonthField(label="开始年月")
    end = YearMonthField(label="结束年月", help_text="写毕业证书上的年月，例如2019年7月")
    number = IdentityNumberField(help_text="出生年月和性别会自动填好")
    phone = PhoneField(required=False)
    work = forms.CharField(
        label="工作内容",
        widget=forms.Textarea(
            attrs={"rows": 3, "data-counter": "work-left", "data-limit": 300, "class": "zc-w20"}
        ),
        required=False,
    )
    paper = forms.FileField(
        label="毕业证书扫描件", help_text="PDF、JPG、PNG，单个不超过10MB", required=False
    )
    seen = forms.BooleanField(label="我已逐条看过")

    def clean(self):
        self.must_follow("start", "end")
        return super().clean()


TYPED = {
    "school": "晋城职业技术学院",
    "level": "college",
    "mode": "full",
    "start_year": "2016",
    "start_month": "9",
    "end_year": "2016",
    "end_month": "7",
    "number": "14052219980312002",
    "seen": "on",
}


def person(level: Level, graduated: date, appointed: date, good: tuple[int, ...]) -> Facts:
    """Someone of a private firm with one degree and good appraisals in the years ``good``."""
    return Facts(
        unit_kind=UnitKind.PRIVATE,
        identity=Identity.TECHNICAL,
        degrees=(Degree(level, graduated, Relevance.SAME),),
        appointed_on=appointed,
        technician_since=appointed,
        appraisals=dict.fromkeys(good, Grade.QUALIFIED),
    )


def verdicts() -> list[dict]:
    """The verdicts of three people: short of time, one thing open, and everything met."""
    rules = load_all()["2021"]
    people = (
        person(Level.SECONDARY, date(2016, 7, 1), date(2018, 4, 1), (2018, 2019, 2020)),
        person(Level.COLLEGE, date(2019, 7, 1), date(2019, 8, 1), (2020,)),
        person(Level.COLLEGE, date(2019, 7, 1), date(2019, 8, 1), (2019, 2020)),
    )
    found = [assess(facts, rules) for facts in people]
    return [
        {
            "id": f"verdict-{at}",
            "conclusion": conclusion(verdict, prefix=f"v{at}-"),
            "cards": verdict_cards(verdict, prefix=f"v{at}-"),
        }
        for at, verdict in enumerate(found)
    ]


def time_samples() -> dict:
    first, due = date(2021, 11, 10), date(2021, 11, 26)
    month = calendar_month(first, due, today=TODAY, calendar=CALENDAR)
    given = {"today": TODAY, "calendar": CALENDAR}
    days = day_cells(date(2021, 11, 8), due, due=due, **given)
    rows = {"days": days, "today": TODAY}
    return {
        "month": month,
        "countdown": countdown("距单位报送截止", due, month=month, **given),
        "tight": countdown("距补正截止", date(2021, 11, 18), **given),
        "days": day_cells(date(2021, 11, 12), date(2021, 11, 22), due=date(2021, 11, 22), **given),
        "plan": s.Plan(
            days,
            (
                plan_row(
                    "公示① 条件、程序", "11月8日至12日，无异议",
                    date(2021, 11, 8), date(2021, 11, 12), **rows,
                ),
                plan_row(
                    "公示② 个人申报材料", "11月12日至18日，第3天",
                    date(2021, 11, 12), date(2021, 11, 18), **rows,
                ),
                plan_point("民主评议会", "11月17日14:30", date(2021, 11, 17), "评", days=days),
                plan_row(
                    "公示③ 单位鉴定意见", "拟11月18日至24日",
                    date(2021, 11, 18), date(2021, 11, 24), **rows,
                ),
                plan_point("报送303室", "11月26日截止", due, "送", days=days, due=True),
            ),
        ),
        "notices": [
            s.NoticeRow(
                "阳城县析城山机械有限公司 个人申报材料公示",
                "#", s.Tag("公示②", "blue"), ("10人", "11月12日至18日"),
                day_cells(date(2021, 11, 12), date(2021, 11, 18), working_only=True, **given),
                left_words(date(2021, 11, 18), **given), "#",
            )
        ],
        "steps": [
            s.TrailStep("开始填报", "11月8日 20:15", s.StepState.DONE),
            s.TrailStep("个人填报", "单位要求11月11日前提交", s.StepState.NOW),
            s.TrailStep("单位审核、民主评议", "评议会11月17日"),
            s.TrailStep("303室受理", "11月26日截止"),
        ],
    }  # fmt: skip


def work_samples() -> dict:
    state = s.TaskState
    return {
        "groups": [
            s.TaskGroup(
                "二、个人情况",
                tuple(
                    s.Task(f"任务：{value.word}", value, "#", hint, value is state.FIX)
                    for value, hint in zip(
                        state,
                        ("在线写或上传", "已写3项", "第2段的结束年月早于开始年月", "照片看不清",
                         "学历和聘任年月来自自测", "", "前面各项完成后可以核对"),
                        strict=True,
                    )
                ),
            )
        ],
        "tiles": [
            s.Tile(12, "申报人员", "#"),
            s.Tile(1, "待单位核实", "#", "act"),
            s.Tile(1, "资格不符合", "#", "alert"),
            s.Tile(9, "材料齐全", "#", of=10),
        ],
        "todos": [
            s.Todo("核实赵雅敏所学专业是否相近", "#", "去核实", "今天", "16日",
                   "所学“工业设计”，申报“机械制造”", late=True),
            s.Todo("开民主评议会，登记评议意见", "#", "打开评议", "明天", "17日"),
        ],
        "meter": s.Meter(("ok", "ok", "bad", "ask", "none"), "5项中2项符合，1项不符合，1项需核实"),
        "progress": s.Meter(("done", "done", "part", "none"), "4项中2项完成，1项填写中"),
        "legend": [
            s.LegendItem(word, kind)
            for word, kind in (("符合", "ok"), ("不符合", "bad"), ("需核实", "ask"),
                               ("完成", "done"), ("填写中", "part"), ("未开始", ""))
        ],
        "columns": [s.Column("姓名", sort_url="?", sort="ascending"), s.Column("学历"),
                    s.Column("考核合格"), s.Column("评审表"), s.Column("进度"),
                    s.Column("操作", num=True)],
        "rows": [
            s.Row((
                s.Cell("卫小鹏", "#", sub="环境工程"), s.Cell("大学专科"),
                s.Cell("1次", sub="差1次", bad=True),
                s.Cell("2/4", meter=s.Meter(("done", "done", "none", "none"), "4项中2项完整")),
                s.Cell(tag=s.Tag("待单位核实", "amber")), s.Cell("核实", "#", hidden="卫小鹏"),
            ))
        ],
        "summary": [
            s.SummaryRow("单位性质", "企业", "#"),
            s.SummaryRow("考核合格的年度", ("2019年度", "2020年度")),
        ],
        "page": Paginator(range(200), 20).page(5),
        "charts": [
            s.BarChart("按专业申报人数", (s.Bar("机械制造", 12), s.Bar("环境工程", 5, "green"),
                                   s.Bar("电气工程", 2, "amber")), "人"),
            s.BarChart("每日收件", tuple(s.Bar(str(day), day % 5) for day in range(10, 21)), "袋",
                       "columns", "日期", "收件"),
        ],
        "offers": [
            s.Offer("列入公示②", "#", primary=True),
            s.Offer("出具鉴定意见", "#", reasons=("公示②11月18日期满。", "还有1件异议在核查。")),
            s.Offer("退回补充", "#"),
            s.Offer("不予推荐", "#", tone="warn"),
            s.Offer("查看记录", "#", tone="link"),
        ],
    }  # fmt: skip


def form_samples() -> dict:
    remove = s.EntryAction("删除", name="delete", value="1")
    return {
        "form": SampleForm(today=TODAY),
        "wrong": SampleForm(TYPED, prefix=None, auto_id="id_wrong_%s", today=TODAY),
        "entry": s.Entry(
            1, "中专", id="closed",
            rows=(s.SummaryRow("起止年月", "2013年9月至2016年6月"),
                  s.SummaryRow("学校、专业", "阳城县职业高级中学，机电技术应用")),
            actions=(s.EntryAction("修改", "#"), remove),
        ),
        "open_entry": s.Entry(2, id="open", actions=(remove,)),
        "gone": s.Entry(3, "晋城职业技术学院", id="gone",
                        actions=(s.EntryAction("撤销", name="undo", value="3"),)),
        "saves": list(s.SaveState),
        "conflict": [s.ConflictField("major", "所学专业", "机械制造", "机械制造与自动化"),
                     s.ConflictField("school", "学校名称", "晋城职业技术学院", "")],
        "conflict_at": datetime(2021, 11, 16, 10, 5, tzinfo=SAVED_AT.tzinfo),
        "checks": [
            s.CheckGroup("要人工核对", "3项", (
                s.CheckItem("c1", "资历起算与聘用协议一致", "fail",
                            "评审表填2019年7月，聘用协议自2019年8月1日起。", "系统发现两处不一致①",
                            warn=True, citation=CLAUSE, reason_name="r1",
                            reason="评审表第2页“任职时间”填2019年7月，聘用协议为2019年8月1日。"),
                s.CheckItem("c2", "评审表纸质件3份，签字齐全", note="看纸质件三处签字。",
                            clause="五（1）、六（二）", reason_name="r2"),
                s.CheckItem("c3", "档案袋正面和袋底四项齐全", error="请选择符合或不符合"),
            )),
            s.CheckGroup("申报条件", "2项，系统已核",
                         (s.CheckItem("c4", "年度考核合格2次", "pass", "要求不低于2次。",
                                      clause="三（五）"),),
                         (s.CheckItem("c5", "学历：大学专科", "pass", read_only=True),)),
        ],
        "ballot": [
            s.BallotLine("b1", 1, "郭晓燕", "机械制造，大学专科", "agree"),
            s.BallotLine("b2", 2, "张建军", "环境工程，大学专科", error="还没有选"),
        ],
        "errors": [s.ErrorItem("第2段：请填写所学专业", "id_wrong_major")],
    }  # fmt: skip
