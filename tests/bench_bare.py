"""The least that a Django view can do to take one from a count. Only the server of `make bench` knows it."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from enchante import urls
from tests.bench_hand_outs import TAKE_ONE


@login_not_required
@csrf_exempt
def bare(request, pk):
    with connection.cursor() as cursor:
        cursor.execute(TAKE_ONE.format("%s"), [pk])
        return HttpResponse(status=204 if cursor.rowcount else 409)


urlpatterns = [path("bare/<int:pk>/", bare), *urls.urlpatterns]
handler429 = urls.handler429
