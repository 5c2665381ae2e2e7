"""The furniture does what its words promise, and carries nothing our headers refuse."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.utils.translation import override
from lucide.templatetags.lucide import lucide

from enchante import components
from enchante.showroom import BOARD

TEMPLATES = sorted(settings.BASE_DIR.glob("**/templates/**/*.html"))
TEMPLATES = [file for file in TEMPLATES if ".venv" not in file.parts]


def tidy(html):
    """Without the white space that no browser shows."""
    return re.sub(r"\s+", " ", html).replace(" <", "<").replace("> ", ">").strip()


def rendered(text, rf=None, address="/", **context):
    context = RequestContext(rf.get(address), context) if rf else Context(context)
    return tidy(Template(text).render(context))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(settings.BASE_DIR)))
def test_no_template_carries_what_the_headers_refuse(file):
    text = file.read_text("utf-8")
    # A mail has no headers of ours, and the page for when the site is away is served without them, with its sheet inside.
    refused = "" if file.name in {"letter.html", "bare.html"} else "|<style"

    assert re.findall(rf"""\sstyle=|\son[a-z]+=["']|javascript:{refused}""", text) == []
    assert [script for script in re.findall(r"<script[^>]*>", text) if "src=" not in script and "application/json" not in script] == []


def test_every_pictogram_named_in_a_template_exists():
    named = {name for file in TEMPLATES for name in re.findall(r'(?:\{% icon |icon=)"([^"]+)"', file.read_text("utf-8"))}

    for name in named | {item.icon for item in BOARD}:
        assert lucide(name)


def test_an_unknown_pictogram_is_a_dot_and_not_an_error():
    assert rendered('{% icon "no-such-thing" %}') == rendered('{% icon "circle-dot" %}')


def test_a_pictogram_is_hidden_from_who_listens():
    assert rendered('{% icon "coffee" %}') == '<svg class="icon" aria-hidden="true"><use href="#i-coffee"/></svg>'


def test_the_lines_of_a_pictogram_stand_on_the_page_once():
    text = rendered('{% lean %}{% icon "coffee" %}{% icon "toilet" %}{% icon "coffee" %}{% icon "no-such-thing" %}{% endlean %}')

    assert re.findall(r'<symbol id="([^"]+)" viewBox="0 0 24 24"><', text) == ["i-coffee", "i-toilet", "i-circle-dot"]
    assert text.count("<use ") == 4


def test_a_page_without_pictograms_gets_none():
    assert rendered("{% lean %}<p>koffie</p>{% endlean %}") == "<p>koffie</p>"


def test_air_between_tags_goes_and_what_people_typed_stays():
    typed = "<textarea>\n\n  soep\n    brood\n</textarea>"

    assert components.lean({}, "<p>\n\n  <b>a</b> <i>b</i>\n</p>\n   " + typed) == "<p>\n<b>a</b> <i>b</i>\n</p>\n" + typed


@pytest.mark.parametrize(
    ("state", "word"), [("open", "Open now"), ("closed", "Closed now"), ("ask", "Ask first"), ("pause", "Taking a break")]
)
def test_open_or_not_is_told_in_words(state, word):
    with override("en"):
        assert word in rendered("{% open_state state %}", state=state)


def test_what_people_write_is_shown_and_never_run():
    place = SimpleNamespace(name="<script>’t Hoekje", icon="coffee", waiting=1, words="<b>1</b>")

    text = rendered("{% card title=name %}{{ name }}{% endcard %}{% board items %}{% waiting_line items %}", name=place.name, items=[place])

    assert "<script>" not in text and "<b>" not in text


def test_a_chip_drawn_once_does_not_make_the_next_one_safe():
    marked = rendered('{% chip icon="coffee" text="<i>soep</i>" %}')
    written = rendered('{% chip icon="coffee" text=words %}', words="<i>soep</i>")

    assert marked == written and "<i>" not in written


def test_the_board_hangs_only_what_waits():
    assert rendered("{% board items %}", items=BOARD).count('class="slip"') == 3


def test_an_empty_board_still_invites():
    empty = [SimpleNamespace(name="koffie", icon="coffee", waiting=0)]

    text = rendered("{% board items %}", items=empty)

    assert 'class="board-empty"' in text and "slip" not in text
    assert rendered("{% waiting_line items %}", items=empty) == ""


def test_the_pager_keeps_the_question(rf):
    page = Paginator(range(50), 20).page(2)

    text = rendered("{% pager page %}", rf, "/?bij=9000&dienst=toilet&dienst=water&pagina=2", page=page)

    assert 'href="?bij=9000&amp;dienst=toilet&amp;dienst=water&amp;pagina=1"' in text
    assert 'href="?bij=9000&amp;dienst=toilet&amp;dienst=water&amp;pagina=3"' in text


def test_a_single_page_has_no_pager(rf):
    assert rendered("{% pager page %}", rf, page=Paginator(range(3), 20).page(1)) == ""


@pytest.mark.urls("tests.enchante.showroom_urls")
@pytest.mark.parametrize(
    ("here", "language", "there"),
    [
        ("/components/?pagina=2", "en", "/en/components/?pagina=2"),
        ("/components/?a=%C3%A9", "fr", "/fr/components/?a=%C3%A9"),
        ("/nowhere/", "en", "/en/nowhere/"),
    ],
)
def test_the_same_page_in_another_language(rf, here, language, there):
    assert rendered("{% same_page_in language %}", rf, here, language=language) == there


def test_breadcrumbs_link_to_all_but_this_page():
    text = rendered('{% breadcrumbs "Plekken" "/plekken/" "De Korenschoof" %}')

    assert '<a href="/plekken/">Plekken</a>' in text
    assert '<li aria-current="page">De Korenschoof</li>' in text


class Visit(forms.Form):
    mail = forms.EmailField(help_text="For the code.")
    word = forms.CharField(required=False)
    agreed = forms.BooleanField()
    days = forms.MultipleChoiceField(choices=[("mo", "Monday")], widget=forms.CheckboxSelectMultiple)


def test_a_field_ties_its_label_help_and_error_together():
    text = tidy(str(Visit({"mail": "me@"})))

    assert '<label for="id_mail">Mail</label>' in text
    assert 'id="id_mail_helptext"' in text and '<ul class="errorlist" id="id_mail_error">' in text
    assert 'aria-describedby="id_mail_helptext id_mail_error"' in text


def test_what_may_stay_empty_says_so():
    text = tidy(str(Visit()))

    assert re.findall(r'([A-Z][a-z]+)<span class="optional">', text) == ["Word"]


def test_a_group_of_ticks_has_a_legend():
    assert "<legend>Days</legend>" in tidy(str(Visit()))


@pytest.mark.parametrize("page", ["400.html", "500.html"])
def test_these_pages_need_nothing_at_all(page):
    assert "</html>" in render_to_string(page)


@pytest.mark.parametrize("page", ["403.html", "403_csrf.html", "404.html", "405.html", "429.html"])
def test_an_error_page_shows_a_way_on(rf, page):
    text = render_to_string(page, request=rf.get("/"))

    assert 'class="button' in text and "traceback" not in text.lower()


@pytest.mark.urls("tests.enchante.showroom_urls")
def test_another_name_of_the_network_is_written_in_letters(client, settings):
    settings.NETWORK_NAME = "Hartelijke Plekken"

    text = client.get("/components/").text

    assert '<span class="wordmark-text">Hartelijke Plekken</span>' in text
    assert "· Hartelijke Plekken</title>" in text


@pytest.mark.urls("tests.enchante.showroom_urls")
def test_every_component_is_shown_among_the_others(client):
    for drawn_once in (components._chip, components._pick, components._open_state):
        drawn_once.cache_clear()

    shown = {template.name for template in client.get("/components/").templates}

    # The pictures of the street and the name, the head and the foot stand around it as on any page.
    assert {f"components/{file.name}" for file in (settings.BASE_DIR / "templates" / "components").iterdir()} - shown == set()
