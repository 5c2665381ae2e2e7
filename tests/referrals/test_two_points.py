"""Two spots lay a picture of a city on the world; a pair that cannot be right is explained."""

import pytest
from django.utils import translation

from referrals.two_points import Fit, PictureFrame, WrongPoints

GENT = {"lat": 51.05, "lng": 3.725}
# North-west and south-east of it, a kilometre or two away.
FIRST, SECOND = (51.06, 3.71), (51.04, 3.74)


def fit(one=(0.25, 0.25), other=(0.75, 0.725), first=FIRST, second=SECOND):
    return Fit.by([(one, first), (other, second)], 1000, 1000)


def test_a_place_between_the_spots_lies_between_them_on_the_picture():
    x, y = fit().at(GENT["lng"], GENT["lat"])

    assert (x, y) == (pytest.approx(0.5, abs=0.03), pytest.approx(0.5, abs=0.03))
    assert fit().at(*reversed(FIRST)) == (pytest.approx(0.25), pytest.approx(0.25))
    assert fit().at(*reversed(SECOND)) == (pytest.approx(0.75), pytest.approx(0.725))


def test_north_of_a_spot_is_above_it_and_east_is_on_its_right():
    middle, north, east = (fit().at(GENT["lng"] + lng, GENT["lat"] + lat) for lat, lng in [(0, 0), (0.005, 0), (0, 0.005)])

    assert north[1] < middle[1] - 0.05
    assert east[0] > middle[0] + 0.05


@pytest.mark.parametrize(
    ("spots", "why"),
    [
        ({"other": (0.3, 0.3)}, "close together"),
        ({"second": (51.0601, 3.7101)}, "close together"),
        ({"one": (0.75, 0.725), "other": (0.25, 0.25)}, "upside down"),
        ({"one": (0.75, 0.25), "other": (0.25, 0.725)}, "mirror"),
        ({"one": (0.25, 0.725), "other": (0.75, 0.25)}, "mirror"),
        ({"one": (0.2, 0.5), "other": (0.8, 0.1), "second": (51.06, 3.74)}, "34 degrees"),
    ],
)
def test_a_pair_that_cannot_be_right_is_explained(spots, why):
    with translation.override("en"), pytest.raises(WrongPoints, match=why):
        fit(**spots)


def test_a_picture_lies_on_its_sheet_as_large_as_it_can():
    frame = PictureFrame(fit(), 1200, 600)

    assert frame.edges == (300, 0, 900, 600)
    assert frame.at(*reversed(FIRST)) == (pytest.approx(450), pytest.approx(150))
    units, words = frame.measure()
    assert 15 <= units <= 80 and words.endswith(" m")


def test_a_picture_may_be_turned_a_little_and_the_arrow_turns_along():
    straight, turned = fit(), fit(one=(0.25, 0.2), other=(0.75, 0.85))

    assert abs(PictureFrame(straight, 600, 600).turned) < 4
    assert PictureFrame(turned, 600, 600).turned == pytest.approx(8, abs=4)
    middle, north = (turned.at(GENT["lng"], GENT["lat"] + lat) for lat in (0, 0.005))
    assert north[0] > middle[0]
