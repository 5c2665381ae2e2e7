"""Addresses of listening, thresholds and activities."""

from django.urls import path

from encounters.views import thresholds

app_name = "encounters"

urlpatterns = [
    path("drempels/<slug:slug>/", thresholds.threshold_board, name="threshold-board"),
    path("drempels/<slug:slug>/vertel/", thresholds.threshold_tell, name="threshold-tell"),
    path("drempels/<slug:slug>/bedankt/", thresholds.threshold_thanks, name="threshold-thanks"),
    path("drempels/<slug:slug>/<uuid:key>/ook/", thresholds.threshold_me_too, name="threshold-me-too"),
]
