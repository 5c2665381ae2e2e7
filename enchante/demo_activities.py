"""What the demo town does together: some things to come, one that does not go on, and some that were."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from encounters.actions import NotSoManyHang, NotThere, cancel, count_chairs, keep_round, plan, sign_up
from encounters.models import Activity, Threshold
from encounters.moments import Every, stretch
from merchants.models import Merchant, TeamRole
from vouchers.models import Treat

Kind = Activity.Kind


class Planned(NamedTuple):
    """One of them: when it is in days from today; how many chairs were taken, where that was counted."""

    kind: str
    title: tuple  # Dutch, French, English
    place: str
    days: int
    begins: int
    ends: int
    about: str = ""
    languages: str = "nl"
    hosts: str = ""
    chairs: int | None = None
    every: str = Every.ONCE
    times: int = 1
    word: str = ""  # Why it does not go on.
    answers: str = ""  # What somebody said makes it hard.
    waits: tuple = ()  # What is kept for it at its place, and how many.


# fmt: off
GENT = [
    Planned(Kind.MEAL, ("Samen soep", "Soupe ensemble", "Soup together"), "Sociaal Restaurant De Brede Tafel", 3, 12, 14,
            "Een grote pot soep en brood, voor wie aanschuift. Breng niets mee, behalve zin.", "nl fr ar", "Fatma en Jo", every=Every.WEEK, times=6, waits=("soep", 4)),
    Planned(Kind.WALK, ("Wandeling langs warme plekken", "Promenade des lieux chaleureux", "A walk past warm places"), "Theehuis Kamille", 6, 14, 16,
            "We gaan bij vier plekken binnen. Samen is de eerste keer gemakkelijker. We stappen traag.", "nl en", "Nadia en Johan", answers="Ik weet niet of ik iets moet kopen."),
    Planned(Kind.CIRCLE, ("Koffie, en gewoon luisteren", "Un café, et on s'écoute", "Coffee, and just listening"), "Bibliotheekcafé Ekkergem", 9, 10, 12,
            "Aan een tafel apart. Vertellen mag, zwijgen ook.", "nl", "Nadia"),
    Planned(Kind.SHOP, ("Binnenkijken in het naaiatelier", "Visite de l'atelier de couture", "A look inside the sewing studio"), "Naaiatelier Draad", 12, 14, 15,
            "Lotte toont hoe een jas een nieuw leven krijgt."),
    Planned(Kind.TRAINING, ("Hoe vraag je iets aan een toog?", "Comment demander au comptoir ?", "How do you ask at a counter?"), "Wereldwinkel Oase", 16, 18, 20,
            "Met handelaars en bezoekers samen. We oefenen, en lachen veel.", "nl fr", answers="Ik durf niet te vragen."),
    Planned(Kind.THANKS, ("Bedankavond", "Soirée de remerciement", "Thank-you evening"), "", 24, 18, 21,
            "Voor iedereen die dit jaar kwam, kookte, luisterde of een deur openzette.", "nl fr en", "het team van Gent"),
    Planned(Kind.WALK, ("Wandeling in de Muide", "Promenade à la Muide", "A walk in the Muide"), "Havencafé De Kraan", 5, 10, 12,
            word="Het café krijgt die dag nieuwe ramen. We kiezen een andere dag."),
    Planned(Kind.MEAL, ("Samen spaghetti", "Spaghetti ensemble", "Spaghetti together"), "Sociaal Restaurant De Brede Tafel", -33, 12, 14, chairs=21),
    Planned(Kind.WALK, ("Wandeling in de Brugse Poort", "Promenade à la Brugse Poort", "A walk in Brugse Poort"), "Koffiebar De Eerste Zon", -20, 14, 16, chairs=8),
    Planned(Kind.CIRCLE, ("Koffie, en gewoon luisteren", "Un café, et on s'écoute", "Coffee, and just listening"), "Bibliotheekcafé Ekkergem", -12, 10, 12, chairs=6),
    Planned(Kind.SHOP, ("Op bezoek bij Het Warme Brood", "En visite à la boulangerie", "A visit to the bakery"), "Bakkerij Het Warme Brood", -4, 15, 16),
]
# fmt: on
ELSEWHERE = "Buurthuis De Lantaarn, Bevrijdingslaan 200, Gent"


def tell(key, chapter, today):
    """Safe to tell twice: what is still to come stands until it is over, then it is told anew; what was stays."""
    for planned in GENT:
        there = Activity.objects.filter(chapter=chapter, title_nl=planned.title[0])
        is_told = (
            there.filter(begins_at__gte=timezone.make_aware(datetime.combine(today, time.min)))
            if planned.days > 0
            else there.filter(key=key("activity", planned.title[0]))
        )
        if not is_told.exists():
            _plan(key, chapter, planned, today)


def _plan(key, chapter, planned, today):
    nl, fr, en = planned.title
    begins_at, ends_at = stretch(today + timedelta(planned.days), time(planned.begins), time(planned.ends))
    activity = Activity(
        key=key("activity", nl, *([today] if planned.days > 0 else [])),
        chapter=chapter,
        state=Activity.State.PUBLISHED,
        kind=planned.kind,
        title_nl=nl,
        title_fr=fr,
        title_en=en,
        about_nl=planned.about,
        merchant=Merchant.objects.filter(chapter=chapter, name=planned.place).first(),
        elsewhere="" if planned.place else ELSEWHERE,
        begins_at=begins_at,
        ends_at=ends_at,
        languages=planned.languages.split(),
        is_quiet=planned.kind == Kind.CIRCLE,
        hosts=planned.hosts,
    )
    first = plan(activity=activity, every=planned.every, times=planned.times)[0]
    first.team_hosts.set(TeamRole.objects.filter(chapter=chapter, role=TeamRole.Role.VOLUNTEER) if planned.kind == Kind.WALK else [])
    first.thresholds.set(Threshold.objects.filter(chapter=chapter, said=planned.answers))
    if planned.waits:
        kind, number = planned.waits
        # As far as somebody who tried things out left it hanging; a story of an earlier day is over by now.
        with suppress(NotSoManyHang, NotThere):
            keep_round(activity=first, treat=Treat.objects.get(merchant=first.merchant, kind__slug=kind), number=number)
    if planned.word:
        cancel(activity=first, words=planned.word)
    elif planned.chairs is not None:
        count_chairs(activity=first, number=planned.chairs, today=today + timedelta(planned.days))
    elif planned.kind == Kind.WALK and first.takes_signs_at(timezone.now()):
        sign_up(activity=first, key=key("sign", nl, today), colour="red", animal="snail", number=2)
        sign_up(activity=first, key=key("sign", nl, today, 2), word="zonnebloem")
