"""Reading a page as a person would."""

import re
from html import unescape
from html.parser import HTMLParser


def words_of(response):
    """What stands on the page."""
    html = re.sub(r"<head>.*?</head>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(html).split())


def value_of(response, name):
    """What the form holds in the field with this name."""
    tag = next(tag for tag in re.findall(r"<input[^>]+>", response.content.decode()) if f'name="{name}"' in tag)
    return re.search(r'value="(.*?)"', tag)[1]


def form_of(response):
    """What the form of the page sends when nothing is changed: {name: values}, buttons apart."""
    reader = _FormReader()
    reader.feed(response.content.decode())
    return reader.sent


class _FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sent, self.writes_in = {}, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_off = attrs.get("type") in {"checkbox", "radio"} and "checked" not in attrs
        if tag == "input" and not is_off:
            self.sent.setdefault(attrs["name"], []).append(attrs.get("value", ""))
        if tag == "textarea":
            self.writes_in = attrs["name"]
            self.sent[self.writes_in] = [""]

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.writes_in = None

    def handle_data(self, words):
        if self.writes_in:
            self.sent[self.writes_in] = [(self.sent[self.writes_in][0] + words).removeprefix("\n")]
