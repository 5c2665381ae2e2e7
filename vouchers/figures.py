"""How the ledger reads as figures: what was given, what was handed out, and what hangs."""

from django.db.models import Q, Sum

from .models import Movement, TreatKind

# Of fewer than this many, or of fewer than this many places, no figure is told.
TOO_FEW = 5

_KIND = Movement.Kind
# A tap that was undone did not happen; neither did a gift that was given back. What a recount found has no story, and tells none here;
# what was sent on was given once.
ON_SITE = Q(kind__in=[_KIND.BOUGHT, _KIND.REFUNDED])
AT_COUNTER = Q(kind=_KIND.COUNTER) | Q(kind=_KIND.UNDO, delta__lt=0)
HANDED_OUT = Q(kind=_KIND.HANDED_OUT) | Q(kind=_KIND.UNDO, delta__gt=0)


def waiting_in(chapter):
    """The kinds that hang on the boards of this city now, each with how many (`waiting`)."""
    hanging = Q(treats__merchant__chapter=chapter, treats__merchant__state="active", treats__waiting__gt=0)
    return TreatKind.objects.filter(hanging).annotate(waiting=Sum("treats__waiting"))
