"""Public pages that need nothing but the notice: un-namespaced, mounted at the root."""

from django.urls import path

from .views import public, take_home

urlpatterns = [
    path("guide/", public.guide, name="guide"),
    path("documents/<slug:key>/", public.document, name="document"),
    path("forms/<str:address>", take_home.sheet, name="take-home"),
    path("help/", public.help_page, name="help"),
    path("help/manual/", take_home.manual_list, name="manuals"),
    path("help/manual/<slug:key>/", take_home.manual, name="manual"),
    path("help/manual/<slug:key>.pdf", take_home.manual_pdf, name="manual-pdf"),
    path("accessibility/", public.accessibility, name="accessibility"),
]
