from django.urls import path

from . import views

urlpatterns = [
    path("", views.open_data, name="open-data"),
    path("plekken.csv", views.places_csv, name="places-csv"),
    path("osm.geojson", views.osm_geojson, name="osm-geojson"),
    path("hsds.zip", views.hsds_zip, name="hsds-zip"),
    path("hsds/", views.hsds_about, name="hsds"),
    path("hsds/<slug:what>", views.hsds_list, name="hsds-list"),
    path("hsds/<slug:what>/<str:id>", views.hsds_one, name="hsds-one"),
    path("hsds/<path:rest>", views.hsds_nothing, name="hsds-nothing"),
]
