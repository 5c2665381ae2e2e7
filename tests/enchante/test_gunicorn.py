"""What the server writes down says nothing about a person."""

import importlib.util

import pytest
from django.conf import settings


@pytest.fixture(scope="module")
def conf():
    spec = importlib.util.spec_from_file_location("gunicorn_conf", settings.BASE_DIR / "gunicorn.conf.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/", "/"),
        ("/plekken/", "/plekken/"),
        ("/fr/plek/cafe-de-loge/", "/fr/plek/cafe-de-loge/"),
        ("/toog/s3cr3t/", None),
        ("/fr/toog/s3cr3t/uit/", None),
        ("/mijn-plek/", None),
        ("/doe-mee/", None),
        ("/bedankt/s3cr3t/", "/bedankt/…"),
        ("/en/betaling/mollie/s3cr3t/", "/betaling/…"),
    ],
)
def test_the_access_log_leaves_out_what_tells_about_a_person(conf, path, written):
    assert conf.public_path(path) == written


def test_one_process_has_no_more_threads_than_its_pool_has_connections(conf):
    assert conf.threads <= settings.DATABASE_POOL_SIZE
