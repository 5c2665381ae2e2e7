"""What a merchant would like a card about, and which cards came of such questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from encounters import actions
from encounters.card_forms import WishForm
from encounters.models import LearningCard
from merchants import limits
from merchants.models import Merchant

FORMS_A_DAY = 50
# The newest answers; all other cards stand in their list.
MOST_ANSWERED = 12


@never_cache
def place_cards(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)
    form, status = WishForm(request.POST or None), 200
    if form.is_valid():
        if limits.allows(request, "card wish", per_day=FORMS_A_DAY):
            told = {"words": form.cleaned_data["words"], "key": form.cleaned_data["key"], "language": get_language()}
            actions.wish_for_card(chapter=merchant.chapter, **told)
            messages.success(request, _("Thank you. The team reads it, and the answer comes on this page."))
            return redirect("encounters:place-cards", slug)
        form.add_error(None, _("Many forms came from your side of the internet today. Nothing is lost: try again tomorrow."))
        status = 429
    answered = LearningCard.objects.shown().asked_for_in(merchant.chapter)
    cards = sorted(answered[:MOST_ANSWERED], key=lambda card: str(card).lower())
    context = {"merchant": merchant, "form": form, "cards": cards, "team_page": True}
    return render(request, "encounters/place_cards.html", context, status=status)
