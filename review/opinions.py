"""鉴定意见 as drafted from what the 评议组 found (四（二）, D15b, domain.md §9)."""

from . import notices
from .models import Rating
from .states import NoticeKind


def draft(case, *, ethics, attitude, level, ability, agree, disagree) -> str:
    """The words for one person; without a majority it says that the person is not recommended.

    Publicity ② of the version under way is named with its days, both included.
    """
    words = {grade.value: grade.label for grade in Rating.Grade}
    found = (
        f"该同志拥护党的领导，遵纪守法，职业道德{words[ethics]}，工作态度{words[attitude]}，"
        f"专业水平{words[level]}，技术业务能力{words[ability]}。"
    )
    votes = f"经评议组民主评议，同意{agree}票、不同意{disagree}票，"
    if 2 * agree <= agree + disagree:
        return f"{found}{votes}未过半数，不同意推荐。"
    title = case.application.get_target_title_display()
    return f"{found}{votes}申报材料真实，符合{title}申报条件。{_publicity(case)}拟同意推荐。"


def _publicity(case) -> str:
    notice = notices.covering(case, NoticeKind.MATERIALS)
    if notice is None:
        return ""
    first, last = notice.first_day, notices.last_day(notice)
    return f"个人申报材料经公示（{notices.month_day(first)}至{notices.month_day(last)}）无异议，"
