"""From what people type to a canonical OSM `opening_hours` string.

A line of small replacements, each for a slip seen in the wild, and the library's grammar as the judge at the end. What is valid
OSM already keeps its meaning, with one exception: "Sa, Su 10:00-16:00", which OSM reads as the whole of Saturday.
"""

import re
import unicodedata

import opening_hours
from django.utils import timezone
from django.utils.translation import gettext as _

from . import typed_dates
from .rules import MONTHS as OSM_MONTHS
from .words import DUTCH, ENGLISH, FRENCH, ONLY_DUTCH, ONLY_FRENCH, OSM, OTHER_WORDS, TWO_MEANINGS, HoursNotUnderstood, simple

LONGEST = 1000

_DAY = f"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|{typed_dates.SIGN})"

_MONTH = f"(?:{'|'.join(OSM_MONTHS)})"

# In this order, before the words are looked at one by one.
_PHRASES = [
    (r"[‐-―−~]", "-"),
    (r"\bt\s*/\s*m\b|\btot en met\b", "-"),
    (r"&", ","),
    (r"\b24\s*[uh]?\s*/\s*(?:24|7)\b(?:\s*,?\s*7\s*[dj]?\s*/\s*7\b)?", "24/7"),
    (r"\b7\s*[dj]?\s*/\s*7\b|\b(?:elke dag|alle dagen|dagelijks|tous les jours|every day|daily)\b", "Mo-Su"),
    (r"\b(?:weekdagen|werkdagen|en semaine|weekdays)\b", "Mo-Fr"),
    (r"\bweek-?ends?\b", "Sa,Su"),
    (r"\b(?:wettelijke\s+)?feestdag(?:en)?\b|\b(?:jours?\s+)?f[ée]ri[ée]s?\b|\b(?:(?:public|bank)\s+)?holidays?\b", "PH"),
]

_APPOINTMENT = (
    r"(?:(?:enkel|alleen|uniquement|seulement|only)\s+)?"
    r"\b(?:(?:op|na|volgens)\s+afspraak|sur\s+(?:rendez[- ]?vous|rdv)|by\s+appointment)\b(?:\s+only\b)?"
)

_CLOCK = re.compile(
    r"""(?<![\d:]) (?P<hour>\d{1,2})
        (?: [:.hu] (?P<minute>\d{2}) (?!\d) )?
        (?P<unit> \s? (?:heures?|hrs?|h|uur|u) \b )?
        (?: \s? (?P<half>[ap]) \.?m\b\.? )?
        (?![\d:])""",
    re.VERBOSE | re.IGNORECASE,
)
# Where these stand, a bare number may be a date, a week or a count, and "9-18" is left alone.
_DATES = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|week|easter|days?|\d{4})\b|\[")
_BARE_HOURS = re.compile(r"(?<![\d:+])\b(\d{1,2})\s*-\s*(\d{1,2})\b(?![\d:])")
_LONGEST_NIGHT = 18
_BARE_HOUR = re.compile(r"(?<![\d:+])(?<!24/)(?!24/7)\b(\d{1,2})\b(?![\d:])")

# In this order, once every word is OSM's and every time is HH:MM. "" stands for a comment.
_PUNCTUATION = [
    (rf"\bopen\s+(?=24/7|{_DAY}|\d)", ""),
    (rf"({_DAY}|\])\s*:\s*", r"\1 "),
    (r"\s*-\s*(?!\d+ days?\b)", "-"),
    (rf"({_DAY}|\])\s*,\s*(?={_DAY})", r"\1,"),
    (rf"({_DAY})(?=\d)", r"\1 "),
    (rf"(^|;|(?::\d\d\+?|off)\s*,)\s*off\s+({_DAY}(?:[-,]{_DAY})*)\s*(?=$|[;,|])", r"\1 \2 off"),
    (r"(:\d\d)\s*/\s*(?=\d\d:\d\d-)", r"\1,"),
    (r"(:\d\d\+?)(?:\s*,\s*|\s+)(?=\d\d:)", r"\1,"),
    (rf'(:\d\d\+?|off|open|unknown|"")\s+(?={_DAY})', r"\1; "),
    (rf"({_MONTH})\s*,\s*(?={_MONTH})", r"\1,"),
    # A date takes the place of the usual hours, whatever was typed between them; after a comma it would only add to them.
    (rf'(:\d\d\+?|off|open|unknown|"")\s*,\s*(?={typed_dates.SIGN})', r"\1; "),
    (rf'({typed_dates.SIGN} [^;]*?(?:\d|off|unknown|""))\s*,\s*(?!\d\d:)', r"\1; "),
    (r'(:\d\d\+?|off|open|unknown|"")\s*,\s*(?!\d\d:)', r"\1, "),
    (r"\s*\|\|\s*", " || "),
    (r"\s*;[\s;]*", "; "),
    (r"\s{2,}", " "),
]


def repair(text, today=None):
    """The canonical OSM string for what somebody typed, or "" for nothing, which means unknown. Raises HoursNotUnderstood.

    Repairing what was repaired changes nothing. "op afspraak" alone becomes a comment, which reads as "ask first". A date typed
    without a year is the first one from `today` on.
    """
    refuse_too_long(text)
    rules, comments = _set_comments_aside(_plain(text))
    for pattern, replacement in _PHRASES:
        rules = re.sub(pattern, replacement, rules, flags=re.IGNORECASE)
    rules, dates = _set_dates_aside(rules)
    rules = _to_osm_words(_CLOCK.sub(_to_hh_mm, rules))
    rules = ";".join(rule if _DATES.search(rule) else _with_whole_hours(rule) for rule in rules.split(";"))
    for pattern, replacement in _PUNCTUATION:
        rules = re.sub(pattern, replacement, rules)
    rules = rules.strip(" ;,")
    _refuse_days_without_hours(rules, text)
    rules = _put_dates_back(rules, dates, today or timezone.localdate())
    rules = re.sub('""', lambda _: comments.pop(0), rules)
    refuse_too_long(rules)
    _check(rules)
    return rules


def refuse_too_long(text):
    if len(text) > LONGEST:
        raise HoursNotUnderstood(
            _("These opening hours are too long: more than %(longest)s characters. A shorter way to write them is welcome.")
            % {"longest": LONGEST}
        )


def _plain(text):
    """Without the characters that only a word processor makes; a new line is a new rule."""
    text = re.sub(r"[\r\n]+", ";", unicodedata.normalize("NFKC", text))
    text = re.sub("[“”„‟«»]", '"', text)
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _set_comments_aside(text):
    """The rules with "" for each comment, and the comments. "op afspraak" is a comment, with or without quotation marks."""
    text = re.sub(rf'"[^"]*"|{_APPOINTMENT}', lambda found: '"' + found[0].strip('"') + '"', text, flags=re.IGNORECASE)
    return re.sub('"[^"]*"', '""', text), re.findall('"[^"]*"', text)


def _to_hh_mm(clock):
    hour, minute, unit, half = clock.group("hour", "minute", "unit", "half")
    if not (minute or unit or half):
        return clock[0]
    hour = int(hour)
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    return f"{hour:02}:{int(minute or 0):02}"


def _with_whole_hours(rule):
    for opens, closes in _BARE_HOURS.findall(rule):
        # Who types 9-5 means the afternoon; a bar from 18 to 2 means the night.
        if int(closes) < int(opens) and 24 - int(opens) + int(closes) > _LONGEST_NIGHT:
            raise HoursNotUnderstood(
                _("“%(typed)s” would last until the next morning. Do you mean %(meant)s?")
                % {"typed": f"{opens}-{closes}", "meant": f"{opens}-{int(closes) + 12}"}
            )
    return _BARE_HOUR.sub(lambda bare: f"{int(bare[1]):02}:00", rule)


def _to_osm_words(rules):
    pattern = r"([^\W\d_]+)\.?"
    typed = {simple(word) for word in re.findall(pattern, rules)}
    meanings = ENGLISH | DUTCH | FRENCH | OTHER_WORDS | OSM | _two_meanings(typed)

    def to_osm(word):
        meaning = meanings.get(simple(word[1]))
        if meaning is None:
            raise _not_understood(word[1])
        return meaning

    return re.sub(pattern, to_osm, rules)


def _two_meanings(typed):
    """What "ma", "di" and "mar" mean among these words. Raises HoursNotUnderstood when that cannot be told."""
    french, dutch = typed & ONLY_FRENCH, typed & ONLY_DUTCH
    unclear = typed & TWO_MEANINGS
    if unclear and (french and dutch or ("sa" in typed and not french and not dutch)):
        raise HoursNotUnderstood(
            _("“%(word)s” can be two different days. Please write that day in full, like maandag or mardi.") % {"word": min(unclear)}
        )
    if french:
        return {word: FRENCH[word] for word in ("ma", "di", "mar")}
    return {word: DUTCH[word] for word in TWO_MEANINGS}


_SAYS_WHEN = re.compile(r"\d\d:\d\d|24/7|sun|d[au][wks]|\b(?:off|closed|unknown)\b")


def _refuse_days_without_hours(rules, text):
    """OSM reads days without hours as open from midnight to midnight; hardly anybody who types them means that.

    Only "PH open", letter for letter as OSM has it, stays what it was.
    """
    for part in re.split(r";|\|\||,(?=\s)", rules):
        says_nothing = part.strip() and not _SAYS_WHEN.search(part) and ('""' not in part or "open" in part)
        if says_nothing and typed_dates.SIGN not in part and not (part.strip() == "PH open" and "PH open" in text):
            raise HoursNotUnderstood(
                _("“%(part)s”: from when until when? Write it for example like this: “Mo-Fr 9:00-18:00”. Always open is “24/7”.")
                % {"part": part.replace('""', "…").strip()[:60]}
            )


def _set_dates_aside(rules):
    try:
        return typed_dates.set_aside(rules)
    except typed_dates.NotADate as error:
        raise _no_date(error) from None


def _put_dates_back(rules, dates, today):
    try:
        return typed_dates.put_back(rules, dates, today)
    except typed_dates.NotADate as error:
        raise _no_date(error) from None


def _no_date(error):
    return HoursNotUnderstood(
        _("We did not understand “%(part)s”. Write a date with its hours, for example like this: “24/12 10:00-14:00; 25/12 closed”.")
        % {"part": str(error)[:60]}
    )


def _check(rules):
    """Raises HoursNotUnderstood, pointing at the spot where the library stopped reading."""
    if not rules:
        return
    try:
        opening_hours.OpeningHours(rules)
    except opening_hours.ParserError as error:
        spot = re.search(r"--> 1:(\d+)", str(error))  # there is none when the grammar allows what the library does not support
        start = rules.rfind(";", 0, int(spot[1]) - 1) + 1 if spot else 0
        part = rules[start:].split(";")[0].strip() if spot else ""
        raise _not_understood(part or rules) from None


def _not_understood(part):
    return HoursNotUnderstood(
        _("We did not understand “%(part)s”. Write it for example like this: “Mo-Fr 9:00-18:00; Sa 10:00-16:00; Su closed”.")
        % {"part": part if len(part) <= 60 else part[:59] + "…"}
    )
