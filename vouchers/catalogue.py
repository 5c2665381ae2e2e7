"""The kinds of treat every installation starts with. Rows, not code: a city adds its own in the admin."""

from .models import TreatKind

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
