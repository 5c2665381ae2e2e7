"""Long work that pages hand over to the background (`manage.py work`)."""

from procrastinate.contrib.django import app

from merchants.actions.rounds import write_to_all
from merchants.importing import steps


@app.task(name="bring_places_in")
def bring_places_in(place_import):
    """What an import waits for. Cut short, it is begun again and nothing is half done."""
    steps.go_on(place_import)


@app.task(name="write_to_places_of_round")
def write_to_places_of_round(begun):
    """The letters of a large round of checking. Cut short, it goes on, and nobody gets one twice."""
    write_to_all(begun)
