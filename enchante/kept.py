"""What is kept of people, and when it is erased: the table on the page about privacy. Of a guest: nothing.

A sign is no person: a colour and an animal, or a word. It is told all the same, for it stands in the database until the day after.
The times are those of the sweeper (`retention.py`) and of the backups themselves, so that the page cannot promise something else.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.timesince import TIME_STRINGS
from django.utils.translation import gettext_lazy as _

from enchante import backups, retention
from referrals.models.asides import LONGEST_HOURS

DAYS = {"year": 365, "month": 30, "day": 1}
# Signs go in the night after what they were for, whenever they were given.
SIGNS_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    when: str
    what: str
    erased_after: timedelta | None = None
    # Where no clock runs.
    until: str = "–"

    @property
    def time(self):
        """In the words of Django, which it has in every language of ours. Thirty days are no month, as months differ."""
        if self.erased_after is None:
            return self.until
        days = self.erased_after.days
        unit = next(unit for unit, length in DAYS.items() if days % length == 0 and days != DAYS["month"] or unit == "day")
        number = days // DAYS[unit]
        return TIME_STRINGS[unit] % {"num": number}


KEPT = [
    Kept(_("You come in somewhere"), _("Nothing")),
    Kept(
        _("You have a chair kept, or step in with a peer"),
        _("Your sign, the place, the hour and how many chairs. Not your name"),
        SIGNS_KEPT_FOR,
    ),
    Kept(_("You treat somebody"), _("Your e-mail address, for the receipt"), retention.KEPT_FOR),
    Kept(_("You treat somebody"), _("Your e-mail address, for the letter that it was enjoyed"), retention.NEWS_WITHIN + retention.KEPT_FOR),
    Kept(_("You treat somebody"), _("For the bookkeeping: the name of your company, club or school"), until=_("Stays")),
    Kept(
        _("You send somebody to a place"),
        _("Which treat is kept, for which organisation, perhaps with a colour or an animal"),
        timedelta(hours=LONGEST_HOURS),
    ),
    Kept(_("You send somebody to a place"), _("What you told the team about a place"), retention.QUESTIONS_KEPT_FOR),
    Kept(_("You say what makes it hard"), _("Your sentence, once it became easier"), retention.THRESHOLDS_KEPT_FOR),
    Kept(_("You say what makes it hard"), _("Answers of a listening round"), retention.ROUNDS_KEPT_FOR),
    Kept(_("You tell a story"), _("Your story"), retention.STORIES_KEPT_FOR),
    Kept(
        _("You run a place or work in a team"),
        _("Your name, your e-mail address, perhaps a phone number"),
        until=_("Once you tell us that you stop"),
    ),
    Kept(_("You run a place or work in a team"), _("What you share in the circle, without your name"), retention.NOTES_KEPT_FOR),
    Kept(_("You run a place or work in a team"), _("Letters we sent you"), retention.KEPT_FOR),
    Kept(_("You run a place or work in a team"), _("Who changed what"), retention.VERSIONS_KEPT_FOR),
    Kept(_("A copy for bad days"), _("Everything, under lock"), backups.KEPT_FOR),
]
