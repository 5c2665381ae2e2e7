"""The help lines every installation starts with. Rows, not code: HQ keeps the general ones, each city its own.

They come without a day of checking: until somebody calls or looks them up, the page says that nobody of the team did.
"""

from merchants.models import Chapter

from .models import HelpLine

CALL, VISIT = HelpLine.Kind.CALL, HelpLine.Kind.VISIT

# (what for, who and when) in Dutch, French and English
DANGER = (
    ("In gevaar, of iemand is erg gewond", "Ziekenwagen, brandweer en politie. Dag en nacht."),
    ("En danger, ou quelqu’un est gravement blessé", "Ambulance, pompiers et police. Jour et nuit."),
    ("In danger, or somebody is badly hurt", "Ambulance, fire brigade and police. Day and night."),
)
LISTENS = (
    ("Iemand die luistert", "Tele-Onthaal. Dag en nacht, over alles."),
    ("Quelqu’un qui écoute, en néerlandais", "Tele-Onthaal. Jour et nuit, sur tous les sujets."),
    ("Somebody who listens, in Dutch", "Tele-Onthaal. Day and night, about anything."),
)
LISTENS_IN_FRENCH = (
    ("Iemand die luistert, in het Frans", "Télé-Accueil. Dag en nacht, over alles."),
    ("Quelqu’un qui écoute", "Télé-Accueil. Jour et nuit, sur tous les sujets."),
    ("Somebody who listens, in French", "Télé-Accueil. Day and night, about anything."),
)
ENDING = (
    ("Als je aan zelfmoord denkt", "De Zelfmoordlijn, dag en nacht. Op zelfmoord1813.be kan je ook chatten."),
    (
        "Si vous pensez à mettre fin à vos jours, en néerlandais",
        "Zelfmoordlijn, jour et nuit. Sur zelfmoord1813.be, vous pouvez aussi chatter.",
    ),
    ("Thinking of ending your life, in Dutch", "The suicide line, day and night. On zelfmoord1813.be you can also chat."),
)
ENDING_IN_FRENCH = (
    ("Als je aan zelfmoord denkt, in het Frans", "Centre de Prévention du Suicide. Dag en nacht, zonder je naam te zeggen."),
    ("Si vous pensez à mettre fin à vos jours", "Centre de Prévention du Suicide. Jour et nuit, sans dire votre nom."),
    ("Thinking of ending your life, in French", "Centre de Prévention du Suicide. Day and night, without saying your name."),
)
VIOLENCE = (
    ("Geweld of misbruik", "Vragen of zorgen over geweld, thuis of elders, voor jezelf of voor iemand die je kent."),
    (
        "Violence ou abus, en néerlandais",
        "Des questions ou des inquiétudes sur la violence, à la maison ou ailleurs, pour vous ou pour quelqu’un que vous connaissez.",
    ),
    ("Violence or abuse, in Dutch", "Questions or worries about violence, at home or elsewhere, for yourself or for someone you know."),
)
VIOLENCE_IN_FRENCH = (
    ("Geweld in een relatie, in het Frans", "Écoute violences conjugales. Gratis, dag en nacht."),
    ("Violence dans le couple", "Écoute violences conjugales. Gratuit, jour et nuit."),
    ("Violence between partners, in French", "Écoute violences conjugales. Free, day and night."),
)
TOWN_HOUSE = (
    (
        "OCMW of Sociaal Huis",
        "Elke gemeente heeft er een. Zorgen over geld, een woning, energie, een dokter of papieren? Zij bekijken samen met jou wat kan.",
    ),
    (
        "CPAS (en Flandre : OCMW ou Sociaal Huis)",
        "Il y en a un dans chaque commune. Des soucis d’argent, un logement, l’énergie, un médecin, des papiers : ils regardent avec vous ce qui est possible.",
    ),
    (
        "OCMW or Sociaal Huis (CPAS in French)",
        "Every municipality has one. For money worries, a home, energy bills, a doctor, papers: they look with you at what is possible.",
    ),
)
CAW = (
    (
        "CAW",
        "Voor vragen over je gezin, je woning, je geld of jezelf. Je kan bellen of binnenlopen, ook als je niet weet waar te beginnen.",
    ),
    (
        "CAW",
        "Des questions sur votre famille, votre logement, votre argent ou vous-même. Vous pouvez appeler ou entrer, même sans savoir par où commencer.",
    ),
    (
        "CAW",
        "For questions about your family, your home, your money or yourself. You can call or walk in, also when you do not know where to begin.",
    ),
)
SOCIAL_MAP = (
    ("Sociale Kaart", "Alle hulp in Vlaanderen en Brussel, per thema en per gemeente."),
    ("Sociale Kaart", "Toutes les aides en Flandre et à Bruxelles, par thème et par commune, en néerlandais."),
    ("Sociale Kaart", "Every help organisation in Flanders and Brussels, by theme and by town, in Dutch."),
)
SOCIAL_BRUSSELS = (
    ("sociaal.brussels", "De sociale kaart van Brussel: alle hulp in de negentien gemeenten."),
    ("social.brussels", "La carte sociale de Bruxelles : toutes les aides dans les dix-neuf communes."),
    ("social.brussels", "The social map of Brussels: all help in its nineteen municipalities, in French and Dutch."),
)
TOWN_HOUSE_OF_BRUSSELS = (
    ("OCMW van de Stad Brussel", "Voor wie in de Stad Brussel woont. De andere achttien gemeenten hebben elk een eigen OCMW."),
    ("CPAS de la Ville de Bruxelles", "Pour les habitants de la Ville de Bruxelles. Les dix-huit autres communes ont chacune leur CPAS."),
    (
        "OCMW / CPAS of the City of Brussels",
        "For who lives in the City of Brussels. The other eighteen municipalities each have their own.",
    ),
)
TOWN_HOUSE_OF_GHENT = (
    ("OCMW Gent", "Bel, en iemand spreekt met jou af. Of loop binnen in het welzijnsbureau van je buurt."),
    ("OCMW Gent (le CPAS de Gand)", "Appelez, et quelqu’un fixe un rendez-vous avec vous. Ou entrez au bureau d’aide de votre quartier."),
    (
        "OCMW Gent (social services of Ghent)",
        "Call, and somebody makes an appointment with you. Or walk into the office of your neighbourhood.",
    ),
)

# By slug of the city, "" for everywhere: slug, kind, pictogram, number, website, street, languages, words. The first of all is for danger,
# the next two listen: they stand beside texts about help.
LINES = {
    "": [
        ("112", CALL, "siren", "112", "", "", "", DANGER),
        ("106", CALL, "phone", "106", "https://www.tele-onthaal.be", "", "nl", LISTENS),
        ("107", CALL, "phone", "107", "https://www.tele-accueil.be", "", "fr", LISTENS_IN_FRENCH),
        ("1813", CALL, "life-buoy", "1813", "https://www.zelfmoord1813.be", "", "nl", ENDING),
        ("prevention-suicide", CALL, "life-buoy", "0800 32 123", "https://www.preventionsuicide.be", "", "fr", ENDING_IN_FRENCH),
        ("1712", CALL, "shield", "1712", "https://www.1712.be", "", "nl", VIOLENCE),
        ("violences-conjugales", CALL, "shield", "0800 30 030", "https://www.ecouteviolencesconjugales.be", "", "fr", VIOLENCE_IN_FRENCH),
        ("ocmw", VISIT, "landmark", "", "https://www.mi-is.be", "", "", TOWN_HOUSE),
        ("caw", VISIT, "messages-square", "0800 13 500", "https://www.caw.be", "", "", CAW),
        ("sociale-kaart", VISIT, "map", "", "https://www.desocialekaart.be", "", "", SOCIAL_MAP),
    ],
    "brussel": [
        ("ocmw-brussel", VISIT, "landmark", "02 543 61 11", "https://ocmwbxl.brussels", "", "nl fr", TOWN_HOUSE_OF_BRUSSELS),
        ("sociaal-brussels", VISIT, "map", "", "https://social.brussels", "", "nl fr", SOCIAL_BRUSSELS),
    ],
    "gent": [
        ("ocmw-gent", VISIT, "landmark", "09 266 99 11", "https://stad.gent", "", "", TOWN_HOUSE_OF_GHENT),
    ],
}  # fmt: skip


def load_help_lines():
    """Give the network, and each city that is there, its first lines; who has any keeps them as they are. Returns how many were added."""
    cities = {"": None, **{chapter.slug: chapter for chapter in Chapter.objects.filter(slug__in=LINES)}}
    added = [
        line for slug, city in cities.items() if not HelpLine.objects.filter(chapter=city).exists() for line in _lines_of(city, LINES[slug])
    ]
    HelpLine.objects.bulk_create(added)
    return len(added)


def _lines_of(city, lines):
    for place, (slug, kind, icon, number, website, street, languages, (nl, fr, en)) in enumerate(lines, start=1):
        yield HelpLine(
            chapter=city, slug=slug, kind=kind, icon=icon, number=number, website=website, street=street, languages=languages,
            position=(100 if city else 0) + 10 * place,
            name=nl[0], name_nl=nl[0], name_fr=fr[0], name_en=en[0],
            words=nl[1], words_nl=nl[1], words_fr=fr[1], words_en=en[1],
        )  # fmt: skip
