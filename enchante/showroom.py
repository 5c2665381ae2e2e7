"""The live page /components/ (only while DEBUG): every piece of furniture with all its states, to look at and to test."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

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
LETTER = SimpleNamespace(
    subject="Two coffees hang on your board",
    body="Hello,\n\nSomebody treats at your place: two coffees hang on your board. Thank you for your open door.\n\nThe team of Gent",
)
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


@login_not_required
def components(request):
    page = Paginator(range(60), 20).get_page(request.GET.get("pagina"))
    slipped = SampleForm({"mail": "info@", "count": "-1"})
    context = {"board": BOARD, "services": SERVICES, "form": SampleForm(), "slipped": slipped, "page": page}
    # On a page it only shows once a phone has no connection.
    kept = mark_safe(render_to_string("components/kept.html").replace(' id="kept" hidden data-keeps', ""))  # noqa: S308 - our own template
    context |= {"colours": COLOURS, "sizes": SIZES, "letter": LETTER, "change": CHANGE, "said": list(said()), "kept": kept}
    return render(request, "components_page.html", context)
