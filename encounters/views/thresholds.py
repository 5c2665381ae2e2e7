"""What makes it hard in a city, for everybody: reading it, knowing it too, and saying something oneself."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from encounters import actions
from encounters.models import Activity, Threshold
from encounters.threshold_forms import ThresholdForm
from merchants import limits
from merchants.keys import read_key
from merchants.models import Chapter
from vouchers.views.answers import SeeOther

# Many people may share one address: a library, a day centre.
TAPS_A_DAY = 200
FORMS_A_DAY = 50
ON_A_PAGE = 20


@login_not_required
@require_safe
def threshold_board(request, slug):
    return _board(request, get_object_or_404(Chapter, slug=slug))


@login_not_required
@csrf_exempt  # Anybody may raise this number, so nothing needs guarding: the page holds no token and sets no cookie.
@never_cache
def threshold_me_too(request, slug, key):
    chapter = get_object_or_404(Chapter, slug=slug)
    here = reverse("encounters:threshold-board", args=[slug])
    if request.method != "POST":
        return redirect(here)
    if not limits.allows(request, "me too", per_day=TAPS_A_DAY):
        return _board(request, chapter, status=429)
    if not actions.know_it_too(key=key, chapter=chapter):
        return SeeOther(here)
    page = read_page(request.POST.get("pagina"))
    return SeeOther(reverse("encounters:threshold-board", args=[slug], query={"pagina": page, "ook": key}) + f"#d-{key}")


@login_not_required
@never_cache
def threshold_tell(request, slug):
    chapter = get_object_or_404(Chapter, slug=slug)
    form, status = ThresholdForm(request.POST or None), 200
    if form.is_valid():
        if limits.allows(request, "threshold", per_day=FORMS_A_DAY):
            told = form.cleaned_data
            actions.tell_threshold(chapter=chapter, words=told["words"], language=get_language(), key=told["key"])
            return SeeOther(reverse("encounters:threshold-thanks", args=[slug]))
        form.add_error(None, _("Many forms came from your side of the internet today. Try again tomorrow, or write to the team."))
        status = 429
    return render(request, "encounters/threshold_tell.html", {"chapter": chapter, "form": form}, status=status)


@login_not_required
@require_safe
def threshold_thanks(request, slug):
    return render(request, "encounters/threshold_thanks.html", {"chapter": get_object_or_404(Chapter, slug=slug)})


def read_page(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 1


def _board(request, chapter, status=200):
    """By the alphabet, as it stands in the reader's language: no number puts anything on top."""
    coming = Prefetch("activities", Activity.objects.coming(timezone.now()).going_on(), to_attr="coming")
    thresholds = sorted(Threshold.objects.shown_in(chapter).prefetch_related(coming), key=lambda each: (each.told.words.lower(), each.pk))
    hard = [each for each in thresholds if not each.is_eased]
    context = {
        "chapter": chapter,
        "page": Paginator(hard, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "eased": Paginator([each for each in thresholds if each.is_eased], ON_A_PAGE).get_page(request.GET.get("lichter")),
        "known": read_key(request.GET.get("ook", "")),
        "is_too_many": status == 429,
    }
    return render(request, "encounters/threshold_board.html", context, status=status)
