"""Which words exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Activity, Threshold


@register(Activity)
class ActivityTranslation(TranslationOptions):
    fields = ["title", "about"]
    required_languages = {"nl": ["title"], "default": []}


@register(Threshold)
class ThresholdTranslation(TranslationOptions):
    fields = ["short", "doing"]
