"""Treating and paying, and the counter. Nearly all of it is for everyone: a secret link is the key to what it opens.

Only what stands under /mijn-plek/ is for whoever looks after the place.
"""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from merchants.keys import LINK_PATTERN
from vouchers import views


class TokenConverter(StringConverter):
    regex = LINK_PATTERN


register_converter(TokenConverter, "token")

app_name = "vouchers"

urlpatterns = [
    path("toog/<token:token>/", views.counter, name="counter"),
    path("toog/<token:token>/bon/", views.counter_bon, name="counter-bon"),
    path("toog/<token:token>/tikken/", views.counter_taps, name="counter-taps"),
    path("toog/<token:token>/schil/", views.counter_shell, name="counter-shell"),
    path("toog/<token:token>/app.webmanifest", views.counter_manifest, name="counter-manifest"),
    # Once per language: a browser lets a script look after what stands beside it.
    path("toog/sw.js", views.counter_worker, name="counter-worker"),
    path("plek/<slug:slug>/trakteren/", views.treat_give, name="treat-give"),
    path("plek/<slug:slug>/bon/", views.bon_buy, name="bon-buy"),
    path("plek/<slug:slug>/bord/", views.board_print, name="board-print"),
    path("plek/<slug:slug>/sticker/", views.sticker_print, name="sticker-print"),
    path("stad/<slug:slug>/trakteren/", views.city_give, name="city-give"),
    path("stad/<slug:slug>/pot/", views.pot_give, name="pot-give"),
    path("stad/<slug:slug>/thema/<slug:theme>/", views.theme_give, name="theme-give"),
    path("stad/<slug:slug>/samen-trakteren/", views.treat_together, name="treat-together"),
    path("betaalverzoek/<token:token>/", views.payment_request, name="payment-request"),
    path("betalen/<token:token>/", views.payment_go, name="payment-go"),
    # Any text will do for a token, so that the answer tells nobody which ones are ours.
    path("betaling/mollie/<str:token>/", views.mollie_webhook, name="mollie-webhook"),
    path("bedankt/<token:token>/", views.purchase_thanks, name="purchase-thanks"),
    path("bedankt/<token:token>/betaalbewijs/", views.purchase_receipt, name="purchase-receipt"),
    path("bedankt/<token:token>/bon/", views.purchase_slips, name="purchase-slips"),
    path("bedankt/<token:token>/kaart/", views.purchase_card, name="purchase-card"),
    path("bedankt/<token:token>/terugnemen/", views.purchase_take_back, name="purchase-take-back"),
    path("mijn-plek/<slug:slug>/toog/", views.counter_renew, name="counter-renew"),
    path("mijn-plek/<slug:slug>/traktaties/", views.place_treats, name="place-treats"),
    path("mijn-plek/<slug:slug>/verkopen/", views.place_seller, name="place-seller"),
    path("mijn-plek/<slug:slug>/overzicht/", views.place_overview, name="place-overview"),
    path("mijn-plek/<slug:slug>/uitbetalingen/", views.place_payouts, name="place-payouts"),
    path("mijn-plek/<slug:slug>/uitbetalingen/<int:pk>/", views.place_payout, name="place-payout"),
    path("mijn-plek/<slug:slug>/doorsturen/", views.place_redirect, name="place-redirect"),
    path("mijn-plek/<slug:slug>/doorsturen/<int:pk>/", views.redirection_answer, name="redirection-answer"),
    path("mijn-plek/<slug:slug>/papier/", views.place_paper, name="place-paper"),
    path("mijn-plek/<slug:slug>/papier/kaart/", views.place_card, name="place-card"),
    path("demo/betalen/<token:number>/", views.demo_checkout, name="demo-checkout"),
]
