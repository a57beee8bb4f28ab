"""Every address says who may open it, and what it says is held to."""

from collections import Counter

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from accounts.access import PUBLIC, SIGNED_IN, Access, access
from accounts.middleware import AccessMiddleware
from accounts.roles import Role


def addresses(patterns=None, prefix=""):
    """(route, view) of every pattern of the project."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def names(patterns=None, space=""):
    """The name of every pattern that has one, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        elif pattern.name:
            yield space + pattern.name


# Written by hand: what a stranger may open. Anything else asks for a sign-in.
PUBLIC_ADDRESSES = {
    "",
    "guide/",
    "documents/<slug:key>/",
    "forms/<str:address>",
    "help/",
    "accessibility/",
    "privacy/",
    "statement/",
    "help/manual/",
    "help/manual/<slug:key>/",
    "help/manual/<slug:key>.pdf",
    "sitemap/",
    "notices/",
    "notices/<slug:code>/",
    "notices/<slug:code>/objections/new/",
    "objections/filed/",
    "reprimands/<slug:code>/",
    "help/ask/",
    "help/asked/",
    "receipts/",
    "v/<slug:code>/",
    "objections/<slug:receipt>/",
    "progress/",
    "results/",
    "certificates/verify/",
    "check/",
    "check/result/",
    "check/by-unit/",
    "check/education/<int:number>/",
    "check/education/<int:number>/remove/",
    "check/<slug:step>/",
    "accounts/sign-in/",
    "accounts/code/",
    "accounts/oidc/",
    "accounts/oidc/callback/",
    "accounts/sign-up/",
    "accounts/activate/",
    "accounts/activate/<str:token>/",
    "accounts/session/",
    "accounts/sign-out/",
    "type-size/",
    "healthz",
    "readyz",
    "reading/",
    "reading/leave/",
    "reading/packets/",
    "reading/packets/<int:pk>/",
    "reading/packets/<int:pk>/recusal/",
    "reading/packets/<int:pk>/papers/<int:paper>/",
    "reading/packets/<int:pk>/papers/<int:paper>/small/",
    "vote/",
    "vote/ballot/",
    "vote/done/",
}


@pytest.mark.parametrize(("route", "view"), [pytest.param(*a, id=a[0]) for a in addresses()])
def test_address_declares_who_may_open_it(route, view):
    declared = getattr(view, "access", None)

    assert isinstance(declared, Access), f"{route} declares no access"


def test_no_two_addresses_have_the_same_name():
    assert [name for name, count in Counter(names()).items() if count > 1] == []


def test_only_the_listed_addresses_are_public():
    public = {route for route, view in addresses() if view.access.public}

    assert public <= PUBLIC_ADDRESSES, public - PUBLIC_ADDRESSES


def test_admin_belongs_to_the_administrator():
    admin = {route: view.access for route, view in addresses() if route.startswith("admin/")}

    assert admin
    assert set(admin.values()) == {Access(roles=frozenset({Role.ADMIN}))}
    assert "admin/login/" not in admin


def test_undeclared_view_is_refused():
    def undeclared(request):
        raise AssertionError

    with pytest.raises(ImproperlyConfigured, match="declares no access"):
        AccessMiddleware(None).process_view(RequestFactory().get("/"), undeclared, (), {})


def test_access_without_anybody_is_refused():
    with pytest.raises(TypeError):
        access()


def test_role_in_no_declaration_is_admitted_only_where_it_is_named():
    assert PUBLIC.admits(user=None, acting=None)
    assert settings.LOGIN_URL == "accounts:sign-in"
    assert not SIGNED_IN.public
