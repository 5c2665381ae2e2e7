"""Learning cards, for everybody: on the phone one at a time, and on paper four on a sheet."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from encounters.models import LearningCard
from merchants.models import Chapter
from merchants.posters import qr

ON_A_PAGE = 24
# So many fit on a sheet of A4; and so many come out of a printer at once.
ON_A_SHEET, MOST_ON_PAPER = 4, 24
AUDIENCES = {"plekken": LearningCard.Audience.MERCHANTS, "professionals": LearningCard.Audience.PROFESSIONALS}


@login_not_required
@require_safe
def card_list(request):
    chapter, audience = _asked(request)
    page = Paginator(_cards(chapter, audience), ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        **_filters(chapter, audience),
        "page": page,
        "kinds": [(kind, [card for card in page if card.kind == kind]) for kind in LearningCard.Kind],
        "paper": reverse("encounters:card-paper", query=_query(chapter, audience)),
    }
    return render(request, "encounters/cards.html", context)


@login_not_required
@require_safe
def card_detail(request, slug):
    card = get_object_or_404(LearningCard.objects.shown().select_related("chapter"), slug=slug)
    everything = reverse("encounters:cards", query=_query(card.chapter, None))
    paper = reverse("encounters:card-paper", query={"kaart": card.slug, **_query(card.chapter, None)})
    return render(request, "encounters/card.html", {"card": card, "told": card.told, "everything": everything, "paper": paper})


@login_not_required
@require_safe
def card_paper(request):
    """The cards ticked in the address, in the order of the list; all of them where none is."""
    chapter, audience = _asked(request)
    cards = _cards(chapter, audience)
    ticked = set(request.GET.getlist("kaart"))
    chosen = [card for card in cards if card.slug in ticked] if ticked else cards
    shown = chosen[:MOST_ON_PAPER]
    context = {
        **_filters(chapter, audience),
        "cards": [(card, not ticked or card.slug in ticked) for card in cards],
        "sheets": [shown[start : start + ON_A_SHEET] for start in range(0, len(shown), ON_A_SHEET)],
        "most": MOST_ON_PAPER if len(chosen) > MOST_ON_PAPER else None,
        "back": reverse("encounters:cards", query=_query(chapter, audience)),
        "qr": qr(reverse("encounters:cards", query=_query(chapter, None))),
    }
    return render(request, "encounters/card_paper.html", context)


def _asked(request):
    """(city or None, audience or None), as they stand in the address; an audience nobody knows is none."""
    slug = request.GET.get("stad")
    chapter = Chapter.objects.filter(slug=slug).first() if slug and "\x00" not in slug else None
    if slug and chapter is None:
        raise Http404
    return chapter, request.GET.get("voor") if request.GET.get("voor") in AUDIENCES else None


def _cards(chapter, audience):
    """By kind, and within it by the alphabet as it stands in the reader's language."""
    cards = LearningCard.objects.seen_in(chapter).select_related("chapter")
    if audience:
        cards = cards.for_audience(AUDIENCES[audience])
    return sorted(cards, key=lambda card: (card.kind, str(card).lower(), card.slug))


def _query(chapter, audience):
    return ({"stad": chapter.slug} if chapter else {}) | ({"voor": audience} if audience else {})


def _filters(chapter, audience):
    """Each choice as (its words, its address, whether it is this one)."""
    at = lambda *asked: reverse("encounters:cards", query=_query(*asked))  # noqa: E731 - it is only called below
    theirs = LearningCard.objects.shown().values("chapter")
    return {
        "chapter": chapter,
        "audience": audience,
        "audiences": [(None, at(chapter, None)), *((label, at(chapter, name)) for name, label in _labels())],
        "asked_audience": AUDIENCES[audience].label if audience else None,
        "cities": [(city, at(city, audience)) for city in Chapter.objects.filter(pk__in=theirs).order_by("name")],
        "network": at(None, audience),
    }


def _labels():
    return [(name, each.label) for name, each in AUDIENCES.items()]
