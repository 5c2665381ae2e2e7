"""What other packages put in the admin and nobody of a team should see there: mail addresses of all cities, keys of second factors."""

from allauth.account import admin as allauth_account_admin  # noqa: F401  (registers what we take away here)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as allauth_mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401
from django.contrib.auth.models import Group

admin.site.disable_action("delete_selected")
admin.site.unregister([EmailAddress, Authenticator, Group])
