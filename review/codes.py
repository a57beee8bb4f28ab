"""What stands in the code of a paper, and what a scanner or a hand made of it."""

import re
from dataclasses import dataclass
from enum import Enum

from components.forms import plain_text

SEPARATOR = "/"
#: What a scanner that types through a Chinese input method makes of the separator.
_SLIPS = str.maketrans({"、": SEPARATOR, "／": SEPARATOR, "—": "-", "–": "-"})
_SHAPES = {
    "CASE": re.compile(r"YC\d{4}-\d{4,6}"),
    "PACKAGE": re.compile(r"YCB(?P<year>\d{4})-(?P<pk>\d{4,9})"),
    "SHELF": re.compile(r"[A-Z]{1,2}\d{1,4}"),
    "SERIAL": re.compile(r"\d{1,6}"),
}


class Kind(Enum):
    """CASE: a person's number; PACKAGE: the unit's; SHELF: where the bags go; SERIAL: the last
    digits of a person's number, typed by hand.
    """

    CASE = "case"
    PACKAGE = "package"
    SHELF = "shelf"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Code:
    """One code as read; `version` and `check_code` only stand on papers of a person's file."""

    text: str
    kind: Kind | None
    version: int = 0
    check_code: str = ""

    @property
    def package_pk(self) -> int:
        return int(_SHAPES["PACKAGE"].fullmatch(self.text)["pk"])


def code_of(number: str, version: int = 0, check_code: str = "") -> str:
    """What the QR code of a paper says: `YC2021-0037/2/K7F3Q2XD`."""
    return SEPARATOR.join(part for part in (number, str(version or ""), check_code) if part)


def read_code(typed: str) -> Code:
    """What was scanned or typed; `kind` None when it is no code of ours."""
    plain = plain_text(str(typed).translate(_SLIPS)).upper()
    number, *more = plain.split(SEPARATOR)
    kind = next((Kind[name] for name, shape in _SHAPES.items() if shape.fullmatch(number)), None)
    version = next((int(part) for part in more if re.fullmatch(r"\d{1,3}", part)), 0)
    check = next((part for part in more if re.fullmatch(r"[2-9A-HJ-NP-Z]{8}", part)), "")
    return Code(number, kind, version, check)
