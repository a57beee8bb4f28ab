"""Pages anyone may open, mounted at the root without a namespace."""

from django.urls import path

from .views import asking, enquiries, objections, public

urlpatterns = [
    path("", public.home, name="home"),
    path("notices/", public.notices, name="notices"),
    path("notices/<slug:code>/", public.notice, name="notice"),
    path("notices/<slug:code>/objections/new/", objections.object_to, name="objection-new"),
    path("reprimands/<slug:code>/", public.reprimand, name="reprimand"),
    path("objections/filed/", objections.objection_filed, name="objection-filed"),
    path("objections/<slug:receipt>/", objections.objection, name="objection"),
    path("help/ask/", asking.ask, name="ask"),
    path("help/asked/", asking.asked, name="asked"),
    path("receipts/", asking.receipt, name="receipt"),
    path("progress/", enquiries.progress, name="progress"),
    path("results/", enquiries.results, name="results"),
    path("certificates/verify/", enquiries.verify, name="verify"),
    path("v/<slug:code>/", enquiries.verify_paper, name="verify-paper"),
    path("statement/", public.statement, name="statement"),
    path("privacy/", public.privacy, name="privacy"),
    path("sitemap/", public.sitemap, name="sitemap"),
]
