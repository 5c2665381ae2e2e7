"""What the circle of a city is asked this quarter. A coordinator may say it otherwise, until somebody answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from encounters import actions
from encounters.circle_forms import CircleQuestionsForm
from encounters.models import CircleNote
from encounters.models.circle import number_of, this_quarter
from encounters.models.words import told
from encounters.views.team import chapters_of
from merchants.admin.base import Who


@never_cache
def team_circle(request, chapter_slug=None):
    """Of the city in the address, else of one's first."""
    chapters = chapters_of(request.user, Who.COORDINATORS)
    chapter = next((each for each in chapters if chapter_slug in (None, each.slug)), None)
    if chapter is None:
        raise Http404
    quarter = this_quarter()
    asked, is_settled = actions.asked_in(chapter, quarter), actions.is_answered(chapter, quarter)
    form = None if is_settled else CircleQuestionsForm(request.POST or None, questions=asked)
    if request.method == "POST":
        if is_settled:
            return _answered(request, chapter)
        if form.is_valid():
            return _change(request, chapter, form)
    context = {
        "chapter": chapter,
        "chapters": chapters,
        "quarter": quarter,
        "number": number_of(quarter),
        "questions": [told(each) for each in asked],
        "form": form,
        "to_read": CircleNote.objects.to_read().filter(chapter=chapter).exists(),
        "team_page": True,
    }
    return render(request, "encounters/team_circle.html", context)


def _change(request, chapter, form):
    try:
        actions.change_circle_questions(chapter=chapter, questions=form.questions)
    except actions.AnsweredAlready:
        return _answered(request, chapter)
    messages.success(request, _("Saved. This is what the circle reads."))
    return redirect("encounters:team-circle-of", chapter.slug)


def _answered(request, chapter):
    messages.warning(request, _("Somebody answered meanwhile, so the questions stay as they are this quarter."))
    return redirect("encounters:team-circle-of", chapter.slug)
