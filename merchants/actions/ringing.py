"""Ringing the bell: somebody who would like to help, to point the way or to begin in a town, and the team that hears of it."""

from merchants import letters


def ring(*, template, key, chapter=None, **answers):
    """A letter to the team of this city, else to the network. The same key twice is one letter; nothing else is kept of it."""
    letters.write_to_team(chapter, event=f"ring-{key}", template=template, city=chapter, told=answers)
