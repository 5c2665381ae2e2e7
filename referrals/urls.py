from django.urls import path

from . import views

app_name = "referrals"

urlpatterns = [
    path("", views.home, name="home"),
    path("plekken/", views.places, name="places"),
    path("plekken/nu/", views.places_open_now, name="places-open-now"),
    path("plekken.geojson", views.places_geojson, name="places-geojson"),
    path("kaart.json", views.map_features, name="map-features"),
    path("buurten.geojson", views.neighbourhoods_geojson, name="neighbourhoods-geojson"),
    path("lijstje/", views.shortlist, name="shortlist"),
    path("hoe-werkt-het/", views.how_it_works, name="how-it-works"),
]
