"""账号与安全: who signed in, which sessions count, the password; and what was sent too late."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import belonging, kept, people, second_factor, sessions
from accounts.access import PUBLIC, SIGNED_IN, access
from accounts.forms.own import PasswordForm

from .sign_in import BY_CODE

CODE_STANDS_FOR = timedelta(minutes=10)


@access(SIGNED_IN)
def security(request):
    user, now = request.user, request.now
    here = request.sign_in.pk if request.sign_in else None
    return render(
        request,
        "accounts/security.html",
        {
            "here": here,
            "in_force": sessions.in_force(user, now=now),
            "sign_ins": sessions.recent(user, now=now)[:100],
            "has_factor": second_factor.has(user),
            "recovery_left": second_factor.left(user),
            "refusal": None if request.acting else belonging.last_refusal(user),
        },
    )


@access(SIGNED_IN)
@require_POST
def end_session(request, pk):
    """退出 one other session."""
    if not sessions.end(request.user, pk=pk, now=request.now):
        raise Http404
    messages.success(request, "那次登录已退出。")
    return redirect("accounts:security")


@access(SIGNED_IN)
@require_POST
def end_other_sessions(request):
    here = request.sign_in.pk if request.sign_in else None
    ended = sessions.end_others(request.user, but=here, now=request.now)
    messages.success(request, f"其他设备上的{ended}次登录已退出。" if ended else "没有其他登录。")
    return redirect("accounts:security")


@access(SIGNED_IN)
@never_cache
@sensitive_post_parameters()
def change_password(request):
    """With the old password, or within ten minutes of a one-time code (a forgotten password)."""
    by_code = _came_by_code(request)
    form = PasswordForm(user=request.user, by_code=by_code)
    if request.method == "POST":
        form = PasswordForm(request.POST, user=request.user, by_code=by_code)
        if form.is_valid():
            people.set_password(request.user, form.cleaned_data["new"], now=request.now)
            update_session_auth_hash(request, request.user)
            here = request.sign_in.pk if request.sign_in else None
            sessions.end_others(request.user, but=here, now=request.now)
            request.session.pop(BY_CODE, None)
            messages.success(request, "密码已修改。其他设备上的登录已退出。")
            return redirect("accounts:security")
    return render(request, "accounts/password.html", {"form": form, "by_code": by_code})


def _came_by_code(request) -> bool:
    moment = request.session.get(BY_CODE)
    return bool(moment) and request.now - datetime.fromisoformat(moment) <= CODE_STANDS_FOR


@access(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request):
    """How many seconds the session has left, for the dialog; POST: 继续填写."""
    if request.sign_in is None:
        return JsonResponse({"left": 0})
    if request.method == "POST":
        sessions.touch(request.sign_in, now=request.now)
    left = sessions.left(request.sign_in, request.acting, now=request.now)
    return JsonResponse({"left": int(left.total_seconds())})


session.passive = session.open_with_old_password = True
change_password.open_with_old_password = True


@access(SIGNED_IN)
@never_cache
def kept_post(request):
    """您刚才填的内容还在: one button sends on what came after the session had ended."""
    if request.method == "POST":
        kept.forget(request.session)
        messages.info(request, "已放弃刚才填的内容。")
        return redirect("landing")
    found = kept.kept_for(request.user, request.session, now=request.now)
    if found is None:
        kept.forget(request.session)
        return redirect("landing")
    return render(request, "accounts/kept.html", {"kept": found})
