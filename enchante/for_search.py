"""What search engines are told: which pages there are, in which languages, and where they need not look."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from enchante import guest_pages
from merchants.models import Chapter, Merchant

# Pages that look the same to everybody and hold words worth finding.
PAGES = [
    *["referrals:home", "referrals:places", "referrals:how-it-works", "referrals:help", "referrals:ask-cards", "referrals:pointing"],
    *["referrals:open-data", "merchants:doors", "merchants:charter", "merchants:privacy", "merchants:terms", "merchants:accessibility"],
    *["referrals:widget-choose", "referrals:other-help", "encounters:stories", "encounters:method", "encounters:cards", "figures"],
]
ROOMS = ["beheer/", "mijn-", "accounts/", "toog/"]
# A question in an address makes a page of its own out of every filter, and a login leads nowhere.
ROBOTS = """User-agent: *
Allow: /sitemap
Disallow: /*?
{nothing}

Sitemap: {sitemap}
"""


class _InEachLanguage(Sitemap):
    i18n = alternates = x_default = True
    # Each is told once in each language, and each time names the others.
    limit = 500

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class Pages(_InEachLanguage):
    def items(self):
        return PAGES

    def get_languages_for_item(self, item):
        languages = settings.LANGUAGES if item in guest_pages.PAGES else settings.WHOLE_LANGUAGES
        return [code for code, _name in languages]

    def location(self, item):
        return reverse(item)


class Cities(_InEachLanguage):
    def items(self):
        return Chapter.objects.at_work().order_by("pk").only("slug")


class Places(_InEachLanguage):
    def items(self):
        return Merchant.objects.listed().order_by("pk").only("slug", "checked_on")

    def lastmod(self, item):
        return item.checked_on


SITEMAPS = {"pages": Pages, "cities": Cities, "places": Places}


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def index(request):
    return views.index(request, SITEMAPS, sitemap_url_name="sitemap").render()


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def section(request, section):
    return views.sitemap(request, SITEMAPS, section=section).render()


@login_not_required
@require_safe
def robots(request):
    starts = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _name in settings.WHOLE_LANGUAGES]
    nothing = "\n".join(f"Disallow: {start}/{room}" for start in starts for room in ROOMS)
    text = ROBOTS.format(nothing=nothing, sitemap=settings.SITE_URL + reverse("sitemap-index"))
    return HttpResponse(text, content_type="text/plain")
