"""What is kept of people, and when it is erased: the table on the page about privacy. Of a guest: nothing.

The times are those of the sweeper (`retention.py`) and of the backups themselves, so that the page cannot promise something else.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timesince import TIME_STRINGS
from django.utils.translation import gettext_lazy as _

from enchante import backups, retention

DAYS = {"year": 365, "month": 30, "day": 1}


@dataclass(frozen=True)
class Kept:
    when: str
    what: str
    erased_after: timedelta | None = None

    @property
    def time(self):
        """In the words of Django, which it has in every language of ours. Thirty days are no month, as months differ."""
        days = self.erased_after.days
        unit = next(unit for unit, length in DAYS.items() if days % length == 0 and days != DAYS["month"] or unit == "day")
        number = days // DAYS[unit]
        return TIME_STRINGS[unit] % {"num": number}


KEPT = [
    Kept(_("You come in somewhere"), _("Nothing")),
    Kept(_("You treat somebody"), _("Your e-mail address, for the receipt"), retention.KEPT_FOR),
    Kept(_("You treat somebody"), _("Your e-mail address, for the letter that it was enjoyed"), retention.NEWS_WITHIN + retention.KEPT_FOR),
    Kept(_("You send somebody to a place"), _("What you told the team about a place"), retention.QUESTIONS_KEPT_FOR),
    Kept(_("You say what makes it hard"), _("Answers of a listening round"), retention.ROUNDS_KEPT_FOR),
    Kept(_("You tell a story"), _("Your story"), retention.STORIES_KEPT_FOR),
    Kept(_("You run a place or work in a team"), _("Letters we sent you"), retention.KEPT_FOR),
    Kept(_("You run a place or work in a team"), _("Who changed what"), retention.VERSIONS_KEPT_FOR),
    Kept(_("A copy for bad days"), _("Everything, under lock"), backups.KEPT_FOR),
]
