"""Under which licence a place may be used again: that of the list it came from, else our own."""

OWN = "CC BY 4.0"
ADDRESSES = {
    OWN: "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


def of(merchant):
    return merchant.source_licence or OWN


def source_of(merchant):
    """Whom that licence asks to name. A list without a licence is the network's own: what that was called is nobody's business."""
    return merchant.source if merchant.source_licence else ""
