"""从Excel粘贴: rows are read, judged by row and column, added to the draft and taken back."""

import pytest

from tests.applications.conftest import answers, job, save, whole
from tests.applications.test_sections import post, url

HEADINGS = "开始年月\t结束年月\t单位\t从事何专业技术工作\t职务\t是本专业技术工作吗\t证明人"
FIRST = "2018.7\t2019年7月\t晋城市金鼎机械厂\t机械加工\t\t否\t王强"
SECOND = '2019-08\t至今\t阳城县太行铸造机械有限公司\t"机械加工\n工艺编制"\t工艺员\t是\t李建国'
WRONG = "2018.13\t\t晋城市金鼎机械厂\t机械加工\t\t也许\t"


def paste(client, application, slug, text, **more):
    page = client.get(url(application, slug) + "paste/")
    data = {"text": text, "version": str(page.context["version"])} | more
    return client.post(url(application, slug) + "paste/", data)


def test_rows_are_shown_before_they_are_added(own, application):
    page = paste(own, application, "work", "\r\n".join([HEADINGS, FIRST, SECOND, ""]))

    assert "读到2行" in page.text
    assert "加入2段" in page.text
    assert [row.number for row in page.context["rows"]] == [2, 3]
    assert not whole(application).drafts.exists()


def test_faults_are_named_by_row_and_column(own, application):
    page = paste(own, application, "work", "\n".join([FIRST, WRONG, FIRST + "\t多的"]))

    assert page.context["problems"] == [
        "第2行 开始年月：月份要在1到12之间",
        "第2行 结束年月：请填写结束年月，还在这个单位就勾选“至今”",
        "第2行 是本专业技术工作吗：“也许”不在选项里，请重新选择是不是本专业技术工作",
        "第2行 证明人：请填写证明人",
        "第3行多出1列，请照上面的列复制",
    ]
    assert "先加没有问题的1段" in page.text
    assert "晋城市金鼎机械厂" in page.text


def test_added_rows_join_what_is_there_and_can_be_taken_back(own, application):
    save(application, "work", answers()["work"])

    answer = paste(own, application, "work", FIRST, add="1")
    page = own.get(answer.url)
    kept = page.context["input"].groups["work"].kept
    assert [form["employer"].value() for form in kept] == [job()["employer"], "晋城市金鼎机械厂"]
    assert "撤销粘贴" in page.text

    typed = whole(application).drafts.get().typed
    post(own, application, "work", typed, unpaste="work")
    page = own.get(url(application, "work"))
    assert len(page.context["input"].groups["work"].kept) == 1
    assert "撤销粘贴" not in page.text


def test_taking_back_brings_the_entry_back_that_gave_way(own, application):
    paste(own, application, "work", FIRST, add="1")
    typed = whole(application).drafts.get().typed
    post(own, application, "work", typed, unpaste="work")

    (entry,) = own.get(url(application, "work")).context["input"].groups["work"].kept

    assert entry["employer"].value() == "阳城县太行铸造机械有限公司"


@pytest.mark.parametrize(
    ("slug", "text", "names"),
    [
        ("work", SECOND, ["阳城县太行铸造机械有限公司"]),
        (
            "achievements",
            "202003\t2020/10/1\t夹具改进\t设计夹具\t参加\t工时下降\n2021.1\t至今\t量具\t校准\t独立\t完成",
            ["夹具改进", "量具"],
        ),
    ],
)
def test_pasted_rows_are_saved_like_typed_ones(own, application, slug, text, names):
    paste(own, application, slug, text, add="1")

    typed = whole(application).drafts.get().typed
    answer = post(own, application, slug, {name: value[0] for name, value in typed.items()})

    assert answer.status_code == 302, answer.context["input"].sentences
    rows = getattr(
        whole(application), "workexperience_set" if slug == "work" else "achievement_set"
    )
    assert [getattr(row, "employer", "") or row.name for row in rows.all()] == names


def test_only_the_two_sections_take_a_paste(own, application):
    assert own.get(url(application, "basic") + "paste/").status_code == 404
    assert "没有读到内容" in paste(own, application, "work", " \n\t\n").text
    assert "最多填40段" in paste(own, application, "work", "\n".join([FIRST] * 41), add="1").text


def test_a_paste_on_an_overtaken_page_is_not_added_in_silence(own, application):
    own.post(url(application, "work") + "autosave/", {"version": "0", "work-0-employer": "别处"})

    page = own.post(
        url(application, "work") + "paste/", {"text": FIRST, "version": "0", "add": "1"}
    )

    assert "这一节刚在别处改过" in page.text
    assert FIRST.split("\t")[2] in page.text
    assert whole(application).drafts.get().typed["work-0-employer"] == ["别处"]
