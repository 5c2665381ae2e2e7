"""The learning cards every installation starts with. Rows, not code: HQ keeps them, and each city may make them its own.

They look from the side of the door: what a place or a professional can do. Never what is wrong with anybody, nor who may have something.
"""

from .models import LearningCard

LANGUAGES = ["nl", "fr", "en"]
PLACES, PROFESSIONALS, BOTH = LearningCard.Audience.MERCHANTS, LearningCard.Audience.PROFESSIONALS, LearningCard.Audience.EVERYBODY

# address, for whom, pictogram, and in Dutch, French and English: title, situation, then each choice with what others found.
SHOES = [
    ("voor-het-raam", PLACES, "door-open",
        ("Voor het raam", "Stel: jij staat buiten en kijkt naar binnen. Iedereen zit al en lijkt elkaar te kennen. Je wil graag even opwarmen. Je weet niet hoe je dat vraagt. Wat zou jou helpen?",
            ("Iemand binnen kijkt op en knikt.", "Een knik volstaat vaak. Wie hem kreeg, stapte binnen en vroeg de rest zelf."),
            ("Aan de deur hangt een teken: kom gerust binnen.", "Het helpt als het op ooghoogte hangt, met een tekening erbij. Van buiten lezen is makkelijker dan vragen."),
            ("Iemand komt meteen naar de deur.", "De ene vindt dat fijn, de andere wat snel. Een rustig ‘dag’ van bij de toog laat de keuze.")),
        ("Devant la vitrine", "Imaginez : vous êtes dehors et vous regardez à l’intérieur. Tout le monde est assis et semble se connaître. Vous voudriez vous réchauffer un peu. Vous ne savez pas comment le demander. Qu’est-ce qui vous aiderait ?",
            ("Quelqu’un lève les yeux et fait un signe de tête.", "Un signe suffit souvent. La personne entre, et demande le reste elle-même."),
            ("Un signe sur la porte dit : entrez donc.", "Cela aide à hauteur des yeux, avec un dessin. Lire de dehors est plus facile que demander."),
            ("Quelqu’un vient tout de suite à la porte.", "L’un aime cela, l’autre trouve cela rapide. Un « bonjour » calme depuis le comptoir laisse le choix.")),
        ("In front of the window", "Imagine: you stand outside and look in. Everybody is seated and seems to know each other. You would like to warm up for a while. You do not know how to ask. What would help you?",
            ("Somebody inside looks up and nods.", "A nod is often enough. Whoever got one came in, and asked the rest by themselves."),
            ("A sign on the door says: do come in.", "It helps at the height of the eyes, with a drawing. Reading from outside is easier than asking."),
            ("Somebody comes to the door at once.", "One person likes that, another finds it quick. A calm “hello” from the counter leaves the choice."))),
    ("het-bord-hangt-vol", PLACES, "coffee",
        ("Het bord hangt vol", "Er hangen zes koffies op je bord. Al twee weken vraagt niemand ernaar. Toch zijn ze betaald om ervan te genieten. Wat doe je?",
            ("Je hangt het bord waar je het van buiten ziet.", "Zo weet iemand het al voor de eerste stap. Binnen hoeft er dan niets uitgelegd te worden."),
            ("Je zegt het gewoon mee: ‘En er hangt ook nog koffie op het bord.’", "Zeg het tegen iedereen, dan voelt niemand zich aangewezen. Vaste klanten vertellen het verder."),
            ("Je laat je stad weten dat er veel hangt.", "Soms kent het team een huis in de buurt dat er graag mee langskomt. Doorsturen kan ook.")),
        ("Le tableau est plein", "Six cafés attendent à votre tableau. Depuis deux semaines, personne ne les demande. Ils sont pourtant payés pour faire plaisir. Que faites-vous ?",
            ("Vous accrochez le tableau là où on le voit de dehors.", "On le sait ainsi avant le premier pas. À l’intérieur, il n’y a plus rien à expliquer."),
            ("Vous le dites en passant : « Il y a aussi du café au tableau. »", "Dites-le à tout le monde, et personne ne se sent désigné. Les habitués en parlent autour d’eux."),
            ("Vous dites à votre ville qu’il attend beaucoup.", "L’équipe connaît parfois une maison du quartier qui passe volontiers. Envoyer ailleurs est possible aussi.")),
        ("The board is full", "Six coffees hang on your board. For two weeks nobody asked for one. Yet they were paid to be enjoyed. What do you do?",
            ("You hang the board where one sees it from outside.", "So people know before the first step. Inside, nothing needs explaining any more."),
            ("You just say it: “And there is coffee on the board too.”", "Say it to everybody, then nobody feels picked out. Regulars pass it on."),
            ("You let your city know that much is waiting.", "The team sometimes knows a house nearby that likes to come along. Sending it on is possible too."))),
    ("alweer", PLACES, "message-circle",
        ("Alweer?", "Elke ochtend neemt iemand een koffie van het bord. Een klant aan de toog vraagt zacht: ‘Alweer?’ De twee kunnen elkaar horen. Wat doe je?",
            ("Je zegt: ‘Het bord hangt er voor iedereen, ook voor jou.’", "De meeste mensen knikken dan. Sommigen hangen er zelf een koffie bij."),
            ("Je zegt goedemorgen tegen allebei, en schenkt.", "Wat gewoon gebeurt, wordt vanzelf gewoon. Na een week vraagt niemand het nog."),
            ("Je vertelt de klant later hoe het bord werkt.", "In alle rust lukt dat het best, met z’n tweeën. Nieuwsgierig is vaak niet hetzelfde als boos.")),
        ("Encore ?", "Chaque matin, quelqu’un prend un café du tableau. Un client au comptoir demande tout bas : « Encore ? » Les deux peuvent s’entendre. Que faites-vous ?",
            ("Vous dites : « Le tableau est là pour tout le monde, pour vous aussi. »", "La plupart des gens acquiescent. Certains ajoutent eux-mêmes un café."),
            ("Vous dites bonjour aux deux, et vous servez.", "Ce qui se fait simplement devient simple. Après une semaine, plus personne ne demande."),
            ("Vous expliquez plus tard au client comment marche le tableau.", "Au calme, à deux, cela va le mieux. Être curieux n’est souvent pas être fâché.")),
        ("Again?", "Every morning somebody takes a coffee from the board. A customer at the counter asks softly: “Again?” The two can hear each other. What do you do?",
            ("You say: “The board is there for everybody, for you too.”", "Most people nod then. Some put a coffee on it themselves."),
            ("You say good morning to both, and pour.", "What is simply done becomes simple. After a week nobody asks any more."),
            ("You tell the customer later how the board works.", "In peace, with the two of you, that goes best. Curious is often not the same as cross."))),
    ("de-eerste-keer", PROFESSIONALS, "footprints",
        ("De eerste keer", "Iemand wil wel eens naar een plek, maar gaat liever niet alleen. Je hebt zelf een kwartier. Wat doe je?",
            ("Je gaat mee, en drinkt zelf ook een koffie.", "Samen aan een tafel is geen hulp meer, maar gezelschap. De tweede keer gaat vaak vanzelf."),
            ("Je kijkt samen naar de foto van de deur.", "Wie de deur al kent, herkent ze op straat. Kijk ook even wanneer het rustig is."),
            ("Je vraagt een maatje van de stad.", "Iemand die zelf ooit voor het eerst ging, weet wat te zeggen. En wat niet.")),
        ("La première fois", "Quelqu’un voudrait bien aller dans un lieu, mais pas tout seul. Vous avez un quart d’heure. Que faites-vous ?",
            ("Vous y allez ensemble, et vous prenez aussi un café.", "Ensemble à une table, ce n’est plus de l’aide, c’est de la compagnie. La deuxième fois va souvent toute seule."),
            ("Vous regardez ensemble la photo de la porte.", "Une porte déjà vue se reconnaît dans la rue. Regardez aussi quand c’est calme."),
            ("Vous demandez un ou une pair·e de la ville.", "Qui a vécu sa première fois sait quoi dire. Et quoi ne pas dire.")),
        ("The first time", "Somebody would like to go to a place, but rather not alone. You have a quarter of an hour. What do you do?",
            ("You go along, and have a coffee too.", "Together at a table it is no help any more, but company. The second time often goes by itself."),
            ("You look at the picture of the door together.", "A door one knows is recognised in the street. Also look when it is quiet there."),
            ("You ask a peer of the city.", "Whoever once went for a first time knows what to say. And what not."))),
    ("aan-de-andere-kant", PROFESSIONALS, "armchair",
        ("Aan de andere kant van de balie", "Stel: jij komt voor het eerst bij een dienst. Je krijgt een nummer en een formulier. Eigenlijk wou je alleen even zitten en iets vragen. Wat zou het zachter maken?",
            ("Iemand zegt eerst dag, en dan pas de rest.", "Tien seconden, meer is het niet. Wie begroet is, vertelt rustiger."),
            ("Het formulier mag straks, of samen.", "Schrijven met iemand naast je is anders dan schrijven aan een loket. Veel vragen bleken niet nodig."),
            ("Er staat water en er is een stoel bij het raam.", "Even niets moeten helpt. Sommige diensten keken het af van een café.")),
        ("De l’autre côté du guichet", "Imaginez : vous venez pour la première fois à un service. Vous recevez un numéro et un formulaire. Vous vouliez juste vous asseoir et poser une question. Qu’est-ce qui serait plus doux ?",
            ("Quelqu’un dit d’abord bonjour, puis le reste.", "Dix secondes, pas plus. Qui est salué raconte plus calmement."),
            ("Le formulaire peut attendre, ou se remplir à deux.", "Écrire avec quelqu’un à côté n’est pas écrire à un guichet. Beaucoup de questions étaient inutiles."),
            ("Il y a de l’eau et une chaise près de la fenêtre.", "Ne rien devoir faire un instant aide. Des services ont pris l’idée dans un café.")),
        ("On the other side of the desk", "Imagine: you come to a service for the first time. You get a number and a form. All you wanted was to sit down and ask something. What would make it softer?",
            ("Somebody says hello first, and then the rest.", "Ten seconds, no more. Whoever is greeted tells things more calmly."),
            ("The form may wait, or be filled in together.", "Writing with somebody beside you is not writing at a desk. Many questions turned out not to be needed."),
            ("There is water, and a chair by the window.", "Having to do nothing for a while helps. Some services took it from a café."))),
    ("altijd-dezelfde-plek", PROFESSIONALS, "map-pin",
        ("Altijd dezelfde plek", "Je kent één plek goed, en die wijs je altijd aan. De handelaar zegt vriendelijk: ‘Het wordt wel druk bij ons.’ Wat doe je?",
            ("Je maakt een lijstje van drie plekken.", "Kiezen is prettiger dan gestuurd worden. En zo kom je zelf ook op nieuwe ideeën."),
            ("Je drinkt zelf eens koffie op een andere plek.", "Vertellen over een plek gaat beter als je er gezeten hebt. Je weet dan ook wie er achter de toog staat."),
            ("Je vraagt wat voor plek iemand graag heeft.", "Rustig, dichtbij, met muziek, in een andere taal: vaak is het een heel andere plek dan je dacht.")),
        ("Toujours le même lieu", "Vous connaissez bien un lieu, et vous indiquez toujours celui-là. La personne du comptoir dit gentiment : « Il y a du monde chez nous, maintenant. » Que faites-vous ?",
            ("Vous faites une liste de trois lieux.", "Choisir est plus agréable qu’être envoyé. Et vous trouvez aussi de nouvelles idées."),
            ("Vous allez prendre un café dans un autre lieu.", "On parle mieux d’un lieu où l’on s’est assis. On sait alors aussi qui est au comptoir."),
            ("Vous demandez quel genre de lieu plairait.", "Calme, tout près, avec de la musique, dans une autre langue : c’est souvent un autre lieu que prévu.")),
        ("Always the same place", "You know one place well, and you always point to it. Its owner says kindly: “It is getting busy here.” What do you do?",
            ("You make a list of three places.", "Choosing is nicer than being sent. And you get new ideas yourself too."),
            ("You have a coffee at another place yourself.", "Telling about a place goes better when you sat there. Then you also know who stands at the counter."),
            ("You ask what kind of place somebody likes.", "Quiet, near, with music, in another language: often it is quite another place than you thought."))),
]  # fmt: skip

# address, for whom, pictogram, and in Dutch, French and English: title, situation, then the sentences.
TALK = [
    ("het-is-druk", PLACES, "clock",
        ("Het is druk", "De zaak zit vol, en er komt iemand binnen voor het bord of voor een stoel. Je hebt geen twee handen te veel. Eén zin is dan genoeg.",
            "Dag! Ik zie je. Ik kom zo bij je.", "Het is even druk. Neem gerust al een strookje van het bord.", "Binnen een half uur is het hier rustiger. Kom je dan terug? De koffie blijft hangen.", "Daar is nog een plekje, schuif gerust aan."),
        ("Il y a du monde", "La salle est pleine, et quelqu’un entre pour le tableau ou pour une chaise. Vous n’avez pas deux mains de trop. Une phrase suffit.",
            "Bonjour ! Je vous ai vu. J’arrive.", "Il y a du monde. Prenez déjà un billet au tableau.", "Dans une demi-heure, ce sera plus calme. Vous revenez ? Le café vous attend.", "Il reste une place là-bas, installez-vous."),
        ("It is busy", "The place is full, and somebody comes in for the board or for a chair. You have no hand to spare. One sentence is enough.",
            "Hello! I see you. I will be with you soon.", "It is busy just now. Do take a slip from the board already.", "In half an hour it is calmer here. Will you come back? The coffee stays.", "There is a spot over there, do join in.")),
    ("iemand-vraagt-geld", BOTH, "wallet",
        ("Iemand vraagt geld", "Iemand vraagt je om geld, en jij geeft het liever niet. Nee zeggen mag. Met iets erbij blijft het warm.",
            "Geld geef ik niet. Er hangt wel koffie op het bord, heb je zin?", "Daar kan ik je niet mee helpen. Ga gerust even zitten.", "Vraag dat liever niet aan de toog. Water en een stoel zijn er voor iedereen.", "Wil je weten wie kan meedenken? Ik heb een lijstje met nummers."),
        ("Quelqu’un demande de l’argent", "On vous demande de l’argent, et vous préférez ne pas en donner. Dire non est permis. Avec autre chose, cela reste chaleureux.",
            "Je ne donne pas d’argent. Il y a du café au tableau, cela vous dit ?", "Là, je ne peux pas vous aider. Asseyez-vous un peu si vous voulez.", "Ne le demandez pas au comptoir, s’il vous plaît. L’eau et une chaise sont là pour tous.", "Voulez-vous savoir qui peut réfléchir avec vous ? J’ai une liste de numéros."),
        ("Somebody asks for money", "Somebody asks you for money, and you would rather not give it. Saying no is fine. With something beside it, it stays warm.",
            "I do not give money. But there is coffee on the board, would you like one?", "I cannot help you with that. Do sit down for a while.", "Please do not ask that at the counter. Water and a chair are there for everybody.", "Would you like to know who can think along? I have a list of numbers.")),
    ("niet-zeker", PLACES, "users",
        ("Het team is niet zeker", "Een nieuwe collega weet niet goed wat mag. Mag iemand zonder iets te kopen zitten? Wat zeg je bij het bord? Spreek het samen af, voor het nodig is.",
            "Binnenkomen mag altijd. Je hoeft niets te vragen.", "Wie iets van het bord wil, krijgt het. Wij vragen niet waarom.", "Twijfel je? Geef het gewoon, en vertel het mij daarna.", "Gaat iets je te ver? Roep mij, je staat er niet alleen voor."),
        ("L’équipe hésite", "Une nouvelle collègue ne sait pas bien ce qui est permis. Peut-on s’asseoir sans rien acheter ? Que dire du tableau ? Convenez-en ensemble, avant d’en avoir besoin.",
            "Entrer est toujours permis. Tu ne dois rien demander.", "Qui veut quelque chose du tableau le reçoit. Nous ne demandons pas pourquoi.", "Tu hésites ? Donne, et raconte-le-moi après.", "C’est trop pour toi ? Appelle-moi, tu n’es pas seul·e."),
        ("The staff is unsure", "A new colleague does not quite know what is fine. May somebody sit without buying? What do you say about the board? Agree on it together, before it is needed.",
            "Coming in is always fine. You need not ask anything.", "Whoever wants something from the board gets it. We do not ask why.", "Not sure? Just give it, and tell me afterwards.", "Is it too much for you? Call me, you are not alone in this.")),
    ("iemand-blijft-lang", PLACES, "armchair",
        ("Iemand blijft lang", "Iemand zit al een hele tijd, en jij hebt de tafel nodig of je sluit bijna. Zeg het op tijd, en zoals je het tegen iedereen zegt.",
            "Over een half uur sluiten we. Wil je nog iets warms?", "Straks komt hier een groep. Aan het raam zit je ook goed.", "Fijn dat je er was. Morgen zijn we open vanaf negen uur.", "Zoek je nog een plek voor vanavond? Ik kijk even mee wat open is."),
        ("Quelqu’un reste longtemps", "Quelqu’un est assis depuis un bon moment, et vous avez besoin de la table ou vous fermez bientôt. Dites-le à temps, comme à tout le monde.",
            "Nous fermons dans une demi-heure. Encore quelque chose de chaud ?", "Un groupe arrive bientôt ici. Près de la fenêtre, on est bien aussi.", "C’était bien de vous voir. Demain, nous ouvrons à neuf heures.", "Vous cherchez un lieu pour ce soir ? Je regarde avec vous ce qui est ouvert."),
        ("Somebody stays long", "Somebody has been sitting for quite a while, and you need the table or are about to close. Say it in time, the way you say it to everybody.",
            "We close in half an hour. Something warm before that?", "A group will come here soon. It is good by the window too.", "Nice that you were here. Tomorrow we open at nine.", "Looking for a place for tonight? Let us see together what is open.")),
    ("een-andere-taal", BOTH, "languages",
        ("Een andere taal", "Jullie spreken niet dezelfde taal. Korte woorden, een hand en een tekening komen ver. Luider praten hoeft niet.",
            "Welkom. Koffie? Water? Toilet? (Wijs het aan.)", "Kijk maar op het bord: wijs wat je graag hebt.", "Wacht, mijn collega spreekt een beetje Frans.", "Schrijf of teken het gerust. We hebben tijd."),
        ("Une autre langue", "Vous ne parlez pas la même langue. Des mots courts, une main et un dessin mènent loin. Inutile de parler plus fort.",
            "Bienvenue. Café ? Eau ? Toilettes ? (Montrez du doigt.)", "Regardez le tableau : montrez ce qui vous plaît.", "Attendez, ma collègue parle un peu néerlandais.", "Écrivez ou dessinez-le. Nous avons le temps."),
        ("Another language", "You do not speak the same language. Short words, a hand and a drawing go a long way. No need to speak louder.",
            "Welcome. Coffee? Water? Toilet? (Point at it.)", "Look at the board: point at what you would like.", "Wait, my colleague speaks a little French.", "Write or draw it if you like. We have time.")),
    ("iemand-is-overstuur", BOTH, "life-buoy",
        ("Iemand is overstuur", "Iemand huilt, roept of is boos. Blijf rustig, praat zacht en geef ruimte. Je hoeft niets op te lossen. Voel je je niet veilig, of is iemand in gevaar? Bel 112.",
            "Ik hoor je. Kom, we gaan even zitten waar het stil is.", "Wil je water? Ik blijf hier.", "Zo luid kan het hier niet. Even buiten op adem komen mag, en daarna kom je terug.", "Zal ik iemand bellen die jij kent?"),
        ("Quelqu’un est bouleversé", "Quelqu’un pleure, crie ou se fâche. Restez calme, parlez doucement et laissez de l’espace. Vous ne devez rien résoudre. Vous ne vous sentez pas en sécurité, ou quelqu’un est en danger ? Appelez le 112.",
            "Je vous entends. Venez, asseyons-nous là où c’est calme.", "Voulez-vous de l’eau ? Je reste ici.", "Si fort, ce n’est pas possible ici. Prenez l’air un moment, puis revenez.", "Voulez-vous que j’appelle quelqu’un que vous connaissez ?"),
        ("Somebody is upset", "Somebody cries, shouts or is angry. Stay calm, speak softly and give room. You need not solve anything. Do you not feel safe, or is somebody in danger? Call 112.",
            "I hear you. Come, let us sit where it is quiet.", "Would you like some water? I will stay here.", "It cannot be this loud here. Take a breath outside, and come back after.", "Shall I call somebody you know?")),
]  # fmt: skip


def load_cards():
    """Give the network its first cards; where it has any they stay as they are. Returns how many were added."""
    if LearningCard.objects.of_the_network().exists():
        return 0
    cards = [
        LearningCard(slug=slug, kind=kind, audience=audience, icon=icon, state=LearningCard.State.SHOWN, words=_by_language(said))
        for kind, rows in [(LearningCard.Kind.SHOES, SHOES), (LearningCard.Kind.TALK, TALK)]
        for slug, audience, icon, *said in rows
    ]
    return len(LearningCard.objects.bulk_create(cards))


def _by_language(said):
    return {
        language: {"title": title, "situation": situation, "parts": [_part(part) for part in parts]}
        for language, (title, situation, *parts) in zip(LANGUAGES, said, strict=True)
    }


def _part(part):
    say, found = (part, "") if isinstance(part, str) else part
    return {"say": say, "found": found}
