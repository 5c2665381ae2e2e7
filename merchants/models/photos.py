"""Pictures of places: the door, the counter or the board, without people. Kept in the database, served at an address with their hash."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants.versions import keep_versions

from .places import Merchant


class PhotoQuerySet(models.QuerySet):
    def shown(self):
        """Photos the team nodded at, of places on the map."""
        return self.filter(approved_on__isnull=False, merchant__state=Merchant.State.ACTIVE)

    def to_look_at(self):
        """Photos that wait for a nod."""
        return self.filter(approved_on=None)


# The picture itself is kept a month, to be put back; then it is gone.
@keep_versions("merchant", "subject", "approved_on", "content", "digest", "width", "height", name="PhotoVersion")
class Photo(models.Model):
    """One picture of a place, made anew from what was uploaded: small, and without what the camera noted."""

    class Subject(models.TextChoices):
        DOOR = "door", _("the door")
        COUNTER = "counter", _("the counter")
        BOARD = "board", _("the board")

    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="photos")
    subject = models.CharField(_("what it shows"), max_length=7, choices=Subject, default=Subject.DOOR)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    approved_on = models.DateField(_("nodded at on"), null=True, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [models.UniqueConstraint(fields=["merchant", "subject"], name="photo_once_per_subject")]

    def __str__(self):
        return f"{self.merchant}: {self.get_subject_display()}"

    def get_absolute_url(self):
        return reverse("photo", args=[self.digest])

    @property
    def words(self):
        """What it shows, for whoever does not see it: "The door of Krookcafé"."""
        place = {"place": self.merchant.name}
        match self.subject:
            case self.Subject.DOOR:
                return _("The door of %(place)s") % place
            case self.Subject.COUNTER:
                return _("The counter of %(place)s") % place
            case self.Subject.BOARD:
                return _("The board of %(place)s") % place
