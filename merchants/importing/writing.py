"""Writing rows down, a batch at a time: what is new becomes a place, what the source changed is taken over, the rest stays as it is."""

from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from merchants import where
from merchants.actions import rebuild_open_minutes
from merchants.distance import metres
from merchants.models import Chapter, Merchant, Service, ServiceOffer
from merchants.slugs import FreeSlugs

from .comparing import NOTHING_SAID, laid_beside, take_over
from .layouts import COLUMNS
from .rows import LONGEST, OURS, RowRefused, tidy

NEIGHBOURHOOD_WITHIN_M = 2500
SAME_PLACE_WITHIN_M, SAME_NAME_FROM = 1000, 0.5
SAID_YES = ("state", "agreed_on", "checked_on", "checked_by")
# Every field that an import may write.
WRITTEN = (*COLUMNS, "lat", "lng", "neighbourhood_id", "offered", "source_tags", *SAID_YES)


@dataclass
class Effect:
    """What became of one record: its number in the file, and the fields that differ, each with its value before and after."""

    number: int
    name: str
    kind: str = "refused"
    sentences: list = field(default_factory=list)
    # [sentence, {field: what the source says}] of each question.
    asked: list = field(default_factory=list)
    changes: dict = field(default_factory=dict)
    # What the source had said before; None where nothing is remembered anew.
    imported_before: dict | None = None
    merchant: Merchant | None = None


@dataclass
class Report:
    """What an import did: four numbers, and (place in the file, sentence) for whatever somebody should know."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    said: list = field(default_factory=list)
    effects: dict = field(default_factory=dict)

    def begin(self, place, number, name):
        self.effects[place] = Effect(number, name)

    def note(self, place, sentence):
        self.said.append((place, sentence))
        self.effects[place].sentences.append(tidy(sentence))

    def ask(self, place, sentence, told):
        """A question; `told` are the fields that would be so, none where somebody has to look at more than a field."""
        if not told:
            self.note(place, sentence)
            return
        self.said.append((place, sentence))
        self.effects[place].asked.append([tidy(sentence), told])

    def refuse(self, place, reason):
        self.refused += 1
        self.said.append((place, _("refused: %(reason)s") % {"reason": reason}))
        self.effects[place].sentences.append(tidy(str(reason)))

    def tell(self, place, kind, merchant, before, fields):
        """That this place was created, updated or left unchanged; `before` are its values before (none of what was not there)."""
        setattr(self, kind, getattr(self, kind) + 1)
        effect = self.effects[place]
        effect.kind, effect.merchant = kind, merchant
        effect.changes = {name: [plain(before.get(name)), plain(getattr(merchant, name))] for name in sorted(fields)}

    def taken(self):
        """The effects since this was asked last, in the order of the file."""
        effects, self.effects = sorted(self.effects.values(), key=lambda effect: effect.number), {}
        return effects


def plain(value):
    """As JSON gives it back."""
    return value.isoformat() if isinstance(value, date) else value


class Writer:
    """Brings the rows of one source to one chapter, and tells the report.

    Where nothing `is_kept` places are written all the same, for the database has its say; what only follows from them is not.
    """

    def __init__(self, *, chapter, source, licence, agreed_on, report, today, is_kept=True):
        self.chapter, self.source, self.licence = chapter, source, licence
        self.agreed_on, self.report, self.today, self.is_kept = agreed_on, report, today, is_kept
        self.slugs = FreeSlugs(Merchant.objects.values_list("slug", flat=True))
        self.services = _services_by_word()
        self.neighbourhoods = list(chapter.neighbourhoods.all())
        self.localities = {}
        self.postcodes_elsewhere = _postcodes_of_others(chapter)

    def write(self, rows):
        """`rows` are (place in the file, Row), each of another place."""
        numbers = [row.source_id for _place, row in rows]
        known, elsewhere = self._known(numbers), self._of_another_city(numbers)
        new, changed = [], {}
        for place, row in rows:
            try:
                if row.source_id in elsewhere:
                    raise RowRefused(_("it stands in another city of the network."))
                merchant = known.get(row.source_id)
                if merchant:
                    changed[merchant] = self._update(place, merchant, row)
                else:
                    new.append(self._create(place, row))
            except RowRefused as refusal:
                self.report.refuse(place, refusal)
        self._save(new, changed)

    # One place

    def _create(self, place, row):
        point = row.position or self._middle_of_its_locality(place, row)
        merchant = Merchant(chapter=self.chapter, source=self.source, source_licence=self.licence)
        merchant.source_id = row.source_id[: LONGEST["source_id"]]
        merchant.lat, merchant.lng = point
        merchant.neighbourhood_id = self._neighbourhood(point)
        merchant.slug = self.slugs.take(row.values["name"])
        merchant.offered = []
        take_over(merchant, self._wanted(place, row))
        self._ask_whether_elsewhere(place, merchant)
        self._say_yes(place, merchant)
        self.report.tell(place, "created", merchant, {}, [name for name in WRITTEN if getattr(merchant, name) not in NOTHING_SAID])
        return merchant

    def _update(self, place, merchant, row):
        """Returns the names of the fields that are to be saved."""
        is_ours = row.source_id == OURS + merchant.slug
        if not is_ours:
            _refuse_another_place(merchant, row)
        imported, wanted = merchant.imported, self._wanted(place, row)
        before = {name: getattr(merchant, name) for name in WRITTEN}
        if is_ours:
            # It is no word of a source: what its own source said last stays remembered.
            merchant.imported, wanted = {}, _that_differs(merchant, wanted)
        if row.is_hearsay:
            for sentence, told in laid_beside(merchant, row, wanted, self.source, self.services):
                self.report.ask(place, sentence, told)
        changed, kept = take_over(merchant, wanted)
        if is_ours:
            merchant.imported = imported
        if "postcode" in changed:
            self._ask_whether_elsewhere(place, merchant)
        changed |= self._say_yes(place, merchant)
        if kept:
            sentence = _("the source changed %(fields)s, and so did somebody here: what stands here stays.")
            self.report.note(place, sentence % {"fields": ", ".join(sorted(map(called, kept)))})
        self.report.tell(place, "updated" if changed else "unchanged", merchant, before, changed)
        if merchant.imported == imported:
            return changed
        self.report.effects[place].imported_before = imported
        return changed | {"imported"}

    def _wanted(self, place, row):
        wanted = dict(row.values)
        if row.position:
            wanted["lat"], wanted["lng"] = row.position
            wanted["neighbourhood_id"] = self._neighbourhood(row.position)
        if row.services is not None:
            wanted["offered"] = self._known_services(place, row.services)
        return wanted

    def _ask_whether_elsewhere(self, place, merchant):
        if city := self.postcodes_elsewhere.get(merchant.postcode):
            sentence = _("%(postcode)s is a postcode of %(city)s: does this place belong there?")
            self.report.note(place, sentence % {"postcode": merchant.postcode, "city": city})

    def _say_yes(self, place, merchant):
        """On the day of the agreement it joins and its hours count as checked. What the team closed or turned down stays so."""
        changed = set()
        if not self.agreed_on:
            return changed
        if merchant.state == Merchant.State.SUGGESTED:
            merchant.state = Merchant.State.ACTIVE
            merchant.agreed_on = self.agreed_on
            changed |= {"state", "agreed_on"}
        if not merchant.is_listed:
            sentence = _("%(name)s stays “%(state)s”: that is what your team decided.")
            self.report.note(place, sentence % {"name": merchant.name, "state": merchant.get_state_display()})
        elif not merchant.checked_on or merchant.checked_on < self.agreed_on:
            merchant.checked_on, merchant.checked_by = self.agreed_on, Merchant.CheckedBy.LIST
            changed |= {"checked_on", "checked_by"}
        return changed

    def _known_services(self, place, words):
        found = {word: self.services.get(where.key(word)) for word in words}
        for word, service in found.items():
            if not service:
                self.report.note(place, _("“%(word)s” is no service we know and is left out.") % {"word": word})
        return sorted({service.slug for service in found.values() if service})

    def _neighbourhood(self, point):
        apart = [(metres(*point, one.lat, one.lng), one.pk) for one in self.neighbourhoods]
        nearest, found = min(apart, default=(NEIGHBOURHOOD_WITHIN_M, None))
        return found if nearest < NEIGHBOURHOOD_WITHIN_M else None

    def _middle_of_its_locality(self, place, row):
        address = row.values.get("postcode", ""), row.values.get("town", "")
        if address not in self.localities:
            self.localities[address] = where.locality_of(*address)
        point, said = self.localities[address], " ".join(address).strip()
        if not point:
            raise RowRefused(_("there are no coordinates, and no postcode or town that we know (“%(said)s”).") % {"said": said})
        self.report.note(place, _("there are no coordinates: the pin stands in the middle of %(said)s.") % {"said": said})
        return point

    # The database

    def _known(self, source_ids):
        """The places imported before, locked, each with the services it offers now."""
        slugs = [source_id.removeprefix(OURS) for source_id in source_ids if source_id.startswith(OURS)]
        which = Q(source=self.source, source_id__in=source_ids) | Q(slug__in=slugs)
        places = Merchant.objects.filter(which, chapter=self.chapter).order_by("pk")
        known = {merchant.pk: merchant for merchant in places.select_for_update(no_key=True)}
        for merchant in known.values():
            merchant.offered = []
        offers = ServiceOffer.objects.filter(merchant__in=known).order_by("service__slug")
        for pk, service in offers.values_list("merchant", "service__slug"):
            known[pk].offered.append(service)
        return {merchant.source_id: merchant for merchant in known.values()} | {
            OURS + merchant.slug: merchant for merchant in known.values() if merchant.slug in slugs
        }

    def _of_another_city(self, numbers):
        """Of the numbers of our own those that are of a place somewhere else."""
        slugs = [number.removeprefix(OURS) for number in numbers if number.startswith(OURS)]
        if not slugs:
            return set()
        others = Merchant.objects.filter(slug__in=slugs).exclude(chapter=self.chapter)
        return {OURS + slug for slug in others.values_list("slug", flat=True)}

    def _save(self, new, changed):
        """`changed` gives for each place the names of the fields to save."""
        Merchant.objects.bulk_create(new)
        changed = {merchant: fields for merchant, fields in changed.items() if fields}
        if columns := {name.removesuffix("_id") for fields in changed.values() for name in fields} - {"offered"}:
            Merchant.objects.bulk_update(changed, columns, batch_size=100)
        if not self.is_kept:
            return
        self._save_offers([*new, *(merchant for merchant, fields in changed.items() if "offered" in fields)])
        rebuild_open_minutes([merchant for merchant in (*new, *changed) if merchant.is_listed], self.today)

    def _save_offers(self, merchants):
        wanted = {(merchant.pk, self.services[where.key(slug)].pk) for merchant in merchants for slug in merchant.offered}
        present = {(offer.merchant_id, offer.service_id): offer.pk for offer in ServiceOffer.objects.filter(merchant__in=merchants)}
        ServiceOffer.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
        ServiceOffer.objects.bulk_create(
            [ServiceOffer(merchant_id=merchant, service_id=service) for merchant, service in sorted(wanted - present.keys())]
        )


def _that_differs(merchant, wanted):
    """Of what a file of our own says, what is not the same when one reads it: spaces, or a metre."""
    texts = {name: value for name, value in wanted.items() if isinstance(value, str) and value == tidy(getattr(merchant, name))}
    is_there = "lat" in wanted and metres(wanted["lat"], wanted["lng"], merchant.lat, merchant.lng) < 1
    point = {"lat", "lng", "neighbourhood_id"} if is_there else set()
    return {name: value for name, value in wanted.items() if name not in texts and name not in point}


def called(name):
    """What people call this field."""
    return str(Merchant._meta.get_field("services" if name == "offered" else name).verbose_name)


def _postcodes_of_others(chapter):
    """{postcode: the other city that has it}, of those that this city has not."""
    others = Chapter.objects.exclude(pk=chapter.pk).order_by("-pk").values_list("name", "postcodes")
    return {postcode: name for name, postcodes in others for postcode in postcodes if postcode not in chapter.postcodes}


def _services_by_word():
    """Every word for a service: its name in each of our languages, and before all else its address."""
    services = list(Service.objects.select_related("merged_into"))
    names = [f"name_{language}" for language, _name in settings.WHOLE_LANGUAGES]
    by_name = {where.key(word): service.now for service in services for name in names if (word := getattr(service, name))}
    return by_name | {where.key(service.slug): service.now for service in services}


def _refuse_another_place(merchant, row):
    """Numbers that only count the rows of a file mean other places in the next file: then another name stands at another point."""
    before = merchant.imported
    if not row.position or not {"name", "lat", "lng"} <= before.keys():
        return
    apart = metres(*row.position, before["lat"], before["lng"])
    alike = SequenceMatcher(None, where.key(before["name"]), where.key(row.values["name"])).ratio()
    if apart > SAME_PLACE_WITHIN_M and alike < SAME_NAME_FROM:
        sentence = _("its number %(number)s belongs to %(name)s, %(km)d km away. Is this another file? Then name it with --source.")
        raise RowRefused(sentence % {"number": row.source_id, "name": before["name"], "km": round(apart / 1000)})
