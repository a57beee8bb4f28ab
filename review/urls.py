from django.urls import include, path

from .views import data_requests, own_copy, steps, verdicts

app_name = "review"
urlpatterns = [
    path("", include("review.applicant_urls")),
    path("", include("review.unit_urls")),
    path("", include("review.bureau_urls")),
    path("", include("review.committee_urls")),
    path("", include("review.document_urls")),
    path("my-data/", own_copy.copy, name="own-copy"),
    path("my-data/requests/", data_requests.ask, name="data-request"),
    path("cases/<int:pk>/verdicts/", verdicts.compared, name="case-verdicts"),
    path("cases/<int:pk>/<slug:action>/", steps.step, {"kind": "cases"}, name="case-step"),
    path("packages/<int:pk>/<slug:action>/", steps.step, {"kind": "packages"}, name="package-step"),
    path("meetings/<int:pk>/<slug:action>/", steps.step, {"kind": "meetings"}, name="meeting-step"),
]
