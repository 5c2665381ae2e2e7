"""What a city does together, for everybody: its calendar, on the screen, on paper and in calendar programs."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encounters import agenda, calendars
from encounters.for_machines import describe
from encounters.models import Activity
from merchants import posters, schema_org
from merchants.models import Chapter

ON_A_PAGE = 30
# Of a month on paper; of a feed.
MOST = 500
# So many cards on a sheet of A4.
CARDS = 8


@login_not_required
@require_safe
def chapter_agenda(request, chapter_slug):
    chapter, now = get_object_or_404(Chapter, slug=chapter_slug), timezone.now()
    found = agenda.read(chapter, request.GET, now)
    page = Paginator(found.activities, ON_A_PAGE).get_page(request.GET.get("pagina"))
    feed = reverse("encounters:agenda-feed", args=[chapter.slug])
    context = {
        "chapter": chapter,
        "found": found,
        "page": page,
        "days": agenda.by_day(page),
        "feed": feed,
        # Calendar programs follow this one by themselves; it leads to the same address.
        "subscribe": "webcal://" + settings.SITE_URL.partition("://")[2] + feed,
        "this_month": timezone.localdate(),
    }
    return render(request, "encounters/agenda.html", context)


@login_not_required
@require_safe
def agenda_feed(request, chapter_slug):
    chapter, since = get_object_or_404(Chapter, slug=chapter_slug), timezone.now() - calendars.TOLD_FOR
    activities = _of(chapter, Activity.objects.coming(since).with_place()[:MOST])
    return calendars.answer(chapter.slug, activities, title=f"{chapter.public_name} {chapter.name}")


@login_not_required
@require_safe
def agenda_month(request, chapter_slug, month):
    chapter, first = get_object_or_404(Chapter, slug=chapter_slug), agenda.month_of(month)
    if not first:
        raise Http404
    there = Activity.objects.published().filter(begins_at__year=first.year, begins_at__month=first.month).with_place()
    context = {
        "chapter": chapter,
        "month": first,
        "before": (first - timedelta(1)).replace(day=1),
        "after": (first + timedelta(31)).replace(day=1),
        "days": agenda.by_day(_of(chapter, there[:MOST])),
        "qr": posters.qr(reverse("encounters:agenda", args=[chapter.slug])),
        "today": timezone.localdate(),
    }
    return render(request, "encounters/agenda_month.html", context)


@login_not_required
@require_safe
def activity_detail(request, chapter_slug, slug):
    activity, now = _find(chapter_slug, slug), timezone.now()
    context = {
        "activity": activity,
        "chapter": activity.chapter,
        "is_over": activity.is_over(now),
        "takes_signs": activity.takes_signs_at(now),
        "has_round": not activity.is_cancelled and activity.asides.standing().exists(),
        "thresholds": activity.thresholds.shown(),
        "others": Activity.objects.published().after(activity, now)[:5],
        "for_machines": schema_org.as_script(describe(activity)),
    }
    return render(request, "encounters/activity.html", context)


@login_not_required
@require_safe
def activity_calendar(request, chapter_slug, slug):
    activity = _find(chapter_slug, slug)
    return calendars.answer(activity.slug, [activity], title=activity.title)


@login_not_required
@require_safe
def thank_cards(request, chapter_slug, slug):
    words = [
        _("Thank you for coming."),
        _("It was good to have you here."),
        _("Thank you for what you brought along."),
        _("See you again!"),
    ]
    context = {"activity": _find(chapter_slug, slug), "cards": words * (CARDS // len(words))}
    return render(request, "encounters/thank_cards.html", context)


def _find(chapter_slug, slug):
    there = Activity.objects.published().with_place().select_related("chapter")
    return get_object_or_404(there, chapter__slug=chapter_slug, slug=slug)


def _of(chapter, activities):
    """A list of the same, each knowing its city without asking."""
    found = list(activities)
    for activity in found:
        activity.chapter = chapter
    return found
