"""Other help in the demo town, not of the network: a few toilets, fountains, libraries and lokale dienstencentra with made-up names."""

from datetime import timedelta

from referrals.actions import accept_help, bring_help, show_help
from referrals.models import OtherHelpList
from referrals.other_help.comparing import plan_of
from referrals.other_help.reading import Read

ABOUT = {"name": "", "street": "", "opening_hours": "", "wheelchair": "", "fee": ""}
SPOTS = [
    {"kind": "toilet", "street": "Lindeplein", "lat": 51.0532, "lng": 3.7155, "opening_hours": "24/7", "wheelchair": "yes", "fee": "free"},
    {"kind": "toilet", "name": "Toilet aan de Demokaai", "lat": 51.0562, "lng": 3.7052, "opening_hours": "08:00-20:00", "fee": "free"},
    {"kind": "toilet", "name": "Toilet van het Demostation", "lat": 51.0363, "lng": 3.7117, "opening_hours": "06:00-22:00", "fee": "paid"},
    {"kind": "toilet", "street": "Parkdreef 3", "lat": 51.0449, "lng": 3.7441, "wheelchair": "no"},
    {"kind": "water", "street": "Lindeplein", "lat": 51.0528, "lng": 3.7162},
    {"kind": "water", "lat": 51.0605, "lng": 3.7075},
    {"kind": "water", "name": "Fonteintje van de Speeltuin", "lat": 51.0713, "lng": 3.7342},
    {
        **{"kind": "library", "name": "Wijkbibliotheek De Bladzij", "street": "Leesstraat 12", "lat": 51.0384, "lng": 3.7452},
        **{"opening_hours": "Tu-Fr 10:00-18:00; Sa 10:00-13:00", "wheelchair": "yes"},
    },
    {
        **{"kind": "centre", "name": "Lokaal dienstencentrum De Demoboom", "street": "Wevershof 5", "lat": 51.0548, "lng": 3.6955},
        **{"opening_hours": "Mo-Fr 09:00-17:00; PH off", "wheelchair": "yes"},
    },
    {
        **{"kind": "centre", "name": "Lokaal dienstencentrum De Kring", "street": "Kasteelkouter 40", "lat": 51.0393, "lng": 3.7629},
        **{"opening_hours": "volgens de affiche", "wheelchair": "limited"},
    },
]


def tell(key, chapter, user, today):
    """Safe to tell twice; what somebody changed meanwhile stays. `key` works out the key of a step from its words."""
    if OtherHelpList.objects.filter(chapter=chapter).exists():
        return
    found = Read(False, None, spots=[ABOUT | spot | {"source_id": str(number)} for number, spot in enumerate(SPOTS, start=1)])
    about = {"name": "hulp-in-de-buurt.geojson", "source": "Lijst van de demo", "licence": "CC0 1.0", "dated": today - timedelta(60)}
    brought = bring_help(key=key("other help"), chapter=chapter, user=user, read=found, **about)
    accept_help(help_import=brought, mark=plan_of(brought).mark, user=user, today=today)
    show_help(chapter=chapter, user=user)
