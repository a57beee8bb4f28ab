"""/settings/users/: accounts and their roles, kept by the administrator."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import appointing, importing, keeping, sessions
from accounts.access import access
from accounts.admin_log import By
from accounts.codes import PrintedCodes
from accounts.errors import Refusal
from accounts.forms.keeping import (
    AccountForm,
    PeopleSearch,
    PersonForm,
    ReasonForm,
    RoleForm,
)
from accounts.models import Organisation, TwoPersonRequest, User
from accounts.roles import Role
from components.shapes import Cell, Column, Row, Tag

PAGE = 50
EVENTS = 20
POWERFUL_EFFECT = (
    "工信局审核人、评委会秘书、主任委员、监票人、人社局、系统管理员要由第二人确认后生效。"
)
COLUMNS = (Column("姓名"), Column("身份和单位"), Column("账号"))
#: act → heading, what it does, button
ACTS = {
    "lock": ("锁定账号", "锁定后不能登录，已经登录的马上退出。身份保留，解除锁定后照旧。", "锁定"),
    "unlock": ("解除锁定", "解除后可以照旧登录。", "解除锁定"),
    "sign-out": ("退出所有登录", "这个账号在所有设备上的登录马上退出。", "全部退出"),
    "codes": (
        "打印登录码",
        "给进不来的人用：3个登录码，每个用一次，7天内有效，登录后自己设新密码。原来打印的作废，"
        "丢了手机的，两步验证一并取消，登录后重新设。",
        "打印登录码",
    ),
}


@require_safe
@access(Role.ADMIN)
def people(request):
    """Every account, as searched for, with what it may do."""
    form = PeopleSearch(request.GET)
    found = keeping.people(**form.wanted(), today=request.today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "columns": COLUMNS,
        "rows": [_row(user) for user in page.object_list],
        "page": page,
        "waiting": appointing.open_requests().count(),
    }
    return render(request, "accounts/keeping/people.html", context)


def _row(user: User) -> Row:
    roles = "；".join(f"{m.role_label}（{m.organisation.name}）" for m in user.memberships.all())
    if not user.is_active:
        state = Tag("已锁定", "red")
    elif user.last_login is None:
        state = Tag("没有登录过")
    else:
        state = Tag("正常", "green")
    url = reverse("keeping:person", args=[user.pk])
    return Row(
        (Cell(user.name, sub=user.username, url=url), Cell(roles or "没有身份"), Cell(tag=state))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def person_new(request):
    """A new account with its first role."""
    form = PersonForm(request.POST or None, today=request.today)
    if form.is_valid():
        try:
            user, made = importing.take_person(None, form.cleaned_data, by=_by(request, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已开通{user.name}的账号，登录名{user.username}。")
            _tell(request, made)
            return redirect("keeping:person", user.pk)
    context = {"heading": "开通账号", "button": "开通账号", "back": reverse("keeping:people")}
    return _page(request, form, context)


def _by(request, form) -> By:
    return By(request.user, request.now, form.cleaned_data["reason"])


def _tell(request, made) -> None:
    """What became of a role asked for."""
    if isinstance(made, TwoPersonRequest):
        messages.info(request, f"{made.words}已提出，第二人确认后生效。")
    else:
        messages.success(request, f"已授予{made.organisation.name}{made.role_label}。")


def _page(request, form, context: dict):
    """A form of the administrator's, with the organisations to type into."""
    shown = {"form": form, "offices": Organisation.objects.values_list("name", flat=True)}
    status = 422 if form.errors else 200
    return render(request, "accounts/keeping/form.html", shown | context, status=status)


@require_safe
@access(Role.ADMIN)
def person(request, pk):
    """One account: its roles, its sessions, what was done to it."""
    user = get_object_or_404(User, pk=pk)
    context = {
        "person": user,
        "roles": appointing.lasting(user, request.today),
        "own": user == request.user,
        "asked": appointing.open_requests().filter(user=user),
        "in_force": sessions.in_force(user, now=request.now),
        "events": user.admin_events.all()[:EVENTS],
    }
    return render(request, "accounts/keeping/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def person_change(request, pk):
    """Correct the name or the phone of an account."""
    user = get_object_or_404(User, pk=pk)
    form = AccountForm(request.POST or None, user=user)
    if form.is_valid() and _done(
        request,
        form,
        lambda by: keeping.change_account(
            user, name=form.cleaned_data["name"], phone=form.cleaned_data["phone"], by=by
        ),
    ):
        messages.success(request, "已保存。")
        return redirect("keeping:person", pk)
    return _page(request, form, _about(user, "修改姓名、手机号", "保存"))


def _done(request, form, act) -> bool:
    """Carry the act out; a refusal becomes a sentence of the form."""
    try:
        act(_by(request, form))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _about(user: User, heading: str, button: str, effect: str = "") -> dict:
    return {
        "heading": heading,
        "button": button,
        "effect": effect,
        "back": reverse("keeping:person", args=[user.pk]),
        "person": user,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def role_new(request, pk):
    """One more role for this account."""
    user = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST or None, user=user, today=request.today)
    if form.is_valid():
        data = form.cleaned_data
        given = {"organisation": data["organisation"], "role": Role(data["role"])}
        try:
            made = appointing.give(user=user, **given, since=data["since"], by=_by(request, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, made)
            return redirect("keeping:person", pk)
    return _page(request, form, _about(user, "授予身份", "授予", POWERFUL_EFFECT))


@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def role_end(request, pk, role):
    """End one role of this account, now."""
    user = get_object_or_404(User, pk=pk)
    held = get_object_or_404(appointing.lasting(user, request.today), pk=role)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and _done(request, form, lambda by: appointing.end(held, by=by)):
        messages.success(request, f"{held.organisation.name}{held.role_label}已终止。")
        return redirect("keeping:person", pk)
    heading = f"终止{held.organisation.name}{held.role_label}"
    return _page(request, form, _about(user, heading, "终止", "马上生效，经办过的记录不变。"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(Role.ADMIN)
def act(request, pk, act):
    """Lock, unlock, end the sessions, print codes: each with its reason."""
    user = get_object_or_404(User, pk=pk)
    heading, effect, button = ACTS[act]
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            made = SERVICES[act](user, by=_by(request, form))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _acted(request, user, act, made)
    return _page(request, form, _about(user, heading, button, effect))


SERVICES = {
    "lock": keeping.lock,
    "unlock": keeping.unlock,
    "sign-out": keeping.sign_out,
    "codes": appointing.reset,
}


def _acted(request, user: User, act: str, made):
    if isinstance(made, PrintedCodes):
        return codes_page(request, made)
    if isinstance(made, TwoPersonRequest):
        messages.info(request, f"{user.name}的身份重要，登录码由第二人确认后打印、转交。")
    else:
        messages.success(request, f"{user.name}：已{ACTS[act][2]}。")
    return redirect("keeping:person", user.pk)


def codes_page(request, made: PrintedCodes):
    """The codes, shown in the answer to the POST and never again."""
    context = {"lists": [made], "site_url": settings.SITE_URL}
    return render(request, "accounts/keeping/codes.html", context)
