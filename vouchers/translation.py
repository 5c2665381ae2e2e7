"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import TreatKind


@register(TreatKind)
class TreatKindTranslation(TranslationOptions):
    fields = ["name", "plural"]
