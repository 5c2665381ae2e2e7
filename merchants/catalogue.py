"""The services every installation starts with. Rows, not code: a city adds its own in the admin, and nothing here overwrites them.

Pictograms are names in the lucide set. The list follows what the network's places offer, as told in the press.
"""

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

# slug, pictogram, (name, question) in Dutch, French and English
SERVICES = [
    ("water", "glass-water", ("een glas water", "Mag ik een glas water?"), ("un verre d’eau", "Puis-je avoir un verre d’eau ?"), ("a glass of water", "May I have a glass of water?")),
    ("toilet", "toilet", ("toilet", "Mag ik naar het toilet?"), ("toilettes", "Puis-je aller aux toilettes ?"), ("toilet", "May I use the toilet?")),
    ("opladen", "plug-zap", ("telefoon opladen", "Mag ik mijn telefoon opladen?"), ("recharger un GSM", "Puis-je recharger mon GSM ?"), ("charge a phone", "May I charge my phone?")),
    ("wifi", "wifi", ("wifi", "Wat is het wachtwoord van de wifi?"), ("wifi", "Quel est le mot de passe du wifi ?"), ("wifi", "What is the wifi password?")),
    ("zitten", "armchair", ("even zitten", "Mag ik hier even zitten?"), ("se poser un moment", "Puis-je m’asseoir un moment ?"), ("sit down for a while", "May I sit here for a while?")),
    ("opwarmen", "flame", ("opwarmen", "Mag ik me hier even opwarmen?"), ("se réchauffer", "Puis-je me réchauffer ici ?"), ("warm up", "May I warm up here?")),
    ("babbel", "message-circle", ("een babbel", "Heb je tijd voor een babbel?"), ("un brin de causette", "Vous avez le temps de bavarder ?"), ("a chat", "Do you have time for a chat?")),
    ("microgolf", "microwave", ("eten opwarmen", "Mag ik mijn eten opwarmen?"), ("réchauffer un repas", "Puis-je réchauffer mon repas ?"), ("warm up food", "May I warm up my food?")),
    ("babyvoeding", "milk", ("babyvoeding opwarmen", "Mag ik dit flesje opwarmen?"), ("chauffer un biberon", "Puis-je chauffer ce biberon ?"), ("warm baby food", "May I warm up this bottle?")),
    ("verzorging", "baby", ("baby verzorgen", "Waar kan ik mijn baby verzorgen?"), ("changer un bébé", "Où puis-je changer mon bébé ?"), ("baby care", "Where can I change my baby?")),
    ("bagage", "backpack", ("tas bewaren", "Mag mijn tas hier even blijven?"), ("garder un sac", "Puis-je laisser mon sac ici ?"), ("keep a bag", "May I leave my bag here for a while?")),
    ("krant", "newspaper", ("krant lezen", "Mag ik de krant lezen?"), ("lire le journal", "Puis-je lire le journal ?"), ("read the paper", "May I read the newspaper?")),
    ("ehbo", "bandage", ("pleister of eerste zorg", "Heb je een pleister voor mij?"), ("premiers soins", "Avez-vous un pansement ?"), ("first aid", "Do you have a plaster for me?")),
    ("overschot", "shopping-basket", ("overschotjes", "Is er vandaag iets over?"), ("invendus", "Reste-t-il quelque chose aujourd’hui ?"), ("leftovers", "Is there anything left over today?")),
    ("haar", "scissors", ("haar knippen", "Kan ik hier mijn haar laten knippen?"), ("coupe de cheveux", "Puis-je me faire couper les cheveux ?"), ("a haircut", "Can I have my hair cut here?")),
]  # fmt: skip


def load_services():
    """Add the services that are missing; what a team changed stays as it is. Returns how many were added."""
    missing = {slug for slug, *_ in SERVICES} - set(Service.objects.values_list("slug", flat=True))
    Service.objects.bulk_create(
        Service(
            slug=slug, icon=icon, osm_tag=OSM_TAGS.get(slug, ""), position=10 * place,
            name=nl[0], name_nl=nl[0], name_fr=fr[0], name_en=en[0],
            question=nl[1], question_nl=nl[1], question_fr=fr[1], question_en=en[1],
        )
        for place, (slug, icon, nl, fr, en) in enumerate(SERVICES, start=1)
        if slug in missing
    )  # fmt: skip
    return len(missing)
