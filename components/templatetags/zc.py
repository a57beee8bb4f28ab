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
  {{ day|zc_day }}                  11月26日
  {{ day|zc_today }}                2021年11月16日 星期二
  {{ day|zc_month }}                2019年8月
  {{ moment|zc_time }}              11月12日 09:10
  {{ number|zc_masked }}            140522********1234

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
  {% zc_table columns rows caption="…" %}                    Column…, Row… of Cell…
  {% zc_thead columns %}                                     only the heading, for hand-made bodies
  {% zc_summary rows %} {% zc_summary rows small=True %}     SummaryRow…

Verdict
  {% zc_conclusion conclusion %}                             Conclusion
  {% zc_verdict card %} {% zc_verdict card level=3 %}        VerdictCard
  {% zc_verdicts cards %}                                    all cards with the rule above them

Forms
  {% zc_errors form formset … %}                             error summary with links; word="段"
  {% zc_error_prefix form formset … %}                       「错误：」 for the page's <title>
  {% zc_entry entry %}…fields…{% endzc_entry %}              Entry
  {% zc_save "saved" at=moment %} {% zc_save "saved" oob=True at=moment %}   SaveState
  {% zc_conflict fields when=moment where="手机" %}          ConflictField…
  {% zc_checks groups %} {% zc_check item %}                 CheckGroup…, CheckItem
  {% zc_ballot lines %}                                      BallotLine…
  {% zc_chart chart %}                                       BarChart
"""
