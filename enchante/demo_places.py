"""Who lives in the demo town: invented places in real neighbourhoods of Ghent and Brussels, with what they offer and what was given there.

A table of words and numbers, read by `enchante.seeding`. Any likeness to a real shop is chance.
"""

from typing import NamedTuple

# slug -> (name, latitude, longitude): rounded centres
GENT_NEIGHBOURHOODS = {
    "binnenstad": ("Binnenstad", 51.053, 3.723),
    "brugse-poort": ("Brugse Poort", 51.058, 3.699),
    "rabot": ("Rabot", 51.062, 3.712),
    "patershol": ("Patershol", 51.058, 3.724),
    "muide": ("Muide", 51.071, 3.733),
    "dampoort": ("Dampoort", 51.055, 3.744),
    "sint-amandsberg": ("Sint-Amandsberg", 51.060, 3.757),
    "ledeberg": ("Ledeberg", 51.036, 3.744),
    "gentbrugge": ("Gentbrugge", 51.038, 3.764),
    "ekkergem": ("Ekkergem", 51.048, 3.706),
    "stationsbuurt": ("Stationsbuurt", 51.037, 3.713),
    "nieuw-gent": ("Nieuw Gent", 51.023, 3.727),
    "macharius": ("Macharius", 51.050, 3.739),
    "bloemekenswijk": ("Bloemekenswijk", 51.070, 3.708),
}
BRUSSEL_NEIGHBOURHOODS = {
    "dansaert": ("Dansaert", 50.852, 4.345),
    "marollen": ("Marollen", 50.837, 4.346),
    "molenbeek": ("Oud Molenbeek", 50.856, 4.339),
}


class Given(NamedTuple):
    """One kind of treat: its price in cents, how many came to the board in the last days and how many went."""

    kind: str
    price: int
    came: int = 0
    went: int = 0


class Place(NamedTuple):
    name: str
    kind: str
    neighbourhood: str
    street: str
    postcode: str
    shift: tuple  # from the centre of the neighbourhood, in thousandths of a degree (north, east)
    hours: str
    services: str
    given: tuple = ()
    wheelchair: str = ""
    languages: str = "nl"
    about: str = ""


class News(NamedTuple):
    """What is different at a place these days: days counted from today, the last one included; None: until somebody says so."""

    place: str
    first: int
    last: int | None
    text: str = ""  # a notice; without it the place takes a break


WORKDAYS = "Mo-Fr 08:00-18:00"
SHOP = "Tu-Sa 10:00-18:00"
CAFE = "Mo-Th 09:00-22:00; Fr-Sa 09:00-24:00; Su 10:00-20:00"

GENT = [
    Place("Koffiebar De Eerste Zon", "cafe", "brugse-poort", "Phoenixstraat 61", "9000", (1, 2), CAFE, "water toilet opladen wifi zitten babbel",
          (Given("koffie", 280, 9, 5), Given("soep", 500, 4, 2)), "yes", "nl fr tr", "Kleine koffiebar met een lange tafel voor iedereen."),
    Place("Bakkerij Het Warme Brood", "bakery", "brugse-poort", "Bevrijdingslaan 112", "9000", (-1, -2), "Tu-Su 07:00-18:00", "water overschot",
          (Given("brood", 320, 7, 4), Given("koffie", 250, 3, 2)), "limited", "nl tr", "Brood uit eigen oven. Om zes uur is er vaak iets over."),
    Place("Kapsalon Knip & Klets", "hairdresser", "brugse-poort", "Reinaertstraat 18", "9000", (2, -1), "Tu-Sa 09:00-17:30", "water zitten babbel haar",
          (Given("knipbeurt", 2600, 3, 1),), "yes", "nl ar", "Een knipbeurt en een babbel, zonder haast."),
    Place("Café Het Rabothuis", "cafe", "rabot", "Wondelgemstraat 40", "9000", (1, -1), CAFE, "water toilet opladen zitten krant",
          (Given("koffie", 240, 12, 8), Given("drankje", 250, 2, 2)), "limited", "nl", "Bruin café met een krant op elke tafel."),
    Place("Wasserette Blinkend", "shop", "rabot", "Wondelgemstraat 88", "9000", (2, -2), "Mo-Su 07:00-22:00", "water toilet opladen zitten opwarmen",
          (), "yes", "nl fr bg", "Warm, droog en altijd een stoel vrij."),
    Place("Apotheek Ter Poorte", "pharmacy", "rabot", "Begijnhoflaan 7", "9000", (-2, 1), "Mo-Fr 08:30-12:30,13:30-18:30; Sa 09:00-12:30",
          "water ehbo zitten", (), "yes", "nl fr en"),
    Place("Boekhandel De Bladwijzer", "shop", "binnenstad", "Onderstraat 23", "9000", (2, 1), SHOP, "zitten krant babbel",
          (Given("cadeau", 1000, 2, 1),), "limited", "nl en", "Zetels tussen de boeken. Lezen mag, kopen hoeft niet."),
    Place("Soepbar Lepel", "restaurant", "binnenstad", "Zuivelbrugstraat 9", "9000", (3, 2), "Mo-Sa 11:30-16:00", "water toilet microgolf",
          (Given("soep", 550, 15, 9), Given("maaltijd", 1200, 2, 1)), "yes", "nl en", "Elke dag twee soepen, altijd een zonder vlees."),
    Place("Koffiehuis Aan de Leie", "cafe", "binnenstad", "Predikherenlei 14", "9000", (-1, -1), "Mo-Su 08:30-18:00", "water toilet opladen wifi verzorging",
          (Given("koffie", 320, 10, 6),), "yes", "nl fr en"),
    Place("Muziekclub De Kelder", "culture", "binnenstad", "Sint-Widostraat 5", "9000", (0, -3), "Th-Sa 19:00-02:00", "water toilet",
          (Given("ticket", 1200, 6, 2), Given("drankje", 300, 4, 1)), "no", "nl en", "Concerten op donderdag, vrijdag en zaterdag."),
    Place("Frituur 't Hoekske", "snack", "patershol", "Oudburg 71", "9000", (1, 1), "We-Mo 11:30-14:00,17:00-22:00", "water",
          (Given("frietjes", 450, 8, 6),), "limited", "nl fr"),
    Place("Theehuis Kamille", "cafe", "patershol", "Rodekoningstraat 3", "9000", (0, -1), "We-Su 11:00-18:00", "water toilet zitten babbel babyvoeding verzorging",
          (Given("drankje", 350, 5, 2),), "yes", "nl en fr", "Rustig achterkamertje, speelhoek voor kinderen."),
    Place("Havencafé De Kraan", "cafe", "muide", "Londenstraat 46", "9000", (1, 2), "Mo-Fr 06:00-20:00; Sa 08:00-16:00", "water toilet opladen zitten opwarmen",
          (Given("koffie", 220, 8, 7), Given("soep", 450, 3, 3)), "yes", "nl pl", "Open vanaf zes uur, voor wie vroeg werkt of vroeg wakker is."),
    Place("Kruidenier Meulestede", "shop", "muide", "Meulesteedsesteenweg 210", "9000", (4, 3), "Mo-Sa 08:30-19:00", "water overschot bagage",
          (Given("brood", 280, 2, 0),), "yes", "nl tr bg"),
    Place("Fietspunt Dampoort", "shop", "dampoort", "Dampoortstraat 12", "9000", (0, 2), WORKDAYS, "water opladen bagage",
          (), "yes", "nl fr en", "Ook je tas mag hier even blijven staan."),
    Place("Bar Perron", "cafe", "dampoort", "Oktrooiplein 4", "9000", (-1, -1), CAFE, "water toilet wifi opladen krant",
          (Given("koffie", 270, 6, 2), Given("maaltijd", 1350, 3, 1)), "yes", "nl fr"),
    Place("Bakkerij Amandus", "bakery", "sint-amandsberg", "Antwerpsesteenweg 301", "9040", (1, 1), "We-Mo 06:30-18:00", "water babyvoeding",
          (Given("brood", 310, 5, 3), Given("koffie", 230, 2, 1)), "limited", "nl"),
    Place("Buurtkapper Saïd", "hairdresser", "sint-amandsberg", "Victor Braeckmanlaan 55", "9040", (-2, 3), "Tu-Su 10:00-19:00", "water wifi zitten haar babbel",
          (Given("knipbeurt", 1800, 4, 3),), "yes", "nl ar fr"),
    Place("Café De Ledebergse Pint", "cafe", "ledeberg", "Ledebergplein 22", "9050", (0, 0), CAFE, "water toilet zitten babbel krant",
          (Given("koffie", 230, 7, 3),), "limited", "nl"),
    Place("Wereldwinkel Oase", "shop", "ledeberg", "Hundelgemsesteenweg 95", "9050", (-1, 1), SHOP, "water zitten babbel toilet",
          (Given("koffie", 200, 4, 1), Given("cadeau", 800, 1, 0)), "yes", "nl fr es en"),
    Place("Apotheek De Linde", "pharmacy", "gentbrugge", "Brusselsesteenweg 480", "9050", (1, -2), "Mo-Fr 09:00-12:30,13:30-18:30; Sa 09:00-12:00",
          "water ehbo", (), "yes", "nl"),
    Place("Eetcafé Braem", "restaurant", "gentbrugge", "Braemkasteelstraat 30", "9050", (-1, 2), "Tu-Sa 11:30-21:00", "water toilet microgolf babyvoeding",
          (Given("maaltijd", 1450, 4, 2), Given("soep", 520, 6, 4)), "yes", "nl fr", "Dagschotel, ook in een doosje om mee te nemen."),
    Place("Bibliotheekcafé Ekkergem", "library", "ekkergem", "Ekkergemstraat 130", "9000", (0, 1), "Tu-Fr 10:00-18:00; Sa 10:00-13:00",
          "water toilet opladen wifi zitten krant opwarmen", (Given("koffie", 180, 5, 4),), "yes", "nl en"),
    Place("Stationskiosk Clementina", "shop", "stationsbuurt", "Koningin Maria Hendrikaplein 8", "9000", (1, 0), "Mo-Fr 06:00-20:00; Sa-Su 08:00-18:00",
          "water opladen", (Given("koffie", 300, 11, 10),), "yes", "nl fr en"),
    Place("Pension Zuiderlicht", "other", "stationsbuurt", "Kortrijksesteenweg 190", "9000", (-1, -2), "24/7", "water toilet wifi zitten bagage",
          (Given("overnachting", 4500, 2, 1),), "limited", "nl fr en de"),
    Place("Sociaal Restaurant De Brede Tafel", "restaurant", "nieuw-gent", "Rerum Novarumplein 12", "9000", (0, 0), "Mo-Fr 11:00-15:00",
          "water toilet zitten babbel microgolf verzorging", (Given("maaltijd", 700, 9, 7), Given("soep", 250, 11, 5)), "yes", "nl fr ar tr",
          "Iedereen eet hier samen, van de professor tot de buurvrouw."),
    Place("Naaiatelier Draad", "shop", "macharius", "Kasteellaan 240", "9000", (1, -1), "We-Sa 10:00-17:00", "zitten babbel toilet",
          (Given("cadeau", 1500, 1, 0),), "no", "nl uk"),
    Place("Koffiebar Heirnis", "cafe", "macharius", "Heernislaan 17", "9000", (-2, 1), "op afspraak", "water wifi",
          (Given("koffie", 290, 2, 0),), "yes", "nl en", "Klein en wisselend open: bel even of klop aan."),
    Place("Snackbar De Bloemeken", "snack", "bloemekenswijk", "Maïsstraat 90", "9000", (0, 0), "Mo-Su 16:00-23:00", "water opladen",
          (Given("frietjes", 400, 6, 2), Given("drankje", 220, 3, 3)), "yes", "nl tr"),
    Place("Wijkhuis Van Beveren", "house", "bloemekenswijk", "Van Beverenplein 29", "9000", (-2, 2), "Mo-Fr 09:00-17:00",
          "water toilet opladen wifi zitten opwarmen babbel verzorging", (Given("soep", 300, 4, 2),), "yes", "nl fr en ar tr bg"),
]  # fmt: skip

BRUSSEL = [
    Place("Café Zinneke", "cafe", "dansaert", "Vlaamsesteenweg 88", "1000", (1, 0), CAFE, "water toilet opladen wifi",
          (Given("koffie", 300, 6, 4), Given("soep", 550, 2, 1)), "yes", "nl fr en"),
    Place("Broodjeszaak Kassei", "snack", "dansaert", "Anneessensplein 6", "1000", (-4, 2), "Mo-Sa 08:00-16:00", "water babyvoeding",
          (Given("maaltijd", 850, 4, 2),), "limited", "fr nl"),
    Place("Kringwinkel De Schakel", "shop", "marollen", "Hoogstraat 201", "1000", (0, 1), SHOP, "water toilet zitten babbel",
          (Given("cadeau", 600, 2, 1),), "yes", "fr nl ar"),
    Place("Kapsalon Jour de Fête", "hairdresser", "marollen", "Blaesstraat 140", "1000", (-1, 0), "Tu-Sa 09:30-18:00", "water zitten haar",
          (Given("knipbeurt", 2200, 2, 1),), "limited", "fr nl pt"),
    Place("Buurtcafé Ribaucourt", "cafe", "molenbeek", "Graaf van Vlaanderenstraat 52", "1080", (0, 0), "Mo-Su 08:00-20:00", "water toilet opladen krant babbel",
          (Given("koffie", 200, 9, 6),), "yes", "fr nl ar"),
]  # fmt: skip

# Where it is good to sit in a cold week, and in a hot one.
WARM = {
    *["Wasserette Blinkend", "Havencafé De Kraan", "Bibliotheekcafé Ekkergem", "Wijkhuis Van Beveren", "Koffiebar De Eerste Zon"],
    *["Café Het Rabothuis", "Sociaal Restaurant De Brede Tafel", "Wereldwinkel Oase", "Buurtcafé Ribaucourt", "Kringwinkel De Schakel"],
}
COOL = {
    *["Bibliotheekcafé Ekkergem", "Wijkhuis Van Beveren", "Boekhandel De Bladwijzer", "Apotheek Ter Poorte", "Muziekclub De Kelder"],
    *["Café Zinneke"],
}

# Breaks and notices.
NEWS = [
    News("Naaiatelier Draad", -2, 9),
    News("Theehuis Kamille", -1, 12, "Deze dagen is er elke middag verse gemberthee."),
]

# A service with hours of its own: place, service, hours.
OWN_HOURS = [("Koffiebar De Eerste Zon", "toilet", "Mo-Su 09:00-18:00"), ("Wasserette Blinkend", "opwarmen", "Mo-Su 07:00-20:00")]

# A service that takes a break: place, service, so many days from today.
RESTING = [("Kruidenier Meulestede", "bagage", 4)]

# When it is calm: place, hours.
QUIET_HOURS = [("Bibliotheekcafé Ekkergem", "Tu-Fr 10:00-12:00"), ("Theehuis Kamille", "We-Fr 14:00-16:00")]

# Dates that differ: place, and so many days from today the hours then, as somebody would type them.
DATES = [("Boekhandel De Bladwijzer", {3: "10u-14u", 5: "gesloten"}), ("Buurtcafé Ribaucourt", {5: "gesloten"})]

# What givers wrote with treats they paid on the site: place, kind, how many, the word, and whether the team nodded yet.
# place, what was different, in a sentence, how many days ago, what the demo organisation heard (None: told by nobody we know, and open)
SIGNALS = [
    ("Café Het Rabothuis", "hours", "Om vijf uur was de deur al toe.", 2, None),
    ("Soepbar Lepel", "closed", "", 6, "Ze waren er even tussenuit. De deur staat weer open, en de pagina klopt."),
]
GIFTS = [
    ("Koffiebar De Eerste Zon", "koffie", 2, "Een koffie van mij, een fijne dag voor jou.", True),
    ("Soepbar Lepel", "soep", 3, "Smakelijk! Groeten uit Wetteren.", True),
    ("Muziekclub De Kelder", "ticket", 1, "Muziek is voor iedereen.", True),
    ("Café Het Rabothuis", "koffie", 1, "Omdat iemand ook ooit voor mij betaalde.", False),
    ("Café Zinneke", "koffie", 2, "Santé, gezondheid, cheers!", True),
]

# Ordinary vouchers that were bought: where, of what, how many, and how many of them were used since.
BONS = [
    ("Koffiebar De Eerste Zon", "koffie", 3, 1),
    ("Kapsalon Knip & Klets", "knipbeurt", 1, 0),
    ("Soepbar Lepel", "soep", 2, 2),
]

# Who applied and waits for the team.
APPLICANT = Place("Platenzaak Groef", "shop", "binnenstad", "Serpentstraat 11", "9000", (1, 0), SHOP, "water zitten", (), "no", "nl en",
                  "Luisteren mag, de koffie staat klaar.")  # fmt: skip
