"""What the administrator keeps of people and organisations."""

from django.urls import path

from .views import offices, outbox, people, two_person

app_name = "keeping"
urlpatterns = [
    path("users/", people.people, name="people"),
    path("users/new/", people.person_new, name="person-new"),
    path("users/import/", offices.take_book, {"slug": "users"}, name="people-import"),
    path("users/export/", offices.export, {"slug": "users"}, name="people-export"),
    path("users/<int:pk>/", people.person, name="person"),
    path("users/<int:pk>/change/", people.person_change, name="person-change"),
    path("users/<int:pk>/roles/new/", people.role_new, name="role-new"),
    path("users/<int:pk>/roles/<int:role>/end/", people.role_end, name="role-end"),
    *(
        path(f"users/<int:pk>/{act}/", people.act, {"act": act}, name=f"person-{act}")
        for act in people.ACTS
    ),
    path("requests/", two_person.requests, name="requests"),
    path("requests/<int:pk>/confirm/", two_person.confirm, name="request-confirm"),
    path("requests/<int:pk>/refuse/", two_person.refuse, name="request-refuse"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/release/", outbox.release, name="outbox-release"),
    path("outbox/<int:pk>/again/", outbox.again, name="outbox-again"),
    path("outbox/<int:pk>/cancel/", outbox.cancel, name="outbox-cancel"),
    path("units/", offices.offices, name="offices"),
    path("units/new/", offices.office, name="office-new"),
    path("units/import/", offices.take_book, {"slug": "units"}, name="offices-import"),
    path("units/export/", offices.export, {"slug": "units"}, name="offices-export"),
    path("units/<int:pk>/", offices.office, name="office"),
]
