"""What is printed for a place. The board and the sticker anybody may print, so that a volunteer can bring them along.

The card for the team holds the secret link to the counter: it is for whoever looks after the place.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants import hours, posters
from merchants.actions import ask_for_paper
from merchants.models import Merchant, PaperRequest
from vouchers import papers
from vouchers.models import CounterLink

FORMATS = ["a4", "a5"]
ICONS = {PaperRequest.What.LEAFLETS: "book-open", PaperRequest.What.STICKERS: "sticker", PaperRequest.What.BOARD: "clipboard-list"}


@login_not_required
@require_safe
def board_print(request, slug):
    now = timezone.localtime()
    merchant = get_object_or_404(Merchant.objects.shown().with_pause_on(now.date()).select_related("chapter"), slug=slug)
    if not merchant.is_listed:
        return redirect(merchant)
    answer, asked = merchant.hours_at(now), request.GET.get("formaat")
    is_away = answer.state == hours.State.PAUSE
    context = {
        "merchant": merchant,
        "offers": [offer for offer in merchant.offers.select_related("service") if not offer.is_resting],
        "code": posters.qr(merchant.get_absolute_url()),
        "today": now.date(),
        "answer": answer,
        "is_away": is_away,
        "formats": FORMATS,
        "format": asked if asked in FORMATS else FORMATS[0],
        **papers.board_of(merchant, is_away=is_away),
    }
    return render(request, "vouchers/board_print.html", context)


@login_not_required
@require_safe
def sticker_print(request, slug):
    merchant = get_object_or_404(Merchant.objects.shown().select_related("chapter"), slug=slug)
    if not merchant.is_listed:
        return redirect(merchant)
    signs = [(offer.service.icon, offer.service.name) for offer in merchant.offers.select_related("service")]
    if papers.has_board(merchant):
        signs.append(("coffee", _("treats on the board")))
    context = {"merchant": merchant, "signs": signs, "code": posters.qr(merchant.get_absolute_url())}
    return render(request, "vouchers/sticker_print.html", context)


@never_cache
@require_safe
def place_card(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)
    counter = reverse("vouchers:counter", args=[CounterLink.objects.of(merchant).token])
    context = {
        "merchant": merchant,
        "code": posters.qr(counter),
        "has_water": merchant.offers.filter(service__slug="water").exists(),
        "team_page": True,
    }
    return render(request, "vouchers/place_card.html", context)


@never_cache
def place_paper(request, slug):
    """Doors to what one prints, and a tap to ask the team for what one cannot."""
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)
    if request.method == "POST":
        _ask(request, merchant, request.POST.get("what"))
        return redirect("vouchers:place-paper", slug)
    latest = {paper.what: paper for paper in reversed(merchant.paper_requests.all())}
    asking = [(what, icon, latest.get(what)) for what, icon in ICONS.items()]
    return render(request, "vouchers/place_paper.html", {"merchant": merchant, "asking": asking, "team_page": True})


def _ask(request, merchant, what):
    city = {"city": merchant.chapter.name}
    if what not in PaperRequest.What.values:
        messages.warning(request, _("We did not understand what you would like. Please tap one of the buttons."))
    elif ask_for_paper(merchant=merchant, what=what):
        messages.success(request, _("The team of %(city)s knows, and brings or sends it.") % city)
    else:
        messages.info(request, _("You asked for this already: the team of %(city)s knows, and it is on its way soon.") % city)
