from django.urls import path

from .views import case, package, packet, unit, unit_marks, unit_notices, unit_schedule

urlpatterns = [
    path("unit/", unit.home, name="unit"),
    path("unit/begin/", unit.begin, name="unit-begin"),
    path("unit/people/", unit.people, name="unit-people"),
    path("unit/notices/", unit_notices.notices, name="unit-notices"),
    path("unit/notices/plan/", unit_schedule.plan, name="unit-plan"),
    path("unit/notices/<int:pk>/", unit_notices.notice, name="unit-notice"),
    path("unit/notices/<int:pk>/photos/", unit_notices.add_photo, name="unit-notice-photos"),
    path("unit/notices/<int:pk>/photos/<int:photo>/", unit_notices.photo, name="notice-photo"),
    path("unit/objections/<int:pk>/", unit_notices.conclude, name="unit-objection"),
    path("unit/cases/<int:pk>/originals/", unit_marks.check_originals, name="unit-originals"),
    path("unit/cases/<int:pk>/settle/", unit_marks.settle, name="unit-settle"),
    path("unit/packages/<int:pk>/packet/", packet.packet, name="packet"),
    path("unit/packages/<int:pk>/packet/order/", packet.order, name="packet-order"),
    path("unit/packages/<int:pk>/packet/<slug:form>/", packet.file, name="packet-file"),
    path("unit/packages/<int:pk>/delivery/", packet.delivery, name="delivery"),
    path("cases/<int:pk>/", case.page, name="case"),
    path("packages/<int:pk>/", package.page, name="package"),
    path(
        "packages/<int:pk>/promises/<int:promise>/scan/", package.promise_scan, name="promise-scan"
    ),
]
