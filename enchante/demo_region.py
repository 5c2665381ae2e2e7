"""Eight towns around Mechelen that do things together: some at work, some beginning, one at rest; and a method kit that goes around.

Their names and spots are real, all the rest is invented; their outlines are rough circles.
"""

from datetime import timedelta
from math import cos, pi, sin

from encounters import kit, pieces
from encounters.actions import begin_round, close_round, copy_pieces, make_format_own, open_round, publish_kit
from encounters.format_kit import FORMATS
from encounters.models import ActivityFormat, KitVersion
from merchants.actions import begin_city
from merchants.models import Chapter, Neighbourhood

from .demo_places import Given, Place

ACTIVE, FORMING, RESTING = Chapter.State.ACTIVE, Chapter.State.FORMING, Chapter.State.RESTING
CENTRE = "centrum"

# slug: name, state, where, postcodes
TOWNS = {
    "berlaar": ("Berlaar", FORMING, 51.1175, 4.6583, ["2590"]),
    "heist-op-den-berg": ("Heist-op-den-Berg", ACTIVE, 51.0753, 4.7281, ["2220", "2221", "2222", "2223"]),
    "nijlen": ("Nijlen", RESTING, 51.1609, 4.6704, ["2560"]),
    "bornem": ("Bornem", FORMING, 51.0973, 4.2435, ["2880"]),
    "puurs-sint-amands": ("Puurs-Sint-Amands", ACTIVE, 51.0740, 4.2880, ["2870", "2890"]),
    "willebroek": ("Willebroek", ACTIVE, 51.0604, 4.3599, ["2830"]),
    "lier": ("Lier", ACTIVE, 51.1313, 4.5704, ["2500"]),
    "mechelen": ("Mechelen", ACTIVE, 51.0259, 4.4777, ["2800", "2801", "2811", "2812"]),
}
# Where somebody decides; elsewhere HQ helps out.
COORDINATORS = {"mechelen": "Ine", "lier": "Bram", "willebroek": "Samira"}
# fmt: off
PLACES = {
    "berlaar": [Place("Bakkerij De Korenbloem", "bakery", CENTRE, "Dorpsstraat 12", "2590", (1, 0), "Tu-Su 07:00-17:00", "water zitten")],
    "heist-op-den-berg": [
        Place("Koffiehuis Op den Berg", "cafe", CENTRE, "Bergstraat 8", "2220", (0, 1), "Mo-Sa 09:00-18:00", "water toilet babbel", (Given("koffie", 280, 3, 1),), "yes"),
    ],
    "nijlen": [Place("Frituur De Kempen", "snack", CENTRE, "Kerkstraat 20", "2560", (0, 0), "We-Su 12:00-21:00", "water toilet")],
    "bornem": [Place("Boekhandel De Scheldebocht", "shop", CENTRE, "Kardinaalplein 3", "2880", (1, 1), "Tu-Sa 10:00-18:00", "zitten babbel")],
    "puurs-sint-amands": [
        Place("Café De Veerman", "cafe", CENTRE, "Kaai 5", "2890", (0, 1), "We-Su 10:00-22:00", "water toilet opladen", (Given("soep", 400, 2, 1),)),
    ],
    "willebroek": [
        Place("Buurthuis Het Sas", "house", CENTRE, "Sasplein 1", "2830", (0, 0), "Mo-Fr 09:00-16:00", "water toilet zitten babbel opwarmen", (Given("koffie", 150, 4, 2),), "yes", "nl fr ar"),
    ],
    "lier": [
        Place("Theesalon Het Schapenkopje", "cafe", CENTRE, "Eikelstraat 14", "2500", (0, 1), "Tu-Su 10:00-18:00", "water toilet zitten", (Given("koffie", 300, 3, 2),)),
        Place("Kapsalon De Zimmer", "hairdresser", CENTRE, "Grote Markt 30", "2500", (1, 0), "Tu-Sa 09:00-18:00", "water babbel", (Given("knipbeurt", 2500, 1, 0),)),
    ],
    "mechelen": [
        Place("Eethuis De Maneblusser", "restaurant", CENTRE, "Befferstraat 18", "2800", (0, 1), "Mo-Sa 11:00-20:00", "water toilet zitten babbel", (Given("soep", 450, 6, 3),), "yes", "nl fr ar"),
        Place("Bibliotheek De Dijlezaal", "library", CENTRE, "Minderbroedersgang 5", "2800", (-1, 0), "Mo-Sa 10:00-18:00", "water toilet wifi opladen zitten opwarmen", (), "yes"),
    ],
}
# fmt: on


def begin():
    """The towns and their centres. Returns {slug: Chapter}. Safe to tell twice."""
    there = {}
    for slug, (name, state, lat, lng, postcodes) in TOWNS.items():
        where = {"lat": lat, "lng": lng, "postcodes": postcodes, "shape": _circle(lat, lng)}
        there[slug], _brought = begin_city(slug=slug, name=name, state=state, **where)
        Neighbourhood.objects.get_or_create(chapter=there[slug], slug=CENTRE, defaults={"name": "Centrum", "lat": lat, "lng": lng})
    return there


def share(towns, today):
    """Mechelen brings out its kit twice; Lier and Willebroek began with the first version, the others with the second."""
    mechelen = towns["mechelen"]
    if KitVersion.objects.filter(chapter=mechelen).exists():
        return
    asked = kit.KITS["binnenstappen"]
    listened = begin_round(chapter=mechelen, title=asked.title, questions=asked.questions, languages=kit.LANGUAGES)
    open_round(listening_round=listened, today=today - timedelta(130))
    close_round(listening_round=listened, today=today - timedelta(100))
    soup, _walk = [make_format_own(chapter=mechelen, ready=FORMATS[name]) for name in ("samen-soep", "wandeling")]
    first = _publish(mechelen, "De vragen waarmee wij begonnen, en twee manieren om samen iets te doen.", today - timedelta(90))
    for slug in ("lier", "willebroek"):
        copy_pieces(chapter=towns[slug], version=first, chosen=_all_of(first))
    _adapt(towns["lier"].activity_formats.get(kind="walk"), title="Wandeling langs de Nete", minutes=90)
    _adapt(soup, needs="Een keuken, een lange tafel, en soep zonder vlees: dan eet iedereen mee.", minutes=150)
    make_format_own(chapter=mechelen, ready=FORMATS["gewoon-luisteren"])
    second = _publish(mechelen, "De soep kreeg meer tijd en is zonder vlees. Nieuw: koffie, en gewoon luisteren.", today)
    for slug in TOWNS.keys() - {"mechelen", "lier", "willebroek"}:
        copy_pieces(chapter=towns[slug], version=second, chosen=_all_of(second))


def _publish(chapter, note, day):
    return publish_kit(chapter=chapter, chosen={piece.name for piece in pieces.of(chapter)}, note=note, today=day)


def _all_of(version):
    return {piece.name for piece in version.all_pieces}


def _adapt(there, *, minutes, **words):
    """As a team does on its page, in Dutch."""
    for name, said in words.items():
        setattr(there, name, getattr(there, name) | {"nl": said})
    ActivityFormat.objects.filter(pk=there.pk).update(minutes=minutes, **{name: getattr(there, name) for name in words})


def _circle(lat, lng):
    """Twelve corners, some three kilometres around."""
    turns = [2 * pi * number / 12 for number in range(12)]
    corners = [[round(lng + 0.043 * cos(turn), 4), round(lat + 0.027 * sin(turn), 4)] for turn in turns]
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
