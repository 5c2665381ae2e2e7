"""Walking through the house as somebody: every link of every page once, and the forms met on the way."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

# Of addresses that differ in their names only, as those of two hundred places do, so many are visited; and of one page so many in all,
# for a page with ten filters has a thousand sets of them.
MOST_OF_A_KIND, MOST_OF_A_PAGE = 2, 12


@dataclass(frozen=True)
class Form:
    """Where a form sends what, and what it would send untouched: (name, value) pairs; of files the names apart."""

    address: str
    method: str
    values: tuple
    files: tuple = ()

    @property
    def kind(self):
        return kind_of(self.address)[0], self.method, tuple(sorted({name for name, _ in self.values} | set(self.files)))


def kind_of(address):
    """What an address is of, apart from which place, city or page: (name of the view, names asked). None where nothing of ours stands."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    asked = tuple(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{match.view_name} {match.kwargs.get('app_label', '')}".strip(), asked


@dataclass
class Walk:
    """The pages this client opened, by kind, and every kind of form on them. Other languages are other words for the same pages.

    `asked` tells which names the links to each view give, also those that were not followed.
    """

    client: object
    most_of_a_kind: int = MOST_OF_A_KIND
    most_of_a_page: int = MOST_OF_A_PAGE
    met: dict = field(default_factory=dict)
    forms: dict = field(default_factory=dict)
    asked: dict = field(default_factory=dict)
    weighed: set = field(default_factory=set)

    def through(self, starts, visit):
        """Call `visit(address)`, which returns the page, from these addresses on along all links."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop()
            if address in self.weighed or not self._is_new(address):
                continue
            page = visit(address)
            if page.status_code in {301, 302, 303}:
                waiting += _ours(address, page["Location"])
            elif page.get("Content-Type", "").startswith("text/html"):
                found = read(address, page.text)
                self.forms |= {form.kind: form for form in found.forms if form.kind not in self.forms}
                waiting += [each for link in found.links for each in _ours(address, link)]
        return self

    def _is_new(self, address):
        """Whether this one is to be visited; then it counts as met. Most links of a page stand on the page before it: asked once."""
        self.weighed.add(address)
        kind = kind_of(address)
        if kind is None:
            return False
        view, names = kind
        self.asked.setdefault(view, set()).update(names)
        of_this_page = [each for (other, _names), met in self.met.items() if other == view for each in met]
        of_this_kind = self.met.setdefault(kind, [])
        if address in of_this_kind or len(of_this_kind) >= self.most_of_a_kind or len(of_this_page) >= self.most_of_a_page:
            return False
        of_this_kind.append(address)
        return True


def opened(client, address):
    """This page, read to its end: what is sent bit by bit holds a file open until then."""
    page = client.get(address)
    page.getvalue()
    return page


def _ours(here, link):
    """This link without its end, in a list; none where it leads to another house, another language, or out."""
    parts = urlsplit(urljoin(f"http://testserver{here}", link))
    languages = [f"/{code}/" for code, _name in settings.LANGUAGES]
    if parts.netloc != "testserver" or parts.path.startswith((*languages, settings.STATIC_URL)):
        return []
    return [parts.path + (f"?{parts.query}" if parts.query else "")]


def read(address, html):
    found = _Reader(address)
    found.feed(html)
    return found


class _Reader(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self.to, self.values, self.files, self.select, self.area = None, [], [], None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            target = _ours(self.address, given.get("action") or self.address)
            self.to, self.values, self.files = (target, given.get("method", "get").upper()), [], []
        elif given.get("name") and self.to:
            self._field(tag, given)
        elif tag == "option" and self.select and ("selected" in given or self.select not in dict(self.values)):
            self.values.append((self.select, given.get("value", "")))

    def _field(self, tag, given):
        name = given["name"]
        if tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.values.append((name, ""))
        elif given.get("type") == "file":
            self.files.append(name)
        elif tag in {"input", "button"} and name != "csrfmiddlewaretoken":
            self.values.append((name, given.get("value") or ""))

    def handle_data(self, words):
        if self.area:
            self.values[-1] = (self.area, (self.values[-1][1] + words).removeprefix("\n"))

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form" and self.to:
            (target, method), self.to = self.to, None
            self.forms += [Form(to, method, tuple(self.values), tuple(self.files)) for to in target]
