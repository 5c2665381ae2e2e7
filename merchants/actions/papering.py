"""More paper for a place: asked for in one tap, and on its way once the team says so."""

from django.db import transaction
from django.utils import timezone

from merchants import letters
from merchants.models import PaperRequest


@transaction.atomic
def ask_for_paper(*, merchant, what):
    """Ask the team, which gets a letter. Returns whether this is news: what was asked for and is not on its way yet is asked for once."""
    request, is_new = PaperRequest.objects.get_or_create(merchant=merchant, what=what, sent_on=None)
    if is_new:
        letters.write_to_team(merchant.chapter, event=f"paper-{request.pk}", template="paper_asked", request=request, merchant=merchant)
    return is_new


def send_paper(requests):
    """Say of these requests or orders that they are on their way. Returns those that were not yet. Locks them."""
    with transaction.atomic():
        waiting = list(requests.waiting().select_for_update(of=["self"]))
        requests.model.objects.filter(pk__in=[request.pk for request in waiting]).update(sent_on=timezone.localdate())
        return waiting
