from django.urls import path

from merchants.models import Chapter
from merchants.views import cities, doors, hours, joining, mine, pages, pausing, people, photos, places, verifying

app_name = "merchants"

urlpatterns = [
    path("plek/<slug:slug>/", places.merchant_detail, name="merchant-detail"),
    path("stad/<slug:slug>/", cities.chapter_detail, name="chapter-detail"),
    path("stad/<slug:slug>/warm/", cities.poster, {"weather": Chapter.Weather.COLD}, name="poster-warm"),
    path("stad/<slug:slug>/koel/", cities.poster, {"weather": Chapter.Weather.HOT}, name="poster-cool"),
    path("doe-mee/", doors.doors, name="doors"),
    path("doe-mee/plek/", joining.merchant_apply, name="merchant-apply"),
    path("doe-mee/bedankt/", joining.merchant_apply_thanks, name="merchant-apply-thanks"),
    path("doe-mee/uitnodiging/<slug:token>/", joining.merchant_invited, name="merchant-invited"),
    path("doe-mee/helpen/", doors.door, {"door": doors.HELP}, name="door-help"),
    path("doe-mee/helpen/bedankt/", doors.door_thanks, {"door": doors.HELP}, name="door-help-thanks"),
    path("doe-mee/stad/", doors.door, {"door": doors.TOWN}, name="door-town"),
    path("doe-mee/stad/bedankt/", doors.door_thanks, {"door": doors.TOWN}, name="door-town-thanks"),
    path("mijn-plek/", mine.my_places, name="my-places"),
    path("mijn-plek/<slug:slug>/", mine.place_home, name="place-home"),
    path("mijn-plek/<slug:slug>/gegevens/", mine.place_edit, name="place-edit"),
    path("mijn-plek/<slug:slug>/uren/", hours.place_hours, name="place-hours"),
    path("mijn-plek/<slug:slug>/uren/rustig/", hours.place_hours, {"field": "quiet_hours"}, name="place-quiet-hours"),
    path("mijn-plek/<slug:slug>/diensten/", mine.place_services, name="place-services"),
    path("mijn-plek/<slug:slug>/diensten/<slug:service_slug>/", hours.place_service, name="place-service"),
    path("mijn-plek/<slug:slug>/pauze/", pausing.place_pause, name="place-pause"),
    path("mijn-plek/<slug:slug>/terug/", pausing.place_back, name="place-back"),
    path("mijn-plek/<slug:slug>/mensen/", people.place_people, name="place-people"),
    path("mijn-plek/<slug:slug>/mensen/<int:pk>/weg/", people.place_person_remove, name="place-person-remove"),
    path("mijn-plek/<slug:slug>/terugkomen/", people.place_return, name="place-return"),
    path("mijn-plek/<slug:slug>/stoppen/", people.place_leave, name="place-leave"),
    path("mijn-plek/<slug:slug>/fotos/", photos.place_photos, name="place-photos"),
    path("mijn-plek/<slug:slug>/fotos/weg/", photos.place_photo_remove, name="place-photo-remove"),
    path("mijn-plek/<slug:slug>/fotos/<slug:digest>.jpg", photos.place_photo, name="place-photo"),
    path("nazicht/<slug:token>/", verifying.verification, name="verification"),
    path("charter/", pages.charter, name="charter"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("voorwaarden/", pages.terms, name="terms"),
]
