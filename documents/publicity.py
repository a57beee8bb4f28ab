"""附件2 三公示记实表 and 公示结果证明: the three notices, and what was found on objections."""

from itertools import zip_longest

from documents import shapes, words
from documents.fit import Annex, Slot

RECOMMENDED_LINES = 8
"""Lines for a pen in the list of people of a blank 记实表; two people a line."""


RECORD_SIZES = (10.5, 9.0)
RECORD_ROW = 130
"""Height of a notice in the 记实表, so that all three stand on its front."""


def publicity_record(record: shapes.PublicityRecord) -> dict:
    """The three notices on the front, 评议组 and list on the back, the 附页 that takes the rest."""
    annex, objections = Annex(), _objections(record.notices)
    return {
        "notices": [
            _record_row(ordinal, notice, annex) for ordinal, notice in _numbered(record.notices)
        ],
        "assessment": annex.place("评议结论", record.assessment, 690, 150, sizes=RECORD_SIZES),
        "total_objections": len(objections),
        "upheld": sum(objection.conclusion == "成立" for objection in objections),
        "pairs": list(
            zip_longest(*[iter(enumerate(record.recommended, start=1))] * 2, fillvalue=None)
        ),
        "empty_lines": range(RECOMMENDED_LINES if record.imprint.blank else 0),
        "annex": annex,
    }


def _record_row(ordinal: str, notice: shapes.Publicity, annex: Annex) -> dict:
    def box(title: str, text: str, width: float) -> Slot:
        return annex.place(f"{ordinal}公示“{title}”", text, width, RECORD_ROW, sizes=RECORD_SIZES)

    received = [f"共{len(notice.objections)}条"] if notice.objections else []
    handled = []
    for number, one in enumerate(notice.objections, start=1):
        received.append(f"{number}．{words.chinese_date(one.received)}：{one.content}")
        said = f"{one.conclusion or '核查中'}{f'。{one.handling}' if one.handling else ''}"
        closed = words.chinese_date(one.closed) if one.closed else ""
        by = " ".join(part for part in (one.handler, closed) if part)
        handled.append(f"{number}．{said}{f'（{by}）' if by else ''}")
    return {
        "ordinal": ordinal,
        "told": notice,
        "content": box("公示内容", notice.content, 104),
        "place": box("公示形式与地点", notice.place, 92),
        "objections": box("异议情况", "\n".join(received), 100),
        "handling": box("处理情况及结果", "\n".join(handled), 108),
    }


def publicity_proof(proof: shapes.PublicityProof) -> dict:
    return {"notices": _numbered(proof.notices), "objections": _objections(proof.notices)}


def _numbered(notices: tuple[shapes.Publicity, ...]) -> list[tuple[str, shapes.Publicity]]:
    return list(zip(("第一次", "第二次", "第三次"), notices, strict=True))


def _objections(notices: tuple[shapes.Publicity, ...]) -> list[shapes.Objection]:
    return [objection for notice in notices for objection in notice.objections]
