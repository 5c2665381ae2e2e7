"""In which province a Belgian postcode lies: an address in HSDS names one."""

_FIRST_POSTCODES = [
    (1000, "Brussel"),
    (1300, "Waals-Brabant"),
    (1500, "Vlaams-Brabant"),
    (2000, "Antwerpen"),
    (3000, "Vlaams-Brabant"),
    (3500, "Limburg"),
    (4000, "Luik"),
    (5000, "Namen"),
    (6000, "Henegouwen"),
    (6600, "Luxemburg"),
    (7000, "Henegouwen"),
    (8000, "West-Vlaanderen"),
    (9000, "Oost-Vlaanderen"),
]


def of(postcode):
    """Its Dutch name, or "" where it is no Belgian postcode."""
    number = int(postcode) if len(postcode) == 4 and postcode.isascii() and postcode.isdigit() else 0
    return next((name for first, name in reversed(_FIRST_POSTCODES) if number >= first), "")
