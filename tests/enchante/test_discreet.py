"""What went wrong is written down without telling on anybody."""

import logging
import sys

import pytest
from django.db import IntegrityError

from enchante.discreet import DiscreetFormatter
from tests.factories import make_merchant


def written(message, *args, exc_info=None):
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, exc_info)
    return DiscreetFormatter().format(record)


@pytest.mark.parametrize(
    ("message", "is_written"),
    [
        ("Internal Server Error: /toog/s3cr3t/", "Internal Server Error: /toog/…"),
        ("Internal Server Error: /fr/bedankt/s3cr3t/", "Internal Server Error: /fr/bedankt/…"),
        ("Internal Server Error: /ik-kom/gent/soep/", "Internal Server Error: /ik-kom/…"),
        ("Internal Server Error: /samen/moment/s3cr3t/", "Internal Server Error: /samen/…"),
        ("Internal Server Error: /fr/mijn-agenda/af/s3cr3t/", "Internal Server Error: /fr/mijn-agenda/…"),
        ("Internal Server Error: /plek/cafe-de-loge/", "Internal Server Error: /plek/cafe-de-loge/"),
        ('"GET /plekken/?bij=Brugse%20Poort HTTP/1.1" 500 12', '"GET /plekken/?… HTTP/1.1" 500 12'),
        ("Invalid request from ip=2001:db8::7: bad header", "Invalid request from ip=…: bad header"),
        ("Is this a question? Yes.", "Is this a question? Yes."),
    ],
)
def test_an_error_names_no_token_no_question_and_no_address(message, is_written):
    assert written(message) == is_written


@pytest.mark.django_db
def test_an_error_of_the_database_does_not_tell_the_row():
    typed = {"contact_email": "canary@example.org", "lat": 1000}
    try:
        make_merchant(**typed)
    except IntegrityError as error:
        assert "canary@example.org" in str(error)
        text = written("Internal Server Error: /plekken/", exc_info=sys.exc_info())

    assert "merchant_on_earth" in text
    assert "canary" not in text
