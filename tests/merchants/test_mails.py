"""A mail is the words of the outbox, and beside them the same words as a page: one thing to do, in the house's colours, nothing foreign."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation

from merchants import letters, mails
from merchants.mails import Action, laid_out
from merchants.texts import TEXTS, Words
from tests.factories import make_merchant

LETTERS = [name for name, text in TEXTS.items() if text.is_letter]
LANGUAGES = [code for code, _name in settings.WHOLE_LANGUAGES]
SITE = settings.SITE_URL
# What a style may say beside the tokens: nothing, a hair line, and the height of a line as on every page.
PLAIN = {"0", "1px", "1.6", "1.2", "auto", "solid", "block", "bold", "center", "none", "anywhere"}


def sent(name, language):
    """The mail of this letter, as somebody might get it."""
    text = TEXTS[name]
    with translation.override(language):
        words = text.example(text.shipped(language))
    return mails.mail(words.subject, words.body, "lut@example.org", language=language, code="1234-5678" if name == "login_code" else "")


def page_of(message):
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    return html


def words_of(html):
    return re.findall(r"\w+", unescape(re.sub(r"<head>.*?</head>|<[^>]+>", " ", html, flags=re.DOTALL)))


def buttons_in(html):
    return re.findall(r'<a class="letter-button" href="(.*?)".*?>(.*?)</a>', html)


def every_letter():
    return [(name, language) for name in LETTERS for language in LANGUAGES]


@pytest.mark.parametrize(("name", "language"), every_letter())
def test_both_parts_say_the_same_words(name, language):
    message = sent(name, language)

    parts = [part.get_content_type() for part in message.message().walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert words_of(page_of(message)) == re.findall(r"\w+", f"{settings.NETWORK_NAME} {message.subject} {message.body}")


@pytest.mark.parametrize(("name", "language"), every_letter())
def test_a_letter_asks_for_one_thing_at_most(name, language):
    message = sent(name, language)

    assert len(buttons_in(page_of(message))) == (f": {SITE}" in message.body or f":\n{SITE}" in message.body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        *[("approved", "/mijn-plek/"), ("receipt", "/bedankt/…/"), ("receipt_bon", "/bedankt/…/"), ("payment_request", "/betaling/…/")],
        *[("whether_true", "/nazicht/…/"), ("let_in", "/accounts/login/"), ("applied_team", "/beheer/"), ("unknown_address", "/doe-mee/")],
    ],
)
def test_the_button_is_what_the_letter_is_for(name, path, language):
    [(href, label)] = buttons_in(page_of(sent(name, language)))

    assert href == SITE + path
    assert 5 < len(label) < 90


@pytest.mark.parametrize(("name", "language"), every_letter())
def test_a_letter_asks_nothing_of_another_and_keeps_no_watch(name, language):
    html = page_of(sent(name, language))

    assert (
        re.findall(r"<(?:img|script|link|iframe|form|svg|object|video)\b|\b(?:src|background|on\w+)=|url\(|@import|@font-face", html) == []
    )
    hrefs = re.findall(r'href="(.*?)"', html)
    assert [href for href in hrefs if not href.startswith((f"{SITE}/", "mailto:"))] == []


@pytest.mark.parametrize(("language", "direction"), [("nl", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_a_letter_says_its_language_twice_since_some_programs_take_the_head_off(language, direction):
    html = mails.as_page("Dag", "Welkom", language)

    assert html.count(f'lang="{language}" dir="{direction}"') == 2


def test_colours_and_sizes_are_those_of_the_house_by_day_and_by_night():
    day, night = mails.tokens()
    html = page_of(sent("receipt", "nl")) + page_of(sent("login_code", "nl"))
    known = {mails._filled_in(f"var(--{token})", values) for values in (day, night) for token in values}

    styles = [unescape(style) for style in re.findall(r'style="(.*?)"', html) + re.findall(r"\{ ([^{}]*?) \}", html)]
    values = {part.split(": ")[1].removesuffix(" !important") for style in styles for part in style.split("; ")}

    assert len(values) > 20
    assert {value for value in values if value not in known and not {*value.split()} <= known | PLAIN} == set()


@pytest.mark.parametrize("name", ["paper", "sheet", "network", "link", "button", "address"])
def test_what_has_a_colour_by_day_has_one_by_night(name):
    head = page_of(sent("receipt", "nl")).partition("</head>")[0]

    assert re.search(rf"prefers-color-scheme: dark\) .*\.letter-{name} \{{ .*?#[0-9a-f]{{6}} !important", head)


@pytest.mark.parametrize(
    ("body", "action"),
    [
        (f"Kom binnen. Dit is de deur: {SITE}/mijn-plek/", Action("Dit is de deur", f"{SITE}/mijn-plek/")),
        (f"Eén tik is genoeg:\n{SITE}/nazicht/1/\n\nDank je.", Action("Eén tik is genoeg", f"{SITE}/nazicht/1/")),
        (f"Voici la porte :\n\n{SITE}/fr/", Action("Voici la porte", f"{SITE}/fr/")),
        (f"Dag Lut,\n{SITE}/mijn-plek/.", Action(f"{SITE.partition('//')[2]}/mijn-plek/", f"{SITE}/mijn-plek/")),
        (f"Eerst: {SITE}/een/\nDan: {SITE}/twee/", Action("Eerst", f"{SITE}/een/")),
        (f"Bel even, of kijk eens op {SITE}/mijn-plek/ wanneer het past", None),
        ("Klik hier: https://elders.example/", None),
        (f"Klik hier: {SITE}.elders.example/", None),
        ("Dag Lut", None),
    ],
)
def test_the_first_line_that_ends_in_a_link_to_this_site_is_the_button(body, action):
    assert laid_out(body).action == action


def test_what_stands_before_and_after_the_button_stays_in_its_paragraph():
    page = laid_out(f"Dag,\n\nOp het bord:\n- 2 koffies\n\nZe mogen blijven. Zeg het hier: {SITE}/a/\nDank je.\n\nGroet")

    said = [[["".join(piece.text for piece in line) for line in lines] for lines in part] for part in (page.before, page.after)]
    assert said == [[["Dag,"], ["Op het bord:", "- 2 koffies"], ["Ze mogen blijven."]], [["Dank je."], ["Groet"]]]


def test_links_and_addresses_are_links_and_what_stands_behind_them_is_not():
    html = mails.as_page("Dag", "Zie https://gent.example/plek?a=1&b=2. Of schrijf naar team@gent.example!", "nl")

    assert re.findall(r'<a class="letter-link" href="(.*?)" style=".*?">(.*?)</a>', html) == [
        ("https://gent.example/plek?a=1&amp;b=2", "https://gent.example/plek?a=1&amp;b=2"),
        ("mailto:team@gent.example", "team@gent.example"),
    ]


@pytest.mark.django_db
def test_a_hostile_name_stays_text():
    hostile = 'Krook</title></style><script>alert(1)</script><a href="javascript:alert(1)">" onclick="x'
    place = make_merchant(hostile[:120], contact_name="<img src=x onerror=alert(1)>")

    letters.write(event="welcome", to="lut@example.org", template="approved", merchant=place)
    letters.send_waiting()

    [message] = mail.outbox
    html = page_of(message)
    assert re.findall(r"<(script|img)\b|<a [^>]*javascript:|<[^>]* on\w+=", html) == []
    assert f"Dag {place.contact_name}," in unescape(html) and unescape(html).count(place.name) == 3, "title, heading and words"
    assert len(buttons_in(html)) == 1


@pytest.mark.django_db
def test_words_of_a_city_stay_words():
    letters.post(event="own", to="lut@example.org", words=Words("Dag", "<b>Dag</b> & {}"), language="fr")
    letters.send_waiting()

    assert "&lt;b&gt;Dag&lt;/b&gt; &amp; {}" in page_of(mail.outbox[0])
    assert '<html lang="fr" dir="ltr">' in page_of(mail.outbox[0]), "in the language it was written in, also when it is sent later"


def test_the_code_to_come_in_stands_large_wherever_it_stands():
    html = mails.as_page("Code", "Hier is 1234-5678, voor jou.", "nl", code="1234-5678")

    assert re.search(r'<strong class="letter-code" style="font-size: 1.95rem;[^>]*>1234-5678</strong>', html)
    assert "letter-code" not in mails.as_page("Code", "Bel 1234-5678.", "nl")
