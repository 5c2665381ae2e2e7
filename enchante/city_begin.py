"""/beheer/stad-beginnen/: HQ makes a new city, as another one or from nothing."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from enchante.city_box import begin_as
from merchants import where
from merchants.models import Chapter


class BeginForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Which city?"), max_length=120)
    postcodes = forms.CharField(
        label=gettext_lazy("Its postcodes"),
        help_text=gettext_lazy("With spaces between them, the main one first: 9800 9810."),
        max_length=400,
    )
    like = forms.ModelChoiceField(
        Chapter.objects.all(),
        label=gettext_lazy("As which city?"),
        help_text=gettext_lazy(
            "Its letters, texts, list of things to do, last listening questions, colour and name of the network come along."
        ),
        required=False,
        empty_label=gettext_lazy("As no other: with the usual texts"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of these cities.")},
    )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if not slugify(name):
            raise forms.ValidationError(_("Write the name in Latin letters: it becomes the address of its page."))
        return name

    def clean_postcodes(self):
        codes = self.cleaned_data["postcodes"].replace(",", " ").split() or [","]
        odd = [code for code in codes if not (len(code) == 4 and code.isascii() and code.isdigit())]
        if odd:
            raise forms.ValidationError(_("“%(code)s” is no postcode: these have four digits."), params={"code": odd[0]})
        there = Chapter.objects.filter(postcodes__overlap=codes).first()
        if there:
            taken = {"city": there.name, "code": next(code for code in codes if code in there.postcodes)}
            raise forms.ValidationError(_("%(code)s is a postcode of %(city)s already."), params=taken)
        return list(dict.fromkeys(codes))

    def clean(self):
        typed = super().clean()
        if "name" in typed and "postcodes" in typed:
            self.spot = where.locality_of(typed["postcodes"][0], typed["name"])
            if not (self.spot and where.locality_of(typed["postcodes"][0], "")):
                self.add_error("postcodes", _("We do not know this postcode. Is every digit right?"))
        return typed

    def begin(self):
        lat, lng = self.spot
        name = self.cleaned_data["name"]
        return begin_as(slug=slugify(name)[:50].strip("-"), name=name, lat=lat, lng=lng, **self._rest())

    def _rest(self):
        return {"postcodes": self.cleaned_data["postcodes"], "like": self.cleaned_data["like"]}


@never_cache
def city_begin(request):
    if not request.user.is_superuser:
        raise Http404
    form = BeginForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chapter, brought = form.begin()
        messages.success(request, _said(chapter, form.cleaned_data["like"], brought))
        if brought and brought.looks:
            messages.info(request, _to_look_at(form.cleaned_data["like"], brought.looks))
        return redirect("admin:merchants_chapter_change", chapter.pk)
    return render(request, "team/city_begin.html", {"form": form, "team_page": True})


def _said(chapter, like, brought):
    if brought is None:
        return _("%(city)s is there already, so nothing was changed. This is its page.") % {"city": chapter}
    things = ngettext("%d thing to do", "%d things to do", brought.steps) % brought.steps
    if not like:
        return _("%(city)s begins, with the usual texts and %(things)s.") % {"city": chapter, "things": things}
    texts = ngettext("%d text", "%d texts", brought.texts) % brought.texts
    questions = ngettext("%d question", "%d questions", brought.questions) % brought.questions
    along = {"city": chapter, "like": like, "texts": texts, "things": things, "questions": questions}
    return _("%(city)s begins, as %(like)s: along came %(texts)s, %(things)s and %(questions)s.") % along


def _to_look_at(like, number):
    sentence = ngettext(
        "%(number)d of these names %(like)s or somebody there. It stands on top of the list of things to do.",
        "%(number)d of these name %(like)s or somebody there. They stand on top of the list of things to do.",
        number,
    )
    return sentence % {"number": number, "like": like}
