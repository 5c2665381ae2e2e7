"""What others put in their own pages: how to choose it, the piece itself, and what programs ask about it."""

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from merchants.models import Chapter
from referrals import directory, feeds, widgets
from referrals.open_data.views import JSON, for_machines, refusal
from referrals.reading import shortened
from referrals.widget_form import WidgetForm


@login_not_required
@require_safe
def widget_choose(request):
    form = WidgetForm(request.GET)
    return render(request, "referrals/widget_choose.html", {"form": form, "widget": form.widget() if form.is_valid() else None})


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def widget(request, slug):
    """The one page that may stand in a frame anywhere: nothing on it can be tapped but links."""
    chapter = get_object_or_404(Chapter, slug=slug)
    chosen = widgets.of(request.GET, chapter)
    shown = widgets.show(chosen, request.GET, directory=directory.look(), now=timezone.now())
    colour = widgets.COLOURS.get(chosen.colour, chapter.colour)
    page = render(request, "referrals/widget.html", {"widget": chosen, "chapter": chapter, "shown": shown, "colour": colour})
    # Also where the other page asks of everything it shows whether it may.
    page["Cross-Origin-Resource-Policy"], page["Cross-Origin-Embedder-Policy"] = "cross-origin", "require-corp"
    return page


@login_not_required
@require_safe
def widget_script(request):
    """For pages that let the piece be as high as what it shows. At an address that stays, for it is written in other people's pages."""
    code = (settings.BASE_DIR / "static" / "widget-host.js").read_bytes()
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=86400"}
    return HttpResponse(code, "text/javascript", headers=headers)


@for_machines
def oembed(request):
    """https://oembed.com: what to put in a page for an address of ours."""
    if request.GET.get("format", "json") != "json":
        return refusal(501, "NotImplemented", _("This comes as JSON only."))
    address = request.GET.get("url", "").replace("\0", "")
    chosen = widgets.behind(address)
    if not chosen:
        return refusal(404, "NotFound", _("We have nothing to show for “%(text)s”.") % {"text": shortened(address)})
    sizes = [request.GET.get(name, str(widgets.HIGHEST)) for name in ("maxwidth", "maxheight")]
    if not all(size.isascii() and size.isdigit() and 0 < int(size[:7]) for size in sizes):
        return refusal(400, "InvalidParameterValue", _("Write maxwidth and maxheight as numbers from 1 on."))
    return feeds.answer(chosen.oembed(*(int(size[:7]) for size in sizes)), content_type=JSON)
