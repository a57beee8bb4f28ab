from django.urls import path

from .views import bureau, bureau_case, department

urlpatterns = [
    path("department/", department.home, name="department"),
    path("bureau/queue/", bureau.queue, name="bureau"),
    path("bureau/intake/", bureau.intake, name="intake"),
    path("bureau/cases/<int:pk>/marks/", bureau_case.mark, name="case-marks"),
    path("bureau/cases/<int:pk>/settle/", bureau_case.settle, name="case-settle"),
    path("bureau/packages/<int:pk>/marks/", bureau.mark_package, name="package-marks"),
]
