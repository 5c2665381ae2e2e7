from django.urls import include, path

from merchants.views.doors import door, door_thanks

from .joining import ORGANISATION
from .views import asides, asking, colleagues, counter, editions, finding, helping, lists, organisations, paper, pointing, sets, signals

app_name = "referrals"

urlpatterns = [
    path("", finding.home, name="home"),
    path("plekken/", finding.places, name="places"),
    path("plekken/nu/", finding.places_open_now, name="places-open-now"),
    path("plekken.geojson", finding.places_geojson, name="places-geojson"),
    path("kaart.json", finding.map_features, name="map-features"),
    path("buurten.geojson", finding.neighbourhoods_geojson, name="neighbourhoods-geojson"),
    path("lijstje/", lists.shortlist, name="shortlist"),
    path("vergelijken/", lists.compare, name="compare"),
    path("hoe-werkt-het/", asking.how_it_works, name="how-it-works"),
    path("doe-mee/organisatie/", door, {"door": ORGANISATION}, name="door-organisation"),
    path("doe-mee/organisatie/bedankt/", door_thanks, {"door": ORGANISATION}, name="door-organisation-thanks"),
    path("mijn-organisatie/", organisations.my_organisations, name="my-organisations"),
    path("mijn-organisatie/<int:pk>/", organisations.organisation_home, name="organisation-home"),
    path("mijn-organisatie/lijstjes/bewaren/", sets.set_keep, name="set-keep"),
    path("mijn-organisatie/<int:pk>/lijstjes/", sets.organisation_sets, name="organisation-sets"),
    path("mijn-organisatie/<int:pk>/lijstjes/bewaren/", sets.organisation_set_keep, name="organisation-set-keep"),
    path("mijn-organisatie/<int:pk>/lijstjes/<int:set_pk>/", sets.organisation_set, name="organisation-set"),
    path("mijn-organisatie/<int:pk>/lijstjes/<int:set_pk>/plekken/", sets.organisation_set_arrange, name="organisation-set-arrange"),
    path("mijn-organisatie/<int:pk>/lijstjes/<int:set_pk>/weg/", sets.organisation_set_remove, name="organisation-set-remove"),
    path("mijn-organisatie/<int:pk>/papier/", paper.organisation_paper, name="organisation-paper"),
    path("mijn-organisatie/<int:pk>/mensen/", colleagues.organisation_people, name="organisation-people"),
    path("mijn-organisatie/<int:pk>/mensen/<int:person_pk>/weg/", colleagues.organisation_person_remove, name="organisation-person-remove"),
    path("mijn-organisatie/plek/<slug:slug>/", asides.organisation_place_first, name="organisation-place-first"),
    path("mijn-organisatie/<int:pk>/plek/<slug:slug>/", asides.organisation_place, name="organisation-place"),
    path("mijn-organisatie/<int:pk>/opzij/", asides.organisation_asides, name="organisation-asides"),
    path("mijn-organisatie/<int:pk>/vragen/", signals.organisation_questions, name="organisation-questions"),
    path("mijn-vragen/", signals.my_questions, name="my-questions"),
    path("meldingen/<slug:slug>/", signals.signal_send, name="signal-send"),
    path("meldingen/<slug:slug>/bedankt/", signals.signal_thanks, name="signal-thanks"),
    path("toog/<slug:token>/opzij/", counter.counter_aside, name="counter-aside"),
    path("wegwijzen/", pointing.pointing, name="pointing"),
    path("wegwijzen/zoeken/", pointing.pointing_search, name="pointing-search"),
    path("vraagkaartjes/", asking.ask_cards, name="ask-cards"),
    path("hulp/", helping.help, name="help"),
    path("open/", include("referrals.open_data.urls")),
    path("druk/<slug:slug>/", editions.city_map, name="city-map"),
    path("druk/<slug:slug>/vandaag/", editions.city_list_today, name="city-list-today"),
    path("druk/<slug:slug>/<int:number>/a3/", editions.edition_a3, name="edition-a3"),
    path("druk/<slug:slug>/<int:number>/a4/", editions.edition_a4, name="edition-a4"),
    path("druk/<slug:slug>/<int:number>/a6/<slug:quarter>/", editions.edition_a6, name="edition-a6"),
]
