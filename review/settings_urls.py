"""Settings that reach into the road: the working days."""

from django.urls import path

from .views import calendar

app_name = "oversight"
urlpatterns = [
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
