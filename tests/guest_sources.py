"""Where the words stand that guests read: whole files, folder by folder."""

_FOLDERS = {
    "enchante": "components.py",
    "encounters": "agenda.py views/rounds.py",
    "merchants": "catalogue.py free_text.py where.py templatetags/places.py",
    "merchants/hours": "breaks.py dates.py groups.py moments.py sentences.py slips.py tables.py telling.py typed_dates.py",
    "referrals": "ask_cards.py catalogue.py filters.py found.py reading.py sending.py shortlists.py sketches.py wishes.py views/finding.py",
    "vouchers": "catalogue.py",
    "templates": "400.html 403.html 403_csrf.html 404.html 405.html 429.html 500.html base.html bare.html offline.html",
    "templates/components": "board.html breadcrumbs.html error_doors.html keep.html kept.html pager.html site_footer.html site_header.html",
    "templates/encounters": """activity_row.html coming.html coming_at.html listening.html round_answer.html round_found.html
        round_languages.html round_over.html round_paper.html round_question.html round_thanks.html stories_of.html together_at.html
        together_in.html""",
    "templates/figures": "city_figures.html",
    "templates/merchants": """chapter_detail.html chapter_head.html chapter_neighbourhoods.html chapter_places.html chapter_team.html
        chapter_weather.html day_hours.html form_errors.html merchant_asking.html merchant_closed.html merchant_detail.html
        merchant_facts.html merchant_head.html merchant_hours.html merchant_news.html merchant_services.html merchant_way.html week.html""",
    "templates/pages": "accessibility.html privacy.html",
    "templates/referrals": """ask_cards.html ask_cards_form.html help.html help_beside.html help_cities.html help_facts.html home.html
        how_it_works.html offer.html open_nearby.html place_item.html places.html places_filters.html places_form.html places_list.html
        places_map.html places_none.html places_notes.html places_summary.html shortlist.html shortlist_head.html shortlist_item.html
        shortlist_questions.html shortlist_tools.html sketch.html start_form.html way.html where_field.html""",
    "templates/texts": "reach_us.txt welcome.txt",
    "templates/vouchers": "board.html board_print.html city_board.html paper_code.html paper_kinds.html paper_slips.html paper_tools.html",
}
SOURCES = {f"{folder}/{name}" for folder, names in _FOLDERS.items() for name in names.split()}
