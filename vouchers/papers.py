"""What goes on the paper of a place: what waits there, which slips fit, and which pictograms stick on the window."""

from vouchers.models import Treat

# Narrower than this nobody can read a slip, or tear it off.
SLIPS_A_SHEET = 12
KINDS_A_SHEET = 12


def slips_of(treats):
    """The treats that get a tear-off slip, one for each that waits: [treat, treat, ...], in the order of the board.

    Where a sheet holds less than what waits, every kind gets a slip before any gets another.
    """
    turns = ((turn, place) for place, treat in enumerate(treats) for turn in range(min(treat.waiting, SLIPS_A_SHEET)))
    return [treats[place] for place in sorted(place for _turn, place in sorted(turns)[:SLIPS_A_SHEET])]


def board_of(merchant, *, is_away):
    """What the printed board of this place holds. During a break nothing is torn off: nobody should come in vain. One query."""
    waiting = list(Treat.objects.filter(merchant=merchant).waiting().select_related("kind"))
    slips = [] if is_away else slips_of(waiting)
    return {
        "kinds": waiting[:KINDS_A_SHEET],
        "has_more_kinds": len(waiting) > KINDS_A_SHEET,
        "slips": slips,
        "without_slip": sum(treat.waiting for treat in waiting) - len(slips),
    }


def has_board(merchant):
    """Whether treats can hang here, today or another day."""
    return Treat.objects.filter(merchant=merchant).on_the_board().exists()
