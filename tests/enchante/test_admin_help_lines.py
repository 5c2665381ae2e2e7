"""Help lines at /beheer/: a team keeps those of its city, HQ those for everywhere."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from referrals.models import HelpLine
from tests.factories import make_help_line
from tests.team import act, address, listed, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LONG_AGO = date(2020, 1, 1)
TYPED = {
    **{"slug": "ocmw", "kind": "visit", "icon": "landmark", "position": "10", "checked_on": "2026-11-20", "languages": ""},
    **{"name_nl": "OCMW", "name_fr": "CPAS", "name_en": "OCMW", "words_nl": "Loop binnen.", "words_fr": "Entrez.", "words_en": "Walk in."},
    **{"number": "09 266 99 11", "website": "", "street": "", "chapter": ""},
}


def add(client, **typed):
    return client.post(reverse("admin:referrals_helpline_add"), TYPED | typed)


def test_coordinator_adds_a_line_of_the_own_city_with_the_day_as_typed(client, coordinator, gent):
    add(client, chapter=gent.pk)

    line = HelpLine.objects.get()
    assert (line.chapter, line.name_fr, line.words, line.checked_on) == (gent, "CPAS", "Loop binnen.", date(2026, 11, 20))


def test_coordinator_makes_no_line_for_everywhere(client, coordinator, gent):
    own = make_help_line(chapter=gent)

    assert "chapter" in add(client).context["adminform"].form.errors
    assert "chapter" in client.post(address(own), TYPED).context["adminform"].form.errors
    assert HelpLine.objects.get() == own


def test_lines_for_everywhere_are_seen_and_kept_by_hq_alone(client, coordinator):
    line = make_help_line(checked_on=LONG_AGO)

    assert client.get(address(line)).status_code == 404
    act(client, "still_true", line)
    assert HelpLine.objects.get().checked_on == LONG_AGO


def test_hq_adds_a_line_for_everywhere(client, hq):
    add(client)

    assert HelpLine.objects.get().chapter is None


def test_still_true_writes_today(client, coordinator, gent):
    line = make_help_line(chapter=gent, checked_on=LONG_AGO)

    assert said(act(client, "still_true", line)) == ["1 hulplijn klopt nog."]
    assert HelpLine.objects.get().checked_on == timezone.localdate()
    assert LogEntry.objects.get().object_id == str(line.pk)


def test_volunteer_reads_lines_and_says_nothing_of_them(client, volunteer, gent):
    line = make_help_line(chapter=gent, checked_on=LONG_AGO)

    act(client, "still_true", line)

    assert line.pk in listed(client.get(address(line, "changelist")))
    assert HelpLine.objects.get().checked_on == LONG_AGO


def test_the_front_page_tells_which_were_not_checked_for_a_year(client, coordinator, gent, brussel):
    today = timezone.localdate()
    make_help_line(chapter=gent, checked_on=today - timedelta(days=366))
    make_help_line(chapter=gent, checked_on=today - timedelta(days=365))
    make_help_line(chapter=brussel, checked_on=LONG_AGO)
    make_help_line(checked_on=LONG_AGO)

    waiting = [str(something.text) for something in client.get(reverse("admin:index")).context["waiting"]]

    assert "1 hulplijn wacht op nazicht" in waiting


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": "bel ons"}, "number"),
        ({"number": ""}, "number"),
        ({"languages": "nl klingon"}, "languages"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"checked_on": "gisteren"}, "checked_on"),
    ],
)
def test_a_slip_of_the_finger_is_told_at_its_field(client, hq, typed, field):
    assert list(add(client, **typed).context["adminform"].form.errors) == [field]


def test_languages_may_be_typed_with_commas(client, hq):
    add(client, languages="NL, fr, nl")

    assert HelpLine.objects.get().languages == "nl fr"


def test_languages_of_guests_stand_folded_below_the_others(client, hq):
    line = make_help_line("1712")
    first, below = client.get(address(line)).context["adminform"].fieldsets

    assert {"name_nl", "name_fr", "name_en", "number"} <= set(first[1]["fields"])
    assert below[1]["classes"] == ["collapse"]
    assert {name.rpartition("_")[2] for name in below[1]["fields"]} == {code for code, _name in settings.GUEST_LANGUAGES}

    client.post(address(line), TYPED | {"slug": "1712", "name_ar": "خط المساعدة"})

    assert HelpLine.objects.get().name_ar == "خط المساعدة"
