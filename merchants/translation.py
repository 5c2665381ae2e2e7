"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from merchants.versions import keep_versions, versioned

from .models import Proposal, Service


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = ["name", "question"]


# Only now: before, the columns of languages are not there yet.
keep_versions(*versioned("name", "question"), *["icon", "osm_tag", "position"], name="ServiceVersion")(Service)


@register(Proposal)
class ProposalTranslation(TranslationOptions):
    fields = ["name", "words"]
