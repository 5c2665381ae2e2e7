"""A round for everybody: answering it by link, on paper or read aloud, and what came of it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from encounters import actions
from encounters.models import ListeningRound, Threshold
from encounters.results import results
from encounters.round_forms import AnswerForm
from merchants import limits
from merchants.languages import own_name_of
from merchants.posters import qr
from vouchers.views.answers import SeeOther

# Many people may share one address: a library, a day centre, a peer who reads aloud all afternoon.
FORMS_A_DAY = 200
ON_THE_POSTER = 8


@login_not_required
@never_cache
def round_answer(request, slug):
    asked = get_object_or_404(ListeningRound.objects.public().select_related("chapter"), slug=slug)
    if asked.is_closed:
        return redirect("encounters:round-results", slug)
    if not asked.asks_on(timezone.localdate()):
        return render(request, "encounters/round_over.html", {"round": asked})
    language = _language(request, asked)
    query = _query(request, language)
    questions = list(asked.questions.prefetch_related("choices"))
    form, status = AnswerForm(request.POST or None, questions=questions), 200
    if form.is_valid():
        if reason := _refused(request, asked, form, language):
            form.add_error(None, reason)
            status = 429
        else:
            return SeeOther(reverse("encounters:round-thanks", args=[slug], query=query))
    context = {
        "round": asked,
        "title": asked.told_in(language),
        "form": form,
        "rows": list(form.rows(language)),
        "languages": list(_languages(asked, language, "encounters:round-answer", query)),
        "is_aloud": "voorlezen" in query,
    }
    return render(request, "encounters/round_answer.html", context, status=status)


@login_not_required
@require_safe
def round_thanks(request, slug):
    asked = get_object_or_404(ListeningRound.objects.public().select_related("chapter"), slug=slug)
    query = _query(request, _language(request, asked))
    next_url = reverse("encounters:round-answer", args=[slug], query=query)
    context = {"round": asked, "is_aloud": "voorlezen" in query, "next_url": next_url}
    return render(request, "encounters/round_thanks.html", context)


@login_not_required
@require_safe
def round_paper(request, slug):
    """The form to print, in one language."""
    asked = get_object_or_404(ListeningRound.objects.public().select_related("chapter"), slug=slug)
    language = _language(request, asked)
    questions = [
        (question, question.told_in(language), [(choice, choice.told_in(language)) for choice in question.choices.all()])
        for question in asked.questions.prefetch_related("choices")
    ]
    context = {
        "round": asked,
        "title": asked.told_in(language),
        "questions": questions,
        "languages": list(_languages(asked, language, "encounters:round-paper", {})),
        "qr": qr(asked.get_absolute_url()),
        "address": settings.SITE_URL + asked.get_absolute_url(),
    }
    return render(request, "encounters/round_paper.html", context)


@login_not_required
@require_safe
def round_results(request, slug):
    asked = _closed(slug)
    return render(request, "encounters/round_results.html", {"round": asked, "results": results(asked), "did": _did(asked)[:ON_THE_POSTER]})


@login_not_required
@require_safe
def round_poster(request, slug):
    asked = _closed(slug)
    told = results(asked)
    said = sorted((line for found in told.questions for line in found.told), key=lambda line: -line.number)
    context = {
        "round": asked,
        "results": told,
        "said": said[:3],
        # Of fewer than five forms nothing is told, as on the page of the round.
        "own_words": [words for found in told.questions for words in found.own_words][:4] if told.forms else [],
        "did": _did(asked)[:ON_THE_POSTER],
        "qr": qr(reverse("encounters:round-results", args=[slug])),
        "today": timezone.localdate(),
    }
    return render(request, "encounters/round_poster.html", context)


def _closed(slug):
    asked = get_object_or_404(ListeningRound.objects.public().select_related("chapter", "evaluation__chapter"), slug=slug)
    if not asked.is_closed:
        raise Http404
    return asked


def _did(asked):
    """The thresholds of the city about which something is done, by the alphabet."""
    there = [each for each in Threshold.objects.shown_in(asked.chapter) if each.told_doing]
    return sorted(there, key=lambda each: each.told.words.lower())


def _refused(request, asked, form, language):
    """Take in the form, or say why it cannot be."""
    if not limits.allows(request, "round", per_day=FORMS_A_DAY):
        return _("Many forms came from your side of the internet today. Try again tomorrow, or take a form on paper.")
    try:
        actions.answer(listening_round=asked, language=language, most=actions.MOST_BY_LINK, **form.answered)
    except actions.RoundIsFull:
        return _("This round heard so many people that it is full. Thank you! What you wrote stands below.")
    except actions.RoundIsOver:
        return _("This round closed just now. Thank you! What you wrote stands below.")
    return None


def _language(request, asked):
    """The one asked for in the address, where the round has it; else that of the page."""
    wanted = request.GET.get("taal", "")
    return wanted if wanted in asked.languages else get_language()


def _languages(asked, language, page, query):
    """(address, code, name, whether it is this one) of every language of the round; the site's own ones at their own addresses."""
    aloud = {name: value for name, value in query.items() if name != "taal"}
    for code in asked.languages:
        is_ours = code in dict(settings.LANGUAGES)
        with override(code if is_ours else get_language()):
            address = reverse(page, args=[asked.slug], query=aloud if is_ours else aloud | {"taal": code})
        yield address, code, own_name_of(code), code == language


def _query(request, language):
    """What goes along to the next page: the language where it is not the site's, and whether somebody reads aloud."""
    query = {} if language == get_language() else {"taal": language}
    return query | ({"voorlezen": 1} if request.GET.get("voorlezen") else {})
