"""Addresses of listening, thresholds and activities."""

from django.urls import path

from encounters.views import agenda, sign_ups, thresholds

app_name = "encounters"

urlpatterns = [
    path("drempels/<slug:slug>/", thresholds.threshold_board, name="threshold-board"),
    path("drempels/<slug:slug>/vertel/", thresholds.threshold_tell, name="threshold-tell"),
    path("drempels/<slug:slug>/bedankt/", thresholds.threshold_thanks, name="threshold-thanks"),
    path("drempels/<slug:slug>/<uuid:key>/ook/", thresholds.threshold_me_too, name="threshold-me-too"),
    path("agenda/<slug:chapter_slug>/", agenda.chapter_agenda, name="agenda"),
    path("agenda/<slug:chapter_slug>.ics", agenda.agenda_feed, name="agenda-feed"),
    path("agenda/<slug:chapter_slug>/maand/<slug:month>/", agenda.agenda_month, name="agenda-month"),
    path("agenda/<slug:chapter_slug>/<slug:slug>/", agenda.activity_detail, name="activity"),
    path("agenda/<slug:chapter_slug>/<slug:slug>.ics", agenda.activity_calendar, name="activity-calendar"),
    path("agenda/<slug:chapter_slug>/<slug:slug>/kaartjes/", agenda.thank_cards, name="thank-cards"),
    path("ik-kom/weg/", sign_ups.sign_up_gone, name="sign-up-gone"),
    path("ik-kom/<uuid:key>/", sign_ups.sign_up_kept, name="sign-up-kept"),
    path("ik-kom/<slug:chapter_slug>/<slug:slug>/", sign_ups.sign_up, name="sign-up"),
]
