"""A list of places that lives in its address."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from merchants.models import Merchant, Pause
from tests.factories import make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def told_of(client):
    def ask(query):
        with override("en"):
            response = client.get(reverse("referrals:shortlist") + query)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return ask


def on_the_list(told):
    return re.findall(r'<h3> <a href="[^"]*"><bdi>([^<]+)</bdi></a>', told)


def test_shortlist_prints_what_one_needs_to_go_there(told_of):
    make_service("toilet", question="Mag ik naar het toilet?")
    shop = make_merchant(
        "Bij Mo", services=["toilet"], street="Kerkstraat 3", postcode="9000", town="Gent", opening_hours="24/7", wheelchair="yes"
    )
    make_treat(merchant=shop, kind="koffie", waiting=3)

    told = told_of(f"?plek={shop.slug}")

    today = timezone.localdate()
    for words in [
        "Bij Mo", "Kerkstraat 3, 9000 Gent", "3 koffies", "Toilet", "“Mag ik naar het toilet?”", "Easy with a wheelchair", "0:00–24:00",
        f"Printed on {today.day} {today:%B %Y}.", 'aria-label="Square code with the address of this list"',
        "we do not ask who it is for, and we keep nothing",
    ]:  # fmt: skip
        assert words in told


def test_shortlist_keeps_the_order_of_its_address(told_of):
    for slug in "abc":
        make_merchant(slug.upper(), slug=slug)

    assert on_the_list(told_of("?plek=c&plek=a&plek=b&plek=c")) == ["C", "A", "B"]


def test_shortlist_takes_a_place_off(told_of):
    for slug in "ab":
        make_merchant(slug.upper(), slug=slug)

    ways_off = re.findall(r'href="(\?[^"#]*)" data-carries><svg', told_of("?plek=a&plek=b").split("shortlist-places")[1].split("</ol>")[0])

    assert ways_off == ["?plek=b", "?plek=a"]


def test_shortlist_changes_its_order_by_links_alone(told_of):
    for slug in "abc":
        make_merchant(slug.upper(), slug=slug)

    told = told_of("?plek=a&plek=b&plek=c")

    assert re.findall(r'href="([^"]*)#plek-(\w)"[^>]*><svg.*?</svg> (Up|Down)', told) == [
        ("?plek=b&amp;plek=a&amp;plek=c", "a", "Down"),
        ("?plek=b&amp;plek=a&amp;plek=c", "b", "Up"),
        ("?plek=a&amp;plek=c&amp;plek=b", "b", "Down"),
        ("?plek=a&amp;plek=c&amp;plek=b", "c", "Up"),
    ]


# The way


@pytest.fixture
def in_a_row():
    """Three places, some 500 metres apart, on a line to the east of a neighbourhood."""
    make_neighbourhood("Brugse Poort", lat=51.05, lng=3.70)
    for n, slug in enumerate("abc"):
        make_merchant(slug.upper(), slug=slug, lat=51.05, lng=3.7055 + n * 0.0055)


def ways(told):
    return re.findall(r'<span class="shortlist-way"><svg.*?</svg> ([^<]+)</span>', told)


def test_shortlist_tells_the_way_from_one_place_to_the_next(told_of, in_a_row):
    told = told_of("?plek=a&plek=b&plek=c")

    assert "The way is told from one place to the next." in told
    assert ways(told) == ["About 500 m, 7 minutes&#x27; walk"] * 2


def test_shortlist_tells_the_way_from_where_one_starts(told_of, in_a_row):
    told = told_of("?plek=a&plek=b&plek=c&bij=Brugse+Poort")

    assert "The way is told from neighbourhood Brugse Poort in Gent, the black square on the sketch." in told
    assert ways(told) == [
        "About 500 m, 7 minutes&#x27; walk",
        "About 1.0 km, 13 minutes&#x27; walk",
        "About 1.5 km, 20 minutes&#x27; walk",
    ]
    assert "plek=c&amp;bij=Brugse+Poort#plek-a" in told


def test_shortlist_of_one_place_has_no_way_to_tell(told_of, in_a_row):
    assert "The way is told" not in told_of("?plek=a")


def test_shortlist_asks_again_where_nobody_knows_the_start(told_of, in_a_row):
    told = told_of("?plek=b&plek=a&bij=Brugse+Port")

    assert "We do not know a place called “Brugse Port”" in told
    assert 'href="?plek=b&amp;plek=a&amp;bij=Brugse+Poort+Gent"' in told
    assert on_the_list(told) == ["B", "A"]
    assert 'name="bij" value="Brugse Port"' in told


def test_shortlist_tells_of_a_start_outside_the_country(told_of, in_a_row):
    assert "We could not place that point in or around Belgium." in told_of("?plek=a&lat=0&lng=0")


def test_shortlist_that_is_empty_shows_where_to_begin(told_of):
    told = told_of("")

    assert "Your list is still empty" in told
    assert 'href="/en/plekken/"' in told


@pytest.mark.parametrize("state", [Merchant.State.SUGGESTED, Merchant.State.APPLIED, Merchant.State.DECLINED])
def test_shortlist_does_not_know_places_that_do_not_take_part(told_of, state):
    make_merchant("Geheim", slug="geheim", state=state)

    told = told_of("?plek=geheim")

    assert "We do not know “geheim” (any more)." in told
    assert "Geheim" not in told


def test_shortlist_tells_of_a_place_that_closed_for_good(told_of):
    make_merchant("Bij Mo", slug="bij-mo", state=Merchant.State.CLOSED)
    make_merchant("Hier", slug="hier")

    told = told_of("?plek=bij-mo&plek=hier")

    assert "Bij Mo closed for good and is not on the list any more." in told
    assert on_the_list(told) == ["Hier"]


def test_shortlist_holds_twelve_places(told_of):
    for n in range(13):
        make_merchant(f"P{n}", slug=f"p{n}")

    told = told_of("?" + "&".join(f"plek=p{n}" for n in range(13)))

    assert "A list holds twelve places. These are the first twelve." in told
    assert on_the_list(told) == [f"P{n}" for n in range(12)]


def test_an_empty_list_does_not_say_that_these_are_the_first_twelve(told_of):
    told = told_of("?plek=" + "&plek=".join(f"plek-{n}" for n in range(500)))

    assert "first twelve" not in told
    assert "We do not know “plek-0, plek-1," in told


@pytest.mark.parametrize(
    "query",
    [
        "?plek=" + "&plek=".join(f"plek-{n}" for n in range(500)),
        "?plek=" + "x" * 20_000,
        "?" + "&" * 20_000,
        "?" + "plek=" * 4_000,
        "?plek=<script>alert(1)</script>",
        "?plek=%00&plek=%FF&plek=%F0%9F%8D%B2&nr=%D9%A3&nr=-1&nr=99999999999999999999",
        "?plek=&nr=",
    ],
)
def test_shortlist_takes_any_address_kindly(told_of, query):
    make_merchant()

    told = told_of(query)

    assert on_the_list(told) == []
    assert "<script>alert" not in told


def test_shortlist_asks_the_database_equally_often_for_one_and_for_twelve(told_of, django_assert_num_queries):
    for n in range(12):
        make_treat(merchant=make_merchant(slug=f"p{n}", services=["toilet"]), waiting=1)

    # Two more than for the places: cities and neighbourhoods, for the sketch.
    for count in (1, 12):
        with django_assert_num_queries(4):
            told_of("?" + "&".join(f"plek=p{n}" for n in range(count)))


def test_shortlist_sends_nobody_to_a_place_on_a_break(told_of):
    krook = make_merchant(slug="krook", opening_hours="24/7")
    Pause.objects.create(merchant=krook, first_day=timezone.localdate())

    told = told_of("?plek=krook")

    assert "<strong>Takes a break.</strong>" in told
    assert "0:00–24:00" not in told


def test_shortlist_tells_a_break_that_begins_within_the_week(told_of, django_assert_num_queries):
    krook, soon = make_merchant(slug="krook", opening_hours="24/7"), timezone.localdate() + timedelta(3)
    Pause.objects.create(merchant=krook, first_day=soon)
    Pause.objects.create(merchant=krook, first_day=soon + timedelta(30))

    with django_assert_num_queries(4):
        told = told_of("?plek=krook")

    assert "0:00–24:00" in told
    assert re.findall("Takes a break[^<]*", told) == [f"Takes a break from {soon.day} {soon:%B}."]


# On paper


def test_shortlist_is_printed_on_a4_or_a5_and_in_each_language(told_of):
    make_merchant(slug="a", lat=51.05, lng=3.72)

    usual, small = told_of("?plek=a&lat=51.05&lng=3.72"), told_of("?plek=a&lat=51.05&lng=3.72&papier=a5")

    assert 'class="sheet shortlist shortlist-a4 shortlist-few"' in usual
    assert 'class="sheet shortlist shortlist-a5 shortlist-few"' in small
    assert 'href="?plek=a&amp;papier=a5&amp;lat=51.050&amp;lng=3.720" data-carries>A5' in usual
    assert 'href="?plek=a&amp;lat=51.050&amp;lng=3.720" data-carries>A4' in small
    for language in ("/lijstje/", "/fr/lijstje/", "/en/lijstje/"):
        assert f'href="{language}?plek=a&amp;lat=51.05&amp;lng=3.72&amp;papier=a5"' in small
    assert "papier=a5" not in usual.split('aria-label="The list, as it is printed"')[1].split("</section>")[0]


def test_shortlist_does_not_know_other_paper(told_of):
    make_merchant(slug="a")

    told = told_of("?plek=a&papier=a3")

    assert "We did not understand “a3”." in told
    assert "shortlist-a4" in told


# Sent by one's own device


def test_shortlist_is_sent_by_the_apps_of_the_device_with_its_link(told_of, settings):
    settings.SITE_URL = "https://example.org"
    make_merchant(slug="a")

    told = told_of("?plek=a&papier=a5")

    sms, whatsapp, mail = re.findall(r'href="([^"]*)" rel="noreferrer" data-send', told)
    link = quote("https://example.org/en/lijstje/?plek=a", safe="")
    sentence = quote("Places where you can just step in, with their hours and how to ask:")
    assert sms == f"sms:?body={sentence}%0A{link}"
    assert whatsapp == f"https://wa.me/?text={sentence}%0A{link}"
    assert mail == f"mailto:?subject=Places%20where%20you%20can%20just%20step%20in&amp;body={sentence}%0D%0A{link}"


# The code to scan


def test_shortlist_reads_the_numbers_of_a_code(told_of):
    first, second = make_merchant("Een"), make_merchant("Twee")

    assert on_the_list(told_of(f"?nr={second.pk}&nr={first.pk}&nr={first.pk}")) == ["Twee", "Een"]


def test_hours_nobody_checked_for_a_year_are_not_printed(told_of):
    make_merchant(slug="krook", opening_hours="24/7", checked_on=timezone.localdate() - timedelta(days=366))

    assert "We do not know the hours for sure: ask first." in told_of("?plek=krook")


def test_shortlist_tells_the_own_hours_of_a_service_as_they_are_on_any_day(client):
    shop = make_merchant(services=["toilet"], opening_hours="Mo-Su 08:00-20:00")
    shop.offers.update(opening_hours="Mo-Su 09:00-18:00")

    told = client.get(reverse("referrals:shortlist") + f"?plek={shop.slug}").content.decode()

    assert "Toilet, elke dag 9:00–18:00" in told
    assert "Nu niet" not in told
