"""For whoever points somebody the way: one form for the whole question, and what else helps."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from merchants.where import LONGEST
from referrals import directory
from referrals.also import KNOWN
from referrals.filters import Filters
from referrals.reading import read
from referrals.understanding import understand
from referrals.wishes import Wishes

# What the form asks, besides the own words.
ASKED = ["bij", "en", "dienst", "traktatie", "open", "rolstoel", "rustig", "taal"]
# Browsers and servers take no longer ones for sure.
LONGEST_ADDRESS = 2000


@login_not_required
@require_safe
def pointing(request):
    return render(request, "referrals/pointing.html", _form(Wishes(), directory.look()))


@login_not_required
@csrf_exempt  # It changes nothing and keeps nothing. It is sent by POST so that what was typed stands in no address and no history.
@never_cache
def pointing_search(request):
    """Leads on to the finder; where something was not understood, back to the form, which says so and has lost nothing."""
    if request.method != "POST":
        return redirect("referrals:pointing")
    known, text = directory.look(), request.POST.get("woorden", "")
    asked = _asked(request.POST)
    understood = understand(text, known, also_where=not asked.get("bij"))
    for name, value in understood.pairs:
        asked.appendlist(name, value)
    address = reverse("referrals:places") + f"?{asked.urlencode()}"
    is_too_long = len(text.strip()) > LONGEST
    if not understood.left and not is_too_long and len(address) <= LONGEST_ADDRESS:
        return HttpResponseRedirect(address, status=303)
    wishes = read(asked, directory=known, now=timezone.now())
    told = {"typed": text, "left": understood.left, "is_too_long": is_too_long, "address": address, "understood": wishes}
    return render(request, "referrals/pointing.html", _form(wishes, known, asked) | told)


def _asked(params):
    asked = QueryDict(mutable=True)
    for name in [*ASKED, *KNOWN]:
        asked.setlist(name, [text for value in params.getlist(name)[:50] if (text := value.strip()[:LONGEST])])
    return asked


def _form(wishes, known, asked=None):
    """What the form shows: what is ticked, and both places as they were typed."""
    asked = asked or {}
    return {"filters": Filters(wishes, known.choices, None), "near": asked.get("bij", ""), "open": {"typed_end": asked.get("en", "")}}
