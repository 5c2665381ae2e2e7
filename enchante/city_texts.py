"""/beheer/teksten/: the letters and pieces of pages of a city, in its own words or in those that were shipped. For coordinators."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from merchants import actions, letters
from merchants.admin.base import Who
from merchants.chapter_texts import LONGEST_BODY, LONGEST_SUBJECT, ChapterText, usual_words
from merchants.keys import fresh_key, read_key
from merchants.mails import laid_out
from merchants.models import Chapter, User
from merchants.texts import TEXTS, Reader, Words
from merchants.versions import ADDED

EARLIER = 20


class TextForm(forms.Form):
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    body = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 14}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)

    def __init__(self, data=None, *, text, words, seen):
        super().__init__(data, initial=words._asdict() | {"seen": seen})
        self.text = text
        if not text.is_letter:
            del self.fields["subject"]
            self.fields["body"].required = False
            self.fields["body"].help_text = _("Empty: the usual text.")
        if text.keeps_watch:
            self.fields["subject"].disabled = True
            self.fields["subject"].help_text = _("This letter keeps watch: its subject, and what happened, read the same in every city.")

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    def clean_body(self):
        return "\n".join(self.cleaned_data["body"].splitlines()).strip()

    def clean(self):
        cleaned = super().clean()
        for trouble in self.text.troubles(self.words) if not self.errors else []:
            self.add_error("body", trouble)
        return cleaned

    @property
    def words(self):
        return Words(self.cleaned_data.get("subject", ""), self.cleaned_data["body"])

    def fresh_button(self):
        """The next tap asks for another letter."""
        self.data = self.data.copy()
        self.data["key"] = fresh_key()

    def show_again(self, seen):
        """What was typed stays; the next time it is saved, it is saved knowing of what somebody else wrote."""
        self.data = self.data.copy()
        self.data["seen"] = seen


@never_cache
def texts(request):
    """To the texts of the own city, the first one where there are several."""
    chapter = _own(request.user).first()
    return redirect("texts-of-city", chapter.slug) if chapter else redirect("admin:index")


@never_cache
def texts_of_city(request, slug):
    chapters = _own(request.user)
    chapter = get_object_or_404(chapters, slug=slug)
    own = list(ChapterText.objects.filter(chapter=chapter))
    said = {(each.name, each.language): each for each in own}
    context = {"chapter": chapter, "chapters": chapters, "groups": _groups(said), "team_page": True}
    return render(request, "team/texts.html", context)


def _groups(said):
    """(for whom, [(Text, [(language, its name, the own text or None)])]), of what a city may say itself."""
    for reader in [Reader.PAGE, Reader.PLACE, Reader.GIVER, Reader.POINTER, Reader.LOGIN, Reader.TEAM]:
        yield reader.label, rows_of([text for text in TEXTS.values() if text.reader == reader and text.is_of_city], said)


def rows_of(texts, said):
    """[(Text, [(language, its name, the own text or None)])]"""
    return [(text, [(code, name, said.get((text.name, code))) for code, name in text.languages]) for text in texts]


@never_cache
def text_edit(request, slug, name):
    chapter = get_object_or_404(_own(request.user), slug=slug)
    return edit(request, chapter, name, here=reverse("text-edit", args=[slug, name]), texts_url=reverse("texts-of-city", args=[slug]))


def edit(request, chapter, name, *, here, texts_url):
    """The page of one text of this city, or for None of the network, at the address `here`."""
    text = TEXTS.get(name)
    if not (text and text.may_be_said_by(chapter)):
        raise Http404
    language = request.GET.get("taal") if request.GET.get("taal") in dict(text.languages) else settings.LANGUAGE_CODE
    now, earlier = actions.words_now(chapter, name, language), list(_earlier(chapter, name, language))
    begins_with = next((version for version, _who in earlier if str(version.pk) == request.GET.get("vanaf")), None)
    words = now._replace(body=begins_with.body) if begins_with else now
    if begins_with and not text.keeps_watch:
        words = words._replace(subject=begins_with.subject)
    form = TextForm(request.POST or None, text=text, words=words, seen=actions.mark_of(now))
    tapped, theirs = TAPS.get(request.POST.get("what")), None
    if tapped and (form.is_valid() or tapped in {_as_shipped, _leave}):
        try:
            if said := tapped(request, chapter=chapter, text=text, language=language, form=form):
                messages.success(request, said)
                return redirect(f"{here}?taal={language}")
        except actions.SaidMeanwhile as meanwhile:
            theirs = meanwhile.words
            form.show_again(actions.mark_of(theirs))
            form.add_error(None, _("Somebody else changed these words since you opened this page. Yours still stand here."))
    shown = form.words if form.is_bound and not form.errors else words
    preview = None if any(text.troubles(shown)) else _example(chapter, text, shown, language)
    context = {
        "owner": chapter.name if chapter else settings.NETWORK_NAME,
        "here": here,
        "texts_url": texts_url,
        "text": text,
        "language": language,
        "languages": text.languages,
        "form": form,
        "is_own": now != usual_words(text, chapter, language),
        "names": actions.names_now(chapter, name, language),
        "misses": list(text.troubles(now)),
        "theirs": theirs,
        "preview": preview,
        "page": laid_out(preview.body) if preview and text.is_letter else None,
        "earlier": earlier,
        "team_page": True,
    }
    return render(request, "team/text_edit.html", context)


def _own(user):
    """The cities this person coordinates, by name; whoever coordinates none finds no such page."""
    if not user.is_staff or not Who.COORDINATORS.includes(user):
        raise Http404
    return site.get_model_admin(Chapter).rows_for(user, Who.COORDINATORS).order_by("name")


def _earlier(chapter, name, language):
    """(version, who changed it) of what the city said before, the latest first."""
    versions = ChapterText.pgh_event_model.objects.filter(chapter=chapter, name=name, language=language)
    versions = list(versions.exclude(pgh_label=ADDED).order_by("-pgh_id")[:EARLIER])
    users = User.objects.in_bulk({(version.pgh_context or {}).get("user") for version in versions} - {None})
    return [(version, users.get((version.pgh_context or {}).get("user"))) for version in versions]


def _example(chapter, text, words, language):
    """As somebody might read it, in the language of the text."""
    with translation.override(language):
        return letters.signed(text, text.example(words), chapter, language)


# What each button does: a sentence that says so, or None where the page shows it.


def _save(request, *, chapter, text, language, form):
    if not form.words.body:
        return _as_shipped(request, chapter=chapter, text=text, language=language, form=form)
    seen = form.cleaned_data["seen"]
    actions.say_otherwise(chapter=chapter, name=text.name, language=language, words=form.words, seen=seen)
    return _("From now on it goes in your words.") if text.is_letter else _("It stands there in your words.")


def _as_shipped(request, *, chapter, text, language, form):
    actions.say_as_shipped(chapter=chapter, name=text.name, language=language)
    return _("The usual text again. Yours stands among the earlier ones.")


def _leave(request, *, chapter, text, language, form):
    actions.leave_as_is(chapter=chapter, name=text.name, language=language)
    return _("It stays as it is. Thank you for looking.")


def _send(request, *, chapter, text, language, form):
    """What was typed stays on the page, saved or not."""
    words = _example(chapter, text, form.words, language)
    letters.post(event=f"example-{form.cleaned_data['key']}", to=request.user.email, words=words, language=language)
    form.fresh_button()
    messages.success(request, _("A letter with examples is on its way to %(email)s.") % {"email": request.user.email})


TAPS = {"save": _save, "shipped": _as_shipped, "leave": _leave, "send": _send}
