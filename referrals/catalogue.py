"""The help lines every installation starts with. Rows, not code: HQ keeps the general ones, each city its own.

They come without a day of checking: until somebody calls or looks them up, the page says that nobody of the team did.
"""

from merchants.catalogue_words import load, pgettext_noop
from merchants.models import Chapter

from .models import HelpLine

CALL, VISIT = HelpLine.Kind.CALL, HelpLine.Kind.VISIT

# What for, who and when.
DANGER = (
    pgettext_noop("catalogue", "In danger, or somebody is badly hurt"),
    pgettext_noop("catalogue", "Ambulance, fire brigade and police. Day and night."),
)
LISTENS = (
    pgettext_noop("catalogue", "Somebody who listens, in Dutch"),
    pgettext_noop("catalogue", "Tele-Onthaal. Day and night, about anything."),
)
LISTENS_IN_FRENCH = (
    pgettext_noop("catalogue", "Somebody who listens, in French"),
    pgettext_noop("catalogue", "Télé-Accueil. Day and night, about anything."),
)
ENDING = (
    pgettext_noop("catalogue", "Thinking of ending your life, in Dutch"),
    pgettext_noop("catalogue", "The suicide line, day and night. On zelfmoord1813.be you can also chat."),
)
ENDING_IN_FRENCH = (
    pgettext_noop("catalogue", "Thinking of ending your life, in French"),
    pgettext_noop("catalogue", "Centre de Prévention du Suicide. Day and night, without saying your name."),
)
VIOLENCE = (
    pgettext_noop("catalogue", "Violence or abuse, in Dutch"),
    pgettext_noop("catalogue", "Questions or worries about violence, at home or elsewhere, for yourself or for someone you know."),
)
VIOLENCE_IN_FRENCH = (
    pgettext_noop("catalogue", "Violence between partners, in French"),
    pgettext_noop("catalogue", "Écoute violences conjugales. Free, day and night."),
)
TOWN_HOUSE = (
    pgettext_noop("catalogue", "OCMW or Sociaal Huis (CPAS in French)"),
    pgettext_noop(
        "catalogue",
        "Every municipality has one. For money worries, a home, energy bills, a doctor, papers: they look with you at what is possible.",
    ),
)
CAW = (
    pgettext_noop("catalogue", "CAW"),
    pgettext_noop(
        "catalogue",
        "For questions about your family, your home, your money or yourself. You can call or walk in, also when you do not know where to begin.",
    ),
)
SOCIAL_MAP = (
    pgettext_noop("catalogue", "Sociale Kaart"),
    pgettext_noop("catalogue", "Every help organisation in Flanders and Brussels, by theme and by town, in Dutch."),
)
SOCIAL_BRUSSELS = (
    pgettext_noop("catalogue", "social.brussels"),
    pgettext_noop("catalogue", "The social map of Brussels: all help in its nineteen municipalities, in French and Dutch."),
)
TOWN_HOUSE_OF_BRUSSELS = (
    pgettext_noop("catalogue", "OCMW / CPAS of the City of Brussels"),
    pgettext_noop("catalogue", "For who lives in the City of Brussels. The other eighteen municipalities each have their own."),
)
TOWN_HOUSE_OF_GHENT = (
    pgettext_noop("catalogue", "OCMW Gent (social services of Ghent)"),
    pgettext_noop("catalogue", "Call, and somebody makes an appointment with you. Or walk into the office of your neighbourhood."),
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
    """Give the network, and each city that is there, its first lines; who has any keeps them, and in which language it said nothing yet
    it says what the first lines say. Returns how many were added."""
    cities = {"": None, **{chapter.slug: chapter for chapter in Chapter.objects.filter(slug__in=LINES)}}
    return sum(_load(city, list(_lines_of(city, LINES[slug]))) for slug, city in cities.items())


def _load(city, lines):
    there = {line.slug: line for line in HelpLine.objects.filter(chapter=city)}
    return load(HelpLine, [line for line in lines if line[0] in there] if there else lines, there)


def _lines_of(city, lines):
    for place, (slug, kind, icon, number, website, street, languages, (name, words)) in enumerate(lines, start=1):
        about = {"chapter": city, "kind": kind, "icon": icon, "number": number, "website": website, "street": street}
        yield slug, {"name": name, "words": words}, about | {"languages": languages, "position": (100 if city else 0) + 10 * place}
