"""The 评委库 and its drawings as their pages show them."""

from django.db.models import Count

from components.shapes import Cell, Column, Row, Tag
from review.models import CommitteeMember, Drawing, PoolChange

COLUMNS = tuple(map(Column, ("姓名、编号", "单位", "职称", "专业", "职务", "任期", "状态")))
CHANGE_COLUMNS = tuple(map(Column, ("时间", "经办人", "方式", "项目", "原来", "改为")))


def standing(member, today) -> Tag:
    """在任, 任期未到 or 任期已满, on `today`."""
    if today < member.term_from:
        return Tag("任期未到", "amber")
    return Tag("任期已满") if today > member.term_until else Tag("在任", "green")


def pool_rows(today, address=None) -> list[Row]:
    """Everybody in the pool; `address` (member → URL) where the reader may change them."""
    return [
        Row(
            (
                Cell(m.name, url=address(m) if address else "", sub=f"编号{m.pk}"),
                Cell(m.employer),
                Cell(m.title),
                Cell(m.specialty),
                Cell(m.get_position_display()),
                Cell(f"{m.term_from:%Y.%m.%d}—{m.term_until:%Y.%m.%d}"),
                Cell(tag=standing(m, today)),
            )
        )
        for m in CommitteeMember.objects.order_by("pk")
    ]


def in_term(day):
    """The members whose term covers `day`."""
    return CommitteeMember.objects.filter(term_from__lte=day, term_until__gte=day)


def specialties(day) -> list[tuple[str, int]]:
    """(specialty, how many members in their term on `day`)."""
    found = in_term(day).values("specialty").annotate(people=Count("pk")).order_by("specialty")
    return [(row["specialty"], row["people"]) for row in found]


def changes_of(member):
    return PoolChange.objects.filter(member=member).select_related("by")


def drawings_of(meeting) -> list[Drawing]:
    """All drawings of a meeting, the last first."""
    return list(meeting.drawings.select_related("drawn_by", "replaced").order_by("-pk"))
