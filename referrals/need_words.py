"""The words people use for what one can ask for, in Dutch, French and English. A table to add to when somebody was not understood.

What the network itself calls its services and treats is understood besides; endings of several and of small ones need not stand here.
"""

from .wishes import ANYTHING, NOW, YES

WORDS = {
    ("dienst", "water"): """
        water, glas water, drinkwater, kraantjeswater, dorst, fles vullen, drinkfles vullen
        eau, verre d eau, soif, remplir une gourde, gourde
        water, glass of water, thirst, thirsty, drinking water""",
    ("dienst", "toilet"): """
        toilet, wc, plassen, plasje, pipi, sanitair, behoefte
        toilettes, besoins, faire pipi
        restroom, bathroom, loo, pee""",
    ("dienst", "opladen"): """
        opladen, gsm, gsm opladen, telefoon, telefoon opladen, smartphone, batterij, lader, oplader, stopcontact, stroom
        recharger, charger, recharge, portable, téléphone, batterie, chargeur, prise
        charge, charging, charger, phone, mobile, battery, socket, plug, power""",
    ("dienst", "wifi"): """
        wifi, wi fi, internet, online
        en ligne, connexion""",
    ("dienst", "zitten"): """
        zitten, stoel, zetel, uitrusten, rusten, zitplaats, rustplek, even rusten
        asseoir, s asseoir, m asseoir, chaise, reposer, se reposer, se poser
        sit, sit down, seat, chair, rest, a rest""",
    ("dienst", "opwarmen"): """
        opwarmen, warm, warmte, warme plek, warme plaats, kou, koud, verkleumd
        réchauffer, se réchauffer, chaleur, au chaud, froid
        warm up, warmth, cold, freezing""",
    ("dienst", "babbel"): """
        babbel, babbelen, praten, praatje, gesprek, gezelschap, luisterend oor
        causette, bavarder, parler, discuter, compagnie
        chat, talk, company, conversation""",
    ("dienst", "microgolf"): """
        microgolf, microgolfoven, magnetron, eten opwarmen, maaltijd opwarmen
        micro ondes, réchauffer un repas, réchauffer à manger, réchauffer un plat
        microwave, heat food, warm up food, heat a meal""",
    ("dienst", "babyvoeding"): """
        babyvoeding, flesje, papfles, fles opwarmen, flesje opwarmen, babyvoeding opwarmen
        biberon, chauffer un biberon, lait pour bébé
        baby food, baby bottle, bottle for baby, warm a bottle""",
    ("dienst", "verzorging"): """
        verversen, luier, pamper, baby, baby verzorgen, baby verversen, verzorgingstafel, verzorgingstafeltje
        bébé, couche, changer un bébé, table à langer
        nappy, diaper, change a baby, changing table""",
    ("dienst", "bagage"): """
        bagage, tas, rugzak, koffer, valies, tas bewaren
        sac, valise, bagages, sac à dos
        bag, luggage, suitcase, backpack""",
    ("dienst", "krant"): """
        krant, lezen, tijdschrift
        journal, lire, magazine
        newspaper, read""",
    ("dienst", "ehbo"): """
        ehbo, pleister, wonde, wondje, verband, eerste hulp, eerste zorg
        pansement, blessure, premiers soins, premiers secours
        plaster, bandage, first aid, wound""",
    ("dienst", "overschot"): """
        overschot, overschotjes, restjes, voedseloverschot
        invendus, restes
        leftovers, surplus""",
    ("dienst", "haar"): """
        haren, haar knippen, haren knippen
        cheveux, couper les cheveux
        hair, cut hair""",
    ("traktatie", "koffie"): """
        koffie, koffietje, tas koffie, kop koffie, warme koffie, uitgestelde koffie
        café, café suspendu, café en attente, tasse de café
        coffee, cup of coffee, hot coffee, suspended coffee""",
    ("traktatie", "drankje"): """
        drankje, drank, drinken, iets te drinken, thee, kop thee, tas thee, warme drank, frisdrank, limonade, fruitsap
        boisson, boire, quelque chose à boire, thé, jus, limonade, boisson chaude
        drink, something to drink, tea, cup of tea, juice, soda, hot drink""",
    ("traktatie", "soep"): """
        soep, kom soep, warme soep, soepje
        soupe, potage, bol de soupe
        soup, bowl of soup, hot soup""",
    ("traktatie", "maaltijd"): """
        maaltijd, eten, iets te eten, warm eten, warme maaltijd, middageten, middagmaal, avondeten, honger, lunch
        repas, repas chaud, manger, quelque chose à manger, faim, dîner, déjeuner
        meal, hot meal, food, something to eat, hungry, dinner, lunch""",
    ("traktatie", "frietjes"): """
        friet, frieten, frietjes, frituur, pak friet
        frites, paquet de frites
        fries, chips""",
    ("traktatie", "brood"): """
        brood, broodje, boterham
        pain, sandwich, tartine
        bread, loaf""",
    ("traktatie", "knipbeurt"): """
        knipbeurt, kapper, kapster, knippen
        coiffeur, coiffeuse, coupe de cheveux
        haircut, hairdresser, barber""",
    ("traktatie", "ticket"): """
        ticket, concert, museum, film, bioscoop, theater, voorstelling, cultuur
        musée, cinéma, théâtre, spectacle
        cinema, theatre, show, movie""",
    ("traktatie", "overnachting"): """
        overnachting, overnachten, nacht, vannacht, slapen, slaapplaats, bed, hotel
        nuitée, dormir, lit, hôtel
        sleep, night, overnight stay, somewhere to sleep""",
    ("traktatie", "cadeau"): """
        cadeau, cadeautje, geschenk, speelgoed
        petit cadeau, jouet
        present, gift, toy""",
    ("traktatie", ANYTHING): """
        traktatie, iets warms, iets lekkers, iets gratis, iets dat wacht, iets wat wacht
        quelque chose de chaud, quelque chose de bon, produit suspendu, quelque chose en attente
        treat, something warm, something hot, something nice, something waiting""",
    ("rolstoel", YES): """
        rolstoel, rolstoeltoegankelijk, met een rolstoel, rolwagen, scootmobiel
        fauteuil roulant, chaise roulante, pmr
        wheelchair, step free""",
    ("rustig", YES): """
        rustig, rustige plek, stil, kalm, prikkelarm
        calme, tranquille, endroit calme
        quiet, calm, quiet place""",
    ("open", NOW): """
        nu, nu open, open nu, meteen, direct
        maintenant, ouvert maintenant, tout de suite
        now, open now, right now""",
}  # fmt: skip

# Words between the words: they are passed over.
BETWEEN = """
    en of een de het iets wat ook voor met van om te aan mijn zijn haar hun ik we wij kan mag graag even ergens plek plaats waar
    zoek zoekt zoeken willen wil nodig heeft hebben gratis samen ze hij zij die dat er is naar open als dan et ou un une des le la
    les l d du à a au aux pour avec quelque chose où je il elle on peut besoin cherche chercher gratuit gratuitement buurt
    omgeving liefst endroit lieu quartier qui que est y ouvert si possible mon ma mes son sa ses and or an the some something for
    with to my his her their can may please place where looking need needs free somewhere i he she they that if
    iemand mensen klant cliënt bezoeker quelqu personne gens client cliente someone somebody people who
"""

# After these a place may be named.
NEAR = "in bij rond nabij naast à près dans autour near around at"
