"""The addresses as they are while DEBUG (tests run without it), and a door to pages that otherwise only show when something is wrong."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import path

from enchante import showroom
from enchante.urls import urlpatterns as house


@login_not_required
def show(request, name):
    return render(request, f"{name}.html")


urlpatterns = [
    *house,
    *i18n_patterns(*showroom.urlpatterns, prefix_default_language=False),
    path("show/<path:name>/", show),
]
