"""评委库: who may sit on the committee; and 抽取评委 for one meeting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.roles import Role
from documents import sheets
from review import pool
from review.engine import Refused
from review.forms.pool import COLUMNS, DrawingForm, PoolImportForm, PoolMemberForm, ReplacementForm
from review.models import Attendance, CommitteeMember
from review.prints.catalogue import XLSX
from review.queries import pool as read
from review.queries import visible_meetings
from review.states import MeetingState

LEAST = 9


@require_safe
@access(Role.SECRETARY, Role.CHAIR)
def listing(request):
    """Everybody in the pool, with specialty and term; the secretary changes it."""
    may_change = request.acting.role == Role.SECRETARY
    serving = read.in_term(request.today)
    context = {
        "columns": read.COLUMNS,
        "rows": read.pool_rows(request.today, _address if may_change else None),
        "serving": serving.count(),
        "specialties": read.specialties(request.today),
        "may_change": may_change,
    }
    return render(request, "review/committee/pool.html", context)


def _address(member):
    return reverse("review:pool-member", args=[member.pk])


@access(Role.SECRETARY)
def add(request):
    """A new member of the pool."""
    return _edit(request, CommitteeMember())


@access(Role.SECRETARY)
def edit(request, pk):
    """One member, with all that was changed before."""
    return _edit(request, get_object_or_404(CommitteeMember, pk=pk))


def _edit(request, member):
    posted = request.method == "POST"
    form = PoolMemberForm(request.POST if posted else None, instance=member)
    if posted and form.is_valid():
        done = pool.save_member(
            member, acting=request.acting, now=request.now, data=form.cleaned_data
        )
        said = f"已保存{form.cleaned_data['name']}。" if done else "和原来一样，没有修改。"
        messages.success(request, said)
        return redirect("review:pool")
    context = {
        "form": form,
        "member": member,
        "changes": read.changes_of(member) if member.pk else (),
    }
    status = 422 if posted else 200
    return render(request, "review/committee/pool_member.html", context, status=status)


@access(Role.SECRETARY)
def take_in(request):
    """Members from a workbook: all rows or none."""
    posted = request.method == "POST"
    form = PoolImportForm(request.POST, request.FILES) if posted else PoolImportForm()
    if posted and form.is_valid():
        added, changed = pool.save_rows(form.rows, acting=request.acting, now=request.now)
        messages.success(request, f"已导入：新增{added}人，修改{changed}人。")
        return redirect("review:pool")
    status = 422 if posted else 200
    return render(request, "review/committee/pool_import.html", {"form": form}, status=status)


@require_safe
@access(Role.SECRETARY)
def export(request):
    """The whole pool as a workbook: to keep, or to change and bring back."""
    content = sheets.write(
        COLUMNS,
        [
            {"number": member.pk, **pool.words_of(member)}
            for member in CommitteeMember.objects.order_by("pk")
        ],
        title="评委库",
        subtitle="编号不能改。新评委编号留空。评委名单不对外公布。",
        created=request.now,
    )
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(
        True, f"评委库-{request.today:%Y%m%d}.xlsx"
    )
    return response


@access(Role.SECRETARY, Role.CHAIR)
def drawing(request, pk):
    """抽取评委: the form while the meeting is prepared, and every drawing with its lots."""
    meeting = get_object_or_404(visible_meetings(request.acting), pk=pk)
    if request.method == "POST" and request.acting.role == Role.SECRETARY:
        return _draw(request, meeting)
    return _drawing_page(request, meeting)


def _drawing_form(meeting, data=None):
    return DrawingForm(
        data,
        specialties=read.specialties(meeting.held_on),
        again=meeting.drawings.exists(),
        initial={"size": LEAST},
    )


def _drawing_page(request, meeting, *, form=None, refusal=(), status=200):
    secretary = request.acting.role == Role.SECRETARY
    open_now = secretary and meeting.state == MeetingState.PREPARING
    context = {
        "meeting": meeting,
        "form": (form or _drawing_form(meeting)) if open_now else None,
        "drawings": read.drawings_of(meeting),
        "refusal": refusal,
    }
    return render(request, "review/committee/drawing.html", context, status=status)


def _draw(request, meeting):
    form = _drawing_form(meeting, request.POST)
    if not form.is_valid():
        return _drawing_page(request, meeting, form=form, status=422)
    try:
        row = pool.draw_members(meeting, acting=request.acting, now=request.now, **form.asked())
    except Refused as error:
        return _drawing_page(request, meeting, form=form, refusal=error.reasons, status=409)
    messages.success(request, f"已抽取{len(row.drawn)}人，列入名单。")
    return redirect("review:meeting-drawing", pk=meeting.pk)


@access(Role.SECRETARY)
def replace(request, pk, seat):
    """补抽: one of those left takes the seat of a member who cannot come."""
    meeting = get_object_or_404(visible_meetings(request.acting), pk=pk)
    place = get_object_or_404(Attendance.objects.select_related("member"), pk=seat, meeting=meeting)
    posted = request.method == "POST"
    form, refusal = ReplacementForm(request.POST if posted else None), ()
    if posted and form.is_valid():
        try:
            pool.replace_member(place, acting=request.acting, now=request.now, **form.cleaned_data)
        except Refused as error:
            refusal = error.reasons
        else:
            messages.success(request, f"已补抽一人，接替{place.member.name}。")
            return redirect("review:meeting-drawing", pk=meeting.pk)
    context = {"meeting": meeting, "seat": place, "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if posted else 200
    return render(request, "review/committee/replace.html", context, status=status)
