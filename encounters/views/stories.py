"""Stories, for everybody: reading them, on paper too, telling one, and taking one's own back."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from encounters import actions
from encounters.models import Story
from encounters.story_forms import StoryForm
from merchants import limits
from merchants.models import Chapter
from merchants.posters import qr
from vouchers.views.answers import SeeOther

# Many people may share one address: a library, a day centre.
FORMS_A_DAY = 30
ON_A_PAGE = 12
# Nobody reads more of them on paper; the sheet says where the others are.
ON_PAPER = 40


@login_not_required
@require_safe
def story_list(request):
    chapter, is_unknown = city_asked(request)
    page = Paginator(_shown_in(chapter), ON_A_PAGE).get_page(request.GET.get("pagina"))
    cities = Chapter.objects.filter(stories__in=Story.objects.shown()).distinct().order_by("name")
    return render(request, "encounters/stories.html", {"chapter": chapter, "page": page, "cities": cities, "is_unknown": is_unknown})


@login_not_required
@require_safe
def story(request, key):
    here = get_object_or_404(Story.objects.shown().select_related("chapter"), pk=key)
    return render(request, "encounters/story.html", {"story": here})


@login_not_required
@require_safe
def story_paper(request):
    """A sheet to print. Made from what stands here now, so that a story that was taken back is not on it."""
    chapter, _is_unknown = city_asked(request)
    found = list(_shown_in(chapter)[: ON_PAPER + 1])
    context = {
        "chapter": chapter,
        "stories": found[:ON_PAPER],
        "are_more": len(found) > ON_PAPER,
        "qr": qr(reverse("encounters:stories")),
        "today": timezone.localdate(),
    }
    return render(request, "encounters/story_paper.html", context)


@login_not_required
@never_cache
def story_tell(request):
    chapter, _is_unknown = city_asked(request)
    form, status = StoryForm(request.POST or None, initial={"city": chapter and chapter.slug}), 200
    if form.is_valid():
        if limits.allows(request, "story", per_day=FORMS_A_DAY):
            actions.tell_story(**form.told)
            return SeeOther(reverse("encounters:story-thanks", args=[form.told["token"]]))
        form.add_error(None, _("Many stories came from your side of the internet today. Keep yours, and send it tomorrow."))
        status = 429
    return render(request, "encounters/story_tell.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_safe
def story_thanks(request, token):
    """The one page that shows the private link, to whoever holds it already."""
    told = Story.objects.told_with(token).first()
    if told is None:
        return _gone(request)
    link = reverse("encounters:story-take-back", args=[token])
    return render(request, "encounters/story_thanks.html", {"link": link, "address": settings.SITE_URL + link, "qr": qr(link)})


@login_not_required
@never_cache
def story_take_back(request, token):
    """What became of it, and one button. A link that was used, and one that never was, answer alike."""
    if request.method == "POST" and actions.take_story_back(token=token):
        return SeeOther(reverse("encounters:story-gone"))
    told = Story.objects.told_with(token).select_related("chapter").first()
    return render(request, "encounters/story_take_back.html", {"story": told}) if told else _gone(request)


@login_not_required
@require_safe
def story_gone(request):
    return render(request, "encounters/story_gone.html")


def city_asked(request):
    """(the Chapter of `stad=`, or None; whether somebody asked for one there is not)"""
    slug = request.GET.get("stad", "")
    chapter = Chapter.objects.filter(slug=slug).first() if slug and "\x00" not in slug else None
    return chapter, bool(slug and chapter is None)


def _shown_in(chapter):
    stories = Story.objects.shown().select_related("chapter")
    return stories.filter(chapter=chapter) if chapter else stories


def _gone(request):
    return render(request, "encounters/story_gone.html", {"is_before": True}, status=404)
