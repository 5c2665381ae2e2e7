"""What the database refuses, and by which of its rules."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from merchants.keys import broke


@contextmanager
def refused_by(rule):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
        connection.check_constraints()
    assert broke(caught.value, rule), caught.value
