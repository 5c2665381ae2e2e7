"""The letters of this room, and what is filled in in them."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from merchants.letter_texts import CONTACT, EMAIL, NAME, of_place
from merchants.texts import Placeholder, Reader, address, register

TITLE = Placeholder("title", gettext_lazy("what the activity is called"), gettext_lazy("Soup together"))
DAYS = Placeholder(
    "days", gettext_lazy("when it is, a line for each day"), gettext_lazy("- Tuesday 8 December 2026, 14:00–16:00, De Krook")
).must
WORD = Placeholder("word", gettext_lazy("the kind word about it, if there is one"), gettext_lazy("We choose another day.")).must
PAGE = Placeholder("url", gettext_lazy("the link to its page"), "https://enchante.example/agenda/gent/samen-soep/").must
AT_A_PLACE = [NAME, CONTACT, EMAIL.must, TITLE]


def _of_days(activities, **_more):
    """The first one gives its name, its word and its page."""
    first = activities[0]
    return {
        "title": first.title,
        "days": "\n".join(map(_day, activities)),
        "word": first.why_cancelled,
        "url": address("encounters:activity", first.chapter.slug, first.slug),
    }


def _of_days_at(merchant, activities):
    return of_place(merchant) | _of_days(activities)


def _day(activity):
    begins, ends = localtime(activity.begins_at), localtime(activity.ends_at)
    told = f"- {date_format(begins, 'l j F Y, H:i')}–{ends:%H:%M}"
    return f"{told}, {activity.where}" if activity.where else told


register(
    "activity_moved",
    gettext_lazy("Tells you, and whoever hosts it, that an activity moved."),
    Reader.TEAM,
    *[TITLE, DAYS, PAGE],
    values=_of_days,
)
register(
    "activity_cancelled",
    gettext_lazy("Tells you, and whoever hosts it, that an activity does not go on."),
    Reader.TEAM,
    *[TITLE, DAYS, WORD, PAGE],
    values=_of_days,
)
register(
    "activity_planned_at_place",
    gettext_lazy("Tells a place that an activity is planned there."),
    Reader.PLACE,
    *[*AT_A_PLACE, DAYS, PAGE],
    values=_of_days_at,
)
register(
    "activity_moved_at_place",
    gettext_lazy("Tells a place that an activity there is at another moment."),
    Reader.PLACE,
    *[*AT_A_PLACE, DAYS, PAGE],
    values=_of_days_at,
)
register(
    "activity_elsewhere",
    gettext_lazy("Tells a place that an activity will be somewhere else."),
    Reader.PLACE,
    *AT_A_PLACE,
    values=_of_days_at,
)
register(
    "activity_cancelled_at_place",
    gettext_lazy("Tells a place that an activity there does not go on."),
    Reader.PLACE,
    *[*AT_A_PLACE, DAYS, WORD],
    values=_of_days_at,
)
register(
    "peer_agenda_changed",
    gettext_lazy("Tells a peer that something is new in the agenda, and no more than that."),
    Reader.TEAM,
    Placeholder("url", gettext_lazy("the link to the agenda"), "https://enchante.example/mijn-agenda/").must,
    values=lambda: {"url": address("encounters:my-agenda")},
)
