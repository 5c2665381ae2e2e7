"""Addresses of listening, thresholds, activities and stories."""

from django.urls import path, re_path

from encounters.views import agenda, news, paper, rounds, sign_ups, stories, team, thresholds
"""Addresses of listening, thresholds, activities, learning cards and the merchant circle."""

from django.urls import path, re_path

from encounters.models import CircleNote
from encounters.views import agenda, cards, circle, paper, rounds, sign_ups, team, team_cards, team_circle, thresholds, wishes

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
    path("luister/<slug:slug>/", rounds.round_answer, name="round-answer"),
    path("luister/<slug:slug>/bedankt/", rounds.round_thanks, name="round-thanks"),
    path("luister/<slug:slug>/papier/", rounds.round_paper, name="round-paper"),
    path("luister/<slug:slug>/uitkomst/", rounds.round_results, name="round-results"),
    path("luister/<slug:slug>/affiche/", rounds.round_poster, name="round-poster"),
    path("verhalen/", stories.story_list, name="stories"),
    path("verhalen/vertel/", stories.story_tell, name="story-tell"),
    path("verhalen/papier/", stories.story_paper, name="story-paper"),
    path("verhalen/weg/", stories.story_gone, name="story-gone"),
    path("verhalen/bedankt/<uuid:token>/", stories.story_thanks, name="story-thanks"),
    path("verhalen/terug/<uuid:token>/", stories.story_take_back, name="story-take-back"),
    path("verhalen/<uuid:key>/", stories.story, name="story"),
    path("nieuws.atom", news.news_feed, name="news"),
    path("leren/", cards.card_list, name="cards"),
    path("leren/papier/", cards.card_paper, name="card-paper"),
    path("leren/<slug:slug>/", cards.card_detail, name="card"),
    path("mijn-plek/<slug:slug>/leren/", wishes.place_cards, name="place-cards"),
    path("mijn-plek/<slug:slug>/kring/", circle.circle, name="circle"),
    path("mijn-plek/<slug:slug>/kring/tips/", circle.circle_notes, {"kind": CircleNote.Kind.TIP}, name="circle-tips"),
    path("mijn-plek/<slug:slug>/kring/tips/papier/", circle.circle_tip_sheet, name="circle-tip-sheet"),
    path("mijn-plek/<slug:slug>/kring/bedankt/", circle.circle_notes, {"kind": CircleNote.Kind.THANKS}, name="circle-wall"),
    path("beheer/kaarten/", team_cards.team_cards, name="team-cards"),
    path("beheer/kaarten/nieuw/", team_cards.team_card_new, name="team-card-new"),
    path("beheer/kaarten/<slug:slug>/", team_cards.team_card, name="team-card"),
    re_path(
        r"^beheer/kaarten/(?P<slug>[-\w]+)/(?P<step>ons|tonen|verbergen|zonder-taal|weg)/$",
        team_cards.team_card_step,
        name="team-card-step",
    ),
    path("beheer/kring/", team_circle.team_circle, name="team-circle"),
    path("beheer/kring/<slug:chapter_slug>/", team_circle.team_circle, name="team-circle-of"),
    path("beheer/luisteren/", team.team_rounds, name="team-rounds"),
    path("beheer/luisteren/begin/", team.team_round_begin, name="team-round-begin"),
    path("beheer/luisteren/<slug:slug>/", team.team_round, name="team-round"),
    path("beheer/luisteren/<slug:slug>/papier/", paper.paper_entry, name="paper-entry"),
    path("beheer/luisteren/<slug:slug>/vragen/<int:pk>/", team.team_question, name="team-question"),
    re_path(r"^beheer/luisteren/(?P<slug>[-\w]+)/(?P<step>open|sluiten|weg|vraag|drempel)/$", team.team_round_step, name="team-round-step"),
]
