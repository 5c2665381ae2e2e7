"""What merchants would like a card about, for the coordinators: read, and answered with a card, or laid aside."""

from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.models import CardWish, LearningCard
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who


class WishForm(forms.ModelForm):
    answer = forms.ModelChoiceField(
        LearningCard.objects.none(),
        label=_("A card that is there answers it"),
        help_text=_("All places of your city see that it came from a question; of whom, nobody knows."),
        required=False,
    )
    aside = forms.BooleanField(label=_("Lay it aside, without a card"), required=False)

    class Meta:
        model = CardWish
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "answer" in self.fields:
            self.fields["answer"].queryset = LearningCard.objects.seen_in(self.instance.chapter_id)

    def clean(self):
        typed = super().clean()
        if typed.get("answer") and typed.get("aside"):
            self.add_error("aside", _("Choose one of both: a card, or aside."))
        return typed


@admin.register(CardWish)
class CardWishAdmin(TeamAdmin):
    form = WishForm
    chapter_path = "chapter"
    seen_by = Who.COORDINATORS
    added_by = Who.NOBODY
    sortable_by = ()
    list_display = ["what_it_says", "chapter", "card"]
    list_filter = [("settled_in", admin.EmptyFieldListFilter)]
    list_select_related = ["chapter", "card"]
    ordering = [F("settled_in").desc(nulls_first=True), "told_in", "key"]  # What waits stands first.
    readonly_fields = ["chapter", "what_it_says", "language", "card", "make_a_card"]
    actions = ["lay_aside"]

    @admin.display(description=_("words"))
    def what_it_says(self, wish):
        return wish.words or "–"

    @admin.display(description=_("or write a new card"))
    def make_a_card(self, wish):
        here = {"stad": wish.chapter.slug, "wens": wish.pk}
        kinds = [(reverse("encounters:team-card-new", query={"soort": kind.value, **here}), kind.label) for kind in LearningCard.Kind]
        (first, one), (second, other) = kinds
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', first, one, second, other)

    def get_fieldsets(self, request, obj=None):
        about = (None, {"fields": ["chapter", "what_it_says", "language"]})
        if obj is None or obj.is_settled:
            return [(None, {"fields": ["chapter", "card"]})]
        return [about, (_("What now?"), {"fields": ["answer", "make_a_card", "aside"]})]

    def save_model(self, request, obj, form, change):
        if card := form.cleaned_data.get("answer"):
            actions.answer_wish(wish=obj, card=card)
        elif form.cleaned_data.get("aside"):
            actions.lay_aside_wish(wish=obj)

    def what_waits(self, request):
        number = self.rows_for(request.user, Who.COORDINATORS).to_read().count()
        text = ngettext("%d question of a merchant for a card", "%d questions of merchants for cards", number) % number
        return [Waiting(text, number, reverse("admin:encounters_cardwish_changelist") + "?settled_in__isempty=1", Turn.WORDS)]

    @admin.action(description=_("Lay these aside, without a card"), permissions=["decide"])
    def lay_aside(self, request, queryset):
        done = [wish for wish in queryset if actions.lay_aside_wish(wish=wish)]
        text = ngettext("%d question is laid aside.", "%d questions are laid aside.", len(done)) % len(done)
        self.message_user(request, text, messages.SUCCESS)
