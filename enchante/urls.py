"""Which address belongs to whom. Dutch has no prefix; paths stay Dutch in every language, names in code are English."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from enchante import showroom

urlpatterns = i18n_patterns(
    path("", include("referrals.urls")),
    path("", include("merchants.urls")),
    path("", include("vouchers.urls")),
    path("accounts/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    prefix_default_language=False,
)

if settings.DEBUG:
    urlpatterns += i18n_patterns(path("components/", showroom.components, name="components"), prefix_default_language=False)
