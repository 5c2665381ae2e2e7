"""Stepping in together: choose a moment, choose a sign. No account, no name, no letter; the link of the page is all there is."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from encounters import actions, stepping_in
from encounters.agenda import Link
from encounters.models import FirstVisit
from encounters.sign_forms import SignForm
from merchants import limits
from merchants.languages import name_of_language
from merchants.models import Chapter
from vouchers.views.answers import SeeOther

# Many people may share one address: a library, a day centre.
VISITS_A_DAY = 20
DAYS_A_PAGE, ROWS_A_DAY = 3, 12
LANGUAGE, PLACE = "taal", "plek"


@login_not_required
@require_safe
def first_visits(request, chapter_slug):
    return _moments(request, get_object_or_404(Chapter, slug=chapter_slug))


@login_not_required
@never_cache
def first_visit_ask(request, chapter_slug, peer, place, when):
    chapter = get_object_or_404(Chapter, slug=chapter_slug)
    where = {"chapter": chapter, "peer": peer, "place": place, "when": when}
    form, status = SignForm(request.POST or None, suggested=actions.draw_signs()), 200
    if form.is_valid():
        if limits.allows(request, "first-visit", per_day=VISITS_A_DAY):
            try:
                return SeeOther(reverse("encounters:first-visit", args=[actions.step_in(**where, **form.said()).pk]))
            except actions.MomentGone:
                return _moments(request, chapter, is_gone=True)
        form.add_error(None, _("Many moments were asked from your side of the internet today. Call the team: they help you on."))
        status = 429
    moment = stepping_in.find(**where, now=timezone.now())
    if moment is None:
        return _moments(request, chapter, is_gone=True)
    return render(request, "encounters/first_visit_ask.html", {"chapter": chapter, "moment": moment, "form": form}, status=status)


@login_not_required
@never_cache
def first_visit(request, key):
    """Whoever has this address sees it, and calls it off in one tap."""
    known = FirstVisit.objects.kept(timezone.localdate()).select_related("peer__role__user", "place__chapter", "place__neighbourhood")
    visit = known.filter(pk=key).first()
    if visit is None:
        return render(request, "encounters/first_visit_gone.html", status=404)
    if request.method == "POST":
        actions.call_off(visit=visit)
        return SeeOther(request.path)
    context = {"visit": visit, "place": visit.place, "chapter": visit.place.chapter, "is_over": visit.is_over(timezone.now())}
    return render(request, "encounters/first_visit.html", context)


@dataclass(frozen=True)
class _Row:
    """One peer at one place on one day, and when."""

    peer: object
    place: object
    moments: list


def _moments(request, chapter, is_gone=False):
    """The page of moments; also where somebody else took the one that was asked for."""
    there = stepping_in.moments(chapter, timezone.now())
    asked = {} if is_gone else {name: request.GET[name] for name in (LANGUAGE, PLACE) if request.GET.get(name)}
    found = [each for each in there if _suits(each, asked)]
    by_day = [(day, list(moments)) for day, moments in groupby(found, key=lambda each: timezone.localdate(each.begins_at))]
    page = Paginator(by_day, DAYS_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "chapter": chapter,
        "page": page,
        "days": [(day, *_rows(moments)) for day, moments in page],
        "filters": _filters(there, asked),
        "is_gone": is_gone,
        "has_moments": bool(there),
        "sign": request.POST.get("word", "")[:20] if is_gone else "",
    }
    return render(request, "encounters/first_visits.html", context, status=404 if is_gone else 200)


def _suits(moment, asked):
    return (LANGUAGE not in asked or asked[LANGUAGE] in moment.peer.languages) and asked.get(PLACE) in {None, moment.place.slug}


def _rows(moments):
    """(the first rows of a day, whether there are more)"""
    rows = {}
    for moment in moments:
        rows.setdefault((moment.peer.pk, moment.place.pk), _Row(moment.peer, moment.place, [])).moments.append(moment)
    return list(rows.values())[:ROWS_A_DAY], len(rows) > ROWS_A_DAY


def _filters(there, asked):
    """[(what it is about, its Links)], where there is something to choose."""
    languages = {code: name_of_language(code) for each in there for code in each.peer.languages}
    places = {each.place.slug: each.place.name for each in there}
    titles = [(LANGUAGE, _("Language"), languages), (PLACE, _("Place"), places)]
    return [(title, _links(name, words, asked)) for name, title, words in titles if len(words) > 1 or name in asked]


def _links(name, words, asked):
    others = {each: asked[each] for each in asked if each != name}
    values = sorted(words, key=lambda value: words[value].lower())
    return [
        Link(words[value], urlencode(others if asked.get(name) == value else others | {name: value}), asked.get(name) == value)
        for value in values
    ]
