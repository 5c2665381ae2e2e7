"""The live page /components/ (only while DEBUG): every piece of furniture with all its states, to look at and to test.

Each piece also stands on a page of its own, for the frames in which it is seen by day and by night: which of the two a page is in, the
device tells it, or the frame around it. So nothing of the sheets is said twice. Pages of the admin and letters come with sheets of their
own, and stand in frames alone.
"""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import NamedTuple

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from enchante import showroom_office
from enchante.letter_texts import CODE
from merchants.mails import as_page
from merchants.texts import TEXTS

BOARD = [
    SimpleNamespace(name="Koffie", icon="coffee", waiting=3, words="3 koffies", price=320),
    SimpleNamespace(name="Dagsoep met brood", icon="soup", waiting=12, words="12 keer dagsoep", price=650),
    SimpleNamespace(name="Knipbeurt", icon="scissors", waiting=1, words="1 knipbeurt", price=2800),
    SimpleNamespace(name="Groot volkorenbrood", icon="wheat", waiting=0, words="0 broden", price=380),
]
SERVICES = [
    ("glass-water", "Glas water"),
    ("toilet", "Toilet"),
    ("smartphone-charging", "Gsm opladen"),
    ("armchair", "Even zitten"),
    ("message-circle", "Een babbel"),
]


COLOURS = "paper surface sunken accent accent-wash open ask closed problem board slip facade".split()
SIZES = "s m l xl 2xl".split()
CHANGE = SimpleNamespace(
    moment=datetime(2026, 11, 27, 9, 30, tzinfo=UTC),
    lines=[("price of coffee", "€ 2,50", "€ 2,80"), ("a few words", "", "With a view of the canal.")],
)


class Said(str):
    """What a page says after a tap, as Django's messages do."""

    tags = ""


def said():
    for tags, words in {"success": "It is on the board. Thank you!", "error": "That did not work.", "info": "Nothing changed."}.items():
        message = Said(words)
        message.tags = tags
        yield message


class SampleForm(forms.Form):
    """One field of every sort, to see how `{{ form }}` looks without any help from a page."""

    name = forms.CharField(label="Name of your place", max_length=120, help_text="As it stands on the window.")
    mail = forms.EmailField(label="E-mail address", required=False)
    kind = forms.ChoiceField(label="Language", choices=[("nl", "Nederlands"), ("fr", "Français")])
    count = forms.IntegerField(label="How many hang there now?", min_value=0, max_value=999)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("mo", "Monday"), ("tu", "Tuesday")], widget=forms.CheckboxSelectMultiple, required=False
    )
    words = forms.CharField(label="A kind word", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="I have read the charter and find myself in it.")


class Piece(NamedTuple):
    kind: str
    name: str
    title: str
    height: int

    @property
    def template(self):
        return f"showroom/{self.name}.html"

    @property
    def address(self):
        return reverse(f"components-{self.kind}", args=[self.name])


HOUSE = [
    Piece("house", "colours", "Colours, letters and air", 1000),
    Piece("house", "board", "The board", 560),
    Piece("house", "open", "Open or not, chips", 600),
    Piece("house", "words", "A word to the reader", 1780),
    Piece("house", "ways", "Doors, steps, big needs", 920),
    Piece("house", "places", "Places beside their map", 1680),
    Piece("house", "cards", "Cards and tables", 940),
    Piece("house", "counter", "The counter", 540),
    Piece("house", "buttons", "Buttons", 340),
    Piece("house", "forms", "Forms", 2140),
    Piece("house", "paper", "On paper", 340),
]
OFFICE = [Piece("office", name, title, height) for name, (title, height, _draw) in showroom_office.PIECES.items()]
LETTERS = [
    Piece("letter", "approved", "A letter with one thing to do", 640),
    Piece("letter", "login_code", "A letter with a code", 560),
    Piece("letter", "receipt", "A letter with rows of money", 640),
    Piece("letter", "declined", "A letter with nothing to do", 480),
    Piece("letter", "team_alone", "A letter that keeps watch, in fixed words", 420),
]
IN_OUR_FRAMES = {"frame-ancestors": [SELF]}


@login_not_required
@require_safe
def components(request):
    return render(request, "showroom/components.html", furniture(request) | {"house": HOUSE, "office": OFFICE, "letters": LETTERS})


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_replace(IN_OUR_FRAMES)
def house(request, name):
    return render(request, "showroom/piece.html", furniture(request) | {"piece": named(HOUSE, name)})


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_replace(IN_OUR_FRAMES)
def office(request, name):
    return showroom_office.draw(named(OFFICE, name).name, request)


@login_not_required
@require_safe
@xframe_options_sameorigin
# Its styles stand on the things themselves, as mail programs ask.
@csp_replace(IN_OUR_FRAMES | {"style-src": [UNSAFE_INLINE]})
def letter(request, name):
    """This letter as somebody might get it, as a mail program shows it."""
    text, language = TEXTS[named(LETTERS, name).name], translation.get_language()
    words = text.example(text.shipped(language))
    return HttpResponse(as_page(words.subject, words.body, language, code=CODE.example))


def named(pieces, name):
    found = [piece for piece in pieces if piece.name == name]
    if not found:
        raise Http404
    return found[0]


def furniture(request):
    """What the pieces of the house are filled with."""
    page = Paginator(range(60), 20).get_page(request.GET.get("pagina"))
    slipped = SampleForm({"mail": "info@", "count": "-1"})
    # On a page it only shows once a phone has no connection.
    kept = mark_safe(render_to_string("components/kept.html").replace(' id="kept" hidden data-keeps', ""))  # noqa: S308 - our own template
    filled = {"board": BOARD, "services": SERVICES, "form": SampleForm(), "slipped": slipped, "page": page, "kept": kept}
    return filled | {"colours": COLOURS, "sizes": SIZES, "change": CHANGE, "said": list(said())}


urlpatterns = [
    path("components/", components, name="components"),
    path("components/house/<slug:name>/", house, name="components-house"),
    path("components/office/<slug:name>/", office, name="components-office"),
    path("components/letter/<slug:name>/", letter, name="components-letter"),
]
