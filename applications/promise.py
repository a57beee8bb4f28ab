"""The applicant's half of the 双承诺 (六（二）), in the words of the review form.

The words are part of every frozen submission. To change them, change VERSION too.
"""

import unicodedata

VERSION = "2021-1"
TEXT = (
    "本人承诺：所填写内容及提交的申报材料均真实、合法。如有虚假，愿承担由此产生的一切后果，"
    "接受取消当年申报参评或评审通过资格、记入个人诚信档案、取消今后1-3年申报资格等处理。"
)
CONSEQUENCES = (
    "取消当年申报参评或评审通过资格",
    "记入个人诚信档案",
    "取消今后1-3年申报资格",
)


def plain_name(text: str) -> str:
    """A name as it is compared: NFC, without blanks."""
    return "".join(unicodedata.normalize("NFC", text).split())
