"""What somebody fills in to join, and how a test reads what comes back."""

import re
from html import unescape
from html.parser import HTMLParser
from uuid import uuid4

from tests.factories import make_chapter, make_place_name

ADDRESS = "/doe-mee/plek/"


def load_gent():
    """Gent and two postcodes around it, one of them without a team near."""
    for postcode, lat, lng in [("9000", 51.05, 3.72), ("9820", 51.0, 3.75), ("9060", 51.2, 3.81), ("8400", 51.22, 2.92)]:
        make_place_name(postcode, kind="postcode", postcode=postcode, lat=lat, lng=lng)
    return make_chapter("gent", postcodes=["9000"])


def answers(**changes):
    """What somebody fills in; a change to None leaves that out."""
    filled_in = {
        "key": str(uuid4()),
        "step": "5",
        "name": "Krookcafé",
        "kind": "cafe",
        "street": "Miriam Makebaplein 1",
        "postcode": "9000",
        "town": "Gent",
        "contact_name": "Lut",
        "contact_email": "lut@example.org",
        "charter": "on",
        **changes,
    }
    return {name: value for name, value in filled_in.items() if value is not None}


def words(response):
    return unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


class Carried(HTMLParser):
    """What a browser would send from this page if nobody touched it: every field of its form, as it stands."""

    def __init__(self, response):
        super().__init__()
        self.fields, self.select, self.text = {}, None, None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "select":
            self.select = given["name"]
        elif tag == "option" and "selected" in given:
            self.fields[self.select] = [given.get("value", "")]
        elif tag == "textarea":
            self.text = given["name"]
            self.fields[self.text] = [""]
        elif tag == "input" and given.get("name"):
            self._add(given)

    def handle_data(self, data):
        if self.text:
            self.fields[self.text][0] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self.text][0] = self.fields[self.text][0].removeprefix("\n")
            self.text = None

    def _add(self, given):
        is_box = given.get("type") in {"checkbox", "radio"}
        if not is_box or "checked" in given:
            self.fields.setdefault(given["name"], []).append(given.get("value", "on" if is_box else ""))


def go_on(client, response, address=ADDRESS, **typed):
    """Type this on the page that was answered, and press the button: Next, unless `to` says otherwise."""
    fields = {name: values for name, values in Carried(response).fields.items() if name != "csrfmiddlewaretoken"}
    return client.post(address, fields | typed)


def yes_to(response, name):
    """What the tick under a question on this page would send."""
    (sent,) = re.findall(rf'<input type="checkbox" name="{name}" value="(\w+)"', response.content.decode())
    return {name: sent}


def step_of(response):
    return response.context["step"].number
