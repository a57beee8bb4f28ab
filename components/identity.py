"""The citizen identity number (身份证号, GB 11643-1999): reading, checking, hiding.

Own code on purpose: a library's region table refuses real numbers whose six digits were issued to
people born before the county had them. Here the region only hints.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
PROVINCES = frozenset(
    code
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)


class IdentityError(ValueError):
    """The number cannot be right; the message is the sentence for the person typing it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A checked number and what follows from it; ``sex`` is 「男」 or 「女」."""

    number: str
    birth_date: date
    sex: str


def normalise(text: str) -> str:
    """The number as it is stored: half-width, without blanks or invisible signs, X upper case."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf").upper()


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that belongs to seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(int(c) * weight for c, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def read_identity(text: str, *, today: date) -> Identity:
    """Check a number as typed, and read birth date and sex from it.

    Raises IdentityError, with the sentence to show, for the first thing wrong in this order:
    length, characters, a birth date that does not exist or lies after ``today``, check character.
    """
    number = normalise(text)
    if len(number) != 18:
        raise IdentityError(f"身份证号应为18位，现在是{len(number)}位")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        odd = next(c for c in number if not re.fullmatch("[0-9X]", c) or c == "X")
        raise IdentityError(f"身份证号前17位应为数字，最后一位是数字或X，现在有“{odd}”")
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise IdentityError("出生日期不存在，请核对第7至14位") from error
    if born.year < 1900:
        raise IdentityError("出生日期早于1900年，请核对第7至14位")
    if born > today:
        raise IdentityError("出生日期晚于今天，请核对第7至14位")
    if number[17] != check_character(number[:17]):
        raise IdentityError("身份证号最后一位对不上，请照证件核对")
    return Identity(number, born, "男" if int(number[16]) % 2 else "女")


def region_hint(number: str) -> str:
    """A hint, never an error: the first two digits are no province's code. ``""`` when they are."""
    province = normalise(number)[:2]
    if province.isdecimal() and int(province) in PROVINCES:
        return ""
    return f"前两位“{province}”不是常见的地区代码，请照证件再看一眼"


def mask(number: str) -> str:
    """The number for pages, 140522********1234; a text too short for that is hidden whole."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"


def mask_phone(number: str) -> str:
    """A phone number for pages: first three and last four, 138****5678."""
    if len(number) < 11:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def mask_mail(address: str) -> str:
    """A mailbox for pages: its first letter and where it is, g***@163.com."""
    box, at, host = address.rpartition("@")
    return f"{box[:1]}***{at}{host[-40:]}"
