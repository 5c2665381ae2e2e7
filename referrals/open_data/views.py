"""Open data: what anybody may take along, without a key. Bad questions are answered in the form that was asked for."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from merchants.models import Chapter, Merchant
from referrals import feeds
from referrals.reading import shortened

from . import hsds, licences, lists, osm, packing, paging, published, tables
from .keys import Keys

METHODS = ["GET", "HEAD", "OPTIONS"]
ALLOWED = ", ".join(METHODS)
JSON, CSV = "application/json", "text/csv; charset=utf-8"
LISTS = {
    "organizations": lists.organizations,
    "services": lists.services,
    "service_at_locations": lists.service_at_locations,
    "locations": lists.locations,
}


def for_machines(view):
    """Open to other sites: also where a browser first asks whether it may, and where the answer is no."""

    @login_not_required
    @csrf_exempt  # Nothing can be changed here: the answer says so.
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ALLOWED, "Access-Control-Allow-Headers": "If-None-Match"})
        elif request.method not in METHODS:
            response = refusal(405, "MethodNotAllowed", _("This can only be read."))
            response["Allow"] = ALLOWED
        else:
            try:
                response = view(request, *args, **kwargs)
            except paging.NotUnderstood as error:
                response = refusal(400, "InvalidParameterValue", str(error))
        response["Access-Control-Allow-Origin"], response["Access-Control-Allow-Methods"] = "*", ALLOWED
        response["Access-Control-Expose-Headers"] = "ETag"
        return response

    answer.is_for_machines = True
    return answer


@login_not_required
@require_safe
def open_data(request):
    today = timezone.localdate()
    listed = Merchant.objects.listed()
    context = {
        "number": listed.count(),
        "checked": listed.exclude(pk__in=Merchant.objects.to_check(today)).count(),
        "chapters": Chapter.objects.at_work(),
        "licence": licences.OWN,
        "licence_address": licences.ADDRESSES[licences.OWN],
        "lists": LISTS,
    }
    return render(request, "referrals/open_data.html", context)


def _mark(request, *places):
    return published.mark(timezone.localdate())


@for_machines
def places_csv(request):
    try:
        paging.refuse_others(request.GET, {"stad"})
        places = _in_city(published.places(timezone.localdate()), request.GET.get("stad", ""))
    except paging.NotUnderstood as error:
        told = tables.line(["code", "description"]) + tables.line(["InvalidParameterValue", str(error)])
        return HttpResponse(told, status=400, content_type=CSV)
    return _table(request, places)


@condition(etag_func=_mark)
def _table(request, places):
    return StreamingHttpResponse(tables.chunks(places, timezone.localdate(), get_language()), content_type=CSV)


@for_machines
def osm_geojson(request):
    paging.refuse_others(request.GET, {"stad"})
    return _tagged(request, _in_city(published.places(timezone.localdate()), request.GET.get("stad", "")))


@condition(etag_func=_mark)
def _tagged(request, places):
    return StreamingHttpResponse(osm.chunks(places, timezone.localdate()), content_type=feeds.TYPE)


@for_machines
def hsds_zip(request):
    paging.refuse_others(request.GET, set())
    return _packed(request)


@condition(etag_func=_mark)
def _packed(request):
    packed = packing.pack(published.places(timezone.localdate()), Keys.here(), timezone.localdate())
    return FileResponse(packed, as_attachment=True, filename="hsds.zip", content_type="application/zip")


@for_machines
def hsds_about(request):
    paging.refuse_others(request.GET, set())
    told = {
        "version": f"HSDS {hsds.VERSION}",
        "profile": "https://docs.openreferral.org/en/3.0/",
        "openapi_url": "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json",
    }
    return feeds.answer(told, content_type=JSON)


@for_machines
def hsds_list(request, what):
    if what not in LISTS:
        return hsds_nothing(request)
    asked = paging.read(request.GET)
    contents, total = LISTS[what](asked, timezone.localdate())
    return feeds.answer(paging.page_of(contents, asked, total), content_type=JSON)


@for_machines
def hsds_one(request, what, id):
    paging.refuse_others(request.GET, {"format"})
    paging.refuse_other_formats(request.GET)
    found = lists.one(what, id, timezone.localdate())
    return feeds.answer(found, content_type=JSON) if found else hsds_nothing(request)


@for_machines
def hsds_nothing(request, rest=""):
    return refusal(404, "NotFound", _("There is nothing here. What there is stands on /open/."))


def _in_city(places, slug):
    if slug and not Chapter.objects.filter(slug=slug.replace("\0", "")).exists():
        raise paging.NotUnderstood(_("We did not understand “%(text)s”.") % {"text": shortened(slug.replace("\0", ""))})
    return places.filter(chapter__slug=slug) if slug else places


def refusal(status, code, sentence):
    return feeds.answer({"code": code, "description": sentence}, status=status, content_type=JSON)
