from django.urls import path

from .views import check

app_name = "check"
urlpatterns = [
    path("", check.start, name="start"),
    path("result/", check.result, name="result"),
    path("by-unit/", check.by_unit, name="by-unit"),
    path("education/<int:number>/", check.degree, name="degree"),
    path("education/<int:number>/remove/", check.remove_degree, name="remove-degree"),
    path("<slug:step>/", check.question, name="question"),
]
