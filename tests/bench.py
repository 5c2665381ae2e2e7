"""Speed, as ratios within one run: machines are shared and noisy, so a time alone says nothing. `make bench` prints three tables.

The first is about pages: each one's requests per second through gunicorn, divided by those of `/healthz`: a Django view that answers two
bytes, on the same server, in the same run, asked by the same client, measured in turns. "Asked for the first time" means from another
spot each time; "again" means the very same question while nothing changed; "nothing new" means by somebody who has the answer already.

The second is about the statement behind them: how many times as long it takes among many places as among few.

The third is about hand-outs, and is told in `bench_hand_outs`. Long lists are measured only when asked for (`bench_imports`): in seconds.
So is when a page is seen on a slow phone (`bench_paint`).
"""

import os
import shutil
import sys
from functools import partial
from io import StringIO
from itertools import count

import django
from django.core.management import call_command

from enchante import local_postgres
from tests import bench_hand_outs, bench_imports, bench_paint
from tests.bench_server import ROOT, STATIC, ask, connect, gunicorn, per_second, ratio
from tests.bench_statement import QUESTIONS, seconds_for
from tests.bench_town import fill_to

SIZES = [1_000, 100_000]
FINDER = "/plekken/?lat=51.05&lng=3.72"
MAP = "/kaart.json?bbox="


def from_another_spot(more=""):
    """Paths that nobody asked before: within the middle of the invented town."""
    numbers = count()
    return lambda: (lambda n: f"/plekken/?lat=51.0{n % 97:02}&lng=3.7{n // 97 % 97:02}{more}")(next(numbers))


# Name, what gives the path, and whether the asker has the answer already.
PAGES = [
    ("finder, again", lambda: FINDER, False),
    ("finder, nothing new", lambda: FINDER, True),
    ("finder, for the first time", from_another_spot(), False),
    ("finder, with a toilet, again", lambda: f"{FINDER}&dienst=toilet", False),
    ("finder, with a toilet, for the first time", from_another_spot("&dienst=toilet"), False),
    ("finder, open now, again", lambda: f"{FINDER}&open=nu", False),
    ("finder, open now, for the first time", from_another_spot("&open=nu"), False),
    ("map of a country", lambda: f"{MAP}2.5,49.5,6.4,51.5&zoom=9", False),
    ("map of a city", lambda: f"{MAP}3.65,51.01,3.80,51.09&zoom=13", False),
    ("map of a city, with a toilet", lambda: f"{MAP}3.65,51.01,3.80,51.09&zoom=13&dienst=toilet", False),
]


def main():
    folder = ROOT / "var" / "bench-postgres"
    folder.parent.mkdir(exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    with local_postgres.running(folder) as address:
        os.environ.update(_production(address))
        django.setup()
        for command in [["migrate"], ["load_catalogue"], ["collectstatic", "--noinput"]]:
            call_command(*command, verbosity=0, stdout=StringIO())
        if "imports" in sys.argv:
            return _imports()
        if "paint" in sys.argv:
            return _paint()
        if "hand-outs" not in sys.argv:
            _finder()
        print(f"\n{'hand-out':<46} {'ratio to a bare UPDATE':>34}")
        for name, value in bench_hand_outs.rows(address):
            print(f"{name:<46} {value:>34.2f}", flush=True)


def _paint():
    print(f"{'page, on a slow phone, to a bare page':<46} {'first paint':>16} {'largest paint':>17}")
    for name, first, largest in bench_paint.rows():
        print(f"{name:<46} {first:>16.2f} {largest:>17.2f}", flush=True)


def _imports():
    rows = next((int(word) for word in sys.argv if word.isdigit()), 50_000)
    for step, took in bench_imports.steps_of(rows):
        print(f"{step:<46} {took:>34}", flush=True)


def _finder():
    statements = {}
    print(f"{'page':<46} {'places':>8} {'ratio to a static answer':>25}")
    for size in SIZES:
        fill_to(size)
        statements[size] = {name: seconds_for(question) for name, question in QUESTIONS.items()}
        with gunicorn():
            for name, path, known in PAGES:
                print(f"{name:<46} {size:>8} {_ratio(path, known):>25.2f}", flush=True)
    few, many = (statements[size] for size in SIZES)
    print(f"\n{'statement':<46} {f'{SIZES[1]} to {SIZES[0]} places':>34}")
    for name, seconds in many.items():
        print(f"{name:<46} {f'{seconds / few[name]:.1f} times as long':>34}")


def _production(address):
    url = f"postgres://{address['USER']}@/{address['NAME']}?host={address['HOST']}"
    names = {"DEBUG": "false", "SECRET_KEY": "only-for-measuring-" * 4, "ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": url}
    return {**names, "DJANGO_SETTINGS_MODULE": "enchante.settings"}


def _ratio(path, known):
    return ratio(partial(per_second, _reader(path, known)), partial(per_second, _reader(lambda: STATIC)))


def _reader(path, known=False):
    """Clients who ask for this path over and over, with the ETag of the answer before where they have that already."""

    def new_client():
        connection, headers = connect(), {}

        def ask_once():
            told = ask(connection, path(), headers=headers)["ETag"]
            if known:
                headers["If-None-Match"] = told

        return ask_once

    return new_client


if __name__ == "__main__":
    main()
