"""Dates the way people type them: "24/12", "do 24 december 2026", "24-26 dec". Each becomes one sign while the rest is repaired.

A date without a year is the coming one, so that what was meant for this year is not told again in the next. OSM's own order
("Dec 24") stays what it is there: every year. Where a date stands in a way we do not know, the text is refused.
"""

import re
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from merchants.dates import date_format

from .rules import written
from .words import MONTH_SPELLINGS, MONTHS, WEEKDAYS, HoursNotUnderstood, simple

SIGN = "\ue000"  # for private use: `repair` lets none through

_MONTH = "|".join(sorted(" ".join(MONTH_SPELLINGS).split(), key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\w:/.]) (?:(?P<weekday>{_WEEKDAY})\b[.,]?\s+(?:de\s+|le\s+)?)?
        (?: (?P<day>\d{{1,2}})(?:er|e|ste|de|st|nd|rd|th)?\s+(?:of\s+)?(?P<word>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}})\b(?!:))?
          | (?P<day2>\d{{1,2}})/(?P<month2>\d{{1,2}})(?:/(?P<year2>\d{{4}}))?(?![\d/]|[:.]\d)(?!\s*-\s*\d{{1,2}}(?![\d/]))
          | (?P<day3>\d{{1,2}})(?P<dash>[-.])(?P<month3>\d{{1,2}})(?P=dash)(?P<year3>\d{{4}})(?!\d)
          | (?P<year4>\d{{4}})-(?P<month4>\d{{1,2}})-(?P<day4>\d{{1,2}})(?!\d)
        )""",
    re.VERBOSE | re.IGNORECASE,
)
# "24-26 dec", "24, 25 en 26 dec": the month stands with the last one only.
_DAY_ALONE = re.compile(
    rf"(?<![\w:/.-])(\d{{1,2}})(?:er|e|ste|de|st|nd|rd|th)?(\s*(?:-|,|\b(?:tot|au|to|en|et|and)\b)\s*)(?={SIGN})", re.IGNORECASE
)
_BEFORE_A_DASH = re.compile(r"(?<![\w:/.-])\d{1,2}(?:/\d{1,2}(?:/\d{4})?|-\d{1,2}-\d{4}|\.\d{1,2}\.\d{4})?\s*-$")
_TIMES = r"\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*"
_RULE = re.compile(rf'{SIGN}(?:[-,]{SIGN})* (?:off|unknown|""|off ""|{_TIMES}(?: (?:open|unknown|""|open ""))?)')


class Typed(NamedTuple):
    text: str
    day: int
    month: int
    year: int | None = None
    weekdays: frozenset = frozenset()

    def coming(self, today):
        """The first such date from this day on, or None."""
        years = [self.year] if self.year else range(today.year, today.year + 9)
        return next((day for day in self._in(years) if self.year or day >= today), None)

    def going_before(self, last):
        """The last such date up to this one, or None."""
        years = [self.year] if self.year else range(last.year, last.year - 9, -1)
        return next((day for day in self._in(years) if day <= last), None)

    def _in(self, years):
        return filter(None, (_date(year, self.month, self.day) for year in years))


def set_aside(text):
    """The text with a sign for each date, and the dates."""
    dates = []

    def note(found):
        before = text[: found.start()]
        typed = None if before.endswith("-") and not _BEFORE_A_DASH.search(before) else _read(found)
        if typed is None:
            return found[0]
        dates.append(typed)
        return SIGN

    text = _DATE.sub(note, text)
    while alone := _last(_DAY_ALONE, text):
        place = text.count(SIGN, 0, alone.start())
        dates.insert(place, dates[place]._replace(text=alone[1], day=int(alone[1]), weekdays=frozenset()))
        text = text[: alone.start()] + SIGN + text[alone.end(1) :]
    return text, dates


def put_back(rules, dates, today):
    """The rules with OSM's own dates in place of the signs. Raises NotADate with what was not understood."""
    waiting, usual, dated = iter(dates), [], []
    for rule in rules.split("; "):
        those = [next(waiting) for _ in range(rule.count(SIGN))]
        if those and not _RULE.fullmatch(rule):
            raise NotADate(_shown(rule, those))
        (dated if those else usual).append(_in_osm(rule, those, today) if those else rule)
    # In OSM the last rule wins: dates come after the usual week, whatever was typed first.
    return "; ".join([*usual, *dated])


class NotADate(Exception):
    """Its text is the part that was not understood."""


def _read(found):
    parts = found.groupdict()
    day = parts["day"] or parts["day2"] or parts["day3"] or parts["day4"]
    month = MONTHS[simple(parts["word"])] if parts["word"] else parts["month2"] or parts["month3"] or parts["month4"]
    year = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
    if (day, month) == ("24", "7") and not year:
        return None  # always
    weekdays = frozenset(WEEKDAYS[simple(parts["weekday"])] if parts["weekday"] else ())
    # In a leap year every date exists; in another one the 29th of February is looked for later.
    if not _date(2028, int(month), int(day)):
        raise NotADate(found[0])
    return Typed(found[0], int(day), int(month), year and int(year), weekdays)


def _in_osm(rule, dates, today):
    """ "§-§ off" as "2026 Dec 24-2027 Jan 02 off"."""
    signs, _space, hours = rule.partition(" ")
    separators = [*re.findall("[-,]", signs), ""]
    found, following = [], None
    for typed, separator in reversed(list(zip(dates, separators, strict=True))):
        day = typed.going_before(following) if separator == "-" and following else typed.coming(today)
        _refuse_what_cannot_be(typed, day)
        found.insert(0, written(day) + separator)
        following = day
    return f"{''.join(found)} {hours}"


def _refuse_what_cannot_be(typed, day):
    if day is None:
        raise NotADate(typed.text)
    if typed.weekdays and day.weekday() not in typed.weekdays:
        raise HoursNotUnderstood(
            _("“%(date)s” is a %(weekday)s. Which day do you mean?") % {"date": typed.text, "weekday": date_format(day, "l")}
        )


def _shown(rule, dates):
    for typed in dates:
        rule = rule.replace(SIGN, typed.text, 1)
    return rule.strip()


def _last(pattern, text):
    return next(reversed(list(pattern.finditer(text))), None)


def _date(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None
