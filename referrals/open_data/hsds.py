"""Places in the words of Open Referral's Human Services Data Specification, version 3.0.

A place is an organization with one location; each free service and each kind of treat there is a service of its own, linked to that
location by a service_at_location. Whatever belongs to another row names it, so that nested and tabular forms say the same.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from merchants import hours
from merchants.languages import name_of_language
from merchants.models import Merchant

from . import licences, provinces, schedules
from .keys import About, child

VERSION = "3.0"
SERVICES, TREATS, LICENCES = 1, 2, 3
HERE = {About.SERVICE: About.SERVICE_HERE, About.TREAT: About.TREAT_HERE}


class Writer:
    """Tells places as they are on this day. Every method gives dictionaries, in which only what is known stands."""

    def __init__(self, keys, today):
        self.keys, self.today = keys, today

    # The place

    def organization(self, place):
        id = self.keys.of(About.ORGANIZATION, place.pk)
        if not place.is_listed:
            return {"id": id, "name": _name(place), "description": _last_words(place)}
        return _known(
            id=id,
            name=place.name,
            description=place.description or f"{place.get_kind_display()}, {place.address or place.chapter.name}",
            website=_website(place),
            uri=_page(place),
            phones=[{"id": child(id, "phone"), "organization_id": id, "number": place.phone, "type": "voice"}] if place.phone else [],
            organization_identifiers=self._identifiers(id, place),
            attributes=[self._licence(id, place)],
        )

    def location(self, place):
        id, owner = self.keys.of(About.LOCATION, place.pk), self.keys.of(About.ORGANIZATION, place.pk)
        told = {"id": id, "organization_id": owner, "location_type": "physical", "name": _name(place)}
        if not place.is_listed:
            return told | {"description": _last_words(place)}
        return told | _known(
            description=" ".join(_comforts(place)),
            latitude=round(place.lat, 6),
            longitude=round(place.lng, 6),
            external_identifier=place.source_id if licences.source_of(place) else "",
            external_identifier_type=licences.source_of(place) if place.source_id else "",
            languages=self._languages(id, "location_id", place),
            addresses=_addresses(id, place),
            accessibility=_accessibility(id, place),
            schedules=self._schedules(id, "location_id", place, place.hours_believed_on(self.today)),
        )

    def organization_whole(self, place):
        return self.organization(place) | {"locations": [self.location(place)]}

    # What it offers

    def parts(self, place):
        """(About, part) of each, in the order in which they are paged."""
        return [(About.SERVICE, each.service_id) for each in place.offers.all()] + [
            (About.TREAT, each.kind_id) for each in place.treats.all()
        ]

    def service(self, place, about, part):
        id, told = self.keys.of(about, place.pk, part), self._offer(place, part) if about == About.SERVICE else self._treat(place, part)
        terms, text = told.pop("terms"), told.pop("hours", place.hours_believed_on(self.today))
        told = {"id": id, "organization_id": self.keys.of(About.ORGANIZATION, place.pk), **told}
        told["attributes"] = [
            {"id": child(id, term["link_type"]), "link_id": id, "link_entity": "service", **term} for term in terms if place.is_listed
        ]
        if not place.is_listed:
            return {**{name: told[name] for name in ("id", "organization_id", "name")}, "status": "defunct"}
        if rest := self._rest(place):
            told |= {"status": "temporarily closed", "alert": rest}
        return told | _known(
            url=_page(place),
            assured_date=place.checked_on and place.checked_on.isoformat(),
            languages=self._languages(id, "service_id", place),
            schedules=self._schedules(id, "service_id", place, text),
        )

    def service_whole(self, place, about, part):
        link = self._link(place, about, part) | {"location": _bare(self.location(place))}
        organization = _bare(self.organization(place))
        return self.service(place, about, part) | {"organization": organization, "service_at_locations": [link]}

    def service_at_location(self, place, about, part):
        """Its hours are those of the service."""
        return self._link(place, about, part)

    def service_at_location_whole(self, place, about, part):
        service = self.service(place, about, part) | {"organization": _bare(self.organization(place))}
        return self._link(place, about, part) | {"location": self.location(place), "service": service}

    # The catalogue

    def taxonomies(self):
        told = {
            SERVICES: (_("Free services"), _("What one can ask for at a place without paying.")),
            TREATS: (_("Kinds of treat"), _("What somebody paid for one extra, for whoever feels like it.")),
            LICENCES: (_("Licences"), _("Under which licence a place may be used again.")),
        }
        return [{"id": self.keys.of(About.TAXONOMY, which), "name": name, "description": words} for which, (name, words) in told.items()]

    def term(self, which, row, taxonomy):
        description = getattr(row, "question", "") or row.name
        told = {"id": self.keys.of(About.TERM, which, row.pk), "code": row.slug, "name": row.name, "description": description}
        return told | {"taxonomy": taxonomy, "taxonomy_id": self.keys.of(About.TAXONOMY, which), "language": get_language()}

    # Pieces

    def _offer(self, place, part):
        offer = next(each for each in place.offers.all() if each.service_id == part)
        rests = [hours.break_in_words(*days, self.today) for days in offer.own_times.breaks if _holds(*days, self.today)]
        return _known(
            name=offer.service.name,
            description=offer.note,
            application_process=offer.service.question,
            fees_description=_("Free, for everybody."),
            status="temporarily closed" if rests else "active",
            alert=" ".join(rests),
            terms=[self._attribute("kind", self.term(SERVICES, offer.service, "dienst"))],
            hours=offer.opening_hours if not place.fades_on(self.today) else "",
        )

    def _treat(self, place, part):
        treat = next(each for each in place.treats.all() if each.kind_id == part)
        term = self.term(TREATS, treat.kind, "traktatie")
        waits = _("%(what)s on the board, for whoever asks.") % {"what": treat.words} if treat.waiting else _("Nothing is waiting now.")
        return {
            "name": treat.kind.name,
            "description": waits,
            "fees_description": _("Paid for by somebody who came before."),
            "status": "active" if treat.is_offered or treat.waiting else "inactive",
            "terms": [self._attribute("kind", term), self._attribute("waiting", term, str(treat.waiting))],
        }

    def _link(self, place, about, part):
        id, service = self.keys.of(HERE[about], place.pk, part), self.keys.of(about, place.pk, part)
        return {"id": id, "service_id": service, "location_id": self.keys.of(About.LOCATION, place.pk)}

    def _attribute(self, link_type, term, value=""):
        return {"link_type": link_type, "taxonomy_term_id": term["id"], "taxonomy_term": term} | _known(value=value)

    def _licence(self, owner, place):
        name, taxonomy = licences.of(place), self.keys.of(About.TAXONOMY, LICENCES)
        term = {"id": child(taxonomy, name), "name": name, "description": name, "taxonomy": "licence", "taxonomy_id": taxonomy}
        term |= _known(term_uri=licences.ADDRESSES.get(name))
        return {"id": child(owner, "licence"), "link_id": owner, "link_entity": "organization"} | self._attribute("licence", term, name)

    def _identifiers(self, owner, place):
        if not (place.source_id and licences.source_of(place)):
            return []
        told = {"identifier_scheme": place.source, "identifier_type": place.source, "identifier": place.source_id}
        return [{"id": child(owner, "identifier"), "organization_id": owner} | told]

    def _languages(self, owner, link, place):
        return [
            {"id": child(owner, f"language {code}"), link: owner, "name": name_of_language(code), "code": code} for code in place.languages
        ]

    def _schedules(self, owner, link, place, text):
        breaks = [schedules.of_break(days.lower, days.upper, self.today) for days in place.breaks_from(self.today)]
        usual = schedules.of(text, self.today, within=place.hours_believed_on(self.today))
        return [{"id": child(owner, _when(told)), link: owner, **told} for told in [*usual, *breaks]]

    def _rest(self, place):
        """The break of today in words, or ""."""
        stretches = [(days.lower, days.upper) for days in place.breaks_from(self.today)]
        return " ".join(hours.break_in_words(*days, self.today) for days in stretches if _holds(*days, self.today))


def _name(place):
    # Who leaves does not leave its name behind.
    return _("No longer here") if place.state == Merchant.State.LEFT else place.name


def _last_words(place):
    if place.state == Merchant.State.LEFT:
        return _("This place no longer takes part.")
    return _("This place has closed for good.")


def _addresses(owner, place):
    if not (place.street and place.town):
        return []
    told = {"address_1": place.street, "city": place.town, "state_province": provinces.of(place.postcode), "postal_code": place.postcode}
    return [{"id": child(owner, "address"), "location_id": owner, **told, "country": "BE", "address_type": "physical"}]


def _accessibility(owner, place):
    if not place.wheelchair:
        return []
    return [{"id": child(owner, "wheelchair"), "location_id": owner, "description": place.get_wheelchair_display()}]


def _comforts(place):
    if place.is_heated:
        yield _("Warm in winter.")
    if place.is_cool:
        yield _("Cool in summer.")


def _page(place):
    return settings.SITE_URL + place.get_absolute_url()


def _website(place):
    """Its website, where it is an address that any reader takes."""
    try:
        URLValidator()(place.website)
    except ValidationError:
        return ""
    return place.website


def _when(schedule):
    """What tells one schedule from another, in any language."""
    return str({name: value for name, value in schedule.items() if name not in {"description", "notes"}})


def _holds(first_day, day_after, today):
    return first_day <= today and (day_after is None or today < day_after)


def _bare(told):
    """Without what is a list: as it stands within another."""
    return {name: value for name, value in told.items() if not isinstance(value, list)}


def _known(**told):
    return {name: value for name, value in told.items() if value or value == 0}
