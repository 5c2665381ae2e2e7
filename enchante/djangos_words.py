"""Sentences of Django that we say otherwise: in Dutch it would have to know whether a word is "de" or "het".

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
