"""The standing words of notices and promises (domain.md §9), filled from the records."""

import re

from applications.partial_days import words
from review.states import NoticeKind

PROMISE_VERSION = "2021-1"
UNIT_PROMISE = (
    "经审核，申报人材料真实、合法，已按规定实行“三公示”且无异议，同意推荐。"
    "如有不实，本单位及审核责任人愿承担相应责任。"
)
#: What a public page may show of a person, and nothing else (D17).
PUBLIC_FIELDS = (
    ("name", "姓名"),
    ("sex", "性别"),
    ("unit", "单位"),
    ("education", "学历"),
    ("major", "所学专业"),
    ("graduated", "毕业时间"),
    ("appointed", "聘任时间"),
    ("appraisals", "年度考核"),
    ("specialty", "申报专业"),
    ("title", "申报职称"),
    ("achievements", "主要业绩"),
    ("opinion", "鉴定意见"),
)
RESULT_FIELDS = (
    ("name", "姓名"),
    ("unit", "单位"),
    ("specialty", "专业"),
    ("title", "资格名称"),
)


#: An identity number or a mobile somebody typed into a text that is made public, grouped or not.
_NUMBER = re.compile(r"(?<!\d)(?:\d(?:[ -]?\d){16}[ -]?[\dXx]|1[3-9](?:[ -]?\d){9})(?!\d)")
_WITHHELD = "（不公开）"


def chinese_date(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def notice_text(kind, *, round, unit, names, period, phone) -> str:
    """The text of a notice, from the records; `period` is inclusive, in counted working days."""
    first, last = period
    days = {
        NoticeKind.CRITERIA: round.criteria_days,
        NoticeKind.MATERIALS: round.materials_days,
        NoticeKind.OPINIONS: round.opinion_days,
        NoticeKind.RESULT: round.result_days,
    }[kind]
    when = f"公示时间：{chinese_date(first)}至{last.month}月{last.day}日（{days}个工作日）。"
    if kind == NoticeKind.RESULT:
        return (
            f"经{round.committee}评审，下列{len(names)}人通过助理工程师任职资格，现予公示。{when}"
            f"如有异议，请在公示期内向{round.place}反映，电话{phone}。"
        )
    start = f"根据{round.notice_number}文件精神，现将我单位{round.year}年度工程系列初级职称"
    people = f"{names[0]}等{len(names)}名" if len(names) > 1 else "".join(names)
    what = {
        NoticeKind.CRITERIA: f"{start}评审条件和评议程序予以公示。",
        NoticeKind.MATERIALS: f"{start}评审申报人{people}同志的申报材料予以公示。",
        NoticeKind.OPINIONS: (
            f"根据{round.notice_number}文件精神，经民主评议，我单位拟对{people}同志出具鉴定意见，"
            "现予公示。"
        ),
    }[kind]
    return f"{what}{when}如有异议，请向本单位反映，电话{phone}。\n{unit.name}"


def criteria_content(round) -> list[dict]:
    """公示①: the clauses the unit posts, by their keys in the ruleset."""
    return [{"clauses": ["2-1", "2-2", "3-1", "3-2", "3-3", "3-4", "3-5", "4-1", "4-2", "4-3"]}]


def publishable(case) -> dict:
    """The fields of one submission a notice may show (D17): an allow-list, never the record."""
    content = case.submission.content
    schools, appointment = content["education"]["schools"], content["appointment"]
    applied = next((school for school in schools if school["highest"]), schools[-1])
    shown = {
        "name": case.name,
        "sex": content["basic"]["sex"],
        "unit": case.unit.name,
        "education": applied["level"],
        "major": applied["major"],
        "graduated": words(applied["graduated"][:7]),
        "appointed": words(appointment["appointed_on"][:7]),
        "appraisals": "；".join(f"{a['year']}年{a['grade']}" for a in appointment["appraisals"]),
        "specialty": content["title"]["specialty"],
        "title": content["title"]["target_title"],
        "achievements": "；".join(item["name"] for item in content["achievements"]["items"]),
    }
    born = content["basic"]["birth_date"]
    return {key: without_numbers(value, born) for key, value in shown.items()}


def without_numbers(text: str, born: str = "") -> str:
    """A text people typed, with no identity number, mobile or birth date (ISO `born`) in it."""
    text = _NUMBER.sub(_WITHHELD, text)
    if not born:
        return text
    year, month, day = (int(part) for part in born.split("-"))
    written = rf"{year}\s*[-年./]?\s*0?{month}\s*[-月./]?\s*0?{day}(?!\d)\s*日?"
    return re.sub(written, _WITHHELD, text)


def publishable_result(case) -> dict:
    """The fields of one result a page may show."""
    shown = publishable(case)
    return {key: shown[key] for key, _ in RESULT_FIELDS}
