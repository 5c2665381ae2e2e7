"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Proposal, Service


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = ["name", "question"]


@register(Proposal)
class ProposalTranslation(TranslationOptions):
    fields = ["name", "words"]
