"""People with a login, and what they do in a team."""

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants import actions, letters
from merchants.keys import fresh_key
from merchants.models import MerchantPerson, TeamRole, User

from .base import TeamAdmin, Who
from .once_more import AsksOnceMore
from .person_form import PersonForm


def _start_anew(number):
    return (
        ngettext(
            "%d person sets up a new second lock at the next login.", "%d people set up a new second lock at their next login.", number
        )
        % number
    )


def _taken_off(number):
    return ngettext("%d person is off the team.", "%d people are off the team.", number) % number


class UserForm(forms.ModelForm):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(AsksOnceMore, TeamAdmin):
    """Coordinators see who looks after something in their city. HQ alone changes an address, for an address is a login."""

    form = UserForm
    seen_by = Who.COORDINATORS
    changed_by = added_by = deleted_by = Who.HQ
    list_display = ["email", "name", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "is_active", "is_superuser"]
    readonly_fields = ["is_superuser"]  # `manage.py invite_hq` makes HQ.
    actions = ["take_second_factor_away"]

    def rows_for(self, user, who):
        if user.is_superuser:
            return super().rows_for(user, who)
        own = who.chapters(user)
        in_team = TeamRole.objects.filter(chapter__in=own).values("user")
        at_places = MerchantPerson.objects.filter(merchant__chapter__in=own).values("user")
        return User.objects.filter(Q(pk__in=in_team) | Q(pk__in=at_places))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if change and {"email", "is_active"} & set(form.changed_data):
            actions.end_logins(obj)

    def delete_model(self, request, obj):
        actions.erase(user=obj)

    def log_deletions(self, request, queryset):
        """Whoever asked to be forgotten is not written down for it."""

    @admin.action(description=_("Take the second lock away (somebody lost their phone)"), permissions=["decide"])
    def take_second_factor_away(self, request, queryset):
        own = queryset.exclude(pk=request.user.pk)
        if not request.user.is_superuser:
            elsewhere = TeamRole.objects.exclude(chapter__in=request.user.coordinated_chapters())
            own = own.filter(is_superuser=False).exclude(roles__in=elsewhere)
        for user in own:
            self._take_second_factor_away(request, user)
        self.message_user(request, _start_anew(len(own)), messages.SUCCESS)

    @transaction.atomic
    def _take_second_factor_away(self, request, user):
        Authenticator.objects.filter(user=user).delete()
        # Whoever holds the lost phone would set up a lock of their own.
        actions.end_logins(user)
        self.log_change(request, user, _("Second lock taken away."))
        event, cities = f"second-lock-gone-{fresh_key()}", list(user.team_chapters()[:2])
        city = cities[0] if len(cities) == 1 else None
        letters.write(event=event, to=user.email, template="second_lock_gone", chapter=city, name=user.name, by=request.user)


LAST = _("This is the last coordinator of %(city)s. Name another one first.")


class TeamRoleForm(PersonForm):
    class Meta:
        model = TeamRole
        fields = ["chapter", "role"]

    def tied_to(self):
        return self.cleaned_data["chapter"]

    def what(self):
        return f"{self.tied_to()} ({TeamRole.Role(self.cleaned_data['role']).label})"

    def others(self):
        return TeamRole.objects.filter(chapter=self.tied_to())

    def clean(self):
        cleaned = super().clean()
        if self.instance.is_last_coordinator and {"chapter", "role"} & set(self.changed_data):
            raise forms.ValidationError(LAST % {"city": self.instance.chapter})
        return cleaned


@admin.register(TeamRole)
class TeamRoleAdmin(AsksOnceMore, TeamAdmin):
    form = TeamRoleForm
    chapter_path = "chapter"
    seen_by = deleted_by = Who.COORDINATORS
    list_display = ["user", "role", "chapter"]
    list_filter = ["role", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "chapter"]
    search_fields = ["user__email", "user__name"]
    actions = ["take_off"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.changed_data:
            actions.end_logins(obj.user)

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_coordinator)

    def delete_model(self, request, obj):
        try:
            actions.take_off_team(role=obj)
        except actions.LastCoordinator:  # Somebody took the other one off just now.
            raise PermissionDenied from None

    @admin.action(description=_("Take these people off the team"), permissions=["delete"])
    def take_off(self, request, queryset):
        taken = 0
        for role in self.rows_for(request.user, Who.COORDINATORS).select_related("chapter").filter(pk__in=queryset.values("pk")):
            try:
                actions.take_off_team(role=role)
            except actions.LastCoordinator:
                self.message_user(request, LAST % {"city": role.chapter}, messages.WARNING)
            else:
                taken += 1
        self.message_user(request, _taken_off(taken), messages.SUCCESS if taken else messages.INFO)
