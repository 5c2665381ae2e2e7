"""Reading the question in an address. Whatever stands there, a question comes out; what was left out is told.

`Wishes.strange` holds what was not understood, `Wishes.notes` the choices made; the page shows both, the feed refuses both.
"""

import math

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from merchants import hours, languages, where

from .also import KNOWN
from .wishes import ANYTHING, EAST, LAST_PAGE, LONGEST_LIST, NORTH, NOW, SLUG, SOUTH, WEST, YES, Between, City, Near, Wishes

LONGEST_TEXT = 200
NAMES = {"bij", "en", "lat", "lng", "dienst", "traktatie", "open", "rolstoel", "rustig", "taal", "stad", "bbox", "pagina", "plek"}
OF_THE_START = {"bij", "en", "lat", "lng"}
HUNG_ON_BY_OTHERS = ("utm_", "mc_", "mtm_", "pk_", "fbclid", "gclid", "msclkid", "igshid", "ref")


def read(params, *, directory, now, also=()):
    """The Wishes in a QueryDict. `now` is aware; `also` are names the page reads besides."""
    return Reader(params, directory, now, {*NAMES, *KNOWN, *also}).wishes()


def read_start(params, directory):
    """The Wishes in a QueryDict, only as far as they say from where."""
    return Reader(params, directory, None, OF_THE_START).wishes_of_start()


class Reader:
    """Reads one address. `names` are those that mean something on its page."""

    def __init__(self, params, directory, now, names):
        self.params, self.directory, self.choices, self.now, self.names = params, directory, directory.choices, now, names
        self.strange, self.notes, self.unknown_place, self.meant, self.unknown_end, self.meant_as_end = [], [], "", (), "", ()

    def wishes_of_start(self):
        """Only from where."""
        text = self.text("bij")
        near = self.start(text, where.hear(text, self.directory.network))
        return Wishes(near=near, strange=self.strange, notes=self.notes, unknown_place=self.unknown_place, meant=self.meant)

    def wishes(self):
        self.look_for_strange_names()
        moment, is_now = self.moment()
        treats, anything = self.treats()
        return Wishes(
            near=self.near(),
            services=self.chosen("dienst", self.choices.services),
            treats=treats,
            anything=anything,
            moment=moment,
            is_now=is_now,
            wheelchair=self.ticked("rolstoel"),
            quiet=self.ticked("rustig"),
            also=tuple(known for name, known in KNOWN.items() if self.ticked(name)),
            language=self.language(),
            page=self.page(),
            picked=self.picked(),
            chapter=self.chapter(),
            box=self.box(),
            strange=self.strange,
            notes=self.notes,
            unknown_place=self.unknown_place,
            meant=self.meant,
            unknown_end=self.unknown_end,
            meant_as_end=self.meant_as_end,
        )

    # Where

    def near(self):
        text, text_of_end = self.text("bij"), self.text("en")
        heard, heard_of_end = where.hear_each([text, text_of_end], self.directory.network)
        start, end = self.start(text, heard), self.end(text_of_end, heard_of_end)
        if start and end and start.words != end.words:
            return Between(start, end)
        if end and not start and not self.unknown_place:
            self.notes.append(_("You named only the second of two places. We looked near that one."))
        return start or end

    def start(self, text, heard):
        lat, lng = self.one("lat"), self.one("lng")
        if found := heard.where:
            if lat or lng:
                self.notes.append(_("You named a place as well as a point on the map. We looked near the place."))
            return Near(found.lat, found.lng, found.words, text)
        if text:
            self.unknown_place, self.meant = shortened(text), heard.suggestions
        return self.spot(lat, lng) if lat or lng else None

    def end(self, text, heard):
        if text and not heard.where:
            self.unknown_end, self.meant_as_end = shortened(text), heard.suggestions
        return Near(heard.where.lat, heard.where.lng, heard.where.words, text) if heard.where else None

    def text(self, name):
        return self.one(name)[:LONGEST_TEXT]

    def spot(self, lat, lng):
        try:
            lat, lng = round(float(lat), 3), round(float(lng), 3)
        except ValueError:
            lat = lng = math.nan
        if SOUTH <= lat <= NORTH and WEST <= lng <= EAST:
            return Near(lat, lng, _("your spot on the map"))
        self.strange.append(_("We could not place that point in or around Belgium."))
        return None

    # What

    def chosen(self, name, known):
        texts = [self.choices.now(name, text) for text in self.several(name)]
        strange = [text for text in texts if text not in known]
        if strange:
            self.left_out(", ".join(strange))
        return tuple(choice for slug, choice in known.items() if slug in texts)

    def treats(self):
        # "Something waits" is a treat one can ask for without naming it.
        choices = self.chosen("traktatie", self.choices.treats | {ANYTHING: None})
        return tuple(filter(None, choices)), None in choices

    def ticked(self, name):
        text = self.one(name)
        if text not in {"", "0", YES}:
            self.left_out(text)
        return text == YES

    def language(self):
        text = self.one("taal").lower()
        if text and text not in languages.LANGUAGES:
            self.left_out(text)
            return ""
        return text

    # When

    def moment(self):
        """(moment, whether it is now). A chosen moment goes before "now", as the form has both."""
        texts = self.several("open")
        chosen = [text for text in texts if text != NOW]
        if chosen and len(texts) > 1:
            self.notes.append(_("You chose more than one moment. We took the day and hour you picked."))
        if not texts:
            return None, False
        try:
            return hours.parse_moment(chosen[0] if chosen else NOW, self.now), not chosen
        except hours.MomentNotUnderstood as error:
            self.strange.append(str(error))
            return None, False

    # Which part of the map

    def chapter(self):
        slug = self.one("stad")
        found = next((city for city in self.directory.chapters if city["slug"] == slug), None)
        if slug and not found:
            self.left_out(slug)
        return City(found["id"], slug, found["name"]) if found else None

    def box(self):
        text = self.one("bbox")
        if not text:
            return None
        try:
            west, south, east, north = (float(edge) for edge in text.split(","))
        except ValueError:
            west = math.nan
        if math.isnan(west) or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            self.left_out(text)
            return None
        return west, south, east, north

    # The rest

    def look_for_strange_names(self):
        """A wish under a name nobody knows must not look as if it were granted. What others hang on links to count visits is none."""
        asked = [name for name in self.params if any(self.params.getlist(name)) and not name.startswith(HUNG_ON_BY_OTHERS)]
        strange = [name for name in asked if name not in self.names]
        if strange:
            self.left_out(", ".join(strange))

    def page(self):
        text = self.one("pagina")
        if not text:
            return 1
        page = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
        if not 1 <= page <= LAST_PAGE:
            self.notes.append(_("There is no page “%(page)s”. This is the first one.") % {"page": shortened(text)})
            return 1
        return page

    def picked(self):
        slugs = [slug for slug in self.several("plek") if SLUG.fullmatch(slug)]
        if len(slugs) > LONGEST_LIST:
            self.notes.append(_("A list holds twelve places. We kept the first twelve."))
        return tuple(slugs[:LONGEST_LIST])

    def one(self, name):
        texts = self.several(name)
        if len(texts) > 1:
            self.notes.append(_("“%(name)s” stands in the address more than once. We took the last one.") % {"name": name})
        return texts[-1] if texts else ""

    def several(self, name):
        """What stands there, each once, without what PostgreSQL cannot read."""
        texts = (text.replace("\0", "").strip() for text in self.params.getlist(name))
        return list(dict.fromkeys(filter(None, texts)))

    def left_out(self, text):
        sentence = _("We did not understand “%(text)s”.") % {"text": shortened(text)}
        if sentence not in self.strange:
            self.strange.append(sentence)


def shortened(text):
    return Truncator(text).chars(60)
