"""Naming a person by e-mail address: whoever is new gets a login, and everybody a letter. No list of people to pick from."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from merchants.actions import let_in


class PersonForm(forms.ModelForm):
    """For rows that tie a `user` to something. Once tied the person stays; somebody else is another row."""

    email = forms.EmailField(label=capfirst(_("e-mail address")), max_length=254)
    name = forms.CharField(label=capfirst(_("name")), max_length=120, required=False)

    field_order = ["email", "name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for field, value in {"email": self.instance.user.email, "name": self.instance.user.name}.items():
                self.fields[field].disabled = True
                self.initial[field] = value

    def tied_to(self):
        """The row this person is tied to."""
        raise NotImplementedError

    def what(self):
        """What this person may log in for, in words for the letter."""
        return str(self.tied_to())

    def city(self):
        """The Chapter it belongs to."""
        return getattr(self.tied_to(), "chapter", self.tied_to())

    def others(self):
        """Rows tying people to the same thing: nobody is tied twice."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean()
        email = cleaned.get("email", "").lower()
        if not self.errors and self.others().exclude(pk=self.instance.pk).filter(user__email=email).exists():
            self.add_error("email", _("This person is here already."))
        return cleaned

    def save(self, commit=True):
        if not self.instance.pk:
            who = {name: self.cleaned_data[name] for name in ("email", "name")}
            event = f"{self._meta.model._meta.model_name}-{self.tied_to().pk}"
            self.instance.user = let_in(**who, what=self.what(), event=event, chapter=self.city())
        return super().save(commit)


class PersonFormSet(forms.BaseInlineFormSet):
    """Several people at once, each of them once."""

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            email = form.cleaned_data.get("email", "").lower() if form.is_valid() else ""
            if email in seen:
                form.add_error("email", _("This person is here already."))
            elif email:
                seen.add(email)
