"""The tally of free services, for places that like one."""

from django.db import connection
from django.utils import timezone

from vouchers.models.tallies import MOST_TALLIED

# One statement, so that two phones never lose each other's tap. A key that stands in this day or one before was counted already, and one
# too many below nothing or above the most stays where it is.
ONE_TAP = """
    INSERT INTO vouchers_servicetally AS tally (offer_id, day, count, keys)
    SELECT %(offer)s, %(day)s, GREATEST(%(delta)s, 0), ARRAY[%(key)s]
    WHERE NOT EXISTS (SELECT FROM vouchers_servicetally WHERE offer_id = %(offer)s AND %(key)s = ANY (keys))
    ON CONFLICT (offer_id, day) DO UPDATE
    SET count = GREATEST(0, LEAST(tally.count + %(delta)s, %(most)s)), keys = tally.keys || %(key)s
    WHERE NOT %(key)s = ANY (tally.keys)
"""


def tally(*, offer, delta, key):
    """Count this service once more today, or once less (`delta` 1 or -1). The same key twice counts once."""
    with connection.cursor() as cursor:
        told = {"offer": offer.pk, "day": timezone.localdate(), "delta": delta, "key": key, "most": MOST_TALLIED}
        cursor.execute(ONE_TAP, told)
