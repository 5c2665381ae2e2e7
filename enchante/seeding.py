"""The demo town, told through the same actions as the pages: always the same, relative to one day, safe to tell twice.

Every key is worked out from the words of the story, so a second telling finds each step done already.
"""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Q

from enchante.demo import make_demo_staff
from encounters.catalogue import load_cards
from merchants import actions, hours
from merchants.catalogue import load_services
from merchants.models import Chapter, Merchant, MerchantPerson, Neighbourhood, Notice, Pause, Service, TeamRole, User
from referrals.actions import close_signal, freeze, make_proof, note_copies, send_signal
from referrals.catalogue import load_help_lines
from referrals.models import Organisation, PrintedCopies, Signal
from vouchers.actions import add_at_counter, hand_out
from vouchers.catalogue import load_themes, load_treat_kinds
from vouchers.models import Treat, TreatKind

from . import (
    demo_activities,
    demo_evaluation,
    demo_help,
    demo_learning,
    demo_listening,
    demo_money,
    demo_peers,
    demo_pictures,
    demo_places,
    demo_referring,
    demo_region,
    demo_rounds,
    demo_shapes,
    demo_stories,
)

# Long enough for some months to be told in numbers.
DAYS_OF_LIFE = 100


def tell(today):
    """Fill the database with the demo town as it looks on this day. Only for trying out: it makes logins that need no mailbox."""
    load_services()
    load_treat_kinds()
    load_themes()
    gent = _chapter(
        "gent", "Gent", 51.0543, 3.7174, ["9000", "9030", "9031", "9032", "9040", "9050", "9051", "9052"], demo_places.GENT_NEIGHBOURHOODS
    )
    brussel = _chapter(
        "brussel",
        "Brussel",
        50.8467,
        4.3525,
        ["1000", "1020", "1030", "1040", "1050", "1060", "1070", "1080"],
        demo_places.BRUSSEL_NEIGHBOURHOODS,
    )
    load_help_lines()
    load_cards()
    for chapter, places in [(gent, demo_places.GENT), (brussel, demo_places.BRUSSEL)]:
        for place in places:
            _open(chapter, place, today)
    _differ(today)
    demo_pictures.hang_fronts(today)
    _draw(gent, demo_shapes.GENT, demo_shapes.GENT_NEIGHBOURHOODS)
    _draw(brussel, demo_shapes.BRUSSEL, demo_shapes.BRUSSEL_NEIGHBOURHOODS)
    for chapter in [gent, brussel]:
        demo_money.write_sellers(demo_money.places_with_treats(chapter))
        demo_money.open_account(chapter)
    for place, kind, *gift in demo_places.GIFTS:
        demo_money.give(key("gift", place, kind), place, kind, *gift)
    for place, kind, *numbers in demo_places.BONS:
        demo_money.sell_bons(key("bon", place, kind), place, kind, *numbers)
    _apply(gent, demo_places.APPLICANT, today, contact_name="Lies", contact_email="lies@demo.example")
    _people(gent, brussel, today)
    _ask(today)
    demo_listening.tell(key, gent, today)
    demo_evaluation.tell(key, gent, today)
    demo_stories.tell(key, gent, brussel)
    demo_learning.tell(key, gent, today)
    demo_rounds.tell(gent, _named, today)
    demo_activities.tell(key, gent, today)
    region = demo_region.begin()
    _tell_region(region, today)
    # Only now do the teams get their mail addresses: the letters of all those first days would bury the newcomer's mailbox.
    for chapter in [gent, brussel, *region.values()]:
        Chapter.objects.filter(pk=chapter.pk, email="").update(email=f"{chapter.slug}@demo.example", phone="0470 00 00 00")
    gent.refresh_from_db()
    demo_peers.tell(key, gent, today)
    demo_help.tell(key, gent, User.objects.get(email="coordinator@demo.example"), today)
    _print_map(gent, today)


def _tell_region(region, today):
    """The towns around Mechelen: a place or two, somebody who coordinates where that is needed, and the kit they share."""
    for slug, chapter in region.items():
        for place in demo_region.PLACES[slug]:
            _open(chapter, place, today)
        if name := demo_region.COORDINATORS.get(slug):
            user = _person(f"coordinator.{slug}@demo.example", f"{name}, coördinator in {chapter.name}")
            TeamRole.objects.get_or_create(chapter=chapter, user=user, defaults={"role": TeamRole.Role.COORDINATOR})
            make_demo_staff(user)
    demo_region.share(region, today)


def key(*words):
    """The key of one step of the story."""
    return uuid5(NAMESPACE_URL, "demo:" + "/".join(map(str, words)))


def _chapter(slug, name, lat, lng, postcodes, neighbourhoods):
    chapter, _ = Chapter.objects.get_or_create(slug=slug, defaults={"name": name, "lat": lat, "lng": lng, "postcodes": postcodes})
    for part, (words, part_lat, part_lng) in neighbourhoods.items():
        Neighbourhood.objects.get_or_create(chapter=chapter, slug=part, defaults={"name": words, "lat": part_lat, "lng": part_lng})
    return chapter


def _draw(chapter, outline, neighbourhoods):
    """The ground of its map, unless somebody drew another one meanwhile."""
    Chapter.objects.filter(pk=chapter.pk, shape__isnull=True).update(shape=demo_shapes.shape(outline))
    for part, corners in neighbourhoods.items():
        chapter.neighbourhoods.filter(slug=part, shape__isnull=True).update(shape=demo_shapes.shape(corners))


def _apply(chapter, place, today, **contact):
    neighbourhood = Neighbourhood.objects.get(chapter=chapter, slug=place.neighbourhood)
    north, east = place.shift
    return actions.apply(
        key=key("apply", place.name),
        chapter=chapter,
        neighbourhood=neighbourhood,
        services=Service.objects.filter(slug__in=place.services.split()),
        name=place.name,
        kind=place.kind,
        street=place.street,
        postcode=place.postcode,
        town=chapter.name,
        lat=neighbourhood.lat + north / 1000,
        lng=neighbourhood.lng + east / 1000,
        opening_hours=hours.repair(place.hours),
        wheelchair=place.wheelchair,
        languages=place.languages.split(),
        description=place.about,
        is_heated=place.name in demo_places.WARM,
        is_cool=place.name in demo_places.COOL,
        today=today,
        **contact,
    )


def _open(chapter, place, today):
    merchant = _apply(chapter, place, today)
    if merchant.state == Merchant.State.APPLIED:
        merchant = actions.approve(merchant=merchant, today=today)
        # The story begins earlier than the day it is told.
        merchant.stays.update(since=today - timedelta(DAYS_OF_LIFE))
        for given in place.given:
            _hang(merchant, given, today)


def _hang(merchant, given, today):
    kind = TreatKind.objects.get(slug=given.kind)
    treat, _ = Treat.objects.get_or_create(merchant=merchant, kind=kind, defaults={"price": given.price})
    for number in range(given.came):
        day = today - timedelta(days=DAYS_OF_LIFE - number * (DAYS_OF_LIFE - 1) // given.came)
        add_at_counter(treat=treat, key=key("came", merchant.name, given.kind, number), day=day)
    for number in range(given.went):
        day = today - timedelta(days=DAYS_OF_LIFE - 1 - number * (DAYS_OF_LIFE - 1) // given.went)
        hand_out(treat=treat, key=key("went", merchant.name, given.kind, number), day=day)


def _differ(today):
    """What is not as usual these days. What was told on a day before stands until it is over; then it is told anew."""
    for news in demo_places.NEWS:
        days = {"first_day": today + timedelta(news.first), "last_day": None if news.last is None else today + timedelta(news.last)}
        told, words = (Notice, {"text": news.text}) if news.text else (Pause, {})
        if not told.objects.not_over_before(today).filter(merchant=_named(news.place), **words).exists():
            told.objects.create(merchant=_named(news.place), **days, **words)
    for place, service, own in demo_places.OWN_HOURS:
        _named(place).offers.filter(service__slug=service, opening_hours="").update(opening_hours=own)
    for place, service, last in demo_places.RESTING:
        offers = _named(place).offers.filter(service__slug=service)
        offers.filter(Q(rests_from=None) | Q(rests_until__lt=today)).update(rests_from=today, rests_until=today + timedelta(last))
    for place, quiet in demo_places.QUIET_HOURS:
        Merchant.objects.filter(pk=_named(place).pk, quiet_hours="").update(quiet_hours=quiet)
    for place, dates in demo_places.DATES:
        _date(_named(place), {today + timedelta(days): times for days, times in dates.items()}, today)
    names = {row[0] for rows in (demo_places.NEWS, demo_places.OWN_HOURS, demo_places.QUIET_HOURS, demo_places.DATES) for row in rows}
    actions.rebuild_open_minutes(Merchant.objects.filter(application_key__in=[key("apply", name) for name in names]), today)


def _date(merchant, dates, today):
    if not hours.coming_exceptions(merchant.opening_hours, today):
        typed = [hours.usual(merchant.opening_hours), *(f"{day:%Y-%m-%d} {times}" for day, times in dates.items())]
        Merchant.objects.filter(pk=merchant.pk).update(opening_hours=hours.repair("; ".join(typed)))


def _named(name):
    return Merchant.objects.get(application_key=key("apply", name))


def _people(gent, brussel, today):
    team = [
        ("coordinator@demo.example", "Greet, coördinator in Gent", gent, TeamRole.Role.COORDINATOR),
        ("coordinator.brussel@demo.example", "Karim, coördinator in Brussel", brussel, TeamRole.Role.COORDINATOR),
        ("vrijwilliger@demo.example", "Johan, vrijwilliger", gent, TeamRole.Role.VOLUNTEER),
        ("maatje@demo.example", "Nadia, maatje", gent, TeamRole.Role.PEER),
    ]
    for email, name, chapter, role in team:
        user = _person(email, name)
        TeamRole.objects.get_or_create(chapter=chapter, user=user, defaults={"role": role})
        if role != TeamRole.Role.PEER:
            make_demo_staff(user)
    make_demo_staff(_person("hq@demo.example", "Enchanté vzw", is_superuser=True))
    merchant = _person("handelaar@demo.example", "Aylin van De Eerste Zon")
    MerchantPerson.objects.get_or_create(
        merchant=Merchant.objects.get(application_key=key("apply", demo_places.GENT[0].name)), user=merchant
    )
    pointing = [("doorverwijzer@demo.example", "Sofie, sociaal werker"), ("collega@demo.example", "Yusuf, straathoekwerker")]
    demo_referring.tell(key, gent, [_person(email, name) for email, name in pointing], today)


def _ask(today):
    """What was different somewhere lately: one question waits for the team, one was answered for the demo organisation."""
    caw = Organisation.objects.get(chapter__slug="gent", name="CAW van de demo")
    for place, reason, words, ago, answer in demo_places.SIGNALS:
        told = {"merchant": _named(place), "reason": reason, "words": words, "organisation": caw if answer else None}
        signal = send_signal(key=key("signal", place), day=today - timedelta(ago), **told)
        if answer and close_signal(signal=signal):
            Signal.objects.filter(pk=signal.pk).update(answer=answer)


def _print_map(chapter, today):
    """The first edition of the map on paper, some months old."""
    if not chapter.map_editions.exists():
        chapter.refresh_from_db()
        made_on = today - timedelta(DAYS_OF_LIFE)
        edition = make_proof(chapter=chapter, today=made_on)
        freeze(edition=edition, draft=edition.draft, today=made_on)
        note_copies(key=key("copies", 1), edition=edition, paper=PrintedCopies.Paper.A3, number=500, today=made_on)


def _person(email, name, **fields):
    return User.objects.filter(email=email).first() or User.objects.create_user(email, name=name, **fields)
