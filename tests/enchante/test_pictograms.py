"""No pictogram stands alone: whoever does not know the drawing reads the word."""

from html.parser import HTMLParser

import pytest

from tests.open_pages import FORMS, READ, Town

# A large sheet with little room: a frame on it tells once what each pictogram means.
WITH_A_LEGEND = "referrals:edition-a3"
# What one taps or reads as one thing: the word stands in it.
TOGETHER = {
    "a",
    "button",
    "summary",
    "label",
    "li",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "th",
    "dt",
    "dd",
    "nav",
    "figure",
    "section",
    "article",
}
EMPTY = {
    "br",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "use",
    "path",
    "circle",
    "rect",
    "line",
    "polyline",
    "polygon",
    "ellipse",
    "source",
    "wbr",
    "col",
}


class Alone(HTMLParser):
    """Gathers the pictograms around which no visible word stands."""

    def __init__(self):
        super().__init__()
        # Each open tag: its name, whether it can be seen, the pictograms in it, and whether it has words.
        self.open, self.found = [["", True, [], False]], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = (attrs.get("class") or "").split()
        if tag == "use" and attrs.get("href", "").startswith("#i-") and self.open[-1][1]:
            self.open[-1][2].append(attrs["href"])
        if tag not in EMPTY:
            is_seen = (
                self.open[-1][1]
                and "hidden" not in attrs
                and "visually-hidden" not in classes
                and tag not in {"script", "style", "title", "template"}
            )
            self.open.append([tag, is_seen, [], False])

    def handle_endtag(self, tag):
        while len(self.open) > 1 and tag not in EMPTY:
            name, _, pictograms, has_words = self.open.pop()
            if name in TOGETHER and pictograms and not has_words:
                self.found += pictograms
            elif not has_words:
                self.open[-1][2].extend(pictograms)
            self.open[-1][3] |= has_words
            if name == tag:
                return

    def handle_data(self, data):
        if data.strip() and self.open[-1][1]:
            self.open[-1][3] = True


def alone_in(html):
    reader = Alone()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a><svg><use href="#i-soup"/></svg> Soep</a>', []),
        ('<a><span><svg><use href="#i-soup"/></svg></span><b>Soep</b></a>', []),
        ('<p>Soep <a><svg><use href="#i-soup"/></svg></a></p>', ["#i-soup"]),
        ('<a><svg><use href="#i-soup"/></svg><span class="visually-hidden">Soep</span></a>', ["#i-soup"]),
    ],
)
def test_a_word_counts_where_one_sees_it_in_the_same_thing(html, found):
    assert alone_in(html) == found


@pytest.mark.django_db
def test_no_pictogram_stands_without_a_word_on_a_public_page(client, settings):
    settings.DEBUG = True  # For the door of the demo.
    town, seen = Town(), 0
    alone = {}

    for name in [*READ, *FORMS]:
        answer = client.get(town.address(name), headers={"Accept": "text/html"})
        if answer["Content-Type"].startswith("text/html"):
            seen += answer.text.count('href="#i-')
            alone |= {name: found} if (found := alone_in(answer.text)) else {}

    on_the_sheet = alone.pop(WITH_A_LEGEND)
    sheet = client.get(town.address(WITH_A_LEGEND)).text
    assert {one for one in on_the_sheet if sheet.count(f'"{one}"') == on_the_sheet.count(one)} == set()

    assert seen > 500
    assert alone == {}
