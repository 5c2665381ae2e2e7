"""Reading a page as a person would."""

import re
from html import unescape


def words_of(response):
    """What stands on the page."""
    html = re.sub(r"<head>.*?</head>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(html).split())


def value_of(response, name):
    """What the form holds in the field with this name."""
    tag = next(tag for tag in re.findall(r"<input[^>]+>", response.content.decode()) if f'name="{name}"' in tag)
    return re.search(r'value="(.*?)"', tag)[1]
