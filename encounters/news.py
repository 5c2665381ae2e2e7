"""What is new, as an Atom feed (RFC 4287): stories that were shown, and places that opened their door.

Of a story it tells the title, never the words: feed readers keep what they fetched, and a story can be taken back. Its day is the first
of its month, that of a place the day on which it said yes. The same bytes until something changes.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from encounters.models import Story
from merchants.models import Merchant
from merchants.templatetags.places import services_in_words

# Of stories, and of places: a list of new places that came in never pushes the stories out.
MOST = 30
# A place is new for a year.
NEW_FOR = timedelta(days=365)
# Before the first of them; a feed says when it changed last, also while nothing stands in it.
BEGAN_ON = date(2018, 1, 1)
# What XML has no room for.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Feed(Atom1Feed):
    """Says of itself that it changed on the day of its newest entry, not now."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=_at(BEGAN_ON))


def answer(chapter=None):
    """The feed of this city, or of all."""
    name = f"{chapter.public_name} {chapter.name}" if chapter else settings.NETWORK_NAME
    here = reverse("encounters:news") + (f"?stad={chapter.slug}" if chapter else "")
    about = chapter.get_absolute_url() if chapter else reverse("encounters:stories")
    feed = Feed(
        title=_plain(_("New at %(name)s") % {"name": name}),
        link=settings.SITE_URL + about,
        description=None,
        subtitle=_("Stories, and places that open their door."),
        language=get_language(),
        author_name=_plain(name),
        feed_url=settings.SITE_URL + here,
        feed_guid=settings.SITE_URL + here,
    )
    entries = sorted([*_stories(chapter), *_places(chapter)], key=itemgetter("unique_id"))
    for entry in sorted(entries, key=itemgetter("updateddate"), reverse=True):
        feed.add_item(**entry)
    content_type, headers = "application/atom+xml; charset=utf-8", {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(feed.writeString("utf-8"), content_type=content_type, headers=headers)


def _stories(chapter):
    for story in _in(chapter, Story.objects.shown().select_related("chapter"))[:MOST]:
        city = {"city": story.chapter.name}
        yield {
            "title": _plain(story.title or _("A story from %(city)s") % city),
            "link": settings.SITE_URL + story.get_absolute_url(),
            "unique_id": story.key.urn,
            "updateddate": _at(story.settled_in),
            "categories": [_("story"), _plain(story.chapter.name)],
            "description": _plain(escape(_("Somebody from %(city)s tells a story. Read it on our page.") % city)),
        }


def _places(chapter):
    since = timezone.localdate() - NEW_FOR
    there = Merchant.objects.listed().filter(agreed_on__gte=since).select_related("chapter").prefetch_related("services")
    for place in _in(chapter, there).order_by("-agreed_on", "slug")[:MOST]:
        told = (
            _("%(place)s in %(city)s opens its door: %(services)s.") if place.services.all() else _("%(place)s in %(city)s opens its door.")
        )
        told %= {"place": place.name, "city": place.town or place.chapter.name, "services": services_in_words(place)}
        yield {
            "title": _plain(place.name),
            "link": settings.SITE_URL + place.get_absolute_url(),
            "unique_id": _one_in_every_language(place),
            "updateddate": _at(place.agreed_on),
            "categories": [_("new place"), _plain(place.chapter.name)],
            "description": _plain(escape(told)),
        }


def _in(chapter, rows):
    return rows.filter(chapter=chapter) if chapter else rows


def _one_in_every_language(place):
    with override(settings.LANGUAGE_CODE):
        return settings.SITE_URL + place.get_absolute_url()


def _at(day):
    return datetime.combine(day, time.min, UTC)


def _plain(text):
    return UNWRITABLE.sub("", text)
