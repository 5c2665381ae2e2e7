"""The letters of this room, and what is filled in in them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants.letter_texts import ANSWERS, CITY, CONTACT, DOOR, EMAIL, GREETING, IN_ADMIN, NAME, RINGS, greeting, of_place, of_ring
from merchants.texts import Placeholder, Reader, address, register
from referrals.models import Signal

ORGANISATION = Placeholder("organisation", gettext_lazy("the name of the organisation"), "CAW Oost-Vlaanderen")
CALLED = Placeholder("name", ORGANISATION.means, ORGANISATION.example)
IN_OWN_WORDS = Placeholder(
    "words", gettext_lazy("what they wrote, if anything"), gettext_lazy("In their own words: “The door was open.”")
).must
FOR_THE_TEAM = Placeholder("for_the_team", gettext_lazy("a note for you, where the place has no address and you call"), "").must


def _of_ring(told, city):
    organisation = told["organisation"]
    url = address("admin:referrals_organisation_change", organisation.pk)
    if organisation.approved_on:
        step = _("%(organisation)s takes part already: add this person here, or ask a colleague there to do it. %(url)s")
    else:
        step = _(
            "Do you know each other? Then add their e-mail address here and tick “Welcome this organisation”, and they can log in. %(url)s"
        )
    return of_ring(told, city) | {"organisation": organisation.name, "step": step % {"organisation": organisation.name, "url": url}}


def _of_alone(organisation):
    return {"name": organisation.name, "url": address("admin:referrals_organisation_change", organisation.pk)}


def _of_welcomed(name, organisation, url):
    return {"greeting": greeting(name), "organisation": organisation.name, "url": url}


def _of_order(order):
    return {
        "name": order.organisation.name,
        "number": order.number,
        "what": order.get_what_display(),
        "words": order.words,
        "url": address("admin:referrals_paperorder_changelist", query="?sent_on__isempty=1"),
    }


def _of_signal(signal, merchant, is_called):
    values, lovely = of_place(merchant), signal.reason == Signal.Reason.LOVELY
    values["words"] = _("In their own words: “%(words)s”") % {"words": signal.words} if signal.words else ""
    values["question"] = "" if lovely else _question(signal.reason) % {"name": values["name"], "url": values["page"]}
    values["for_the_team"] = _note(lovely) if is_called else ""
    return values


def _note(lovely):
    if lovely:
        return _("(We have no address of this place. Give it a call, please: it will be glad to hear this.)") + "\n\n"
    return _("(We have no address of this place. Give it a call, please: this is what one could ask.)") + "\n\n"


def _question(reason):
    match reason:
        case Signal.Reason.CLOSED:
            return _(
                "Somebody stood before a closed door at %(name)s, and had thought it would be open then. Are your hours "
                "still right, or was it for once? This is what people read: %(url)s"
            )
        case Signal.Reason.HOURS:
            return _("Somebody found other hours at %(name)s than stand on your page. Which are right? This is what people read: %(url)s")
        case Signal.Reason.NO_LONGER:
            return _(
                "Somebody understood that %(name)s does not offer something any more. Is that so? Then we take it off your "
                "page, and that is fine. This is what people read: %(url)s"
            )
        case _unwelcome:
            return _(
                "Somebody left %(name)s with the feeling of not being welcome. We know how busy a counter can be, and we "
                "were not there. How do you look at it, and is there something in which we can help? We gladly come by for "
                "a coffee."
            )


register(
    "signal_asked",
    gettext_lazy("Asks a place about something that was different there."),
    Reader.PLACE,
    *[NAME, CONTACT, EMAIL.must, IN_OWN_WORDS, FOR_THE_TEAM],
    Placeholder("question", gettext_lazy("the question itself"), gettext_lazy("Are your hours still right?")).must,
    values=_of_signal,
)
register(
    "signal_thanked",
    gettext_lazy("Tells a place that something lovely happened there."),
    Reader.PLACE,
    *[NAME, CONTACT, IN_OWN_WORDS, FOR_THE_TEAM],
    values=_of_signal,
)
register(
    "organisation_welcomed",
    gettext_lazy("Welcomes the people of an organisation that points the way."),
    Reader.POINTER,
    *[GREETING, ORGANISATION, DOOR],
    values=_of_welcomed,
)
register(
    "door_organisation",
    gettext_lazy("Tells you that an organisation would like to point the way."),
    Reader.TEAM,
    *[RINGS, ORGANISATION, CITY, ANSWERS],
    Placeholder("step", gettext_lazy("what you do next, with a link"), gettext_lazy("Do you know each other? Then say welcome.")).must,
    values=_of_ring,
)
register(
    "organisation_alone",
    gettext_lazy("Tells you that nobody with a login points the way for an organisation any more."),
    Reader.TEAM,
    *[CALLED, IN_ADMIN],
    values=_of_alone,
)
register(
    "paper_ordered",
    gettext_lazy("Tells you that an organisation orders cards or maps."),
    Reader.TEAM,
    *[CALLED, IN_ADMIN],
    Placeholder("number", gettext_lazy("how many"), "80"),
    Placeholder("what", gettext_lazy("what they ask for"), gettext_lazy("ask cards")),
    Placeholder("words", gettext_lazy("all they order"), gettext_lazy("80 ask cards (Dutch, French)")).must,
    values=_of_order,
)
register(
    "signals_wait",
    gettext_lazy("Tells you, once a day, that questions about places wait."),
    Reader.TEAM,
    IN_ADMIN,
    values=lambda: {"url": address("admin:referrals_signal_changelist")},
)
