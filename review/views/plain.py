"""A case or package for a role without a page of its own: everything to read, its steps to take."""

from django.shortcuts import render

from review.buttons import buttons
from review.issued import document_links
from review.labels import case_tag, package_tag
from review.queries.unit_case import changes_of, frozen_file, history


def case_page(request, case):
    """One person's frozen file, its history, and what the role may do."""
    file = frozen_file(case)
    context = {
        "case": case,
        "tag": case_tag(case, request.acting.role),
        "buttons": buttons(case, request.acting, request.today),
        "file": file,
        "changes": changes_of(case),
        "judged": [(one, None) for one in file.judged],
        "letters": case.letters.order_by("-pk"),
        "history": history(case, role=request.acting.role),
        "links": document_links(case, request.acting),
        "rechecks": case.rechecks.prefetch_related("files"),
    }
    return render(request, "review/case.html", context)


def package_page(request, package):
    """One unit's package: its people, its history, and what the role may do."""
    cases = package.cases.select_related("application__applicant", "application__specialty")
    role = request.acting.role
    context = {
        "package": package,
        "tag": package_tag(package),
        "buttons": buttons(package, request.acting, request.today),
        "cases": [(case, case_tag(case, role)) for case in cases.exclude(state="draft")],
        "history": history(package, role=role),
        "links": document_links(package, request.acting),
    }
    return render(request, "review/package.html", context)
