from django.urls import path

from .views import bureau, bureau_case, department, objections_desk

urlpatterns = [
    path("department/", department.home, name="department"),
    path("bureau/queue/", bureau.queue, name="bureau"),
    path("bureau/intake/", bureau.intake, name="intake"),
    path("bureau/cases/<int:pk>/marks/", bureau_case.mark, name="case-marks"),
    path("bureau/cases/<int:pk>/settle/", bureau_case.settle, name="case-settle"),
    path("bureau/packages/<int:pk>/marks/", bureau.mark_package, name="package-marks"),
    path("bureau/objections/", objections_desk.desk, name="objections"),
    path("bureau/objections/<int:pk>/", objections_desk.conclude, name="objection-conclude"),
    path("objections/<int:pk>/files/<int:file>/", objections_desk.file, name="objection-file"),
]
