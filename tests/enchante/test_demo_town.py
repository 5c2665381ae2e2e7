"""The demo town, as `seed_demo` tells it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.test import override_settings

from enchante import demo_pictures, demo_places, demo_referring, demo_region, figures
from encounters.comparing_kits import differences
from encounters.evaluations import heard_in
from encounters.models import (
    Activity,
    ActivityAside,
    ActivityFormat,
    CardWish,
    CircleNote,
    CopiedPiece,
    Evaluation,
    FirstVisit,
    KitVersion,
    LearningCard,
    ListeningRound,
    OwnWords,
    Peer,
    PeerHours,
    Sheet,
    Story,
    Threshold,
    Tick,
)
from merchants import hours
from merchants.models import (
    Chapter,
    Letter,
    Merchant,
    Notice,
    OfferMinutes,
    OpenMinutes,
    Pause,
    Photo,
    TeamRole,
    Verification,
    VerificationRound,
)
from referrals.models import FavouriteSet, Organisation, PaperOrder, Referrer, Signal
from tests import database
from vouchers.models import Bon, Movement, Purchase, Treat

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
A_MONDAY = "2026-11-23"


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The story, told once."""
    with database.for_all_tests_of_a_file(django_db_blocker):
        with override_settings(DEBUG=True):
            call_command("seed_demo", today=date.fromisoformat(A_MONDAY))
        yield


@pytest.fixture
def demo_town(told, settings):
    settings.DEBUG = True


def rows():
    models = [
        Activity,
        ActivityAside,
        ActivityFormat,
        Bon,
        CardWish,
        Chapter,
        CircleNote,
        LearningCard,
        CopiedPiece,
        KitVersion,
        Merchant,
        Photo,
        Treat,
        Movement,
        Purchase,
        TeamRole,
        FavouriteSet,
        Letter,
        Organisation,
        PaperOrder,
        Referrer,
        Signal,
        Evaluation,
        Story,
        FirstVisit,
        PeerHours,
        Threshold,
        Verification,
        VerificationRound,
        ListeningRound,
        OwnWords,
        Sheet,
        Tick,
    ]
    return {model.__name__: model.objects.count() for model in models}


def test_the_demo_town_has_believable_places_in_two_cities(demo_town):
    assert Merchant.objects.listed().filter(chapter__slug="gent").count() >= 25
    assert Merchant.objects.listed().filter(chapter__slug="brussel").count() == len(demo_places.BRUSSEL)
    assert Merchant.objects.listed().filter(neighbourhood=None).count() == 0
    assert Treat.objects.waiting().count() > 20


def test_telling_the_story_twice_changes_nothing(demo_town):
    before = rows()

    call_command("seed_demo", today=date.fromisoformat(A_MONDAY))

    assert rows() == before


def test_its_days_are_told_relative_to_the_given_day(demo_town):
    days = Movement.objects.filter(kind__in=["counter", "handed_out"]).values_list("day", flat=True)

    assert min(days) >= date(2026, 8, 15)
    assert max(days) <= date(2026, 11, 23)


def test_it_lived_long_enough_to_tell_some_months_in_numbers(demo_town):
    gent = figures.city(date.fromisoformat(A_MONDAY), Chapter.objects.get(slug="gent"))

    assert len(gent.series[figures.AT_THE_COUNTER]) >= 2
    assert len(gent.series[figures.WENT_OUT]) >= 2


def test_some_doors_are_drawn_and_one_of_them_waits_for_a_nod(demo_town):
    assert (Photo.objects.shown().count(), Photo.objects.to_look_at().count()) == (len(demo_pictures.FRONTS) - 1, 1)


def test_one_evaluation_is_over_with_enough_answers_to_tell_and_one_runs(demo_town):
    running, over = Evaluation.objects.all()

    assert [each.half_year.slug for each in (running, over)] == ["2026-2", "2026-1"]
    assert {each.state for each in running.rounds.all()} == {"open"}
    assert [heard.results.forms for heard in heard_in([over])[over.pk]] == [20, 5, 10]


def test_people_told_stories_and_one_waits_to_be_read(demo_town):
    assert (Story.objects.shown().count(), Story.objects.to_read().count()) == (3, 1)


def test_its_books_are_exact(demo_town):
    wrong = Treat.objects.annotate(moved=Coalesce(Sum("movements__delta"), 0)).exclude(waiting=F("moved"))

    assert list(wrong) == []


def test_some_ordinary_vouchers_were_bought_and_some_of_them_used(demo_town):
    bought = [number for _place, _kind, number, _used in demo_places.BONS]

    assert Bon.objects.count() == sum(bought)
    assert Bon.objects.filter(state="used").count() == 3


def test_one_question_about_a_place_waits_and_one_was_answered_for_its_organisation(demo_town):
    told = Signal.objects.order_by("day").values_list("organisation__name", "state", "day")

    assert list(told) == [("CAW van de demo", "closed", date(2026, 11, 17)), (None, "new", date(2026, 11, 21))]
    assert Signal.objects.exclude(answer="").get().closed_on


def test_a_round_of_checking_runs_with_answers_by_several_ways_and_doors_left_to_visit(demo_town):
    begun = VerificationRound.objects.get()
    told = begun.questions.exclude(answer="").values_list("answer", "channel")

    assert (begun.begun_on, begun.due_on, begun.ended_on) == (date(2026, 11, 13), date(2026, 12, 11), None)
    assert sorted(told) == [("changed", "phone"), *[("right", "link")] * 2, *[("right", "phone")] * 2, ("right", "visit")]
    assert begun.questions.waiting().count() > 20
    assert begun.questions.waiting().filter(merchant__paper_requests__sent_on=None, merchant__paper_requests__isnull=False).exists()


def test_its_teams_have_coordinators_a_volunteer_and_a_peer(demo_town):
    roles = sorted(TeamRole.objects.values_list("chapter__slug", "role"))

    assert roles == [
        *[("brussel", "coordinator"), ("gent", "coordinator"), ("gent", "peer"), ("gent", "volunteer")],
        *[("lier", "coordinator"), ("mechelen", "coordinator"), ("willebroek", "coordinator")],
    ]


def test_its_peer_can_be_met_in_some_hours_at_two_places(demo_town):
    nadia = Peer.objects.get()

    assert (nadia.called, nadia.obstacle, nadia.hours.count(), nadia.places.count()) == ("Nadia", None, 3, 2)


def test_one_organisation_has_a_colleague_a_list_and_an_order_and_another_waits(demo_town):
    caw = Organisation.objects.get(name="CAW van de demo")

    assert caw.referrers.count() == 2
    assert len(caw.favourite_sets.get().open_places) == 3
    assert caw.paper_orders.waiting().count() == 1
    assert Organisation.objects.waiting().get().name == "Inloophuis van de demo"
    assert Merchant.objects.listed().exclude(note_for_referrers="").count() == len(demo_referring.NOTES)


def test_one_applicant_waits_for_the_team(demo_town):
    assert [merchant.name for merchant in Merchant.objects.filter(state="applied")] == [demo_places.APPLICANT.name]


def test_some_of_its_places_are_warm_and_some_cool_and_no_week_is_called(demo_town):
    names = {
        tick: set(Merchant.objects.listed().filter(**{tick: True}).values_list("name", flat=True)) for tick in ("is_heated", "is_cool")
    }

    assert names == {"is_heated": demo_places.WARM, "is_cool": demo_places.COOL}
    assert set(Chapter.objects.values_list("weather", flat=True)) == {""}


def test_its_hours_are_understood(demo_town):
    for merchant in Merchant.objects.listed().exclude(opening_hours__contains="op afspraak"):
        assert merchant.open_minutes.open, merchant.name


def test_something_differs_these_days(demo_town):
    monday = date.fromisoformat(A_MONDAY)
    draad, bladwijzer = (Merchant.objects.get(name=name) for name in ["Naaiatelier Draad", "Boekhandel De Bladwijzer"])

    assert list(Pause.objects.on(monday)) == list(draad.pauses.all())
    assert Notice.objects.on(monday).get().merchant.name == "Theehuis Kamille"
    assert set(OfferMinutes.objects.values_list("offer__service__slug", flat=True)) == {"toilet", "opwarmen"}
    assert OpenMinutes.objects.exclude(quiet=[]).count() == len(demo_places.QUIET_HOURS)
    assert hours.coming_exceptions(bladwijzer.opening_hours, monday) == [
        (date(2026, 11, 26), [("10:00", "14:00", False)]),
        (date(2026, 11, 28), []),
    ]


def test_what_differs_is_told_anew_once_it_is_over(demo_town):
    for day in (1, 6):
        call_command("seed_demo", today=date.fromisoformat(A_MONDAY) + timedelta(day))

    bladwijzer = Merchant.objects.get(name="Boekhandel De Bladwijzer")
    assert bladwijzer.opening_hours == "Tu-Sa 10:00-18:00; 2026 Dec 02 10:00-14:00; 2026 Dec 04 off"
    assert Pause.objects.count() == Notice.objects.count() == 1


def test_what_it_does_together_comes_was_counted_and_does_not_all_go_on(demo_town):
    day = date.fromisoformat(A_MONDAY)

    assert Activity.objects.filter(begins_at__date__gt=day).count() == 12
    assert Activity.objects.filter(begins_at__date__gt=day, cancelled_on__isnull=False).count() == 1
    assert set(Activity.objects.filter(headcount__isnull=False).values_list("headcount", flat=True)) == {21, 8, 6}
    assert Activity.objects.filter(thresholds__isnull=False).count() == 2
    assert not Activity.objects.filter(title_fr="").exists()


def test_some_cards_are_gents_own_one_was_asked_for_and_its_circle_speaks(demo_town):
    assert LearningCard.objects.shown().filter(chapter__slug="gent", adapted_from__isnull=False).count() == 2
    assert [str(card) for card in LearningCard.objects.shown().asked_for_in(Chapter.objects.get(slug="gent"))] == ["Iemand vraagt geld"]
    assert CardWish.objects.to_read().count() == 1
    assert sorted(CircleNote.objects.values_list("state", "kind")) == [
        *[("shown", "answer"), ("shown", "thanks"), ("shown", "tip"), ("to_read", "answer")]
    ]


def test_eight_towns_around_mechelen_share_its_kit(demo_town):
    kits = KitVersion.objects.filter(chapter__slug="mechelen").order_by("number")
    copied = dict(CopiedPiece.objects.values_list("chapter__slug", "version__number"))

    assert [(version.number, f"{version.month:%Y-%m}") for version in kits] == [(1, "2026-08"), (2, "2026-11")]
    assert copied == {slug: 1 if slug in {"lier", "willebroek"} else 2 for slug in demo_region.TOWNS if slug != "mechelen"}
    assert set(Chapter.objects.filter(slug__in=demo_region.TOWNS).values_list("state", flat=True)) == set(Chapter.State.values)


def test_two_pieces_changed_since_and_one_of_them_was_adapted(demo_town):
    mechelen = Chapter.objects.get(slug="mechelen")
    found = {slug: differences(Chapter.objects.get(slug=slug), mechelen)[1] for slug in ("lier", "willebroek", "bornem")}

    told = {
        slug: sorted((each.since.value, each.copied is not None and each.is_adapted) for each in each_one)
        for slug, each_one in found.items()
    }
    assert told == {
        "lier": [("changed", False), ("new", False), ("same", False), ("same", True)],
        "willebroek": [("changed", False), ("new", False), ("same", False), ("same", False)],
        "bornem": [("same", False)] * 4,
    }
