"""Odd days, from an address to the finder: nights, both clock changes, Easter and what hangs on it, the 29th of February."""

from datetime import UTC, datetime

import pytest

from merchants.actions import rebuild_open_minutes
from merchants.hours import State, parse_moment
from tests.factories import make_merchant
from tests.minutes import state_in_sql

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
BAR = "Mo-Su 18:00-03:00"
SHOP = "Mo-Sa 09:00-18:00; PH off"


@pytest.mark.parametrize(
    ("text", "asked", "state"),
    [
        # Nights
        (BAR, "2026-11-27T17:59", State.CLOSED),
        (BAR, "2026-11-28T02:59", State.OPEN),
        (BAR, "2026-11-28T03:00", State.CLOSED),
        ("Fr 18:00-02:00", "2026-11-28T01:30", State.OPEN),
        ("Fr 18:00-02:00", "2026-11-27T01:30", State.CLOSED),
        ("Fr 18:00-02:00; PH off", "2026-12-26T01:30", State.CLOSED),
        ("Mo-Su 18:00-02:00; PH off", "2026-12-24T23:59", State.OPEN),
        ("Mo-Su 18:00-02:00; PH off", "2026-12-25T00:00", State.CLOSED),
        ("Th 18:00-02:00", "2027-01-01T01:30", State.OPEN),
        # From winter to summer time: half past two does not exist and means half past three.
        (BAR, "2027-03-28T01:59", State.OPEN),
        (BAR, "2027-03-28T02:30", State.CLOSED),
        ("Mo-Su 03:00-04:00", "2027-03-28T02:30", State.OPEN),
        ("Mo-Su 02:00-03:00", "2027-03-28T02:30", State.CLOSED),
        (BAR, "2027-03-28T00:59Z", State.OPEN),
        (BAR, "2027-03-28T01:00Z", State.CLOSED),
        # From summer to winter time: half past two comes twice, and a bar until three is open both times.
        (BAR, "2027-10-31T02:30", State.OPEN),
        (BAR, "2027-10-31T02:30+02:00", State.OPEN),
        (BAR, "2027-10-31T02:30+01:00", State.OPEN),
        (BAR, "2027-10-31T03:00", State.CLOSED),
        ("Mo-Su 18:00-02:00", "2027-10-31T02:30+02:00", State.CLOSED),
        # Easter: the Sunday is an ordinary Sunday, the Monday is a holiday; so are Ascension and Whit Monday.
        ("Mo-Su 10:00-18:00; PH off", "2027-03-28T12:00", State.OPEN),
        ("Mo-Su 10:00-18:00; PH off", "2027-03-29T12:00", State.CLOSED),
        (SHOP, "2027-03-30T12:00", State.OPEN),
        (SHOP, "2027-05-05T12:00", State.OPEN),
        (SHOP, "2027-05-06T12:00", State.CLOSED),
        (SHOP, "2027-05-17T12:00", State.CLOSED),
        ("Mo-Su 10:00-18:00; PH off", "2027-05-16T12:00", State.OPEN),
        ("Mo-Sa 09:00-18:00; PH unknown", "2027-05-17T12:00", State.ASK),
        ("Mo-Sa 09:00-18:00; easter off; easter +1 day 10:00-12:00", "2027-03-29T11:00", State.OPEN),
        # The 29th of February 2028 is a Tuesday.
        ("Tu 09:00-18:00", "2028-02-29T12:00", State.OPEN),
        ("We 09:00-18:00", "2028-02-29T12:00", State.CLOSED),
        ("Mo-Su 09:00-18:00; 2028 Feb 29 off", "2028-02-29T12:00", State.CLOSED),
        ("Feb 29 09:00-18:00", "2028-02-29T12:00", State.OPEN),
        ("Mo-Su 18:00-02:00; 2028 Feb 29 20:00-23:00", "2028-03-01T01:00", State.CLOSED),
    ],
)
def test_the_finder_and_the_place_agree_on_odd_days(db, text, asked, state):
    moment = parse_moment(asked, NOW)
    merchant = make_merchant(opening_hours=text, checked_on=moment.date())
    rebuild_open_minutes([merchant], moment.date())

    assert merchant.hours_at(moment).state == state
    assert state_in_sql(moment) == state
