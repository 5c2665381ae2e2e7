"""The letters of this room, and what is filled in in them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants import letters
from merchants.hours import week_in_lines
from merchants.texts import Placeholder, Reader, address, register, register_watching

CONTACT = Placeholder("contact", gettext_lazy("who is the contact of the place"), "Lut")
NAME = Placeholder("name", gettext_lazy("the name of the place"), "De Krook")
STREET = Placeholder("address", gettext_lazy("where the place is"), "Makebaplein 1, 9000 Gent")
CITY = Placeholder("city", gettext_lazy("the name of your city"), "Gent")
PAGE = Placeholder("page", gettext_lazy("the link to the page of the place"), "https://enchante.example/plek/de-krook/")
EMAIL = Placeholder("email", gettext_lazy("where your team gets its mail"), "gent@enchante.example")
GREETING = Placeholder("greeting", gettext_lazy("a greeting, with the name where we know it"), gettext_lazy("Hello Lut,"))
IN_ADMIN = Placeholder("url", gettext_lazy("the link to where you do this"), "https://enchante.example/beheer/").must
DOOR = Placeholder("url", gettext_lazy("the link to the door"), "https://enchante.example/accounts/login/").must
RINGS = Placeholder("name", gettext_lazy("who rings the bell"), "Lut")
ANSWERS = Placeholder(
    "answers", gettext_lazy("what they wrote, and how to reach them"), gettext_lazy("You can reach them here:\nlut@example.org")
).must
ASKED = [
    *[CONTACT, NAME],
    Placeholder("url", gettext_lazy("the link to answer in one tap"), "https://enchante.example/nazicht/…/").must,
    Placeholder("day", gettext_lazy("the day until which the link works"), gettext_lazy("1 May")),
]


def of_place(merchant, **_more):
    return {
        "contact": merchant.contact_name or merchant.name,
        "name": merchant.name,
        "address": merchant.address,
        "city": merchant.chapter.name,
        "page": address("merchants:merchant-detail", merchant.slug),
        "email": letters.address_of(merchant.chapter),
    }


def _of_applied(merchant):
    read = (
        _("This is how we read your opening hours:") + "\n" + week_in_lines(merchant.opening_hours, timezone.localdate())
        if merchant.opening_hours
        else ""
    )
    return of_place(merchant) | {"hours": read, "url": address("admin:merchants_merchant_change", merchant.pk)}


def _of_approved(merchant):
    return of_place(merchant) | {"url": address("merchants:my-places")}


def _of_question(merchant, url, until):
    return of_place(merchant) | {"url": url, "day": date_format(until, "j F")}


def _of_place_in_admin(merchant, words="", **_more):
    return of_place(merchant) | {"words": words, "url": address("admin:merchants_merchant_change", merchant.pk)}


def _of_paper(merchant, request):
    url = address("admin:merchants_paperrequest_changelist", query="?sent_on__isempty=1")
    return of_place(merchant) | {"what": request.get_what_display(), "url": url}


def greeting(name):
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _of_let_in(name, what, url):
    return {"greeting": greeting(name), "what": what, "url": url}


def _of_lock(name, by):
    return {"greeting": greeting(name), "by": by}


def of_ring(told, city=None):
    return {"name": told["contact_name"], "city": city.name if city else "", "town": told.get("town", ""), "answers": _answers(told)}


def _answers(told):
    own_words = [_("In their own words:"), told["message"], ""] if told["message"] else []
    ways = [told[name] for name in ("contact_email", "contact_phone") if told[name]]
    lines = [*own_words, _("You can reach them here:"), *ways, "", _("They were told that somebody answers within a few days.")]
    return "\n".join(lines)


register(
    "applied",
    gettext_lazy("Thanks a place that would like to take part. It goes as soon as the form arrives."),
    Reader.PLACE,
    *[CONTACT, NAME, CITY, EMAIL],
    Placeholder("hours", gettext_lazy("how we read the opening hours, if any were filled in"), gettext_lazy("Monday: 08:00 – 12:00")),
    values=_of_applied,
)
register(
    "approved",
    gettext_lazy("Welcomes a place that is on the map from now on."),
    Reader.PLACE,
    *[CONTACT, NAME, PAGE],
    Placeholder("url", gettext_lazy("the link to their own page"), "https://enchante.example/mijn-plek/").must,
    values=_of_approved,
)
register(
    "declined",
    gettext_lazy("Tells a place that it does not come on the map for now."),
    Reader.PLACE,
    *[CONTACT, NAME, CITY, EMAIL.must],
    values=of_place,
)
register("whether_true", gettext_lazy("Asks a place, twice a year, whether all is still true."), Reader.PLACE, *ASKED, values=_of_question)
register(
    "whether_true_again",
    gettext_lazy("Asks the same once more in a round of checking, where no answer came."),
    Reader.PLACE,
    *ASKED,
    values=_of_question,
)
register(
    "let_in",
    gettext_lazy("Tells somebody that they can log in from now on."),
    Reader.PLACE,
    *[GREETING, DOOR],
    Placeholder("what", gettext_lazy("what they look after"), "De Krook"),
    values=_of_let_in,
)
register_watching(
    "second_lock_gone",
    gettext_lazy("Tells somebody that the second lock of their login was taken away."),
    Reader.TEAM,
    GREETING,
    facts=[Placeholder("by", gettext_lazy("who did it"), "Greet")],
    values=_of_lock,
)
register(
    "applied_team",
    gettext_lazy("Tells you that a place would like to take part."),
    Reader.TEAM,
    *[NAME, STREET, CONTACT, IN_ADMIN],
    values=_of_applied,
)
register(
    "paper_asked",
    gettext_lazy("Tells you that a place asks for stickers or boards."),
    Reader.TEAM,
    *[NAME, STREET, IN_ADMIN],
    Placeholder("what", gettext_lazy("what they ask for"), gettext_lazy("stickers")).must,
    values=_of_paper,
)
register(
    "place_alone",
    gettext_lazy("Tells you that nobody with a login looks after a place any more."),
    Reader.TEAM,
    *[NAME, IN_ADMIN],
    values=_of_place_in_admin,
)
register(
    "place_changed",
    gettext_lazy("Tells you that a place says something is different by now."),
    Reader.TEAM,
    *[NAME, IN_ADMIN],
    Placeholder("words", gettext_lazy("what they wrote, if anything"), gettext_lazy("We close on Mondays now.")).must,
    values=_of_place_in_admin,
)
register(
    "place_left",
    gettext_lazy("Tells you that a place stops."),
    Reader.TEAM,
    *[NAME, IN_ADMIN],
    values=_of_place_in_admin,
)
register_watching(
    "team_alone",
    gettext_lazy("Tells the network that a city has no coordinator any more."),
    Reader.TEAM,
    CITY,
    values=lambda city: {"city": city.name},
)
register(
    "door_help",
    gettext_lazy("Tells you that somebody would like to help."),
    Reader.TEAM,
    *[RINGS, CITY, ANSWERS],
    values=of_ring,
)
register(
    "door_town",
    gettext_lazy("Tells you that somebody would like to begin in a town."),
    Reader.TEAM,
    *[RINGS, ANSWERS],
    Placeholder("town", gettext_lazy("the town they wrote"), "Deinze"),
    values=of_ring,
)
