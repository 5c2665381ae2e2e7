"""What waits at a place, for pages of every floor: `{% load board %}`."""

from django import template

from vouchers.models import Purchase, Treat

register = template.Library()

WORDS_SHOWN = 3


@register.inclusion_tag("vouchers/board.html")
def board_of(merchant, level=2, invites=True, is_away=False):
    """`{% board_of merchant %}`: the board of a place, its last kind words and, where it invites, how to ask and to treat. Two queries.

    While the place takes a break (`is_away`) nobody is sent there to ask.
    """
    treats = list(Treat.objects.filter(merchant=merchant).on_the_board())
    words = Purchase.objects.with_shown_word_for(merchant).values_list("word", flat=True)[:WORDS_SHOWN]
    can_treat = invites and merchant.is_listed and any(treat.is_offered for treat in treats)
    asked_for = next((treat for treat in treats if treat.waiting), None) if invites and not is_away else None
    return {
        "merchant": merchant,
        "treats": treats,
        "waiting": asked_for,
        "words": words,
        "can_treat": can_treat,
        "can_print": invites and merchant.is_listed,
        "level": level,
        "is_away": is_away,
    }


@register.inclusion_tag("vouchers/still_waiting.html")
def still_waiting(merchant):
    """`{% still_waiting merchant %}`: what hangs on its board, for whoever is about to stop. Shows nothing when nothing does. One query."""
    return {"merchant": merchant, "waiting": list(Treat.objects.filter(merchant=merchant).waiting().select_related("kind"))}


@register.inclusion_tag("vouchers/what_one_can_give.html")
def what_one_can_give(merchant):
    """`{% what_one_can_give merchant %}`: the treats one can give there, with their prices, in a line. One query."""
    return {"treats": Treat.objects.filter(merchant=merchant).offered().select_related("kind")}
