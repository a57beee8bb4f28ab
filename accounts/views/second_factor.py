"""两步验证: ask for the code, set it up, turn it off."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import second_factor, sessions
from accounts.access import SIGNED_IN, access
from accounts.forms.second_factor import FactorForm
from accounts.limits import Limit
from accounts.secrets import decrypt, encrypt
from documents import qr

from .sign_in import WAIT, next_of

#: In the session, sealed: the secret not confirmed yet.
UNCONFIRMED = "second_factor_secret"
WRONG_FACTORS = Limit("second-factor", 10, by_address=False)
WRONG = "验证码不对，或已经用过。请等手机换一个新的再填；手机时间要准。"


@access(SIGNED_IN)
@never_cache
@sensitive_post_parameters("code")
def ask(request):
    """After signing in: the code of the phone, or one of the sheet."""
    next_url = next_of(request)
    if second_factor.is_due(request) and not second_factor.has(request.user):
        second_factor.mark_passed(request, request.sign_in)  # taken away by the administrator
    if not second_factor.is_due(request):
        return redirect(next_url or "landing")
    form = FactorForm(request.POST or None)
    if form.is_valid() and _right(request, form):
        second_factor.mark_passed(request, request.sign_in)
        return redirect(next_url or "landing")
    context = {"form": form, "next": next_url}
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor/ask.html", context, status=status)


def _right(request, form, check=second_factor.check) -> object:
    """What `check` says of the code; wrong ones are counted and become a sentence of the form."""
    subject = str(request.user.pk)
    if WRONG_FACTORS.reached(request, subject):
        form.add_error("code", WAIT)
        return None
    code = form.cleaned_data["code"]
    right = check(request.user, code, wall=request.wall, now=request.now)
    if not right:
        WRONG_FACTORS.count(request, subject)
        form.add_error("code", WRONG)
    return right


@access(SIGNED_IN)
@never_cache
@sensitive_post_parameters("code")
def set_up(request):
    """The QR code to scan, and the code that shows it worked; then the sheet, once."""
    if second_factor.has(request.user):
        return redirect("accounts:security")
    secret = _secret(request)
    form = FactorForm(request.POST or None)
    check = partial(second_factor.set_up, secret=secret)
    if form.is_valid() and (sheet := _right(request, form, check)):
        request.session.pop(UNCONFIRMED, None)
        here = request.sign_in.pk if request.sign_in else None
        sessions.end_others(request.user, but=here, now=request.now)
        if request.sign_in is not None:
            second_factor.mark_passed(request, request.sign_in)
        return render(request, "accounts/second_factor/sheet.html", {"codes": sheet})
    context = {
        "form": form,
        "qr": qr.data_uri(second_factor.address(request.user, secret)),
        "secret": secret,
        "required": second_factor.is_required(request.acting),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor/set_up.html", context, status=status)


def _secret(request) -> str:
    """The secret shown until it is confirmed: the same one however often the page is opened."""
    if UNCONFIRMED not in request.session:
        request.session[UNCONFIRMED] = encrypt(second_factor.new_secret(), UNCONFIRMED)
    return decrypt(request.session[UNCONFIRMED], UNCONFIRMED)


@access(SIGNED_IN)
@never_cache
@sensitive_post_parameters("code")
def turn_off(request):
    """Take the second step away, with a last code: to change the phone, or where it is optional."""
    if not second_factor.has(request.user):
        return redirect("accounts:security")
    form = FactorForm(request.POST or None)
    if form.is_valid() and _right(request, form):
        second_factor.remove(request.user)
        messages.success(request, "两步验证已取消。")
        return redirect("accounts:security")
    context = {"form": form, "required": second_factor.is_required(request.acting)}
    status = 422 if form.errors else 200
    return render(request, "accounts/second_factor/off.html", context, status=status)


ask.open_without_factor = set_up.open_without_factor = True
