"""To the government's identity service and back; 404 unless settings name one."""

import logging

import jwt
import requests
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from accounts import sessions
from accounts.access import PUBLIC, access
from accounts.models import SignIn

log = logging.getLogger(__name__)
UNKNOWN = (
    "没有登录成功：统一身份认证的这个人在本站还没有账号，或手机号没有验证过。"
    "请先注册，或用密码登录。"
)
BROKEN = "统一身份认证没有答复，没有登录成功。请过几分钟再试，或用密码登录。"


class Callback(OIDCAuthenticationCallbackView):
    """The library checks state, nonce, signature and claims; the session is begun as any other."""

    def login_success(self):
        sessions.begin(self.request, self.user, SignIn.How.OIDC)
        return HttpResponseRedirect(self.success_url)

    def login_failure(self):
        messages.error(self.request, UNKNOWN)
        return redirect("accounts:sign-in")


@access(PUBLIC)
@never_cache
@require_safe
def begin(request):
    if not settings.OIDC_RP_CLIENT_ID:
        raise Http404
    if request.user.is_authenticated:
        return redirect("landing")
    return OIDCAuthenticationRequestView.as_view()(request)


@access(PUBLIC)
@never_cache
@require_safe
def callback(request):
    """Whatever goes wrong on the way is a sentence on the sign-in page, never a failure of ours."""
    if not settings.OIDC_RP_CLIENT_ID:
        raise Http404
    if request.user.is_authenticated:
        return redirect("landing")  # an address somebody made up ends no session
    try:
        return Callback.as_view()(request)
    except (requests.RequestException, jwt.PyJWTError, SuspiciousOperation, ValueError) as error:
        log.error("identity service: %s", type(error).__name__)
        messages.error(request, BROKEN)
        return redirect("accounts:sign-in")
