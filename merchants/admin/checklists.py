"""What a new city does, step by step: on the front page while it is forming, each with a button."""

from django.contrib import admin, messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from merchants import actions
from merchants.models import Chapter, ChecklistItem

from .base import TeamAdmin, Who


@admin.register(ChecklistItem)
class ChecklistItemAdmin(TeamAdmin):
    chapter_path = "chapter"
    deleted_by = Who.COORDINATORS
    list_display = ["words", "chapter", "done_on", "done_by"]
    list_filter = [("chapter", admin.RelatedOnlyFieldListFilter), ("done_on", admin.EmptyFieldListFilter)]
    list_select_related = ["chapter", "done_by"]
    search_fields = ["words"]
    fields = ["chapter", "position", "words", "done_on", "done_by"]
    readonly_fields = ["done_on", "done_by"]

    def get_urls(self):
        buttons = {"done": self.is_done, "to_do": self.is_to_do}
        return [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(answer)), name=f"merchants_checklistitem_{name}")
            for name, answer in buttons.items()
        ] + super().get_urls()

    def on_the_front_page(self, request):
        forming = self.rows_for(request.user, Who.TEAM).filter(chapter__state=Chapter.State.FORMING)
        lists = {}
        for item in forming.select_related("chapter", "done_by").order_by("chapter__name", "position", "pk"):
            lists.setdefault(item.chapter, []).append(item)
        own = self.rows_for(request.user, Who.COORDINATORS).values("chapter")
        texts = actions.texts_to_look_at(own) if lists else {}
        for item in (item for items in lists.values() for item in items):
            item.text = texts.get((item.chapter_id, item.words))
        return {"checklists": lists}

    # What the buttons answer

    def is_done(self, request, pk):
        item = self._item(request, pk)
        if actions.tick(item=item, by=request.user):
            self.log_change(request, item, _("Done."))
            self.message_user(request, _("Done: %(words)s") % {"words": item}, messages.SUCCESS)
        return redirect("admin:index")

    def is_to_do(self, request, pk):
        item = self._item(request, pk)
        actions.untick(item=item)
        self.log_change(request, item, _("Still to do."))
        return redirect("admin:index")

    def _item(self, request, pk):
        return get_object_or_404(self.rows_for(request.user, Who.TEAM), pk=pk)
