"""The rules of a string, one by one: which name a date, which run into the night."""

import re
from datetime import date, time

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = f"(?:{'|'.join(MONTHS)})"

# A rule that begins with a day of a month, of one year or of every year; a season (Nov-Mar) is none.
_DATED = re.compile(rf"(?:\d{{4}} )?{_MONTH} \d")
_DATE = re.compile(rf"(\d{{4}}) ({_MONTH}) (\d{{1,2}})\b")
_SELECTOR = re.compile(rf"(?:(?:\d{{4}} )?{_MONTH} \d{{1,2}}|\d{{1,2}})(?:\s*[-,]\s*(?:(?:\d{{4}} )?{_MONTH} \d{{1,2}}|\d{{1,2}}(?!:)))*")
_PARTS = re.compile(r"""((?:"[^"]*"|[^";,|])+|[;,|]+)""")
_SPAN = re.compile(r"(?:(\d\d:\d\d)|[)a-z])-(\d\d):(\d\d)")


def split(hours):
    """The rules between semicolons. What stands in quotation marks is left whole."""
    rules = [""]
    for part in _PARTS.findall(hours):
        if part == ";":
            rules.append("")
        else:
            rules[-1] += part
    return [rule.strip() for rule in rules if rule.strip()]


def is_dated(rule):
    return bool(_DATED.match(rule))


def usual(hours):
    """The same hours without the rules for dates."""
    return "; ".join(rule for rule in split(hours) if not is_dated(rule))


def last_day_of(rule):
    """The last date this rule is about, or None when it comes back every year, or is no rule for a date."""
    if not is_dated(rule) or not rule[:4].isdigit():
        return None
    found = selector(rule)
    year, month, day = _DATE.findall(found)[-1]
    # "2026 Dec 24-26": the last day of that month; "2026 Dec 24-Jan 02": over New Year, so not known to be over before next year ends.
    rest = found[found.rindex(f"{year} {month} {day}") + len(f"{year} {month} {day}") :]
    if re.search(_MONTH, rest):
        return date(int(year) + 1, 12, 31)
    return as_date(year, month, max(re.findall(r"\d+", rest) or [day], key=int))


def selector(rule):
    """ "2026 Dec 24-26" of "2026 Dec 24-26 10:00-14:00"."""
    return _SELECTOR.match(rule)[0]


def as_date(year, month, day):
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:
        return None


def written(day):
    """ "2026 Dec 24" """
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def night_ends(hours):
    """When nights end that begin the day before: {time(2, 0)} for "Fr 18:00-02:00"."""
    ends = set()
    for start, hour, minute in _SPAN.findall(hours):
        if int(hour) >= 24:
            ends.add(time(int(hour) % 24, int(minute)))
        elif (start or "12:00") >= f"{hour}:{minute}":
            ends.add(time(int(hour), int(minute)))
    return ends - {time.min}


def days_begun_at_midnight(hours):
    """The dates whose rules begin at midnight in so many words, or None where a rule for every week does."""
    if re.search(r"\b00:00-", usual(hours)):
        return None
    return {as_date(*found) for rule in split(hours) if "00:00-" in rule for found in _DATE.findall(rule)}
