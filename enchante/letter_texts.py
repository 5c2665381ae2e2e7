"""The letters of what spans rooms, and what is filled in in them: from HQ to teams, and to whoever wants to come in.

Whoever types an address nobody knows belongs to no city that could say it; the code goes in the words of HQ, too, to whoever belongs to
several cities.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy

from merchants import letters
from merchants.texts import Placeholder, Reader, address, register

NAME = Placeholder("name", gettext_lazy("what the team proposed"), gettext_lazy("a footbath")).must
ROW = Placeholder("row", gettext_lazy("how it is called in the catalogue"), gettext_lazy("a footbath")).must
ANSWER = Placeholder("answer", gettext_lazy("what HQ wrote, if anything"), gettext_lazy("How good that you thought of this.")).must
EMAIL = Placeholder("email", gettext_lazy("where the network gets its mail"), "info@enchante.example").must


def _of_proposal(name, row, answer):
    return {"name": name, "row": row, "answer": answer, "email": letters.network_address()}


def _register(name, about, *placeholders):
    register(name, about, Reader.TEAM, NAME, ANSWER, *placeholders, values=_of_proposal)


NETWORK = Placeholder("network", gettext_lazy("how the network is called"), "Enchanté")
CODE = Placeholder("code", gettext_lazy("the code that somebody types to come in"), "1234-5678").must
TYPED = Placeholder("email", gettext_lazy("the address that was typed"), "lies@enchante.example")
JOIN = Placeholder("url", gettext_lazy("where a place begins to join"), "https://enchante.example/doe-mee/")


register(
    "login_code",
    gettext_lazy("The code to come in, without which nobody logs in."),
    Reader.LOGIN,
    *[CODE, NETWORK],
    values=lambda code: {"code": code, "network": settings.NETWORK_NAME},
    is_of_network=True,
)
register(
    "unknown_address",
    gettext_lazy("Tells whoever wants to come in that we do not know the address."),
    Reader.LOGIN,
    *[TYPED, JOIN, NETWORK],
    values=lambda email: {"email": email, "url": address("merchants:doors"), "network": settings.NETWORK_NAME},
    is_of_city=False,
    is_of_network=True,
)
_register("proposal_accepted", gettext_lazy("Tells a team that what it proposed stands in the catalogue."), ROW)
_register("proposal_merged", gettext_lazy("Tells a team that the catalogue has what it proposed already."), ROW)
_register("proposal_declined", gettext_lazy("Tells a team that what it proposed is not added for now."), EMAIL)
