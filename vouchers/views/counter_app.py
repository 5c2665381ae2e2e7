"""The counter as an app on a phone: what its script sends and hears (static/counter-queue.js), its name, and what opens it offline."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Value
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants.versions import nobodys
from vouchers import taps
from vouchers.models import CounterLink, Treat, offers_behind_counter

from . import tapping


@login_not_required
@never_cache
@nobodys
def counter_taps(request, token):
    """Take one tap and tell what came of it; GET tells the counts, and gives a form token to whoever has none any more."""
    get_token(request)
    form = tapping.read(request.POST, token)
    came = tapping.take(form) if form and form.is_valid() else None
    if came is None and not CounterLink.objects.opening(token).exists():
        sentence = _(
            "This counter link no longer works, so these taps could not be counted. Count again with the new link: it is believed."
        )
        return JsonResponse({"is_good": False, "is_gone": True, "sentence": sentence}, status=404)
    if request.method != "POST":
        return JsonResponse({"counts": _counts(token)})
    return JsonResponse(_told(came, form) | {"counts": _counts(token)}, status=200 if came else 400)


@login_not_required
@require_safe
def counter_manifest(request, token):
    """What a phone needs to put this counter among its apps."""
    merchant = get_object_or_404(CounterLink.objects.opening(token).select_related("merchant")).merchant
    here = reverse("vouchers:counter", args=[token])
    app = {
        "id": here,
        "name": _("Counter of %(place)s") % {"place": merchant.name},
        "short_name": merchant.name,
        "lang": get_language(),
        "start_url": here,
        "scope": here,
        "display": "standalone",
        "background_color": "#faf5ec",
        "theme_color": "#fffdf9",
        "icons": [_icon(192), _icon(512)],
    }
    return JsonResponse(app, content_type="application/manifest+json")


@login_not_required
@require_safe
def counter_worker(request):
    """The script that opens a counter offline. It stands where counters do: so it looks after these, and after nothing else of the site."""
    code = (settings.BASE_DIR / "static" / "counter-worker.js").read_bytes()
    return HttpResponse(code, "text/javascript", headers={"Cache-Control": "no-cache"})


def _told(came, form):
    if came is None:
        slips = form.errors.get("count") if form else None
        words = _("This tap could not be counted: what it was for is not at this counter any more. Nothing was changed.")
        return {"is_good": False, "sentence": slips[0] if slips else words}
    told = {"is_good": came.outcome in taps.GOOD, "sentence": came.outcome.label}
    return told | ({"said": taps.sign(came.outcome, came.treat, came.movement)} if came.movement else {})


def _counts(token):
    """How many of each now, by the names the page gives them."""
    treats = Treat.objects.behind_counter(token).order_by().values_list(Value("treat"), "pk", "waiting")
    offers = offers_behind_counter(token).order_by().values_list(Value("offer"), "pk", "tallied")
    return {f"{what}-{pk}": number for what, pk, number in treats.union(offers, all=True)}


def _icon(size):
    # Drawn to the edges with air around it, so that a phone may cut it round.
    return {"src": static(f"counter-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
