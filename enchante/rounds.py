"""/beheer/nazicht/: the round of checking of a city. A coordinator begins and ends it; all of the team write down what places say."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.paginator import Paginator
from django.db.models import Count, F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from enchante.own_cities import chosen, cities_of
from merchants import actions
from merchants.admin.base import Who
from merchants.models import Chapter, Merchant, PaperRequest, Verification, VerificationRound
from merchants.models.rounds import LASTS, LONGEST, SHORTEST
from merchants.pause_forms import DayField

PAGE = 50
TOLD_TO_SOMEBODY = [Verification.Channel.PHONE, Verification.Channel.VISIT]


class BeginForm(forms.Form):
    due_on = DayField(label=gettext_lazy("Until when?"), missing=gettext_lazy("Fill in the last day of the round."))

    def __init__(self, data=None, *, today):
        super().__init__(data, initial={"due_on": today + LASTS})
        self.first, self.last = today + SHORTEST, today + LONGEST

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if not self.first <= day <= self.last:
            days = {"first": date_format(self.first, "j F Y"), "last": date_format(self.last, "j F Y")}
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s: places need some time, and not a whole season."), params=days
            )
        return day


class AnswerForm(forms.Form):
    """What a place said to somebody of the team; each answer is a button of its own."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did you hear it?"),
        choices=[(channel, channel.label) for channel in TOLD_TO_SOMEBODY],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], gettext_lazy("Say how you heard it: by phone or on a visit.")),
    )
    brought = forms.ModelMultipleChoiceField(
        PaperRequest.objects.none(), label=gettext_lazy("I brought this along"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answer = forms.ChoiceField(
        choices=[choice for choice in Verification.Answer.choices if choice[0]],
        error_messages=dict.fromkeys(["required", "invalid_choice"], gettext_lazy("Nothing was chosen. Please tap one of the three.")),
    )

    def __init__(self, *args, paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["brought"].queryset = paper
        self.fields["brought"].label_from_instance = PaperRequest.get_what_display


@never_cache
def rounds(request):
    """Where a round begins, and the way to the one that runs."""
    chapters, today = cities_of(request.user), timezone.localdate()
    chapter = chosen(chapters, request.GET.get("stad", ""))
    may_begin = chapter is not None and _may_begin(request.user, chapter)
    form = BeginForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and not may_begin:
        raise Http404
    if form.is_valid():
        return _begin(request, chapter, form.cleaned_data["due_on"])
    context = {"chapters": chapters, "chapter": chapter, "form": form, "may_begin": may_begin, "team_page": True}
    return render(request, "team/rounds.html", context | (_before(chapter, today) if chapter else {}))


def _may_begin(user, chapter):
    return _of_coordinators(user, chapter) and chapter.state != Chapter.State.RESTING


def _begin(request, chapter, due_on):
    begun, is_new = actions.begin_round(chapter=chapter, due_on=due_on)
    if is_new:
        site.get_model_admin(VerificationRound).log_addition(request, begun, _("Began."))
        messages.success(request, _("The round has begun. Whoever has an e-mail address gets a letter; the others stand on your list."))
    else:
        day = {"day": date_format(begun.begun_on, "j F")}
        messages.info(request, _("This round runs already, since %(day)s. Nobody was written to twice.") % day)
    return redirect("round", begun.pk)


def _before(chapter, today):
    """What the team knows before it begins: whom a round would ask, and the last one."""
    to_ask = actions.places_to_ask(chapter, today)
    to_call = to_ask.without_address().count()
    return {
        "running": chapter.rounds.open().first(),
        "last": chapter.rounds.exclude(ended_on=None).first(),
        "by_letter": to_ask.count() - to_call,
        "to_call": to_call,
        "known": chapter.merchants.listed().count() - to_ask.count(),
    }


@never_cache
def round_home(request, pk):
    begun = round_of(request.user, pk)
    waiting = begun.questions.waiting().select_related("merchant__neighbourhood")
    page = Paginator(waiting.order_by(F("merchant__neighbourhood__name").asc(nulls_last=True), "merchant__name", "pk"), PAGE)
    page = page.get_page(request.GET.get("pagina"))
    answered = begun.questions.exclude(answer=Verification.Answer.NONE)
    said = Paginator(answered.select_related("merchant").order_by("channel", "merchant__name", "pk"), PAGE)
    context = {
        "round": begun,
        "is_over": begun.ended_on is not None,
        "takes_answers": begun.takes_answers_on(timezone.localdate()),
        "ways": _by_way(answered),
        "said": said.get_page(request.GET.get("antwoorden")),
        "page": page,
        "quarters": [(name, list(there)) for name, there in groupby(page, key=lambda question: question.merchant.neighbourhood)],
        "changed": Paginator(begun.questions.changed().select_related("merchant").order_by("merchant__name", "pk"), PAGE).get_page(
            request.GET.get("anders")
        ),
        "may_end": begun.ended_on is None and _of_coordinators(request.user, begun.chapter),
        "team_page": True,
    }
    return render(request, "team/round.html", context)


def _by_way(answered):
    """[(way, how many were answered by it)], without the ways nobody took."""
    numbers = dict(answered.order_by().values_list("channel").annotate(Count("pk")))
    return [(channel.label, numbers[channel]) for channel in Verification.Channel if numbers.get(channel)]


@never_cache
def round_place(request, pk, place):
    """What we say of a place, to read aloud, and the three answers."""
    begun = round_of(request.user, pk)
    questions = begun.questions.answerable().select_related("merchant__chapter")
    question = get_object_or_404(questions, merchant=place)
    paper = PaperRequest.objects.waiting().filter(merchant=place)
    by = "visit" if request.GET.get("hoe") == "visit" else "phone"
    form = AnswerForm(request.POST if request.method == "POST" else None, paper=paper, initial={"channel": by})
    if form.is_valid():
        return _write_down(request, question, paper, **form.cleaned_data)
    context = {
        "round": begun,
        "question": question,
        "merchant": question.merchant,
        "form": form,
        "paper": paper,
        "takes_answers": begun.takes_answers_on(timezone.localdate()),
        "answer": question.merchant.hours_at(timezone.localtime()),
        "team_page": True,
    }
    return render(request, "team/round_place.html", context)


def _write_down(request, question, paper, channel, answer, brought):
    try:
        actions.write_down_answer(question=question, answer=answer, channel=channel)
    except actions.RoundIsOver:
        messages.info(request, _("This round is over. What you heard can still be written down at “Somebody called”."))
        return redirect("round", question.round_id)
    actions.send_paper(paper.filter(pk__in=brought))
    merchant = question.merchant
    note = f"{Verification.Channel(channel).label}: {Verification.Answer(answer).label}."
    site.get_model_admin(Merchant).log_change(request, merchant, note.capitalize())
    messages.success(request, SAID[answer] % {"name": merchant.name})
    match answer:
        case Verification.Answer.CHANGED:
            return redirect("called-place", merchant.pk)
        case Verification.Answer.STOPS:
            return redirect("round-place", question.round_id, merchant.pk)
    return redirect("round", question.round_id)


SAID = {
    Verification.Answer.RIGHT: gettext_lazy("Written down: all is right at %(name)s."),
    Verification.Answer.CHANGED: gettext_lazy("Written down. Change here what is different at %(name)s; then it is checked as well."),
    Verification.Answer.STOPS: gettext_lazy("%(name)s is off the map. Was it a slip? Write down another answer: then it is back at once."),
}


@require_POST
def round_end(request, pk):
    begun = round_of(request.user, pk)
    if not _of_coordinators(request.user, begun.chapter):
        raise Http404
    if actions.end_round(begun=begun):
        site.get_model_admin(VerificationRound).log_change(request, begun, _("Ended."))
        messages.success(request, _("The round has ended. Thank you for all the calls and the walks."))
    else:
        messages.info(request, _("This round had ended already."))
    return redirect("round", pk)


def round_of(user, pk):
    """A round of a city for whose team this person works; another's is not there."""
    if not user.is_staff:
        raise Http404
    own = site.get_model_admin(VerificationRound).rows_for(user, Who.TEAM)
    return get_object_or_404(own.select_related("chapter"), pk=pk)


def _of_coordinators(user, chapter):
    return chapter.pk in Who.COORDINATORS.chapters(user)
