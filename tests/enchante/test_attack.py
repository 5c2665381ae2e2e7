"""Whatever anybody types, sends or asks: no page breaks, and nobody's words become part of a page.

Every form and every question that each role finds by following links, with what `tests/attacks.py` holds and what Hypothesis makes up, in
one field at a time or in all. `pytest tests/enchante/test_attack.py --attacks 5000` tries so many for each role, others each time.
"""

import copy
from functools import partial
from itertools import cycle, islice
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.attacks import EXPRESSION, FILES, MARK, NASTY, OUTCOME, ask, send
from tests.crawling import Form, Walk, kind_of, opened
from tests.enchante.test_access import ROLES, town  # noqa: F401 - a fixture
from tests.enchante.test_reading import starts
from tests.logins import come_in

pytestmark = pytest.mark.slow
WORDS = st.sampled_from(NASTY) | st.text(max_size=60)
# Questions no link asks, though pages listen to them.
UNASKED = {
    "q",
    "p",
    "o",
    "e",
    "all",
    "next",
    "pagina",
    "stad",
    "bij",
    "lat",
    "lng",
    "open",
    "bbox",
    "zoom",
    "taal",
    "plek",
    "_changelist_filters",
}


def targets(client, about):
    """All forms this client meets, and every page with all that it can be asked, as a form of its own."""
    walk = Walk(client, most_of_a_kind=1, most_of_a_page=1).through(starts(about), partial(opened, client))
    pages = {view: met[0] for (view, _names), met in walk.met.items() if met}
    asked = [Form(address, "GET", tuple((name, "") for name in sorted(walk.asked[view] | UNASKED))) for view, address in pages.items()]
    return sorted([*walk.forms.values(), *asked], key=repr)


def attack_on(form, odd):
    """This form with these values, one after the other, in all of its fields."""
    names = sorted({name for name, _ in form.values})
    return form, list(zip(names, odd, strict=False)), dict(zip(form.files, cycle(FILES), strict=False))


@st.composite
def attacks(draw, forms):
    """A form with something odd in one of its fields, or in each of them: (form, values, files)."""
    form = draw(st.sampled_from(forms))
    names = sorted({name for name, _ in form.values} | {"next"})
    odd = set(names) if draw(st.booleans()) else {draw(st.sampled_from(names))}
    values = [(name, value) for name, value in form.values if name not in odd]
    values += [(name, draw(WORDS)) for name in sorted(odd)]
    return form, values, {name: draw(st.sampled_from(FILES)) for name in form.files}


def stands(page):
    """The page did not break, and shows what was typed as words."""
    assert page.status_code < 500
    if page.get("Content-Type", "").startswith("text/html"):
        assert MARK not in page.text
        assert EXPRESSION in page.text or OUTCOME not in page.text


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_nothing_that_is_sent_breaks_a_page(town, role, pytestconfig):  # noqa: F811
    people, about = town
    client = Client() if role == "nobody" else come_in(Client(), people[role])
    forms = targets(client, about)
    cookies, more = copy.deepcopy(client.cookies), pytestconfig.getoption("attacks")

    @settings(max_examples=more or 30, derandomize=not more, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(attacks(forms))
    def attacked(attack):
        form, values, files = attack
        client.cookies = copy.deepcopy(cookies)
        with transaction.atomic():
            page = ask(client, form.address, values) if form.method == "GET" else send(client, form.address, values, files)
            page.getvalue()
            stands(page)
            if page.status_code in {302, 303}:
                assert urlsplit(page["Location"]).netloc in {"", "testserver"}
            if page.status_code in {302, 303} and kind_of(page["Location"]):
                stands(opened(client, page["Location"]))
            transaction.set_rollback(True)

    odd = cycle(NASTY)
    for form in forms:
        attacked = example(attack_on(form, list(islice(odd, 50))))(attacked)
    attacked()
