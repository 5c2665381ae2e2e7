"""Our own stylesheets and scripts as phones get them: without the comments and the air that are there for whoever reads the code.

That is a quarter of their bytes after compression, on the page that should open on any phone. Where the site is only tried out (DEBUG)
they are served as they are written.

A sheet that builds on another (`@import`) is sent with that one inside: a page waits for the common sheet and one of its own, never more.
"""

import re

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "(.+)";\n', re.M)


def with_what_it_builds_on(text, read):
    """`read(name)` gives the text of another sheet. Two may build on the same one: it comes once, before both."""
    inside = set()

    def bring(found):
        if found[1] in inside:
            return ""
        inside.add(found[1])
        return IMPORT.sub(bring, read(found[1]))

    return IMPORT.sub(bring, text)


def lean_css(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    # Never the space before a colon: `.list :is(a)` is not `.list:is(a)`.
    return re.sub(r"\s*([{};,>])\s*|(:)\s+", r"\1\2", text).strip() + "\n"


def lean_js(text):
    """Whole lines of comment and indentation only: taking more asks for somebody who knows the language."""
    return re.sub(r"^\s*(?://.*)?\n|^[ \t]+", "", text, flags=re.M)


LEAN = {".css": lean_css, ".js": lean_js}


class LeanStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed, as WhiteNoise does it."""

    def post_process(self, paths, dry_run=False, **options):
        return super().post_process({name: _lean(*where) for name, where in paths.items()}, dry_run, **options)


def _lean(storage, path):
    """Where the file is read from; what others made is left as it came."""
    suffix = path[path.rfind(".") :]
    if suffix in LEAN and storage.path(path).startswith(f"{settings.BASE_DIR / 'static'}/"):
        return _Lean(storage, LEAN[suffix]), path
    return storage, path


class _Lean:
    def __init__(self, storage, write):
        self.storage, self.write = storage, write

    def open(self, path):
        text = with_what_it_builds_on(self._read(path), self._read)
        return ContentFile(self.write(text).encode())

    def _read(self, path):
        with self.storage.open(path) as file:
            return file.read().decode()
