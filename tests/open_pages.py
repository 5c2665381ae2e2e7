"""The reviewed list of what opens without a login, and a town in which each of these pages has something to show."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation

from encounters import stepping_in
from merchants.models import Invitation, Verification
from referrals.open_data.keys import About, Keys
from tests.factories import (
    make_account,
    make_activity,
    make_background,
    make_bons,
    make_card,
    make_chapter,
    make_edition,
    make_evaluation,
    make_kit,
    make_listening_round,
    make_merchant,
    make_neighbourhood,
    make_other_help,
    make_peer,
    make_photo,
    make_purchase,
    make_request,
    make_service,
    make_sign_up,
    make_story,
    make_theme,
    make_threshold,
    make_treat,
    make_visit,
)
from vouchers import shown_bons
from vouchers.models import CounterLink, DemoPayment

# Pages and feeds one only reads: how they are asked in the town.
READ = {
    "referrals:home": {},
    "referrals:places": {},
    "referrals:places-geojson": {},
    "referrals:map-features": {"query": {"bbox": "3,50,4,52", "zoom": "10"}},
    "referrals:neighbourhoods-geojson": {"query": {"bbox": "3,50,4,52"}},
    "referrals:shortlist": {"query": {"plek": "krook"}},
    "referrals:compare": {"query": {"plek": "krook", "dienst": "toilet"}},
    "referrals:how-it-works": {},
    "referrals:pointing": {},
    "referrals:ask-cards": {"query": {"dienst": "toilet", "taal": "fr"}},
    "referrals:help": {},
    "referrals:other-help": {"query": {"bij": "9000"}},
    "referrals:open-data": {},
    "referrals:widget-choose": {},
    "referrals:widget": {"args": ["gent"], "query": {"vorm": "kaart"}},
    "referrals:oembed": {"query": {"url": "http://127.0.0.1:8000/stad/gent/"}},
    "widget-script": {},
    "referrals:hsds": {},
    "referrals:hsds-list": {"args": ["services"]},
    "referrals:hsds-one": {"args": ["services", "water"]},
    "referrals:city-map": {"args": ["gent"]},
    "referrals:city-list-today": {"args": ["gent"]},
    "referrals:edition-a3": {"args": ["gent", 1]},
    "referrals:edition-a4": {"args": ["gent", 1]},
    "referrals:edition-a6": {"args": ["gent", 1, "-"]},
    "map-background": {"args": ["background"]},
    "referrals:signal-thanks": {"args": ["krook"]},
    "encounters:method": {},
    "encounters:kit": {"args": ["gent", 1]},
    "encounters:kit-download": {"args": ["gent", 1]},
    "encounters:threshold-board": {"args": ["gent"]},
    "encounters:threshold-thanks": {"args": ["gent"]},
    "encounters:agenda": {"args": ["gent"]},
    "encounters:agenda-feed": {"args": ["gent"]},
    "encounters:agenda-month": {"args": ["gent", "2026-12"]},
    "encounters:activity": {"args": ["gent", "samen-soep"]},
    "encounters:activity-calendar": {"args": ["gent", "samen-soep"]},
    "encounters:thank-cards": {"args": ["gent", "samen-soep"]},
    "encounters:sign-up-gone": {},
    "encounters:stories": {"query": {"stad": "gent"}},
    "encounters:story": {"args": ["story"]},
    "encounters:story-paper": {"query": {"stad": "gent"}},
    "encounters:story-gone": {},
    "encounters:news": {},
    "encounters:first-visits": {"args": ["gent"]},
    "encounters:round-thanks": {"args": ["open"]},
    "encounters:round-paper": {"args": ["open"]},
    "encounters:round-results": {"args": ["closed"]},
    "encounters:evaluation": {"args": ["gent", "half"]},
    "encounters:round-poster": {"args": ["closed"]},
    "encounters:cards": {"query": {"stad": "gent", "voor": "plekken"}},
    "encounters:card": {"args": ["card"]},
    "encounters:card-paper": {"query": {"kaart": "card"}},
    "merchants:merchant-detail": {"args": ["krook"]},
    "vouchers:board-print": {"args": ["krook"]},
    "vouchers:sticker-print": {"args": ["krook"]},
    "merchants:chapter-detail": {"args": ["gent"]},
    "vouchers:city-give": {"args": ["gent"]},
    "merchants:poster-warm": {"args": ["gent"]},
    "merchants:poster-cool": {"args": ["gent"]},
    "photo": {"args": ["photo"]},
    "share-picture": {"args": ["krook"]},
    "share-picture-city": {"args": ["gent"]},
    "share-picture-home": {},
    "merchants:doors": {},
    "merchants:merchant-apply-thanks": {},
    "merchants:door-help-thanks": {},
    "referrals:door-organisation-thanks": {},
    "merchants:door-town-thanks": {},
    "merchants:charter": {},
    "merchants:privacy": {},
    "figures": {"query": {"stad": "gent"}},
    "merchants:accessibility": {},
    "merchants:terms": {},
    "offline": {},
    "own-erased": {},
    "robots": {},
    "sitemap-index": {},
    "sitemap": {"args": ["places"]},
}
# Pages with a form, or behind a link of one's own. Django's cookie keeps the form safe; there is no other before login.
FORMS = {
    "merchants:merchant-apply": {},
    "merchants:merchant-invited": {"args": ["invitation"]},
    "merchants:door-help": {},
    "referrals:door-organisation": {},
    "merchants:door-town": {},
    "referrals:signal-send": {"args": ["krook"]},
    "encounters:threshold-tell": {"args": ["gent"]},
    "encounters:sign-up": {"args": ["gent", "samen-soep"]},
    "encounters:sign-up-kept": {"args": ["sign"]},
    "encounters:first-visit-ask": {"args": ["gent", "peer", "krook", "when"]},
    "encounters:first-visit": {"args": ["visit"]},
    "encounters:round-answer": {"args": ["open"]},
    "encounters:story-tell": {"query": {"stad": "gent"}},
    "encounters:story-thanks": {"args": ["token"]},
    "encounters:story-take-back": {"args": ["token"]},
    "vouchers:treat-give": {"args": ["krook"]},
    "vouchers:pot-give": {"args": ["gent"]},
    "vouchers:bon-buy": {"args": ["krook"]},
    "vouchers:purchase-slips": {"args": ["bons"]},
    "vouchers:theme-give": {"args": ["gent", "warme-ochtend"]},
    "vouchers:treat-together": {"args": ["gent"]},
    "vouchers:payment-request": {"args": ["request"]},
    "vouchers:payment-go": {"args": ["payment"]},
    "vouchers:purchase-thanks": {"args": ["purchase"]},
    "vouchers:purchase-receipt": {"args": ["paid"]},
    "vouchers:purchase-card": {"args": ["paid"]},
    "vouchers:purchase-take-back": {"args": ["paid"]},
    "vouchers:counter": {"args": ["counter"]},
    "vouchers:counter-bon": {"args": ["counter"], "query": {"bon": "bon"}},
    "merchants:verification": {"args": ["verification"]},
    "vouchers:demo-checkout": {"args": ["checkout"]},
    "demo": {},
    "account_login": {},
}
# Steps of logging in, addresses that lead on, and what whoever watches the process asks.
DOORS = {
    *["account_logout", "account_inactive", "account_confirm_login_code", "account_request_login_code", "account_signup"],
    *["mfa_authenticate", "mfa_login_webauthn", "admin:login", "demo-enter", "healthz", "readyz"],
    *["referrals:places-open-now", "referrals:pointing-search", "referrals:hsds-nothing", "worker", "vouchers:mollie-webhook"],
    *["encounters:threshold-me-too"],
    *["referrals:counter-aside", "encounters:counter-round"],
    *["vouchers:counter-taps", "vouchers:counter-shell", "vouchers:counter-manifest", "vouchers:counter-worker"],
}
# Files that are sent piece by piece; what they hold and leave is looked at in tests/referrals/test_open_data.py.
FILES = {"referrals:places-csv", "referrals:osm-geojson", "referrals:hsds-zip"}

# The private link of the story of the town.
STORY_TOKEN = UUID("5b1d7a52-4f55-4e0e-8f0e-2f6b9d0c7a11")


class Town:
    """One place with a board, its counter, and a purchase on its way."""

    def __init__(self):
        chapter = make_chapter("gent", postcodes=["9000"])
        make_neighbourhood(chapter=chapter)
        self.place = make_merchant("De Krook", slug="krook", chapter=chapter, services=["toilet", "water"], opening_hours="24/7")
        make_merchant("Bar Warm", slug="bar-warm", chapter=chapter, services=["water"], is_heated=True)
        soup = make_activity(chapter=chapter, slug="samen-soep", merchant=self.place, languages=["nl", "fr"])
        self.sign = make_sign_up(soup)
        self.story = make_story(chapter=chapter, token=STORY_TOKEN)
        peer = make_peer(chapter=chapter, hours=[(day, 7, 22) for day in range(7)], places=[self.place])
        self.visit = make_visit(peer, begins_at=timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1))
        self.coffee = make_treat(merchant=self.place, waiting=3)
        make_theme(kinds=["koffie"])
        make_account(chapter)
        make_threshold(chapter=chapter)
        make_kit(chapter)
        make_background(chapter)
        make_other_help("Toilet aan de kaai", chapter=chapter, opening_hours="24/7", wheelchair="yes", fee="free")
        make_other_help(chapter=chapter, source="OpenStreetMap", licence="ODbL 1.0", kind="water")
        purchase, bons = make_purchase(self.coffee), make_bons(self.coffee, 2)
        self.names = {
            "sign": self.sign.pk,
            "story": self.story.pk,
            "token": STORY_TOKEN,
            "visit": self.visit.pk,
            "peer": peer.pk,
            "when": stepping_in.moments(chapter, timezone.now())[-1].when,
            "water": Keys.here().of(About.SERVICE, self.place.pk, make_service("water").pk),
            "invitation": Invitation.objects.create(chapter=chapter).token,
            "counter": CounterLink.objects.of(self.place).token,
            "verification": Verification.objects.create(merchant=self.place).token,
            "photo": make_photo(self.place).digest,
            "background": make_edition(chapter).background.digest,
            "purchase": purchase.token,
            "paid": make_purchase(self.coffee, paid=True).token,
            "bons": bons[0].line.purchase.token,
            "bon": shown_bons.sign(bons[0]),
            "payment": purchase.payments.get().token,
            "request": make_request(self.coffee).token,
            "card": make_card(chapter=chapter).slug,
            "half": make_evaluation(chapter=chapter).half_year.slug,
            "open": make_listening_round(chapter=chapter).slug,
            "closed": make_listening_round(chapter=chapter, state="closed").slug,
            "checkout": DemoPayment.objects.get(token=purchase.payments.get().token).pk,
        }

    def address(self, name, language="nl"):
        """Where this page stands, in this language."""
        asked = (READ | FORMS)[name]
        query = {part: self.names.get(value, value) for part, value in asked.get("query", {}).items()}
        with translation.override(language):
            return reverse(name, args=[self.names.get(part, part) for part in asked.get("args", [])], query=query)
