"""What a server sends is as small as it can be, and still the same."""

import re
import shutil
from gzip import decompress
from secrets import token_bytes

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.http import HttpResponse
from django.middleware import gzip
from django.test import override_settings

from enchante.compressing import CODINGS, CompressOnceMiddleware
from enchante.lean_files import LEAN, LeanStorage, lean_css, lean_js, with_what_it_builds_on
from tests.factories import make_user

IMPORT_LINES = re.compile(r'^@import "[a-z-]+\.css";$', re.M)
OURS = sorted(file for file in (settings.BASE_DIR / "static").iterdir() if file.suffix in LEAN)


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("/* Why. */\n.place > li {\n  margin: 0; /* here */\n  padding: 1px 2px;\n}\n", ".place>li{margin:0;padding:1px 2px;}\n"),
        (".shortlist :is(.chip, .tile) { color: red; }", ".shortlist :is(.chip,.tile){color:red;}\n"),
        ("@media (min-width: 60rem) and (hover: hover) { a { top: calc(1rem + 2px) } }",
         "@media (min-width:60rem) and (hover:hover){a{top:calc(1rem + 2px)}}\n"),
        ('a::before { content: "→ " / ""; }', 'a::before{content:"→ " / "";}\n'),
    ],
)  # fmt: skip
def test_a_sheet_loses_comments_and_air_only(written, sent):
    assert lean_css(written) == sent


def test_a_sheet_is_sent_with_what_it_builds_on_inside():
    sheets = {"city.css": '@import "house.css";\n\n.city {}\n', "house.css": ".house {}\n"}

    assert lean_css(with_what_it_builds_on('/* Why. */\n\n@import "city.css";\n\n.chart {}\n', sheets.get)) == ".house{}.city{}.chart{}\n"


def test_what_two_sheets_build_on_comes_once_and_before_both():
    city = '@import "house.css";\n.city {}\n'
    sheets = {"city.css": city, "sketch.css": '@import "house.css";\n.sketch {}\n', "house.css": ".house {}\n"}

    sent = lean_css(with_what_it_builds_on('@import "sketch.css";\n@import "city.css";\n.widget {}\n', sheets.get))

    assert sent == ".house{}.sketch{}.city{}.widget{}\n"


@pytest.mark.parametrize("file", [file for file in OURS if file.suffix == ".css"], ids=lambda file: file.name)
def test_what_a_sheet_builds_on_is_named_so_that_it_is_found(file):
    text = file.read_text("utf-8")

    assert re.findall(r"@import.*", text) == IMPORT_LINES.findall(text)


def test_a_script_loses_whole_lines_of_comment_and_indentation_only():
    written = '// Why.\nconst here = "https://a.example"; // stays\n\n  if (here) {\n    // because\n    go(`${here}//`);\n  }\n'

    assert lean_js(written) == 'const here = "https://a.example"; // stays\nif (here) {\ngo(`${here}//`);\n}\n'


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.name)
def test_what_is_ours_closes_what_it_opens_and_stays_what_it_is(file):
    written = file.read_text("utf-8")
    sent = LEAN[file.suffix](written)

    assert sent.count("{") == sent.count("}")
    if file.suffix == ".css":
        assert squeezed(sent) == squeezed(re.sub(r"/\*.*?\*/", "", written, flags=re.S))
    # Lines of a longer text in a script would lose their indentation.
    assert not re.search(r"`[^`\n]*\n[^`]*`", re.sub(r"`[^`\n]*`", "", sent))


def test_collected_files_are_lean_hashed_and_compressed_and_those_of_others_as_they_came(tmp_path):
    found = {path: (storage, path) for path, storage in FileSystemFinder().list([]) if path in {"finder.js", "leaflet/leaflet.css"}}
    for path, (storage, _) in found.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        shutil.copy(storage.path(path), tmp_path / path)

    with override_settings(DEBUG=False):
        steps = list(LeanStorage(location=tmp_path).post_process(found))
    done = {name: made for name, made, _ in steps if made and not made.endswith((".br", ".gz"))}

    ours = (settings.BASE_DIR / "static" / "finder.js").read_text("utf-8")
    assert (tmp_path / done["finder.js"]).read_text("utf-8") == lean_js(ours)
    assert re.fullmatch(r"finder\.[0-9a-f]{12}\.js", done["finder.js"])
    assert (tmp_path / f"{done['finder.js']}.br").stat().st_size < 2_000
    assert (tmp_path / done["leaflet/leaflet.css"]).read_text("utf-8").startswith("/* required styles */")


@pytest.mark.django_db
@pytest.mark.parametrize(("accepted", "coding", "opened"), [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", decompress)])
def test_a_page_comes_compressed_and_is_known_again_by_its_mark(client, accepted, coding, opened):
    plain = client.get("/plekken/")
    small = client.get("/plekken/", headers={"Accept-Encoding": accepted})
    again = client.get("/plekken/", headers={"Accept-Encoding": accepted, "If-None-Match": small["ETag"]})

    assert (small["Content-Encoding"], small["Vary"], small["Content-Length"]) == (coding, "Accept-Encoding", str(len(small.content)))
    assert opened(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2
    assert small["ETag"] == f"W/{plain['ETag']}"
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in plain


@pytest.fixture
def compressed(monkeypatch):
    """What was compressed, each time."""
    done, djangos = [], gzip.compress_string
    monkeypatch.setattr(gzip, "compress_string", lambda content, **options: done.append(content) or djangos(content, **options))
    noted = {name: lambda content, small=small: done.append(content) or small(content) for name, small in CODINGS.items()}
    monkeypatch.setattr("enchante.compressing.CODINGS", noted)
    return done


@pytest.mark.django_db
def test_a_page_that_did_not_change_is_compressed_once(client, compressed):
    first, second = (client.get("/charter/", headers={"Accept-Encoding": "br"}) for _ in range(2))
    client.get("/privacy/", headers={"Accept-Encoding": "br"})
    client.get("/charter/", headers={"Accept-Encoding": "br", "If-None-Match": first["ETag"]})

    assert len(compressed) == 2
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))


def test_what_somebody_sees_who_is_logged_in_is_not_remembered(client, db, compressed):
    client.force_login(make_user())

    for _ in range(2):
        client.get("/mijn-plek/", headers={"Accept-Encoding": "gzip"})

    assert len(compressed) == 2


def test_a_picture_is_sent_as_it_is(rf, compressed):
    answer = CompressOnceMiddleware(lambda request: HttpResponse(b"\0" * 5000, content_type="image/jpeg"))(
        rf.get("/", HTTP_ACCEPT_ENCODING="gzip")
    )

    assert (answer.content, compressed) == (b"\0" * 5000, [])


def test_a_page_that_is_very_large_is_not_remembered(rf, compressed):
    page = token_bytes(60_000).hex()
    answering = CompressOnceMiddleware(lambda request: HttpResponse(page, headers={"ETag": '"same"'}))

    for _ in range(2):
        answering(rf.get("/", HTTP_ACCEPT_ENCODING="gzip"))

    assert len(compressed) == 2
