from datetime import date

import pytest

from components.identity import (
    IdentityError,
    check_character,
    mask,
    mask_phone,
    normalise,
    read_identity,
    region_hint,
)

TODAY = date(2021, 11, 16)


def number(first_seventeen: str) -> str:
    return first_seventeen + check_character(first_seventeen)


@pytest.mark.parametrize(
    ("typed", "stored", "born", "sex"),
    [
        ("140522199803120020", "140522199803120020", date(1998, 3, 12), "女"),
        ("140522199912310034", "140522199912310034", date(1999, 12, 31), "男"),
        ("14052219880805008X", "14052219880805008X", date(1988, 8, 5), "女"),
        ("14052219880805008x", "14052219880805008X", date(1988, 8, 5), "女"),
        ("１４０５２２１９８８０８０５００８Ｘ", "14052219880805008X", date(1988, 8, 5), "女"),
        (" 140522 19980312 0020 ", "140522199803120020", date(1998, 3, 12), "女"),
        ("140522\u200b199803120020", "140522199803120020", date(1998, 3, 12), "女"),
        ("140522200002290017", "140522200002290017", date(2000, 2, 29), "男"),
    ],
)
def test_read_identity_takes_every_clear_way_of_typing(typed, stored, born, sex):
    identity = read_identity(typed, today=TODAY)

    assert (identity.number, identity.birth_date, identity.sex) == (stored, born, sex)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("14052219980312002", "身份证号应为18位，现在是17位"),
        ("1405221998031200200", "身份证号应为18位，现在是19位"),
        ("140522980312002", "身份证号应为18位，现在是15位"),
        ("", "身份证号应为18位，现在是0位"),
        ("14052219980312002A", "身份证号前17位应为数字，最后一位是数字或X，现在有“A”"),
        ("1405221998031X0020", "身份证号前17位应为数字，最后一位是数字或X，现在有“X”"),
        (number("14052219980231001"), "出生日期不存在，请核对第7至14位"),
        (number("14052219990229001"), "出生日期不存在，请核对第7至14位"),
        (number("14052219981301001"), "出生日期不存在，请核对第7至14位"),
        (number("14052218991231001"), "出生日期早于1900年，请核对第7至14位"),
        (number("14052220211117001"), "出生日期晚于今天，请核对第7至14位"),
        ("140522199803120021", "身份证号最后一位对不上，请照证件核对"),
        ("14052219980312002X", "身份证号最后一位对不上，请照证件核对"),
    ],
)
def test_read_identity_says_what_is_wrong(typed, sentence):
    with pytest.raises(IdentityError) as caught:
        read_identity(typed, today=TODAY)

    assert str(caught.value) == sentence


def test_someone_born_today_is_accepted():
    identity = read_identity(number("14052220211116001"), today=TODAY)

    assert identity.birth_date == TODAY


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_digit_anywhere_is_noticed(place):
    right = "140522199803120020"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]

    with pytest.raises(IdentityError):
        read_identity(wrong, today=TODAY)


def test_all_eleven_check_characters_occur():
    seen = {check_character(f"14052219980312{n:03d}") for n in range(200)}

    assert seen == set("0123456789X")


def test_region_only_hints():
    strange = number("99052219980312002")

    assert read_identity(strange, today=TODAY).number == strange
    assert region_hint(strange) == "前两位“99”不是常见的地区代码，请照证件再看一眼"
    assert region_hint("140522199803120020") == ""
    assert region_hint("") == "前两位“”不是常见的地区代码，请照证件再看一眼"


def test_numbers_are_masked_on_pages():
    assert mask("140522199803121234") == "140522********1234"
    assert mask("1405") == "****"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("12") == "**"
    assert normalise("１４０５２２　x") == "140522X"
