"""The places as Open Referral HSDS: lists page by page, each thing by its identifier, and what is told of each."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from enchante import seeding
from merchants.models import Merchant, Pause, ServiceOffer
from tests.factories import make_chapter, make_merchant, make_service, make_treat
from tests.referrals.hsds import troubles

pytestmark = pytest.mark.django_db
LISTS = ["organizations", "services", "service_at_locations", "locations"]


@pytest.fixture
def ask(client):
    return lambda path="", **headers: client.get(f"/open/hsds/{path}", headers=headers)


@pytest.fixture
def contents(ask):
    return lambda what, query="": ask(what + query).json()["contents"]


def a_place(**fields):
    make_service("toilet", name="toilet", name_nl="toilet", question="Waar is het toilet?", question_nl="Waar is het toilet?")
    return make_merchant(
        "Bij Mo", slug="bij-mo", kind="cafe", street="Markt 1", postcode="9000", town="Gent", phone="09 123 45 67",
        website="https://mo.example", opening_hours="Mo-Fr 09:00-17:00", languages=["nl"], wheelchair="yes", services=["toilet"],
        contact_name="Mohamed", contact_email="mo@prive.example", contact_phone="0470 00 00 01", remark="belt niet graag", **fields,
    )  # fmt: skip


# A place


def test_a_service_with_hours_of_its_own_is_not_there_on_a_day_the_place_is_closed(contents):
    place = a_place()
    Merchant.objects.filter(pk=place.pk).update(opening_hours="Mo-Fr 09:00-17:00; PH off")
    place.offers.update(opening_hours="Mo-Fr 14:00-16:00; PH 14:00-16:00")

    (toilet,) = contents("services", "?per_page=1")

    holidays = [told for told in toilet["schedules"] if "feestdag" in told.get("notes", "")]
    assert {told.get("opens_at") for told in toilet["schedules"] if told.get("freq")} == {"14:00"}
    assert holidays
    assert [told for told in holidays if "opens_at" in told] == []


def test_a_place_is_an_organization_with_one_location(contents, settings):
    a_place()

    (told,) = contents("organizations")

    (location,) = told["locations"]
    assert (told["name"], told["website"], told["uri"]) == ("Bij Mo", "https://mo.example", f"{settings.SITE_URL}/plek/bij-mo/")
    assert [phone["number"] for phone in told["phones"]] == ["09 123 45 67"]
    assert (location["latitude"], location["longitude"], location["organization_id"]) == (51.05, 3.725, told["id"])
    (address,) = location["addresses"]
    assert {name: address[name] for name in ("address_1", "city", "state_province", "postal_code", "country")} == {
        "address_1": "Markt 1",
        "city": "Gent",
        "state_province": "Oost-Vlaanderen",
        "postal_code": "9000",
        "country": "BE",
    }
    assert [spoken["code"] for spoken in location["languages"]] == ["nl"]
    assert [each["description"] for each in location["accessibility"]] == ["vlot met een rolstoel"]


def test_each_free_service_and_each_kind_of_treat_is_a_service(contents):
    place = a_place()
    make_treat(merchant=place, kind="koffie", waiting=3)
    make_treat(merchant=place, kind="soep", is_offered=False)

    toilet, coffee, soup = contents("services")

    assert (toilet["name"], toilet["application_process"], toilet["status"]) == ("toilet", "Waar is het toilet?", "active")
    assert toilet["assured_date"] == timezone.localdate().isoformat()
    assert {each["link_type"]: each.get("value") for each in coffee["attributes"]} == {"kind": None, "waiting": "3"}
    assert coffee["attributes"][0]["taxonomy_term"]["code"] == "koffie"
    assert [each["status"] for each in (coffee, soup)] == ["active", "inactive"]
    assert toilet["organization"]["name"] == "Bij Mo"


def test_a_service_at_a_location_links_the_two(contents):
    a_place()

    (link,) = contents("service_at_locations")

    (organization,), (service,) = contents("organizations"), contents("services")
    assert link["service_id"] == link["service"]["id"] == service["id"]
    assert link["location_id"] == link["location"]["id"] == organization["locations"][0]["id"]
    assert service["service_at_locations"][0]["id"] == link["id"]


def test_what_was_given_to_the_team_alone_is_nowhere(ask):
    make_treat(merchant=a_place(note_for_referrers="vraag naar Mia", quiet_hours="Mo 10:00-11:00"), waiting=2)

    # In identifiers any digits may stand beside each other.
    told = re.sub(r"[0-9a-f-]{36}", "", "".join(ask(what).content.decode() for what in LISTS))

    for secret in ["Mohamed", "prive.example", "0470", "belt niet", "Mia", "250", "2.5"]:
        assert secret not in told


def test_of_a_list_with_a_licence_it_is_told_and_otherwise_ours(contents):
    make_merchant("Van ons", source="lijst van Jan.xlsx")
    make_merchant("Van de kaart", source="OpenStreetMap", source_licence="ODbL 1.0", source_id="node/1")

    ours, theirs = contents("organizations")

    assert [place["attributes"][0]["value"] for place in (ours, theirs)] == ["CC BY 4.0", "ODbL 1.0"]
    assert "Jan" not in str(ours)
    assert theirs["organization_identifiers"][0]["identifier"] == "node/1"


# Breaks, and what is over


def test_while_a_place_takes_a_break_it_says_so(contents):
    today = timezone.localdate()
    place = a_place()
    make_treat(merchant=place, kind="koffie", waiting=1)
    Pause.objects.create(merchant=place, first_day=today, last_day=today + timedelta(3))

    told = contents("services")

    assert [each["status"] for each in told] == ["temporarily closed"] * 2
    assert all(each["alert"].startswith("Houdt pauze tot en met") for each in told)
    assert {"valid_from": str(today), "valid_to": str(today + timedelta(3))}.items() <= told[0]["schedules"][-1].items()


def test_a_service_that_rests_alone_says_so_alone(contents):
    place = a_place()
    ServiceOffer.objects.filter(merchant=place).update(rests_from=timezone.localdate())
    make_treat(merchant=place, kind="koffie")

    assert [each["status"] for each in contents("services")] == ["temporarily closed", "active"]


def test_a_break_that_is_still_to_come_closes_nothing_yet(contents):
    Pause.objects.create(merchant=a_place(), first_day=timezone.localdate() + timedelta(2))

    (toilet,) = contents("services")

    assert (toilet["status"], "alert" in toilet) == ("active", False)


@pytest.mark.parametrize(("state", "name"), [("closed", "Bij Mo"), ("left", "Niet meer hier")])
def test_a_place_that_stopped_stays_as_an_empty_shell(contents, state, name):
    before = contents_of(contents, place := a_place())

    Merchant.objects.filter(pk=place.pk).update(state=state)

    after = contents_of(contents, place)
    assert [each["id"] for each in after.values()] == [each["id"] for each in before.values()]
    assert (after["organizations"]["name"], after["services"]["status"]) == (name, "defunct")
    told = str(after)
    assert not [word for word in ("Markt", "09 123", "mo.example", "3.725", "bij-mo", "09:00") if word in told]
    assert state == "closed" or "Bij Mo" not in told


def contents_of(contents, place):
    return {what: contents(what)[0] for what in LISTS}


@pytest.mark.parametrize("state", ["suggested", "applied", "declined"])
def test_a_place_that_never_said_yes_is_not_there(ask, state):
    make_merchant(state=state, agreed_on=None, services=["toilet"])

    assert [ask(what).json()["total_items"] for what in LISTS] == [0, 0, 0, 0]


# Identifiers


def test_an_identifier_stays_whatever_a_place_is_called(contents):
    place = a_place()
    before = {what: contents(what)[0]["id"] for what in LISTS}

    Merchant.objects.filter(pk=place.pk).update(name="Bij Moer", slug="bij-moer", chapter=make_chapter("leuven"))

    assert {what: contents(what)[0]["id"] for what in LISTS} == before


def test_an_identifier_is_the_same_in_each_language(client):
    place = make_merchant(services=["toilet"], languages=["nl"], opening_hours="Mo-Su 09:00-12:00; PH off", street="Markt 1", town="Gent")
    Pause.objects.create(merchant=place, first_day=timezone.localdate() + timedelta(2))

    def ids(told):
        if isinstance(told, dict):
            return [told["id"], *(each for value in told.values() for each in ids(value))] if "id" in told else ids([*told.values()])
        return [each for value in told for each in ids(value)] if isinstance(told, list) else []

    dutch, french = (ids(client.get(f"{language}/open/hsds/service_at_locations").json()) for language in ("", "/fr"))

    assert len(dutch) > 5
    assert dutch == french


def test_a_service_taken_away_and_offered_again_is_the_same(contents):
    place = a_place()
    (before,) = contents("services")
    ServiceOffer.objects.all().delete()
    ServiceOffer.objects.create(merchant=place, service=make_service("toilet"))

    assert contents("services")[0]["id"] == before["id"]


@pytest.mark.parametrize("what", LISTS)
def test_each_thing_is_found_by_its_identifier(ask, contents, what):
    make_treat(merchant=a_place(), kind="koffie")

    for told in contents(what):
        assert ask(f"{what}/{told['id']}").json() == told
        assert ask(f"{what}/{told['id'].upper()}").status_code == 200


@pytest.mark.parametrize("what", LISTS)
def test_what_is_not_there_is_told_in_the_same_form(ask, contents, what):
    a_place()
    others = [contents(other)[0]["id"] for other in LISTS if other != what]

    *_rest, last = known = contents(what)[0]["id"]
    near = known[:-1] + ("e" if last == "f" else "f")

    for id in ["1", "nergens", "%00", "48102e86-bb50-41c4-8f1e-e269368c41d1", near, *others]:
        answer = ask(f"{what}/{id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")


def test_every_identifier_within_a_page_is_its_own(contents):
    a_place()
    make_merchant(services=["toilet", "water"], languages=["nl", "fr"], opening_hours="Mo 09:00-12:00,13:00-17:00; Tu 10:00-12:00; PH off")

    ids = [told["id"] for what in LISTS for told in contents(what)]
    schedules = [each["id"] for told in contents("services") for each in told["schedules"]]

    assert len(ids) == len(set(ids)) == 2 + 3 + 3 + 2
    assert len(schedules) == len(set(schedules))


# Pages


@pytest.mark.parametrize("what", LISTS)
def test_pages_hold_everything_once(ask, what):
    for _number in range(3):
        make_treat(merchant=make_merchant(services=["toilet"]), kind="koffie")
    total = 3 if what in {"organizations", "locations"} else 6

    pages = [ask(f"{what}?per_page=2&page={page}").json() for page in range(1, total // 2 + total % 2 + 1)]

    found = [told["id"] for page in pages for told in page["contents"]]
    assert len(found) == len(set(found)) == total
    first, *_between, last = ({name: value for name, value in page.items() if name != "contents"} for page in pages)
    told = {"total_items": total, "total_pages": len(pages), "empty": False}
    assert first == told | {"page_number": 1, "size": 2, "first_page": True, "last_page": False}
    assert last == told | {"page_number": len(pages), "size": total - 2 * len(pages) + 2, "first_page": False, "last_page": True}


@pytest.mark.parametrize("what", LISTS)
def test_a_page_beyond_the_last_one_is_empty(ask, what):
    a_place()

    beyond = ask(f"{what}?page=9999999").json()

    assert (beyond["total_items"], beyond["empty"], beyond["contents"], beyond["last_page"]) == (1, True, [], True)


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=", "page=99999999", "per_page=101", "per_page=0", "page=%00", "format=xml", "zoek=brood"]
)
def test_a_question_that_is_not_understood_is_answered_in_a_sentence(ask, query):
    answer = ask(f"services?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert answer.json()["code"] == "InvalidParameterValue"
    assert answer.json()["description"].endswith(".")


@pytest.mark.parametrize("path", ["nothing", "nothing/at/all", "services/1/2"])
def test_an_unknown_list_is_told_in_the_same_form(ask, path):
    answer = ask(path)

    assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")


def test_what_the_standard_wants_to_know_first(ask):
    assert ask().json()["version"] == "HSDS 3.0"


@pytest.mark.parametrize("what", LISTS)
def test_a_list_asks_the_database_equally_often_for_one_and_for_many(ask, django_assert_num_queries, what):
    make_treat(merchant=make_merchant(services=["toilet"]))
    ask(what)
    queries = 5 if what in {"organizations", "locations"} else 7
    with django_assert_num_queries(queries):
        ask(what)

    for _number in range(9):
        make_treat(merchant=make_merchant(services=["toilet", "water"], languages=["nl"]), waiting=1)
    with django_assert_num_queries(queries):
        ask(what)


# For other sites


def test_other_sites_may_ask_without_a_key(client, ask):
    asked_first = client.options("/open/hsds/services", headers={"Origin": "https://elders.example"})
    refused = client.post("/open/hsds/services")

    assert {answer["Access-Control-Allow-Origin"] for answer in (ask("services"), ask("services?page=0"), asked_first, refused)} == {"*"}
    assert (asked_first.status_code, refused.status_code) == (204, 405)
    assert asked_first["Access-Control-Allow-Headers"] == "If-None-Match"


@pytest.mark.parametrize("mark", ["nonsense", '"', "*,", 'W/"', "\x7f"])
def test_a_mark_nobody_gave_is_no_mark(ask, mark):
    assert ask("services", **{"If-None-Match": mark}).status_code == 200


def test_a_list_that_did_not_change_is_not_sent_again(ask):
    place = a_place()
    mark = ask("services")["ETag"]

    assert ask("services", **{"If-None-Match": mark}).status_code == 304
    make_treat(merchant=place, kind="koffie")
    assert ask("services", **{"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("query", ["format=xml", "page=2"])
def test_one_is_asked_for_as_it_is_or_says_why_not(ask, contents, query):
    make_merchant(services=["toilet"])
    id = contents("services")[0]["id"]

    assert ask(f"services/{id}?format=json").json()["id"] == id
    refused = ask(f"services/{id}?{query}")
    assert (refused.status_code, refused.json()["code"]) == (400, "InvalidParameterValue")


def test_a_list_travels_compressed(ask):
    for _number in range(5):
        make_merchant(services=["toilet"])

    assert ask("services", **{"Accept-Encoding": "gzip"})["Content-Encoding"] == "gzip"


# Against the standard


@pytest.mark.slow
def test_everything_of_the_demo_town_is_as_the_standard_says(ask, shared_data):
    seeding.tell(timezone.localdate())
    for what in LISTS:
        told, page = [], 1
        while not (answer := ask(f"{what}?per_page=100&page={page}").json())["empty"]:
            told, page = told + answer["contents"], page + 1

        assert len(told) == answer["total_items"] > 20
        assert [trouble for item in told for trouble in troubles(what, item, shared_data)] == []


def test_what_differs_from_the_standard_is_found(shared_data):
    assert troubles("locations", {"id": "no uuid", "location_type": "somewhere"}, shared_data)
    assert troubles("services", {"id": "48102e86-bb50-41c4-8f1e-e269368c41d1", "name": "x", "status": "busy"}, shared_data)
