"""The merchant circle of a city, for whoever looks after a place there: what is asked this quarter, tips, and a wall of thanks."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from encounters import actions
from encounters.circle_forms import AnswersForm, NoteForm
from encounters.models import CircleNote
from encounters.models.circle import number_of, quarter_before, this_quarter
from encounters.models.words import told
from merchants import limits
from merchants.models import Merchant

FORMS_A_DAY = 50
ON_A_PAGE = 20
# On one sheet of paper.
MOST_ON_PAPER = 12
Kind = CircleNote.Kind


@never_cache
def circle(request, slug):
    """Three short questions, and what others answered, this quarter and the one before."""
    merchant = _place(request, slug)
    quarter = this_quarter()
    asked = {each: [told(words, get_language()) for words in actions.asked_in(merchant.chapter, each)] for each in _two(quarter)}
    form, status = AnswersForm(request.POST or None, place=merchant, questions=[each.words for each in asked[quarter]]), 200
    if form.is_valid():
        if _allows(request, form):
            signed = {"signed": form.signed, "language": get_language()}
            actions.answer_circle(chapter=merchant.chapter, key=form.cleaned_data["key"], answers=form.answers, **signed)
            messages.success(request, _("Thank you. The team reads it, and then it stands here for everybody of the circle."))
            return redirect("encounters:circle", slug)
        status = 429
    notes = CircleNote.objects.shown_in(merchant.chapter).filter(kind=Kind.ANSWER, quarter__in=_two(quarter))
    page = Paginator(notes, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "merchant": merchant,
        "form": form,
        "quarter": quarter,
        "number": number_of(quarter),
        "page": page,
        "answered": _by_question(page, asked),
        "team_page": True,
    }
    return render(request, "encounters/circle.html", context, status=status)


@never_cache
def circle_notes(request, slug, kind):
    """Tips, or the wall of thanks, and one of one's own."""
    merchant = _place(request, slug)
    form, status = NoteForm(request.POST or None, place=merchant), 200
    if form.is_valid():
        if _allows(request, form):
            typed = {"words": form.cleaned_data["words"], "signed": form.signed, "language": get_language()}
            actions.write_note(chapter=merchant.chapter, key=form.cleaned_data["key"], kind=kind, **typed)
            messages.success(request, _("Thank you. The team reads it, and then it stands here for everybody of the circle."))
            return redirect(PAGES[kind], slug)
        status = 429
    notes = CircleNote.objects.shown_in(merchant.chapter).filter(kind=kind)
    page = Paginator(notes, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"merchant": merchant, "form": form, "page": page, "is_tips": kind == Kind.TIP, "team_page": True}
    return render(request, "encounters/circle_notes.html", context, status=status)


def circle_tip_sheet(request, slug):
    """One sheet for beside the coffee machine."""
    merchant = _place(request, slug)
    tips = CircleNote.objects.shown_in(merchant.chapter).filter(kind=Kind.TIP)[:MOST_ON_PAPER]
    return render(request, "encounters/circle_tip_sheet.html", {"merchant": merchant, "tips": tips, "team_page": True})


def _place(request, slug):
    return get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)


def _two(quarter):
    return [quarter, quarter_before(quarter)]


def _allows(request, form):
    """Whether it may come in; else the form says so, and keeps what was typed."""
    if limits.allows(request, "circle", per_day=FORMS_A_DAY):
        return True
    form.add_error(None, _("Many forms came from your side of the internet today. Nothing is lost: try again tomorrow."))
    return False


def _by_question(notes, asked):
    """[(the question, its answers)], as they stand on this page."""
    groups = groupby(notes, key=lambda note: (note.quarter, note.question))
    return [(asked[quarter][question - 1], list(there)) for (quarter, question), there in groups]


PAGES = {Kind.TIP: "encounters:circle-tips", Kind.THANKS: "encounters:circle-wall"}
