"""What anybody may take along and use again: the places of the network, as tables, as GeoJSON and as Open Referral HSDS.

What everybody may read on a place's own page is all there is in it: nothing that was given to the team alone, and of a board what hangs
there now, never what was handed out. A place that stopped stays, as little more than its identifier: whoever copied it learns that it
is gone.
"""
