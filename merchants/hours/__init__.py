"""When a door is open. The only place that speaks to opening-hours-py.

A place stores one OSM `opening_hours` string, made canonical by `repair` (from typed text) or `from_week` (from a form's table).
`to_week` reads it back into such a table, where one can say it all. Everything else is asked of that string: `state_at`, `answer_at`,
`minutes_for`, `week_of`, `coming_exceptions`, `on_holidays` and `in_a_sentence`.
An empty string means that nobody knows, and reads as "ask first"; so does one that cannot be read, because showing a closed door as
open is the one thing that may not happen. A break is not in the string: only `answer_at` and `breaks_in_words` know breaks, when
they are given them. All of it is pure: no database, no cache (reading a string takes some ten microseconds).
"""

from .answers import OwnTimes, answer_at, minutes_for, state_at
from .breaks import break_in_words, breaks_in_words
from .dates import Holidays, coming_exceptions, holidays_between, is_holiday, on_holidays, without_past
from .groups import open_days_in_words, week_in_words
from .moments import BRUSSELS, MomentNotUnderstood, minute_of, parse_moment
from .reading_back import DAYS_AHEAD, Week, plain_monday, to_week
from .rules import usual
from .sentences import Answer, State, until_in_words
from .slips import LONGEST, repair
from .tables import from_week
from .telling import in_a_sentence, usual_in_words, week_in_lines
from .typing_back import as_typed
from .weeks import days_of, week_of
from .words import HoursNotUnderstood

__all__ = [
    "BRUSSELS",
    "DAYS_AHEAD",
    "LONGEST",
    "Answer",
    "Holidays",
    "HoursNotUnderstood",
    "MomentNotUnderstood",
    "OwnTimes",
    "State",
    "Week",
    "answer_at",
    "break_in_words",
    "breaks_in_words",
    "coming_exceptions",
    "days_of",
    "from_week",
    "holidays_between",
    "in_a_sentence",
    "is_holiday",
    "minute_of",
    "minutes_for",
    "on_holidays",
    "open_days_in_words",
    "parse_moment",
    "as_typed",
    "plain_monday",
    "repair",
    "state_at",
    "to_week",
    "until_in_words",
    "usual",
    "usual_in_words",
    "week_in_lines",
    "week_in_words",
    "week_of",
    "without_past",
]
