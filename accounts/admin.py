"""Where the bureau keeps people, organisations and who acts for whom. Never a case."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.urls import URLResolver

from .access import access
from .models import Membership, Organisation, User
from .roles import Role
from .secrets import blind_index


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


class MembershipInline(admin.TabularInline):
    model = Membership
    fk_name = "user"
    extra = 0
    autocomplete_fields = ("organisation",)

    def has_view_permission(self, request, obj=None):
        return site.has_permission(request)

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def has_add_permission(self, request, obj=None):
        return site.has_permission(request)


class PhoneOnce:
    """A phone belongs to one account; an empty one to none."""

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        taken = User.objects.filter(phone_index=blind_index(phone)).exclude(pk=self.instance.pk)
        if phone and taken.exists():
            raise ValidationError("这个手机号已有账号", code="taken")
        if phone != self.initial.get("phone"):
            self.instance.phone_proven_at = None
        return phone


class PersonCreationForm(PhoneOnce, AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "name", "phone")


class PersonChangeForm(PhoneOnce, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class PersonAdmin(KeptAdmin, UserAdmin):
    form = PersonChangeForm
    add_form = PersonCreationForm
    add_form_template = "admin/change_form.html"
    list_display = ("username", "name", "is_active", "is_demo")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "name")
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("本人", {"fields": ("name", "phone")}),
        ("状态", {"fields": ("is_active",)}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "name", "phone", "usable_password", "password1", "password2")},
        ),
    )
    inlines = (MembershipInline,)


class OrganisationAdmin(KeptAdmin):
    list_display = ("name", "kind", "unit_kind", "parent", "contact", "phone")
    list_filter = ("kind", "unit_kind")
    search_fields = ("name",)
    autocomplete_fields = ("parent",)


class MembershipAdmin(KeptAdmin):
    list_display = ("user", "organisation", "role", "belonging", "since", "until")
    list_filter = ("role", "belonging")
    readonly_fields = ("belonging",)
    search_fields = ("user__name", "user__username", "organisation__name")
    autocomplete_fields = ("user", "organisation")


site.register(User, PersonAdmin)
site.register(Organisation, OrganisationAdmin)
site.register(Membership, MembershipAdmin)
