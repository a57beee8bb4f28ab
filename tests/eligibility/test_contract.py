"""The contract of check_eligibility: what goes out, and what is refused on one line."""

import copy
import io
import json

import pytest
from django.core.management import CommandError, call_command

from eligibility.contract import Malformed, evaluate_file
from tests.eligibility.people import ANYONE, CASES, REVIEWED, RULES, degree

SANCTION = {
    "kind": "处分",
    "type": "记过",
    "effective_on": "2020-01-01",
    "lifted_in_writing": True,
}


def evaluate(people):
    text = people if isinstance(people, str | bytes) else json.dumps(people)
    stream = io.BytesIO(text) if isinstance(text, bytes) else io.StringIO(text)
    return json.loads("".join(evaluate_file(stream, RULES)))


def one(**changes):
    return [{"id": "甲1", "facts": copy.deepcopy(ANYONE) | changes}]


def refusal(people):
    with pytest.raises(Malformed) as raised:
        evaluate(people)
    message = str(raised.value)
    assert "\n" not in message
    assert "\r" not in message
    return message


def test_reviewed_file_can_be_given_itself():
    answers = evaluate((CASES / "reviewed.json").read_bytes())

    assert [{"overall": a["overall"], "line": a["line"], "rules": a["rules"]} for a in answers] == [
        case["expect"] for case in REVIEWED
    ]


def test_answer_has_the_shape_of_the_contract():
    (answer,) = evaluate(one(appointed_on="2019-08-01"))

    assert list(answer) == ["id", "overall", "line", "rules", "findings"]
    assert (answer["id"], answer["overall"], answer["line"]) == ("甲1", "met", "本科")
    assert {tuple(finding) for finding in answer["findings"]} == {
        ("rule", "outcome", "clause", "text")
    }
    assert {
        "rule": "R12",
        "outcome": "met",
        "clause": "三（三）",
        "text": "2018年7月1日毕业，2019年8月1日聘任，从较晚的2019年8月1日起算，"
        "到2021年12月31日（首尾两天都算）实算2年5个月，达到满1年的要求。",
    } in answer["findings"]


def test_order_is_kept_and_other_keys_are_ignored():
    people = [one()[0] | {"id": str(n), "title": "x", "expect": {}} for n in (3, 1, 2)]

    assert [answer["id"] for answer in evaluate(people)] == ["3", "1", "2"]


def test_empty_array_gives_an_empty_array():
    assert evaluate([]) == []


def test_bytes_with_a_mark_of_order_are_read():
    assert evaluate(b"\xef\xbb\xbf" + json.dumps(one()).encode())[0]["overall"] == "met"


@pytest.mark.parametrize("field", ANYONE)
def test_missing_fact_is_refused_by_name(field):
    people = one()
    del people[0]["facts"][field]

    assert refusal(people) == f"甲1 {field}：缺少"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit_kind", "企业"),
        ("unit_kind", None),
        ("unit_kind", ["国企"]),
        ("unit_kind", {"国企": 1}),
        ("identity", "专家"),
        ("sex", "F"),
        ("birth_date", None),
        ("birth_date", "1990-06"),
        ("birth_date", "1990-13-01"),
        ("birth_date", "1990-02-30"),
        ("birth_date", "1990-6-5"),
        ("birth_date", "19900605"),
        ("birth_date", "1990-W23-2"),
        ("birth_date", "1990-06-15T00:00"),
        ("birth_date", "１９９０-０６-１５"),
        ("birth_date", " 1990-06-15"),
        ("birth_date", "0000-01-01"),
        ("birth_date", 19900615),
        ("retired", "false"),
        ("retired", 0),
        ("retired", None),
        ("degrees", None),
        ("degrees", {}),
        ("degrees", "本科"),
        ("appointed_on", "2019"),
        ("appointed_on", "2019-13"),
        ("appointed_on", "2019-8"),
        ("appointed_on", ""),
        ("technician_since", "2019-08"),
        ("technician_work_since", "2019-08"),
        ("same_specialty_since", True),
        ("interruptions", None),
        ("appraisals", []),
        ("appraisals", None),
        ("sanctions", None),
        ("ban", []),
        ("ban", 2020),
        ("held_title", "高级工程师"),
        ("held_title", None),
        ("target_title", "无"),
        ("exam_only_specialty", 1),
    ],
)
def test_wrong_value_is_refused_by_name(field, value):
    message = refusal(one(**{field: value}))

    assert message.startswith(f"甲1 {field}：")


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("degrees", [degree(), "本科"], "degrees[1]"),
        ("degrees", [degree("大学")], "degrees[0].level"),
        ("degrees", [degree(graduated_on="2018-07")], "degrees[0].graduated_on"),
        ("degrees", [degree(relevance="相近")], "degrees[0].relevance"),
        ("degrees", [degree(remark="函授")], "degrees[0].remark"),
        ("degrees", [{"level": "本科"}], "degrees[0].graduated_on"),
        ("interruptions", ["2020-01-01"], "interruptions[0]"),
        ("interruptions", [["2020-01-01"]], "interruptions[0]"),
        ("interruptions", [["2020-01-01", "2020-01-02", "2020-01-03"]], "interruptions[0]"),
        ("interruptions", [["2020-01-01", "2020-02-30"]], "interruptions[0][1]"),
        ("interruptions", [["2020-01-02", "2020-01-01"]], "interruptions[0]"),
        ("appraisals", {"19": "合格"}, "appraisals.19"),
        ("appraisals", {"二〇一九": "合格"}, "appraisals.二〇一九"),
        ("appraisals", {"0000": "合格"}, "appraisals.0000"),
        ("appraisals", {"2019": "良好"}, "appraisals.2019"),
        ("appraisals", {"2019": None}, "appraisals.2019"),
        ("sanctions", [SANCTION | {"kind": "纪律"}], "sanctions[0].kind"),
        ("sanctions", [SANCTION | {"type": "罚款"}], "sanctions[0].type"),
        ("sanctions", [SANCTION | {"effective_on": "2020"}], "sanctions[0].effective_on"),
        ("sanctions", [SANCTION | {"lifted_in_writing": None}], "sanctions[0].lifted_in_writing"),
        ("sanctions", [SANCTION, {}], "sanctions[1].kind"),
        ("ban", {"found_in": 2020}, "ban.years"),
        ("ban", {"found_in": "2020", "years": 1}, "ban.found_in"),
        ("ban", {"found_in": 2020.0, "years": 1}, "ban.found_in"),
        ("ban", {"found_in": True, "years": 1}, "ban.found_in"),
        ("ban", {"found_in": 2020, "years": 0}, "ban.years"),
        ("ban", {"found_in": 2020, "years": 4}, "ban.years"),
    ],
)
def test_wrong_part_is_refused_by_its_place(field, value, named):
    assert refusal(one(**{field: value})).startswith(f"甲1 {named}：")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "文件：不是JSON"),
        ("[", "文件：不是JSON"),
        ("[]x", "文件：不是JSON"),
        ("{}", "文件：应是一个数组"),
        ("null", "文件：应是一个数组"),
        ('"x"', "文件：应是一个数组"),
        pytest.param(b"\xff\xfe[]", "文件：不是JSON", id="not UTF-8"),
        pytest.param("[" * 100_000, "文件：", id="nested too deep"),
        pytest.param("[1" + "0" * 5000 + "]", "文件：不是JSON", id="endless number"),
        ("[null]", "第1项 id"),
        ("[[]]", "第1项 id"),
        ("[{}]", "第1项 id"),
        ('[{"id": 7, "facts": {}}]', "第1项 id"),
        ('[{"id": "", "facts": {}}]', "第1项 id"),
        ('[{"id": "a\\nb", "facts": {}}]', "第1项 id"),
        ('[{"id": "\\ud800", "facts": {}}]', "第1项 id"),
        ('[{"id": "甲1"}]', "甲1 facts：缺少"),
        ('[{"id": "甲1", "facts": null}]', "甲1 facts"),
        ('[{"id": "甲1", "facts": []}]', "甲1 facts"),
        ('[{"id": "甲1", "id": "甲2", "facts": {}}]', "甲2 id：写了两次"),
        ('[{"id": "甲1", "facts": {}, "facts": {}}]', "甲1 facts：写了两次"),
        ('[{"id": "甲1", "facts": {"sex": "男", "sex": "女"}}]', "甲1 sex：写了两次"),
        ('[{"id": "甲1", "facts": NaN}]', "甲1 facts"),
    ],
)
def test_text_that_is_no_contract_is_refused(text, named):
    assert refusal(text).startswith(named)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_number_that_is_no_json_is_refused_where_it_stands(word):
    text = json.dumps(one(ban={"found_in": 2020, "years": 1}))

    assert refusal(text.replace("2020, ", f"{word}, ")).startswith("甲1 ban.found_in：")


def test_number_that_is_no_json_is_refused_even_where_nobody_looks():
    text = json.dumps([one()[0] | {"expect": 0}])

    assert refusal(text.replace('"expect": 0', '"expect": NaN')) == "文件：不是JSON（NaN）"


def test_year_given_twice_is_refused():
    text = json.dumps(one()).replace('"2019": ', '"2019": "\\u5408\\u683c", "2019": ')

    assert refusal(text) == "甲1 appraisals.2019：写了两次"


def test_key_given_twice_is_refused_in_a_degree():
    text = json.dumps(one()).replace('"remark": null', '"remark": null, "remark": null')

    assert refusal(text) == "甲1 degrees[0].remark：写了两次"


def test_last_person_is_checked_before_anything_goes_out():
    people = one() * 50 + [{"id": "末位", "facts": copy.deepcopy(ANYONE) | {"sex": "?"}}]

    with pytest.raises(Malformed, match=r"^末位 sex："):
        evaluate_file(io.StringIO(json.dumps(people)), RULES)


def test_same_id_twice_is_answered_twice():
    assert [answer["id"] for answer in evaluate(one() + one())] == ["甲1", "甲1"]


# The command -------------------------------------------------------------------------------------


def test_command_prints_the_answers(capsys):
    call_command("check_eligibility", str(CASES / "reviewed.json"))

    printed = capsys.readouterr()
    assert [answer["id"] for answer in json.loads(printed.out)] == [c["id"] for c in REVIEWED]
    assert printed.err == ""


def test_command_refuses_malformed_input_with_status_2_and_nothing_printed(tmp_path, capsys):
    path = tmp_path / "people.json"
    path.write_text(json.dumps(one(sex="?")))

    with pytest.raises(CommandError, match=r"^甲1 sex：") as raised:
        call_command("check_eligibility", str(path))

    assert raised.value.returncode == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("arguments", [["没有这个文件.json"], [".", "--ruleset", "1999"], ["."]])
def test_command_refuses_a_file_or_ruleset_that_is_not_there(arguments, capsys):
    with pytest.raises(CommandError) as raised:
        call_command("check_eligibility", *arguments)

    assert raised.value.returncode == 2
    assert capsys.readouterr().out == ""
