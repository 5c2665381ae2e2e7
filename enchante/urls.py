"""Which address belongs to whom. Dutch has no prefix; paths stay Dutch in every language, names in code are English."""

from allauth.account import urls as account_urls
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from enchante import (
    account,
    balance,
    called,
    catalogue_page,
    city_begin,
    city_texts,
    demo,
    ending,
    exports_page,
    figures_page,
    for_search,
    health,
    imports,
    login,
    network_texts,
    offline,
    own_pages,
    report_page,
    round_paper,
    rounds,
    showroom,
    team_history,
    work_page,
)
from merchants.models import Chapter, Merchant, Service
from merchants.views import places
from referrals.views import editions, finding, widgets
from vouchers.models import Treat, TreatKind

# Of allauth's own pages only these: nobody has a password, and nobody signs up here. Whoever tries is shown how to join in.
ACCOUNT_PAGES = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_confirm_login_code",
}
login_patterns = [
    *[page for page in account_urls.urlpatterns if page.name in ACCOUNT_PAGES],
    path("login/code/", login.ask_again, name="account_request_login_code"),
    path("signup/", login_not_required(RedirectView.as_view(pattern_name="merchants:doors")), name="account_signup"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # One address in every language, so that a picture is fetched once.
    path("foto/<slug:digest>.jpg", places.photo, name="photo"),
    path("beeld.png", finding.share_picture_of_home, name="share-picture-home"),
    path("beeld/<slug:slug>.png", places.share_picture, name="share-picture"),
    path("beeld/stad/<slug:slug>.png", places.share_picture_of_city, name="share-picture-city"),
    path("kaart/<slug:digest>.jpg", editions.background, name="map-background"),
    path("sw.js", offline.worker, name="worker"),
    path("inbedden.js", widgets.widget_script, name="widget-script"),
    path("robots.txt", for_search.robots, name="robots"),
    path("sitemap.xml", for_search.index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", for_search.section, name="sitemap"),
    *i18n_patterns(
        # They are tried one by one: what is asked most often comes first, the finder and then the counter.
        path("", include("referrals.urls")),
        path("", include("vouchers.urls")),
        path("", include("merchants.urls")),
        path("", include("encounters.urls")),
        path("mijn-plek/<slug:slug>/geschiedenis/", own_pages.place_history, name="place-history"),
        path("mijn-login/", account.own_account, name="own-account"),
        path("mijn-login/team/<int:pk>/verlaten/", account.team_leave, name="team-leave"),
        path("mijn-login/organisatie/<int:pk>/verlaten/", account.organisation_leave, name="organisation-leave"),
        path("mijn-login/gegevens.json", account.own_data, name="own-data"),
        path("mijn-login/wissen/", account.own_erase, name="own-erase"),
        path("gewist/", account.own_erased, name="own-erased"),
        path("zonder-verbinding/", offline.page, name="offline"),
        path("accounts/", include(login_patterns)),
        path("cijfers/", figures_page.figures, name="figures"),
        path("beheer/gebeld/", called.called, name="called"),
        path("beheer/gebeld/<int:pk>/", called.called_place, name="called-place"),
        path("beheer/plek/<int:pk>/sluiten/", ending.place_close, name="place-close"),
        path("beheer/plek/<int:pk>/samenvoegen/", ending.place_merge, name="place-merge"),
        path("beheer/catalogus/<slug:what>/<int:pk>/samenvoegen/", catalogue_page.catalogue_merge, name="catalogue-merge"),
        path("beheer/verslag/", report_page.report, name="report"),
        path("beheer/verslag/tabel.xlsx", report_page.report_sheet, name="report-sheet"),
        path("beheer/uitvoer/", exports_page.export, name="export"),
        path("beheer/nazicht/", rounds.rounds, name="rounds"),
        path("beheer/nazicht/<int:pk>/", rounds.round_home, name="round"),
        path("beheer/nazicht/<int:pk>/lijst/", round_paper.round_list, name="round-list"),
        path("beheer/nazicht/<int:pk>/plek/<int:place>/", rounds.round_place, name="round-place"),
        path("beheer/nazicht/<int:pk>/einde/", rounds.round_end, name="round-end"),
        path("beheer/evenwicht/", balance.balance, name="balance"),
        path("beheer/werk/", work_page.work, name="work"),
        path("beheer/stad-beginnen/", city_begin.city_begin, name="city-begin"),
        path("beheer/teksten-van-het-netwerk/", network_texts.network_texts, name="network-texts"),
        path("beheer/teksten-van-het-netwerk/<slug:name>/", network_texts.network_text_edit, name="network-text-edit"),
        path("beheer/teksten/", city_texts.texts, name="texts"),
        path("beheer/teksten/<slug:slug>/", city_texts.texts_of_city, name="texts-of-city"),
        path("beheer/teksten/<slug:slug>/<slug:name>/", city_texts.text_edit, name="text-edit"),
        # At the addresses of the admin's own history, and before it.
        path("beheer/merchants/merchant/<int:pk>/history/", team_history.row_history, {"model": Merchant}, name="team-history-place"),
        path("beheer/merchants/chapter/<int:pk>/history/", team_history.row_history, {"model": Chapter}, name="team-history-city"),
        path("beheer/vouchers/treat/<int:pk>/history/", team_history.row_history, {"model": Treat}, name="team-history-treat"),
        path("beheer/merchants/service/<int:pk>/history/", team_history.row_history, {"model": Service}, name="team-history-service"),
        path("beheer/vouchers/treatkind/<int:pk>/history/", team_history.row_history, {"model": TreatKind}, name="team-history-kind"),
        path("beheer/invoer/", imports.imports, name="imports"),
        path("beheer/invoer/<int:pk>/", imports.import_look, name="import-look"),
        path("beheer/", admin.site.urls),
        path("demo/", demo.door, name="demo"),
        path("demo/als/<slug:role>/", demo.enter, name="demo-enter"),
        prefix_default_language=False,
    ),
]

if settings.DEBUG:
    urlpatterns += i18n_patterns(*showroom.urlpatterns, prefix_default_language=False)

handler400 = "enchante.errors.garbled"
handler403 = "enchante.errors.refused"
handler404 = "enchante.errors.not_found"
handler429 = "enchante.errors.too_many"
handler500 = "enchante.errors.broken"
