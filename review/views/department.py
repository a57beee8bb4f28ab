"""The supervising department: packages waiting for its word, and what they hold."""

from django.shortcuts import render
from django.urls import reverse

from accounts.access import access
from accounts.roles import Role
from applications.queries import current_round
from review.buttons import buttons
from review.issued import document_links
from review.labels import package_tag
from review.queries import department as read
from review.queries import people
from review.queries.unit_case import history


@access(Role.DEPARTMENT)
def home(request):
    """待审批次: the nearest last day first."""
    show = request.GET.get("show", "waiting")
    show = show if show in read.SHOWN else "waiting"
    round = current_round(request.today)
    url = reverse("review:department")
    context = {
        "round": round,
        "show": show,
        "title": read.SHOWN[show][0],
        "tiles": read.tiles(request.acting, url, today=request.today),
        "countdown": read.deadline(round, request.today) if round else None,
        "rows": [
            (waiting, package_tag(waiting.package))
            for waiting in read.packages_of(request.acting, show, today=request.today)
        ],
        "counts_down": show in ("waiting", "due"),
    }
    return render(request, "review/department/home.html", context)


def package_page(request, package):
    """One package for the department: the list, the notices, every file, and its decision."""
    role = request.acting.role
    context = {
        "package": package,
        "tag": package_tag(package),
        "buttons": buttons(package, request.acting, request.today),
        "facts": [(words, read.facts_for(package)[key]) for key, words in read.SENTENCES.items()],
        "people": people.people_table(package, role),
        "others": people.others(package, role),
        "records": people.notice_records(package),
        "history": history(package, role=role),
        "links": document_links(package, request.acting),
    }
    return render(request, "review/department/package.html", context)
