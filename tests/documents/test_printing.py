"""Every document: its data is on the paper, whole, in the right order, and the bytes settle."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from documents import fonts, printing, shapes
from documents.pdf import MissingGlyphs, Pdf
from documents.printing import PrintingFailed, TooLong
from tests.documents import reading, samples

PAGES = {
    "review_form": 10,
    "work_report": 2,
    "publicity_record": 2,
    "publicity_proof": 1,
    "assessment_empty": 2,
    "assessment_held": 3,
    "promise_sheet": 2,
    "summary": 2,
    "labels": 2,
    "manifest": 1,
    "delivery_slip": 1,
    "notice_criteria": 1,
    "notice_materials": 2,
    "notice_opinion": 1,
    "notice_result": 1,
    "correction_letter": 1,
    "refusal_letter": 1,
    "submission_receipt": 1,
    "acceptance_receipt": 1,
    "ballot_result": 1,
    "minutes": 1,
    "paper_ballots": 3,
    "certificate_list": 1,
    "certificate": 1,
}
LANDSCAPE = {
    "publicity_record", "summary", "notice_materials", "ballot_result", "assessment_empty",
    "assessment_held",
}  # fmt: skip


@pytest.mark.parametrize("name", samples.EVERY)
def test_page_count_and_paper_are_as_the_form_wants(rendered, name):
    pdf = rendered(name)

    assert (pdf.pages, len(reading.pages(pdf))) == (PAGES[name], PAGES[name])
    assert reading.page_sizes(pdf) == {(297, 210) if name in LANDSCAPE else (210, 297)}


@pytest.mark.parametrize("name", samples.EVERY)
def test_only_our_fonts_are_embedded(rendered, name):
    assert reading.fonts(rendered(name)) == {"Noto-Serif-SC": True, "Noto-Sans-SC": True}


@pytest.mark.parametrize("name", sorted(set(samples.EVERY) - {"labels", "paper_ballots"}))
def test_foot_names_number_page_and_check_code(rendered, name):
    pdf = rendered(name)

    imprint = samples.EVERY[name]().imprint
    for number, page in enumerate(reading.pages(pdf), start=1):
        version = f"第{imprint.version}版" if imprint.version else ""
        foot = f"{imprint.label}{imprint.number}{version}第{number}页/共{pdf.pages}页"
        assert f"{foot}版本校验码{imprint.check_code}" in page


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_bytes_are_equal_in_a_process_with_another_hash_seed(rendered, seed, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", seed)

    pdfs = printing.render_in_child([make() for make in samples.EVERY.values()])

    assert [pdf.sha256 for pdf in pdfs] == [rendered(name).sha256 for name in samples.EVERY]


def test_creation_date_is_the_records_and_absent_without_one():
    report = samples.work_report()
    undated = replace(report, imprint=replace(report.imprint, recorded=None))

    dated, bare = printing.render(report), printing.render(undated)

    assert reading.created(dated) == "D:20211122100500+08'00"
    assert reading.created(bare) == ""


@pytest.mark.parametrize("name", samples.EVERY)
def test_file_says_its_title_and_language_and_nothing_of_the_machine(rendered, name):
    pdf = rendered(name)

    said = reading.about(pdf)
    faces = said.pop("fonts").split()
    assert all(re.fullmatch(r"/[A-Z]{6}\+Noto-\w+-SC", face) for face in faces)
    assert set(said) == {"/Title", "/Producer", "/CreationDate", "lang", "tagged"}
    assert said["/Title"]
    assert (said["lang"], said["tagged"]) == ("zh-CN", "True")
    for trace in (str(Path.home()), str(fonts.ROOT)):
        assert trace.encode() not in pdf.content


def test_draft_has_watermark_and_says_so_in_the_foot():
    report = samples.work_report()
    draft = replace(report.imprint, draft="预览", digest="", version=0)

    pdf = printing.render(replace(report, imprint=draft))

    for page in reading.pages(pdf):
        assert "预览，不作为申报材料" in page
        assert page.count("预览") == 2
        assert "版本校验码" not in page


def test_report_is_padded_to_even_pages_when_it_ends_on_a_front():
    pdf = printing.render(samples.work_report(work="一段。", tasks="一段。"))

    assert [("此页无正文" in page) for page in reading.pages(pdf)] == [False, True]


def test_report_prints_five_parts_and_none_for_empty_honours(rendered):
    text = "".join(reading.pages(rendered("work_report")))

    heads = ("一、本人学历、学位", "二、工作简历", "三、所从事的专业技术工作情况")
    heads += ("四、完成的主要工作任务", "五、取得的荣誉无")
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_record_prints_each_notice_and_the_people(rendered):
    first, second = reading.pages(rendered("publicity_record"))

    assert "第一次评审条件、评议程序公示评审条件和民主评议程序公司公告栏、职工微信工作群" in first
    assert "2021年11月8日至2021年11月12日（5个工作日）186人无无异议，无需处理张贴照片2张" in first
    assert "群众代表3人、同行专家5人、单位领导2人" in second
    assert "三次公示无异议，同意推荐下列7名人员（名单附后）。未推荐人数：1人。" in second
    assert "1张镕旻通风与安全助理工程师2郭晓燕通风与安全助理工程师" in second
    assert second.endswith("7卫建军通风与安全助理工程师" + second[second.index("材料包编号") :])


def test_record_and_proof_tell_objections_without_the_objector():
    notices = (
        samples.NOTICES[0],
        replace(samples.NOTICES[1], objections=(samples.OBJECTION,)),
        samples.NOTICES[2],
    )

    record = "".join(reading.pages(printing.render(samples.publicity_record(notices=notices))))
    proof = "".join(reading.pages(printing.render(samples.publicity_proof(notices=notices))))

    assert "共1条1．2021年11月11日：反映卫建军2019年度考核结果填写有误" in record
    assert "1．不成立。调阅考核登记表，与申报一致（纪检监察室2021年11月14日）" in record
    assert "三次公示收到异议1条，经核查成立0条" in record
    assert "公示期间收到异议1条" in proof


def test_summary_has_21_columns_12_rows_a_page_and_its_head_on_each(rendered):
    first, second = reading.pages(rendered("summary"))

    head = (
        "序号工作单位姓名性别出生年月身份证号参加工作时间学历（适用）学位毕业院校所学专业毕业时间"
    )
    head += "现任专业技术职务（资格）取得（聘任）时间从事专业技术工作年限（至2021.12.31）"
    head += "年度考核情况申报专业申报职务（资格）三公示结果联系电话备注"
    row = "4阳城县析城山煤业有限责任公司李㛃女1996.0314052219960312991X2018.07本科工学学士"
    row += "太原理工大学安全工程2018.07无3年5个月2019合格、2020优秀通风与安全助理工程师无异议"
    row += "13800001003需核实事项"
    assert head in first
    assert head in second
    assert row in first
    assert "13800001011材料包编号" in first  # the twelfth row is the last of the page
    assert "合计14人" in second


def test_sheet_for_the_session_leaves_lines_and_the_record_fills_them(rendered):
    seats, ratings = reading.pages(rendered("assessment_empty"))
    filled = "".join(reading.pages(rendered("assessment_held")))

    assert "1单位领导2单位领导3单位领导4单位领导5同行专家" in seats
    assert "1张镕旻YC2021-0017通风与安全助理工程师2郭晓燕" in ratings
    assert "评议时间：年月日" in seats
    assert "4单位领导成建国副总经理5同行专家皇甫䶮工程师李㛃6" in filled
    assert f"通风与安全助理工程师好好较好一般10票1票{samples.LONG[:150]}" in filled
    assert "记录人李敏（签字）：" in filled


def test_promise_on_paper_names_everybody_and_leaves_lines_to_sign(rendered):
    text = "".join(reading.pages(rendered("promise_sheet")))

    assert "同意推荐下列7名人员：" in text
    assert f"4李㛃YC2021-0020通风与安全助理工程师{samples.LONG[:120]}" in text
    assert (
        f"单位承诺：{samples.promise_sheet().promise}审核人（签字）：单位负责人（签字）：" in text
    )


def test_labels_carry_the_four_items_twice_and_no_foot(rendered):
    first = reading.pages(rendered("labels"))[0]

    for item in ("张镕旻", samples.UNIT, "通风与安全", "13800001000", "YC2021-0017"):
        assert first.count(item) == 2
    assert "共2页" not in first


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("notice_criteria", "现将我单位2021年度工程系列初级职称评审条件和评议程序予以公示"),
        ("notice_criteria", "一、评审条件（一）品德条件。（二）学历条件。二、评议程序"),
        ("notice_materials", "现将张镕旻等7名同志的申报材料予以公示。"),
        (
            "notice_materials",
            "1张镕旻男本科安全工程2018.072018.082019合格通风与安全助理工程师参加3101",
        ),
        ("notice_opinion", "经民主评议，我单位拟对下列人员出具鉴定意见，现予公示。"),
        ("notice_opinion", "1张镕旻通风与安全助理工程师材料真实，符合申报条件，拟同意推荐。"),
        ("notice_result", "下列7人通过助理工程师任职资格，现予公示。"),
        ("notice_result", f"7卫建军{samples.UNIT}通风与安全助理工程师"),
    ],
)
def test_notice_uses_the_wording_of_its_kind(rendered, name, words):
    text = "".join(reading.pages(rendered(name)))

    assert words in text
    assert "公示时间：2021年11月9日至11月15日（5个工作日）。" in text
    assert "公示地点：公司公告栏、职工微信工作群。" in text
    assert "请向公司人力资源部反映，电话0356-4221234" in text


def test_correction_letter_lists_all_items_and_the_due_day(rendered):
    [text] = reading.pages(rendered("correction_letter"))

    assert "1郭晓燕聘用协议书没有签字盖章页补交完整协议书五.5" in text
    assert "2整包三公示记实表单位负责人未签字签字后重报五.3" in text
    assert "请于2021年12月2日前（含当日，自告知次日起5个工作日）" in text
    assert "逾期未补正的，视为放弃申报。" in text


def test_refusal_gives_reason_basis_and_remedy(rendered):
    [text] = reading.pages(rendered("refusal_letter"))

    assert "理由：申报人为参照公务员法管理人员，不在申报范围。" in text
    assert (
        "依据：阳工信函字〔2021〕24号二（二）1可自收到本告知书之日起10个工作日内申请复核。" in text
    )


def test_receipts_print_number_time_and_list(rendered):
    [mine] = reading.pages(rendered("submission_receipt"))
    [theirs] = reading.pages(rendered("acceptance_receipt"))

    assert "申报编号YC2021-0017查询码K7M2XQ姓名张镕旻" in mine
    assert "提交时间2021年11月8日09:05版本第2版" in mine
    assert "1专业技术工作报告1份A4纸正反打印" in mine
    assert "接收时间2021年11月25日15:20人数7人接收人王丽报送人李敏（人力资源部）" in theirs
    assert "7YC2021-0023卫建军通风与安全受理" in theirs


def test_ballot_prints_counts_and_shows_invalid_votes_only_when_there_are_any(rendered):
    [plain] = reading.pages(rendered("ballot_result"))
    row = replace(samples.ballot_result().rows[0], no=0, invalid=1)
    [spoilt] = reading.pages(printing.render(samples.ballot_result(rows=(row,))))

    assert f"1YC2021-0017张镕旻{samples.UNIT}通风与安全11907116通过" in plain
    assert f"2YC2021-0018赵䶮{samples.UNIT}采矿工程11914316未通过需秘书确认" in plain
    assert "合计2人，通过1人，未通过1人。" in plain
    assert "弃权废票" not in plain
    assert "赞成反对弃权废票通过线" in spoilt
    assert f"1YC2021-0017张镕旻{samples.UNIT}通风与安全119070116通过" in spoilt


def test_certificates_print_document_and_numbers(rendered):
    [text] = reading.pages(rendered("certificate_list"))

    assert "确认文号：阳人社字〔2021〕86号确认时间：2021年12月28日" in text
    assert "资格取得时间：2021年12月16日" in text
    assert f"6赵䶮男{samples.UNIT}通风与安全助理工程师14052220210006" in text


def test_character_without_a_shape_is_refused_by_name():
    with pytest.raises(MissingGlyphs, match="「𬎆」"):
        printing.render(samples.work_report(name="张𬎆"))


def test_invisible_signs_are_dropped_before_printing():
    pdf = printing.render(samples.work_report(name="张\u202e镕\u200b旻\x00"))

    assert "张镕旻" in reading.pages(pdf)[0]


def test_text_beyond_any_need_is_refused():
    with pytest.raises(TooLong, match="超过20000字"):
        printing.render(samples.work_report(work="字" * 20_001))


def test_clean_keeps_kinds_dates_and_numbers():
    shape = samples.notice(shapes.NoticeKind.RESULT)

    cleaned = printing.clean(shape)

    assert cleaned == shape
    assert type(cleaned.kind) is shapes.NoticeKind


def test_child_answers_in_order_and_keeps_the_good_when_one_fails():
    report = samples.work_report()

    answers = printing.render_in_child([report, replace(report, name="𬎆"), object(), report])

    assert [type(answer) for answer in answers] == [Pdf, MissingGlyphs, PrintingFailed, Pdf]
    assert answers[1].characters == ["𬎆"]
    assert answers[0] == answers[3] == printing.render(report)


def test_child_sees_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do not pass on")
    seen = []
    start = subprocess.Popen

    def noting(*arguments, **options):
        seen.append(options["env"])
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", noting)

    printing.render_in_child([samples.work_report()])

    assert set(seen[0]) <= {"PATH", "LANG", "DATA_DIR", "PRINT_FONTS_DIR", "PYTHONHASHSEED"}


def test_child_can_open_no_socket():
    code = (
        "import sys, socket; from documents import child;"
        "sys.addaudithook(child._no_network); socket.create_connection(('127.0.0.1', 9))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=fonts.ROOT, capture_output=True, text=True, check=False
    )

    assert "printing opens no sockets" in done.stderr


def test_child_is_stopped_when_it_uses_too_much_processor_time():
    code = "from documents import child; child._allow_seconds(1)\nwhile True: pass"

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=fonts.ROOT, env=dict(os.environ), check=False
    )

    assert done.returncode < 0


def test_recorded_time_in_utc_is_printed_as_given():
    report = samples.work_report()
    moment = datetime(2021, 11, 22, 2, 5, 6, 789, tzinfo=UTC)

    pdf = printing.render(replace(report, imprint=replace(report.imprint, recorded=moment)))

    assert reading.created(pdf).startswith("D:20211122020506")


def test_empty_dates_leave_a_line_for_the_pen():
    pdf = printing.render(samples.publicity_record(filled_on=None, assessed_on=date(2021, 11, 16)))

    assert "填表日期：年月日" in reading.pages(pdf)[0]
