"""What places answered when they were asked whether all is still true, and the rounds in which a city asks them."""

from django.contrib import admin

from merchants.models import Verification, VerificationRound

from .base import ReadOnlyAdmin, Who


@admin.register(Verification)
class VerificationAdmin(ReadOnlyAdmin):
    seen_by = Who.TEAM
    chapter_path = "merchant__chapter"
    list_display = ["merchant", "asked_on", "answer", "channel", "answered_on"]
    list_filter = ["answer", "channel", "asked_on"]
    list_select_related = ["merchant"]
    fields = ["merchant", "asked_on", "answer", "channel", "answered_on"]


@admin.register(VerificationRound)
class VerificationRoundAdmin(ReadOnlyAdmin):
    seen_by = Who.TEAM
    chapter_path = "chapter"
    list_display = ["chapter", "begun_on", "due_on", "ended_on"]
    list_select_related = ["chapter"]
    fields = ["chapter", "begun_on", "due_on", "ended_on"]
