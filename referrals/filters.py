"""What one can ask for on a page of the finder: each wish with its number, whether it is on, and the question when it is tapped."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from merchants import languages

from .also import KNOWN
from .wishes import ANYTHING, NOW, YES, Wishes

# What most people come for stands first on the page, one tap away.
AT_HAND = ["toilet", "water", "opladen", "opwarmen", "babbel"]


@dataclass(frozen=True)
class Filter:
    """One wish as a box to tick (`name`, `value`) or as a link (`query`). `count` is None where nobody counted."""

    name: str
    value: str
    icon: str
    words: str
    is_on: bool
    count: int | None
    when_tapped: Wishes

    @property
    def query(self):
        return self.when_tapped.query


class Filters:
    """All of them for this question; `counts` as in `search.Answer`, or None."""

    # What is counted by kind; the rest is one number.
    BY_KIND = {"dienst", "traktatie", "taal"}

    def __init__(self, wishes, choices, counts):
        self.wishes, self.choices, self.counts = wishes, choices, counts

    @property
    def services(self):
        return [self._choice("dienst", "services", choice) for choice in self.choices.services.values()]

    @property
    def treats(self):
        return [self.anything, *(self._choice("traktatie", "treats", choice) for choice in self.choices.treats.values())]

    @property
    def anything(self):
        return self._filter("traktatie", ANYTHING, "gift", _("something"), "anything", "iets")

    @property
    def open_now(self):
        other = replace(self.wishes, moment=None, is_now=False) if self.wishes.is_now else self.wishes.now()
        return Filter("open", NOW, "door-open", _("open now"), self.wishes.is_now, self._count("open"), other)

    @property
    def easy(self):
        return [
            self._filter("rolstoel", YES, "accessibility", _("easy with a wheelchair"), "wheelchair", "rolstoel"),
            self._filter("rustig", YES, "leaf", _("quiet"), "quiet", "rustig"),
            *map(self._also, KNOWN.values()),
        ]

    @property
    def languages(self):
        """(code, name, number) of each language somebody speaks at a counter."""
        counted = self._count("taal") or {}
        return [(code, name, counted.get(code, "")) for code, name in languages.choices()]

    @property
    def at_hand(self):
        """The few that stand first on the page, as links, as long as they are not asked for: what is on can be taken off below."""
        services = (self.choices.services[slug] for slug in AT_HAND if slug in self.choices.services)
        something = replace(self.anything, words=_("something waits"))
        all_of_them = [self.open_now, something, *(self._choice("dienst", "services", choice) for choice in services)]
        return [each for each in all_of_them if not each.is_on]

    def _choice(self, name, field, choice):
        chosen = getattr(self.wishes, field)
        is_on = choice in chosen
        others = tuple(each for each in chosen if each != choice) if is_on else (*chosen, choice)
        counted = self._count(name)
        count = None if counted is None else counted.get(str(choice.id), 0)
        return Filter(name, choice.slug, choice.icon, choice.name, is_on, count, replace(self.wishes, page=1, **{field: others}))

    def _filter(self, name, value, icon, words, field, counted):
        is_on = getattr(self.wishes, field)
        return Filter(name, value, icon, words, is_on, self._count(counted), replace(self.wishes, page=1, **{field: not is_on}))

    def _also(self, also):
        asked = self.wishes.also
        others = tuple(each for each in asked if each != also) if also in asked else (*asked, also)
        return Filter(
            also.name, YES, also.icon, also.words(), also in asked, self._count(also.name), replace(self.wishes, page=1, also=others)
        )

    def _count(self, name):
        """The number under this name; where it counts by kind, an empty count means that there are none."""
        return None if self.counts is None else self.counts[name] or ({} if name in self.BY_KIND else 0)
