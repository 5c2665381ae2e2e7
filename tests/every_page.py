"""Every page of every role as it is sent: what the street reads, what stands behind a login, what the team keeps.

Filled, empty, and with what a form says when nothing or nonsense was typed. Whatever is made for it is gone afterwards.
"""

import re
from collections import defaultdict
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from operator import attrgetter
from urllib.parse import urljoin

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from merchants.models import User
from tests.enchante.test_access import BEHIND, ROLES, address, expected, make_town
from tests.enchante.test_admin import OF_NO_CITY, ROW_IN
from tests.factories import make_chapter, make_merchant, make_organisation, make_team_member, make_user
from tests.logins import come_in
from tests.open_pages import FORMS, READ, Town
from tests.slips import forms_of
from tests.team import address as of_row

TEAM = ["volunteer", "coordinator", "hq"]
# What else pages show to whoever asks something of them, and what they say to a question nobody understands.
ASKED = {
    "a piece of the site, chosen": ("referrals:widget-choose", [], {"stad": "gent", "dienst": "toilet", "vorm": "kaart"}),
    "no such piece": ("referrals:widget-choose", [], {"stad": "nergens", "dienst": "onzin", "vorm": "x", "taal": "x", "hoogte": "veel"}),
    "a piece as a list": ("referrals:widget", ["gent"], {"dienst": "toilet"}),
    "a piece without places": ("referrals:widget", ["gent"], {"rolstoel": "1"}),
    "a piece of what nobody understands": ("referrals:widget", ["gent"], {"dienst": "onzin", "open": "ooit", "kleur": "x"}),
}
# What differs from row to row and from role to role in one and the same element; and in the admin's list of what one keeps.
VARIES = re.compile(
    r"""(\b(?:value|href|src|srcset|action|formaction|content|datetime|alt|title|placeholder|id|for|name|d|points|min|max|selected|checked"""
    r"""|data-[a-z-]+|aria-(?:label|labelledby|describedby|controls))=)"[^"]+"|\b(?:model|app)-\w+|\b(?:field|column)-[\w-]+|\d+"""
)


@dataclass(frozen=True)
class Page:
    role: str
    name: str
    state: str
    address: str
    client: Client
    answer: HttpResponse
    typed: dict | None = None

    def __str__(self):
        return f"{self.name} ({self.role}, {self.state})"

    @property
    def html(self):
        return self.answer.content.decode()

    @property
    def elements(self):
        """The kinds of elements it is made of: tags with what they carry, but for names, words and numbers."""
        html = re.sub(r"<(script|symbol)\b.*?</\1>", "", self.html, flags=re.S)
        return {re.sub(VARIES, r"\1", tag) for tag in re.findall(r"<[a-z][^>]*>", html)}

    @property
    def kind(self):
        return self.name, "slip" if self.typed else self.state


def every_page(walk, language, kind=attrgetter("kind")):
    """Each page of this walk; of what several roles see alike, the first one's. It is shown again where it has an element more."""
    shown = defaultdict(set)

    def has_more(page):
        more = page.elements - shown[kind(page)]
        shown[kind(page)] |= more
        return bool(more)

    with undone(), translation.override(language):
        for page in filter(is_page, walk(language)):
            if has_more(page):
                yield page
                yield from filter(has_more, slips(page))


def like_other_rows(page):
    """The admin writes rows of every kind by the same few templates: what one kind of row showed, another need not show again."""
    name, what = page.kind
    return name.rpartition(" ")[2], what


def like_any_other(page):
    """What one page showed, another need not show again; but for pages of those who have nothing yet."""
    return page.state == "empty"


@contextmanager
def undone():
    """Whatever is written meanwhile is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def visited(client, role, name, here, state):
    # An answer leaves its language switched on, and some addresses have only Dutch.
    with translation.override(translation.get_language()):
        return Page(role, name, state, here, client, client.get(here))


def is_page(page):
    answer = page.answer
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not answer.streaming


def street(language):
    """What opens without a login, in a town where there is something to show."""
    town, nobody = Town(), Client()
    for name in [*READ, *FORMS]:
        yield visited(nobody, "street", name, town.address(name, language), "filled")
    for state, (name, args, query) in ASKED.items():
        yield visited(nobody, "street", name, reverse(name, args=args, query=query), state)


def bare_street(language):
    """The same in a city that only begins, with one place that offers nothing yet."""
    make_merchant(slug="krook", chapter=make_chapter("gent"))
    nobody = Client()
    for name, asked in (READ | FORMS).items():
        if set(asked.get("args", [])) <= {"krook", "gent"}:
            yield visited(nobody, "street", name, reverse(name, args=asked.get("args", [])), "empty")


def behind(language):
    """What each role opens with a login, in a town where there is something to show."""
    people, about = make_town()
    for role in ROLES:
        client = come_in(Client(), people[role])
        for name in opened_by(role):
            yield visited(client, role, name, address(name, about), "filled")


def bare_behind(language):
    """The same for people of a city and a place where nothing happened yet."""
    with undone():
        about = {name: args for name, args in make_town()[1].items() if args in ("krook", "gent")}
    gent = make_chapter("gent")
    people = {role: make_user() for role in ("merchant", "referrer")}
    people |= {role: make_team_member(role, chapter=gent) for role in ("peer", *TEAM[:2])} | {"hq": make_hq()}
    make_merchant(slug="krook", chapter=gent, people=[people["merchant"]])
    own = make_organisation(chapter=gent, people=[people["referrer"]]).pk
    about |= {name: own for name in BEHIND if name.startswith("referrals:organisation-")}
    for role, person in people.items():
        client = come_in(Client(), person)
        for name in opened_by(role):
            try:
                here = address(name, about)
            except NoReverseMatch:
                continue  # Of something that is not there yet.
            yield visited(client, role, name, here, "empty")


def opened_by(role):
    return [name for name, status in expected(BEHIND, role).items() if status == 200]


def rows(language):
    """What the team keeps in the admin, one row of each kind."""
    gent = make_chapter("gent")
    kept = [make(gent) for make in ROW_IN.values()] + [make() for make in OF_NO_CITY.values()]
    for role, client in team(gent).items():
        for row in kept:
            for page in ("changelist", "add", "change", "delete", "history"):
                yield visited(client, role, f"{row._meta.label} {page}", of_row(row, page), "filled")


def no_rows(language):
    """The lists of the admin before anything stands in them."""
    for role, client in team(make_chapter("gent")).items():
        for model in [*ROW_IN, *OF_NO_CITY]:
            yield visited(client, role, f"{model._meta.label} changelist", of_row(model(), "changelist"), "empty")


def team(chapter):
    people = {role: make_team_member(role, chapter=chapter) for role in TEAM[:2]} | {"hq": make_hq()}
    return {role: come_in(Client(), person) for role, person in people.items()}


def make_hq():
    return User.objects.create_superuser("hq@example.org")


def slips(page):
    """What each form of a filled page says to nothing and to nonsense, where it says something."""
    for form in forms_of(page.html) if page.state == "filled" else []:
        for state, typed in (("nothing typed", form.emptied()), ("nonsense typed", form.nonsense())):
            said = replace(page, state=state, answer=sent(page.client, urljoin(page.address, form.action), typed), typed=typed)
            if is_page(said):
                yield said


def sent(client, here, typed):
    """What is answered to this form; nothing of it stays."""
    phone = Client()
    phone.cookies = deepcopy(client.cookies)
    with undone(), translation.override(translation.get_language()):
        return phone.post(here, typed)


WALKS = [street, bare_street, behind, bare_behind, rows, no_rows]
