"""Whatever anybody types, and wherever: what tells who somebody is stays nowhere, but in the few fields that ask a place who it is."""

import re
from html.parser import HTMLParser
from itertools import count

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from encounters.models import FirstVisit
from encounters.views import first_visits
from merchants.models import Invitation, Merchant, PlaceName
from merchants.views import joining
from tests.enchante.test_access import BEHIND
from tests.open_pages import FORMS, READ, Town
from tests.traces import rows
from vouchers.models import DemoPayment

pytestmark = pytest.mark.django_db

# The only fields of which something is kept or sent: they are about the sender, who wants an answer.
ABOUT_THE_SENDER = {
    "merchants:merchant-apply": {"name", "street", "town", "contact_name", "contact_email", "contact_phone", "remark"},
    "merchants:merchant-invited": {"name", "street", "town", "contact_name", "contact_email", "contact_phone", "remark"},
    "merchants:door-help": {"contact_name", "contact_email", "contact_phone", "message"},
    "referrals:door-organisation": {"organisation", "contact_name", "contact_email", "contact_phone", "message"},
    "merchants:door-town": {"town", "contact_name", "contact_email", "contact_phone", "message"},
    "vouchers:treat-give": {"email"},
    "vouchers:bon-buy": {"email"},
    "vouchers:theme-give": {"email"},
    "vouchers:treat-together": {"organisation", "contact_email"},
    "account_login": {"login"},
}
# Sentences in which a name may still stand until a person struck it: where each waits for that.
READ_FIRST = {
    ("vouchers:treat-give", "word"): {"vouchers_purchase"},
    ("vouchers:theme-give", "word"): {"vouchers_purchase"},
    ("referrals:signal-send", "words"): {"referrals_signal"},
    ("encounters:threshold-tell", "words"): {"encounters_threshold"},
    ("encounters:round-answer", "v3"): {"encounters_ownwords"},
    **{("encounters:story-tell", field): {"encounters_story"} for field in ("title", "words", "pseudonym")},
}
# What a form needs beside what stands in it already, before anything comes of it.
SENDER = {"contact_name": "Lut", "contact_email": "lut@example.org"}
PLACE = {
    **{"step": "5", "name": "Krookcafé", "kind": "cafe", "street": "Makebaplein 2", "postcode": "9000", "town": "Gent"},
    **{"charter": "on", "nickname": ""},
}
ANSWERS = {
    "merchants:merchant-apply": PLACE | SENDER,
    "merchants:merchant-invited": PLACE | SENDER,
    "merchants:door-help": SENDER,
    "referrals:door-organisation": SENDER | {"organisation": "CAW"},
    "merchants:door-town": SENDER | {"town": "Deinze"},
    "referrals:signal-send": {"reason": "closed"},
    "encounters:threshold-tell": {"words": "Ik durf niet te vragen."},
    "encounters:sign-up": {"number": "1"},
    "encounters:story-tell": {"words": "De koffie wachtte al.", "city": "gent", "language": "nl", "consent": "on"},
    "vouchers:treat-give": {"totaal": "250"},
    "vouchers:bon-buy": {"totaal": "250"},
    "vouchers:theme-give": {"totaal": "250"},
    "vouchers:treat-together": {
        **{"organisation": "Chiro", "contact_email": "lut@example.org", "kind": "koffie", "number": "1"},
        **{"totaal": "250", "vraag": "1"},
    },
    "vouchers:demo-checkout": {"status": "paid"},
}
PHONE, ADDRESS = "Kanarie/1.0", "203.0.113.77"
CALLER = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": PHONE, "HTTP_REFERER": "http://testserver/?kanarie"}


class Forms(HTMLParser):
    """The forms of a page: how each is sent, and what stands in its fields."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.found.append((given.get("method", "get"), given.get("action"), {}))
        elif self.found and tag in {"input", "textarea", "select"} and given.get("name"):
            self._add(given)

    def _add(self, given):
        method, action, fields = self.found[-1]
        is_box = given.get("type") in {"checkbox", "radio"} and "checked" not in given
        fields.setdefault(given["name"], None if is_box else given.get("value") or "")


def forms_of(page):
    """The forms of a page, each with its number and the names of its fields."""
    forms = Forms(page).found if page["Content-Type"].startswith("text/html") else []
    return [(number, fields.keys() - {"csrfmiddlewaretoken"}) for number, (_method, _action, fields) in enumerate(forms)]


class Birds:
    """A phone number and a mail address for each field, or a name; none of them used twice."""

    def __init__(self):
        self.number = count(10)
        self.let_out = {}

    def for_field(self, page, field):
        number = next(self.number)
        for bird in (f"0470 {number // 100:02} {number % 100:02} 56", f"kanarie{number}@example.org"):
            self.let_out[bird] = (page, field)
            yield bird

    def name_for_field(self, page, field):
        bird = f"kanarius{next(self.number)}vogelaar"
        self.let_out[bird] = (page, field)
        return bird

    def seen_in(self, text):
        """From which fields something stands in this text, however a number is written."""
        digits = re.sub(r"[^0-9a-z@.]|(?<=[0-9])\.", "", text.lower())
        return {field for bird, field in self.let_out.items() if bird.replace(" ", "") in digits}


def send(town, name, number, field, bird):
    """Somebody new opens the page and fills the bird in one field of this form, the rest as it should be."""
    client = Client()
    DemoPayment.objects.update(status="open")
    town.sign.save()  # Whatever was sent before, it is still there to take back.
    town.story.save()
    FirstVisit.objects.exclude(pk=town.visit.pk).delete()
    FirstVisit.objects.update(is_cancelled=False)
    Invitation.objects.update(used_on=None, merchant=None)
    # Lest the form asks whether we know this place already.
    Merchant.objects.filter(state=Merchant.State.APPLIED).update(state=Merchant.State.CLOSED)
    method, action, fields = Forms(client.get(town.address(name), **CALLER)).found[number]
    given = fields | ANSWERS.get(name, {}) | {f"aantal-{town.coffee.pk}": "1", "chapter": str(town.place.chapter_id)} | {field: bird}
    filled_in = {name: value for name, value in given.items() if value is not None}
    return getattr(client, method)(action or town.address(name), filled_in, follow=True, **CALLER)


@pytest.fixture
def town(settings, monkeypatch):
    settings.DEBUG = True  # For the door of the demo.
    monkeypatch.setattr(joining, "FORMS_A_DAY", 1000)  # Each field of two forms is sent twice.
    monkeypatch.setattr(first_visits, "VISITS_A_DAY", 1000)
    PlaceName.objects.create(kind="postcode", name="9000", plain="9000", postcode="9000", lat=51.05, lng=3.72)
    return Town()


@pytest.mark.slow
def test_what_tells_who_somebody_is_stays_only_where_a_form_asks_it_of_its_sender(client, town, caplog, capfd):
    birds, statuses = Birds(), set()
    for name in {**READ, **FORMS}:
        for number, fields in forms_of(client.get(town.address(name), **CALLER)):
            for field in [*fields, "something else"]:
                for bird in birds.for_field(name, field):
                    statuses.add(send(town, name, number, field, bird).status_code)

    kept = " ".join(row for _table, row in rows()) + str([session.get_decoded() for session in Session.objects.all()])
    sent = str([letter.message() for letter in mail.outbox])
    written = "".join([caplog.text, *capfd.readouterr()])

    assert len(birds.let_out) > 100
    assert birds.seen_in(kept + sent) == {(name, field) for name, fields in ABOUT_THE_SENDER.items() for field in fields}
    assert birds.seen_in(written) == set()
    assert not [trace for trace in (PHONE, ADDRESS, "?kanarie") if trace in kept + sent + written]
    assert statuses == {200}


@pytest.mark.slow
def test_a_name_stays_only_where_a_form_asks_its_sender_and_in_sentences_that_a_person_reads_first(client, town, caplog, capfd):
    birds = Birds()
    for name in {**READ, **FORMS}:
        for number, fields in forms_of(client.get(town.address(name), **CALLER)):
            for field in [*(fields - ABOUT_THE_SENDER.get(name, set())), "something else"]:
                send(town, name, number, field, birds.name_for_field(name, field))

    kept = {}
    for table, row in rows():
        for field in birds.seen_in(row):
            kept.setdefault(field, set()).add(table)

    assert kept == READ_FIRST
    assert birds.seen_in(str([letter.message() for letter in mail.outbox])) == set()
    assert birds.seen_in("".join([caplog.text, *capfd.readouterr()])) == set()


# Behind the login: why what is typed there is about the sender. Forms of an organisation are none of these; their canaries fly in
# tests/referrals/test_organisation_canary.py.
ABOUT_ONESELF = {
    "merchants:": "somebody writes about their own place",
    "vouchers:": "somebody writes about their own place",
    "place-": "the team, or the place itself, writes about a place",
    "balance": "the team picks one of its cities: nothing is kept",
    "catalogue-": "HQ picks from a list",
    "called": "the team writes down what a place tells about itself",
    "city-begin": "HQ makes a city: nothing is about a person",
    "text": "the team says letters and pages in its own words",
    "network-text": "HQ says letters of the network in its own words",
    "round": "the team writes down what a place tells about itself; where a walk begins is not kept",
    "report": "the team picks a city and months: nothing is kept",
    "export": "the team picks a city and a file: nothing is kept",
    "encounters:my-": "a peer writes about themselves: how they like to be called, when and where they go along",
    "encounters:": "the team asks, and writes down forms without names; own words wait for a coordinator there as everywhere",
    "team-history-": "the team puts back what changed",
    "import": "the team brings a list of places in",
    "referrals:team-help": "the team brings a list of others in",
    "own-": "somebody looks at their own login",
    "team-leave": "nothing is typed",
    "work": "HQ reads what ran: nothing is typed",
    "organisation-leave": "nothing is typed",
    "mfa_": "somebody sets up their own second lock",
    "admin:": "the team keeps its rows; of sentences of others it strikes the names there",
}


def test_every_form_behind_the_login_was_looked_at():
    of_organisations = {name for name in BEHIND if name.startswith("referrals:") and not name.startswith("referrals:team-")}

    assert {name for name in BEHIND if not name.startswith(tuple(ABOUT_ONESELF))} == of_organisations


@pytest.mark.parametrize("written", ["0470 00 10 56", "0470001056", "0470/00.10.56", "kanarie10@example.org"])
def test_a_canary_is_recognised_however_it_is_written(written):
    birds = Birds()
    list(birds.for_field("page", "field"))

    assert birds.seen_in(f"bel {written}!") == {("page", "field")}
    assert birds.seen_in("bel 0471 00 10 56") == set()
