"""The feed of what is new, as RFC 4287 wants it: the same bytes until something changes, and nothing that was taken back."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests.factories import make_chapter, make_merchant, make_story
from tests.queries import statements

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z")


@pytest.fixture
def gent(tuesday):
    return make_chapter("gent")


def read(client, address="/nieuws.atom"):
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own feed


def texts(feed, name):
    return [entry.findtext(ATOM + name) for entry in feed.iter(ATOM + "entry")]


def breaks_the_rules(feed):
    """What RFC 4287 asks of a feed (4.1.1) and of each entry (4.1.2), and does not find here."""
    wrong = [] if feed.tag == ATOM + "feed" else ["no feed"]
    for each in [feed, *feed.iter(ATOM + "entry")]:
        children = [child.tag for child in each]
        wrong += [f"not once: {name}" for name in ("id", "title", "updated") if children.count(ATOM + name) != 1]
        wrong += [f"no moment: {each.findtext(ATOM + 'updated')}"] * (not MOMENT.match(each.findtext(ATOM + "updated") or ""))
        wrong += ["no whole address as id"] * (not re.match(r"(?:https?://\S+|urn:uuid:[0-9a-f-]{36})\Z", each.findtext(ATOM + "id") or ""))
        links = [(link.get("rel", "alternate"), link.get("hreflang"), link.get("type")) for link in each.findall(ATOM + "link")]
        wrong += ["two alternates alike"] * (len(links) != len(set(links)))
        wrong += ["a link without an address"] * (
            not all(re.match(r"https?://\S+\Z", link.get("href", "")) for link in each.findall(ATOM + "link"))
        )
        wrong += ["no alternate link"] * ("alternate" not in [rel for rel, *_more in links])
        wrong += ["a category without a term"] * (not all(category.get("term") for category in each.findall(ATOM + "category")))
        wrong += [f"twice: {name}" for name in ("summary", "content", "subtitle", "published") if children.count(ATOM + name) > 1]
    wrong += ["no author"] * (not feed.findtext(f"{ATOM}author/{ATOM}name"))
    wrong += ["not once: self"] * ([link.get("rel") for link in feed.findall(ATOM + "link")].count("self") != 1)
    ids = [each.findtext(ATOM + "id") for each in [feed, *feed.iter(ATOM + "entry")]]
    return wrong + ["an id twice"] * (len(ids) != len(set(ids)))


def test_stories_and_new_places_stand_in_it_the_latest_first(client, gent):
    story = make_story("De koffie wachtte al.", chapter=gent, title="Een uur", settled_in=date(2026, 10, 1))
    make_merchant("De Krook", slug="krook", chapter=gent, agreed_on=date(2026, 11, 20), services=["water"])
    make_merchant("Lang al open", chapter=gent, agreed_on=date(2025, 1, 1))

    feed = read(client)

    assert breaks_the_rules(feed) == []
    assert texts(feed, "title") == ["De Krook", "Een uur"]
    assert texts(feed, "updated") == ["2026-11-20T00:00:00+00:00", "2026-10-01T00:00:00+00:00"]
    assert texts(feed, "id") == [f"{settings.SITE_URL}/plek/krook/", story.key.urn]
    assert feed.findtext(ATOM + "updated") == "2026-11-20T00:00:00+00:00"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{settings.SITE_URL}/nieuws.atom"


def test_the_words_of_a_story_do_not_stand_in_it(client, gent):
    make_story("De koffie wachtte al.", chapter=gent, pseudonym="Merel")

    feed = client.get("/nieuws.atom").content.decode()

    assert "Een verhaal uit Gent" in feed
    assert "koffie" not in feed and "Merel" not in feed


def test_of_one_city(client, gent):
    make_story(chapter=gent, title="Gents")
    make_story(chapter=make_chapter("brussel"), title="Brussels")

    feed = read(client, "/nieuws.atom?stad=brussel")

    assert breaks_the_rules(feed) == []
    assert texts(feed, "title") == ["Brussels"]
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"{settings.SITE_URL}/nieuws.atom?stad=brussel"


def test_of_a_city_there_is_not_it_says_so(client, gent):
    answer = client.get("/nieuws.atom?stad=atlantis%00")

    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text == "We begrepen “atlantis” niet."


def test_an_empty_one_is_a_feed_too_and_stays_the_same(client, gent):
    first, second = client.get("/nieuws.atom"), client.get("/nieuws.atom")

    assert breaks_the_rules(ElementTree.fromstring(first.content)) == []  # noqa: S314 - our own feed
    assert first["ETag"] == second["ETag"]
    assert client.get("/nieuws.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_in_each_language_an_entry_is_the_same_one(client, gent):
    make_merchant("De Krook", slug="krook", chapter=gent, agreed_on=date(2026, 11, 20))
    make_story(chapter=gent)

    ours, theirs = read(client), read(client, "/fr/nieuws.atom")

    assert texts(ours, "id") == texts(theirs, "id")
    assert "Une histoire de Gent" in texts(theirs, "title")
    assert breaks_the_rules(theirs) == []


def test_names_with_odd_signs_break_nothing(client, gent):
    make_merchant("Bar <b>&\x0b ]]> “Ö”", slug="odd", chapter=gent, agreed_on=date(2026, 11, 20))

    feed = read(client)

    assert texts(feed, "title") == ["Bar <b>& ]]> “Ö”"]
    assert texts(feed, "summary")[0].startswith("Bar &lt;b&gt;&amp; ]]&gt; “Ö”")


def test_it_costs_the_same_for_one_entry_and_for_many(client, gent):
    def cost():
        with statements() as sent:
            client.get("/nieuws.atom")
        return len(sent)

    make_story(chapter=gent)
    make_merchant(chapter=gent, agreed_on=date(2026, 11, 20), services=["water"])
    one = cost()
    for number in range(3):
        make_story(chapter=gent)
        make_merchant(chapter=gent, agreed_on=date(2026, 11, 20 + number), services=["water"])

    assert cost() == one


def test_the_rules_are_known():
    wrong = ElementTree.fromstring('<feed xmlns="http://www.w3.org/2005/Atom"><updated>today</updated><entry><id>x</id></entry></feed>')  # noqa: S314

    assert {"not once: id", "no moment: today", "no whole address as id", "no author", "no alternate link", "not once: self"} <= set(
        breaks_the_rules(wrong)
    )
