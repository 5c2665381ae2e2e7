"""What of another city stands in words that came along from there: its name, its people, and how to reach them."""

import re

DIGITS = re.compile(r"[+\d][\d\s./()-]{6,}\d")
FIRST_WORD = re.compile(r"^\w+")
SHORTEST_FIRST_NAME = 3


def names_in(chapter):
    """A function that gives what of this city is named in a text, each once, as it stands there."""
    people = [role.user for role in chapter.team.select_related("user")]
    names = {name for user in people for name in (user.name, *FIRST_WORD.findall(user.name)) if len(name) >= SHORTEST_FIRST_NAME}
    addresses = {address for address in (chapter.email, *(user.email for user in people)) if address}
    # Jan, but no "jan."; and "Gent" also in "Gentse", but not in an address that stands here whole.
    people = [re.escape(each) + r"\b" for each in sorted(names | addresses, key=len, reverse=True)]
    named = re.compile(rf"\b(?:{'|'.join([*people, f'(?i:{re.escape(chapter.name)}'])}\w*))")
    phone = _digits(chapter.phone)

    def found(text):
        numbers = [number for number in DIGITS.findall(text) if phone and _digits(number) == phone]
        return list(dict.fromkeys([*named.findall(text), *(number.strip() for number in numbers)]))

    return found


def _digits(number):
    """A phone number however it is written: +32 9 210 and 09/210 are one."""
    return re.sub(r"^(?:0032|32|0)", "", re.sub(r"\D", "", number))
