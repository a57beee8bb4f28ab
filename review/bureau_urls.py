from django.urls import path

from .views import asking, bureau, bureau_case, department, integrity, objections_desk

urlpatterns = [
    path("department/", department.home, name="department"),
    path("bureau/queue/", bureau.queue, name="bureau"),
    path("bureau/intake/", bureau.intake, name="intake"),
    path("bureau/cases/<int:pk>/marks/", bureau_case.mark, name="case-marks"),
    path("bureau/cases/<int:pk>/settle/", bureau_case.settle, name="case-settle"),
    path("bureau/packages/<int:pk>/marks/", bureau.mark_package, name="package-marks"),
    path("bureau/enquiries/", asking.desk, name="enquiries"),
    path("bureau/enquiries/<int:pk>/", asking.answer, name="enquiry-answer"),
    path("bureau/integrity/", integrity.desk, name="integrity"),
    path("bureau/cases/<int:pk>/revocation/", integrity.prepare, name="revocation"),
    path("bureau/reprimands/", integrity.reprimand, name="reprimand-new"),
    path("bureau/objections/", objections_desk.desk, name="objections"),
    path("bureau/objections/<int:pk>/", objections_desk.conclude, name="objection-conclude"),
    path("objections/<int:pk>/files/<int:file>/", objections_desk.file, name="objection-file"),
]
