"""A team makes cards its own: copied from the network's, or new, shown and hidden again. HQ keeps those of the network."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from encounters import actions
from encounters.card_forms import CardForm, begin_with, languages_of, read_beside
from encounters.models import CardWish, LearningCard
from encounters.views.team import chapters_of
from merchants.admin.base import Who
from merchants.keys import read_key

ON_A_PAGE = 30


@never_cache
def team_cards(request):
    """What each city reads, and what is being made. A volunteer reads along."""
    chapters = chapters_of(request.user, Who.TEAM)
    cards = LearningCard.objects.filter(Q(chapter=None) | Q(chapter__in=chapters)).select_related("chapter", "adapted_from")
    page = Paginator(cards.order_by("chapter__name", "kind", "slug"), ON_A_PAGE).get_page(request.GET.get("pagina"))
    decides_in = chapters_of(request.user, Who.COORDINATORS)
    ours = set(LearningCard.objects.filter(chapter__in=decides_in).values_list("adapted_from", "chapter"))
    context = {
        # Each card, whether this person may change it, and the cities that may still make it theirs.
        "rows": [(card, _may_change(request.user, card, decides_in), _free_for(card, decides_in, ours)) for card in page],
        "page": page,
        "decides_in": decides_in,
        "kinds": LearningCard.Kind,
        "team_page": True,
    }
    return render(request, "encounters/team_cards.html", context)


@never_cache
def team_card_new(request):
    """A card from nothing, or from what a merchant asked (`?wens=`)."""
    chapter = _city(request.user, request.GET.get("stad", ""))
    kind = request.GET.get("soort")
    if kind not in LearningCard.Kind.values:
        raise Http404
    wish = _wish(request, chapter)
    language, begun = _language(request, None), {"situation": wish.words} if wish else None
    form = CardForm(request.POST or None, kind=kind, language=language, begun=begun)
    if form.is_valid():
        made = actions.write_card(
            key=form.cleaned_data["key"], chapter=chapter, kind=kind, language=language, words=form.words, wish=wish, **form.about
        )
        messages.success(request, _("The card is made. Read it once more, and then show it."))
        return redirect("encounters:team-card", made.slug)
    context = {"form": form, "chapter": chapter, "kind": LearningCard.Kind(kind), "wish": wish, "team_page": True}
    return render(request, "encounters/team_card_new.html", context)


@never_cache
def team_card(request, slug):
    """One card, in one language at a time."""
    card = _card(request.user, slug)
    language = _language(request, card)
    form = CardForm(request.POST or None, kind=card.kind, language=language, card=card, begun=begin_with(card, language))
    if form.is_valid():
        actions.change_card(card=card, language=language, words=form.words, **form.about)
        messages.success(request, _("Saved."))
        return redirect(reverse("encounters:team-card", args=[slug], query={"taal": language}))
    context = {
        "card": card,
        "form": form,
        "language": language,
        "languages": languages_of(card),
        "beside": read_beside(card, language),
        "may_leave_out": language in card.words and len(card.words) > 1,
        "team_page": True,
    }
    return render(request, "encounters/team_card.html", context)


@never_cache
@require_POST
def team_card_step(request, slug, step):
    """One button: make it ours, show, hide, leave a language out, take away."""
    if step == "ons":
        card = get_object_or_404(LearningCard.objects.of_the_network().shown(), slug=slug)
        chapter = _city(request.user, request.POST.get("stad"))
        if chapter is None:
            raise Http404
        made = actions.make_ours(card=card, chapter=chapter)
        messages.success(request, _("Here it is, to change as you like. Show it when it is ready."))
        return redirect("encounters:team-card", made.slug)
    return STEPS[step](request, _card(request.user, slug))


def _card(user, slug):
    """A card this person may change, whatever its state."""
    card = get_object_or_404(LearningCard.objects.select_related("chapter", "adapted_from"), slug=slug)
    if not _may_change(user, card, chapters_of(user, Who.COORDINATORS)):
        raise Http404
    return card


def _may_change(user, card, decides_in):
    return user.is_superuser if card.chapter_id is None else card.chapter in decides_in


def _free_for(card, decides_in, ours):
    if card.chapter_id is not None or not card.is_shown:
        return []
    return [chapter for chapter in decides_in if (card.pk, chapter.pk) not in ours]


def _city(user, slug):
    """One of the cities in which this person decides; for HQ also none, which is the network."""
    chapters = chapters_of(user, Who.COORDINATORS)
    if not slug and user.is_superuser:
        return None
    found = next((each for each in chapters if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _wish(request, chapter):
    """The question that waits for this card. Settled while the card was written, or by the first of two taps, it costs nobody a card."""
    key = request.GET.get("wens")
    if not key:
        return None
    wishes = CardWish.objects.all() if request.method == "POST" else CardWish.objects.to_read()
    return get_object_or_404(wishes.filter(chapter=chapter), pk=read_key(key))


def _language(request, card):
    """The one in the address, else the reader's."""
    codes = [code for code, _name, _is_there in languages_of(card)]
    asked = request.GET.get("taal")
    return asked if asked in codes else get_language()


def _show(request, card):
    actions.show_card(card=card)
    messages.success(request, _("Everybody can read it now."))
    return redirect("encounters:team-card", card.slug)


def _hide(request, card):
    actions.hide_card(card=card)
    messages.success(request, _("Only the team sees it now."))
    return redirect("encounters:team-card", card.slug)


def _leave_out(request, card):
    try:
        actions.change_card(card=card, language=request.POST.get("taal"), words=None, audience=card.audience, icon=card.icon)
    except actions.LastWords:
        messages.warning(request, _("A card keeps its words in one language at least."))
    else:
        messages.success(request, _("In this language there are no words any more."))
    return redirect("encounters:team-card", card.slug)


def _drop(request, card):
    actions.drop_card(card=card)
    if card.adapted_from_id:
        messages.success(request, _("Your city reads the card of the network again."))
    else:
        messages.success(request, _("The card is gone."))
    return redirect("encounters:team-cards")


STEPS = {"tonen": _show, "verbergen": _hide, "zonder-taal": _leave_out, "weg": _drop}
