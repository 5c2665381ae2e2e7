"""Who points the way in the demo town: an organisation with its people, a list and an order, and one that waits for its welcome."""

from merchants.models import Merchant
from referrals.actions import ask_to_point_the_way, keep_set, order_paper
from referrals.models import FavouriteSet, Organisation, PaperOrder, Referrer

# What places tell professionals: place, sentence.
NOTES = [
    ("Theehuis Kamille", "Achteraan staat een tafel apart. Vraag naar Els, zij maakt graag tijd."),
    ("Bibliotheekcafé Ekkergem", "Voor de middag is het hier het rustigst. Binnen langs de zij-ingang, zonder trap."),
]
CALM = ["Theehuis Kamille", "Bibliotheekcafé Ekkergem", "Boekhandel De Bladwijzer"]


def tell(key, chapter, people, today):
    """Safe to tell twice; what somebody changed meanwhile stays. `key` works out the key of a step from its words."""
    caw, _ = Organisation.objects.get_or_create(chapter=chapter, name="CAW van de demo", defaults={"approved_on": today})
    for user in people:
        Referrer.objects.get_or_create(organisation=caw, user=user)
    for place, words in NOTES:
        Merchant.objects.filter(chapter=chapter, name=place, note_for_referrers="").update(note_for_referrers=words)
    if not caw.favourite_sets.exists():
        places = dict(Merchant.objects.filter(chapter=chapter, name__in=CALM).values_list("name", "pk"))
        keep_set(organisation=caw, need=FavouriteSet.Need.CALM, neighbourhood=None, merchants=[places[name] for name in CALM])
    order_paper(key=key("order", "cards"), organisation=caw, what=PaperOrder.What.ASK_CARDS, number=80, language="fr")
    ask_to_point_the_way(
        template="door_organisation",
        key=key("organisation", "waiting"),
        chapter=chapter,
        organisation="Inloophuis van de demo",
        contact_name="Mieke",
        contact_email="mieke@demo.example",
        contact_phone="",
        message="We ontvangen elke voormiddag mensen aan onze tafel, en wijzen hen graag de weg.",
    )
