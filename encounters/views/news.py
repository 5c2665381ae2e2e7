"""What is new in the network, for programs that follow feeds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseNotFound
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from encounters import news
from referrals.reading import shortened

from .stories import city_asked


@login_not_required
@require_safe
def news_feed(request):
    chapter, is_unknown = city_asked(request)
    if is_unknown:
        sentence = _("We did not understand “%(text)s”.") % {"text": shortened(request.GET["stad"].replace("\0", ""))}
        return HttpResponseNotFound(sentence, content_type="text/plain; charset=utf-8")
    return news.answer(chapter)
