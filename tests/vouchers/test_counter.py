"""The counter page: one tap, one movement, for whoever holds the link."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.signing import TimestampSigner
from django.urls import reverse

from tests.factories import make_counter_link, make_merchant, make_treat
from tests.queries import statements
from vouchers import actions
from vouchers.models import CounterLink, Movement, Treat

pytestmark = pytest.mark.django_db
