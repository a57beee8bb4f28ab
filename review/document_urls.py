from django.urls import path

from .views import documents

urlpatterns = [
    path("papers/", documents.ask, name="document-request"),
    path("papers/<int:pk>/", documents.document, name="document"),
    path("cases/<int:pk>/uploads/<int:paper>/", documents.uploaded, name="case-paper"),
    path(
        "cases/<int:pk>/uploads/<int:paper>/thumbnail/",
        documents.thumbnail,
        name="case-thumbnail",
    ),
    path(
        "cases/<int:pk>/uploads/<int:paper>/pages/<int:number>/",
        documents.leaf,
        name="case-leaf",
    ),
    path("cases/<int:pk>/uploads/<slug:kind>/bundle/", documents.bundle, name="case-bundle"),
    path("cases/<int:pk>/rechecks/<int:file>/", documents.recheck_file, name="recheck-file"),
]
