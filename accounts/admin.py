"""Django's admin, to look things up. People, roles and organisations change under `/settings/`,
where separation of duties, the second person and 管理记录 hold.
"""

from django.conf import settings
from django.contrib import admin
from django.urls import URLResolver

from .access import access
from .models import Membership, Organisation, User
from .roles import Role


def declare(patterns) -> None:
    """Mark every view of an admin site as the administrator's."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            declare(pattern.url_patterns)
        else:
            access(Role.ADMIN)(pattern.callback)


class Site(admin.AdminSite):
    """Django's admin for the role 系统管理员; packages' own tables are not in it."""

    site_header = "阳城县初级职称评审 系统管理"
    site_title = "系统管理"
    index_title = "人员和单位"
    site_url = "/"
    enabled = settings.ADMIN_SITE

    def has_permission(self, request):
        return request.acting is not None and request.acting.role == Role.ADMIN

    def get_urls(self):
        """Without a sign-in of its own: everybody signs in on the same page."""
        patterns = [
            pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "login"
        ]
        declare(patterns)
        return patterns


site = Site(name="admin")


class KeptAdmin(admin.ModelAdmin):
    """Rows the administrator keeps: whoever may enter the site may change them."""

    def has_module_permission(self, request):
        return site.has_permission(request)

    def has_view_permission(self, request, obj=None):
        return site.has_permission(request)

    def has_add_permission(self, request):
        return site.has_permission(request)

    def has_change_permission(self, request, obj=None):
        return site.has_permission(request)

    def has_delete_permission(self, request, obj=None):
        return site.has_permission(request)


class ReadOnlyAdmin(KeptAdmin):
    """Rows that move only through services: to be looked at, never edited here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PersonAdmin(ReadOnlyAdmin):
    list_display = ("username", "name", "is_active", "is_demo")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "name")
    fields = ("username", "name", "is_active", "last_login")


class OrganisationAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "unit_kind", "parent", "contact", "phone")
    list_filter = ("kind", "unit_kind")
    search_fields = ("name",)


class MembershipAdmin(ReadOnlyAdmin):
    list_display = ("user", "organisation", "role", "belonging", "since", "until")
    list_filter = ("role", "belonging")
    search_fields = ("user__name", "user__username", "organisation__name")


site.register(User, PersonAdmin)
site.register(Organisation, OrganisationAdmin)
site.register(Membership, MembershipAdmin)
