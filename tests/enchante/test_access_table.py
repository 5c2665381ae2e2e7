"""What every address answers to every role when something is sent to it, and what the pages of the admin about rows show.

The reviewed answers stand in `access.txt`: an address of the resolver without a line there fails. Each run leaves what it found as
`var/access/access.txt`, to be read line by line before it is copied. What other pages show stands in `test_access.py`.
"""

import copy
import json

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.enchante.test_access import ROLES, address, is_of_a_row, pages, town  # noqa: F401 - a fixture
from tests.headers import lacking
from tests.logins import come_in

pytestmark = pytest.mark.slow
EVERYBODY = ["nobody", *ROLES]
REVIEWED = settings.BASE_DIR / "tests" / "enchante" / "access.txt"
FOUND = settings.VAR / "access"


def named():
    """Every address by its name, once."""
    return sorted({name for name, _ in pages()} - {"admin:None"})


def row_of(name):
    """The first row of the town that this page of the admin is about: its number, or 0 where there is none."""
    app, model, *_page = name.removeprefix("admin:").split("_")
    return apps.get_model(app, model)._base_manager.order_by("pk").values_list("pk", flat=True).first() or 0


def where(name, about):
    if name == "admin:app_list":
        return reverse(name, args=["merchants"])
    if is_of_a_row(name):
        return reverse(name, args=[] if name.endswith(("_changelist", "_add")) else [row_of(name)])
    return address(name, about)


def knocking(client):
    """A function that asks, tells the answer, and leaves everything as it was, also who is logged in. No answer lacks a header."""
    cookies = copy.deepcopy(client.cookies)

    def knock(method, here):
        client.cookies = copy.deepcopy(cookies)
        with transaction.atomic():
            answer = client.generic(method, here, secure=True)
            transaction.set_rollback(True)
        assert lacking(answer) == set(), (method, here)
        return answer.status_code

    return knock


def reviewed(role):
    """What the table says of this role: {"POST merchants:place-edit": 404}."""
    _heading, *lines = REVIEWED.read_text().splitlines()
    rows = [line.split() for line in lines]
    return {f"{method} {name}": int(answers[EVERYBODY.index(role)]) for method, name, *answers in rows}


def table(columns):
    """The table of what was found, as it stands in the file: {role: {"POST merchants:place-edit": 404}}."""
    rows = [("", "", EVERYBODY)] + [(*row.split(), [columns[role][row] for role in EVERYBODY]) for row in columns["nobody"]]
    lines = [
        [f"{method:4} {name:50}", *(f"{answer:>{len(role)}}" for answer, role in zip(cells, EVERYBODY, strict=True))]
        for method, name, cells in rows
    ]
    return "".join(" ".join(line) + "\n" for line in lines)


def put_together():
    """Leave the whole table beside what was found for each role, once every role was there."""
    if all((FOUND / f"{role}.json").exists() for role in EVERYBODY):
        (FOUND / "access.txt").write_text(table({role: json.loads((FOUND / f"{role}.json").read_text()) for role in EVERYBODY}))


@pytest.fixture(autouse=True)
def as_on_a_server(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.fixture
def knock(town, request):  # noqa: F811
    people, _about = town
    role = request.node.callspec.params["role"]
    return knocking(Client() if role == "nobody" else come_in(Client(), people[role]))


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_address_answers_as_reviewed(town, knock, role):  # noqa: F811
    _people, about = town
    asked = [(method, name) for name in named() for method in (["GET", "POST"] if is_of_a_row(name) else ["POST"])]
    found = {f"{method} {name}": knock(method, where(name, about)) for method, name in asked}
    FOUND.mkdir(exist_ok=True)
    (FOUND / f"{role}.json").write_text(json.dumps(found))
    put_together()

    assert found == reviewed(role)


@pytest.mark.parametrize("role", ["nobody"])
def test_no_address_takes_another_method(town, knock, role):  # noqa: F811
    _people, about = town
    odd = {(name, method) for name in named() for method in ("PUT", "DELETE", "BREW")}

    assert [each for each in sorted(odd) if knock(each[1], where(each[0], about)) != 405] == []
