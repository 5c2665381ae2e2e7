"""Six ways of doing something together that the network ships. A city begins an activity from one, or makes it its own first.

They stand here and not in the tables, as the sets of questions do: a better text of a later version reaches every city.
"""

from dataclasses import dataclass

LANGUAGES = ["nl", "fr", "en"]


@dataclass(frozen=True)
class Ready:
    """A ready format; `content` is as `ActivityFormat.content`."""

    kind: str
    minutes: int
    title: dict
    about: dict
    needs: dict
    steps: dict

    @property
    def content(self):
        return {name: getattr(self, name) for name in ("kind", "minutes", "title", "about", "needs", "steps")}


def _ready(kind, minutes, title, about, needs, *steps):
    said = [dict(zip(LANGUAGES, words, strict=True)) for words in (title, about, needs)]
    lines = {language: [step[place] for step in steps] for place, language in enumerate(LANGUAGES)}
    return Ready(kind, minutes, *said, lines)


FORMATS = {
    "samen-soep": _ready(
        "meal", 120,
        ["Samen soep", "Soupe ensemble", "Soup together"],
        ["Een grote pot soep, voor wie aanschuift. Breng niets mee, behalve zin.",
         "Une grande marmite de soupe pour qui se met à table. N’apportez rien, sauf l’envie.",
         "A large pot of soup for whoever sits down. Bring nothing but appetite."],
        ["Een keuken, een lange tafel, soep voor twintig, twee gastvrouwen of gastheren.",
         "Une cuisine, une longue table, de la soupe pour vingt, deux personnes qui accueillent.",
         "A kitchen, a long table, soup for twenty, two people who welcome."],
        ["Spreek een rustig uur af met de plek.", "Convenez d’une heure calme avec le lieu.", "Agree on a calm hour with the place."],
        ["Vraag de plek of er een rondje mag wachten.", "Demandez si une tournée peut attendre.", "Ask the place whether a round may wait."],
        ["Eén iemand staat aan de deur en zegt goeiedag.", "Quelqu’un se tient à la porte et dit bonjour.", "One person stands at the door and says hello."],
        ["Wie wil, helpt roeren of afruimen.", "Qui veut aide à touiller ou à débarrasser.", "Whoever likes helps to stir or to clear."],
        ["Tel achteraf de stoelen, en bedank de plek.", "Comptez ensuite les chaises, et remerciez le lieu.", "Count the chairs afterwards, and thank the place."],
    ),
    "wandeling": _ready(
        "walk", 120,
        ["Wandeling langs warme plekken", "Promenade des lieux chaleureux", "A walk past warm places"],
        ["We gaan bij vier plekken binnen. Samen is de eerste keer gemakkelijker.",
         "Nous entrons dans quatre lieux. Ensemble, la première fois est plus facile.",
         "We step in at four places. Together the first time is easier."],
        ["Vier plekken op wandelafstand, een route zonder trappen, twee maatjes.",
         "Quatre lieux à distance de marche, un trajet sans escaliers, deux pair·es.",
         "Four places within walking distance, a way without stairs, two peers."],
        ["Stap de route eerst zelf, en drink overal iets.", "Faites d’abord le trajet, et buvez un verre partout.", "Walk the way yourself first, and drink something everywhere."],
        ["Vraag elke plek wanneer het er rustig is.", "Demandez à chaque lieu quand il est calme.", "Ask each place when it is calm."],
        ["Laat de handelaar zelf vertellen wat gratis is.", "Laissez le commerçant dire ce qui est gratuit.", "Let the merchant tell what is free."],
        ["Stap aan het tempo van wie het traagst stapt.", "Marchez au rythme de la personne la plus lente.", "Walk at the pace of whoever is slowest."],
        ["Eindig waar je kan blijven zitten.", "Terminez là où l’on peut rester assis.", "End where one can stay and sit."],
    ),
    "binnenkijken": _ready(
        "shop", 60,
        ["Binnenkijken bij een handelaar", "Dans les coulisses d’un commerce", "A look behind the counter"],
        ["De handelaar toont hoe het werkt. Vragen mag, kopen hoeft niet.",
         "Le commerçant montre comment il travaille. Questions bienvenues, aucun achat demandé.",
         "The merchant shows how it works. Questions are welcome, and nobody has to buy."],
        ["Een handelaar die graag vertelt, plaats voor acht mensen.",
         "Un commerçant qui aime raconter, de la place pour huit personnes.",
         "A merchant who likes to tell, and room for eight people."],
        ["Kies een uur waarop de zaak bijna leeg is.", "Choisissez une heure où il y a peu de monde.", "Choose an hour when the shop is nearly empty."],
        ["Spreek af wat mensen mogen aanraken of proeven.", "Convenez de ce que l’on peut toucher ou goûter.", "Agree what people may touch or taste."],
        ["Toon waar toilet, water en stopcontact zijn.", "Montrez les toilettes, l’eau et la prise.", "Show where the toilet, the water and the socket are."],
        ["Vraag achteraf wat de handelaar ervan vond.", "Demandez ensuite son avis au commerçant.", "Ask the merchant afterwards how it was."],
    ),
    "vragen-aan-een-toog": _ready(
        "training", 90,
        ["Hoe vraag je iets aan een toog?", "Comment demander au comptoir ?", "How do you ask at a counter?"],
        ["Handelaars en bezoekers oefenen samen. We wisselen van kant, en lachen veel.",
         "Commerçants et visiteurs s’exercent ensemble. On change de côté, et on rit beaucoup.",
         "Merchants and visitors practise together. We swap sides, and laugh a lot."],
        ["Een echte toog, vraagkaartjes, drie handelaars.",
         "Un vrai comptoir, des cartes-demandes, trois commerçants.",
         "A real counter, ask cards, three merchants."],
        ["Begin met koffie, zonder voorstelronde.", "Commencez par un café, sans tour de table.", "Begin with coffee, without introductions."],
        ["Speel drie korte scènes: druk, rustig, andere taal.", "Jouez trois scènes : du monde, le calme, une autre langue.", "Play three short scenes: busy, calm, another language."],
        ["Wissel van kant van de toog.", "Changez de côté du comptoir.", "Swap sides of the counter."],
        ["Schrijf op welke zin het best klonk.", "Notez la phrase qui sonnait le mieux.", "Write down which sentence sounded best."],
    ),
    "gewoon-luisteren": _ready(
        "circle", 90,
        ["Koffie, en gewoon luisteren", "Un café, et on s’écoute", "Coffee, and just listening"],
        ["Een tafel apart. Vertellen mag, zwijgen ook.",
         "Une table à part. On peut parler, ou se taire.",
         "A table apart. One may tell, or say nothing."],
        ["Een rustige hoek, hoogstens acht stoelen, een maatje dat het gesprek draagt.",
         "Un coin calme, huit chaises au plus, un·e pair·e qui porte la conversation.",
         "A quiet corner, eight chairs at most, a peer who carries the talk."],
        ["Zeg vooraf wat blijft waar het gezegd is.", "Dites d’abord que tout reste ici.", "Say first that what is said stays here."],
        ["Stel één vraag, en laat stiltes toe.", "Posez une seule question, et laissez les silences.", "Ask one question, and let silence be."],
        ["Schrijf geen namen op.", "N’écrivez aucun nom.", "Write down no names."],
        ["Zet wat moeilijk is daarna op het drempelbord.", "Mettez ensuite les freins au tableau.", "Put what is hard on the board of thresholds afterwards."],
    ),
    "bedankavond": _ready(
        "thanks", 180,
        ["Bedankavond", "Soirée de remerciement", "Thank-you evening"],
        ["Voor iedereen die kwam, kookte, luisterde of een deur openzette.",
         "Pour toutes celles et ceux qui sont venus, ont cuisiné, écouté ou ouvert une porte.",
         "For everybody who came, cooked, listened or opened a door."],
        ["Een zaal, muziek, kaartjes om te bedanken, iets om te delen.",
         "Une salle, de la musique, des cartes de remerciement, quelque chose à partager.",
         "A room, music, cards to say thank you, something to share."],
        ["Nodig handelaars, bezoekers en het team samen uit.", "Invitez ensemble commerçants, visiteurs et équipe.", "Invite merchants, visitors and the team together."],
        ["Vertel wat veranderde: welke drempels lichter werden.", "Racontez ce qui a changé : quels freins sont levés.", "Tell what changed: which thresholds became easier."],
        ["Geen prijzen, geen rangorde: iedereen krijgt een kaartje.", "Pas de prix, pas de classement : une carte pour chacun.", "No prizes, no ranking: everybody gets a card."],
        ["Sluit af met muziek.", "Terminez en musique.", "End with music."],
    ),
}  # fmt: skip
