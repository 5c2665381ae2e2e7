"""Who may see what. Every address of the house stands in one of these lists; a new one without a row fails.

Whatever is not for the street sends whoever is not known to the login, and is not there for whoever it is not meant for.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from merchants.models import ChecklistItem, Invitation, Merchant, PlaceImport, User, Verification
from tests.factories import (
    make_activity,
    make_background,
    make_card,
    make_chapter,
    make_edition,
    make_evaluation,
    make_format,
    make_help_import,
    make_kind,
    make_kit,
    make_listening_round,
    make_merchant,
    make_organisation,
    make_peer,
    make_photo,
    make_purchase,
    make_request,
    make_round,
    make_service,
    make_set,
    make_sign_up,
    make_story,
    make_team_member,
    make_theme,
    make_threshold,
    make_treat,
    make_user,
    make_visit,
)
from tests.logins import come_in
from tests.vouchers.payouts import make_sealed_payout
from vouchers.models import CounterLink, DemoPayment, Redirection

# What the street may see, and the one answer that everybody gets.
pytestmark = pytest.mark.slow

PUBLIC = {
    "healthz": 200,
    "readyz": 200,
    "worker": 200,
    "robots": 200,
    "sitemap-index": 200,
    "sitemap": 200,
    "offline": 200,
    "own-erased": 200,
    "referrals:home": 200,
    "referrals:places": 200,
    "referrals:places-open-now": 302,
    "referrals:places-geojson": 200,
    "referrals:map-features": 400,  # Without saying of what.
    "referrals:neighbourhoods-geojson": 400,  # Without saying of what.
    "referrals:shortlist": 200,
    "referrals:compare": 200,
    "referrals:how-it-works": 200,
    "referrals:ask-cards": 200,
    "referrals:pointing": 200,
    "referrals:pointing-search": 302,  # To the form, where nothing is sent.
    "referrals:help": 200,
    "referrals:other-help": 200,
    "referrals:open-data": 200,
    "referrals:widget-choose": 200,
    "referrals:widget": 200,
    "referrals:oembed": 404,  # Without saying of what.
    "widget-script": 200,
    "referrals:places-csv": 200,
    "referrals:hsds-zip": 200,
    "referrals:osm-geojson": 200,
    "referrals:hsds": 200,
    "referrals:hsds-list": 200,
    "referrals:hsds-one": 404,  # Of nothing.
    "referrals:hsds-nothing": 404,
    "referrals:city-map": 200,
    "referrals:city-list-today": 200,
    "referrals:edition-a3": 200,
    "referrals:edition-a4": 200,
    "referrals:edition-a6": 200,
    "map-background": 200,
    "merchants:merchant-detail": 200,
    "merchants:chapter-detail": 200,
    "merchants:poster-warm": 200,
    "merchants:poster-cool": 200,
    "photo": 200,
    "share-picture": 200,
    "share-picture-city": 200,
    "share-picture-home": 200,
    "merchants:doors": 200,
    "merchants:merchant-apply": 200,
    "merchants:merchant-invited": 200,
    "merchants:door-help": 200,
    "merchants:door-help-thanks": 200,
    "referrals:door-organisation": 200,
    "referrals:door-organisation-thanks": 200,
    "merchants:door-town": 200,
    "merchants:door-town-thanks": 200,
    "merchants:merchant-apply-thanks": 200,
    "merchants:charter": 200,
    "merchants:privacy": 200,
    "figures": 200,
    "merchants:accessibility": 200,
    "merchants:terms": 200,
    "vouchers:board-print": 200,
    "vouchers:sticker-print": 200,
    "vouchers:treat-give": 200,
    "vouchers:city-give": 200,
    "vouchers:pot-give": 200,
    "vouchers:bon-buy": 200,
    "vouchers:theme-give": 200,
    "vouchers:treat-together": 200,
    "vouchers:payment-request": 200,
    "vouchers:payment-go": 200,
    "vouchers:purchase-thanks": 200,
    "vouchers:mollie-webhook": 405,  # Only for whoever posts.
    "vouchers:purchase-receipt": 404,  # Until it is paid.
    "vouchers:purchase-card": 404,
    "vouchers:purchase-slips": 404,
    "vouchers:purchase-take-back": 404,
    "vouchers:counter": 200,
    "vouchers:counter-bon": 200,
    "merchants:verification": 200,
    "referrals:counter-aside": 303,
    "encounters:counter-round": 303,
    "referrals:signal-send": 200,
    "referrals:signal-thanks": 200,
    "encounters:method": 200,
    "encounters:kit": 200,
    "encounters:kit-download": 200,
    "encounters:threshold-board": 200,
    "encounters:threshold-tell": 200,
    "encounters:threshold-thanks": 200,
    "encounters:round-answer": 200,
    "encounters:round-thanks": 200,
    "encounters:round-paper": 200,
    "encounters:evaluation": 200,
    "encounters:round-results": 404,  # Until it is closed.
    "encounters:round-poster": 404,
    "encounters:threshold-me-too": 302,  # To the page, where nothing is raised.
    "encounters:agenda": 200,
    "encounters:agenda-feed": 200,
    "encounters:agenda-month": 200,
    "encounters:activity": 200,
    "encounters:activity-calendar": 200,
    "encounters:thank-cards": 200,
    "encounters:sign-up": 200,
    "encounters:sign-up-kept": 200,
    "encounters:sign-up-gone": 200,
    "encounters:stories": 200,
    "encounters:story": 200,
    "encounters:story-tell": 200,
    "encounters:story-paper": 200,
    "encounters:story-thanks": 200,
    "encounters:story-take-back": 200,
    "encounters:story-gone": 200,
    "encounters:news": 200,
    "encounters:cards": 200,
    "encounters:card": 200,
    "encounters:card-paper": 200,
    "encounters:first-visits": 200,
    "encounters:first-visit-ask": 404,  # At an hour nobody offers.
    "encounters:first-visit": 200,
    "vouchers:counter-taps": 200,
    "vouchers:counter-shell": 200,
    "vouchers:counter-manifest": 200,
    "vouchers:counter-worker": 200,
    "vouchers:demo-checkout": 200,
    "account_inactive": 200,
    "account_signup": 302,
    "demo": 404,  # Only while DEBUG.
    "demo-enter": 404,
}
# The way in: open to the street, and it leads on whoever is in already.
ENTRANCES = {
    "account_login",
    "account_logout",
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "admin:login",
}
ROLES = ["merchant", "another", "referrer", "peer", "volunteer", "coordinator", "elsewhere", "hq"]
# Behind the login. 302 on the pages of one's own login: show the second lock once more.
BEHIND = {
    # page                           merchant another referrer peer volunteer coordinator elsewhere hq
    "merchants:my-places":           "   200     200     200    200    200        200        200    200",
    "merchants:place-home":          "   200     404     404    404    404        404        404    404",
    "merchants:place-edit":          "   200     404     404    404    404        404        404    404",
    "merchants:place-hours":         "   200     404     404    404    404        404        404    404",
    "merchants:place-quiet-hours":   "   200     404     404    404    404        404        404    404",
    "merchants:place-services":      "   200     404     404    404    404        404        404    404",
    "merchants:place-service":       "   200     404     404    404    404        404        404    404",
    "place-history":                 "   200     404     404    404    404        404        404    404",
    "merchants:place-people":        "   200     404     404    404    404        404        404    404",
    "merchants:place-leave":         "   200     404     404    404    404        404        404    404",
    "merchants:place-return":        "   405     405     405    405    405        405        405    405",
    "merchants:place-person-remove": "   405     405     405    405    405        405        405    405",
    "referrals:my-organisations":    "   200     200     302    200    200        200        200    200",
    "referrals:organisation-home":   "   404     404     200    404    404        404        404    404",
    "referrals:set-keep":            "   302     302     302    302    302        302        302    302",
    "referrals:organisation-sets":   "   404     404     200    404    404        404        404    404",
    "referrals:organisation-set-keep":"  404     404     200    404    404        404        404    404",
    "referrals:organisation-set":    "   404     404     200    404    404        404        404    404",
    "referrals:organisation-set-arrange":"405    405     405    405    405        405        405    405",
    "referrals:organisation-set-remove":" 405    405     405    405    405        405        405    405",
    "referrals:organisation-paper":  "   404     404     200    404    404        404        404    404",
    "referrals:organisation-people": "   404     404     200    404    404        404        404    404",
    "referrals:organisation-person-remove":"405  405     405    405    405        405        405    405",
    "own-account":                   "   200     200     200    200    200        200        200    200",
    "own-data":                      "   200     200     200    200    200        200        200    200",
    "own-erase":                     "   200     200     200    200    200        200        200    200",
    "team-leave":                    "   405     405     405    405    405        405        405    405",
    "organisation-leave":            "   405     405     405    405    405        405        405    405",
    "referrals:organisation-place-first": " 302    302     302    302    302        302        302    302",
    "referrals:organisation-place":  "   404     404     200    404    404        404        404    404",
    "referrals:organisation-asides": "   404     404     200    404    404        404        404    404",
    "referrals:organisation-questions": "404     404     200    404    404        404        404    404",
    "referrals:my-questions":        "   200     200     200    200    200        200        200    200",
    "merchants:place-photos":        "   200     404     404    404    404        404        404    404",
    "merchants:place-photo":         "   200     404     404    404    404        404        404    404",
    "merchants:place-photo-remove":  "   405     405     405    405    405        405        405    405",
    "vouchers:place-redirect":       "   200     404     404    404    404        404        404    404",
    "vouchers:redirection-answer":   "   405     405     405    405    405        405        405    405",
    "vouchers:place-overview":       "   200     404     404    404    404        404        404    404",
    "vouchers:place-seller":         "   200     404     404    404    404        404        404    404",
    "vouchers:place-payouts":       "   200     404     404    404    404        404        404    404",
    "vouchers:place-payout":        "   200     404     404    404    404        404        404    404",
    "encounters:place-activities":   "   200     404     404    404    404        404        404    404",
    "vouchers:place-treats":         "   200     404     404    404    404        404        404    404",
    "merchants:place-pause":         "   200     404     404    404    404        404        404    404",
    "merchants:place-back":          "   405     405     405    405    405        405        405    405",
    "vouchers:counter-renew":        "   405     405     405    405    405        405        405    405",
    "vouchers:place-paper":          "   200     404     404    404    404        404        404    404",
    "vouchers:place-card":           "   200     404     404    404    404        404        404    404",
    "called":                        "   404     404     404    404    200        200        200    200",
    "called-place":                  "   404     404     404    404    200        200        404    200",
    "place-close":                   "   404     404     404    404    404        200        404    200",
    "place-merge":                   "   404     404     404    404    404        200        404    200",
    "catalogue-merge":               "   404     404     404    404    404        404        404    200",
    "team-history-place":            "   404     404     404    404    200        200        404    200",
    "team-history-city":             "   404     404     404    404    200        200        404    200",
    "team-history-treat":            "   404     404     404    404    200        200        404    200",
    "rounds":                        "   404     404     404    404    200        200        200    200",
    "round":                         "   404     404     404    404    200        200        404    200",
    "round-list":                    "   404     404     404    404    200        200        404    200",
    "round-place":                   "   404     404     404    404    200        200        404    200",
    "round-end":                     "   405     405     405    405    405        405        405    405",
    "team-history-service":          "   404     404     404    404    200        200        200    200",
    "team-history-kind":             "   404     404     404    404    200        200        200    200",
    "balance":                       "   404     404     404    404    200        200        200    200",
    "export":                        "   404     404     404    404    404        200        200    200",
    "report":                        "   404     404     404    404    404        200        200    200",
    "report-sheet":                  "   404     404     404    404    404        200        200    200",
    "city-begin":                    "   404     404     404    404    404        404        404    200",
    "network-texts":                 "   404     404     404    404    404        404        404    200",
    "network-text-edit":             "   404     404     404    404    404        404        404    200",
    "work":                          "   404     404     404    404    404        404        404    200",
    "texts":                         "   404     404     404    404    404        302        302    302",
    "texts-of-city":                 "   404     404     404    404    404        200        404    200",
    "text-edit":                     "   404     404     404    404    404        200        404    200",
    "encounters:team-evaluations":   "   404     404     404    404    200        200        200    200",
    "encounters:team-evaluation-begin":" 405     405     405    405    405        405        405    405",
    "encounters:team-rounds":        "   404     404     404    404    200        200        200    200",
    "encounters:team-round-begin":   "   405     405     405    405    405        405        405    405",
    "encounters:team-round":         "   404     404     404    404    200        200        404    200",
    "encounters:team-round-step":    "   405     405     405    405    405        405        405    405",
    "encounters:team-question":      "   404     404     404    404    404        200        404    200",
    "encounters:team-kits":          "   404     404     404    404    200        200        200    200",
    "encounters:team-kit":           "   404     404     404    404    200        200        200    200",
    "encounters:team-kit-publish":   "   404     404     404    404    404        200        404    200",
    "encounters:team-kit-since":     "   404     404     404    404    200        200        404    200",
    "encounters:team-kit-step":      "   405     405     405    405    405        405        405    405",
    "encounters:team-formats":       "   404     404     404    404    200        200        200    200",
    "encounters:team-format":        "   404     404     404    404    200        200        404    200",
    "encounters:team-format-own":    "   405     405     405    405    405        405        405    405",
    "encounters:paper-entry":        "   404     404     404    404    200        200        404    200",
    "encounters:place-cards":        "   200     404     404    404    404        404        404    404",
    "encounters:circle":             "   200     404     404    404    404        404        404    404",
    "encounters:circle-tips":        "   200     404     404    404    404        404        404    404",
    "encounters:circle-tip-sheet":   "   200     404     404    404    404        404        404    404",
    "encounters:circle-wall":        "   200     404     404    404    404        404        404    404",
    "encounters:team-cards":         "   404     404     404    404    200        200        200    200",
    "encounters:team-card-new":      "   404     404     404    404    404        404        404    404",  # Of no kind.
    "encounters:team-card":          "   404     404     404    404    404        200        404    200",
    "encounters:team-card-step":     "   405     405     405    405    405        405        405    405",
    "encounters:team-circle":        "   404     404     404    404    404        200        200    200",
    "encounters:team-circle-of":     "   404     404     404    404    404        200        404    200",
    "encounters:my-agenda":          "   404     404     404    200    404        404        404    404",
    "encounters:my-offer":           "   404     404     404    200    404        404        404    404",
    "encounters:my-offer-step":      "   405     405     405    405    405        405        405    405",
    "encounters:my-visit-cancel":    "   405     405     405    405    405        405        405    405",
    "referrals:team-help":           "   404     404     404    404    404        200        200    200",
    "referrals:team-help-look":      "   404     404     404    404    404        200        404    200",
    "imports":                       "   404     404     404    404    404        200        200    200",
    "import-look":                   "   404     404     404    404    404        200        404    200",
    "admin:index":                   "   404     404     404    404    200        200        200    200",
    "admin:jsi18n":                  "   404     404     404    404    200        200        200    200",
    "admin:logout":                  "   404     404     404    404    405        405        405    405",
    "admin:merchants_chapter_cold":  "   404     404     404    404    405        405        405    405",
    "admin:merchants_chapter_hot":   "   404     404     404    404    405        405        405    405",
    "admin:merchants_chapter_over":  "   404     404     404    404    405        405        405    405",
    "admin:vouchers_payoutrun_propose": "   404     404     404    404    405        405        405    405",
    "admin:vouchers_payoutrun_approve":"   404     404     404    404    405        405        405    405",
    "admin:vouchers_payoutrun_seal":"   404     404     404    404    405        405        405    405",
    "admin:vouchers_payoutrun_drop":"   404     404     404    404    405        405        405    405",
    "admin:vouchers_payoutrun_mark":"   404     404     404    404    405        405        405    405",
    "admin:vouchers_payoutrun_file":"   404     404     404    404    404        200        404    200",
    "admin:merchants_checklistitem_done": " 404   404     404    404    405        405        405    405",
    "admin:merchants_checklistitem_to_do": "404   404     404    404    405        405        405    405",
    "admin:referrals_mapedition_make": "   404     404     404    404    405        405        405    405",
    "admin:referrals_mapedition_freeze": " 404     404     404    404    405        405        405    405",
    "admin:referrals_mapedition_copies": " 404     404     404    404    200        200        404    200",
    "admin:referrals_mapedition_picture":" 404     404     404    404    200        200        404    200",
    "admin:referrals_mapedition_a3": "     404     404     404    404    200        200        404    200",
    "admin:referrals_mapedition_a4": "     404     404     404    404    200        200        404    200",
    "admin:referrals_mapedition_a6": "     404     404     404    404    200        200        404    200",
    "admin:autocomplete":            "   404     404     404    404    404        404        404    404",
    "mfa_index":                     "   200     200     200    200    200        200        200    200",
    "mfa_reauthenticate":            "   403     403     403    403    200        200        200    200",
    "mfa_activate_totp":             "   200     200     200    200    302        302        302    302",
    "mfa_deactivate_totp":           "   404     404     404    404    302        302        302    302",
    "mfa_view_recovery_codes":       "   404     404     404    404    404        404        404    404",
    "mfa_generate_recovery_codes":   "   200     200     200    200    302        302        302    302",
    "mfa_download_recovery_codes":   "   404     404     404    404    404        404        404    404",
    "mfa_list_webauthn":             "   200     200     200    200    200        200        200    200",
    "mfa_add_webauthn":              "   200     200     200    200    302        302        302    302",
    "mfa_reauthenticate_webauthn":   "   403     403     403    403    302        302        302    302",
    "mfa_remove_webauthn":           "   404     404     404    404    302        302        302    302",
    "mfa_edit_webauthn":             "   404     404     404    404    302        302        302    302",
}  # fmt: skip
# Addresses that only a button opens: what the button answers.
BUTTONS = {
    "team-history-place":            "   404     404     404    404    404        302        404    302",
    "team-history-city":             "   404     404     404    404    404        302        404    302",
    "team-history-treat":            "   404     404     404    404    404        302        404    302",
    "team-history-service":          "   404     404     404    404    404        404        404    302",
    "team-history-kind":             "   404     404     404    404    404        404        404    302",
    "encounters:team-format-own":    "   404     404     404    404    404        404        404    404",
    "encounters:team-kit-step":      "   404     404     404    404    404        404        404    404",
    "encounters:team-round-begin":   "   404     404     404    404    404        404        404    404",
    "encounters:team-evaluation-begin":" 404     404     404    404    404        404        404    404",
    "encounters:team-round-step":    "   404     404     404    404    404        302        404    302",
    "encounters:team-card-step":     "   404     404     404    404    404        302        404    302",
    "encounters:my-offer-step":      "   404     404     404    302    404        404        404    404",
    "encounters:my-visit-cancel":    "   404     404     404    302    404        404        404    404",
    "referrals:organisation-asides": "   404     404     303    404    404        404        404    404",
    "place-history":                 "   302     404     404    404    404        404        404    404",
    "merchants:place-back":          "   302     404     404    404    404        404        404    404",
    "vouchers:counter-renew":        "   302     404     404    404    404        404        404    404",
    "vouchers:place-paper":          "   302     404     404    404    404        404        404    404",
    "admin:merchants_chapter_cold":  "   404     404     404    404    404        302        404    302",
    "admin:merchants_chapter_hot":   "   404     404     404    404    404        302        404    302",
    "admin:merchants_chapter_over":  "   404     404     404    404    404        302        404    302",
    "admin:vouchers_payoutrun_propose": "   404     404     404    404    404        404        404    404",
    "admin:vouchers_payoutrun_approve":"   404     404     404    404    404        302        404    302",
    "admin:vouchers_payoutrun_seal":"   404     404     404    404    404        302        404    302",
    "admin:vouchers_payoutrun_drop":"   404     404     404    404    404        302        404    302",
    "admin:vouchers_payoutrun_mark":"   404     404     404    404    404        302        404    302",
    "round-end":                     "   404     404     404    404    404        302        404    302",
    "admin:merchants_checklistitem_done": " 404   404     404    404    302        302        404    302",
    "admin:merchants_checklistitem_to_do": "404   404     404    404    302        302        404    302",
    "admin:referrals_mapedition_make": "   404     404     404    404    404        404        404    404",
    "admin:referrals_mapedition_freeze": " 404     404     404    404    404        302        404    302",
    "merchants:place-photo-remove":  "   302     404     404    404    404        404        404    404",
    "vouchers:redirection-answer":   "   302     404     404    404    404        404        404    404",
    "merchants:place-return":        "   302     404     404    404    404        404        404    404",
    "merchants:place-person-remove": "   302     404     404    404    404        404        404    404",
    "referrals:organisation-set-arrange":"404    404     302    404    404        404        404    404",
    "referrals:organisation-set-remove":" 404    404     302    404    404        404        404    404",
    "referrals:organisation-person-remove":"404  404     302    404    404        404        404    404",
    "organisation-leave":            "   404     404     302    404    404        404        404    404",
    "team-leave":                    "   404     404     404    404    302        404        404    404",
}  # fmt: skip


def pages(patterns=None, space=""):
    """Every address of the house: its name, and whether it stands behind the login. What is only routed while DEBUG is none."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif not str(pattern.name).startswith("components"):
            yield f"{space}{pattern.name}", getattr(pattern.callback, "login_required", True)


def is_of_a_row(name):
    """Pages of the admin about rows; who gets which is tried for every model in test_admin.py."""
    return name.startswith("admin:") and name not in BEHIND.keys() | ENTRANCES


def addresses_of_rows():
    yield from ["/beheer/merchants/", "/beheer/merchants/merchant/1/", "/beheer/nergens/"]  # Without a name of their own.
    for name in {name for name, _ in pages() if is_of_a_row(name)} - {"admin:None", "admin:app_list"}:
        yield reverse(name, args=[] if name.endswith(("_changelist", "_add")) else [1])


@pytest.fixture
def town(db):
    return make_town()


def make_town():
    """People of every kind, and for each page with a name in its address the thing it is about."""
    gent = make_chapter("gent")
    people = {role: make_user() for role in ("merchant", "another", "referrer")}
    people |= {role: make_team_member(role, chapter=gent) for role in ("peer", "volunteer", "coordinator")}
    people |= {"elsewhere": make_team_member(chapter=make_chapter("brussel")), "hq": User.objects.create_superuser("hq@example.org")}
    krook = make_merchant(slug="krook", chapter=gent, people=[people["merchant"]], services=["water"])
    make_merchant(slug="hoekje", chapter=gent, people=[people["another"]])
    organisation = make_organisation(chapter=gent, people=[people["referrer"]])
    purchase = make_purchase(make_treat(merchant=krook, waiting=2))
    own_pages = [name for name in BEHIND if name.rpartition(":")[2].startswith("place-")]
    about = dict.fromkeys(
        ["merchants:merchant-detail", *own_pages, "vouchers:treat-give", "vouchers:bon-buy", "vouchers:counter-renew"], "krook"
    )
    about |= dict.fromkeys(["vouchers:board-print", "vouchers:sticker-print"], "krook")
    about |= dict.fromkeys([f"vouchers:purchase-{page}" for page in ("thanks", "receipt", "card", "slips", "take-back")], purchase.token)
    make_theme()
    about |= {"vouchers:theme-give": ["gent", "warme-ochtend"], "vouchers:treat-together": "gent"}
    about["vouchers:payment-request"] = make_request(krook.treats.get()).token
    about |= {"vouchers:payment-go": purchase.payments.get().token}
    about |= dict.fromkeys(
        [f"vouchers:counter{page}" for page in ("", "-bon", "-taps", "-shell", "-manifest")], CounterLink.objects.of(krook).token
    )
    about |= dict.fromkeys(["referrals:signal-send", "referrals:signal-thanks"], "krook")
    about |= dict.fromkeys([f"encounters:threshold-{page}" for page in ("board", "tell", "thanks")], "gent")
    asked, draft = make_listening_round(chapter=gent), make_listening_round(chapter=gent, state="draft")
    rounds = ["round-answer", "round-thanks", "round-paper", "round-results", "round-poster", "team-round", "paper-entry"]
    about |= dict.fromkeys([f"encounters:{page}" for page in rounds], asked.slug)
    about |= {"encounters:team-question": [draft.slug, draft.questions.first().pk], "encounters:team-round-step": [draft.slug, "open"]}
    about |= dict.fromkeys([f"encounters:{page}" for page in ("circle", "circle-tips", "circle-tip-sheet", "circle-wall")], "krook")
    ours = make_card(chapter=gent).slug
    about |= {"encounters:card": ours, "encounters:team-card": ours, "encounters:team-card-step": [ours, "tonen"]}
    about["encounters:team-circle-of"] = "gent"
    make_kit(gent)
    about |= dict.fromkeys([f"encounters:{page}" for page in ("kit", "kit-download", "team-kit")], ["gent", 1])
    about |= dict.fromkeys(["encounters:team-kit-since", "encounters:team-kit-step"], ["gent", "gent"])
    about |= {"encounters:team-kit-publish": "gent", "encounters:team-format": make_format(chapter=gent).pk}
    about["encounters:threshold-me-too"] = ["gent", make_threshold(chapter=gent).pk]
    about |= dict.fromkeys(["referrals:counter-aside", "encounters:counter-round"], about["vouchers:counter"])
    about["encounters:place-activities"] = "krook"
    about["vouchers:mollie-webhook"] = purchase.payments.get().token
    about |= {"vouchers:demo-checkout": DemoPayment.objects.get().pk}
    about["merchants:verification"] = Verification.objects.create(merchant=krook).token
    about["merchants:place-service"] = ["krook", "water"]
    about["merchants:merchant-invited"] = Invitation.objects.create(chapter=gent).token
    about["referrals:team-help-look"] = make_help_import(gent).pk
    about["import-look"] = PlaceImport.objects.create(key=uuid4(), chapter=gent, name="lijst.csv").pk
    about |= dict.fromkeys(["called-place", "place-close", "place-merge"], krook.pk)
    about |= dict.fromkeys([name for name in BEHIND if name.startswith("referrals:organisation-")], organisation.pk)
    about["referrals:organisation-person-remove"] = [organisation.pk, 0]
    about |= {"referrals:organisation-place": [organisation.pk, "krook"], "referrals:organisation-place-first": "krook"}
    kept = make_set(krook, organisation=organisation)
    about |= dict.fromkeys([f"referrals:organisation-set{page}" for page in ("", "-arrange", "-remove")], [organisation.pk, kept.pk])
    about |= {"team-history-place": krook.pk, "team-history-city": gent.pk, "team-history-treat": krook.treats.get().pk}
    about |= {"team-history-service": make_service().pk, "team-history-kind": make_kind().pk}
    about["catalogue-merge"] = ["service", make_service().pk]
    soup = make_activity(chapter=gent, slug="samen-soep")
    about |= dict.fromkeys(
        [f"encounters:{page}" for page in ("activity", "activity-calendar", "thank-cards", "sign-up")], ["gent", "samen-soep"]
    )
    about |= dict.fromkeys(["encounters:agenda", "encounters:agenda-feed"], "gent")
    about |= {"encounters:agenda-month": ["gent", "2026-12"], "encounters:sign-up-kept": make_sign_up(soup).pk}
    about["encounters:evaluation"] = ["gent", make_evaluation(chapter=gent).half_year.slug]
    story_link = uuid4()
    about["encounters:story"] = make_story(chapter=gent, token=story_link).pk
    about |= dict.fromkeys(["encounters:story-thanks", "encounters:story-take-back"], story_link)
    nadia = make_peer(role=people["peer"].roles.get(), chapter=gent, places=[krook])
    about |= {"encounters:first-visits": "gent", "encounters:first-visit-ask": ["gent", nadia.pk, "krook", "2026-12-01-1400"]}
    about |= dict.fromkeys(["encounters:first-visit", "encounters:my-visit-cancel"], make_visit(nadia).pk)
    about |= {"encounters:my-offer": nadia.pk, "encounters:my-offer-step": [nadia.pk, "pauze"]}
    about["photo"] = make_photo(krook).digest
    about["merchants:place-photo"] = ["krook", about["photo"]]
    about |= dict.fromkeys(
        ["merchants:chapter-detail", "vouchers:city-give", "vouchers:pot-give", "merchants:poster-warm", "merchants:poster-cool"]
        + ["texts-of-city"],
        "gent",
    )
    about |= {f"admin:merchants_chapter_{button}": gent.pk for button in ("cold", "hot", "over")}
    about |= {"merchants:place-person-remove": ["krook", 1], "team-leave": people["volunteer"].roles.get().pk}
    to_house = Redirection.objects.create(key=uuid4(), treat=krook.treats.get(), to_merchant=make_merchant(), kind=make_kind(), quantity=1)
    about["vouchers:redirection-answer"] = ["krook", to_house.pk]
    begun = make_round(gent)
    Verification.objects.create(merchant=krook, round=begun, asked_on=begun.begun_on - timedelta(1))
    about |= {"round": begun.pk, "round-list": begun.pk, "round-end": begun.pk, "round-place": [begun.pk, krook.pk]}
    payout = make_sealed_payout(krook)
    about["vouchers:place-payout"] = ["krook", payout.pk]
    about |= {f"admin:vouchers_payoutrun_{button}": payout.run_id for button in ("approve", "seal", "drop", "mark", "file")}
    make_background(gent)
    edition = make_edition(gent)
    about |= dict.fromkeys(["referrals:city-map", "referrals:city-list-today", "referrals:widget"], "gent")
    about |= {"referrals:edition-a3": ["gent", 1], "referrals:edition-a4": ["gent", 1], "referrals:edition-a6": ["gent", 1, "-"]}
    about |= {"referrals:hsds-list": "services", "referrals:hsds-one": ["services", "-"], "referrals:hsds-nothing": "-/-/-"}
    about |= {"sitemap": "places", "share-picture": "krook", "share-picture-city": "gent"}
    about["map-background"] = edition.background.digest
    about |= {f"admin:referrals_mapedition_{page}": edition.pk for page in ("freeze", "copies", "picture", "a3", "a4")}
    about["admin:referrals_mapedition_a6"] = [edition.pk, "-"]
    about["organisation-leave"] = people["referrer"].referring.get().pk
    step = ChecklistItem.objects.create(chapter=gent, words="Print stickers.")
    about |= {f"admin:merchants_checklistitem_{button}": step.pk for button in ("done", "to_do")}
    about |= {"text-edit": ["gent", "approved"], "network-text-edit": "login_code"}
    about |= {"demo-enter": "hq", "mfa_remove_webauthn": 1, "mfa_edit_webauthn": 1}
    return people, about


def answers(knock, names, about):
    return {name: status(knock(address(name, about))) for name in names}


def status(answer):
    answer.getvalue()  # A file is taken to its end, and then it is closed.
    return answer.status_code


def expected(rows, role):
    return {name: int(row.split()[ROLES.index(role)]) for name, row in rows.items()}


def address(name, about):
    names = about.get(name, [])
    return reverse(name, args=names if isinstance(names, list) else [names])


def test_every_address_stands_in_a_list():
    names = {name for name, _ in pages()}

    assert {name for name in names if not is_of_a_row(name)} == PUBLIC.keys() | ENTRANCES | BEHIND.keys()


def test_only_what_is_on_the_list_is_marked_as_public():
    assert {name for name, is_behind in pages() if not is_behind} == PUBLIC.keys() | ENTRANCES


def test_the_street_sees_what_is_public_and_is_sent_to_the_login_for_the_rest(town):
    people, about = town
    street = Client()

    assert answers(street.get, PUBLIC, about) == PUBLIC
    for name in BEHIND:
        here = address(name, about)
        sent = street.get(here, follow=True)
        assert sent.redirect_chain[-1] == (f"/accounts/login/?next={here}", 302), name


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_its_own_pages_and_no_others(town, role):
    people, about = town
    client = come_in(Client(), people[role])

    assert answers(client.get, BEHIND, about) == expected(BEHIND, role)
    assert answers(client.post, BUTTONS, about) == expected(BUTTONS, role)


def test_a_colleague_gets_what_whoever_began_the_place_gets(town):
    people, about = town
    colleague = make_user()
    Merchant.objects.get(slug="krook").people.create(user=colleague)
    client = come_in(Client(), colleague)
    of_places = [name for name in BEHIND if name.rpartition(":")[2].startswith(("place-", "circle", "my-places", "counter-"))]

    assert answers(client.get, of_places, about) == {name: expected(BEHIND, "merchant")[name] for name in of_places}


def test_no_page_of_the_counter_opens_with_a_link_that_is_no_more(town):
    people, about = town
    counters = [name for name in pages_of_the_counter() if name not in {"vouchers:counter-worker"}]
    street, gone = Client(), "x" * 22

    assert {"vouchers:counter", "vouchers:counter-bon", "referrals:counter-aside", "encounters:counter-round"} <= set(counters)
    for name in counters:
        here = reverse(name, args=[gone])
        assert {street.get(here).status_code, street.post(here).status_code} <= {404, 405}, name


def pages_of_the_counter():
    return [name for name, _is_behind in pages() if name.rpartition(":")[2].startswith("counter") and name not in BEHIND]


@pytest.mark.parametrize("role", ["merchant", "hq"])
def test_who_is_logged_in_sees_the_street_as_everybody_does(town, role):
    people, about = town
    client = come_in(Client(), people[role])

    assert answers(client.get, PUBLIC, about) == PUBLIC
    for name in ENTRANCES - {"account_logout", "admin:login"}:
        assert client.get(address(name, about)).status_code == 302, name


@pytest.mark.parametrize("role", ["nobody", "merchant", "referrer", "peer"])
def test_pages_of_the_admin_about_rows_are_for_the_team(town, role):
    people, about = town
    client = Client() if role == "nobody" else come_in(Client(), people[role])

    for here in addresses_of_rows():
        assert client.get(here).status_code == (302 if role == "nobody" else 404), here


def test_nothing_behind_the_login_opens_for_the_team_without_the_second_lock(town):
    people, about = town
    client = come_in(Client(), people["coordinator"], second_factor=False)

    for name in BEHIND:
        if not name.startswith("mfa_"):
            assert client.get(address(name, about)).url == "/accounts/2fa/", name
