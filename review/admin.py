"""Everything of the procedure is read-only here: an edit would go round `services.act`."""

from django.contrib import admin

from accounts.admin import KeptAdmin, site

from .models import Case, CommitteeMember, Event, Meeting, Notice, Package


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


for model in (Case, Package, Meeting, Notice, Event):
    site.register(model, ReadOnlyAdmin)
site.register(CommitteeMember, KeptAdmin)
