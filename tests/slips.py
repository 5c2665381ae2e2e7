"""What somebody sends who fills in the forms of a page: nothing at all, or what no form can take."""

from html.parser import HTMLParser

# Long and with signs that mean something in HTML, as somebody pastes it.
WORDS = '<b>"Zomaar" & meer</b> ' * 120
NONSENSE = {
    "select": "0",
    "radio": "0",
    "number": "veel",
    "email": "geen adres",
    "url": "geen adres",
    "date": "gisteren",
    "time": "straks",
    "datetime-local": "gisteren",
}
KEPT_AS_THEY_ARE, LEFT_OUT = {"hidden", "submit"}, {"checkbox", "file", "button", "reset", "image"}


class Form:
    """One form of a page that is sent by POST."""

    def __init__(self, action):
        self.action, self.fields = action, []

    def emptied(self):
        """What is sent when everything one can fill in is left empty."""
        return self._sent(lambda kind: None if kind == "radio" else "")

    def nonsense(self):
        """What is sent when something is typed or chosen everywhere that cannot be."""
        return self._sent(lambda kind: NONSENSE.get(kind, WORDS))

    def _sent(self, write):
        sent, pressed = {}, False
        for name, kind, value in self.fields:
            if kind == "submit":
                # Only the first button is pressed.
                pressed, value = True, None if pressed else value
            elif kind != "hidden":
                value = write(kind)
            if value is not None:
                sent.setdefault(name, []).append(value)
        return sent


def forms_of(html):
    """The forms of this page that are sent by POST."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.action is not None]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.by_id, self.now = [], {}, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.now = Form(given.get("action", "") if given.get("method", "").lower() == "post" else None)
            self.forms.append(self.now)
            self.by_id[given.get("id")] = self.now
        elif tag in {"input", "textarea", "select", "button"}:
            self._field(tag, given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None

    def _field(self, tag, given):
        form = self.by_id.get(given.get("form"), self.now)
        kind = given.get("type", {"input": "text", "button": "submit"}.get(tag, tag))
        # What no person sees is for machines to fill in.
        if form and given.get("name") and kind not in LEFT_OUT and "disabled" not in given and given.get("tabindex") != "-1":
            form.fields.append((given["name"], kind, given.get("value", "")))
