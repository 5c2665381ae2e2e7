"""Where a pin may stand: whatever people paste from a map is read, and what lies nowhere is told kindly."""

import pytest

from merchants import pins
from tests.factories import make_place_name

GENT = (51.05374, 3.72182)


@pytest.mark.parametrize(
    "text",
    [
        "51.05374, 3.72182",
        "51.05374 3.72182",
        "51,05374 3,72182",
        "51,05374, 3,72182",
        "51,05374; 3,72182",
        "(51.05374, 3.72182)",
        "51.05374°, 3.72182°",
        "  51.0537400001,3.7218200001  ",
        "3.72182, 51.05374",
        "51°03'13.46\"N 3°43'18.55\"E",
        "51° 3.2244' N, 3° 43.3092' O",
        "geo:51.05374,3.72182?z=17",
        "https://www.openstreetmap.org/?mlat=51.05374&mlon=3.72182#map=18/51.1/3.8",
        "https://www.openstreetmap.org/#map=18/51.05374/3.72182",
        "https://maps.example/maps/place/Krook/@51.06,3.73,17z/data=!3m1!4b1!4m6!3m5!8m2!3d51.05374!4d3.72182",
        "https://maps.example/maps/@51.05374,3.72182,17z",
        "https://maps.example/?q=51.05374,3.72182",
        "https://maps.example/maps/search/?api=1&query=51.05374%2C3.72182",
        "https://maps.example/?ll=51.05374,3.72182&q=Krook",
    ],
)
def test_whatever_a_map_writes_is_read(db, text):
    assert pins.read(text) == pytest.approx(GENT, abs=0.00002)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("51.3, 2.7", "in zee"),
        ("51.25 2.8", "in zee"),
        ("52.37, 4.89", "buiten België"),
        ("48.85, 2.35", "buiten België"),
        ("-51.05, 3.72", "buiten België"),
        ("0, 0", "buiten België"),
        ("999,999 999,999", "buiten België"),
        ("nan, nan", "vinden we geen punt"),
        ("inf inf", "vinden we geen punt"),
        ("1e3, 2e5", "vinden we geen punt"),
        ("٥١.٠٥, ٣.٧٢", "vinden we geen punt"),
        ("51.05", "vinden we geen punt"),
        ("Kerkstraat 3", "vinden we geen punt"),
        ("51°03'N 52°43'N", "vinden we geen punt"),
        ("1" * 1000, "vinden we geen punt"),
        ("https://maps.app.example/abc123", "In deze link"),
    ],
)
def test_what_lies_nowhere_is_told(db, text, sentence):
    with pytest.raises(pins.PinRefused, match=sentence):
        pins.read(text)


def test_where_no_town_is_near_there_is_no_place(db):
    make_place_name("Gent", lat=51.05, lng=3.72)

    assert pins.read("51.1, 3.72")
    with pytest.raises(pins.PinRefused):
        pins.read("51.3, 3.72")


@pytest.mark.parametrize("harbour", [(51.2385, 2.9205), (51.3195, 3.1375), (51.335, 3.19), (51.352, 3.29), (51.155, 2.72), (51.103, 2.59)])
def test_the_coast_itself_is_land(db, harbour):
    assert pins.read(pins.write(*harbour)) == pytest.approx(harbour)


@pytest.mark.parametrize(("spot", "kilometres"), [((51.05, 3.72), None), ((51.18, 3.72), None), ((51.19, 3.72), 16), ((50.85, 4.35), 49)])
def test_a_pin_over_fifteen_kilometres_off_is_asked_about(spot, kilometres):
    assert pins.km_too_far(spot, (51.05, 3.72)) == kilometres
