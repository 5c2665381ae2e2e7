"""Other help nearby, not of the network: drinking fountains, public toilets, libraries and lokale dienstencentra, from lists of others.

A coordinator brings a file of them in (`reading`, `upload_form`), looks at what it would do (`comparing`) and accepts it
(`referrals.actions.other_help`). Guests find it in a list of its own (`finding`), and faint beneath the map (`on_the_map`), where their
city shows it. It stands in no feed of ours.
"""
