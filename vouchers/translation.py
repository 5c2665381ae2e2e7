"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Theme, TreatKind


@register(TreatKind)
class TreatKindTranslation(TranslationOptions):
    fields = ["name", "plural"]


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ["name", "lead"]
