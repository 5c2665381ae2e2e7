"""Where everything begins for whoever points the way for an organisation."""

from html import unescape

import pytest

from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_organisation, make_user
from tests.queries import statements

MINE = "/mijn-organisatie/"

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def test_the_one_organisation_opens_at_once(referrer, caw):
    response = referrer.get(MINE, follow=True)

    assert response.redirect_chain == [(f"{MINE}{caw.pk}/", 302)]
    assert "<h1>" in response.text and "CAW van hier" in words(response)


def test_own_words_are_one_step_away(referrer, caw):
    main = referrer.get(f"{MINE}{caw.pk}/").text.partition("<main")[2].partition("</main>")[0]

    assert 'href="/wegwijzen/"' in main


def test_whoever_works_for_two_chooses(referrer, sofie, caw):
    ocmw = make_organisation("OCMW", chapter=make_chapter("brussel"), people=[sofie])

    shown = words(referrer.get(MINE))

    for organisation in (caw, ocmw):
        assert f"{MINE}{organisation.pk}/" in shown and organisation.name in shown


def test_one_that_waits_for_its_welcome_says_so_and_opens_nothing_yet(client, sofie):
    waiting = make_organisation("Het Huis", approved_on=None, people=[sofie])
    client.force_login(sofie)

    assert "Het Huis wordt binnenkort verwelkomd" in words(client.get(MINE))
    assert client.get(f"{MINE}{waiting.pk}/").status_code == 404


def test_whoever_belongs_to_none_reads_how_it_begins(client):
    client.force_login(make_user())

    shown = words(client.get(MINE))

    assert "Nog geen organisatie hoort bij jou" in shown
    assert "/doe-mee/organisatie/" in shown and "/plekken/" in shown


def test_a_stranger_finds_nothing_there(client, caw):
    client.force_login(make_user())

    assert client.get(f"{MINE}{caw.pk}/").status_code == 404


def test_whoever_is_not_known_is_sent_to_the_login(client, caw):
    assert client.get(f"{MINE}{caw.pk}/").url == f"/accounts/login/?next={MINE}{caw.pk}/"


def test_own_pages_are_kept_nowhere_on_the_way(referrer, caw):
    assert "no-store" in referrer.get(f"{MINE}{caw.pk}/")["Cache-Control"]


def test_the_menu_leads_back_to_the_organisation(referrer):
    menu = referrer.get("/mijn-login/").text.split("</nav>")[0]

    assert MINE in menu and "/mijn-plek/" not in menu


# Calm places


def test_calm_places_of_the_city_stand_by_name_with_what_they_told(referrer, caw):
    make_merchant("Zetel", slug="zetel", note_for_referrers="Achteraan staat een zetel.")
    make_merchant("Atelier", slug="atelier", quiet_hours="Mo-Fr 14:00-16:00")
    make_merchant("Zomaar")
    make_merchant("Dicht", note_for_referrers="Kom maar.", state="left")
    make_merchant("Brusselaar", note_for_referrers="Kom maar.", chapter=make_chapter("brussel"))

    response = referrer.get(f"{MINE}{caw.pk}/")

    assert [place.name for place in response.context["places"]] == ["Atelier", "Zetel"]
    shown = words(response)
    assert "Achteraan staat een zetel." in shown and "14:00" in shown
    assert f"{MINE}{caw.pk}/plek/zetel/" in shown


def test_where_no_place_told_anything_it_says_so(referrer, caw):
    assert "Nog geen plek vertelde wanneer het er rustig is." in words(referrer.get(f"{MINE}{caw.pk}/"))


def test_calm_places_come_in_pages_that_cost_the_same(referrer, caw):
    make_merchant("Eerst", note_for_referrers="Kom maar.")
    with statements() as for_one:
        referrer.get(f"{MINE}{caw.pk}/")
    for number in range(24):
        make_merchant(note_for_referrers="Kom maar.", neighbourhood=make_neighbourhood(slug=f"buurt-{number}"))
    with statements() as for_many:
        response = referrer.get(f"{MINE}{caw.pk}/?pagina=1")

    assert len(for_one) == len(for_many)
    assert len(response.context["places"]) == 20
    assert len(referrer.get(f"{MINE}{caw.pk}/?pagina=niets").context["places"]) == 20
