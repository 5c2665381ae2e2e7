"""The tally of free services, for places that like one."""

from django.db import connection
from django.utils import timezone

from vouchers.models.tallies import MOST_TALLIED

# No counter is tapped so often in a day; it keeps the row of a busy one small.
MOST_TAPS = 2000

# One statement, so that two phones never lose each other's tap. A key that stands in this day or one before was counted already, and one
# too many below nothing or above the most stays where it is.
ONE_TAP = """
    WITH offered AS (SELECT merchant_id, service_id FROM merchants_serviceoffer WHERE id = %(offer)s),
    counted AS (
        INSERT INTO vouchers_servicetally AS tally (merchant_id, service_id, day, count, keys)
        SELECT merchant_id, service_id, %(day)s, GREATEST(%(delta)s, 0), ARRAY[%(key)s] FROM offered
        WHERE NOT EXISTS (
            SELECT FROM vouchers_servicetally JOIN offered USING (merchant_id, service_id) WHERE %(key)s = ANY (keys)
        )
        ON CONFLICT (merchant_id, service_id, day) DO UPDATE
        SET count = GREATEST(0, LEAST(tally.count + %(delta)s, %(most)s)), keys = tally.keys || %(key)s
        WHERE NOT %(key)s = ANY (tally.keys) AND cardinality(tally.keys) < %(most_taps)s
    )
    SELECT EXISTS (SELECT FROM offered)
"""


class ServiceGone(Exception):
    """The place does not offer this service any more."""


def tally(*, offer, delta, key):
    """Count this service once more today, or once less (`delta` 1 or -1). The same key twice counts once. Raises ServiceGone."""
    told = {"offer": offer.pk, "day": timezone.localdate(), "delta": delta, "key": key, "most": MOST_TALLIED, "most_taps": MOST_TAPS}
    with connection.cursor() as cursor:
        cursor.execute(ONE_TAP, told)
        (is_offered,) = cursor.fetchone()
    if not is_offered:
        raise ServiceGone
