"""How one asks."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from merchants.languages import name_of_language
from referrals import directory
from referrals.ask_cards import sheet
from referrals.wishes import ANYTHING


@login_not_required
@require_safe
def how_it_works(request):
    services = directory.look().choices.services.values()
    return render(request, "referrals/how_it_works.html", {"services": services})


@login_not_required
@require_safe
def ask_cards(request):
    known = directory.look()
    asked = sheet(request.GET, known, timezone.now())
    context = {
        "sheet": asked,
        "services": [(choice, ("dienst", choice.slug) in asked.chosen) for choice in known.choices.services.values()],
        "treats": [(choice, ("traktatie", choice.slug) in asked.chosen) for choice in known.choices.treats.values()],
        "anything": ("traktatie", ANYTHING) in asked.chosen,
        "no_second": not asked.second,
        "languages": [(code, name_of_language(code), code == asked.second) for code, _name in settings.LANGUAGES if code != get_language()],
    }
    return render(request, "referrals/ask_cards.html", context)
