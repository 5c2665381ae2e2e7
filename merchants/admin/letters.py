"""The outbox, to see whether a letter went."""

from django.contrib import admin

from merchants.models import Letter

from .base import ReadOnlyAdmin, Who


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    seen_by = Who.HQ
    list_display = ["subject", "to", "written_at", "sent_at"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["to", "subject"]
    exclude = ["event"]
    ordering = ["-written_at"]

    def rows_for(self, user, who):
        return super().rows_for(user, who).listed()
