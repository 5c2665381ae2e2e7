"""Which words exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Threshold


@register(Threshold)
class ThresholdTranslation(TranslationOptions):
    fields = ["short", "doing"]
