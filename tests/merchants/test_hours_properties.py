"""What holds for hours whatever is typed. Always the same examples, so that a run never fails by chance."""

from datetime import date, datetime

import opening_hours
from hypothesis import example, given, settings
from hypothesis import strategies as st

from merchants import hours
from merchants.hours import BRUSSELS, HoursNotUnderstood, State, answer_at, minutes_for, repair, state_at

settings.register_profile("always the same", derandomize=True, deadline=None, database=None)
settings.load_profile("always the same")

MONDAY = date(2026, 11, 23)

TYPED = st.lists(
    st.sampled_from(
        "Mo Tu Sa Su PH ma di vr za lundi maandag Friday feestdagen Dec easter week 24 2026 9 18 9u 8u30 8.30 09:00 12:00 18:00-02:00 "
        '9-18 09:00-18:00 12:00-14:00 24/7 off open unknown gesloten closed dagelijks - – , ; || / : [1] [-1] + "x" "a,b" " en tot'.split()
        + ["op afspraak", "-1 day", "\n", "sur rendez-vous", "24 dec", "26 december 2026", "24/12", "2/1/2027"]
    ),
    max_size=9,
).flatmap(lambda words: st.sampled_from(["", " "]).map(lambda space: space.join(words)))

VALID = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "Mo ", "Mo-Fr ", "Sa,Su ", "Fr-Mo ", "PH ", "Su,PH ", "Tu[1] ", "Dec 24-26 ", "Nov ", "week 47-48 "]),
        st.sampled_from(["09:00-18:00", "09:00-12:00,13:00-18:00", "18:00-02:00", "22:00-22:00", "sunrise-12:00", "10:00+"]),
        st.sampled_from(["", "", "", " off", " unknown", ' "x"', ' open "x"']),
    ),
    min_size=1,
    max_size=3,
).flatmap(lambda rules: st.sampled_from(["; ", ", "]).map(lambda separator: separator.join(rules)))

BETWEEN_TWO_EASTERS = st.datetimes(datetime(2026, 5, 2), datetime(2027, 2, 27))


def repaired_or_nothing(typed):
    try:
        return repair(typed)
    except HoursNotUnderstood:
        return ""


@given(TYPED)
@example("Mo, open Mo")
@example("Mo, off Mo")
def test_repairing_twice_is_repairing_once(typed):
    once = repaired_or_nothing(typed)

    assert repair(once) == once


@given(st.text(max_size=60) | TYPED, BETWEEN_TWO_EASTERS)
def test_garbage_is_refused_in_words_and_never_breaks_a_page(typed, moment):
    try:
        repair(typed)
    except HoursNotUnderstood as refusal:
        assert str(refusal)
    assert state_at(typed, moment) in State


@given(TYPED | VALID, BETWEEN_TWO_EASTERS)
def test_a_repaired_text_is_open_only_where_the_library_says_so(typed, moment):
    repaired = repaired_or_nothing(typed) or "off"

    library = opening_hours.OpeningHours(repaired, country="BE", timezone=BRUSSELS, coords=(50.8467, 4.3525))
    # Where a fallback for always swallows the rules before it, we know better: see the tables of states.
    assert state_at(repaired, moment) != State.OPEN or library.is_open(moment) or "||" in repaired


@given(VALID, BETWEEN_TWO_EASTERS)
def test_valid_text_keeps_its_meaning(text, moment):
    assert state_at(repair(text), moment) == state_at(text, moment)


@given(VALID, BETWEEN_TWO_EASTERS)
def test_an_answer_holds_until_the_moment_it_names(text, moment):
    answer = answer_at(text, moment)
    assert answer.state == state_at(text, moment)
    if answer.until:
        assert answer.until > answer.asked_at
        assert state_at(text, answer.until) != answer.state


def _day(quarters, night):
    """Up to three spans from these quarters of an hour, in their order; with one left over, the last span runs into the night."""
    return list(zip(quarters[::2], [*quarters[1::2], night][: (len(quarters) + 1) // 2], strict=True))


DAYS = st.builds(_day, st.lists(st.integers(24, 95), max_size=5, unique=True).map(sorted), st.integers(0, 23))


@given(st.dictionaries(st.integers(0, 6), DAYS))
def test_a_week_comes_out_as_it_went_in(quarters):
    text = hours.from_week({day: [(_clock(start), _clock(end)) for start, end in spans] for day, spans in quarters.items()})

    open_quarters = set()
    for day, spans in quarters.items():
        for start, end in spans:
            open_quarters |= {(day * 96 + quarter) % 672 for quarter in range(start, end if end > start else end + 96)}
    opened, _ask = minutes_for(text, MONDAY, days=7)
    assert {minute // 15 for start, end in opened for minute in range(start, end, 15)} == open_quarters


def _clock(quarter):
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"
