"""Help lines: for when it takes more than a coffee."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from merchants.models import Chapter
from referrals.models import HelpLine


@login_not_required
@require_safe
def help(request):
    slug, cities = request.GET.get("stad", ""), list(Chapter.objects.filter(help_lines__isnull=False).distinct())
    city = next((city for city in cities if city.slug == slug), None)
    # Whoever answers in the reader's language stands first.
    lines = sorted(HelpLine.objects.for_city(city), key=lambda line: not line.speaks(get_language()))
    context = {
        "cities": cities,
        "city": city,
        "has_none_of_its_own": bool(slug) and not city,
        "calls": [line for line in lines if line.kind == HelpLine.Kind.CALL],
        # The city's own houses before those of everywhere.
        "houses": sorted((line for line in lines if line.kind == HelpLine.Kind.VISIT), key=lambda line: line.chapter_id is None),
        "some_are_unchecked": any(line.checked_on is None for line in lines),
        "exit_url": settings.QUICK_EXIT_URL,
    }
    return render(request, "referrals/help.html", context)
