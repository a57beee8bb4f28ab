from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from .access import PUBLIC, SIGNED_IN, access
from .forms import PasswordForm, SignInForm, SwitchRoleForm
from .roles import Role

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


def safe_next(request, url: str) -> str:
    """`url` if it is a path of this site, else an empty string."""
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if safe else ""


@access(PUBLIC)
@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    next_url = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(next_url or "landing")
    form = SignInForm(request=request)
    if request.method == "POST":
        form = SignInForm(request.POST, request=request)
        if form.is_valid():
            login(request, form.user)
            request.session.set_expiry(None)  # a visitor's self-check may have set its own
            return redirect(next_url or "landing")
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_url})


@access(PUBLIC)
@require_POST
def sign_out(request):
    logout(request)
    response = redirect("home")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


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


@access(SIGNED_IN)
def security(request):
    return render(request, "accounts/security.html")


@access(SIGNED_IN)
@never_cache
@sensitive_post_parameters()
def change_password(request):
    form = PasswordForm(user=request.user)
    if request.method == "POST":
        form = PasswordForm(request.POST, user=request.user)
        if form.is_valid():
            update_session_auth_hash(request, form.save())
            messages.success(request, "密码已修改。其他设备上的登录已退出。")
            return redirect("accounts:security")
    return render(request, "accounts/password.html", {"form": form})
