"""Every column of every table: whose data it is, why we keep it, and how long. A test holds this against the database.

There is no line about a guest, because there is nothing about a guest. "nobody" means: says nothing about a person. `name_*` are the
columns of a name in each language.
What ends by itself is ended by `manage.py forget` (enchante/retention.py).
"""

from itertools import chain

from django.conf import settings

WHOSE = {
    *["nobody", "a place", "the contact of a place", "a person with a login", "a giver"],
    *["whoever gets a letter", "whoever sends a form", "whoever it is about"],
}
# The only columns that know a minute. Hand-outs, counts and the links to counters know a day and nothing finer.
MINUTES = {
    "merchants_letter": {"written_at", "sent_at"},
    # When somebody changed something about a place; what came on a board or left it is no such change.
    **dict.fromkeys(
        [
            *["merchants_chapterversion", "merchants_merchantversion", "merchants_serviceofferversion", "vouchers_treatversion"],
            *["merchants_serviceversion", "vouchers_treatkindversion"],
            *["merchants_pauseversion", "merchants_merchantpersonversion", "merchants_photoversion", "vouchers_sellerversion"],
            "merchants_chaptertextversion",
        ],
        {"pgh_created_at"},
    ),
    "pghistory_context": {"created_at", "updated_at"},
    "merchants_user": {"created_at", "last_login"},
    "vouchers_purchase": {"made_at"},
    # When it returns by itself, never when somebody came; the row goes with it.
    "referrals_settingaside": {"ends_at"},
    "vouchers_payment": {"made_at", "paid_at"},
    # An appointment that everybody reads in the calendar; who comes is known to nobody.
    "encounters_activity": {"begins_at", "ends_at"},
    # An hour somebody agreed on with a peer, under a sign; the row goes with its day.
    "encounters_firstvisit": {"begins_at", "ends_at"},
    "account_emailconfirmation": {"created", "sent"},
    "mfa_authenticator": {"created_at", "last_used_at"},
    "django_session": {"expire_date"},
    "django_admin_log": {"action_time"},
    "django_migrations": {"applied"},
    "enchante_cache": {"expires"},
    # When what runs by itself began and ended, to know what goes wrong; nothing a person does at a counter is such work.
    "procrastinate_jobs": {"scheduled_at"},
    "procrastinate_events": {"at"},
    "procrastinate_workers": {"last_heartbeat"},
}

TABLE = """
merchants_chapter: a city with its team
    id slug name public_name state lat lng postcodes     | nobody | to know which city a place belongs to | as long as the city takes part
    email phone phone_hours address social               | nobody | to reach the team as a whole | as long as the city takes part
    colour                                               | nobody | the colour of its page | as long as the city takes part
    hq_since                                             | nobody | letters to the team go to the network | until the city has a coordinator again
    shape                                                | nobody | to draw the map without asking anybody | as long as the city takes part
    weather weather_until                                | nobody | to put warm or cool places on top for a while | until it ends

merchants_chaptertext: what a city says in its own words in letters and on pages
    id chapter_id name language subject body             | nobody | to send and to show it | until they take the shipped words again
    names                                                | a person with a login | to show what of another city stands in words that came along | until somebody looked at it

merchants_chaptertextversion: what a city said before
    pgh_id pgh_obj_id pgh_label pgh_created_at           | nobody | to read what was said before, and until when | two years
    chapter_id name language subject body                | nobody | to read what was said before | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten

merchants_checklistitem: what a new city does, step by step
    id chapter_id position words done_on                 | nobody | to know what is next | until they take it off the list
    done_by_id                                           | a person with a login | to say who did it | until their login is erased

merchants_chapterversion: what a city was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | nobody | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    name public_name state email phone phone_hours       | nobody | to tell what changed, and to put it back | two years
    address social colour postcodes lat lng shape        | nobody | to tell what changed, and to put it back | two years

merchants_neighbourhood: a part of a city
    id chapter_id slug name lat lng shape                | nobody | to find places by neighbourhood | as long as the city takes part

merchants_placename: postcodes and towns of Belgium
    id kind name plain postcode lat lng                  | nobody | to understand where somebody means | until loaded anew

merchants_service: kinds of free service
    id slug icon osm_tag position merged_into_id         | nobody | to offer and to find services | as long as the network offers it
    name name_*                                          | nobody | to offer and to find services | as long as the network offers it
    question question_*                                  | nobody | to help somebody ask | as long as the network offers it

merchants_serviceversion: what a service was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | nobody | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    name name_* icon osm_tag position                    | nobody | to tell what changed, and to put it back | two years
    question question_*                                  | nobody | to tell what changed, and to put it back | two years

merchants_proposal: what a team would like to see in the catalogue
    id chapter_id of icon osm_tag asked_on               | nobody | for HQ to answer | two years after the answer
    name name_*                                          | nobody | for HQ to answer | two years after the answer
    words words_*                                        | nobody | for HQ to answer | two years after the answer
    why answer                                           | nobody | for HQ and the team to understand each other | two years after the answer
    state answered_on became                             | nobody | to know what came of it | two years after the answer

merchants_merchant: a place
    id chapter_id neighbourhood_id state slug name kind  | a place | its public page | as long as the network keeps its address
    description street postcode town lat lng point       | a place | its public page | as long as the network keeps its address
    opening_hours quiet_hours is_heated is_cool          | a place | its public page | as long as the network keeps its address
    wheelchair languages website phone                   | a place | its public page | as long as the network keeps its address
    farewell leads_to_id                                 | a place | what its page says once it closed | as long as the network keeps its address
    note_for_referrers                                   | a place | what professionals may know about it, such as when it is calm | as long as the network keeps its address
    contact_name contact_email contact_phone             | the contact of a place | for the team to reach whoever applied | until the team takes it out, at the latest when asked
    letter_language                                      | the contact of a place | to write in the language somebody joined in | as long as the place is there
    remark                                               | the contact of a place | what whoever applied, or the team, wanted to add | until the team takes it out, at the latest when asked
    charter_version charter_accepted_on                  | a place | to know that it said yes, and to what | as long as the network keeps its address
    agreed_on checked_on checked_by                      | a place | to know that it said yes, and whether it is still true | as long as the network keeps its address
    application_key                                      | nobody | a form sent twice is one application | as long as the place is there
    source source_licence source_id source_tags          | a place | to name where it was found, and not to add it twice | as long as the place is there
    imported                                             | the contact of a place | what its source said last, to see what changed there | as long as the place is there; the contact until asked

merchants_stay: from when until when a place was on the map
    id merchant_id since until                           | a place | to tell how many places there were in a month that is over | as long as the network keeps its address

merchants_invitation: a link by which a team asks a place to join
    id chapter_id merchant_id name token                 | a place | to open the form to join, filled in as far as known, once | a month after it is over
    made_on last_day revoked_on used_on                  | a place | to know whether it still opens | a month after it is over

merchants_serviceoffer: a service at a place
    id merchant_id service_id note opening_hours point   | a place | its public page | as long as the place offers it
    rests_from rests_until                               | a place | to say when it takes a break | 30 days after it is over

merchants_openminutes: the coming fourteen days of a place
    merchant_id first_day open closed quiet              | a place | to find what is open, and when it is calm | worked out anew every night

merchants_placeimport: a list of places that somebody of a team brings in
    id key chapter_id made_on state refusal              | nobody | to know what came in, and how far it is | two years; 14 days when it was not written
    user_id                                              | a person with a login | to know who brought it in | two years, or until they ask to be forgotten
    name digest layout encoding header has_header        | nobody | to read it, and to know the same file again | two years; 14 days when it was not written
    language notes rows_total rows_done is_shown_again   | nobody | to read it, and to tell how far it is | two years; 14 days when it was not written
    columns source licence agreed_on                     | nobody | to read it as somebody chose | two years; 14 days when it was not written
    file samples                                         | the contact of a place | to read it, and to show what its columns hold | until it is written, 14 days at most

merchants_importedrow: what one row of such a list does, or did
    id place_import_id number name effect merchant_id    | a place | to show it before, and to undo it after | 60 days
    sentences asked changes imported_before stays_because | the contact of a place | to show it before, and to undo it after | 60 days, or until they ask to be forgotten

merchants_columnmapping: what the columns of a list meant that looked so
    id chapter_id digest columns used_on                 | nobody | to propose it again | two years after it was used last

merchants_offerminutes: the coming fourteen days of a service with hours of its own
    offer_id first_day open closed                       | a place | to find what is open | worked out anew every night

merchants_mapcell: how many places stand in one square of the map
    id zoom x y places lat lng merchants                 | a place | to draw a far view quickly | as long as the place is on the map

merchants_pause: a place takes a break
    id merchant_id first_day last_day                    | a place | to say so, and to point at others near | until a month after it is over

merchants_merchantversion: what a place was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    name kind description street postcode town lat lng   | a place | to tell what changed, and to put it back | two years
    opening_hours quiet_hours is_heated is_cool          | a place | to tell what changed, and to put it back | two years
    wheelchair languages website phone                   | a place | to tell what changed, and to put it back | two years
    note_for_referrers                                   | a place | to tell what changed, and to put it back | two years
    contact_name contact_email contact_phone             | the contact of a place | to put it back | two years, or until they ask to be forgotten

merchants_verification: a place was asked whether all is still true
    id merchant_id asked_on answered_on answer channel   | a place | to know when it was asked, what it said, and by which way | two years; without an answer 150 days
    round_id is_written_to reminders reminded_on         | a place | to write or to call, and to remind twice at most | two years; without an answer 150 days
    token                                                | nobody | to open the page with the answers | two years; it opens for thirty days, or until a week after its round

merchants_verificationround: a city asks all its places in one go whether all is still true
    id chapter_id begun_on due_on ended_on               | nobody | to ask twice a year, and to know until when | two years

merchants_serviceofferversion: what a service at a place was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    merchant_id service_id note opening_hours            | a place | to tell what changed, and to put it back | two years
    rests_from rests_until                               | a place | to tell what changed, and to put it back | two years

vouchers_treatversion: what a kind of treat at a place was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    merchant_id kind_id price vat_rate is_offered        | a place | to tell what changed, and to put it back | two years

pghistory_context: asked by django-pghistory, stays empty
    id created_at updated_at metadata                    | nobody | never written | never written

merchants_pauseversion: what a break was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    merchant_id first_day last_day                       | a place | to tell what changed, and to put it back | two years

merchants_merchantpersonversion: who came to look after a place, or left
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    merchant_id user_id                                  | a person with a login | to tell what changed | two years, or until they ask to be forgotten

merchants_photoversion: that a photo came, was nodded at, or went
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    merchant_id subject approved_on digest width height  | a place | to tell what changed | two years
    content                                              | a place | to put it back | 30 days

merchants_notice: what a place has to tell for a while
    id merchant_id text first_day last_day               | a place | to tell it on its page | until a month after it is over

merchants_paperrequest: paper a place asked for
    id merchant_id what asked_on sent_on                 | a place | the team brings it, and sees how much paper places need | until a year after it was sent

merchants_photo: pictures of places, without people
    id merchant_id subject content digest width height   | a place | its public page | as long as the place is there
    approved_on                                          | a place | a person of the team looked at it | as long as the place is there

merchants_user: somebody with a login
    id email name                                        | a person with a login | to let them in and to reach them | as long as they have a login
    password                                             | nobody | asked by Django; never usable, nobody has one | as long as they have a login
    is_active is_superuser                               | a person with a login | to know what they may do | as long as they have a login
    created_at last_login                                | a person with a login | to see which logins nobody uses | as long as they have a login

merchants_user_groups: asked by Django, stays empty
    id user_id group_id                                  | nobody | never written | never written

merchants_user_user_permissions: asked by Django, stays empty
    id user_id permission_id                             | nobody | never written | never written

merchants_teamrole: who does what in a team
    id chapter_id user_id role                           | a person with a login | to open their city to them | until they leave the team

merchants_merchantperson: who looks after a place
    id merchant_id user_id                               | a person with a login | to open their place to them | until they stop

merchants_letter: the outbox
    id event written_at sent_at tries language           | nobody | to tell each event once | stays, without address or words; the day after, where an agenda changed
    to                                                   | whoever gets a letter | to send it | a month after it went, or after it was written and never could go; what told a giver that it was enjoyed at once
    subject body                                         | whoever gets a letter | to send it | a month after it went, or after it was written and never could go; what told a giver that it was enjoyed at once

merchants_erasure: what was erased, so that a backup from before forgets it too
    id what row day                                      | nobody | a number of a row that is gone | four months, longer than any backup

merchants_knock: how often a form came from one corner of the internet
    id day times                                         | nobody | to slow down machines | that day
    mark                                                 | whoever sends a form | to slow down machines: an HMAC of form and address that changes every day | that day

vouchers_treatkind: kinds of treat
    id slug icon osm_tag position merged_into_id         | nobody | to offer and to find treats | as long as the network offers it
    name name_*                                          | nobody | to offer and to find treats | as long as the network offers it
    plural plural_*                                      | nobody | to offer and to find treats | as long as the network offers it

vouchers_treatkindversion: what a kind of treat was before a change
    pgh_id pgh_obj_id pgh_label pgh_created_at           | nobody | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    name name_* icon osm_tag position                    | nobody | to tell what changed, and to put it back | two years
    plural plural_*                                      | nobody | to tell what changed, and to put it back | two years

vouchers_treat: one kind of treat at one place
    id merchant_id kind_id price vat_rate is_offered     | a place | to give it | as long as the place is there
    waiting set_aside                                    | a place | what hangs on its board now | what it is now; no history of its own

vouchers_movement: the ledger of treats: so many, on that day
    key                                                  | nobody | a tap sent twice is one tap; random | stays with the books
    treat_id kind delta                                  | a place | the board is the sum of these | stays with the books
    day                                                  | a place | a day and nothing finer: nobody can be singled out | stays with the books
    line_id reverses_id redirection_id                   | nobody | what was paid hangs once, what was undone is undone once, what is sent on goes once | stays with the books

vouchers_redirection: a place asks another to take over treats
    id key treat_id to_merchant_id kind_id quantity      | a place | to ask, and to hold both boards in balance | stays with the books
    asked_on accepted answered_on                        | a place | to know whether it was answered | stays with the books

vouchers_counterlink: the secret address of a counter
    id merchant_id token made_on revoked_on              | a place | to open the counter without an account, and to close it | as long as the place is there

vouchers_servicetally: how often a service was given on a day, where a place likes to count
    id merchant_id service_id day count                  | a place | for itself: nobody asks for it, and it shows at its own counter alone | as long as the place
    keys                                                 | nobody | a tap sent twice is one tap; random | a week

vouchers_purchase: treats somebody gives in one go; not by whom
    id chapter_id made_at                                | a giver | the books | stays with the books
    token key                                            | a giver | opens the page of thanks to whoever has the link | stays with the books
    word word_state                                      | a giver | hangs on the board after a nod | a month when it is not shown or not paid, else with the books

    kind for_pot                                         | a giver | the books | stays with the books
    language email                                       | a giver | a receipt, and one letter that it was enjoyed, in their language | 30 days; for that letter until it went, at most a year; for a payment request while it waits, at most 60 days more
    wants_news                                           | a giver | whether to write that it was enjoyed | until that letter went, at most a year
    buyer                                                | a giver | a company, club or school that asked for a payment request | stays with the books

vouchers_purchaseline: what was bought
    id purchase_id treat_id seller_id quantity           | a giver | the books | stays with the books
    unit_price vat_rate amount                           | a giver | the books | stays with the books

vouchers_payment: one attempt to pay; not by whom
    id purchase_id gateway mode status held_because      | a giver | the books | stays with the books
    amount currency made_at paid_at                      | a giver | the books | stays with the books
    token provider_key provider_id checkout_url          | a giver | to ask the provider how the payment stands | stays with the books
    has_news                                             | nobody | to ask the provider again | until it was asked

vouchers_demopayment: the make-believe bank, while trying things out
    id key status amount currency token return_url       | nobody | plays the part of a provider | as long as one tries things out
    refunds charged_back                                 | nobody | plays the part of a provider | as long as one tries things out

vouchers_seller: in whose name the site sells at a place
    id merchant_id legal_name company_number vat_regime  | a place | the law wants it on every receipt | stays with the books
    since is_current                                     | a place | to know which row counts | stays with the books
    iban account_holder                                  | a place | to pay it what is its own | stays with the books

vouchers_sellerversion: that somebody wrote down who sells
    pgh_id pgh_obj_id pgh_label pgh_created_at           | a place | to tell what changed, and to put it back | two years
    pgh_context                                          | a person with a login | to tell who changed it | two years, or until they ask to be forgotten
    merchant_id legal_name company_number vat_regime     | a place | to tell what changed, and to put it back | two years
    iban account_holder                                  | a place | to tell what changed, and to put it back | two years

vouchers_refund: money that goes back to whoever paid
    id payment_id key amount state provider_id asked_on  | a giver | the books | stays with the books
    asked_by_id                                          | a person with a login | to know who decided | until they ask to be forgotten

vouchers_givenback: lines whose money the seller does not keep
    id line_id quantity amount refund_id redirection_id  | a giver | the books | stays with the books
    after_payout                                         | a place | to take it off a next payout | stays with the books

vouchers_pot: the pot of a city
    chapter_id balance                                   | nobody | what it may turn into treats | as long as the city takes part

vouchers_potmovement: the ledger of a pot
    key pot_id kind delta day                            | nobody | the books | stays with the books
    purchase_id redirection_id refund_id                 | a giver | the books | stays with the books

vouchers_bon: a voucher for the later use of whoever bought it
    id line_id number code valid_until made_on           | a giver | to be used once | stays with the books
    state used_on                                        | a giver | to be used once; a day, no hour | stays with the books
    used_key                                             | nobody | a tap sent twice uses one | stays with the books

vouchers_chapteraccount: how a city pays its places
    chapter_id route rhythm threshold                    | nobody | to pay places | as long as the city takes part
    account_holder iban                                  | nobody | the account of the association | as long as the city takes part

vouchers_payoutrun: payouts that go to the bank together
    id chapter_id route state message_id file            | a place | the books | stays with the books
    proposed_on approved_on sealed_on                    | a place | the books | stays with the books
    approved_by_id sealed_by_id                          | a person with a login | to know that two people agreed | until they ask to be forgotten

vouchers_payout: what one place gets
    id run_id merchant_id seller_id amount end_to_end    | a place | the books | stays with the books
    state ended_on resends_id                            | a place | whether it arrived | stays with the books

vouchers_payoutline: what a payout is about
    id payout_id line_id given_back_id amount            | a place | the books | stays with the books

vouchers_cost: what a city bears itself
    id chapter_id kind amount day payment_id reference   | nobody | the books | stays with the books

vouchers_theme: ready-made gifts
    id slug icon position                                | nobody | to give in one tap | as long as a team offers it
    name name_*                                          | nobody | to give in one tap | as long as a team offers it
    lead lead_*                                          | nobody | to give in one tap | as long as a team offers it

vouchers_theme_kinds: what is in such a gift
    id theme_id treatkind_id                             | nobody | to give in one tap | as long as a team offers it

referrals_publisher: this installation, among others that publish places
    id number                                            | nobody | to know its identifiers from those of others | always

referrals_organisation: an organisation that points the way
    id chapter_id name approved_on                       | nobody | to know for whom referrers work | as long as it takes part

referrals_referrer: somebody who points the way for an organisation
    id organisation_id user_id                           | a person with a login | to open what referrers may see | until they stop

referrals_favouriteset: a list of places an organisation uses often, called after a need and a neighbourhood
    id organisation_id need neighbourhood_id             | nobody | to open it again; picked from lists, so that no name slips in | until the organisation takes it away

referrals_favouriteplace: a place in such a list
    id favourite_set_id merchant_id position             | a place | to open the list again | until the organisation takes it away

referrals_paperorder: ask cards and city maps an organisation would like to have
    id key organisation_id what number language          | nobody | for the team to send them | a year after they were sent
    asked_on sent_on                                     | nobody | for the team to send them | a year after they were sent

referrals_settingaside: a treat a place keeps for a while because an organisation asked; not for whom
    id key treat_id organisation_id sign                 | nobody | for the counter to know | two days at most
    ends_at                                              | nobody | so that it returns by itself | two days at most

referrals_signal: what was different at a place, as a question for its team; not by whom
    key merchant_id organisation_id reason day state     | a place | to set it right; an organisation sees the answer | 90 days after the answer, a year at most
    asked_by_id                                          | a person with a login | so that whoever asked, and nobody else, finds the answer; only when they want it | 90 days after the answer, a year at most
    words words_are_read                                 | whoever it is about | a sentence, from which a person strikes names before anyone else reads it | 90 days after the answer, a year at most
    answer closed_on                                     | a place | for the organisation that asked | 90 days after the answer, a year at most

encounters_activityaside: how many of a treat wait at a place for whoever comes to an activity there
    id activity_id treat_id number                       | nobody | for the counter and the calendar to tell | until it is over, is called off or goes elsewhere

encounters_activity: what a city does together, for everybody to read
    key chapter_id slug state kind series sequence       | nobody | the public calendar, and calendars that follow it | stays, as what was
    title title_*                                        | nobody | the public calendar | stays, as what was
    about about_*                                        | nobody | the public calendar | stays, as what was
    merchant_id elsewhere begins_at ends_at              | nobody | the public calendar | stays, as what was
    languages wheelchair is_quiet takes_signs            | nobody | the public calendar | stays, as what was
    hosts                                                | whoever it is about | how those who welcome people like to be called; no numbers | until a year after it was
    cancelled_on why_cancelled changed_on                | nobody | so that nobody comes in vain | stays, as what was
    headcount counted_on                                 | nobody | one number of all chairs together, for figures | stays, as what was

encounters_activity_thresholds: what an activity does something about
    id activity_id threshold_id                          | nobody | to tell why it is done | as long as the threshold stands

encounters_activity_team_hosts: who of a team hosts it
    id activity_id teamrole_id                           | a person with a login | to write to them when it moves or is cancelled | until a year after it was, or until they leave the team

encounters_peer: who of a team goes along on a first visit
    role_id called languages                             | a person with a login | so that whoever looks for company finds it; as they like to be called | until they leave the team
    noted_on insured_on                                  | a person with a login | nobody meets a peer without a volunteer note and an insurance | until they leave the team
    is_paused                                            | a person with a login | no new visits for a while | until they leave the team
    days_away                                            | a person with a login | no new visits on these days | the day after each

encounters_peer_places: where a peer knows the way
    id peer_id merchant_id                               | a person with a login | to meet there | until they take it off, or leave the team

encounters_peerhours: in which hours of the week a peer goes along
    id peer_id weekday begins ends                       | a person with a login | to work out moments | until they take it off, or leave the team

encounters_firstvisit: an hour in which a peer and somebody step in together, by a sign; not who
    key place_id begins_at ends_at is_cancelled          | nobody | so that both know when and where | the day after
    peer_id                                              | a person with a login | for their own agenda | the day after
    colour animal                                        | nobody | to know each other by | the day after
    word                                                 | whoever it is about | to be known by, without a name: the field asks for none | the day after

encounters_signup: that somebody comes, under a colour and an animal or a word of their own
    key activity_id colour animal number                 | nobody | so that there are chairs enough | the day after
    word                                                 | whoever it is about | to be known by, without a name: the field asks for none | the day after
referrals_mapbackground: a picture of a city under its map
    id chapter_id content digest width height            | nobody | to print the map of a city | as long as an edition shows it, or the team likes
    x1 y1 lat1 lng1 x2 y2 lat2 lng2 is_used              | nobody | to know where on it a place stands | as long as the picture

referrals_mapedition: an edition of the city map, as it is printed
    id chapter_id number draft made_on frozen_on         | nobody | to know which edition somebody holds | as long as the city takes part
    background_id                                        | nobody | to print the map of a city | as long as the city takes part
    snapshot                                             | a place | its public page on that day, so that an edition can be printed again | as long as the city takes part

referrals_printedcopies: how many of an edition were printed
    id key edition_id paper number day                   | nobody | to know how many to print next time | as long as the edition

referrals_helpline: whom to call or visit when it takes more than a coffee
    id chapter_id slug kind number website street        | nobody | to point to existing help | as long as it is true
    icon languages position checked_on                   | nobody | to point to existing help | as long as it is true
    name name_*                                          | nobody | to point to existing help | as long as it is true
    words words_*                                        | nobody | to point to existing help | as long as it is true

referrals_otherhelp: a fountain, a toilet, a library or a lokaal dienstencentrum, from a list of others
    id told_by_id source_id kind name street             | nobody | to show it beside our places, as not of the network | until its list no longer tells it
    lat lng point opening_hours wheelchair fee           | nobody | to show it beside our places, as not of the network | until its list no longer tells it

referrals_otherhelplist: whose list of other help it is
    id chapter_id source licence dated                   | nobody | to name whoever made it, and its licence | until the team takes it away

referrals_otherhelpimport: a file of such a list that somebody of a team brings in
    id key chapter_id name source licence dated          | nobody | to know what came in | two years; 14 days when it was not accepted
    made_on written_on came changed went                 | nobody | to know what came in | two years; 14 days when it was not accepted
    spots left_out                                       | nobody | to look at it before | until it is accepted, 14 days at most
    user_id                                              | a person with a login | to know who brought it in | two years, or until they ask to be forgotten

referrals_otherhelpshown: a city that shows other help
    chapter_id since                                     | nobody | to show it, or not | until the team hides it
    user_id                                              | a person with a login | to know who switched it on | until the team hides it, or until they ask to be forgotten

encounters_threshold: what makes it hard to come in, as somebody said it; not who
    key chapter_id told_in                               | nobody | to tell it in its city; a month, no day | as long as it stands on the page, a year when nobody read it
    said                                                 | whoever it is about | a sentence, from which a person strikes names before anyone else reads it | as long as it stands on the page; three months when it is not shown, a year when nobody read it
    language short short_*                               | nobody | to tell it in every language | as long as it stands on the page
    doing doing_* service_id                             | nobody | to tell what is being done | as long as it stands on the page
    merchant_id                                          | a place | for the team alone, to ask the place whether its hours are true | as long as it stands on the page
    me_too                                               | nobody | how many others know it: a number, and nothing of a tap | as long as it stands on the page
    state merged_into_id settled_in                      | nobody | what the team did with it, in which month | three months when it is not shown, a year when it became easier or is told with another

encounters_story: what somebody lived through, as they told it; not who
    key                                                  | nobody | worked out from the link its teller holds, so that the same form twice is one; it does not lead back | as long as the story
    chapter_id told_in settled_in state                  | nobody | to read it, and to show it or not; months, no day | three years when it is shown, one when it is not or nobody read it; until its teller takes it back
    title words pseudonym                                | whoever it is about | a story, from which a person strikes names before anyone else reads it | erased at once when it is not shown or its teller takes it back, a year when nobody read it, three when it is shown
    language consent                                     | nobody | to tell its language, and which sentence its teller agreed to | as long as the story
encounters_activityformat: how an activity goes, kept by a city to do it again
    id chapter_id kind minutes title about needs steps   | nobody | to do it again, and to let other cities do so | until the team takes it away

encounters_kitversion: what a city found out, for all others to read and copy
    id chapter_id number month note pieces               | nobody | a version that others copied from never changes | stays, as what was

encounters_copiedpiece: what a city copied from the kit of another
    id chapter_id source_id version_id kind key          | nobody | to tell what changed there since | as long as the city is there
    mark own                                             | nobody | to know whether either side changed it | as long as the city is there

encounters_listeninground: some questions of a city, for a while
    id chapter_id slug title languages state             | nobody | to ask, and to tell what came of it | two years after it closed
    evaluation_id audience                               | nobody | to tell it with the others of its half year | two years after it closed
    opened_on closes_on closed_on                        | nobody | to know whether one can answer | two years after it closed

encounters_evaluation: a city asks twice a year how it goes
    id chapter_id first_day                              | nobody | to ask once per half year | as long as one of its rounds
    eased                                                | nobody | how many thresholds became easier in that half year | as long as one of its rounds

encounters_question: one question of a round
    id listening_round_id position kind words is_split   | nobody | to ask it | two years after its round closed

encounters_choice: what can be ticked
    id question_id position icon words                   | nobody | to ask it | two years after its round closed

encounters_sheet: a form came in; not by whom, when or which way
    key                                                  | nobody | a form sent twice is one; random, and put in its order every night | two years after its round closed
    listening_round_id                                   | nobody | to count them | two years after its round closed
    group_id                                             | nobody | to tell answers apart by it, where every group is of five or more | until its round closes where one is of fewer, else two years after

encounters_tick: a box was ticked on some form; not on which
    key                                                  | nobody | a form sent twice is one; random, and put in its order every night | two years after its round closed
    choice_id                                            | nobody | to count them | two years after its round closed
    group_id                                             | nobody | to tell answers apart by it, where every group is of five or more | until its round closes where one is of fewer, else two years after

encounters_ownwords: what somebody wrote at a question; not on which form
    key                                                  | nobody | a form sent twice is one; random, and put in its order every night | with its words
    question_id language state                           | nobody | to read it, and to show it or not | two years after its round closed
    words                                                | whoever it is about | a sentence, from which a person strikes names before anyone else reads it | erased at once when it is not shown, three months after the round when nobody read it, else two years

encounters_learningcard: a situation to think about, or sentences to say, for everybody to read
    key chapter_id slug adapted_from_id                  | nobody | to read it, and to know whose version stands where | as long as its team likes
    kind audience icon words state                       | nobody | to read it | as long as its team likes

encounters_cardwish: what a merchant would like a card about; not which merchant
    key chapter_id language told_in                      | nobody | to answer it in its city; a month, no day | a year when nobody read it, else two years
    words                                                | whoever it is about | a sentence that a coordinator reads, and nobody else | erased at once when it is answered or laid aside, a year when nobody read it
    settled_in card_id                                   | nobody | to tell which cards came from a question | two years

encounters_circlequarter: what the circle of a city is asked in a quarter
    id chapter_id quarter questions                      | nobody | to ask it, and to read the answers beside it | two years after its quarter

encounters_circlenote: an answer, a tip or a thank-you among merchants; not of whom
    key chapter_id kind question language                | nobody | to read it in its city; random, and put in its order every night | with its words
    quarter state                                        | nobody | to read it, and to show it or not; a quarter, no day | three months when it is not shown, a year when nobody read it, else two years
    words                                                | whoever it is about | a sentence, from which a person strikes names before the circle reads it | erased at once when it is not shown, a year when nobody read it, else two years
    signed                                               | a place | its name, where it ticked that it signs; no way to the place itself | with its words

account_emailaddress: what login knows as confirmed
    id user_id email verified primary                    | a person with a login | the address codes go to | as long as they have a login

account_emailconfirmation: asked by allauth, stays empty
    id email_address_id created sent key                 | a person with a login | never written: the code by mail confirms | never written

mfa_authenticator: second locks
    id user_id type data created_at last_used_at         | a person with a login | to open the team's pages only to the team | until taken away or lost

django_session: who is logged in; made at login, never before
    session_key session_data                             | a person with a login | to stay logged in | until it ends
    expire_date                                          | a person with a login | to end it | until it ends

django_admin_log: what the team changed in the admin
    id user_id action_time action_flag                   | a person with a login | to see who changed what; counts of treats are left out | two years, or as long as they have a login
    content_type_id object_id object_repr change_message | whoever it is about | to see who changed what; counts of treats are left out | two years, or until who did it has no login any more; its words until whoever it names is forgotten

enchante_cache: how often somebody knocked at the login
    cache_key                                            | whoever sends a form | to slow down guessing: an HMAC of mail or address that changes every day | minutes, at most a day
    value expires                                        | whoever sends a form | to slow down guessing | minutes, at most a day

procrastinate_jobs: work of the background that waits, runs or failed; numbers of rows, never words
    id queue_name task_name priority lock queueing_lock  | nobody | to do each thing once | until it is done; 30 days when it failed
    args status scheduled_at attempts abort_requested    | nobody | to do each thing once | until it is done; 30 days when it failed
    worker_id                                            | nobody | to take it up again when its process was killed | until it is done

procrastinate_events: when such work began, failed or was taken up again
    id job_id type at                                    | nobody | to know what goes wrong | goes with the work

procrastinate_periodic_defers: for which moment each thing was started last
    id task_name periodic_id defer_timestamp job_id      | nobody | two machines start each thing once | until its next time

procrastinate_workers: processes that do such work
    id last_heartbeat                                    | nobody | to see which was killed | until it stops

auth_group: asked by Django, stays empty
    id name                                              | nobody | never written | never written

auth_group_permissions: asked by Django, stays empty
    id group_id permission_id                            | nobody | never written | never written

auth_permission: rights as Django counts them; not used
    id name content_type_id codename                     | nobody | written by Django itself | as long as the model is there

django_content_type: a list of models
    id app_label model                                   | nobody | written by Django itself | as long as the model is there

django_migrations: how the tables came about
    id app name applied                                  | nobody | to change tables once | stays
"""


def columns():
    """(table, column) -> (whose, why, how long), from the table above."""
    table, told = None, {}
    for line in filter(str.strip, TABLE.splitlines()):
        if not line.startswith(" "):
            table = line.partition(":")[0]
            continue
        names, *about = (part.strip() for part in line.split("|"))
        for name in chain.from_iterable(map(_in_languages, names.split())):
            assert (table, name) not in told, f"{table}.{name} stands there twice"
            told[table, name] = tuple(about)
    return told


def _in_languages(name):
    return [name.replace("*", code) for code, _language in settings.LANGUAGES] if name.endswith("_*") else [name]
