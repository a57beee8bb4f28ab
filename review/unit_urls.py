from django.urls import path

from .views import (
    case,
    package,
    unit,
    unit_checks,
    unit_marks,
    unit_notices,
    unit_roster,
    unit_schedule,
)

urlpatterns = [
    path("unit/", unit.home, name="unit"),
    path("unit/begin/", unit.begin, name="unit-begin"),
    path("unit/people/", unit.people, name="unit-people"),
    path("unit/people/import/", unit_roster.upload, name="unit-import"),
    path("unit/people/import/template/", unit_roster.template, name="unit-import-template"),
    path("unit/people/import/<int:pk>/", unit_roster.look, name="unit-import-look"),
    path("unit/people/import/<int:pk>/corrected/", unit_roster.corrected, name="unit-corrected"),
    path("unit/people/import/<int:pk>/undo/", unit_roster.undo, name="unit-import-undo"),
    path("unit/people/listed/<int:pk>/remove/", unit_roster.remove, name="unit-unlist"),
    path("unit/people/listed/<int:pk>/restore/", unit_roster.restore, name="unit-relist"),
    path("unit/checks/", unit_checks.matrix, name="unit-checks"),
    path("unit/checks/export/", unit_checks.export, name="unit-checks-export"),
    path("unit/checks/cases/<int:pk>/", unit_checks.of_case, name="unit-check-case"),
    path("unit/checks/listed/<int:pk>/", unit_checks.of_entry, name="unit-check-listed"),
    path("unit/notices/", unit_notices.notices, name="unit-notices"),
    path("unit/notices/plan/", unit_schedule.plan, name="unit-plan"),
    path("unit/notices/<int:pk>/", unit_notices.notice, name="unit-notice"),
    path("unit/notices/<int:pk>/photos/", unit_notices.add_photo, name="unit-notice-photos"),
    path("unit/notices/<int:pk>/photos/<int:photo>/", unit_notices.photo, name="notice-photo"),
    path("unit/objections/<int:pk>/", unit_notices.conclude, name="unit-objection"),
    path("unit/cases/<int:pk>/originals/", unit_marks.check_originals, name="unit-originals"),
    path("unit/cases/<int:pk>/settle/", unit_marks.settle, name="unit-settle"),
    path("cases/<int:pk>/", case.page, name="case"),
    path("packages/<int:pk>/", package.page, name="package"),
    path(
        "packages/<int:pk>/promises/<int:promise>/scan/", package.promise_scan, name="promise-scan"
    ),
]
