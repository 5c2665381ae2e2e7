"""The pages guests read, in languages that have nothing else: whole, and no other page half."""

import re
from datetime import timedelta
from html import unescape
from itertools import product

import pytest
from django.core.management import call_command
from django.shortcuts import render
from django.template import engines
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override, trans_real

from enchante import guest_pages, words
from encounters.models import ListeningRound
from merchants.models import Chapter, Merchant, Pause, Service
from tests.factories import make_chapter, make_listening_round, make_merchant, make_photo, make_treat
from tests.open_pages import FORMS, READ, Town
from tests.pages import words_of
from vouchers.models import TreatKind

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# One of many forms of the plural, written from right to left.
ARABIC = "ar"
QUESTIONS = [
    *["", "bij=Gent", "bij=9000", "bij=xyzzy", "bij=Brugse Poort&dienst=toilet", "bij=Gent&en=Brussel", "lat=51&lng=3.7", "lat=nan&lng=2"],
    *["lat=-70&lng=0", "open=nu", "open=2026-11-30T14:00", "open=31 februari", "open=2027-04-01T03:00", "rolstoel=1", "taal=ar", "taal=xx"],
    *["stil=1", "wacht=1", "samen=1", "dienst=toilet", "dienst=toilet&dienst=water&dienst=haar&open=nu&rolstoel=1", "dienst=xx"],
    *["traktatie=koffie", "traktatie=iets", "traktatie=xx", "pagina=999", "pagina=2", "warm=1", "koel=1", "onzin=1"],
]


class Asked:
    """What pages ask of gettext, and which templates they are made of."""

    def __init__(self):
        self.messages, self.templates = set(), set()

    def listen(self, monkeypatch):
        gettext, ngettext = trans_real.DjangoTranslation.gettext, trans_real.DjangoTranslation.ngettext
        monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", lambda of, text: self._note(text) or gettext(of, text))
        monkeypatch.setattr(
            trans_real.DjangoTranslation, "ngettext", lambda of, one, many, n: self._note(one) or ngettext(of, one, many, n)
        )

    def _note(self, text):
        if trans_real.get_language() == ARABIC:
            context, mark, message = text.rpartition("\x04")
            self.messages.add((context if mark else None, message))

    def drawn(self, sender, template, **_more):
        folder = engines["django"].dirs[0]
        if template.origin and template.origin.name.startswith(str(folder)):
            self.templates.add(f"templates/{template.origin.name.removeprefix(str(folder)).lstrip('/')}")


@pytest.fixture
def asked(monkeypatch, settings):
    settings.DEBUG = True
    call_command("seed_demo", verbosity=0)
    more_states()
    asked = Asked()
    asked.listen(monkeypatch)
    template_rendered.connect(asked.drawn)
    yield asked
    template_rendered.disconnect(asked.drawn)


def is_guests(name):
    return name in guest_pages.PAGES


def test_every_page_for_guests_is_one_anybody_may_open():
    assert {*READ, *FORMS, "referrals:places-open-now"} >= guest_pages.PAGES


@pytest.mark.parametrize("name", sorted(READ | FORMS))
def test_a_page_that_is_not_for_guests_leads_to_the_same_page_in_english(client, settings, name):
    settings.DEBUG = True
    town = Town()
    english, arabic = (town.address(name, language) for language in ("en", ARABIC))
    response = client.get(arabic)

    if is_guests(name) or english == arabic:  # The second: one address in every language.
        assert (response.status_code, response["Content-Language"]) == (200, ARABIC if is_guests(name) else "nl")
    else:
        from_arabic = f"{english}{'&' if '?' in english else '?'}uit=ar"
        assert (response.status_code, response["Location"]) in {(307, from_arabic), (307, english)}
        assert client.get(response["Location"]).status_code == client.get(english).status_code


@pytest.mark.parametrize("address", ["/accounts/login/", "/beheer/", "/mijn-plek/", "/doe-mee/plek/?a=b"])
def test_so_does_every_page_behind_a_login_and_every_form(client, address):
    response = client.post(f"/uk{address}", {"name": "Krook"})

    assert (response.status_code, response["Location"]) == (307, f"/en{address}{'&' if '?' in address else '?'}uit=uk")
    assert not response.cookies


def test_a_program_is_led_to_english_without_a_word(client):
    response = client.get("/uk/open/plekken.csv?stad=gent")

    assert (response.status_code, response["Location"]) == (307, "/en/open/plekken.csv?stad=gent")


def test_there_it_says_so_in_the_language_somebody_came_from_with_the_way_back(client):
    page = client.get(client.get("/ar/charter/")["Location"])

    sentence = "هذه الصفحة غير متوفرة بالعربية بعد. تجدها هنا بالإنجليزية."
    assert page.request["PATH_INFO"] == "/en/charter/"
    assert re.search(rf'<div lang="ar" dir="rtl">.*{sentence}.*<a href="/ar/">', page.text, re.S)
    assert not page.cookies


@pytest.mark.parametrize("address", ["/en/charter/", "/en/charter/?uit=fr", "/en/charter/?uit=xx", "/charter/?uit=ar", "/ar/?uit=ar"])
def test_nobody_else_is_told_so(client, address):
    page = client.get(address)

    assert page.status_code == 200
    assert '<div lang="' not in page.text


def languages_on(page):
    """{language: address} of the same page, as its links say."""
    links = re.findall(r'<a href="([^"]+)" lang="(\w+)"', page.text)
    return {language: unescape(address) for address, language in links}


@pytest.mark.parametrize("address", ["/", "/plekken/?bij=9000&dienst=toilet", "/nergens/", "/hulp/"])
def test_a_page_for_guests_leads_to_itself_in_every_other_language(client, settings, address):
    codes = [code for code, _name in settings.LANGUAGES]

    for here in ["nl", ARABIC]:
        page = client.get(address if here == "nl" else f"/{here}{address}")
        others = {code: address if code == "nl" else f"/{code}{address}" for code in codes if code != here}
        assert languages_on(page) == others


@pytest.mark.parametrize("address", ["/charter/", "/doe-mee/", "/accounts/login/"])
def test_any_other_page_leads_only_to_the_languages_it_is_in(client, address):
    assert languages_on(client.get(f"/en{address}")) == {"nl": address, "fr": f"/fr{address}"}


@pytest.mark.parametrize(("language", "says_so"), [("nl", False), ("en", False), ("fr", True), (ARABIC, True), ("pl", True)])
def test_a_language_nobody_proofread_says_so_in_its_own_words(client, language, says_so):
    with override(language):
        sentence = gettext("This translation has not been proofread by a native speaker yet.")
        page = client.get(reverse("referrals:home"))

    assert (sentence in words_of(page)) == says_so


def addresses():
    places, cities = Merchant.objects.order_by("slug"), Chapter.objects.all()
    slugs = [place.slug for place in places]
    yield from ["/", "/nergens/", "/zonder-verbinding/", "/privacy/", "/hoe-werkt-het/", "/plekken.geojson", "/buurten.geojson"]
    yield from [f"/plekken/?{question}" for question in QUESTIONS]
    yield from ["/plekken/nu/?bij=Gent", "/kaart.json?bbox=3,50,4,52&zoom=10", "/kaart.json", "/kaart.json?bbox=x&zoom=y"]
    yield from [f"/plek/{slug}/" for slug in slugs] + [f"/plek/{slug}/bord/" for slug in slugs]
    yield from [f"/plek/{slugs[0]}/bord/?formaat={size}" for size in ("a4", "a5", "a6")]
    yield from ["/lijstje/", f"/lijstje/?plek={slugs[0]}&plek=nergens", "/lijstje/?plek=nergens"]
    some = "&".join(f"plek={slug}" for slug in slugs[:4])
    yield from [
        f"/lijstje/?{some}{more}" for more in ("", "&bij=Gent", "&bij=xyzzy", "&papier=a5", "&papier=a4", "&lat=51&lng=3.7", "&onzin=1")
    ]
    yield from ["/hulp-dichtbij/", "/hulp-dichtbij/?bij=Gent&soort=toilet", "/hulp-dichtbij/?stad=gent&open=nu", "/hulp-dichtbij/?pagina=2"]
    yield from ["/hulp-dichtbij/?bij=xyzzy", "/hulp-dichtbij/?stad=rust", "/hulp-dichtbij/?stad=gent&soort=x&open=nu&onzin=1&lat=a"]
    yield "/kaart.json?bbox=3.68,51.02,3.78,51.08&zoom=13&hulp=1"
    yield "/lijstje/?" + "&".join(f"plek={slug}" for slug in slugs * 3)
    yield from [f"/stad/{city.slug}/" for city in cities] + [f"/hulp/?stad={city.slug}" for city in cities] + ["/hulp/", "/hulp/?stad=xx"]
    yield from [
        f"/inbedden/{city.slug}/{question}" for city in cities for question in ("", "?vorm=kaart", "?dienst=toilet&open=nu", "?dienst=xx")
    ]
    kinds = product(["dienst", "traktatie"], [*Service.objects.all(), *TreatKind.objects.all()])
    yield from [f"/vraagkaartjes/?{name}={kind.slug}&taal=fa" for name, kind in kinds]
    yield from ["/vraagkaartjes/", "/vraagkaartjes/?taal=so", "/vraagkaartjes/?onzin=1", "/vraagkaartjes/?traktatie=iets"]
    for row in ListeningRound.objects.public():
        yield from [
            f"/luister/{row.slug}/{page}" for page in ("", "?voorlezen=1", "?taal=so", "bedankt/", "bedankt/?voorlezen=1", "papier/")
        ]


def more_states():
    """What the demo town does not show."""
    today = timezone.localdate()
    for slug, state in [("begint", "forming"), ("rust", "resting")]:
        make_chapter(slug, state=state)
    rest, kept = make_chapter("rust"), make_merchant("Rust", slug="rustig", chapter=make_chapter("rust"), opening_hours="24/7")
    assert rest.is_resting
    for n, state in enumerate(Merchant.State):
        make_merchant(f"Weg {n}", slug=f"weg-{n}", state=state, leads_to=kept if state == "closed" else None)
    hours = [
        "",
        "Mo-Fr 09:00-17:00; PH off",
        '"op afspraak"',
        "Mo-Fr 09:00-12:00,13:00-18:00; 2027 Jan 02 off",
        "Sa 22:00-26:00",
        "24/7 off",
    ]
    for n, text in enumerate(hours):
        for wheelchair, checked_on in [("yes", today), ("limited", None), ("no", today - timedelta(days=400))]:
            about = {"wheelchair": wheelchair, "checked_on": checked_on, "languages": ["nl", "ber", "ar"]}
            make_merchant(slug=f"uren-{n}-{wheelchair}", opening_hours=text, services=["toilet"], kind=list(Merchant.Kind)[n], **about)
    for n, (first, last) in enumerate([(0, None), (0, 3), (2, 9), (2, 2), (0, 0)]):
        away = make_merchant(slug=f"weg-even-{n}", opening_hours="24/7")
        Pause.objects.create(merchant=away, first_day=today + timedelta(first), last_day=last if last is None else today + timedelta(last))
        make_treat(merchant=away, waiting=n)
    make_photo(kept, subject="door")
    make_photo(kept, subject="board")
    for title, state, closes_on in [
        ("Over", "open", today - timedelta(1)),
        ("Nog", "open", today + timedelta(3)),
        ("Zonder", "open", None),
    ]:
        row = make_listening_round(state=state, title=title, languages=["nl", "ar", "so"])
        ListeningRound.objects.filter(pk=row.pk).update(closes_on=closes_on)


def test_no_page_for_guests_says_a_word_that_is_not_in_their_language(client, asked):
    for address in addresses():
        assert client.get(f"/{ARABIC}{address}").status_code in {200, 302, 307, 400, 404}, address
    for row in ListeningRound.objects.public():
        words_of_question = next((question.field for question in row.questions.all() if question.is_words), "")
        for typed in [{}, {words_of_question: "x" * 400}, {words_of_question: "Bel 09 123 45 67, zie http://a.example"}, {"nickname": "x"}]:
            client.post(f"/{ARABIC}/luister/{row.slug}/", typed)
    errors = ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "413.html", "429.html", "500.html", "503.html"]
    with override(ARABIC):
        for page in errors:
            render(RequestFactory().get("/ar/"), page, {"typed": ["x"]})

    found = words.gather()
    said = {(message.context or None, _english(message)) for message in words.needed(found, ARABIC)}
    ours = {(message.context or None, _english(message)) for message in found if message.id}
    on_these = {(message.context or None, _english(message)) for message in found if _files(message) & asked.templates}
    assert sorted((asked.messages & ours | on_these) - said, key=str) == []


def _english(message):
    return message.id[0] if message.pluralizable else message.id


def _files(message):
    return {file for file, _line in message.locations}


def test_the_list_names_no_file_and_no_word_that_is_not_there():
    found = words.gather()

    files = set().union(*(_files(message) for message in found))
    assert guest_pages.SOURCES <= files
    assert guest_pages.SINGLE_WORDS <= {_english(message) for message in found if message.id}
