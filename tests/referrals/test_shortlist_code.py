"""The square code of a list: short enough for old phones, and nothing in it but the places."""

from merchants.models import Merchant
from referrals import shortlists
from referrals.wishes import Near, Wishes


def entries_of(*slugs):
    entries = []
    for number, slug in enumerate(slugs, start=1):
        place = Merchant(pk=100_000 + number, slug=slug)
        entries.append(shortlists.Entry(number=number, found=shortlists.Found(place, [], [], None)))
    return shortlists.Shortlist(entries, asked_start=Wishes(near=Near(51.05, 3.72, "Gent", "Gent")), paper="a5")


def test_the_code_carries_the_names_of_places(settings):
    settings.SITE_URL = "https://example.org"

    assert entries_of("a", "b").address_for_qr("/lijstje/") == "https://example.org/lijstje/?plek=a&plek=b"


def test_the_code_stays_short_also_where_names_are_long(settings):
    settings.SITE_URL = "https://enchante.example.org"

    address = entries_of(*(f"{n}" + "x" * 130 for n in range(12))).address_for_qr("/lijstje/")

    assert address.startswith("https://enchante.example.org/lijstje/?nr=100001&nr=100002&")
    assert len(address.encode()) <= 300
