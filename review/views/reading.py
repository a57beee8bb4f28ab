"""阅卷: the packets as a member reads them, by the code handed out before the meeting.

The code travels in a cookie of these pages alone, sealed by the site, and is kept nowhere else.
"""

from functools import wraps

import nacl.exceptions
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import PUBLIC, access
from accounts.limits import Limit
from accounts.roles import Role
from accounts.secrets import decrypt, encrypt
from applications.downloads import paper_response
from applications.views.papers import thumbnail_response
from review import packets
from review.engine import Refused
from review.forms.committee import DeclareForm, NoteForm, ReadingCodeForm
from review.models import Attendance, PrivateNote
from review.queries import visible_meetings
from review.queries.papers import paper_of
from review.reading import report_of, sheets_of

COOKIE, HOURS = "reading", 8
CODES = Limit("reading-code", 30)
WRONG = "阅卷码不对，或评审会已经计票。请照收到的阅卷码填写"
WAIT = "输错的次数太多。请15分钟后再试，或告诉秘书"


@never_cache
@access(PUBLIC)
def enter(request):
    """Type the reading code."""
    posted = request.method == "POST"
    form = ReadingCodeForm(request.POST if posted else None)
    if posted and form.is_valid():
        code = form.cleaned_data["code"]
        if CODES.reached(request):
            form.add_error("code", WAIT)
        elif packets.seat_of(code):
            return _open(redirect("review:reading-packets"), code)
        else:
            CODES.count(request)
            form.add_error("code", WRONG)
    return render(request, "review/reading/enter.html", {"form": form})


def _open(response, code):
    response.set_cookie(
        COOKIE,
        encrypt(packets.plain(code), COOKIE),
        max_age=HOURS * 3600,
        path=reverse("review:reading"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def by_code(view):
    """Give the view the seat and the code of the cookie; without them, to the door."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        try:
            code = decrypt(request.COOKIES.get(COOKIE, ""), COOKIE)
        except (nacl.exceptions.CryptoError, ValueError):
            code = ""
        seat = packets.seat_of(code)
        if seat is None:
            return redirect("review:reading")
        return view(request, seat, code, *args, **kwargs)

    return opened


@never_cache
@require_safe
@access(PUBLIC)
@by_code
def listing(request, seat, code):
    """The people of the meeting: to be read, noted, or stood aside for."""
    noted = set(PrivateNote.objects.filter(attendance=seat).values_list("case", flat=True))
    context = {
        "seat": seat,
        "cases": [(case, case.pk in noted) for case in packets.packets_of(seat)],
        "recusals": seat.recusals.select_related("case__application__applicant"),
    }
    return render(request, "review/reading/list.html", context)


@never_cache
@access(PUBLIC)
@by_code
def packet(request, seat, code, pk):
    """One packet, read only, and the member's own note."""
    case = get_object_or_404(packets.packets_of(seat), pk=pk)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        packets.write_note(seat, case, code=code, text=form.cleaned_data["text"])
        messages.success(request, "笔记已密封保存，只有您自己能看。")
        return redirect("review:reading-packet", pk=pk)
    return _packet_page(request, seat, code, case, note_form=form if form.is_bound else None)


def _packet_page(request, seat, code, case, *, note_form=None, declare_form=None, refusal=()):
    note = packets.read_note(seat, case, code=code)
    bound = note_form or declare_form
    context = {
        "seat": seat,
        "case": case,
        "sheets": sheets_of(case.submission),
        "report": report_of(case.submission),
        "papers": case.submission.papers,
        "note_lost": note is None,
        "note_form": note_form or NoteForm(initial={"text": note}),
        "declare_form": declare_form or DeclareForm(),
        "may_declare": seat.meeting.state in packets.BEFORE_THE_VOTE,
        "refusal": refusal,
    }
    status = 409 if refusal else 422 if bound else 200
    return render(request, "review/reading/packet.html", context, status=status)


@never_cache
@require_POST
@access(PUBLIC)
@by_code
def declare(request, seat, code, pk):
    """The member stands aside: the packet shuts, there is no ballot for this person."""
    case = get_object_or_404(packets.packets_of(seat), pk=pk)
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return _packet_page(request, seat, code, case, declare_form=form)
    try:
        packets.declare(seat, case, now=request.now, reason=form.cleaned_data["reason"])
    except Refused as error:
        return _packet_page(request, seat, code, case, declare_form=form, refusal=error.reasons)
    messages.success(request, f"已申报回避{case.name}，这份材料不再打开，票上也不列。")
    return redirect("review:reading-packets")


@never_cache
@require_safe
@access(PUBLIC)
@by_code
def paper(request, seat, code, pk, paper):
    """A proof handed in with the version under review."""
    row = _paper(seat, pk, paper)
    return paper_response(row["path"], row["name"], row["content_type"], download=False)


@never_cache
@require_safe
@access(PUBLIC)
@by_code
def thumbnail(request, seat, code, pk, paper):
    """A picture handed in, made small."""
    return thumbnail_response(_paper(seat, pk, paper))


def _paper(seat, pk, paper):
    case = get_object_or_404(packets.packets_of(seat), pk=pk)
    if not any(row["id"] == paper for row in case.submission.papers):
        raise Http404
    return paper_of(case, paper)


@require_POST
@access(PUBLIC)
def leave(request):
    """Forget the code on this device."""
    response = redirect("review:reading")
    response.delete_cookie(COOKIE, path=reverse("review:reading"), samesite="Strict")
    return response


@never_cache
@require_POST
@access(Role.SECRETARY)
def hand_out(request, pk, seat=None):
    """Reading codes for those who have none, or one anew: slips to print, shown once."""
    meeting = get_object_or_404(visible_meetings(request.acting), pk=pk)
    try:
        if seat is None:
            slips = packets.hand_out(meeting, acting=request.acting)
        else:
            place = get_object_or_404(Attendance, pk=seat, meeting=meeting)
            slips = packets.hand_out_anew(place, acting=request.acting)
    except Refused as error:
        messages.error(request, "".join(error.reasons))
        return redirect("review:meeting", pk=pk)
    if not slips:
        messages.success(request, "名单上的评委都有阅卷码了。遗失的，在评委一栏换发。")
        return redirect("review:meeting", pk=pk)
    address = request.build_absolute_uri(reverse("review:reading"))
    context = {"meeting": meeting, "slips": slips, "address": address}
    return render(request, "review/committee/slips.html", context)
