"""How it goes, twice a year: a team begins it with one tap, and everybody reads what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from encounters import actions
from encounters.evaluations import heard_in
from encounters.half_years import HalfYear
from encounters.models import Audience, Evaluation, ListeningRound
from merchants.admin.base import Who

from .team import chapter_of, chapters_of

ON_A_PAGE = 10


@login_not_required
@require_safe
def evaluation(request, chapter_slug, half):
    half_year = HalfYear.read(half)
    if not half_year:
        raise Http404
    there = Evaluation.objects.filter(chapter__slug=chapter_slug).select_related("chapter")
    here, today = get_object_or_404(there, first_day=half_year.first_day), timezone.localdate()
    heard = heard_in([here])[here.pk]
    context = {
        "evaluation": here,
        "chapter": here.chapter,
        "half_year": half_year,
        "heard": heard,
        # To others than whoever comes in, the team sends the link.
        "asking": [each.listening_round.pk for each in heard if _asks_everybody(each.listening_round, today)],
        "others": there.exclude(pk=here.pk),
    }
    return render(request, "encounters/evaluation.html", context)


@never_cache
def team_evaluations(request):
    own, half_year = chapters_of(request.user, Who.TEAM), HalfYear.of(timezone.localdate())
    evaluations = (
        Evaluation.objects.filter(chapter__in=own)
        .select_related("chapter")
        .prefetch_related(Prefetch("rounds", ListeningRound.objects.order_by("pk")))
    )
    begun = set(evaluations.filter(first_day=half_year.first_day).values_list("chapter", flat=True))
    context = {
        "half_year": half_year,
        # A city that rests asks nobody how it goes.
        "begins_in": [each for each in chapters_of(request.user, Who.COORDINATORS) if not each.is_resting and each.pk not in begun],
        "page": Paginator(evaluations, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "team_page": True,
    }
    return render(request, "encounters/team_evaluations.html", context)


@never_cache
@require_POST
def team_evaluation_begin(request):
    """One tap of a coordinator. A second one, of whoever it is, finds what the first one began."""
    chapter = chapter_of(request.user, Who.COORDINATORS, request.POST.get("stad"))
    _evaluation, is_new = actions.begin_evaluation(chapter=chapter)
    if is_new:
        messages.success(request, _("Three rounds are open. Spread each by its link, its square code or on paper."))
    else:
        messages.info(request, _("It was begun already. Here it is."))
    return redirect("encounters:team-evaluations")


def _asks_everybody(listening_round, today):
    return listening_round.audience == Audience.PEOPLE and listening_round.asks_on(today)
