"""The pieces of pages that a city may say in words of its own. Those without words of ours say nothing until somebody writes some."""

from django.utils.translation import get_language, gettext_lazy

from merchants.chapter_texts import SIGNATURE, filled_in, own_words
from merchants.letter_texts import CITY
from merchants.texts import TEXTS, Placeholder, Reader, register

NETWORK = Placeholder("network", gettext_lazy("how the network is called in your city"), "Hartelijke Plekken")
WELCOME, REACH_US, AFTER_APPLYING = "welcome", "reach_us", "after_applying"


def said_on_page(chapter, *, has_places):
    """{name: text} of what stands on the page of this city, in its own words or ours. One query."""
    language = get_language()
    # Our own welcome speaks of places, so it waits for the first one.
    words = {name: TEXTS[name].shipped(language) for name in ([WELCOME, REACH_US] if has_places else [REACH_US])}
    words |= own_words(chapter, [WELCOME, REACH_US], language)
    return {name: filled_in(name, each, chapter) for name, each in words.items()}


def said_after_applying(chapter):
    """What this city itself says to whoever just applied, or ""."""
    own = own_words(chapter, [AFTER_APPLYING], get_language())
    return filled_in(AFTER_APPLYING, own[AFTER_APPLYING], chapter) if own else ""


def _of_city(chapter):
    return {"city": chapter.name, "network": chapter.public_name}


register(
    WELCOME,
    gettext_lazy("The welcome on the page of your city."),
    Reader.PAGE,
    *[CITY, NETWORK],
    values=_of_city,
    is_read_by_guests=True,
)
register(
    REACH_US,
    gettext_lazy("Beside how to reach the team, on the page of your city."),
    Reader.PAGE,
    *[CITY, NETWORK],
    values=_of_city,
    is_read_by_guests=True,
)
register(
    AFTER_APPLYING,
    gettext_lazy("What happens next in your city, for whoever just opened a door."),
    Reader.PAGE,
    *[CITY, NETWORK],
    values=_of_city,
)
register(SIGNATURE, gettext_lazy("The closing words below your letters."), Reader.PAGE, *[CITY, NETWORK], values=_of_city)
