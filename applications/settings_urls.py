from django.urls import path

from .views import rounds, rules, tables

app_name = "settings"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.next_round, name="round-new"),
    path("rounds/<int:year>/", rounds.round_page, name="round"),
    path("rounds/<int:year>/history/", rounds.round_history, name="round-history"),
    path("rounds/<int:year>/change/<slug:key>/", rounds.change, name="round-change"),
    path("rules/", rules.rules, name="rules"),
    path("rules/bench/", rules.bench, name="bench"),
]
for slug in tables.TABLES:
    of = {"slug": slug}
    urlpatterns += [
        path(f"{slug}/", tables.listing, of, name=slug),
        path(f"{slug}/new/", tables.line, of, name=f"{slug}-new"),
        path(f"{slug}/<int:pk>/", tables.line, of, name=f"{slug}-line"),
        path(f"{slug}/import/", tables.import_rows, of, name=f"{slug}-import"),
        path(f"{slug}/export/", tables.export, of, name=f"{slug}-export"),
        path(f"{slug}/history/", tables.history, of, name=f"{slug}-history"),
    ]
