"""What OpenStreetMap calls something we offer."""

import pytest
from django.core.exceptions import ValidationError

from merchants import osm_tags, pictograms
from merchants.catalogue import OSM_TAGS, SERVICES
from merchants.models import Service
from merchants.pictogram_words import WORDS

YES = osm_tags.YES


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", {}),
        ("toilets=yes", {"toilets": YES}),
        ("toilets=yes; toilets:access=yes", {"toilets": YES, "toilets:access": YES}),
        ("internet_access=wlan;internet_access=yes", {"internet_access": YES | {"wlan"}}),
        (" ; microwave=yes ;", {"microwave": YES}),
    ],
)
def test_tags_are_read(text, asked):
    assert osm_tags.read(text) == asked


@pytest.mark.parametrize(
    "text", ["toilets", "=yes", "toilets=", "Toilets=yes", "toilets = yes", "a=b=c", "toilets=yes, wifi=yes", "toilets=<b>"]
)
def test_what_is_no_tag_is_refused_in_words(text):
    with pytest.raises(ValidationError, match="key=value|sleutel=waarde"):
        osm_tags.read(text)


def test_tags_are_kept_in_one_way_of_writing():
    assert Service._meta.get_field("osm_tag").clean(" toilets=yes;toilets:access=yes; ", None) == "toilets=yes; toilets:access=yes"


def test_the_tags_of_the_catalogue_are_tags_of_its_services():
    assert OSM_TAGS.keys() <= {slug for slug, *_ in SERVICES}
    assert all(osm_tags.read(tags) for tags in OSM_TAGS.values())


def test_every_pictogram_one_can_pick_is_drawn():
    assert [name for name in WORDS if not pictograms.lines(name)] == []
    assert pictograms.drawing("coffee").startswith('<svg class="icon"')
