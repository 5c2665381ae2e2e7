"""The list of a round on paper: whom to call, or a short walk along doors, with boxes to tick and a line to write on."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from enchante.rounds import round_of
from merchants import where
from merchants.distance import minutes_of, walk
from merchants.models import Merchant, PaperRequest, Pause
from merchants.walking import in_walks
from vouchers.models import Treat

CALLS = "bellen"
AN_HOUR_AND_A_HALF = 90


@dataclass(frozen=True)
class Door:
    """A place on the list, and how many minutes one walks there from the one before it; None where one calls."""

    merchant: Merchant
    minutes: int | None = None


@dataclass(frozen=True)
class Sheet:
    """One walk, or all calls: where it begins, in words, and its doors."""

    start: str
    doors: list[Door]

    @property
    def time_in_words(self):
        """ "about 40 minutes on foot", "about 2.5 hours on foot" """
        minutes = sum(door.minutes for door in self.doors)
        if minutes < AN_HOUR_AND_A_HALF:
            return ngettext("about %d minute on foot", "about %d minutes on foot", minutes) % minutes
        hours = round(minutes / 30) / 2
        return _("about %s hours on foot") % number_format(hours, 0 if hours.is_integer() else 1)

    @property
    def to_bring(self):
        """[(what, how many)] of the paper that these places wait for."""
        asked = Counter(PaperRequest.What(paper.what) for door in self.doors for paper in door.merchant.paper_requests.all())
        return [(what.label, asked[what]) for what in PaperRequest.What if asked[what]]


@never_cache
def round_list(request, pk):
    begun = round_of(request.user, pk)
    is_walk, is_everybody = request.GET.get("soort") != CALLS, "allen" in request.GET
    typed = " ".join(request.GET.get("van", "").replace("\0", "").split())[: where.LONGEST]
    heard = where.hear(typed)
    start = heard.where or where.middle_of(begun.chapter)
    places = list(_places(begun, is_everybody))
    context = {
        "round": begun,
        "is_walk": is_walk,
        "is_everybody": is_everybody,
        "sheets": _walks(places, start) if is_walk else _calls(places),
        "without_phone": 0 if is_walk else sum(not _number(place) for place in places),
        "typed": typed,
        "not_found": bool(typed) and heard.where is None,
        "suggestions": heard.suggestions,
        "start": start,
        "neighbourhoods": begun.chapter.neighbourhoods.all(),
        "today": timezone.localdate(),
        "team_page": True,
    }
    return render(request, "team/round_list.html", context)


def _places(begun, is_everybody):
    """The places that did not answer yet, those without a letter or everybody, with all that stands on the list. Six queries."""
    waiting = begun.questions.waiting() if is_everybody else begun.questions.waiting().filter(is_written_to=False)
    places = Merchant.objects.filter(pk__in=waiting.values("merchant")).by_neighbourhood()
    return places.prefetch_related(
        "offers__service",
        Prefetch("treats", Treat.objects.offered().select_related("kind")),
        Prefetch("paper_requests", PaperRequest.objects.waiting()),
        Prefetch("pauses", Pause.objects.not_over_before(timezone.localdate())),
    )


def _walks(places, start):
    """Sheets: the first walk begins at `start`, each other one at its own first door."""
    walks = in_walks(places, start)
    sheets = []
    for number, doors in enumerate(walks):
        begin = start if number == 0 else doors[0]
        minutes = [minutes_of(walk(here, there)) for here, there in zip([begin, *doors], doors, strict=False)]
        if number:
            minutes[0] = 0
        name = start.words if number == 0 else doors[0].name
        sheets.append(Sheet(name, [Door(*each) for each in zip(doors, minutes, strict=True)]))
    return sheets


def _calls(places):
    doors = [Door(place) for place in places if _number(place)]
    return [Sheet("", doors)] if doors else []


def _number(place):
    return place.contact_phone or place.phone
