"""The numbers at the filters: how many of the first that fit also have what else one could ask for.

Each table is read once for all of them, along its index. What stands in the row of a place itself is taken along from the walk that
found it, so that no row is looked up twice.
"""

OF_A_PLACE = "place.wheelchair = 'yes' AS is_easy, place.quiet_hours <> '' AS is_quiet, place.languages"
TAKEN_ALONG = "place.is_easy, place.is_quiet, place.languages"
OF_NONE = "false AS is_easy, false AS is_quiet, '{}'::varchar[] AS languages"

_COUNTED = "= ANY ((SELECT ids FROM those)::bigint[])"


def lists(order):
    """What `numbers` counts: the first of `fitting`, and what hangs there."""
    return f"""counted AS MATERIALIZED (SELECT * FROM fitting ORDER BY {order} LIMIT %(counted)s),
            those AS MATERIALIZED (SELECT ARRAY(SELECT id FROM counted) AS ids),
            hanging AS MATERIALIZED (SELECT merchant_id, kind_id FROM vouchers_treat WHERE merchant_id {_COUNTED} AND waiting > 0)"""


def numbers(also, are_open=""):
    """One JSON object; of what rooms above ask besides (`also.py`), a number under its name.

    `are_open` says which of `counted` are open now, where these rows know; else that is looked up.
    """
    looked_up = f"merchants_openminutes WHERE merchant_id {_COUNTED} AND open @> %(now)s::int"
    more = "".join(f",\n        '{each.name}', (SELECT count(*) FROM counted place WHERE {each.condition})" for each in also)
    return f"""
    SELECT json_build_object(
        'dienst', (
            SELECT json_object_agg(id, places)
            FROM (SELECT service_id AS id, count(*) AS places FROM merchants_serviceoffer WHERE merchant_id {_COUNTED} GROUP BY 1) each
        ),
        'traktatie', (SELECT json_object_agg(id, places) FROM (SELECT kind_id AS id, count(*) AS places FROM hanging GROUP BY 1) each),
        'taal', (SELECT json_object_agg(id, places) FROM (SELECT unnest(languages) AS id, count(*) AS places FROM counted GROUP BY 1) each),
        'iets', (SELECT count(DISTINCT merchant_id) FROM hanging),
        'open', (SELECT count(*) FROM {f"counted WHERE {are_open}" if are_open else looked_up}),
        'rolstoel', (SELECT count(*) FROM counted WHERE is_easy),
        'rustig', (SELECT count(*) FROM counted WHERE is_quiet){more}
    )
    """
