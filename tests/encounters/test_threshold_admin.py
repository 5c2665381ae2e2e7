"""The team reads what makes it hard, strikes names, shows it, says what is being done, and asks a place about its hours."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from encounters import actions
from encounters.models import Threshold
from merchants.models import Letter, Verification
from tests.factories import make_chapter, make_merchant, make_team_member, make_threshold
from tests.logins import come_in
from tests.pages import words_of
from tests.team import act, address, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture(autouse=True)
def greet(client, gent):
    return come_in(client, make_team_member("coordinator", chapter=gent))


def save(client, threshold, **changes):
    typed = {"said": threshold.said, "service": "", "merchant": threshold.merchant_id or "", "step": ""}
    typed |= {f"{name}_{code}": getattr(threshold, f"{name}_{code}") or "" for name in ("short", "doing") for code in ("nl", "fr", "en")}
    return client.post(address(threshold), typed | changes, follow=True)


def reread(threshold):
    return Threshold.objects.get(pk=threshold.pk)


def test_names_are_struck_and_it_is_shown_in_one_save(client, gent):
    threshold = make_threshold("Jef van de toog zucht als ik vraag.", chapter=gent, state="to_read")
    assert "1 drempel te lezen" in words_of(client.get(reverse("admin:index")))

    save(client, threshold, said="Aan de toog zucht iemand als ik vraag.", short_fr="Quelqu’un soupire.", step="show")

    shown = reread(threshold)
    assert (shown.state, shown.said, shown.short_fr) == ("shown", "Aan de toog zucht iemand als ik vraag.", "Quelqu’un soupire.")
    assert "te lezen" not in words_of(client.get(reverse("admin:index")))
    assert "Jef" not in str(list(LogEntry.objects.values_list("object_repr", "change_message")))


def test_what_was_done_makes_it_easier_and_without_words_it_waits(client, gent):
    threshold = make_threshold(chapter=gent)

    assert "Schrijf eerst wat eraan gedaan is" in words_of(save(client, threshold, step="ease"))
    save(client, threshold, doing_nl="Er zijn vraagkaartjes.", step="ease")

    assert (reread(threshold).state, reread(threshold).doing_nl) == ("eased", "Er zijn vraagkaartjes.")


def test_it_is_told_together_with_one_that_says_the_same(client, gent):
    kept, other = make_threshold("Niet durven vragen.", chapter=gent), make_threshold("Vragen is moeilijk.", chapter=gent, state="to_read")

    assert "Kies één van beide" in words_of(save(client, other, same_as=kept.pk, step="show"))
    save(client, other, same_as=kept.pk)

    assert reread(other).merged_into == kept
    assert "Wat nu?" not in words_of(client.get(address(other)))


def test_one_of_another_city_is_none_to_be_told_with(client, gent):
    elsewhere = make_threshold("In Brussel.", chapter=make_chapter("brussel"))
    threshold = make_threshold(chapter=gent)

    assert "In Brussel." not in client.get(address(threshold)).content.decode()
    save(client, threshold, same_as=elsewhere.pk)
    assert reread(threshold).state == "shown"


def test_a_tap_while_the_page_lay_open_is_not_written_over(client, gent, monkeypatch):
    threshold = make_threshold(chapter=gent)
    clean = Threshold.clean

    def tapped_meanwhile(self):
        actions.know_it_too(key=threshold.pk, chapter=gent)
        return clean(self)

    monkeypatch.setattr(Threshold, "clean", tapped_meanwhile)
    save(client, threshold, said="Vragen is moeilijk.")

    assert (reread(threshold).me_too, reread(threshold).said) == (1, "Vragen is moeilijk.")


@pytest.mark.parametrize("sent", ["[[[[", "٣x", "99999999999999999999", "-1"])
def test_a_place_that_is_none_is_told_and_nothing_typed_is_lost(client, gent, sent):
    page = save(client, make_threshold(chapter=gent), merchant=sent, doing_nl="Er zijn vraagkaartjes.")

    assert page.status_code == 200
    assert "Er zijn vraagkaartjes." in page.content.decode()


def test_what_the_team_writes_gives_nobody_away(client, gent):
    threshold = make_threshold(chapter=gent)

    for field in ("said", "short_nl", "doing_fr"):
        assert "Er staat een telefoonnummer" in words_of(save(client, threshold, **{field: "Bel 0478 12 34 56"}))
    assert reread(threshold).said == threshold.said


def test_the_list_shows_and_keeps_back_by_the_dozen(client, gent):
    one, two = make_threshold(chapter=gent, state="to_read"), make_threshold(chapter=gent, state="to_read")

    assert "1 drempel is gelezen." in said(act(client, "show_them", one))
    act(client, "keep_them_back", two)

    assert [reread(each).state for each in (one, two)] == ["shown", "kept_back"]


def test_what_was_told_together_meanwhile_is_left_out_of_the_dozen(client, gent, monkeypatch):
    one, other = (make_threshold(chapter=gent, state="to_read") for _ in range(2))
    show = actions.show_threshold

    def settled_by_somebody_else(*, threshold):
        if threshold == one:
            raise actions.SettledAlready
        show(threshold=threshold)

    monkeypatch.setattr(actions, "show_threshold", settled_by_somebody_else)

    assert said(act(client, "show_them", one, other)) == ["1 drempel is gelezen."]
    assert [reread(each).state for each in (one, other)] == ["to_read", "shown"]


def test_what_waits_stands_first_and_what_is_over_last(client, gent):
    for state in ("eased", "shown", "to_read"):
        make_threshold(f"Nu {state}.", chapter=gent, state=state)

    page = words_of(client.get(reverse("admin:encounters_threshold_changelist")))

    assert page.index("Nu to_read.") < page.index("Nu shown.") < page.index("Nu eased.")


def test_a_team_adds_what_it_heard_itself(client, gent):
    client.post(reverse("admin:encounters_threshold_add"), {"chapter": gent.pk, "said": "De deur gaat zwaar open."})

    threshold = Threshold.objects.get()
    assert (threshold.state, threshold.language) == ("shown", "nl")


def test_nobody_reads_a_number_of_a_few_and_no_list_is_made_of_one_place(client, gent):
    place = make_merchant("De Krook", chapter=gent)
    threshold = make_threshold(chapter=gent, merchant=place, me_too=3)

    assert "minder dan vijf" in words_of(client.get(address(threshold)))
    assert "De Krook" not in words_of(client.get(address(threshold, "changelist")))
    assert client.get(address(threshold, "changelist"), {"merchant__id__exact": place.pk}).status_code in {302, 400}


# About the hours of a place


def test_a_threshold_about_hours_becomes_a_question_whether_all_is_still_true(client, gent):
    place = make_merchant("De Krook", chapter=gent, contact_email="lut@example.org")
    threshold = make_threshold("Om vijf uur is de deur al toe.", chapter=gent)
    assert "Kies eerst een plek" in words_of(save(client, threshold, asks_now="on"))

    page = save(client, threshold, merchant=place.pk, asks_now="on")

    assert "De Krook krijgt een brief die vraagt of alles nog klopt." in said(page)
    assert Verification.objects.get().merchant == place
    assert "deur al toe" not in Letter.objects.get().body


def test_a_place_without_an_address_is_called(client, gent):
    place = make_merchant("De Krook", chapter=gent, contact_email="")
    threshold = make_threshold(chapter=gent, merchant=place)

    assert "De Krook heeft geen e-mailadres; bel even." in said(save(client, threshold, asks_now="on"))
