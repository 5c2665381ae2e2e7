"""What places answered when they were asked whether all is still true."""

from django.contrib import admin

from merchants.models import Verification

from .base import ReadOnlyAdmin, Who


@admin.register(Verification)
class VerificationAdmin(ReadOnlyAdmin):
    seen_by = Who.TEAM
    chapter_path = "merchant__chapter"
    list_display = ["merchant", "asked_on", "answer", "channel", "answered_on"]
    list_filter = ["answer", "channel", "asked_on"]
    list_select_related = ["merchant"]
    fields = ["merchant", "asked_on", "answer", "channel", "answered_on"]
