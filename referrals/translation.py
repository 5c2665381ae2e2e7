"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import HelpLine


@register(HelpLine)
class HelpLineTranslation(TranslationOptions):
    fields = ["name", "words"]
