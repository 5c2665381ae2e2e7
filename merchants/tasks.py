"""Long work that pages hand over to the background (`manage.py work`)."""

from procrastinate.contrib.django import app

from merchants.importing import steps


@app.task(name="bring_places_in")
def bring_places_in(place_import):
    """What an import waits for. Cut short, it is begun again and nothing is half done."""
    steps.go_on(place_import)
