from django.urls import path

from .views import bureau, bureau_case, bureau_queue, bureau_rulings, department, intake

urlpatterns = [
    path("department/", department.home, name="department"),
    path("bureau/", bureau_queue.overview, name="overview"),
    path("bureau/queue/", bureau_queue.queue, name="bureau"),
    path("bureau/queue/assign/", bureau_queue.assign, name="bureau-assign"),
    path("bureau/queue/export/<slug:extension>/", bureau_queue.export, name="bureau-export"),
    path("bureau/intake/", intake.intake, name="intake"),
    path("bureau/intake/scan/", intake.scan, name="scan"),
    path("bureau/intake/<int:pk>/scan/", intake.scan, name="scan-package"),
    path("bureau/intake/<int:pk>/exception/", intake.ask_exception, name="exception-ask"),
    path("bureau/exceptions/<int:pk>/", intake.decide_exception, name="exception-decide"),
    path("bureau/cases/<int:pk>/marks/", bureau_case.mark, name="case-marks"),
    path("bureau/cases/<int:pk>/take/", bureau_case.take, name="case-take"),
    path("bureau/cases/<int:pk>/free/", bureau_case.free, name="case-free"),
    path("bureau/cases/<int:pk>/again/", bureau_case.ask_again, name="again-ask"),
    path("bureau/cases/<int:pk>/again/decide/", bureau_case.decide_again, name="again-decide"),
    path("bureau/rulings/", bureau_rulings.answers, name="rulings"),
    path("bureau/rulings/answer/", bureau_rulings.answer, name="ruling-answer"),
    path("bureau/keys/", bureau_case.keys, name="review-keys"),
    path("bureau/queue/next/", bureau_queue.following, name="bureau-next"),
    path("bureau/cases/<int:pk>/settle/", bureau_case.settle, name="case-settle"),
    path("bureau/packages/<int:pk>/marks/", bureau.mark_package, name="package-marks"),
]
