from django.urls import path

from .views import finish, home, papers, paste, report, section

app_name = "applications"
urlpatterns = [
    path("", home.home, name="list"),
    path("start/", home.start, name="start"),
    path("<int:pk>/", home.task_list, name="tasks"),
    path("<int:pk>/sections/<slug:slug>/", section.section, name="section"),
    path("<int:pk>/sections/<slug:slug>/autosave/", section.autosave, name="autosave"),
    path("<int:pk>/sections/<slug:slug>/paste/", paste.paste, name="paste"),
    path("<int:pk>/report/pages/", report.pages, name="report-pages"),
    path("<int:pk>/papers/<slug:kind>/", papers.attach, name="attach"),
    path("<int:pk>/papers/<slug:kind>/bundle/", papers.bundle, name="bundle"),
    path("<int:pk>/papers/<int:paper>/file/", papers.paper, name="paper"),
    path("<int:pk>/papers/<int:paper>/thumbnail/", papers.thumbnail, name="thumbnail"),
    path("<int:pk>/papers/<int:paper>/replace/", papers.replace, name="replace-paper"),
    path(
        "<int:pk>/papers/<int:paper>/remove/",
        papers.change,
        {"verb": "remove"},
        name="remove-paper",
    ),
    path(
        "<int:pk>/papers/<int:paper>/restore/",
        papers.change,
        {"verb": "restore"},
        name="restore-paper",
    ),
    path("<int:pk>/papers/<int:paper>/up/", papers.change, {"verb": "up"}, name="paper-up"),
    path("<int:pk>/papers/<int:paper>/down/", papers.change, {"verb": "down"}, name="paper-down"),
    path("<int:pk>/review/", finish.review, name="review"),
    path("<int:pk>/commitment/", finish.commitment, name="commitment"),
    path("<int:pk>/print/<slug:kind>/", finish.print_preview, name="print"),
]
