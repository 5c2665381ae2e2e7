"""Plain functions that make rows for tests. Each takes what a test is about and fills in the rest."""

from datetime import timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from encounters import kit
from encounters.actions import (
    begin_evaluation,
    begin_round,
    close_round,
    open_round,
)
from encounters.models import (
    Activity,
    ActivityAside,
    ActivityFormat,
    CardWish,
    CircleNote,
    FirstVisit,
    KitVersion,
    LearningCard,
    ListeningRound,
    OwnWords,
    Peer,
    SignUp,
    Story,
    Threshold,
)
from encounters.models.stories import key_of
from encounters.models.thresholds import this_month
from encounters.models.visits import LASTS
from merchants import where
from merchants.actions import hang_photo, picturing, rebuild_open_minutes
from merchants.models import (
    Chapter,
    ChapterText,
    Merchant,
    MerchantPerson,
    Neighbourhood,
    PaperRequest,
    PlaceName,
    Proposal,
    Service,
    ServiceOffer,
    TeamRole,
    User,
    VerificationRound,
)
from referrals.actions import freeze, keep_set, make_proof
from referrals.models import (
    HelpLine,
    MapBackground,
    Organisation,
    OtherHelp,
    OtherHelpImport,
    OtherHelpList,
    OtherHelpShown,
    PaperOrder,
    Referrer,
    SettingAside,
    Signal,
)
from vouchers import actions
from vouchers.accounts import account_of
from vouchers.models import Bon, ChapterAccount, CounterLink, DemoPayment, Movement, Purchase, Theme, Treat, TreatKind

LATER = timedelta(hours=20)
GENT = {"lat": 51.05, "lng": 3.725}
number = count(1)


def make_chapter(slug="gent", **fields):
    return Chapter.objects.get_or_create(
        slug=slug, defaults={"name": slug.capitalize(), "email": f"team@{slug}.example", **GENT, **fields}
    )[0]


def make_chapter_text(chapter, *, name="approved", language="nl", **words):
    """What this city says itself, whether or not it can be sent."""
    return ChapterText.objects.create(chapter=chapter, name=name, language=language, **words)


def make_neighbourhood(name="Brugse Poort", *, chapter=None, slug="brugse-poort", **fields):
    return Neighbourhood.objects.create(chapter=chapter or make_chapter(), name=name, slug=slug, **{**GENT, **fields})


def make_place_name(name, *, kind="municipality", typed=None, postcode="2390", lat=51.3, lng=4.7):
    """A row of the gazetteer: this name, found by what is `typed` (else the name itself)."""
    return PlaceName.objects.create(kind=kind, name=name, plain=where.key(typed or name), postcode=postcode, lat=lat, lng=lng)


def make_service(slug="water", **fields):
    return Service.objects.get_or_create(slug=slug, defaults={"name": slug, "name_nl": slug, "icon": "glass-water", **fields})[0]


def make_merchant(name=None, *, services=(), people=(), **fields):
    """A place on the map, checked today, with these services (slugs) and people, and with a counter as if somebody looked after it."""
    n = next(number)
    today = timezone.localdate()
    fields = {"state": Merchant.State.ACTIVE, "agreed_on": today, "checked_on": today, "slug": f"plek-{n}", **GENT, **fields}
    chapter = fields.pop("chapter", None) or make_chapter()
    merchant = Merchant.objects.create(chapter=chapter, name=name or f"Plek {n}", **fields)
    ServiceOffer.objects.bulk_create(ServiceOffer(merchant=merchant, service=make_service(slug)) for slug in services)
    MerchantPerson.objects.bulk_create(MerchantPerson(merchant=merchant, user=user) for user in people)
    if not people:
        CounterLink.objects.create(merchant=merchant)
    rebuild_open_minutes([merchant])
    return merchant


def make_upload(image=None, kind="JPEG", name="deur.jpg", **options):
    """A file as a browser sends it: this picture (else a small red one), written as this kind."""
    written = BytesIO()
    (image or Image.new("RGB", (40, 30), "#a6381a")).save(written, kind, **options)
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def make_photo(merchant=None, *, subject="door", **fields):
    """A photo of a place that everybody may see, unless `approved_on=None`."""
    photo = hang_photo(merchant=merchant or make_merchant(), subject=subject, picture=picturing.redraw(make_upload()))
    photo.approved_on = timezone.localdate()
    for name, value in fields.items():
        setattr(photo, name, value)
    photo.save()
    return photo


def make_round(chapter=None, *, begun=0, lasts=28, **fields):
    """A round of checking that began so many days ago and asked nobody. Where one runs already, it has ended."""
    chapter, begun_on = chapter or make_chapter(), timezone.localdate() - timedelta(begun)
    fields |= {"ended_on": begun_on} if chapter.rounds.open().exists() else {}
    return VerificationRound.objects.create(chapter=chapter, begun_on=begun_on, due_on=begun_on + timedelta(lasts), **fields)


def make_paper_request(merchant=None, *, what="stickers", **fields):
    return PaperRequest.objects.create(merchant=merchant or make_merchant(), what=what, **fields)


def make_kind(slug="koffie", **fields):
    plural = f"{slug}s"
    names = {"name": slug, "name_nl": slug, "plural": plural, "plural_nl": plural}
    return TreatKind.objects.get_or_create(slug=slug, defaults={**names, "icon": "coffee", **fields})[0]


def make_seller(merchant=None, **fields):
    """Who sells at this place from now on; with an account, so that it can be paid."""
    selling = {"legal_name": "Krook BV", "company_number": "0123456749", "vat_regime": "rates", "iban": "BE71096123456769"}
    selling |= {"account_holder": "Krook BV"} | fields
    return actions.sell_as(merchant=merchant or make_merchant(), selling=actions.Selling(**selling))


def make_treat(*, merchant=None, kind="koffie", waiting=0, is_sold_online=True, **fields):
    """A treat of which so many hang on the board, by way of the ledger. It can be given on the site unless one says otherwise."""
    merchant = merchant or make_merchant()
    if is_sold_online and not actions.seller_of(merchant):
        make_seller(merchant)
    treat = Treat.objects.create(merchant=merchant, kind=make_kind(kind), **{"price": 250, **fields})
    if waiting:
        Movement.objects.create(treat=treat, kind=Movement.Kind.COUNTER, delta=waiting, key=uuid4())
        treat.refresh_from_db()
    return treat


def make_purchase(*treats, quantity=1, word="", paid=False, **details):
    """So many of each treat on their way to the board, with the payment opened at the demo provider; or paid, and so they hang."""
    purchase = actions.buy(quantities={treat.pk: quantity for treat in treats}, word=word, key=uuid4(), **details)
    payment = purchase.payments.get()
    actions.start_payment(payment=payment, return_url="/")
    if paid:
        DemoPayment.objects.filter(key=payment.provider_key).update(status="paid")
        actions.reconcile(payment)
    return purchase


def make_bons(treat, quantity=1, **details):
    """So many ordinary vouchers for this, bought and paid for."""
    purchase = make_purchase(treat, quantity=quantity, paid=True, kind=Purchase.Kind.BON, **details)
    return list(Bon.objects.bought_in(purchase))


def make_pot(amount, *, chapter=None):
    """The pot of a city after a gift of so many cents."""
    chapter = chapter or make_chapter()
    purchase = actions.give_to_pot(chapter=chapter, amount=amount, key=uuid4(), giver=actions.Giver())
    payment = purchase.payments.get()
    actions.start_payment(payment=payment)
    DemoPayment.objects.filter(key=payment.provider_key).update(status="paid")
    actions.reconcile(payment)
    return chapter.pot


def make_theme(slug="warme-ochtend", *, kinds=("koffie", "brood"), **fields):
    names = {"name": "Warme ochtend", "name_nl": "Warme ochtend", "lead": "Om te beginnen.", "lead_nl": "Om te beginnen."}
    theme = Theme.objects.create(slug=slug, icon="sunrise", **names | fields)
    theme.kinds.set([make_kind(kind) for kind in kinds])
    return theme


def make_account(chapter=None, **fields):
    """The account to which this city's payment requests are paid."""
    account = {"account_holder": "Enchanté Gent vzw", "iban": "BE71096123456769"} | fields
    return ChapterAccount.objects.update_or_create(chapter=chapter or make_chapter(), defaults=account)[0]


def make_request(*treats, quantity=1, buyer="Chiro Gent", email="chiro@example.org", key=None):
    """The payment of a payment request for so many of each treat."""
    make_account(treats[0].merchant.chapter)
    return actions.ask_for_transfer(
        quantities={treat.pk: quantity for treat in treats},
        total=sum(treat.price * quantity for treat in treats),
        buyer=buyer,
        giver=actions.Giver(email=email),
        account=account_of(treats[0].merchant.chapter),
        key=key or uuid4(),
    )


def make_user(email=None, **fields):
    return User.objects.create_user(email or f"iemand{next(number)}@example.org", **fields)


def make_team_member(role="coordinator", *, chapter=None, **fields):
    user = make_user(**fields)
    TeamRole.objects.create(chapter=chapter or make_chapter(), user=user, role=role)
    return user


def make_organisation(name="CAW van hier", *, chapter=None, people=(), **fields):
    """Welcome since a while, unless `approved_on` says otherwise."""
    fields = {"approved_on": timezone.localdate() - timedelta(days=30)} | fields
    organisation = Organisation.objects.create(name=name, chapter=chapter or make_chapter(), **fields)
    for user in people:
        Referrer.objects.create(organisation=organisation, user=user)
    return organisation


def make_paper_order(organisation=None, **fields):
    """Fifty ask cards, unless one says otherwise."""
    organisation = organisation or make_organisation(f"Huis {next(number)}")
    return PaperOrder.objects.create(key=uuid4(), organisation=organisation, **{"what": "ask_cards", "number": 50, **fields})


def make_set(*merchants, organisation=None, need="calm", neighbourhood=None):
    """A list of these places that an organisation keeps."""
    organisation = organisation or make_organisation(f"Huis {next(number)}")
    places = [merchant.pk for merchant in merchants]
    return keep_set(organisation=organisation, need=need, neighbourhood=neighbourhood, merchants=places)


def make_aside(treat, *, organisation=None, within=LATER, **fields):
    organisation = organisation or make_organisation(f"Huis {next(number)}")
    return SettingAside.objects.create(key=uuid4(), treat=treat, organisation=organisation, ends_at=timezone.now() + within, **fields)


def make_proposal(name=None, *, chapter=None, of="service", **fields):
    """A team proposes this for the catalogue."""
    name = name or f"iets nieuws {next(number)}"
    words = {
        "name": name,
        "name_nl": name,
        "words": f"Mag ik {name}?",
        "words_nl": f"Mag ik {name}?",
        "icon": "flower",
        "why": "Er is vraag naar.",
    }
    return Proposal.objects.create(chapter=chapter or make_chapter(), of=of, **words | fields)


def make_signal(merchant=None, *, reason="closed", **fields):
    return Signal.objects.create(merchant=merchant or make_merchant(), reason=reason, **fields)


def make_activity(title="Samen soep", *, begins_at=None, lasts=timedelta(hours=2), **fields):
    """In the calendar of everybody, tomorrow; written down afterwards where it has a `headcount`."""
    begins_at = begins_at or timezone.now() + LATER
    chapter = fields.pop("chapter", None) or make_chapter()
    counted_on = timezone.localdate() if fields.get("headcount") is not None else None
    fields = {"kind": "meal", "state": "published", "slug": f"samen-{next(number)}", "counted_on": counted_on, **fields}
    return Activity.objects.create(chapter=chapter, title=title, title_nl=title, begins_at=begins_at, ends_at=begins_at + lasts, **fields)


def make_activity_aside(treat, *, activity=None, number=2):
    """So many wait for an activity at that place, tomorrow unless one says otherwise."""
    activity = activity or make_activity(chapter=treat.merchant.chapter, merchant=treat.merchant)
    return ActivityAside.objects.create(activity=activity, treat=treat, number=number)


def make_format(title="Samen soep", *, chapter=None, **fields):
    fields = {"kind": "meal", "minutes": 120, **fields}
    return ActivityFormat.objects.create(chapter=chapter or make_chapter(), title={"nl": title}, **fields)


def make_kit(chapter=None, *, note="Het begin.", number=1, format="Samen soep"):
    """A version that is out, with one format in it."""
    content = ActivityFormat(kind="meal", title={"nl": format}).content
    piece = {"kind": "formats", "key": "1", "content": content}
    chapter, month = chapter or make_chapter(), timezone.localdate().replace(day=1)
    return KitVersion.objects.create(chapter=chapter, number=number, month=month, note=note, pieces=[piece])


def make_sign_up(activity=None, *, word="", **fields):
    sign = {"word": word} if word else {"colour": "red", "animal": "cat"}
    return SignUp.objects.create(activity=activity or make_activity(), **{**sign, **fields})


def make_peer(called="Nadia", *, chapter=None, hours=(), places=(), **fields):
    """Noted and insured; `hours` are (weekday, from, until) in whole hours."""
    chapter = chapter or make_chapter()
    Chapter.objects.filter(pk=chapter.pk, phone="").update(phone="09 123 45 67")
    chapter.refresh_from_db()
    dates = dict.fromkeys(["noted_on", "insured_on"], timezone.localdate())
    role = fields.pop("role", None) or make_team_member("peer", chapter=chapter).roles.get()
    peer = Peer.objects.create(role=role, called=called, **dates | fields)
    for weekday, begins, ends in hours:
        peer.hours.create(weekday=weekday, begins=int(begins * 60), ends=int(ends * 60))
    peer.places.set(places)
    return peer


def make_visit(peer=None, *, place=None, begins_at=None, **fields):
    """Tomorrow at the half hour, unless it `begins_at` another moment."""
    peer = peer or make_peer()
    begins_at = begins_at or (timezone.now() + LATER).replace(minute=30, second=0, microsecond=0)
    sign = {"word": fields.pop("word")} if "word" in fields else {"colour": "blue", "animal": "snail"}
    place = place or peer.places.first() or make_merchant(chapter=peer.chapter)
    return FirstVisit.objects.create(peer=peer, place=place, begins_at=begins_at, ends_at=begins_at + LASTS, **sign, **fields)


def make_help_line(slug="", *, chapter=None, **fields):
    fields = {"name": "Iemand die luistert", "number": "106", "checked_on": timezone.localdate()} | fields
    return HelpLine.objects.create(slug=slug or f"lijn-{next(number)}", chapter=chapter, **fields)


def make_other_help(name="", *, chapter=None, source="Stad Gent", licence="CC0 1.0", dated=None, shown=True, **fields):
    """On a list that guests see, unless not `shown`."""
    chapter = chapter or make_chapter()
    about = {"licence": licence, "dated": dated or timezone.localdate()}
    told_by, _is_new = OtherHelpList.objects.get_or_create(chapter=chapter, source=source, defaults=about)
    if shown:
        OtherHelpShown.objects.get_or_create(chapter=chapter)
    fields = {"source_id": str(next(number)), "kind": "toilet", "lat": 51.05, "lng": 3.72} | fields
    return OtherHelp.objects.create(told_by=told_by, name=name, **fields)


def make_help_import(chapter=None, **fields):
    """A file that waits for a yes, with one fountain in it."""
    spot = {"source_id": "1", "kind": "water", "name": "", "street": "Dorp", "lat": 51.05, "lng": 3.72}
    spot |= {"opening_hours": "", "wheelchair": "", "fee": ""}
    about = {"name": "kranen.geojson", "source": "Stad Gent", "licence": "CC0 1.0", "dated": timezone.localdate(), "spots": [spot]}
    return OtherHelpImport.objects.create(key=uuid4(), chapter=chapter or make_chapter(), **about | fields)


def make_threshold(said="Ik durf niet te vragen.", *, chapter=None, state="shown", **fields):
    """On the page, unless `state` says otherwise."""
    settled_in = None if state in {"to_read", "shown"} else this_month()
    fields = {"settled_in": settled_in} | fields
    return Threshold.objects.create(chapter=chapter or make_chapter(), said=said, state=state, **fields)


def make_story(words="De koffie wachtte al.", *, chapter=None, token=None, state="shown", **fields):
    """On the page, unless `state` says otherwise; `token` is that of its private link."""
    settled_in = None if state == "to_read" else this_month()
    words = "" if state == "kept_back" else words
    fields = {"settled_in": settled_in, "key": key_of(token or uuid4())} | fields
    return Story.objects.create(chapter=chapter or make_chapter(), words=words, state=state, **fields)


def make_edition(chapter=None, *, frozen=True, today=None):
    """The next edition of the map of a city, with a place at least; a proof unless it is to be frozen."""
    chapter = chapter or make_chapter()
    if not chapter.merchants.listed().exists():
        make_merchant(chapter=chapter, services=["water"])
    edition = make_proof(chapter=chapter, today=today)
    if frozen:
        freeze(edition=edition, draft=edition.draft, today=today)
        edition.refresh_from_db()
    return edition


# A picture of Gent: the first spot stands near its left upper corner, the second near the right lower one.
SPOTS = {"x1": 0.1, "y1": 0.1, "lat1": 51.08, "lng1": 3.68, "x2": 0.9, "y2": 0.9, "lat2": 51.02, "lng2": 3.7755}


def make_background(chapter=None, **fields):
    """A picture to lie under the next edition of a city."""
    picture = picturing.redraw(make_upload(Image.new("RGB", (400, 400), (200, 210, next(number) % 255))))
    details = {"content": picture.content, "width": picture.width, "height": picture.height, "digest": f"{next(number):064d}"}
    return MapBackground.objects.create(chapter=chapter or make_chapter(), **details, **SPOTS | fields)


def make_listening_round(*, chapter=None, state="open", questions=None, languages=("nl", "fr", "en"), title="Binnenstappen"):
    """With the questions of a set of the kit, unless one brings others."""
    questions = kit.KITS["binnenstappen"].questions if questions is None else questions
    made = begin_round(chapter=chapter or make_chapter(), title={"nl": title}, questions=questions, languages=list(languages))
    if state != "draft":
        open_round(listening_round=made)
    if state == "closed":
        close_round(listening_round=made)
    return ListeningRound.objects.get(pk=made.pk)


def make_evaluation(*, chapter=None, today=None, closed=()):
    """Of the half year of this day; `closed` are the audiences of which the round is over."""
    evaluation, _is_new = begin_evaluation(chapter=chapter or make_chapter(), today=today)
    for asked in evaluation.rounds.filter(audience__in=closed):
        close_round(listening_round=asked)
    return evaluation


def make_own_words(words="Een stoel bij de deur zou helpen.", *, listening_round=None, state="to_read", **fields):
    question = (listening_round or make_listening_round()).questions.get(kind="words")
    return OwnWords.objects.create(question=question, words="" if state == "struck" else words, state=state, **fields)


def words_of_card(title="Het is druk", *, found="Dat hielp.", parts=2):
    """What a card holds in one language."""
    return {"title": title, "situation": "Er komt iemand binnen.", "parts": [{"say": f"Zin {n}.", "found": found} for n in range(parts)]}


def make_card(title="Het is druk", *, chapter=None, kind="shoes", state="shown", words=None, slug=None, **fields):
    """Of the network, unless it is of a city."""
    slug = slug or f"kaart-{LearningCard.objects.count()}"
    return LearningCard.objects.create(
        chapter=chapter, kind=kind, state=state, slug=slug, words={"nl": words_of_card(title)} if words is None else words, **fields
    )


def make_card_wish(words="Wat zeg ik als iemand blijft zitten?", *, chapter=None, **fields):
    return CardWish.objects.create(chapter=chapter or make_chapter(), words=words, **fields)


def make_note(words="Een stoel bij de deur helpt.", *, chapter=None, kind="tip", state="to_read", **fields):
    fields = ({"question": 1} if kind == "answer" else {}) | fields
    return CircleNote.objects.create(chapter=chapter or make_chapter(), words=words, kind=kind, state=state, **fields)
