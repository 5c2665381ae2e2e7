"""Nadia of the demo town goes along on first visits: two mornings and an afternoon, at two places, and somebody comes soon."""

from datetime import timedelta

from django.utils import timezone

from encounters import stepping_in
from encounters.actions import know_place, offer_hours, step_in
from encounters.models import Peer
from merchants.models import Merchant, TeamRole

HOURS = [(1, 10, 12), (2, 14, 17), (4, 10, 12)]
PLACES = ["Bibliotheekcafé Ekkergem", "Theehuis Kamille"]


def tell(key, chapter, today):
    """Safe to tell twice: while somebody comes, nobody else is invented."""
    role = TeamRole.objects.get(chapter=chapter, user__email="maatje@demo.example")
    noted_on = today - timedelta(100)
    peer, is_new = Peer.objects.get_or_create(
        role=role, defaults={"called": "Nadia", "languages": ["nl", "fr", "ar"], "noted_on": noted_on, "insured_on": noted_on}
    )
    if is_new:
        for weekday, begins, ends in HOURS:
            offer_hours(peer=peer, weekday=weekday, begins=begins * 60, ends=ends * 60)
        for place in Merchant.objects.filter(chapter=chapter, name__in=PLACES):
            know_place(peer=peer, place=place)
    now = timezone.now()
    later = [each for each in stepping_in.moments(chapter, now, peer.pk) if each.begins_at > now + timedelta(2)]
    if later and not peer.visits.coming(now).exists():
        first = later[0]
        where = {"chapter": chapter, "peer": peer.pk, "place": first.place.slug, "when": first.when}
        step_in(**where, key=key("first visit", today), colour="blue", animal="snail")
