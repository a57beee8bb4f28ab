"""The tags of the design system: ``{% load zc %}``.

Shapes are in ``components/shapes.py``; builders for days in ``components/calendars.py``; cards from
a verdict in ``components/verdicts.py``; form fields in ``components/forms.py``.

Words and marks
  {% zc_tag "审核中" "teal" %} or {% zc_tag tag %}           Tag
  {% zc_icon "check" %}             check cross hold alert arrow print menu type user scan
  {% zc_cite citation %} {% zc_cite citation open=True %}    Citation
  {% zc_quote source="阳工信函字〔2021〕24号" %}…{% endzc_quote %}
  {% zc_note "amber" title="…" %}…{% endzc_note %}           blue amber red green; level=2;
                                    label="…" names the region where there is no title
  {{ day|zc_date }}                 11月26日（星期五）
  {{ day|zc_day }}                  11月26日; |zc_day:2021 adds any other year
  {{ day|zc_today }}                2021年11月16日 星期二
  {{ day|zc_month }}                2019年8月
  {{ moment|zc_time }}              11月12日 09:10
  {{ number|zc_masked }}            140522********1234; {{ phone|zc_masked_phone }} 138****5678

Page
  {% zc_crumbs "首页" home_url "资格自测" %}   label, url, label, url, …; the last has no url
  {% zc_offers offers %}                       Offer…; refused ones list their reasons
  {% zc_actionbar "审核决定" %}…{% endzc_actionbar %}        sticky at the bottom
  {% zc_empty "没有待审批次。" offer %}        Offer optional
  {% zc_pages page %}                          a Django Page; keeps the other GET filters

Time
  {% zc_cal month %}                                         CalendarMonth
  {% zc_days cells %} {% zc_days cells mini=True label="…" %}  DayCell…
  {% zc_countdown countdown %}                               Countdown
  {% zc_cycle steps %} {% zc_trail steps %}                  TrailStep…: across, or down
  {% zc_plan plan %} {% zc_plan_legend %}                    Plan

Work
  {% zc_tasks groups %}                                      TaskGroup…
  {% zc_tiles tiles %} {% zc_todo todos %} {% zc_notices rows %}   Tile… Todo… NoticeRow…
  {% zc_meter meter %} {% zc_meter meter thin=True %} {% zc_legend items %}   Meter, LegendItem…
  {% zc_table columns rows caption="…" %}                    Column…, Row… of Cell…; stack=False
                                                             keeps a small table a table on phones
  {% zc_thead columns %}                                     only the heading, for hand-made bodies
  {% zc_summary rows %} {% zc_summary rows small=True %}     SummaryRow…

Verdict
  {% zc_conclusion conclusion %}                             Conclusion; id="…" for a second one
  {% zc_verdict card %} {% zc_verdict card level=3 %}        VerdictCard
  {% zc_verdicts cards %}                                    all cards with the rule above them

Forms
  {% zc_errors form formset … %}                             error summary with links; word="段"
  {% zc_error_prefix form formset … %}                       「错误：」 for the page's <title>
  {% zc_entry entry %}…fields…{% endzc_entry %}              Entry
  {% zc_entry_gone entry %}                                  Entry just deleted, its action 撤销
  {% zc_entry_gone entry %}                                  Entry deleted, its action 撤销
  {% zc_save "saved" at=moment %} {% zc_save "saved" oob=True at=moment %}   SaveState
  {% zc_conflict fields when=moment where="手机" %}          ConflictField…
  {% zc_checks groups %} {% zc_check item %}                 CheckGroup…, CheckItem
  {% zc_ballot lines %}                                      BallotLine…
  {% zc_chart chart %}                                       BarChart
"""

from django import template
from django.template.loader import render_to_string

from components import charts, words
from components.errors import collect
from components.identity import mask, mask_phone
from components.shapes import Crumb, LegendItem, Offer, SaveState, Tag

register = template.Library()

PLAN_LEGEND = (
    LegendItem("已完成", "past"),
    LegendItem("进行中", "done"),
    LegendItem("计划", "plan"),
    LegendItem("周末、节假日不计", "off"),
)
SAVE_WORDS = {
    SaveState.SAVING: "正在保存",
    SaveState.OFFLINE: "网络断开，内容暂存在本机",
    SaveState.FAILED: "没有保存成功，正在重试",
    SaveState.CONFLICT: "另一处刚改过这一节",
    SaveState.SIGNED_OUT: "登录已过期",
    SaveState.READ_ONLY: "已提交，不能修改",
}


# Words and marks ------------------------------------------------------------------------------


def said(name, words_of):
    """Register a filter that puts a value into words; nothing is said where there is none."""

    def filter_(value, year=None):
        if not value:
            return ""
        return words_of(value, year) if year else words_of(value)

    register.filter(name, filter_)


said("zc_date", words.date_words)
said("zc_day", words.day_words)
said("zc_today", words.today_words)
said("zc_month", words.month_words)
said("zc_time", words.time_words)
said("zc_masked", mask)
said("zc_masked_phone", mask_phone)


@register.inclusion_tag("components/tag.html")
def zc_tag(word, tone=""):
    if isinstance(word, Tag):
        return {"word": word.word, "tone": word.tone}
    return {"word": word, "tone": tone}


@register.inclusion_tag("components/icon.html")
def zc_icon(name):
    return {"name": name}


@register.inclusion_tag("components/cite.html")
def zc_cite(citation, open=None):
    return {"citation": citation, "open": citation.open if open is None else open}


@register.simple_block_tag
def zc_quote(content, source=""):
    return render_to_string("components/quote.html", {"content": content, "source": source})


@register.simple_block_tag
def zc_note(content, tone="blue", title="", label="", level=2, split=False):
    context = {
        "content": content,
        "tone": tone,
        "title": title,
        "label": label,
        "level": level,
        "split": split,
    }
    return render_to_string("components/note.html", context)


# Page -----------------------------------------------------------------------------------------


@register.inclusion_tag("components/crumbs.html")
def zc_crumbs(*parts):
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=False)
    return {"crumbs": [Crumb(label, url) for label, url in pairs]}


def button_class(offer: Offer, sole: bool) -> str:
    """Bootstrap's classes for an offer; a single offer is drawn as the primary button."""
    if offer.tone == "link":
        return "zc-link" if offer.post else ""
    if offer.tone == "warn":
        return "btn btn-warn"
    return "btn btn-primary" if offer.primary or sole else "btn btn-outline-primary"


@register.inclusion_tag("components/offers.html")
def zc_offers(offers, id="offer"):
    offers = list(offers)
    return {
        "id": id,
        "offers": [
            (offer, button_class(offer, len(offers) == 1), f"{id}-{number}")
            for number, offer in enumerate(offers, start=1)
        ],
        "refused": [(n, offer) for n, offer in enumerate(offers, start=1) if offer.reasons],
    }


@register.simple_block_tag
def zc_actionbar(content, label):
    context = {"content": content, "label": label}
    return render_to_string("components/actionbar.html", context)


@register.inclusion_tag("components/empty.html")
def zc_empty(text, offer=None):
    return {"text": text, "offer": offer}


@register.inclusion_tag("components/pages.html", takes_context=True)
def zc_pages(context, page):
    paginator = page.paginator
    return {
        "request": context["request"],
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "gap": paginator.ELLIPSIS,
    }


# Time -----------------------------------------------------------------------------------------


@register.inclusion_tag("components/cal.html")
def zc_cal(month):
    return {"month": month}


@register.inclusion_tag("components/days.html")
def zc_days(cells, mini=False, label=""):
    return {"cells": cells, "mini": mini, "label": label}


@register.inclusion_tag("components/countdown.html")
def zc_countdown(countdown):
    return {"countdown": countdown}


@register.inclusion_tag("components/steps.html")
def zc_cycle(steps):
    return {"steps": steps, "css": "zc-cycle"}


@register.inclusion_tag("components/steps.html")
def zc_trail(steps):
    return {"steps": steps, "css": "zc-trail"}


@register.inclusion_tag("components/plan.html")
def zc_plan(plan):
    shades = [cell.kind if cell.kind in ("off", "today") else "" for cell in plan.days]
    heads = []
    for cell in plan.days:
        weekday = words.WEEKDAYS[cell.day.weekday()]
        heads.append((cell, {"today": "今天", "due": "截止"}.get(cell.kind, weekday)))
    months = dict.fromkeys(cell.day.month for cell in plan.days)
    return {
        "plan": plan,
        "heads": heads,
        "months": "至".join(f"{month}月" for month in months),
        "rows": [(row, list(zip(shades, row.bars, strict=True))) for row in plan.rows],
    }


@register.inclusion_tag("components/legend.html")
def zc_plan_legend():
    return {"items": PLAN_LEGEND}


# Work -----------------------------------------------------------------------------------------


@register.inclusion_tag("components/tasks.html")
def zc_tasks(groups):
    return {"groups": groups}


@register.inclusion_tag("components/tiles.html")
def zc_tiles(tiles):
    return {"tiles": tiles}


@register.inclusion_tag("components/todo.html")
def zc_todo(todos):
    return {"todos": todos}


@register.inclusion_tag("components/notices.html")
def zc_notices(rows):
    return {"rows": rows}


@register.inclusion_tag("components/meter.html")
def zc_meter(meter, thin=False):
    return {"meter": meter, "thin": thin}


@register.inclusion_tag("components/legend.html")
def zc_legend(items):
    return {"items": items}


@register.inclusion_tag("components/thead.html")
def zc_thead(columns):
    return {"columns": columns}


@register.inclusion_tag("components/table.html")
def zc_table(columns, rows, caption="", stack=True):
    return {
        "stack": stack,
        "columns": columns,
        "caption": caption,
        "rows": [list(zip(columns, row.cells, strict=True)) for row in rows],
    }


@register.inclusion_tag("components/summary.html")
def zc_summary(rows, small=False):
    return {"rows": rows, "small": small}


@register.inclusion_tag("components/chart.html")
def zc_chart(chart):
    return {"chart": chart, "drawing": charts.draw(chart)}


# Verdict --------------------------------------------------------------------------------------


@register.inclusion_tag("components/conclusion.html")
def zc_conclusion(conclusion, level=1, id="conclusion"):
    return {"conclusion": conclusion, "level": level, "id": id}


@register.inclusion_tag("components/verdict.html")
def zc_verdict(card, level=3):
    return {"card": card, "level": level}


@register.inclusion_tag("components/verdicts.html")
def zc_verdicts(cards, level=3):
    return {"cards": cards, "level": level}


# Forms ----------------------------------------------------------------------------------------


@register.inclusion_tag("components/errors.html")
def zc_errors(*sources, word=""):
    groups = collect(*sources, word=word)
    return {"groups": groups, "count": sum(len(group.items) for group in groups)}


@register.simple_tag
def zc_error_prefix(*sources):
    return "错误：" if collect(*sources) else ""


@register.simple_block_tag
def zc_entry(content, entry, level=2):
    context = {
        "content": content,
        "entry": entry,
        "level": level,
        "id": entry.id or f"entry-{entry.number}",
    }
    return render_to_string("components/entry.html", context)


@register.inclusion_tag("components/entry_gone.html")
def zc_entry_gone(entry):
    return {"entry": entry, "id": entry.id or f"entry-{entry.number}"}


def saved_words(at, today) -> str:
    """「已自动保存，09:42」, with the day when it was another; before that, a promise."""
    if at is None:
        return "填写的内容会自动保存"
    moment = words.local(at)
    other_day = today is not None and moment.date() != today
    return f"已自动保存，{words.time_words(moment) if other_day else moment.strftime('%H:%M')}"


@register.inclusion_tag("components/save.html", takes_context=True)
def zc_save(context, state, at=None, oob=False):
    state = SaveState(state)
    said = SAVE_WORDS.get(state) or saved_words(at, context.get("today"))
    return {"state": state, "words": said, "oob": oob}


@register.inclusion_tag("components/conflict.html")
def zc_conflict(fields, when=None, where=""):
    place = f"在{where}上" if where else ""
    heading = f"这一节{words.local(when):%H:%M}{place}改过。" if when else "这一节在别处改过。"
    return {"fields": fields, "heading": heading + "两边不一样的，请选要留下的"}


@register.inclusion_tag("components/checks.html")
def zc_checks(groups):
    return {"groups": groups}


@register.inclusion_tag("components/check.html")
def zc_check(item):
    return {"item": item}


@register.inclusion_tag("components/ballot.html")
def zc_ballot(lines):
    return {"lines": lines}
