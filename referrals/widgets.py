"""A piece of this site in somebody else's page: what it shows, where it stands, and how it is put there.

All of it stands in its address: the city, what is wished for (as in the finder), `vorm` (list or map), `kleur` and, for whoever puts it
somewhere, `hoogte`. It needs no script and sets no cookie; in whose page it stands is asked nowhere.
"""

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter

from . import finder
from .cards import offer, offered_by
from .city_drawings import Spot, draw_neighbourhood
from .reading import read
from .wishes import City

OF_THE_WIDGET = ["vorm", "kleur", "hoogte"]
LIST, MAP = "lijst", "kaart"
SHAPES = [(LIST, _("a list")), (MAP, _("a drawn map, with the list below it"))]
# By the word in an address; the class of a sheet is the colour as the city keeps it.
COLOURS = {colour.name.lower(): colour for colour in Chapter.Colour}
LOWEST, HEIGHT, HIGHEST = 200, 480, 2000
WIDE = 600
# Of a city with more the rest is one tap away.
MOST = 40
# Pages of ours that are put elsewhere by their address alone.
EMBEDDED = {"referrals:widget", "merchants:chapter-detail"}


@dataclass(frozen=True)
class Widget:
    """One that is put somewhere. `wishes` are pairs of an address, as the finder has them."""

    chapter: Chapter
    wishes: list[tuple[str, str]] = field(default_factory=list)
    shape: str = LIST
    colour: str = ""
    language: str = settings.LANGUAGE_CODE
    height: int = HEIGHT

    @property
    def title(self):
        return f"{self.chapter.public_name} {self.chapter.name}"

    @property
    def path(self):
        look = [("vorm", self.shape if self.shape != LIST else ""), ("kleur", self.colour)]
        look.append(("hoogte", "" if self.height == HEIGHT else str(self.height)))
        query = [*self.wishes, *((name, value) for name, value in look if value)]
        with override(self.language):
            return reverse("referrals:widget", args=[self.chapter.slug], query=query or None)

    @property
    def address(self):
        return settings.SITE_URL + self.path

    @property
    def oembed_path(self):
        # In a language the whole site is in: what it answers is in that of the address.
        with override(settings.LANGUAGE_CODE):
            return reverse("referrals:oembed", query={"url": self.address})

    def snippet(self, wide="100%", high=None):
        """HTML for a page. No style: the policy of that page may refuse one. Nor does it tell us which page it is."""
        frame = (
            '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy" referrerpolicy="no-referrer" data-enchante>'
            "</iframe>"
        )
        return format_html(frame, self.address, self.title, wide, high or self.height)

    def oembed(self, most_wide, most_high):
        """The answer of oEmbed 1.0, no larger than was asked."""
        wide, high = min(WIDE, most_wide), min(self.height, most_high)
        return {
            "version": "1.0",
            "type": "rich",
            "title": self.title,
            "provider_name": settings.NETWORK_NAME,
            "provider_url": settings.SITE_URL,
            "html": self.snippet(wide, high),
            "width": wide,
            "height": high,
            "cache_age": 86_400,
        }


def of(params, chapter):
    """The Widget of this city that a QueryDict asks for, in the active language; what is not understood is as if it were not there."""
    height = params.get("hoogte", "")
    return Widget(
        chapter,
        wishes=[(name, value) for name, values in params.lists() if name not in OF_THE_WIDGET for value in values],
        shape=MAP if params.get("vorm") == MAP else LIST,
        colour=params.get("kleur", "") if params.get("kleur") in COLOURS else "",
        language=get_language(),
        height=int(height) if height in map(str, range(LOWEST, HIGHEST + 1)) else HEIGHT,
    )


def behind(address):
    """The Widget for this address of ours, or None."""
    try:
        here = urlsplit(address)
    except ValueError:
        return None
    if here.netloc != urlsplit(settings.SITE_URL).netloc:
        return None
    with override(get_language_from_path(here.path) or settings.LANGUAGE_CODE):
        try:
            page = resolve(here.path)
        except Resolver404:
            return None
        chapter = page.view_name in EMBEDDED and Chapter.objects.filter(slug=page.kwargs["slug"]).first()
        asked = QueryDict(here.query) if page.view_name == "referrals:widget" else QueryDict()
        return of(asked, chapter) if chapter else None


# What it shows


@dataclass(frozen=True)
class Shown:
    """`places` are (number, Found, what it offers in pictograms and words)."""

    chips: list
    # What was not understood, in sentences: nothing is left out in silence.
    left_out: list
    places: list
    has_more: bool
    # Everything there is, in the finder.
    finder_query: str
    drawing: dict | None


def show(widget, params, *, directory, now):
    asked = params.copy()
    for name in ("bij", "en", "lat", "lng", "stad", "bbox", "pagina", "plek"):
        asked.pop(name, None)
    chapter = widget.chapter
    wishes = replace(
        read(asked, directory=directory, now=now, also=OF_THE_WIDGET), chapter=City(chapter.pk, chapter.slug, chapter.name), page=1
    )
    page = finder.feed(wishes, directory=directory, now=now, size=MOST)
    found = page.places
    return Shown(
        chips=[wish for wish in wishes.each() if wish.without.chapter],
        left_out=wishes.left_out,
        places=[(number, one, offer(get_language(), *offered_by(one))) for number, one in enumerate(found, start=1)],
        has_more=page.has_next,
        finder_query=wishes.query,
        drawing=_drawing(found) if widget.shape == MAP and found else None,
    )


def _drawing(found):
    return draw_neighbourhood([Spot(number, one.merchant.lat, one.merchant.lng) for number, one in enumerate(found, start=1)])
