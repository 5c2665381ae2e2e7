import pytest

from merchants import planned
from tests.races import execute


@pytest.mark.parametrize(("is_between", "plans"), [(False, 1), (True, 0)])
def test_a_plan_stays_on_a_connection_unless_pgbouncer_hands_out_another_each_time(db, settings, is_between, plans):
    settings.PGBOUNCER = is_between

    for _ in range(4):
        with planned.cursor() as cursor:
            cursor.execute(f"SELECT %(number)s::int -- with PgBouncer: {is_between}", {"number": 1})

    assert execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [f"%PgBouncer: {is_between}"]) == [(plans,)]
