"""What is new in the network, for programs that follow feeds."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from encounters import news

from .stories import city_asked


@login_not_required
@require_safe
def news_feed(request):
    chapter, _is_unknown = city_asked(request)
    return news.answer(chapter)
