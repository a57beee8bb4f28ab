"""Pages anyone may open, mounted at the root without a namespace."""

from django.urls import path

from .views import enquiries, objections, public

urlpatterns = [
    path("", public.home, name="home"),
    path("notices/", public.notices, name="notices"),
    path("notices/<slug:code>/", public.notice, name="notice"),
    path("notices/<slug:code>/objections/new/", objections.object_to, name="objection-new"),
    path("objections/filed/", objections.objection_filed, name="objection-filed"),
    path("objections/<slug:receipt>/", objections.objection, name="objection"),
    path("progress/", enquiries.progress, name="progress"),
    path("results/", enquiries.results, name="results"),
    path("certificates/verify/", enquiries.verify, name="verify"),
    path("statement/", public.statement, name="statement"),
    path("privacy/", public.privacy, name="privacy"),
    path("sitemap/", public.sitemap, name="sitemap"),
]
