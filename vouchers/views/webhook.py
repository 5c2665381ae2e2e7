"""Where Mollie says that something happened. What is posted decides nothing: it only makes us ask.

Whoever knocks gets the same answer, so that nobody learns which payments are ours. Only the number we keep with this very payment
makes us ask Mollie; anything else costs one look into the database at most.
"""

import re
from urllib.parse import parse_qs

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from merchants.keys import LINK_PATTERN
from vouchers import actions
from vouchers.gateways.mollie import ID, MollieGateway
from vouchers.models import Payment

LONGEST_BODY = 1_000


@csrf_exempt
@login_not_required
@require_POST
def mollie_webhook(request, token):
    number = _posted_number(request)
    if number and re.fullmatch(LINK_PATTERN, token):
        payment = Payment.objects.filter(token=token, gateway=MollieGateway.name, provider_id=number).first()
        if payment:
            actions.hear(payment)
    return HttpResponse(content_type="text/plain")


def _posted_number(request):
    """The one number a small form brings, or "". Read by hand: Django's own reading answers otherwise to what is too large or odd."""
    try:
        body = request.read(LONGEST_BODY + 1)
    except UnreadablePostError:
        return ""
    numbers = parse_qs(body.decode("ascii", "replace")).get("id", []) if len(body) <= LONGEST_BODY else []
    return numbers[0] if len(numbers) == 1 and ID.match(numbers[0]) else ""
