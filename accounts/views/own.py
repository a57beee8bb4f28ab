"""One's own account: opening it, keeping it, and the unit one belongs to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import (
    belonging,
    codes,
    invitations,
    mail,
    mailing,
    people,
    registering,
    sessions,
    sms,
)
from accounts.access import PUBLIC, SIGNED_IN, access
from accounts.errors import Refusal
from accounts.forms.own import (
    ActivateCodeForm,
    ActivateForm,
    ProfileForm,
    SignUpForm,
    UnitFields,
)
from accounts.forms.sign_in import ProofForm
from accounts.limits import Limit
from accounts.models import Invitation, SignIn
from components.identity import mask, mask_phone, read_identity

# An office signs up from one address; somebody trying numbers for who has an account does not.
REFUSED_SIGN_UPS = Limit("sign-up", 30)
WRONG_SLIPS = Limit("invitation-code", 60)
PROOFS = Limit("phone-proof", 5, minutes=60, by_address=False)
LINKS = Limit("mail-link", 5, minutes=60, by_address=False)
TOO_OFTEN = "试的次数太多，请15分钟后再试，或致电工信局303室"
#: In the session: the invitation whose link or code was shown to be held.
INVITATION = "invitation"


@access(PUBLIC)
@never_cache
@sensitive_post_parameters()
def sign_up(request):
    if request.user.is_authenticated:
        return redirect("landing")
    form = SignUpForm(today=request.today)
    if request.method == "POST":
        form = SignUpForm(request.POST, today=request.today)
        if form.is_valid() and _open_account(request, form):
            return redirect("accounts:welcome")
    return render(request, "accounts/sign_up.html", {"form": form})


def _open_account(request, form) -> bool:
    data = form.cleaned_data
    if REFUSED_SIGN_UPS.reached(request):
        form.add_error(None, TOO_OFTEN)
        return False
    try:
        user, _ = registering.sign_up(
            name=data["name"],
            identity_number=data["identity_number"],
            phone=data["phone"],
            unit=data["unit"],
            password=data["new"],
            now=request.now,
        )
    except Refusal as refusal:
        REFUSED_SIGN_UPS.count(request)
        form.add_error(None, str(refusal))
        return False
    sessions.begin(request, user, SignIn.How.SIGN_UP)
    if sms.is_offered():
        codes.request_proof(user)
    return True


@access(SIGNED_IN)
def welcome(request):
    """What happens now that the account is there."""
    claims = request.user.memberships.select_related("organisation").order_by("-pk")
    return render(
        request,
        "accounts/welcome.html",
        {"claim": claims.first(), "may_prove": _may_prove(request.user)},
    )


@access(PUBLIC)
@never_cache
@require_safe
def activate_link(request, token):
    """The link of a slip: remembered, and left at once, so that it stays in no address bar."""
    invitation = invitations.by_link(token, now=request.now)
    if invitation is None:
        messages.error(request, invitations.OVER)
        return redirect("accounts:activate")
    request.session[INVITATION] = invitation.pk
    return redirect("accounts:activate")


@access(PUBLIC)
@never_cache
@sensitive_post_parameters()
def activate(request):
    """Open the account the unit prepared: with the link's invitation, else by the short code."""
    held = invitations.open_ones(request.now).filter(pk=request.session.get(INVITATION))
    invitation = held.select_related("organisation").first()
    if invitation is None:
        return _ask_for_slip(request)
    if request.user.is_authenticated:
        return _accept(request, invitation)
    form = ActivateForm(invitation=invitation)
    if request.method == "POST":
        form = ActivateForm(request.POST, invitation=invitation)
        if form.is_valid() and _activated(request, form, invitation):
            return redirect("accounts:welcome")
    return render(request, "accounts/activate.html", {"form": form, "invitation": invitation})


def _ask_for_slip(request):
    form = ActivateCodeForm(today=request.today)
    if request.method == "POST":
        form = ActivateCodeForm(request.POST, today=request.today)
        if form.is_valid() and _found_by_code(request, form):
            return redirect("accounts:activate")
    return render(request, "accounts/activate_code.html", {"form": form})


def _found_by_code(request, form) -> bool:
    if WRONG_SLIPS.reached(request):
        form.add_error(None, TOO_OFTEN)
        return False
    data = form.cleaned_data
    found = invitations.by_code(data["identity_number"], data["code"], now=request.now)
    if found is None:
        WRONG_SLIPS.count(request)
        form.add_error(
            None, "身份证号或开通码不对，或开通单已用过、过期。请核对后再试，或请单位人事重新打印"
        )
        return False
    request.session[INVITATION] = found.pk
    return True


def _activated(request, form, invitation: Invitation) -> bool:
    try:
        user, _ = registering.activate(
            invitation, password=form.cleaned_data["new"], now=request.now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    request.session.pop(INVITATION, None)
    sessions.begin(request, user, SignIn.How.INVITATION)
    if sms.is_offered() and user.phone:
        codes.request_proof(user)
    return True


def _accept(request, invitation: Invitation):
    """Somebody who has an account already joins the unit with it."""
    if request.method == "POST":
        try:
            invitations.take_up(invitation, user=request.user, now=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            request.session.pop(INVITATION, None)
            return redirect("accounts:welcome")
    return render(request, "accounts/activate_own.html", {"invitation": invitation})


@access(SIGNED_IN)
def unit(request):
    """Name one's unit, or another one after a refusal."""
    form = UnitFields()
    if request.method == "POST":
        form = UnitFields(request.POST)
        if form.is_valid():
            try:
                belonging.ask(user=request.user, unit=form.cleaned_data["unit"], now=request.now)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("accounts:welcome")
    return render(request, "accounts/unit.html", {"form": form})


@access(SIGNED_IN)
@never_cache
@sensitive_post_parameters("old")
def profile(request):
    """联系电话 and 通讯地址; the identity is read only."""
    user = request.user
    before = {
        "phone": user.phone,
        "address": user.address,
        "email": user.email,
        "sms_wanted": user.sms_wanted,
    }
    form = ProfileForm(initial=before, user=user)
    if request.method == "POST":
        form = ProfileForm(request.POST, user=user)
        if form.is_valid():
            _keep_contact(request, form.contact(), before["phone"])
            return redirect("accounts:profile")
    return render(
        request,
        "accounts/profile.html",
        {"form": form, "may_prove": _may_prove(user), "mail_is_offered": mail.is_offered()}
        | _identity_of(user, request.today),
    )


def _keep_contact(request, contact: dict, old_phone: str) -> None:
    phone_changed, mailbox_changed = people.change_contact(request.user, **contact)
    if phone_changed:
        codes.tell_of_change(request.user, old_phone)
        messages.success(request, "手机号已改。用新手机号收验证码前，请先验证。")
    if mailbox_changed and contact["email"]:
        _send_link(request)
    messages.success(request, "联系方式已保存。")


@require_POST
@access(SIGNED_IN)
def send_link(request):
    """Another link to one's mailbox, which has not been confirmed yet."""
    if mail.is_offered() and request.user.email and not request.user.email_confirmed_at:
        _send_link(request)
    return redirect("accounts:profile")


def _send_link(request) -> None:
    subject = str(request.user.pk)
    if LINKS.reached(request, subject):
        messages.error(request, "要确认邮件的次数太多，请过1小时再要。")
        return
    LINKS.count(request, subject)
    mailing.request_confirmation(request.user)
    messages.success(request, "确认邮件已发出，请打开邮箱，点里面的链接。")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(SIGNED_IN)
def confirm_mail(request, token):
    """The link of the mail: looking changes nothing, because mail servers look too."""
    if not mailing.is_link_of(request.user, token, now=request.now):
        messages.error(request, "这个确认链接不是发给您现在登记的邮箱的，或已过期。请重新发送。")
        return redirect("accounts:profile")
    if request.method == "POST":
        mailing.confirm(request.user, token, now=request.now)
        messages.success(request, "邮箱已确认，以后站内消息同时发到这里。")
        return redirect("accounts:profile")
    return render(request, "accounts/confirm_mail.html")


def _identity_of(user, today) -> dict:
    if not user.identity_number:
        return {}
    identity = read_identity(user.identity_number, today=today)
    return {
        "identity_number": mask(identity.number),
        "birth_date": identity.birth_date,
        "sex": identity.sex,
    }


def _may_prove(user) -> bool:
    return bool(sms.is_offered() and user.phone and not user.phone_proven_at)


@access(SIGNED_IN)
@sensitive_post_parameters("code")
def prove_phone(request):
    """The code that was sent to one's phone; `again` sends another."""
    if not _may_prove(request.user):
        return redirect("accounts:profile")
    form = ProofForm()
    if request.method == "POST" and "again" in request.POST:
        _send_proof(request)
        return redirect("accounts:prove-phone")
    if request.method == "POST":
        form = ProofForm(request.POST)
        if form.is_valid():
            if codes.prove_phone(request.user, form.cleaned_data["code"], now=request.now):
                messages.success(request, "手机号已验证，以后可以用短信验证码登录。")
                return redirect("accounts:profile")
            form.add_error("code", "验证码不对，或已过期，请核对后再试，或重新发送")
    context = {"form": form, "phone": mask_phone(request.user.phone)}
    return render(request, "accounts/prove_phone.html", context)


def _send_proof(request):
    subject = str(request.user.pk)
    if PROOFS.reached(request, subject):
        messages.error(request, "要验证码的次数太多，请过1小时再要。")
        return
    PROOFS.count(request, subject)
    codes.request_proof(request.user)
    messages.success(request, "验证码已发送，5分钟内有效。")
