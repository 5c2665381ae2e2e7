"""Editions of the city map: a coordinator makes a proof and freezes it; everybody of the team looks, prints and notes how many."""

from django.contrib import admin, messages
from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from merchants.admin.base import ReadOnlyAdmin, Turn, Waiting, Who
from merchants.keys import fresh_key
from merchants.models import Chapter
from referrals import actions
from referrals.edition_forms import CopiesForm
from referrals.map_sheets import Printed
from referrals.models import MapEdition
from referrals.views import editions as pages


@admin.register(MapEdition)
class MapEditionAdmin(ReadOnlyAdmin):
    chapter_path = "chapter"
    seen_by = Who.TEAM
    list_display = ["__str__", "made_on", "in_short", "printed"]
    list_filter = [("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    fields = ["chapter", "number", "made_on", "state", "printed"]
    readonly_fields = ["state", "printed"]
    ordering = ["-made_on", "-pk"]

    def get_urls(self):
        opened = {
            "make/": (require_POST(self.make), "make"),
            "<int:pk>/freeze/": (require_POST(self.freeze), "freeze"),
            "<int:pk>/copies/": (self.note_copies, "copies"),
            "<int:pk>/picture/": (require_safe(self.picture), "picture"),
            "<int:pk>/a3/": (require_safe(self.look_a3), "a3"),
            "<int:pk>/a4/": (require_safe(self.look_a4), "a4"),
            "<int:pk>/a6/<slug:quarter>/": (require_safe(self.look_a6), "a6"),
        }
        return [
            path(address, self.admin_site.admin_view(view), name=f"referrals_mapedition_{name}") for address, (view, name) in opened.items()
        ] + super().get_urls()

    def get_queryset(self, request):
        return super().get_queryset(request).defer("snapshot").annotate(total=Sum("copies__number"))

    @admin.display(description=_("state"))
    def in_short(self, edition):
        return _("frozen") if edition.is_frozen else _("proof")

    @admin.display(description=_("state"))
    def state(self, edition):
        if edition.is_frozen:
            return _("frozen on %(day)s: everybody may print it") % {"day": date_format(edition.frozen_on)}
        return _("proof: only the team sees it")

    @admin.display(description=_("copies printed"))
    def printed(self, edition):
        return edition.total or 0

    def what_waits(self, request):
        old = self.rows_for(request.user, Who.COORDINATORS).to_renew(timezone.localdate())
        address = reverse("admin:referrals_mapedition_changelist")
        dates = old.values_list("chapter__name", "made_on").order_by("chapter__name")
        return [Waiting(_how_old(city, made_on), 1, address, Turn.PAPER) for city, made_on in dates]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"cities": self._cities(request).order_by("name")} | (extra_context or {}))

    def render_change_form(self, request, context, obj=None, **kwargs):
        context |= {
            "edition": obj,
            "quarters": Printed(obj.snapshot, get_language()).quarters,
            "may_freeze": self.may(request, Who.COORDINATORS, obj) and not obj.is_frozen,
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    # What the buttons answer

    def make(self, request):
        chapter = get_object_or_404(self._cities(request), pk=_number(request.POST.get("chapter")))
        try:
            proof = actions.make_proof(chapter=chapter)
        except actions.NothingToPrint:
            said = gettext("There is no place in %(city)s yet, so there is nothing to print.") % {"city": chapter}
            self.message_user(request, said, messages.WARNING)
            return redirect("admin:referrals_mapedition_changelist")
        self.log_change(request, proof, gettext("Made the proof."))
        self.message_user(request, gettext("The proof is made. Look at it on paper, and freeze it when it is right."), messages.SUCCESS)
        return redirect("admin:referrals_mapedition_change", proof.pk)

    def freeze(self, request, pk):
        edition = self._edition(request, pk, Who.COORDINATORS)
        try:
            actions.freeze(edition=edition, draft=_number(request.POST.get("draft")))
        except actions.ProofChanged:
            said = gettext("This is another proof than the one you saw: it was made anew, or frozen already. Please look again.")
            self.message_user(request, said, messages.WARNING)
        else:
            self.log_change(request, edition, gettext("Frozen."))
            self.message_user(request, gettext("It is frozen. From now on everybody may print it."), messages.SUCCESS)
        return redirect("admin:referrals_mapedition_change", pk)

    def note_copies(self, request, pk):
        edition = self._edition(request, pk)
        form = CopiesForm(request.POST or None, initial={"key": fresh_key()})
        if form.is_valid():
            actions.note_copies(edition=edition, **form.cleaned_data)
            self.message_user(request, gettext("It is noted. Thank you!"), messages.SUCCESS)
            return redirect("admin:referrals_mapedition_copies", pk)
        context = {"form": form, "edition": edition, "copies": edition.copies.all(), "title": _("Copies printed"), "opts": self.opts}
        return render(request, "admin/referrals/mapedition/copies.html", self.admin_site.each_context(request) | context)

    # How it looks on paper

    def look_a3(self, request, pk):
        return self._show(request, pk, "a3")

    def look_a4(self, request, pk):
        return self._show(request, pk, "a4")

    def look_a6(self, request, pk, quarter):
        return self._show(request, pk, "a6", quarter)

    def _show(self, request, pk, paper, quarter=""):
        edition = self._edition(request, pk)
        picture = edition.background and reverse("admin:referrals_mapedition_picture", args=[pk])
        back = reverse("admin:referrals_mapedition_change", args=[pk])
        return pages.show(request, edition, paper, quarter, picture_url=picture, back_url=back)

    def picture(self, request, pk):
        edition = self._edition(request, pk)
        if not edition.background:
            raise Http404
        return pages.picture_of(edition.background, "private, no-store")

    def _edition(self, request, pk, who=Who.TEAM):
        return get_object_or_404(self.rows_for(request.user, who).select_related("chapter", "background"), pk=pk)

    def _cities(self, request):
        return Chapter.objects.filter(pk__in=Who.COORDINATORS.chapters(request.user))


def _how_old(city, made_on):
    told = {"city": city, "month": date_format(made_on, "F Y")}
    return gettext("The map of %(city)s on paper is from %(month)s: a new edition?") % told


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
