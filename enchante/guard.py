"""Who may come in: sign-up is closed, and the team needs a second factor."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from applying or an invitation, never from a sign-up form."""

    def is_open_for_signup(self, request):
        return False


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
