"""受理审核: the list with its filters, the next file, hands, the list as a file; 申报总览."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.roles import Role
from applications.models import Round
from applications.queries import current_round
from documents import exports
from review import claims
from review.engine import Refused
from review.forms.bureau_queue import AssignForm, QueueFilter
from review.queries import bureau as read
from review.queries import overview as numbers
from review.queries import visible_cases
from review.queries.bureau_list import COLUMNS, exported
from review.shows import SHOWS

PAGE = 20
FIRST = {Role.CLERK: "delivered", Role.LEAD: "proposed"}


def filters(request, asked) -> QueueFilter:
    return QueueFilter(asked, **read.choices(request.acting, request.today))


@access(Role.CLERK, Role.LEAD)
def queue(request):
    """受理审核: due first, the filters in the address."""
    form = filters(request, request.GET)
    wanted = form.wanted(FIRST[request.acting.role])
    cases = read.queue(request.acting, **wanted)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    rows = read.queue_rows(page.object_list, request.acting.role, today=request.today)
    context = {
        "form": form,
        "kept": {name: value for name, value in wanted.items() if value},
        "walking": wanted["show"] == "delivered" and request.acting.role == Role.CLERK,
        "label": SHOWS[wanted["show"]].label,
        "page": page,
        "rows": rows,
        "numbers": read.numbers(request.acting, request.today, reverse("review:bureau")),
        "officers": form.officers,
        "here": request.get_full_path(),
        "asked": request.GET.urlencode(),
        "on_the_road": 0 if rows else read.on_the_road(request.acting),
    }
    return render(request, "review/bureau/queue.html", context)


@require_POST
@access(Role.CLERK)
def following(request):
    """The first file of the list that nobody is at: taken, and opened. The filters are posted."""
    wanted = filters(request, request.POST).wanted("delivered") | {"show": "delivered"}
    case = claims.next_free(
        read.queue(request.acting, **wanted), acting=request.acting, now=request.now
    )
    if case is None:
        messages.success(request, "都核完了，或者都有人在核。")
        return redirect("review:bureau")
    return redirect("review:case", case.pk)


@require_POST
@access(Role.CLERK, Role.LEAD)
def assign(request):
    """分件: the files ticked are put into one clerk's hands."""
    form = AssignForm(
        request.POST,
        cases=visible_cases(request.acting).values_list("pk", flat=True),
        officers=read.officer_choices(request.today),
    )
    back = f"{reverse('review:bureau')}?{request.POST.get('asked', '')}"
    if not form.is_valid():
        messages.error(request, "请勾选申报件，并选择经办人。")
        return redirect(back)
    try:
        moved = claims.assign(acting=request.acting, now=request.now, **form.cleaned_data)
    except Refused as error:
        messages.error(request, "".join(error.reasons))
    else:
        messages.success(request, f"已分给经办人{moved}份。")
    return redirect(back)


@require_safe
@access(Role.CLERK, Role.LEAD)
def export(request, extension):
    """The list as filtered, every page of it, row by row."""
    if extension not in exports.TYPES:
        raise Http404
    wanted = filters(request, request.GET).wanted(FIRST[request.acting.role])
    cases = read.queue(request.acting, **wanted)
    label = SHOWS[wanted["show"]].label
    response = StreamingHttpResponse(
        exports.stream(extension, COLUMNS, exported(cases, request.acting.role), title=label),
        content_type=exports.TYPES[extension],
    )
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"受理审核_{label}.{extension}"
    )
    return response


@require_safe
@access(Role.CLERK, Role.LEAD)
def overview(request):
    """申报总览: charts with their tables, every number a link to its list."""
    year = request.GET.get("round", "")
    if year.isdecimal() and len(year) == 4:
        round = get_object_or_404(Round, year=year)
    else:
        round = current_round(request.today)
    context = {
        "round": round,
        "rounds": Round.objects.values_list("year", flat=True),
        "overview": numbers.overview(round, request.acting) if round else None,
    }
    return render(request, "review/bureau/overview.html", context)
