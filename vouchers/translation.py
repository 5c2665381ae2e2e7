"""Which words of catalogue rows exist in every language."""

from modeltranslation.translator import TranslationOptions, register

from merchants.versions import keep_versions, versioned

from .models import Theme, TreatKind


@register(TreatKind)
class TreatKindTranslation(TranslationOptions):
    fields = ["name", "plural"]


# Only now: before, the columns of languages are not there yet.
keep_versions(*versioned("name", "plural"), *["icon", "osm_tag", "position"], name="TreatKindVersion")(TreatKind)


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ["name", "lead"]
