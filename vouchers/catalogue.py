"""The kinds of treat and the themes every installation starts with. Rows, not code: a network adds its own in the admin."""

from merchants.catalogue_words import load, pgettext_noop

from .models import Theme, TreatKind

# slug, pictogram, one, several
TREAT_KINDS = [
    ("koffie", "coffee", pgettext_noop("catalogue", "coffee"), pgettext_noop("catalogue", "coffees")),
    ("drankje", "cup-soda", pgettext_noop("catalogue", "drink"), pgettext_noop("catalogue", "drinks")),
    ("soep", "soup", pgettext_noop("catalogue", "soup"), pgettext_noop("catalogue", "bowls of soup")),
    ("maaltijd", "utensils", pgettext_noop("catalogue", "meal"), pgettext_noop("catalogue", "meals")),
    ("frietjes", "hamburger", pgettext_noop("catalogue", "portion of fries"), pgettext_noop("catalogue", "portions of fries")),
    ("brood", "croissant", pgettext_noop("catalogue", "loaf of bread"), pgettext_noop("catalogue", "loaves of bread")),
    ("knipbeurt", "scissors", pgettext_noop("catalogue", "haircut"), pgettext_noop("catalogue", "haircuts")),
    ("ticket", "ticket", pgettext_noop("catalogue", "ticket"), pgettext_noop("catalogue", "tickets")),
    ("overnachting", "bed", pgettext_noop("catalogue", "overnight stay"), pgettext_noop("catalogue", "overnight stays")),
    ("cadeau", "gift", pgettext_noop("catalogue", "present"), pgettext_noop("catalogue", "presents")),
]

# slug, pictogram, (name, a sentence) in Dutch, French and English, what is in it
THEMES = [
    ("warme-ochtend", "sunrise", ("Warme ochtend", "Koffie en brood om de dag mee te beginnen."), ("Un matin au chaud", "Un café et un pain pour bien commencer la journée."), ("Warm morning", "Coffee and bread to begin the day with."), ["koffie", "brood"]),
    ("middagpauze", "soup", ("Middagpauze", "Soep en iets te drinken, aan een tafel tussen anderen."), ("La pause de midi", "Une soupe et une boisson, à table parmi d’autres."), ("Lunch break", "Soup and a drink, at a table among others."), ["soep", "drankje"]),
    ("vooruitzicht", "sparkles", ("Iets om naar uit te kijken", "Een knipbeurt en een ticket."), ("De quoi se réjouir", "Une coupe de cheveux et un ticket."), ("Something to look forward to", "A haircut and a ticket."), ["knipbeurt", "ticket"]),
]  # fmt: skip


def load_treat_kinds():
    """Add the kinds that are missing, and what others do not say yet; what a team changed stays as it is. Returns how many were added."""
    rows = [
        (slug, {"name": one, "plural": several}, {"icon": icon, "position": 10 * place})
        for place, (slug, icon, one, several) in enumerate(TREAT_KINDS, start=1)
    ]
    return load(TreatKind, rows, TreatKind.objects.in_bulk(field_name="slug"))


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
