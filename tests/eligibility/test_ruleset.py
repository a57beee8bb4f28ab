"""The file says what the notice says; each way of breaking it is refused, naming the place."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from eligibility import NotInForce, RulesetError, in_force, load_all
from eligibility.ruleset import RULESETS, load
from tests.eligibility.people import RULES

FILE = RULESETS / "2021.toml"
NOTICE = Path(__file__).parent / "notice.txt"


def broken(tmp_path, old, new, count=1):
    """The file with `old` replaced, under its own name in a folder of its own."""
    text = FILE.read_text()
    assert old in text
    path = tmp_path / "2021.toml"
    path.write_text(text.replace(old, new, count))
    return path


def test_articles_in_order_are_the_whole_notice():
    source = re.sub(r"(?m)^- ", "", NOTICE.read_text())

    written = RULES.issuer + RULES.document
    for article in RULES.articles.values():
        written += article.marker + article.heading + article.text

    assert _plain(written) == _plain(source)


def _plain(text):
    """Without blanks, and with full-width brackets: the source has both kinds for the same mark."""
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


@pytest.mark.parametrize(
    ("key", "clause", "name"),
    [
        ("2-2-1", "二（二）1", "公务员和参照管理人员"),
        ("3-3", "三（三）", "资历条件"),
        ("4-2", "四（二）", "实行民主评议"),
        ("5-6", "五（6）", "档案袋"),
        ("6-2", "六（二）", "申报纪律和“双承诺”制"),
        ("6-4", "六（四）", "未尽事宜"),
        ("annex-4", "附件4", "参考专业分类"),
    ],
)
def test_every_clause_can_be_cited_by_its_key(key, clause, name):
    article = RULES.articles[key]

    assert (article.clause, article.name) == (clause, name)


def test_article_of_two_paragraphs_keeps_them():
    assert len(RULES.articles["3-3"].paragraphs) == 2
    assert RULES.articles["3-3"].depth == 1
    assert RULES.articles["2-2-1"].depth == 2


def test_numbers_of_the_notice():
    notices, dates = RULES.notices, RULES.dates

    assert (notices.criteria, notices.materials, notices.opinion, notices.result) == (5, 5, 5, 5)
    assert dates.service_until == date(2021, 12, 31)
    assert (dates.acceptance_from, dates.acceptance_until) == (
        date(2021, 11, 10),
        date(2021, 11, 26),
    )
    assert {line.label: line.appraisals.need.count for line in RULES.lines} == {
        "本科": 1,
        "专科": 2,
        "中专": 4,
        "硕士": 1,
    }


def test_fingerprint_is_that_of_the_file():
    assert RULES.fingerprint == sha256(FILE.read_bytes()).hexdigest()


def test_later_checks_cite_the_notice():
    assert [(later.title, later.cite.clause) for later in RULES.later] == [
        ("品德条件", "三（一）"),
        ("业务能力条件", "三（四）"),
    ]


# Refused at load -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param('kind = "ban"', 'kind = "bann"', "没有“bann”这种条件", id="未知的条件"),
        pytest.param('kind = "ban"', 'kind = "unit"', "“unit”是R01的条件", id="条件写错了位置"),
        pytest.param('kind = "ban"', 'kind = ["ban"]', "always.R06.kind", id="条件不是文字"),
        pytest.param('cite = "6-2"', 'cite = ["6-2"]', "always.R06.cite", id="依据不是文字"),
        pytest.param('kind = "ban"\n', "", "always.R06.kind", id="没有写条件"),
        pytest.param("years = 1\n", "yers = 1\n", "lines.bachelor.R12.yers", id="键写错"),
        pytest.param("years = 1\n", "", "lines.bachelor.R12.years：缺", id="缺键"),
        pytest.param("years = 1\n", 'years = "1"\n', "lines.bachelor.R12.years", id="类型不对"),
        pytest.param("years = 1\n", "years = true\n", "lines.bachelor.R12.years", id="真假当数字"),
        pytest.param('since = "appointed"', 'since = "hired"', "“hired”", id="没有这个起算"),
        pytest.param('cite = "6-2"\n', "", "always.R06：缺 cite", id="没有依据"),
        pytest.param('cite = "6-2"', 'cite = "6-9"', "没有“6-9”", id="依据不存在"),
        pytest.param(
            'mark = ["给予取消今后1-3年申报资格的处分"]\n', "", "always.R06.mark", id="没有原文"
        ),
        pytest.param(
            '取消今后1-3年申报资格的处分"]', '取消今后1-5年申报资格的处分"]', "不在", id="原文不符"
        ),
        pytest.param("[always.R17]\nkind", "[always.R18]\nkind", "always.R18", id="未知的条目"),
        pytest.param('title = "政务处分"\n', "", "always.R17：缺 title", id="没有标题"),
        pytest.param('laws = ["retirement"]\n', "", "laws.retirement", id="没有引用的规定"),
        pytest.param('laws = ["retirement"]', 'laws = ["retire"]', "没有“retire”", id="规定不存在"),
        pytest.param(
            'name = "手续证明或聘用协议书"\ninformative = true\n',
            'name = "手续证明或聘用协议书"\n',
            "articles.5-5",
            id="没有引用的条文",
        ),
        pytest.param(
            'heading = "学历条件"\n',
            'heading = "学历条件"\ninformative = true\n',
            "articles.3-2",
            id="引用了却标参考",
        ),
        pytest.param('heading = "学历条件"\n', "", "articles.3-2", id="条文没有名称"),
        pytest.param('closed = ["高中"]', "closed = []", "“高中”", id="学历不属于任何线"),
        pytest.param(
            '"本科", "预备技师"]\n',
            '"本科", "预备技师", "中专"]\n',
            "“中专”写了两处",
            id="学历属于两条线",
        ),
        pytest.param(
            '["中专", "技校中级"]', '["中专", "技校初级"]', "“技校初级”", id="没有这种学历"
        ),
        pytest.param("[notices]", "[notice]", "notice", id="表名写错"),
        pytest.param("criteria = 5", "criteria = 0", "notices.criteria", id="公示0天"),
        pytest.param(
            "technician_open = false", "technician_open = 0", "switches", id="开关不是真假"
        ),
        pytest.param('appraisal = "manual"', 'appraisal = "maybe"', "“maybe”", id="开关没有这个值"),
        pytest.param(
            "acceptance_until = 2021-11-26", "acceptance_until = 2021-11-09", "早于", id="日期倒置"
        ),
        pytest.param(
            "in_force_until = 2022-01-01", "in_force_until = 2021-01-01", "不晚于", id="有效期倒置"
        ),
        pytest.param(
            "service_until = 2021-12-31",
            'service_until = "2021-12-31"',
            "dates.service_until",
            id="日期写成文字",
        ),
        pytest.param('"记过" = 12', '"记锅" = 12', "“记锅”", id="没有这种处分"),
        pytest.param("[ruleset]", "[ruleset", "at line", id="不是TOML"),
        pytest.param('"驻县单位", ', '"驻县单位" = 1, ', "at line", id="不是TOML的数组"),
        pytest.param(
            '[later.morals]\ntitle = "品德条件"\n',
            "[later.morals]\n",
            "later.morals.title",
            id="后续确认缺标题",
        ),
    ],
)
def test_broken_file_is_refused_by_name(tmp_path, old, new, said):
    path = broken(tmp_path, old, new)

    with pytest.raises(RulesetError, match=re.escape(said)) as refusal:
        load(path)

    assert str(refusal.value).startswith("2021.toml：")


def test_value_in_place_of_a_table_is_refused(tmp_path):
    text = FILE.read_text()
    start, end = text.index("[laws]"), text.index("[periods]")
    path = tmp_path / "2021.toml"
    path.write_text("laws = 1\n" + text[:start] + text[end:])

    with pytest.raises(RulesetError, match="laws：应是一张表"):
        load(path)


def test_key_other_than_the_file_name_is_refused(tmp_path):
    broken(tmp_path, 'key = "2021"', 'key = "2020"')

    with pytest.raises(RulesetError, match="与文件名不同"):
        load_all(tmp_path)


# Refused at look-up ----------------------------------------------------------------------------


def test_day_within_one_file_finds_it():
    rulesets = load_all()

    assert in_force(rulesets, date(2021, 1, 1)) is rulesets["2021"]
    assert in_force(rulesets, date(2021, 12, 31)) is rulesets["2021"]


@pytest.mark.parametrize("day", [date(2020, 12, 31), date(2022, 1, 1)])
def test_day_covered_by_no_file_is_refused(day):
    with pytest.raises(NotInForce, match="没有"):
        in_force(load_all(), day)


def test_day_covered_by_two_files_is_refused():
    rulesets = {"2021": RULES, "2021-b": replace(RULES, key="2021-b")}

    with pytest.raises(NotInForce, match="2021、2021-b"):
        in_force(rulesets, date(2021, 6, 1))


def test_file_without_an_end_stays_in_force():
    rules = replace(RULES, in_force_until=None)

    assert in_force({"2021": rules}, date(2035, 1, 1)) is rules


# A later round without a new file ---------------------------------------------------------------


def test_later_round_takes_new_dates_and_keeps_the_rules():
    later = RULES.with_dates(
        round_year=2022,
        service_until=date(2022, 12, 31),
        acceptance_from=date(2022, 11, 9),
        acceptance_until=date(2022, 11, 25),
    )

    assert later.dates.round_year == 2022
    assert later.fingerprint == RULES.fingerprint
    assert RULES.dates.round_year == 2021


def test_dates_out_of_order_are_refused():
    with pytest.raises(ValueError, match="acceptance_until"):
        RULES.with_dates(
            round_year=2022,
            service_until=date(2022, 12, 31),
            acceptance_from=date(2022, 11, 9),
            acceptance_until=date(2022, 11, 8),
        )


def test_switches_change_only_what_is_named():
    changed = RULES.with_switches(accept_current_year_appraisal="no")

    assert changed.switches.accept_current_year_appraisal == "no"
    assert changed.switches.college_requires_technician is False
    assert RULES.switches.accept_current_year_appraisal == "manual"


@pytest.mark.parametrize(
    ("switches", "error"),
    [
        ({"accept_current_year_appraisal": "maybe"}, ValueError),
        ({"college_requires_technician": "yes"}, ValueError),
        ({"college_needs_technician": True}, TypeError),
    ],
)
def test_unknown_switch_is_refused(switches, error):
    with pytest.raises(error):
        RULES.with_switches(**switches)
