"""Coming in and going out: by password, by one-time code; the desk one lands on."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import codes, kept, sessions, sms
from accounts.access import PUBLIC, SIGNED_IN, access
from accounts.forms.sign_in import CodeForm, SignInForm, SwitchRoleForm
from accounts.limits import Limit
from accounts.models import SignIn
from accounts.roles import Role
from accounts.secrets import blind_index

DESKS = {
    Role.APPLICANT: "applications:list",
    Role.UNIT: "review:unit",
    Role.UNIT_HEAD: "review:unit",
    Role.DEPARTMENT: "review:department",
    Role.CLERK: "review:bureau",
    Role.LEAD: "review:bureau",
    Role.SECRETARY: "review:committee",
    Role.CHAIR: "review:committee",
    Role.MEMBER: "review:committee",
    Role.TELLER: "review:committee",
    Role.HRSS: "review:hrss",
    Role.ADMIN: "settings:rounds",
}
# A unit's people may share one address: the limits by address leave room for an office.
WRONG_CODES = Limit("one-time-code", 100)
WRONG_CODES_OF_ONE = Limit("one-time-code-of", 10)
SENT_FROM = Limit("sms-from", 60)
SENT_TO = Limit("sms-to", 5, minutes=60, by_address=False)
SENT_JUST_NOW = Limit("sms-just-now", 1, minutes=1, by_address=False)
WAIT = "试的次数太多，请15分钟后再试，或用密码登录"
WRONG_CODE = "手机号、登录名或代码不对，或代码已过期、已用过，请核对后再试"
HOW = {codes.Kind.SMS: SignIn.How.SMS, codes.Kind.PRINTED: SignIn.How.PRINTED}
#: In the session: when a one-time code stood for the password.
BY_CODE = "by_code_at"


def safe_next(request, url: str) -> str:
    """`url` if it is a path of this site, else an empty string."""
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else ""


def next_of(request) -> str:
    return safe_next(request, request.POST.get("next") or request.GET.get("next", ""))


@access(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    next_url = next_of(request)
    if request.user.is_authenticated:
        return redirect(next_url or "landing")
    form = SignInForm(request=request)
    if request.method == "POST":
        form = SignInForm(request.POST, request=request)
        if form.is_valid():
            sessions.begin(request, form.user, SignIn.How.PASSWORD)
            return redirect(next_url or "landing")
    context = {
        "form": form,
        "next": next_url,
        "kept": kept.waiting(request.session),
        "oidc": settings.OIDC_RP_CLIENT_ID and settings.OIDC_NAME,
    }
    return render(request, "accounts/sign_in.html", context)


@access(PUBLIC)
@never_cache
@sensitive_post_parameters("code")
def by_code(request):
    """With a one-time code, however it came, or to ask for one; also for a forgotten password."""
    next_url = next_of(request)
    sending = "send" in request.POST and sms.is_offered()
    form = CodeForm()
    if request.method == "POST":
        form = CodeForm(request.POST, sending=sending)
        if form.is_valid():
            if sending:
                _send_code(request, form.cleaned_data["who"])
            elif _let_in_by_code(request, form):
                return redirect(next_url or "landing")
    context = {
        "form": form,
        "next": next_url,
        "sms": sms.is_offered(),
        "for_password": next_url == reverse("accounts:password"),
    }
    return render(request, "accounts/code.html", context)


def _let_in_by_code(request, form) -> bool:
    who = form.cleaned_data["who"]
    if WRONG_CODES.reached(request) or WRONG_CODES_OF_ONE.reached(request, who):
        form.add_error(None, WAIT)
        return False
    opened = codes.redeem(who, form.cleaned_data["code"], now=request.now)
    if opened is None:
        WRONG_CODES.count(request)
        WRONG_CODES_OF_ONE.count(request, who)
        form.add_error(None, WRONG_CODE)
        return False
    user, kind = opened
    sessions.begin(request, user, HOW[kind])
    request.session[BY_CODE] = request.now.isoformat()
    return True


def _send_code(request, phone: str) -> None:
    """Ask for a code by message. What is said does not depend on whether the phone is known."""
    subject = blind_index(phone)
    if SENT_JUST_NOW.reached(request, subject):
        messages.info(request, "验证码刚发过，请过1分钟再要。")
    elif SENT_TO.reached(request, subject) or SENT_FROM.reached(request):
        messages.error(request, "要验证码的次数太多，请过1小时再要，或换别的办法登录。")
    else:
        for limit, about in ((SENT_JUST_NOW, subject), (SENT_TO, subject), (SENT_FROM, "")):
            limit.count(request, about)
        codes.request_code(phone)
        messages.success(request, "这个手机号如果登记并验证过，验证码马上会到，5分钟内有效。")


@access(PUBLIC)
@require_POST
def sign_out(request):
    if request.sign_in:
        sessions.end(request.user, pk=request.sign_in.pk, now=request.now)
    logout(request)
    response = redirect("home")
    response.delete_cookie(kept.COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


sign_out.open_with_old_password = True


@access(SIGNED_IN)
def landing(request):
    """The desk of the role the person acts in; a person without one learns whom to ask."""
    if request.acting is None:
        return redirect("accounts:security")
    return redirect(DESKS[Role(request.acting.role)])


@access(SIGNED_IN)
def switch_role(request):
    """Choose among one's own roles; the session gets a new key with the new powers."""
    if request.method == "POST":
        form = SwitchRoleForm(request.POST, user=request.user, today=request.today)
        if form.is_valid():
            request.session["membership"] = form.cleaned_data["membership"].pk
            request.session.cycle_key()
            return redirect("landing")
        messages.error(request, form.errors["membership"][0])
    return render(request, "accounts/switch_role.html")
