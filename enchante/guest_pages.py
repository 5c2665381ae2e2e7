"""What guests read, in many more languages than the rest of the site; and where the words of these pages stand.

In a language that has only these pages, any other address leads to the same page in English (`enchante/language.py`), so that nobody
meets half a page. A test asks for every page here in every state and misses no word.
"""

# By the names of their addresses; what is not found, and what went wrong, is in the guest's language as well.
PAGES = {
    "referrals:home",
    "referrals:places",
    "referrals:places-open-now",
    "referrals:places-geojson",
    "referrals:map-features",
    "referrals:neighbourhoods-geojson",
    "referrals:shortlist",
    "referrals:how-it-works",
    "referrals:ask-cards",
    "referrals:help",
    "referrals:other-help",
    "referrals:widget",
    "merchants:merchant-detail",
    "merchants:chapter-detail",
    "merchants:privacy",
    "vouchers:board-print",
    "encounters:round-answer",
    "encounters:round-thanks",
    "encounters:round-paper",
    "offline",
}

# Files all of whose words they say, folder by folder.
_SOURCES = {
    "enchante": "components.py kept.py",
    "encounters": "agenda.py views/rounds.py",
    "merchants": "catalogue.py free_text.py where.py templatetags/places.py",
    "merchants/hours": "breaks.py dates.py groups.py moments.py sentences.py slips.py tables.py telling.py typed_dates.py",
    "referrals": "ask_cards.py catalogue.py filters.py found.py reading.py sending.py shortlists.py sketches.py wishes.py views/finding.py",
    "referrals/other_help": "on_the_map.py",
    "vouchers": "catalogue.py",
    "templates": "400.html 403.html 403_csrf.html 404.html 405.html 413.html 429.html 500.html 503.html base.html bare.html offline.html",
    "templates/components": (
        "board.html breadcrumbs.html came_from.html error_doors.html keep.html kept.html languages.html pager.html site_footer.html "
        "site_header.html"
    ),
    "templates/encounters": (
        "activity_row.html coming.html coming_at.html listening.html round_answer.html round_found.html round_languages.html "
        "round_over.html round_paper.html round_question.html round_thanks.html stories_of.html together_at.html together_in.html"
    ),
    "templates/figures": "city_figures.html",
    "templates/merchants": (
        "chapter_detail.html chapter_head.html chapter_neighbourhoods.html chapter_places.html chapter_team.html chapter_weather.html "
        "day_hours.html form_errors.html merchant_asking.html merchant_closed.html merchant_detail.html merchant_facts.html "
        "merchant_head.html merchant_hours.html merchant_news.html merchant_services.html merchant_way.html week.html"
    ),
    "templates/pages": "kept.html privacy.html",
    "templates/referrals": (
        "ask_cards.html ask_cards_form.html help.html help_beside.html help_cities.html help_facts.html home.html how_it_works.html "
        "offer.html open_nearby.html other_help.html other_help_in.html other_help_item.html "
        "place_item.html places.html places_filters.html places_form.html places_list.html places_map.html "
        "places_none.html places_notes.html places_summary.html shortlist.html shortlist_head.html shortlist_item.html "
        "shortlist_questions.html shortlist_tools.html sketch.html start_form.html way.html where_field.html city_drawing.html widget.html"
    ),
    "templates/texts": "reach_us.txt welcome.txt",
    "templates/vouchers": "board.html board_print.html city_board.html paper_code.html paper_kinds.html paper_slips.html paper_tools.html",
}
SOURCES = {f"{folder}/{name}" for folder, names in _SOURCES.items() for name in names.split()}

# Words they say from files that mostly speak of other things.
SINGLE_WORDS = {
    line.strip()
    for line in """
    Berber languages
    Leave this empty
    Something was filled in that should stay empty. We emptied it: please send once more.
    Say how near, as zoom= and a number from 0 to %(last)d; “%(text)s” is none.
    We do not know “%(text)s” (any more).
    This can only be read.
    The board of %(place)s
    At most 300 characters fit here; these are %(show_value)d. Make it shorter, please.
    Tick at least one thing, or write a few words.
    The door of %(place)s
    something is planned
    training
    walk past warm places
    visit to a shop
    peer circle
    meal
    thank-you gathering
    it is quiet there
    January to June %(year)s
    July to December %(year)s
    café
    restaurant
    snack bar
    bakery
    shop
    hairdresser
    pharmacy
    library
    culture house
    organisation
    partner house
    place
    possible with a wheelchair, with some help
    not possible with a wheelchair
    we do not know yet
    quiet hours
    warm in winter
    cool in summer
    public toilet
    drinking fountain
    local service centre
    free to use
    you pay here
    """.strip().splitlines()
}


def is_word_of(message):
    """Whether one of these pages says this message, as it was gathered with the files it stands in."""
    english = message.id[0] if message.pluralizable else message.id
    return english in SINGLE_WORDS and not message.context or any(file in SOURCES for file, _line in message.locations)


def is_one(match):
    """Whether this is a page for guests; an address that leads nowhere, without a match, answers with one."""
    return match is None or match.view_name in PAGES
