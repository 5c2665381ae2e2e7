"""How people come in: a code by mail, no passwords, no sign-up. What allauth leaves to us, and where everybody goes from there."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enchante.cache import forget_expired
from merchants import letters
from merchants.mails import mail
from merchants.models import Chapter, Merchant, TeamRole, User
from referrals.models import Organisation

LAST_SEEN = "last_seen"


# The mails of allauth that we write ourselves: the letter, and what of allauth's context it asks for.
LETTERS = {"account/email/login_code": ("login_code", ["code"]), "account/email/unknown_account": ("unknown_address", ["email"])}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from applying or an invitation, never from a sign-up form."""

    def render_mail(self, template_prefix, email, context, headers=None):
        """In the words of their city, else of the network. At once and not by the outbox, which would keep the code."""
        if template_prefix not in LETTERS:
            return super().render_mail(template_prefix, email, context, headers)
        name, asks_for = LETTERS[template_prefix]
        language = get_language()
        words = letters.worded(name, _only_city_of(email), language, **{each: context[each] for each in asks_for})
        subject, body, how = " ".join(words.subject.split()), f"{words.body.strip()}\n", {"language": language, "headers": headers}
        return mail(subject, body, email, sender=self.get_from_email(), code=context.get("code", ""), **how)

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("That is not the code we sent. Look at the newest mail, or ask for a new code."),
        "too_many_login_attempts": _("That was tried quite often now. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("That was tried quite often now. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:
            # No address at all, such as http://[
            return False

    def login(self, request, user):
        super().login(request, user)
        forget_expired()
        if user.referring.exists():
            # The screen of a referrer is often shared: the login goes with the browser, and after some quiet.
            request.session.set_expiry(0)
            request.session[LAST_SEEN] = int(time.time())

    def get_reauthentication_methods(self, user):
        """A passkey first, for whoever has one: allauth begins with the codes, and everybody has recovery codes."""
        return sorted(super().get_reauthentication_methods(user), key=lambda method: "webauthn" not in method["id"])

    def get_login_redirect_url(self, request):
        return home_of(request.user)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code does not fit. Wait for the next one in your app, or use one of your recovery codes."),
    }


class CodeForm(ConfirmLoginCodeForm):
    """The code from the mail, typed on a phone with big digits."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the mail")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": "1234-5678"}
        if not self.expected_code:
            # Nobody has this address. Whoever has one was looked up just now, and by the time it takes nobody must tell the two apart.
            User.objects.filter(pk=0).first()


class AppForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": "123456"}


class PasskeyForm(AddWebAuthnForm):
    """A new key: a passkey, unless one says otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.fields["passwordless"].label = _("Come in with this key alone, without a code from the mail")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


def _only_city_of(email):
    """The Chapter for which whoever has this address does something, where there is just one; HQ and strangers have none."""
    # One question for whoever asks: how long it takes tells nobody whether they are known.
    them = User.objects.filter(email__iexact=email, is_superuser=False)
    cities = Chapter.objects.filter(
        Q(pk__in=TeamRole.objects.filter(user__in=them).values("chapter"))
        | Q(pk__in=Merchant.objects.filter(people__user__in=them).values("chapter"))
        | Q(pk__in=Organisation.objects.filter(referrers__user__in=them).values("chapter"))
    )[:2]
    return cities[0] if len(cities) == 1 else None


def home_of(user):
    """Where this person's work is."""
    if user.is_staff:
        return reverse("admin:index")
    if user.places.exists():
        return reverse("merchants:my-places")
    if user.referring.exists():
        return reverse("referrals:my-organisations")
    if user.roles.filter(role=TeamRole.Role.PEER).exists():
        return reverse("encounters:my-agenda")
    return reverse("own-account")


@login_not_required
def ask_again(request):
    """Where allauth sends whoever has no valid code: back to the one field, with a sentence that says why."""
    if not len(messages.get_messages(request)):
        messages.info(request, _("Your code is no longer valid: it lasts ten minutes. Ask for a new one here."))
    return redirect(reverse("account_login", query=request.GET))
