"""The letters of what spans rooms, and what is filled in in them. They are from HQ to teams, so no city changes them."""

from django.utils.translation import gettext_lazy

from merchants import letters
from merchants.texts import Placeholder, Reader, register

NAME = Placeholder("name", gettext_lazy("what the team proposed"), gettext_lazy("a footbath"))
ROW = Placeholder("row", gettext_lazy("how it is called in the catalogue"), gettext_lazy("a footbath")).must
ANSWER = Placeholder("answer", gettext_lazy("what HQ wrote, if anything"), gettext_lazy("How good that you thought of this.")).must
EMAIL = Placeholder("email", gettext_lazy("where the network gets its mail"), "info@enchante.example").must


def _of_proposal(name, row, answer):
    return {"name": name, "row": row, "answer": answer, "email": letters.network_address()}


def _register(name, about, *placeholders):
    register(name, about, Reader.TEAM, NAME, ANSWER, *placeholders, values=_of_proposal, is_same_everywhere=True)


_register("proposal_accepted", gettext_lazy("Tells a team that what it proposed stands in the catalogue."), ROW)
_register("proposal_merged", gettext_lazy("Tells a team that the catalogue has what it proposed already."), ROW)
_register("proposal_declined", gettext_lazy("Tells a team that what it proposed is not added for now."), EMAIL)
