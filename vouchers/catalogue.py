"""The kinds of treat and the themes every installation starts with. Rows, not code: a network adds its own in the admin."""

from .models import Theme, TreatKind

# slug, pictogram, (one, several) in Dutch, French and English
TREAT_KINDS = [
    ("koffie", "coffee", ("koffie", "koffies"), ("café", "cafés"), ("coffee", "coffees")),
    ("drankje", "cup-soda", ("drankje", "drankjes"), ("boisson", "boissons"), ("drink", "drinks")),
    ("soep", "soup", ("soep", "kommen soep"), ("soupe", "soupes"), ("soup", "bowls of soup")),
    ("maaltijd", "utensils", ("maaltijd", "maaltijden"), ("repas", "repas"), ("meal", "meals")),
    ("frietjes", "hamburger", ("pakje friet", "pakjes friet"), ("paquet de frites", "paquets de frites"), ("portion of fries", "portions of fries")),
    ("brood", "croissant", ("brood", "broden"), ("pain", "pains"), ("loaf of bread", "loaves of bread")),
    ("knipbeurt", "scissors", ("knipbeurt", "knipbeurten"), ("coupe de cheveux", "coupes de cheveux"), ("haircut", "haircuts")),
    ("ticket", "ticket", ("ticket", "tickets"), ("ticket", "tickets"), ("ticket", "tickets")),
    ("overnachting", "bed", ("overnachting", "overnachtingen"), ("nuitée", "nuitées"), ("overnight stay", "overnight stays")),
    ("cadeau", "gift", ("cadeautje", "cadeautjes"), ("petit cadeau", "petits cadeaux"), ("present", "presents")),
]  # fmt: skip


# slug, pictogram, (name, a sentence) in Dutch, French and English, what is in it
THEMES = [
    ("warme-ochtend", "sunrise", ("Warme ochtend", "Koffie en brood om de dag mee te beginnen."), ("Un matin au chaud", "Un café et un pain pour bien commencer la journée."), ("Warm morning", "Coffee and bread to begin the day with."), ["koffie", "brood"]),
    ("middagpauze", "soup", ("Middagpauze", "Soep en iets te drinken, aan een tafel tussen anderen."), ("La pause de midi", "Une soupe et une boisson, à table parmi d’autres."), ("Lunch break", "Soup and a drink, at a table among others."), ["soep", "drankje"]),
    ("vooruitzicht", "sparkles", ("Iets om naar uit te kijken", "Een knipbeurt en een ticket."), ("De quoi se réjouir", "Une coupe de cheveux et un ticket."), ("Something to look forward to", "A haircut and a ticket."), ["knipbeurt", "ticket"]),
]  # fmt: skip


def load_treat_kinds():
    """Add the kinds that are missing; what a team changed stays as it is. Returns how many were added."""
    missing = {slug for slug, *_ in TREAT_KINDS} - set(TreatKind.objects.values_list("slug", flat=True))
    TreatKind.objects.bulk_create(
        TreatKind(
            slug=slug, icon=icon, position=10 * place,
            name=nl[0], name_nl=nl[0], name_fr=fr[0], name_en=en[0],
            plural=nl[1], plural_nl=nl[1], plural_fr=fr[1], plural_en=en[1],
        )
        for place, (slug, icon, nl, fr, en) in enumerate(TREAT_KINDS, start=1)
        if slug in missing
    )  # fmt: skip
    return len(missing)


def load_themes():
    """Add the themes that are missing, once their kinds are there; what a team changed stays as it is. Returns how many were added."""
    there = set(Theme.objects.values_list("slug", flat=True))
    missing = [(place, *theme) for place, theme in enumerate(THEMES, start=1) if theme[0] not in there]
    for place, slug, icon, nl, fr, en, kinds in missing:
        theme = Theme.objects.create(
            slug=slug, icon=icon, position=10 * place,
            name=nl[0], name_nl=nl[0], name_fr=fr[0], name_en=en[0],
            lead=nl[1], lead_nl=nl[1], lead_fr=fr[1], lead_en=en[1],
        )  # fmt: skip
        theme.kinds.set(TreatKind.objects.filter(slug__in=kinds))
    return len(missing)
