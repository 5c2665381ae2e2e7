"""A team makes a round, opens it and closes it. What is asked, and when, is a coordinator's."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from encounters import actions, kit
from encounters.models import ListeningRound, OwnWords, Question, Threshold
from encounters.models.words import told
from encounters.results import forms_so_far, results
from encounters.team_forms import QuestionForm, RoundSettingsForm
from merchants.admin.base import Who
from merchants.keys import read_key
from merchants.models import Chapter
from merchants.posters import qr

ON_A_PAGE = 20
MOST_TO_COPY = 20
MOVED_ON = gettext_lazy("This round moved on meanwhile. Nothing was changed; this is how it stands now.")


@never_cache
def team_rounds(request):
    chapters = chapters_of(request.user, Who.TEAM)
    page = Paginator(rounds_of(request.user, Who.TEAM).of_their_own(), ON_A_PAGE).get_page(request.GET.get("pagina"))
    begins_in = chapters_of(request.user, Who.COORDINATORS)
    context = {
        "chapters": chapters,
        "page": page,
        "begins_in": begins_in,
        "kits": [(name, each.icon, told(each.title), len(each.questions)) for name, each in kit.KITS.items()],
        "others": ListeningRound.objects.public().of_their_own().select_related("chapter")[:MOST_TO_COPY] if begins_in else [],
        "team_page": True,
    }
    return render(request, "encounters/team_rounds.html", context)


@never_cache
@require_POST
def team_round_begin(request):
    """From a set of the kit, or with the questions of a round somewhere."""
    chapter = chapter_of(request.user, Who.COORDINATORS, request.POST.get("stad"))
    begun = _beginning(request.POST.get("met", ""))
    if not begun:
        raise Http404
    made = actions.begin_round(chapter=chapter, **begun)
    messages.success(request, _("Here it is. Change what you like, and open it when it is ready."))
    return redirect("encounters:team-round", made.slug)


@never_cache
def team_round(request, slug):
    here = get_object_or_404(rounds_of(request.user, Who.TEAM), slug=slug)
    may_decide = rounds_of(request.user, Who.COORDINATORS).filter(pk=here.pk).exists()
    form = RoundSettingsForm(request.POST or None, listening_round=here) if may_decide and not here.is_closed else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        _try(request, actions.change_round, _("Saved."), listening_round=here, **form.settings)
        return redirect("encounters:team-round", slug)
    shown = OwnWords.objects.shown().filter(question__listening_round=here) if may_decide else OwnWords.objects.none()
    page, told_often = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("pagina")), _told_often(here) if may_decide else []
    _mark_made(page, told_often)
    context = {
        "round": here,
        "form": form,
        "may_decide": may_decide,
        "questions": here.questions.prefetch_related("choices"),
        "kinds": Question.Kind,
        "forms": forms_so_far(here),
        "words_to_read": OwnWords.objects.to_read().filter(question__listening_round=here).count() if may_decide else 0,
        "page": page,
        "told_often": [(line, line.choice.threshold) for line in told_often],
        "qr": None if here.is_draft else qr(here.get_absolute_url()),
        "address": settings.SITE_URL + here.get_absolute_url(),
        "team_page": True,
    }
    return render(request, "encounters/team_round.html", context)


@never_cache
@require_POST
def team_round_step(request, slug, step):
    """One button of a coordinator: open, close, drop, one question more."""
    here = get_object_or_404(rounds_of(request.user, Who.COORDINATORS), slug=slug)
    return STEPS[step](request, here)


@never_cache
def team_question(request, slug, pk):
    here = get_object_or_404(rounds_of(request.user, Who.COORDINATORS), slug=slug, state=ListeningRound.State.DRAFT)
    question = get_object_or_404(here.questions.select_related("listening_round"), pk=pk)
    if request.POST.get("what") == "drop":
        _try(request, actions.drop_question, _("The question is gone."), question=question)
        return redirect("encounters:team-round", slug)
    form = QuestionForm(request.POST or None, question=question)
    if form.is_valid():
        _try(request, actions.change_question, _("Saved."), question=question, **form.changes)
        return redirect("encounters:team-round", slug)
    context = {"round": here, "question": question, "form": form, "team_page": True}
    return render(request, "encounters/team_question.html", context)


def chapters_of(user, who):
    """The cities in which this person is meant; whoever is of no team finds no such page."""
    if not user.is_staff:
        raise Http404
    return list(Chapter.objects.filter(pk__in=who.chapters(user)))


def chapter_of(user, who, slug):
    """The one of these with this address; no such page where there is none."""
    chapter = next((each for each in chapters_of(user, who) if each.slug == slug), None)
    if not chapter:
        raise Http404
    return chapter


def rounds_of(user, who):
    return ListeningRound.objects.filter(chapter__in=chapters_of(user, who)).select_related("chapter")


def _beginning(name):
    """What a round begins with: a set of the kit, or what a public round of any city asks; None where there is no such thing."""
    if name in kit.KITS:
        return {"title": kit.KITS[name].title, "questions": kit.KITS[name].questions, "languages": kit.LANGUAGES}
    copied = ListeningRound.objects.public().of_their_own().filter(slug=name).first()
    return kit.asked_in(copied) if copied else None


def _try(request, act, said, **arguments):
    """Do it and say so, or say that the round moved on."""
    try:
        act(**arguments)
    except actions.MovedOn:
        messages.warning(request, MOVED_ON)
    else:
        messages.success(request, said)


def _open(request, here):
    try:
        actions.open_round(listening_round=here)
    except actions.MovedOn:
        messages.warning(request, MOVED_ON)
    except actions.NotReady as lacks:
        messages.warning(request, _lacking(lacks.missing))
    else:
        messages.success(request, _("It is open. Spread the link, the square code or the paper form."))
    return redirect("encounters:team-round", here.slug)


def _lacking(missing):
    if missing == "questions":
        return _("There is no question yet. Add one, and then open it.")
    return _("Question %(number)d is not ready: it needs words, and two things to tick or more.") % {"number": missing.position}


def _close(request, here):
    _try(request, actions.close_round, _("It is closed. Everybody can read what came of it."), listening_round=here)
    return redirect("encounters:team-round", here.slug)


def _drop(request, here):
    _try(request, actions.drop_round, _("The draft is gone."), listening_round=here)
    return redirect("encounters:team-rounds")


def _add(request, here):
    kind = request.POST.get("kind")
    try:
        made = actions.add_question(listening_round=here, kind=kind if kind in Question.Kind.values else Question.Kind.MORE)
    except actions.MovedOn:
        messages.warning(request, MOVED_ON)
    except actions.TooManyQuestions:
        messages.warning(request, _("Twelve questions are the most: a longer round is answered by nobody."))
    else:
        return redirect("encounters:team-question", here.slug, made.pk)
    return redirect("encounters:team-round", here.slug)


def _make_threshold(request, here):
    """What somebody said, or many ticked, becomes a threshold, and opens, so that the team can say what it does."""
    if line := next((line for line in _told_often(here) if str(line.choice.pk) == request.POST.get("keuze")), None):
        threshold = actions.make_threshold_of_choice(choice=line.choice, number=line.number)
        messages.success(request, _("It waits among what people told. Say what makes it hard, and then show it in the list."))
    else:
        shown = OwnWords.objects.shown().filter(question__listening_round=here)
        said = get_object_or_404(shown, pk=read_key(request.POST.get("woorden", "")))
        threshold = actions.make_threshold_of(own_words=said)
        messages.success(request, _("It stands with what makes it hard. Would you like to say what is being done?"))
    return redirect(reverse("admin:encounters_threshold_change", args=[threshold.pk]))


def _mark_made(page, told_often):
    """Put with each what became of it among the thresholds, as `threshold`; None where nothing did. One query."""
    keys = {each: actions.key_of_words(each) for each in page} | {line.choice: actions.key_of_choice(line.choice) for line in told_often}
    made = Threshold.objects.in_bulk(keys.values())
    for each, key in keys.items():
        each.threshold = made.get(key)


def _told_often(here):
    """What a closed round tells with a number, but for that by which the answers are told apart."""
    if not here.is_closed:
        return []
    return [line for found in results(here).questions if not found.question.is_split for line in found.told]


STEPS = {"open": _open, "sluiten": _close, "weg": _drop, "vraag": _add, "drempel": _make_threshold}
