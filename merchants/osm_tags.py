"""What OpenStreetMap calls something we offer: `key=value`, several with `;` between them.

A place there says the same as we do where each of these keys that it has says one of the values named for it.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

TAG = re.compile(r"([a-z][a-z0-9_]*(?::[a-z0-9_]+)*)=([A-Za-z0-9][-A-Za-z0-9_.:]*)")
# Where somebody wrote yes, mappers write these as well.
YES = {"yes", "public", "permissive", "designated", "free"}


def read(text):
    """The values asked of each key. Raises ValidationError."""
    found = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        if not (tag := TAG.fullmatch(part)):
            raise ValidationError(_("“%(part)s” is no tag. Write key=value, such as toilets:access=yes."), params={"part": part})
        found.setdefault(tag[1], set()).update(YES if tag[2] == "yes" else {tag[2]})
    return found


class OsmTagField(models.CharField):
    """Tags of OpenStreetMap, kept in one way of writing."""

    default_validators = [read]

    def __init__(self, *args, **options):
        words = {
            "verbose_name": _("tag in OpenStreetMap"),
            "help_text": _("Such as toilets=yes; toilets:access=yes. With it we recognise this on OpenStreetMap. You may leave it empty."),
        }
        super().__init__(*args, **{"max_length": 200, "blank": True} | words | options)

    def to_python(self, value):
        text = super().to_python(value)
        return text and "; ".join(filter(None, (part.strip() for part in text.split(";"))))
