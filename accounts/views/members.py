"""人员账号: the unit's HR says who belongs, invites, and prints what opens an account."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import belonging, codes, invitations
from accounts.access import access
from accounts.errors import Refusal
from accounts.forms.members import ChooseForm, InviteForm, RefuseForm
from accounts.models import Membership
from accounts.roles import Role
from documents import qr


@access(Role.UNIT)
def members(request):
    """Who waits for the unit's word; who is invited; who has an account."""
    return render(
        request,
        "accounts/members/home.html",
        {
            "waiting": belonging.waiting(request.acting),
            "invited": invitations.not_taken_up(request.acting),
            "holders": codes.holders(request.acting).count(),
            "now": request.now,
        },
    )


@access(Role.UNIT)
@require_POST
def confirm(request, pk):
    membership = get_object_or_404(belonging.waiting(request.acting), pk=pk)
    try:
        belonging.confirm(membership, acting=request.acting, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已确认{membership.user.name}是本单位人员。")
    return redirect("members:home")


@access(Role.UNIT)
def refuse(request, pk):
    membership = get_object_or_404(belonging.waiting(request.acting), pk=pk)
    form = RefuseForm()
    if request.method == "POST":
        form = RefuseForm(request.POST)
        if form.is_valid() and _refused(request, membership, form.cleaned_data["reason"]):
            return redirect("members:home")
    context = {"membership": membership, "form": form}
    return render(request, "accounts/members/refuse.html", context)


def _refused(request, membership: Membership, reason: str) -> bool:
    try:
        belonging.refuse(membership, acting=request.acting, reason=reason, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已答复{membership.user.name}：不是本单位人员。")
    return True


@access(Role.UNIT)
@sensitive_post_parameters()
def invite(request):
    form = InviteForm(today=request.today)
    if request.method == "POST":
        form = InviteForm(request.POST, today=request.today)
        if form.is_valid():
            data = form.cleaned_data
            made = invitations.invite(
                acting=request.acting,
                name=data["name"],
                identity_number=data["identity_number"],
                phone=data["phone"],
                now=request.now,
            )
            if isinstance(made, Membership):
                messages.success(request, f"{data['name']}已自行注册，现已确认是本单位人员。")
            else:
                messages.success(request, f"已列入{data['name']}。请打印开通单交给本人。")
            return redirect("members:home")
    return render(request, "accounts/members/invite.html", {"form": form})


@access(Role.UNIT)
@never_cache
@require_POST
def slips(request):
    """开通单 for those chosen, shown in the answer and never again."""
    form = ChooseForm(request.POST, among=invitations.not_taken_up(request.acting))
    if not form.is_valid():
        messages.error(request, form.errors["chosen"][0])
        return redirect("members:home")
    made = invitations.print_slips(
        form.cleaned_data["chosen"], acting=request.acting, now=request.now
    )
    site = settings.SITE_URL
    context = {
        "slips": [(slip, qr.data_uri(site + slip.path)) for slip in made],
        "site_url": site,
    }
    return render(request, "accounts/members/slips.html", context)


@access(Role.UNIT)
@require_POST
def cancel(request, pk):
    invitation = get_object_or_404(invitations.not_taken_up(request.acting), pk=pk)
    try:
        invitations.cancel(invitation, acting=request.acting, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{invitation.name}的邀请已作废。")
    return redirect("members:home")


@access(Role.UNIT)
@never_cache
def print_codes(request):
    """一次性登录码 for those chosen, shown in the answer to the POST and never again."""
    among = codes.holders(request.acting)
    if request.method == "POST":
        form = ChooseForm(request.POST, among=among)
        if form.is_valid():
            made = codes.print_codes(
                form.cleaned_data["chosen"], acting=request.acting, now=request.now
            )
            context = {"lists": made, "site_url": settings.SITE_URL}
            return render(request, "accounts/members/codes_printed.html", context)
        messages.error(request, form.errors["chosen"][0])
    return render(request, "accounts/members/codes.html", {"members": among})
