"""What spans rooms in the admin; and without what other packages put there: mail addresses, keys of second factors, jobs."""

from allauth.account import admin as allauth_account_admin  # noqa: F401  (registers what we take away here)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as allauth_mfa_admin  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401
from django.contrib.auth.models import Group
from procrastinate.contrib.django import admin as procrastinate_admin  # noqa: F401
from procrastinate.contrib.django.models import ProcrastinateJob

from enchante import (
    proposal_admin,  # noqa: F401  (registers it: answering one spans rooms)
    round_admin,  # noqa: F401  (registers it: its pages do)
)

admin.site.disable_action("delete_selected")
admin.site.unregister([EmailAddress, Authenticator, Group, ProcrastinateJob])
