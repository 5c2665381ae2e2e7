"""The merchant circle of a city, for whoever looks after a place there: what is asked this quarter, tips, and a wall of thanks."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
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
MOST_ON_PAPER = 8
Kind = CircleNote.Kind
THANKS = gettext_lazy("Thank you. The team reads it, and then it stands here for everybody of the circle.")


@never_cache
def circle(request, slug):
    """Three short questions, and what others answered, this quarter and the one before."""
    merchant = _place(request, slug)
    quarter = this_quarter()
    questions = {each: actions.asked_in(merchant.chapter, each) for each in (quarter, quarter_before(quarter))}
    asked = {each: [told(words, get_language()) for words in there] for each, there in questions.items()}
    form, status = AnswersForm(request.POST or None, place=merchant, questions=[each.words for each in asked[quarter]]), 200
    if form.is_valid():
        if not _allows(request, form):
            status = 429
        elif _answer(request, merchant, form):
            messages.success(request, THANKS)
            return redirect("encounters:circle", slug)
    notes = CircleNote.objects.shown_in(merchant.chapter).filter(kind=Kind.ANSWER, quarter__in=list(questions))
    page = Paginator(notes, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "merchant": merchant,
        "form": form,
        "quarter": quarter,
        "number": number_of(quarter),
        "seen": actions.mark_of(questions[quarter]),
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
            messages.success(request, THANKS)
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


def _answer(request, merchant, form):
    """Whether it came in; else the form shows what is asked now, with what was typed."""
    typed = {"answers": form.answers, "signed": form.signed, "language": get_language(), "seen": request.POST.get("gezien")}
    try:
        actions.answer_circle(chapter=merchant.chapter, key=form.cleaned_data["key"], **typed)
    except actions.AskedOtherwise:
        form.add_error(None, _("The team just asked it in other words. What you wrote still stands here: does it fit?"))
        return False
    return True


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
