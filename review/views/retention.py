"""/settings/retention/: what is due to go now, and the reports of the runs."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.roles import Role
from components.shapes import Cell, Column, Row
from review import retention
from review.models import RetentionRun

PAGE = 10
COLUMNS = (Column("内容"), Column("保留期"), Column("到期件数"), Column("为什么"))


@require_safe
@access(Role.ADMIN)
def reports(request):
    """Nothing goes from here: `manage.py retain --apply` does it, on the machine."""
    page = Paginator(RetentionRun.objects.all(), PAGE).get_page(request.GET.get("page"))
    context = {
        "columns": COLUMNS,
        "rows": [
            Row((Cell(one.label), Cell(f"满{one.days}天"), Cell(one.count), Cell(one.why)))
            for one in retention.plan(now=request.now)
        ],
        "page": page,
    }
    return render(request, "review/retention/reports.html", context)
