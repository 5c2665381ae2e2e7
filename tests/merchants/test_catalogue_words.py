"""What an installation starts with is said in every language, and what somebody changed stays."""

import pytest
from django.conf import settings
from django.core.management import call_command

from merchants.catalogue import load_services
from merchants.models import Service
from referrals.models import HelpLine
from tests.factories import make_chapter
from vouchers.models import TreatKind

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in settings.LANGUAGES]


def test_services_treats_and_help_lines_speak_every_language():
    make_chapter("gent")
    call_command("load_catalogue")

    for model, fields in [(Service, ["name", "question"]), (TreatKind, ["name", "plural"]), (HelpLine, ["name", "words"])]:
        for row in model.objects.all():
            said = {f"{field}_{code}": getattr(row, f"{field}_{code}") for field in fields for code in CODES}
            assert [column for column, words in said.items() if not words] == []
            assert said[f"{fields[1]}_ar"] != said[f"{fields[1]}_nl"]
            assert getattr(row, fields[0]) == said[f"{fields[0]}_nl"]


def test_what_was_there_before_learns_the_languages_that_came_since():
    load_services()
    Service.objects.update(name_ar=None, name_de="")
    Service.objects.filter(slug="water").update(name_fr="de l’eau")

    assert load_services() == 0
    water = Service.objects.get(slug="water")
    assert (water.name_ar, water.name_de, water.name_fr) == ("كأس ماء", "ein Glas Wasser", "de l’eau")


def test_what_a_team_made_something_else_of_is_not_called_what_it_was():
    load_services()
    Service.objects.filter(slug="water").update(name_nl="spuitwater", name_en="sparkling water", name_ar=None)

    load_services()

    water = Service.objects.get(slug="water")
    assert (water.name_nl, water.name_ar) == ("spuitwater", None)
    assert water.question_ar
