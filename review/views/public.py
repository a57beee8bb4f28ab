"""Pages anyone may open: the home page, notices, and the site's own."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.access import PUBLIC, access
from applications import guide
from applications.citations import citation, document_key
from applications.queries import calendar, current_round, rules_for
from components.shapes import NoticeRow, Tag
from components.words import day_words
from review import front, integrity, publicity
from review.models import Notice, Reprimand
from review.states import NoticeKind
from review.wording import PUBLIC_FIELDS, RESULT_FIELDS

from .forgetting import forgets, gone

HOME_NOTICES = 3
PAGE = 20


@access(PUBLIC)
def home(request):
    round = current_round(request.today)
    days = calendar()
    running = publicity.running(request.now, days)
    notices = publicity.rows(running[:HOME_NOTICES])
    if round is None or front.is_finished(round, request.today):
        return render(request, "public/home_none.html", {"last": round, "notices": notices})
    rules = rules_for(round)
    result = front.result_of(round, running)
    context = {
        "round": round,
        "rules": rules,
        "front": front.front(round, now=request.now, calendar=days, result=result),
        "cycle": front.cycle(round, request.today, result),
        "notices": notices,
        "answers": guide.answers(rules, round)[:3],
        "condition": citation(rules, "3-3", "聘任之时算起，实算至 2021 年底"),
    }
    response = render(request, "public/home.html", context)
    if not request.COOKIES:
        front.keep(response.content)
    return response


@access(PUBLIC)
def notices(request):
    """Running notices; those that are over keep their title and dates (D17)."""
    days = calendar()
    running = publicity.running(request.now, days)
    over = publicity.over(request.now, running).select_related("unit")
    reprimands = Reprimand.objects.filter(
        issued_at__lte=request.now, shown_until__gte=request.today
    ).select_related("unit")
    sources = {"running": running, "over": over, "reprimands": reprimands}
    shown = request.GET.get("show")
    shown = shown if shown in sources else "running"
    source = sources[shown]
    page = Paginator(source, PAGE).get_page(request.GET.get("page"))
    if shown == "over":
        page.object_list = [
            publicity.posted(notice, now=request.now, calendar=days) for notice in page.object_list
        ]
    rows = reprimand_rows if shown == "reprimands" else publicity.rows
    context = {
        "shown": shown,
        "counts": {
            "running": len(running),
            "over": over.count(),
            "reprimands": reprimands.count(),
        },
        "rows": rows(page.object_list),
        "page": page,
    }
    return render(request, "public/notices.html", context)


def reprimand_rows(shown) -> list[NoticeRow]:
    return [
        NoticeRow(
            title=f"对{one.unit.name}的通报批评",
            url=reverse("reprimand", args=[one.code]),
            tag=Tag("通报"),
            facts=(one.number, f"{day_words(one.issued_at)}发布"),
        )
        for one in shown
    ]


@access(PUBLIC)
@forgets
def reprimand(request, code):
    """通报批评 of a unit: unit, year, how many and the clause; gone after its last day."""
    found = get_object_or_404(
        Reprimand.objects.select_related("unit", "round"), code=code, issued_at__lte=request.now
    )
    if request.today > found.shown_until:
        return render(request, "public/reprimand_gone.html", {"one": found}, status=410)
    context = {"one": found, "text": integrity.reprimand_text(found)}
    return render(request, "public/reprimand.html", context)


@access(PUBLIC)
@forgets
def notice(request, code):
    """One notice. After its last day it is gone, people and text and all (D17)."""
    found = get_object_or_404(
        Notice.objects.select_related("unit", "round"), code=code, posted_at__lte=request.now
    )
    one = publicity.posted(found, now=request.now, calendar=calendar())
    if not one.running:
        return gone(request, one)
    context = {"one": one, "notice": found}
    if found.kind == NoticeKind.CRITERIA:
        context["clauses"] = publicity.clauses(found)
    else:
        context["people"] = publicity.people(found)
    return render(request, "public/notice.html", context)


@access(PUBLIC)
def privacy(request):
    context = {"fields": PUBLIC_FIELDS, "result_fields": RESULT_FIELDS}
    return render(request, "public/privacy.html", context)


@access(PUBLIC)
def statement(request):
    return render(request, "public/statement.html")


@access(PUBLIC)
def sitemap(request):
    round = current_round(request.today)
    key = document_key(round.notice_number) if round else ""
    original = [("通知原文", reverse("document", args=[key]))] if key else []
    groups = [
        (title, [(label, reverse(name)) for label, name in links]) for title, links in SITEMAP
    ]
    return render(request, "public/sitemap.html", {"groups": groups, "original": original})


SITEMAP = (
    ("看明白", (("首页", "home"), ("办事指南", "guide"), ("资格自测", "check:start"))),
    (
        "查结果",
        (
            ("公示公告", "notices"),
            ("办件进度", "progress"),
            ("结果查询", "results"),
            ("证书核验", "verify"),
        ),
    ),
    (
        "办事",
        (("登录", "accounts:sign-in"), ("咨询投诉", "help"), ("操作手册", "manuals")),
    ),
    (
        "本网站",
        (("网站声明", "statement"), ("个人信息保护", "privacy"), ("无障碍说明", "accessibility")),
    ),
)
