"""Sentences of Django that we say otherwise, because in Dutch it would have to know whether a word is "de" or "het"; and those it does not
say in each of our languages yet.

Here they are only named, so that they are collected; what they become stands in locale/.
"""

from django.utils.translation import gettext_noop

SAID_OTHERWISE = [
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The %(name)s “%(obj)s” was deleted successfully."),
]
SAID_BY_US = [
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
]
