"""The addresses as they are while DEBUG: tests run without it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from enchante import showroom
from enchante.urls import urlpatterns as house

urlpatterns = [*house, *i18n_patterns(path("components/", showroom.components, name="components"), prefix_default_language=False)]
