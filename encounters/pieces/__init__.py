"""What a method kit is made of. Each kind is a file here: how it is read from a city, said in words, and put into another city.

A kind more is a file more, and its line in KINDS. What is put somewhere and read again there is the same to the letter: by that the
page of changes knows whether a city adapted it.
"""

from . import cards, formats, letters, questions
from .kinds import Told

KINDS = {module.KIND.name: module.KIND for module in (questions, formats, cards, letters)}


def of(chapter):
    """All pieces a city could put in its kit."""
    return [piece for kind in KINDS.values() for piece in kind.read(chapter)]


def title(piece):
    """How it is called, in the language of the reader."""
    return KINDS[piece.kind].title(piece.content)


def say(piece):
    """[Told]: all of it in words, line by line."""
    return KINDS[piece.kind].say(piece.content)


__all__ = ["KINDS", "Told", "of", "say", "title"]
