"""The services every installation starts with. Rows, not code: a city adds its own in the admin, and nothing here overwrites them.

Pictograms are names in the lucide set. The list follows what the network's places offer, as told in the press.
"""

from .catalogue_words import load, pgettext_noop
from .models import Service

# What OpenStreetMap calls some of them. `merchants/migrations/0020_catalogue.py` gave it to those that were there before.
OSM_TAGS = {
    "water": "drinking_water:refill=yes; drinking_water=yes",
    "toilet": "toilets=yes; toilets:access=yes",
    "opladen": "device_charging_station=yes",
    "wifi": "internet_access=yes; internet_access=wlan; internet_access=wifi",
    "microgolf": "microwave=yes",
    "verzorging": "changing_table=yes; changing_table=room",
}

# slug, pictogram, name, question
SERVICES = [
    ("water", "glass-water", pgettext_noop("catalogue", "a glass of water"), pgettext_noop("catalogue", "May I have a glass of water?")),
    ("toilet", "toilet", pgettext_noop("catalogue", "toilet"), pgettext_noop("catalogue", "May I use the toilet?")),
    ("opladen", "plug-zap", pgettext_noop("catalogue", "charge a phone"), pgettext_noop("catalogue", "May I charge my phone?")),
    ("wifi", "wifi", pgettext_noop("catalogue", "wifi"), pgettext_noop("catalogue", "What is the wifi password?")),
    ("zitten", "armchair", pgettext_noop("catalogue", "sit down for a while"), pgettext_noop("catalogue", "May I sit here for a while?")),
    ("opwarmen", "flame", pgettext_noop("catalogue", "warm up"), pgettext_noop("catalogue", "May I warm up here?")),
    ("babbel", "message-circle", pgettext_noop("catalogue", "a chat"), pgettext_noop("catalogue", "Do you have time for a chat?")),
    ("microgolf", "microwave", pgettext_noop("catalogue", "warm up food"), pgettext_noop("catalogue", "May I warm up my food?")),
    ("babyvoeding", "milk", pgettext_noop("catalogue", "warm baby food"), pgettext_noop("catalogue", "May I warm up this bottle?")),
    ("verzorging", "baby", pgettext_noop("catalogue", "baby care"), pgettext_noop("catalogue", "Where can I change my baby?")),
    ("bagage", "backpack", pgettext_noop("catalogue", "keep a bag"), pgettext_noop("catalogue", "May I leave my bag here for a while?")),
    ("krant", "newspaper", pgettext_noop("catalogue", "read the paper"), pgettext_noop("catalogue", "May I read the newspaper?")),
    ("ehbo", "bandage", pgettext_noop("catalogue", "first aid"), pgettext_noop("catalogue", "Do you have a plaster for me?")),
    (
        "overschot",
        "shopping-basket",
        pgettext_noop("catalogue", "leftovers"),
        pgettext_noop("catalogue", "Is there anything left over today?"),
    ),
    ("haar", "scissors", pgettext_noop("catalogue", "a haircut"), pgettext_noop("catalogue", "Can I have my hair cut here?")),
]


def load_services():
    """Add the services that are missing, and what others do not say yet; what a team changed stays as it is. Returns how many were added."""
    rows = [
        (slug, {"name": name, "question": question}, {"icon": icon, "osm_tag": OSM_TAGS.get(slug, ""), "position": 10 * place})
        for place, (slug, icon, name, question) in enumerate(SERVICES, start=1)
    ]
    return load(Service, rows, Service.objects.in_bulk(field_name="slug"))
