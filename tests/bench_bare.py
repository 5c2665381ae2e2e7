"""The least that a Django view can do: show a page, and take one from a count. Only the server of `make bench` knows them."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from enchante import urls
from tests.bench_hand_outs import TAKE_ONE

PAGE = (
    "<!DOCTYPE html><html lang=nl><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Page</title>"
    "<h1>A page</h1><p>With one sentence, and nothing else.</p></html>"
)


@login_not_required
def bare_page(request):
    return HttpResponse(PAGE)


@login_not_required
@csrf_exempt
def bare(request, pk):
    with connection.cursor() as cursor:
        cursor.execute(TAKE_ONE.format("%s"), [pk])
        return HttpResponse(status=204 if cursor.rowcount else 409)


urlpatterns = [path("bare/", bare_page), path("bare/<int:pk>/", bare), *urls.urlpatterns]
handler429 = urls.handler429
