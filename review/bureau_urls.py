from django.urls import path

from .views import bureau, bureau_case, department, intake

urlpatterns = [
    path("department/", department.home, name="department"),
    path("bureau/queue/", bureau.queue, name="bureau"),
    path("bureau/intake/", intake.intake, name="intake"),
    path("bureau/intake/scan/", intake.scan, name="scan"),
    path("bureau/packages/<int:pk>/scan/", intake.scan, name="scan-package"),
    path("bureau/packages/<int:pk>/exception/", intake.ask_exception, name="exception-ask"),
    path("bureau/exceptions/<int:pk>/", intake.decide_exception, name="exception-decide"),
    path("bureau/cases/<int:pk>/marks/", bureau_case.mark, name="case-marks"),
    path("bureau/cases/<int:pk>/settle/", bureau_case.settle, name="case-settle"),
    path("bureau/packages/<int:pk>/marks/", bureau.mark_package, name="package-marks"),
]
