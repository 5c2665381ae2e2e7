"""Finding: the start page, the finder and the map."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from merchants import share_pictures
from merchants.models import Chapter
from referrals import feeds, finder, frames, ground, mapping
from referrals.open_data.views import for_machines
from referrals.reading import read
from referrals.remembering import while_nothing_changes
from referrals.wishes import ANYTHING, NOW

# The six big needs: what is asked, its pictogram and its word.
NEEDS = [
    ("dienst", "toilet", "toilet", _("Toilet")),
    ("dienst", "water", "glass-water", _("Water")),
    ("dienst", "opladen", "plug-zap", _("Charge your phone")),
    ("dienst", "opwarmen", "flame", _("Warm up")),
    ("traktatie", ANYTHING, "coffee", _("Eat or drink")),
    ("dienst", "babbel", "message-circle", _("A chat")),
]

HOW_A_BOX = _("Say which part of the map, as bbox=west,south,east,north.")


@login_not_required
@require_safe
def home(request):
    return render(request, "referrals/home.html", {"needs": NEEDS, "chapters": Chapter.objects.at_work()})


@login_not_required
@require_safe
def share_picture_of_home(request):
    """Goes along where somebody shares the start page: what one can ask for."""
    return share_pictures.answer(pictogram for _name, _value, pictogram, _word in NEEDS)


@login_not_required
@require_safe
@while_nothing_changes
def places(request, known):
    now = timezone.now()
    wishes = read(request.GET, directory=known, now=now)
    page = finder.find(wishes, directory=known, now=now)
    has_help = not known.chapters_with_help.isdisjoint(found.merchant.chapter_id for found in page.places)
    pins = map_data(page, wishes)
    return HttpResponse(frames.page(request, wishes=wishes, answer=page, choices=known.choices, pins=pins, has_help=has_help))


@login_not_required
@require_safe
def places_open_now(request):
    """A need tapped on the start page: the finder, for what is open now. A button alone cannot say two things at once."""
    asked = [(name, value) for name, values in request.GET.lists() for value in values if value and name != "open"]
    return redirect(reverse("referrals:places", query=[*asked, ("open", NOW)]))


def map_data(page, wishes):
    """What the map needs beside the list, which holds the words."""
    pins = [
        {"slug": at.slug, "lat": round(at.lat, 5), "lng": round(at.lng, 5), "state": found.answer.state}
        for found in page.places
        for at in [found.merchant]
    ]
    here = [wishes.near.lat, wishes.near.lng] if wishes.near else None
    return {"places": pins, "here": here, "question": wishes.query_of_everywhere}


@for_machines
@while_nothing_changes
def places_geojson(request, known):
    now = timezone.now()
    wishes = read(request.GET, directory=known, now=now)
    if troubles := [*wishes.left_out, *wishes.notes]:
        is_no_box = request.GET.get("bbox") and not wishes.box
        return feeds.refusal([*troubles, str(HOW_A_BOX)] if is_no_box else troubles)
    page = finder.feed(wishes, directory=known, now=now, size=feeds.PAGE)
    return feeds.answer(feeds.collection(page, chapters=known.chapter_slugs, address=request.path, query=wishes.as_params()))


@login_not_required
@require_safe
@while_nothing_changes
def map_features(request, known):
    now = timezone.now()
    try:
        view = mapping.read(request.GET, directory=known, now=now)
    except mapping.NotOnTheMap as refusal:
        return feeds.refusal(refusal.sentences)
    return mapping.answer(mapping.look(view, directory=known, now=now))


@login_not_required
@require_safe
@while_nothing_changes
def neighbourhoods_geojson(request, known):
    """What the map draws under its pins where there are no tiles."""
    wishes = read(request.GET, directory=known, now=timezone.now(), also=mapping.OF_THE_MAP)
    if not wishes.box:
        return feeds.refusal([str(HOW_A_BOX)])
    return mapping.answer(ground.collection(wishes.box, zoom=mapping.zoom_in(request.GET)), content_type=feeds.TYPE)
