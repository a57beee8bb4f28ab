"""Settings that reach into the road: the working days, the logs."""

from django.urls import path

from .views import audit, calendar, retention

app_name = "oversight"
urlpatterns = [
    path("audit/", audit.start, name="audit-start"),
    path("audit/heads/", audit.heads, name="audit-heads"),
    path("audit/<slug:slug>/", audit.log, name="audit"),
    path("audit/<slug:slug>/export/", audit.export, name="audit-export"),
    path("retention/", retention.reports, name="retention"),
    path("calendar/", calendar.table, name="calendar"),
    path("calendar/new/", calendar.change_new, name="calendar-new"),
    path("calendar/history/", calendar.history, name="calendar-history"),
    path("calendar/changes/<int:pk>/", calendar.change, name="calendar-change"),
    *(
        path(
            f"calendar/changes/<int:pk>/{answer}/",
            calendar.change_answer,
            {"answer": answer},
            name=f"calendar-{answer}",
        )
        for answer in calendar.ANSWERS
    ),
]
