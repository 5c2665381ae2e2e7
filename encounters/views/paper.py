"""A volunteer types a stack of paper forms, hands on the keys."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from encounters import actions
from encounters.round_forms import PaperForm
from merchants.admin.base import Who
from merchants.keys import read_key

from .team import rounds_of

CLOSED = gettext_lazy("This round was closed meanwhile, so this form was not written down. A coordinator may begin another one.")


@never_cache
def paper_entry(request, slug):
    """A stack of forms, one after the other. Its number and the key of the last one travel in the page; nothing else keeps them."""
    here = get_object_or_404(rounds_of(request.user, Who.TEAM), slug=slug)
    if request.method == "GET" and not here.is_open:
        return redirect("encounters:team-round", slug)
    number, last = _number(request.POST.get("nr", "")), None
    questions = list(here.questions.prefetch_related("choices"))
    form = PaperForm(None if "weg" in request.POST else request.POST or None, questions=questions)
    if "weg" in request.POST:
        number -= _taken_back(request, here, number)
    elif form.is_valid():
        if said := _not_written(here, form):
            form.add_error(None, said)
        else:
            number, last, form = number + 1, form.cleaned_data["key"], PaperForm(questions=questions)
    context = {"round": here, "form": form, "rows": list(form.rows()), "number": number, "last": last, "team_page": True}
    return render(request, "encounters/paper_entry.html", context)


def _not_written(here, form):
    """Write the form down; or a sentence why it cannot be."""
    try:
        actions.answer(listening_round=here, most=actions.MOST, **form.answered)
    except actions.RoundIsFull:
        words = _("This round holds %(most)d forms, and no more. Close it, and begin another one for the rest of the stack.")
        return words % {"most": actions.MOST}
    except actions.RoundIsOver:
        return CLOSED
    return None


def _taken_back(request, here, number):
    """Whether the last form of the stack was taken back."""
    last = read_key(request.POST["weg"])
    try:
        is_gone = bool(last) and actions.take_back_form(listening_round=here, key=last)
    except actions.RoundIsOver:
        messages.warning(request, CLOSED)
        return False
    if is_gone:
        messages.success(request, _("Form %(number)d is taken back. Type it anew, or lay it aside.") % {"number": number})
    return is_gone


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
