"""What whoever watches over the server asks: does the process live, and can it serve people?"""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from enchante import health
from merchants.models import Letter


@pytest.fixture(autouse=True)
def just_started(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_process_says_it_lives_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok\n")
    assert "Set-Cookie" not in response.headers and "max-age=0" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_once_everything_is_migrated_and_then_cheap(client, django_assert_num_queries):
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ready\nnothing waits\n")
    with django_assert_num_queries(2):
        client.get("/readyz")


@pytest.mark.django_db
def test_ready_tells_since_when_work_waits(client):
    Letter.objects.create(event="one", to="an@voorbeeld.be", subject="x", body="x")
    Letter.objects.update(written_at=timezone.now() - timedelta(minutes=7, seconds=30))

    assert client.get("/readyz").text == "ready\nthe oldest work waits for 7 minutes\n"


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'vouchers'")

    response = client.get("/readyz")

    assert (response.status_code, response.text) == (503, "migrations are waiting\n")


@pytest.mark.django_db
def test_not_ready_without_the_database(client, monkeypatch):
    def away(*args):
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)

    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
