"""The words people use for days, months, open and closed, in Dutch, French, English and OSM's own spelling."""

import unicodedata

from .rules import MONTHS as OSM_MONTHS


class HoursNotUnderstood(ValueError):
    """`str(error)` is a kind sentence for the person who typed, in the active language."""


def simple(word):
    """Small letters without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(letter))


# As people spell them, with and without accents; "mar" is left out, for it is a Tuesday as well.
MONTH_SPELLINGS = [
    "jan januari janv janvier january",
    "feb februari févr fevr fév fev février fevrier february",
    "mrt maart mars march",
    "apr april avr avril",
    "mei mai may",
    "jun juni juin june",
    "jul juli juil juillet july",
    "aug augustus août aout august",
    "sep sept september septembre",
    "okt oct oktober octobre october",
    "nov november novembre",
    "dec déc december décembre decembre",
]
MONTHS = {simple(word): month for month, line in enumerate(MONTH_SPELLINGS, 1) for word in line.split()}


def _words(*lines):
    return {word: line.split()[0] for line in lines for word in line.lower().split()}


OSM = {
    word.lower(): word
    for word in (
        "PH SH Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec open off unknown week easter day days sunrise sunset dawn dusk"
    ).split()
}
ENGLISH = _words(
    "Mo Mon Monday Mondays",
    "Tu Tue Tues Tuesday Tuesdays",
    "We Wed Wednesday Wednesdays",
    "Th Thu Thur Thurs Thursday Thursdays",
    "Fr Fri Friday Fridays",
    "Sa Sat Saturday Saturdays",
    "Su Sun Sunday Sundays",
)
DUTCH = _words(
    "Mo ma maandag maandags",
    "Tu di din dinsdag dinsdags",
    "We wo woe woensdag woensdags",
    "Th do don donderdag donderdags",
    "Fr vr vrij vrijdag vrijdags",
    "Sa za zat zaterdag zaterdags",
    "Su zo zon zondag zondags",
)
FRENCH = _words(
    "Mo lu lun lundi lundis",
    "Tu ma mar mardi mardis",
    "We me mer mercredi mercredis",
    "Th je jeu jeudi jeudis",
    "Fr ve ven vendredi vendredis",
    "Sa sa sam samedi samedis",
    "Su di dim dimanche dimanches",
)
# "ma-vr" begins on Monday, "ma-ve" on Tuesday: these words wait for a neighbour that is of one language only.
TWO_MEANINGS = {"ma", "di"}
ONLY_DUTCH = DUTCH.keys() - ENGLISH.keys() - FRENCH.keys()
ONLY_FRENCH = FRENCH.keys() - ENGLISH.keys() - DUTCH.keys() - {"mar"}  # in OSM "Mar" is March

OTHER_WORDS = {
    **{word: OSM_MONTHS[month - 1] for word, month in MONTHS.items()},
    **dict.fromkeys("gesloten dicht toe ferme fermee fermes closed".split(), "off"),
    **dict.fromkeys("geopend ouvert ouverte".split(), "open"),
    **dict.fromkeys("tot tem au a to till until through".split(), "-"),
    **dict.fromkeys("en et and".split(), ","),
    **dict.fromkeys("van de du le la les op from on the om".split(), ""),
}

# Every word for a day of the week -> the days it may mean, Monday is 0.
WEEKDAYS = {
    word: {
        number
        for language in (DUTCH, FRENCH, ENGLISH)
        for number, day in enumerate("Mo Tu We Th Fr Sa Su".split())
        if language.get(word) == day
    }
    for word in DUTCH | FRENCH | ENGLISH
}
