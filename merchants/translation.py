"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Service


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = ["name", "question"]
