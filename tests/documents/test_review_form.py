"""附件1: each page holds what the national form puts there, and nothing is ever cut."""

from dataclasses import replace

import pytest

from documents import printing, shapes
from tests.documents import reading, samples

HEADS = (
    "山西省专业技术职务任职资格评审表",
    "填表说明",
    "基本情况",
    "学习培训经历",
    "任现职前主要专业技术工作业绩登记",
    "任现职后主要专业技术工作业绩登记",
    "著作、论文及重要技术报告登记",
    "考试成绩及答辩情况",
    "申报人承诺",
    "评审审批意见",
)


@pytest.fixture(scope="module")
def overfull():
    return printing.render(samples.overfull_form())


def test_each_page_begins_with_its_heading(rendered):
    for page, head in zip(reading.pages(rendered("review_form")), HEADS, strict=True):
        assert head in page[:30]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            1,
            f"单位{samples.UNIT}姓名张镕旻现任专业技术职务无评审任职资格助理工程师申报专业通风与安全",
        ),
        (1, "填表时间：2021年11月6日山西省人力资源和社会保障厅制"),
        (3, "现名张镕旻性别男民族汉族曾用名无出生日期1996年3月12日"),
        (3, "出生地山西省晋城市阳城县标准工资参加工作时间2018.07身体状况健康"),
        (3, "2018.07太原理工大学安全工程四年工学学士"),
        (3, "现任专业技术职务及任职时间无现从事何种专业技术工作矿井通风与安全技术管理"),
        (3, "专业技术职务任职资格（取得时间及审批机关）无现（兼）任行政职务及任职时间无"),
        (3, "何时加入中国共产党（共青团）任何职务2017年5月加入中国共产党"),
        (3, "何时何地参加何种民主党派任何职务无参加何种学术团体，任何种职务，有何社会兼职无"),
        (3, "懂何种外语，达到何种程度英语，通过大学英语四级考试（CET-4）"),
        (4, "2014.09—2018.07安全工程太原理工大学四年，本科王建国"),
        (4, "适用学历：大学本科，2018年7月毕业于太原理工大学安全工程专业"),
        (4, f"2018.07—至今{samples.UNIT}通风科通风与安全技术管理通风技术员赵国庆"),
        (5, "完成情况及效果（获何奖励、效益或专利）无"),
        (6, f"2018.03—2018.113101综采工作面通风系统改造参加：{samples.LONG[:90]}风量满足"),
        (7, "2021.11专业技术工作报告《综采工作面通风系统改造实践》提交评审委员会独著"),
        (8, "组织考试单位无答辩情况无公章负责人：年月日"),
        (8, f"2019合格{samples.UNIT}2020优秀{samples.UNIT}公司先进个人公章负责人：年月日"),
        (9, "取消今后1-3年申报资格等处理。申报人（签字）：年月日"),
        (9, "按规定实行“三公示”且无异议，同意推荐。"),
        (9, "经公示（2021年11月16日至11月22日）无异议，同意推荐。公章负责人：年月日"),
        (9, "呈报单位意见经审核，申报程序规范，材料齐全，同意报送。公章"),
        (10, "建议提交评审委员会表决。签字：年月日"),
        (10, "总人数参加人数表决结果备注119赞成人数7反对人数1弃权1人；回避0人"),
    ],
)
def test_page_holds_the_cells_in_order(rendered, page, words):
    assert words in reading.pages(rendered("review_form"))[page - 1]


def test_identity_number_and_phone_have_no_place_on_the_form():
    names = set(shapes.ReviewForm.__dataclass_fields__)

    assert not names & {"id_number", "phone", "address"}


def test_abstain_column_is_printed_when_the_form_has_one():
    pdf = printing.render(samples.review_form(abstain_column=True))

    assert "119赞成人数7反对人数1弃权人数1回避0人" in reading.pages(pdf)[9]


def test_ballot_grid_is_empty_before_the_vote():
    pdf = printing.render(samples.review_form(ballot=None))

    assert "表决结果备注赞成人数反对人数公章主任签字：年月日" in reading.pages(pdf)[9]


def test_photo_frame_keeps_its_caption_when_there_is_no_photo():
    pdf = printing.render(samples.review_form(photo=b""))

    assert "近期一寸免冠照片" in reading.pages(pdf)[2]


def test_photo_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="JPEG or a PNG"):
        printing.render(samples.review_form(photo=b"GIF89a"))


def test_pages_stay_in_place_when_every_box_overflows(overfull):
    pages = reading.pages(overfull)

    for page, head in zip(pages, (*HEADS, "附页"), strict=False):
        assert head in page[:30]
    assert overfull.pages % 2 == 0


def test_no_character_is_lost_when_every_box_overflows(overfull):
    text = "".join(reading.pages(overfull))

    # LONG stands in 3 answers, 12 + 2 achievements, a publication and 5 opinions, its first 90
    # characters in 24 cells. What a box holds and what its 附页 holds must add up to all of it.
    expected = 23 * samples.LONG.count("阻") + 24 * samples.LONG[:90].count("阻")
    assert text.count("阻") == expected
    assert text.count("欧阳㛃䶮𬭼·买买提明艾合买提江") == 2


def test_everything_lies_within_the_paper_when_every_box_overflows(overfull):
    for page in range(overfull.pages):
        for left, bottom, right, top in reading.boxes(overfull, page):
            assert left > 40
            assert right < 560
            assert bottom > 10
            assert top < 800


def test_text_too_long_for_its_box_names_the_sheet_where_it_goes_on():
    pdf = printing.render(samples.review_form(unit_opinion=samples.LONG))

    pages = reading.pages(pdf)
    assert "（续见附页1）公章" in pages[8]
    assert pages[10].startswith("附页附页1接基层单位意见")
    rest = [page.split("申报编号")[0] for page in pages[10:]]
    whole = pages[8].split("基层单位意见")[1].split("（续见附页1）")[0]
    whole += rest[0].split("接基层单位意见")[1] + rest[1]
    assert whole == samples.LONG
    assert pdf.pages == 12


def test_records_beyond_the_page_go_to_a_table_of_their_own():
    rows = tuple(
        replace(samples.review_form().after[0], name=f"第{n}项工作", content="短")
        for n in range(1, 13)
    )

    pages = reading.pages(printing.render(samples.review_form(after=rows)))

    assert all(f"第{n}项工作" in pages[5] for n in range(1, 11))
    assert "（以下各行续见附页1）" in pages[5]
    assert "附页1接任现职后主要专业技术工作业绩登记第10行" in pages[10]
    assert all(f"第{n}项工作" in pages[10] for n in (11, 12))
