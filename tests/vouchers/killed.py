"""A process that ends between two steps."""


class Killed(BaseException):
    """The process ends here, between two steps."""


def dies_after(monkeypatch, place, name):
    """The next call of this still does its work, and nothing comes after it."""
    works = getattr(place, name)

    def last(*arguments, **details):
        works(*arguments, **details)
        monkeypatch.undo()
        raise Killed

    monkeypatch.setattr(place, name, last)
