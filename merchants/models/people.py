"""Who works here: people with a login, and what they look after. Guests and givers have none."""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from merchants.versions import keep_versions

from .chapters import Chapter
from .erasures import remembers_erasing
from .places import Merchant

# Cities of which somebody answers: a coordinator who may log in.
LED = """
    SELECT FROM merchants_teamrole led JOIN merchants_user person ON person.id = led.user_id
    WHERE led.chapter_id = city.id AND led.role = 'coordinator' AND person.is_active
"""
# Those of this person, or of this role. Their rows are locked first: who leaves and who is named at that moment see each other.
OF_ROLE, OF_PERSON = "{row}.chapter_id", "SELECT chapter_id FROM merchants_teamrole WHERE user_id = NEW.id AND role = 'coordinator'"
# Whoever is named just as their login is taken away: one of the two waits, and sees what the other did.
HOLD_PERSON = "PERFORM FROM merchants_user WHERE id = NEW.user_id FOR SHARE;"
LOCK_CITIES = "PERFORM FROM merchants_chapter WHERE id IN ({cities}) ORDER BY id FOR NO KEY UPDATE;"
FALL = f"UPDATE merchants_chapter city SET hq_since = current_date WHERE id IN ({{cities}}) AND hq_since IS NULL AND NOT EXISTS ({LED});"  # noqa: S608
COME_BACK = f"UPDATE merchants_chapter city SET hq_since = NULL WHERE id IN ({{cities}}) AND hq_since IS NOT NULL AND EXISTS ({LED});"  # noqa: S608


def _sql(*statements, cities):
    return "".join(statement.format(cities=cities) for statement in (LOCK_CITIES, *statements)) + "RETURN NULL;"


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """A person who logs in with a code sent to this address; nobody has a password unless one is given."""
        user = self.model(email=email.strip().lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with a login: a merchant, a referrer or a member of a team."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        triggers = [
            remembers_erasing(when=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="cities_follow_their_people",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("is_active"),
                condition=pgtrigger.AnyChange("is_active"),
                func=_sql(FALL, COME_BACK, cities=OF_PERSON),
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def get_short_name(self):
        """How the admin greets."""
        return str(self)

    @cached_property
    def is_staff(self):
        """Whether the admin opens for this person, and so whether a second factor is asked."""
        return self.is_superuser or self.team_chapters().exists()

    def coordinated_chapters(self):
        return Chapter.objects.filter(team__user=self, team__role=TeamRole.Role.COORDINATOR)

    def team_chapters(self):
        """Cities where this person does the team's work: coordinator or volunteer. A peer sees only the own agenda."""
        return Chapter.objects.filter(team__user=self, team__role__in=[TeamRole.Role.COORDINATOR, TeamRole.Role.VOLUNTEER])


class TeamRoleQuerySet(models.QuerySet):
    def leading(self):
        """Coordinators who may log in."""
        return self.filter(role=TeamRole.Role.COORDINATOR, user__is_active=True)


class TeamRole(models.Model):
    """What somebody does in the team of one city. When its last coordinator goes the city falls to HQ, until another one is named."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator", _("coordinator")
        VOLUNTEER = "volunteer", _("volunteer")
        PEER = "peer", _("peer")

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="team")
    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("person"), related_name="roles")
    role = models.CharField(_("role"), max_length=11, choices=Role)

    objects = TeamRoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role in a team")
        verbose_name_plural = _("roles in the team")
        constraints = [models.UniqueConstraint(fields=["chapter", "user"], name="one_role_per_chapter")]
        triggers = [
            pgtrigger.Trigger(
                name="fall_to_hq",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.role = 'coordinator'"),
                func=_sql(FALL, cities=OF_ROLE.format(row="OLD")),
            ),
            pgtrigger.Trigger(
                name="back_with_its_team",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.role = 'coordinator'"),
                func=HOLD_PERSON + _sql(COME_BACK, cities=OF_ROLE.format(row="NEW")),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"

    @property
    def is_last_coordinator(self):
        """Whether the city would be without a coordinator when this row was another; one who may not log in is none."""
        row = TeamRole.objects.leading().filter(pk=self.pk).first()
        return bool(row) and not TeamRole.objects.leading().filter(chapter=row.chapter_id).exclude(pk=row.pk).exists()


@keep_versions("merchant", "user", name="MerchantPersonVersion")
class MerchantPerson(models.Model):
    """Somebody who looks after a place."""

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="people")
    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("person"), related_name="places")

    class Meta:
        verbose_name = _("person of a place")
        verbose_name_plural = _("people of this place")
        constraints = [models.UniqueConstraint(fields=["merchant", "user"], name="person_once_per_merchant")]

    def __str__(self):
        return str(self.user)
