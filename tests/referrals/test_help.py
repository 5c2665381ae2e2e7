"""Help lines: what stands at /hulp/, for everywhere and for a city, and what a new installation begins with."""

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils import timezone

from enchante.settings import web_address
from merchants.models import Chapter
from referrals.catalogue import load_help_lines
from referrals.models import HelpLine
from tests.factories import make_chapter, make_help_line
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db


def names(lines):
    return [line.name for line in lines]


# The page


def test_the_lines_of_everywhere_stand_there_with_the_month_they_were_checked(client):
    make_help_line("112", name="In gevaar", number="112", words="Dag en nacht.", checked_on=date(2026, 11, 2))
    make_help_line("caw", name="CAW", kind="visit", number="0800 13 500", website="https://www.caw.be", languages="nl fr")

    page = client.get("/hulp/")

    assert '<a class="line-number" href="tel:112">' in page.text
    assert 'href="tel:080013500"' in page.text
    assert '<a href="https://www.caw.be" rel="noreferrer" dir="ltr">caw.be</a>' in page.text
    assert "In gevaar Dag en nacht. Laatst nagekeken in november 2026." in words_of(page)
    assert "Nederlands, Frans" in words_of(page)


def test_a_city_shows_its_own_beside_those_of_everywhere_and_its_houses_first(client):
    gent, brussel = make_chapter("gent"), make_chapter("brussel")
    make_help_line(name="CAW", kind="visit", position=1)
    make_help_line(name="OCMW Gent", kind="visit", position=50, chapter=gent)
    make_help_line(name="Samusocial", chapter=brussel)
    make_help_line(name="In gevaar", number="112")

    here, everywhere = client.get("/hulp/?stad=gent"), client.get("/hulp/")

    assert (names(here.context["calls"]), names(here.context["houses"])) == (["In gevaar"], ["OCMW Gent", "CAW"])
    assert (names(everywhere.context["calls"]), names(everywhere.context["houses"])) == (["In gevaar"], ["CAW"])
    for page in (here, everywhere):
        assert 'href="/hulp/?stad=brussel"' in page.text


def test_a_city_without_lines_of_its_own_is_told_so(client):
    make_chapter("leuven")
    make_help_line(name="In gevaar", number="112")

    for slug in ["leuven", "nergens", "%00"]:
        page = client.get(f"/hulp/?stad={slug}")

        assert "Voor deze stad hebben we nog geen eigen lijnen." in words_of(page)
        assert names(page.context["calls"]) == ["In gevaar"]
    assert "stad=leuven" not in client.get("/hulp/").text


def test_whoever_answers_in_the_readers_language_stands_first(client):
    make_help_line("112", name="Alarm", number="112", position=1)
    make_help_line("106", name="Tele-Onthaal", languages="nl")
    make_help_line("107", name="Télé-Accueil", languages="fr")

    assert names(client.get("/hulp/").context["calls"]) == ["Alarm", "Tele-Onthaal", "Télé-Accueil"]
    assert names(client.get("/fr/hulp/").context["calls"]) == ["Alarm", "Télé-Accueil", "Tele-Onthaal"]


def test_without_any_line_the_page_still_says_whom_to_call_in_danger(client):
    assert "In gevaar? Bel 112." in words_of(client.get("/hulp/"))


def test_the_page_asks_two_questions_for_one_line_and_for_many(client):
    def cost():
        with statements() as sent:
            client.get("/hulp/?stad=gent")
        return len(sent)

    gent = make_chapter("gent")
    make_help_line(chapter=gent)
    assert cost() == 2
    for _ in range(5):
        make_help_line(chapter=gent, kind="visit")
    assert cost() == 2


def test_quickly_away_leads_where_the_installation_says(client, settings):
    settings.QUICK_EXIT_URL = "https://weer.example/"

    assert '<a class="button button-primary" href="https://weer.example/" rel="noreferrer" data-quick-exit>' in client.get("/hulp/").text


@pytest.mark.parametrize("wrong", ["", "wikipedia", "javascript:alert(1)", "//elders.example"])
def test_quickly_away_leads_nowhere_strange(wrong):
    with pytest.raises(ImproperlyConfigured, match="Set QUICK_EXIT_URL to the address of a website"):
        web_address("QUICK_EXIT_URL", wrong)


# What a new installation begins with


def test_a_new_installation_begins_with_the_lines_of_belgium_and_of_its_cities(capsys):
    make_chapter("brussel")

    call_command("load_catalogue")

    assert "12 help lines" in capsys.readouterr().out
    assert set(HelpLine.objects.values_list("chapter__slug", flat=True)) == {None, "brussel"}
    assert set(HelpLine.objects.values_list("checked_on", flat=True)) == {None}
    assert list(HelpLine.objects.for_city(Chapter.objects.get()).values_list("number", flat=True)[:3]) == ["112", "106", "107"]


def test_the_page_says_once_that_some_numbers_were_not_called_yet(client):
    make_help_line("106", checked_on=None)
    said = "Staat er geen maand bij een nummer? Dan belde ons team het nog niet zelf."

    assert said in words_of(client.get("/hulp/"))
    HelpLine.objects.update(checked_on=date(2026, 11, 2))
    assert said not in words_of(client.get("/hulp/"))


def test_a_line_nobody_called_yet_waits_for_the_team():
    make_help_line("106", checked_on=None)

    assert HelpLine.objects.to_check(timezone.localdate()).count() == 1


def test_what_a_team_changed_or_took_away_stays_so():
    gent = make_chapter("gent")
    load_help_lines()
    HelpLine.objects.get(slug="1712").delete()
    HelpLine.objects.filter(chapter=gent).update(number="09 000 00 00")

    assert load_help_lines() == 0
    assert not HelpLine.objects.filter(slug="1712").exists()


def test_a_city_that_joins_later_gets_its_lines_then():
    load_help_lines()
    make_chapter("gent")

    assert load_help_lines() == 1


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_line_of_the_start_has_words_in_every_language(language):
    load_help_lines()

    assert not HelpLine.objects.filter(**{f"name_{language}": ""}).exists()
    assert not HelpLine.objects.filter(**{f"words_{language}": ""}).exists()
