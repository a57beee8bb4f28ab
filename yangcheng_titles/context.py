"""What the frame of every page needs: names, the day, the way about, who is acting."""

from django.conf import settings
from django.urls import reverse

from accounts import inbox, sessions
from accounts.roles import Role
from applications.queries import current_round
from components.shapes import NavItem
from components.words import time_words

from .health import queue_notice

NAME = "阳城县初级职称评审"
BUREAU = "阳城县工业和信息化局"
PLACE = "工信局303室"
PHONE = "0356-4220191"

PUBLIC_NAV = (
    ("首页", "home"),
    ("办事指南", "guide"),
    ("资格自测", "check:start"),
    ("公示公告", "notices"),
    ("办件进度", "progress"),
    ("结果查询", "results"),
    ("咨询投诉", "help"),
)
MESSAGES = ("消息", "accounts:messages")
SETTINGS_NAV = (
    ("年度批次", "settings:rounds"),
    ("申报专业", "settings:specialties"),
    ("专业对照", "settings:majors"),
    ("评审规则", "settings:rules"),
    ("工作日", "oversight:calendar"),
    ("人员", "keeping:people"),
    ("单位", "keeping:offices"),
    ("待确认", "keeping:requests"),
    ("短信邮件", "keeping:outbox"),
    ("记录", "oversight:audit-start"),
)
ADMIN_NAV = (
    *SETTINGS_NAV,
    ("首页", "home"),
    MESSAGES,
)
COMMITTEE_NAV = (("评审会议", "review:committee"), MESSAGES, ("公示公告", "notices"))
OBJECTIONS, INTEGRITY, ENQUIRIES = (
    ("异议处理", "review:objections"),
    ("诚信处理", "review:integrity"),
    ("咨询投诉", "review:enquiries"),
)
POOL_NAV = (COMMITTEE_NAV[0], ("评委库", "review:pool"), *COMMITTEE_NAV[1:])
BUREAU_NAV = (
    ("受理审核", "review:bureau"),
    ("收件登记", "review:intake"),
    ("申报总览", "review:overview"),
    MESSAGES,
    ("公示公告", "notices"),
    ("办事指南", "guide"),
)
LEAD_NAV = (
    *BUREAU_NAV[:3],
    OBJECTIONS,
    INTEGRITY,
    ENQUIRIES,
    ("授权确认", "keeping:requests"),
    ("工作日", "oversight:calendar"),
    MESSAGES,
)
UNIT_NAV = (
    ("工作台", "review:unit"),
    ("申报人员", "review:unit-people"),
    ("资格批量核对", "review:unit-checks"),
    ("三公示", "review:unit-notices"),
    MESSAGES,
    ("公示公告", "notices"),
    ("办事指南", "guide"),
)
NAVS = {
    Role.APPLICANT: (
        ("我的申报", "applications:list"),
        ("办件进度", "progress"),
        MESSAGES,
        ("公示公告", "notices"),
        ("办事指南", "guide"),
        ("咨询投诉", "help"),
    ),
    Role.UNIT: (*UNIT_NAV[:2], ("人员账号", "members:home"), *UNIT_NAV[2:]),
    Role.UNIT_HEAD: UNIT_NAV,
    Role.DEPARTMENT: (("待审批次", "review:department"), MESSAGES, ("公示公告", "notices")),
    Role.CLERK: (*BUREAU_NAV[:3], INTEGRITY, ENQUIRIES, *BUREAU_NAV[3:]),
    Role.LEAD: LEAD_NAV,
    Role.SECRETARY: (*POOL_NAV[:2], OBJECTIONS, INTEGRITY, *POOL_NAV[2:]),
    Role.CHAIR: POOL_NAV,
    Role.MEMBER: COMMITTEE_NAV,
    Role.TELLER: COMMITTEE_NAV,
    Role.HRSS: (("待核准名单", "review:hrss"), MESSAGES, ("公示公告", "notices")),
    Role.ADMIN: ADMIN_NAV,
}
#: Addresses of what is opened from a desk.
OPENED = ("/cases/", "/packages/", "/meetings/", "/papers/")
FOOTER = (
    ("网站声明", "statement"),
    ("个人信息保护", "privacy"),
    ("无障碍说明", "accessibility"),
    ("网站地图", "sitemap"),
    ("操作手册", "manuals"),
)


def registrations() -> list[str]:
    """What the authorities registered the site under; a number that is not set is not shown."""
    code = f"网站标识码：{settings.SITE_CODE}" if settings.SITE_CODE else ""
    return [line for line in (code, settings.ICP_NUMBER, settings.POLICE_NUMBER) if line]


def navigation(links, path: str, *, unread: int = 0) -> list[NavItem]:
    """The links with the one the page belongs to marked: the longest address it begins with.

    Cases, packages, meetings and papers belong to the first link, the desk they are opened from.
    消息 carries the number of messages not read yet.
    """
    items = [(label, reverse(name)) for label, name in links]
    inside = [url for _, url in items if path == url or (url != "/" and path.startswith(url))]
    desk = items[0][1] if path.startswith(OPENED) else None
    here = max(inside, key=len, default=desk)
    return [
        NavItem(label, url, url == here, unread if label == MESSAGES[0] else 0, "未读")
        for label, url in items
    ]


def banner(now) -> str:
    """The strip that says a rehearsal is one; empty on a real site."""
    if settings.REHEARSAL:
        return f"演练　站点时间 {now.year}年{time_words(now)}　这里办的都不作数"
    if not settings.DEMO:
        return ""
    return f"演示　站点时间 {now.year}年{time_words(now)}　人物、单位均为虚构"


def _session_left(request) -> int | None:
    """Seconds until the session ends if nothing happens; None where no dialog is to ask."""
    record = getattr(request, "sign_in", None)
    if record is None:
        return None
    return int(sessions.left(record, request.acting, now=request.now).total_seconds())


def site(request):
    acting = getattr(request, "acting", None)
    round = current_round(request.today)
    role = Role(acting.role) if acting else None
    year = f" {round.year}年度" if round else ""
    return {
        "site": {
            "name": NAME,
            "sub": f"工程系列{year}",
            "bureau": BUREAU,
            "place": PLACE,
            "phone": round.phone if round else PHONE,
            "registrations": registrations(),
        },
        "today": request.today,
        "demo_banner": banner(request.now),
        "nav": navigation(
            NAVS.get(role, PUBLIC_NAV),
            request.path,
            unread=inbox.unread(request.user) if acting else 0,
        ),
        "nav_kind": "staff" if role and role != Role.APPLICANT else "public",
        "acting": acting,
        "memberships": getattr(request, "memberships", []),
        "session_left": _session_left(request),
        "footer_links": navigation(FOOTER, request.path),
        "queue_notice": queue_notice() if acting else "",
        "type_size": "large" if request.COOKIES.get("type-size") == "large" else "",
    }
