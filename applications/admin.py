"""Bans are kept here; the rest is only read. Rules and working days: see `/settings/`."""

from django.contrib import admin

from accounts.admin import KeptAdmin, ReadOnlyAdmin, site
from accounts.secrets import blind_index
from components.identity import mask

from .models import Application, Ban, Submission, WorkingDayOverride


@admin.register(WorkingDayOverride, site=site)
class WorkingDayOverrideAdmin(ReadOnlyAdmin):
    list_display = ("day", "working", "reason")


@admin.register(Ban, site=site)
class BanAdmin(KeptAdmin):
    list_display = ("name", "masked_number", "found_in", "years", "decided_by")

    @admin.display(description="身份证号")
    def masked_number(self, ban):
        return mask(ban.identity_number)

    def save_model(self, request, obj, form, change):
        obj.identity_index = blind_index(obj.identity_number)
        super().save_model(request, obj, form, change)


@admin.register(Application, site=site)
class ApplicationAdmin(ReadOnlyAdmin):
    list_display = ("number", "applicant", "unit", "specialty", "locked", "withdrawn")
    list_filter = ("round", "locked", "withdrawn")
    list_select_related = ("applicant", "unit", "specialty")
    fields = (*list_display, "round", "created_at")


@admin.register(Submission, site=site)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("application", "version", "submitted_at", "signed_name", "sha256")
    list_select_related = ("application",)
    fields = list_display
