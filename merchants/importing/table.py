"""What comes out of a file, whatever its format: numbered records, each a dict of plain texts under small-letter column names."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time

AS_TEXT = re.compile(r"\A'(?=[=+\-@\t\r])")


class FileNotUnderstood(Exception):
    """The file as a whole cannot be read; the sentence says why and how to mend it."""


@dataclass
class Table:
    """What a file holds. `place` says where a record stands ("line %(number)s"), `about` what the file says of itself, `notes` are
    sentences about all of it and `notes_on` those about one record, by its number. `columns` are all there are, where one record may
    have others than the next.
    """

    place: str
    records: object
    about: str = ""
    notes: list = field(default_factory=list)
    notes_on: dict = field(default_factory=dict)
    columns: list = field(default_factory=list)


def of_things(records, **more):
    """The Table of a list of (number, record), each with the columns it knows something of."""
    columns = dict.fromkeys(column for _number, record in records for column in record)
    return Table(records=records, columns=list(columns), **more)


def as_text(value):
    """A cell as one would type it: 9000.0 is "9000", a tick is "yes"."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    # A quote before what looks like a formula was put there so that a spreadsheet reads it as text.
    return AS_TEXT.sub("", str(value).strip())
