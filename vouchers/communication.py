"""The structured communication of a Belgian transfer, +++ddd/dddd/ddddd+++, by which a payment on a bank statement is known again.

Ten digits are a number of ours; the last two are what is left of it after dividing by 97, where nothing left is written as 97:

| number      | left after dividing by 97 | twelve digits | as people write it   |
|-------------|---------------------------|---------------|----------------------|
| 1           | 1                         | 000000000101  | +++000/0000/00101+++ |
| 97          | 0, so 97                  | 000000009797  | +++000/0000/09797+++ |
| 1234567890  | 2                         | 123456789002  | +++123/4567/89002+++ |
"""

import re

LARGEST = 9_999_999_999


def digits_for(number):
    """The twelve digits that stand for this number."""
    if not 0 < number <= LARGEST:
        raise ValueError(f"{number} does not fit ten digits")
    return f"{number:010}{_check(number)}"


def written(digits):
    """ "000000000101" -> "+++000/0000/00101+++" """
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def read(text):
    """The twelve digits of what somebody copied from a statement, or None where these are none, or one was mistyped."""
    digits = re.sub(r"[+*/\s.-]", "", text)
    if not re.fullmatch(r"\d{12}", digits, re.A):
        return None
    return digits if digits[10:] == _check(int(digits[:10])) else None


def _check(number):
    return f"{number % 97 or 97:02}"
