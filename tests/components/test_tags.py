from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.html import strip_tags

from components import shapes as s
from components.shapes import CheckItem, Citation, Offer, SaveState, Tag

SHANGHAI = ZoneInfo("Asia/Shanghai")


def draw(source: str, **context) -> str:
    return Template("{% load zc %}" + source).render(Context(context))


def words(html: str) -> str:
    return "".join(strip_tags(html).split())


def test_tag_is_a_word_and_a_colour():
    assert draw('{% zc_tag "审核中" "teal" %}') == draw(
        "{% zc_tag tag %}", tag=Tag("审核中", "teal")
    )
    assert 'class="zc-tag zc-tag--teal">审核中<' in draw('{% zc_tag "审核中" "teal" %}')
    assert 'class="zc-tag">未开始<' in draw('{% zc_tag "未开始" %}')


def test_text_is_escaped_everywhere():
    assert "&lt;script&gt;" in draw("{% zc_tag word %}", word="<script>")
    assert "<script>" not in draw(
        "{% zc_cite c %}", c=Citation("三", "a<script>b", mark=("<script>",))
    )


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        ((), (("聘任之时算起，实算至2021年底。", False),)),
        (
            ("实算至2021年底",),
            (("聘任之时算起，", False), ("实算至2021年底", True), ("。", False)),
        ),
        (
            ("2021年底。", "聘任"),
            (("聘任", True), ("之时算起，实算至", False), ("2021年底。", True)),
        ),
        (("没有这句话", ""), (("聘任之时算起，实算至2021年底。", False),)),
        (
            ("算起，实算", "实算至"),
            (("聘任之时", False), ("算起，实算", True), ("至", True), ("2021年底。", False)),
        ),
    ],
)
def test_citation_is_cut_at_its_marks(marks, pieces):
    citation = Citation("三（三）", "聘任之时算起，实算至2021年底。", mark=marks)

    assert citation.pieces == pieces
    assert "".join(piece for piece, _ in citation.pieces) == citation.text


def test_citation_opens_where_it_is_told_to():
    shut, opened = Citation("三（三）", "原文"), Citation("三（三）", "原文", open=True)

    assert "<summary>安排意见 三（三）</summary>" in draw("{% zc_cite c %}", c=shut)
    assert "<footer>阳工信函字〔2021〕24号</footer>" in draw("{% zc_cite c %}", c=shut)
    assert " open>" not in draw("{% zc_cite c %}", c=shut)
    assert " open>" in draw("{% zc_cite c %}", c=opened)
    assert " open>" in draw("{% zc_cite c open=True %}", c=shut)
    assert " open>" not in draw("{% zc_cite c open=False %}", c=opened)


def test_note_with_a_title_is_a_named_region():
    html = draw('{% zc_note "amber" title="排期" %}<p>提前到18日</p>{% endzc_note %}')

    assert 'class="zc-note zc-note--amber" role="region" aria-label="排期"' in html
    assert "<h2>排期</h2>" in html
    assert "<p>提前到18日</p>" in html


def test_note_without_a_name_is_no_region():
    assert "role" not in draw("{% zc_note %}<p>提示</p>{% endzc_note %}")


def test_block_tags_escape_what_their_content_prints():
    assert "&lt;b&gt;" in draw("{% zc_quote %}{{ text }}{% endzc_quote %}", text="<b>")


def test_offer_that_may_be_taken_is_a_link():
    html = draw(
        "{% zc_offers offers %}", offers=[Offer("列入公示②", "/cases/1/publish/", primary=True)]
    )

    assert '<a class="btn btn-primary" href="/cases/1/publish/">列入公示②</a>' in html
    assert "zc-offers__why" not in html


def test_offer_with_reasons_is_a_grey_button_and_lists_them_all():
    offers = [
        Offer("退回补充", "/return/"),
        Offer(
            "出具鉴定意见",
            "/assess/",
            primary=True,
            reasons=("公示②11月18日期满。", "还有1件异议。"),
        ),
    ]

    html = draw("{% zc_offers offers %}", offers=offers)

    assert 'href="/assess/"' not in html
    assert 'type="button" aria-disabled="true" aria-describedby="offer-2"' in html
    assert '<li id="offer-2">' in html
    assert "现在还不能“出具鉴定意见”：公示②11月18日期满。还有1件异议。" in words(html)
    assert 'class="btn btn-outline-primary" href="/return/"' in html


def test_offer_that_posts_is_a_form_with_the_token():
    offers = [Offer("登记", "/register/", post=True, tone="warn")]

    html = draw("{% zc_offers offers %}", offers=offers, csrf_token="t0ken")

    assert '<form method="post" action="/register/">' in html
    assert 'value="t0ken"' in html
    assert '<button class="btn btn-warn" type="submit">登记</button>' in html


def test_crumbs_end_without_a_link():
    html = draw('{% zc_crumbs "首页" "/" "资格自测" %}')

    assert '<a href="/">首页</a>' in html
    assert '<span aria-current="page">资格自测</span>' in html


def test_pages_keep_the_other_filters(rf):
    request = rf.get("/list/?state=open&page=2")

    html = draw("{% zc_pages page %}", page=Paginator(range(95), 20).page(2), request=request)

    assert 'href="?state=open&amp;page=1" rel="prev"' in html
    assert 'href="?state=open&amp;page=3" rel="next"' in html
    assert 'aria-current="page"' in html
    assert "…" not in html


def test_one_page_needs_no_paging(rf):
    page = Paginator(range(3), 20).page(1)

    assert "<nav" not in draw("{% zc_pages page %}", page=page, request=rf.get("/"))


def test_tasks_done_and_blocked_are_plain_words():
    state = s.TaskState
    tasks = tuple(s.Task(f"任务{value}", value, "/x/") for value in state)

    html = draw("{% zc_tasks groups %}", groups=[s.TaskGroup("一、申报前", tasks)])

    assert html.count('<a href="/x/">') == len(tasks) - 1
    assert '<a href="/x/">任务blocked</a>' not in html
    assert html.count("zc-tag") == 2 * (len(tasks) - 2) - 1
    assert "完成1/7" in words(html)


def test_steps_say_which_one_is_now():
    steps = [
        s.TrailStep("开始填报", "11月8日", s.StepState.DONE),
        s.TrailStep("个人填报", state=s.StepState.NOW),
        s.TrailStep("单位审核"),
    ]

    html = draw("{% zc_trail steps %}", steps=steps)

    assert html.count('aria-current="step"') == 1
    assert "开始填报（已完成）" in words(html)


def test_days_say_in_words_what_colours_say():
    cells = (
        s.DayCell(date(2021, 11, 26), s.DayKind.DUE),
        s.DayCell(date(2021, 11, 16), s.DayKind.TODAY),
    )

    assert "26日（截止）16日（今天）" in words(draw("{% zc_days cells %}", cells=cells))


def test_small_days_are_hidden_behind_their_words():
    cells = (s.DayCell(date(2021, 11, 16), s.DayKind.TODAY),)

    html = draw('{% zc_days cells mini=True label="第1天，共5天" %}', cells=cells)

    assert 'aria-hidden="true"' in html
    assert words(html) == "第1天，共5天"


def test_meter_says_its_parts_in_words():
    html = draw("{% zc_meter m %}", m=s.Meter(("ok", "none", ""), "3项中1项符合"))

    assert 'role="img" aria-label="3项中1项符合"' in html
    assert html.count("<i></i>") == 2


def test_table_names_its_columns_in_every_cell():
    columns = [s.Column("姓名"), s.Column("任现职以来年度考核合格", num=True, short="考核")]
    rows = [s.Row((s.Cell("卫小鹏", "/1/"), s.Cell("1次", sub="差1次", bad=True)))]

    html = draw("{% zc_table columns rows %}", columns=columns, rows=rows)

    assert '<th scope="row"><a href="/1/">卫小鹏</a>' in html
    assert '<td class="zc-num" data-label="考核">' in html
    assert "zc-table__sub--bad" in html


def test_table_row_with_a_missing_cell_is_an_error():
    with pytest.raises(ValueError, match="shorter"):
        draw("{% zc_table c r %}", c=[s.Column("a"), s.Column("b")], r=[s.Row((s.Cell("1"),))])


def test_conclusion_joins_its_gaps():
    conclusion = s.Conclusion(
        "还差3项条件",
        "amber",
        s.Meter(("bad",), "1项"),
        (s.LegendItem("不符合 1 项", "bad"),),
        "差的是",
        (s.Gap("学历", "a"), s.Gap("资历", "b", "还差3个月"), s.Gap("考核", "c")),
        ("照现行条件推算。",),
    )

    html = draw("{% zc_conclusion c %}", c=conclusion)

    assert "差的是学历、资历（还差3个月）和考核。照现行条件推算。" in words(html)
    assert '<h1 id="conclusion">' in html


def test_save_line_says_when_and_which_day():
    at = datetime(2021, 11, 16, 1, 42, tzinfo=ZoneInfo("UTC"))

    same = draw("{% zc_save 'saved' at=at oob=True %}", at=at, today=date(2021, 11, 16))
    later = draw("{% zc_save 'saved' at=at %}", at=at, today=date(2021, 11, 17))

    assert words(same) == "已自动保存，09:42"
    assert 'id="save-state" data-state="saved" role="status" hx-swap-oob="true"' in same
    assert words(later) == "已自动保存，11月16日09:42"
    assert words(draw("{% zc_save 'saved' %}")) == "填写的内容会自动保存"


@pytest.mark.parametrize("state", SaveState)
def test_every_save_state_has_its_words(state):
    html = draw("{% zc_save state %}", state=state)

    assert f'data-state="{state}"' in html
    assert words(html)


def test_conflict_offers_both_texts_and_prefers_the_newer():
    fields = [s.ConflictField("major", "所学专业", "机械", "", prefer_there=True)]
    at = datetime(2021, 11, 16, 10, 5, tzinfo=SHANGHAI)

    html = draw("{% zc_conflict fields when=at where='手机' %}", fields=fields, at=at)

    assert "这一节10:05在手机上改过。" in html
    assert 'name="keep-major" value="there" checked' in html
    assert "（空）" in html


def test_closed_entry_shows_its_rows_and_named_actions():
    entry = s.Entry(
        2,
        "大专",
        rows=(s.SummaryRow("学校", "晋城职业技术学院"),),
        actions=(
            s.EntryAction("修改", url="/2/"),
            s.EntryAction("删除", name="delete", value="1", post="/delete/1/"),
        ),
    )

    html = draw("{% zc_entry e %}{% endzc_entry %}", e=entry)

    assert 'aria-labelledby="entry-2-title"' in html
    assert "第2段大专" in words(html)
    assert 'type="submit" name="delete" value="1" formnovalidate hx-post="/delete/1/"' in html
    assert "删除第2段" in words(html)


def test_check_says_what_the_machine_found_and_keeps_the_reason():
    item = CheckItem(
        "c1", "资历起算一致", "fail", "填2019年7月。", "系统发现两处不一致①", warn=True,
        clause="三（三）", reason_name="r1", reason="请更正评审表。",
    )  # fmt: skip

    html = draw("{% zc_check item %}", item=item)

    assert 'value="fail" id="id_c1_1" checked' in html
    assert "系统发现两处不一致①填2019年7月。三（三）" in words(html)
    assert '<label for="id_r1">告知单位和申报人的话</label>' in html
    assert "请更正评审表。</textarea>" in html


def test_check_not_looked_at_has_no_choice():
    assert " checked" not in draw("{% zc_check item %}", item=CheckItem("c1", "签字齐全"))


def test_check_read_only_has_no_inputs():
    item = CheckItem("c1", "签字齐全", "pass", reason_name="r1", read_only=True)

    html = draw("{% zc_check item %}", item=item)

    assert "<input" not in html
    assert "<textarea" not in html
    assert "符合" in html


def test_ballot_keeps_the_choice_and_says_what_is_missing():
    lines = [
        s.BallotLine("b1", 1, "郭晓燕", choice="agree"),
        s.BallotLine("b2", 2, "张建军", error="还没有选"),
    ]

    html = draw("{% zc_ballot lines %}", lines=lines)

    assert 'name="b1" value="agree" id="id_b1_0" checked' in html
    assert 'aria-describedby="b2_error"' in html
    assert html.count(" checked") == 1


@pytest.mark.parametrize("kind", ["bars", "columns"])
def test_chart_says_its_numbers_in_words_and_in_a_table(kind):
    chart = s.BarChart("每日收件", (s.Bar("10日", 4), s.Bar("11日", 0)), "袋", kind)

    html = draw("{% zc_chart chart %}", chart=chart)

    assert 'aria-label="每日收件：10日4袋，11日0袋"' in html
    assert "看数据表" in html
    assert html.count("<rect") == 2


def test_empty_chart_says_so():
    chart = s.BarChart("每日收件", ())

    assert "每日收件：没有数据" in draw("{% zc_chart chart %}", chart=chart)


def test_dates_are_said_as_the_office_says_them():
    at = datetime(2021, 11, 26, 1, 10, tzinfo=ZoneInfo("UTC"))
    said = draw(
        "{{ d|zc_date }} {{ d|zc_day }} {{ d|zc_day:2022 }} {{ d|zc_today }} {{ d|zc_month }} "
        "{{ at|zc_time }} {{ none|zc_date }} {{ n|zc_masked }}",
        d=date(2021, 11, 26), at=at, none=None, n="140522199803121234",
    )  # fmt: skip

    assert said == (
        "11月26日（星期五） 11月26日 2021年11月26日 2021年11月26日 星期五 2021年11月 "
        "11月26日 09:10  140522********1234"
    )
