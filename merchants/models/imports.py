"""Lists of places that a team brings in, and what each row of them did: so that all of it can be looked at before, and undone after."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .chapters import Chapter
from .places import Merchant


class PlaceImportQuerySet(models.QuerySet):
    def of_chapters(self, chapters):
        return self.filter(chapter__in=chapters)

    def made_before(self, day):
        return self.filter(made_on__lt=day)

    def unfinished(self):
        """Somebody looked at what they would do, and never had them written."""
        return self.exclude(state__in=[PlaceImport.State.WRITTEN, PlaceImport.State.UNDOING, PlaceImport.State.UNDONE])

    def light(self):
        """Without the file itself."""
        return self.defer("file")


class PlaceImport(models.Model):
    """One list that somebody of a team brings in, from the file to its places on the map, and back where they undo it."""

    class State(models.TextChoices):
        OPENING = "opening", _("being opened")
        OPENED = "opened", _("waits for its columns")
        READING = "reading", _("being read")
        SHOWN = "shown", _("waits for your yes")
        WRITING = "writing", _("being written")
        WRITTEN = "written", _("written")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("could not be read")

    class Layout(models.TextChoices):
        OWN = "own", _("a list of our own")
        GHENT = "ghent", _("open data of the city of Ghent")
        OSM = "osm", "OpenStreetMap"

    # Work of the background; nobody but that moves these on.
    BUSY = [State.OPENING, State.READING, State.WRITING, State.UNDOING]
    # Nothing of it is on the map, or about to be.
    UNWRITTEN = [State.OPENING, State.OPENED, State.READING, State.SHOWN, State.REFUSED]

    key = models.UUIDField(unique=True, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="imports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("brought in by"), related_name="+")
    # What is said of its rows is written down in this language.
    language = models.CharField(max_length=7, default="nl")
    made_on = models.DateField(_("brought in on"), default=timezone.localdate)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPENING)
    refusal = models.CharField(max_length=500, blank=True)

    # The file goes once it is written: its rows tell the rest.
    name = models.CharField(_("file"), max_length=120)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)

    # How it was understood, and how somebody wants it to be read.
    layout = models.CharField(max_length=5, choices=Layout, default=Layout.OWN)
    encoding = models.CharField(max_length=10, default="utf-8-sig")
    header = models.JSONField(default=list)
    samples = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    has_header = models.BooleanField(default=True)
    columns = models.JSONField(default=dict)
    source = models.CharField(_("whose list it is"), max_length=60, blank=True)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    agreed_on = models.DateField(_("all of them said yes on"), null=True, blank=True)

    # How far it is, while something is being done with it.
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    # Why it is shown once more: the places changed between the look and the yes.
    is_shown_again = models.BooleanField(default=False)

    objects = PlaceImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("list brought in")
        verbose_name_plural = _("lists brought in")
        ordering = ["-made_on", "-pk"]
        indexes = [models.Index(fields=["chapter", "digest"], name="import_of_same_file")]

    def __str__(self):
        return self.name

    @property
    def is_busy(self):
        return self.state in self.BUSY

    @property
    def is_unwritten(self):
        return self.state in self.UNWRITTEN

    @property
    def in_words(self):
        """ "Gent, 27 November 2026, Mia: written" """
        told = [self.chapter.name, date_format(self.made_on), self.user and str(self.user)]
        return f"{', '.join(filter(None, told))}: {self.get_state_display()}"

    @property
    def same_before(self):
        """The last time this very file was written, here; None where it never was."""
        written = PlaceImport.objects.filter(chapter=self.chapter_id, digest=self.digest, state=self.State.WRITTEN)
        return written.exclude(pk=self.pk).light().select_related("user").first()


class ImportedRowQuerySet(models.QuerySet):
    def naming(self, email):
        """Rows that give this address as that of a contact."""
        return self.filter(
            Q(changes__contact_email__0__iexact=email)
            | Q(changes__contact_email__1__iexact=email)
            | Q(imported_before__contact_email__iexact=email)
        )


class ImportedRow(models.Model):
    """One row of such a list: what it would do, or did."""

    class Effect(models.TextChoices):
        CREATED = "created", _("comes in")
        UPDATED = "updated", _("changes")
        REFUSED = "refused", _("left out")
        UNCHANGED = "unchanged", _("stays as it is")

    place_import = models.ForeignKey(PlaceImport, models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    effect = models.CharField(max_length=9, choices=Effect)
    sentences = models.JSONField(default=list)
    # [sentence, {field: what strangers say}] of each question that the team has to settle.
    asked = models.JSONField(default=list, db_default=[])
    # field: [before, after], of those that differ
    changes = models.JSONField(default=dict)
    # What the source had said before, to forget what it says now (see merchants/importing/comparing.py); None where nothing was remembered.
    imported_before = models.JSONField(null=True)
    merchant = models.ForeignKey(Merchant, models.SET_NULL, null=True, related_name="+")
    # Once the import was undone: why this place, or something of it, is still as the import wrote it, or otherwise.
    stays_because = models.CharField(max_length=300, blank=True)

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place_import", "number"], name="imported_row_once")]
        indexes = [models.Index(fields=["place_import", "effect", "number"], name="imported_row_by_effect")]

    def __str__(self):
        return f"{self.number}: {self.name}"


class ColumnMapping(models.Model):
    """How a team reads the columns of a list that looks so; proposed when such a list comes again."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="+")
    # Of the names of its columns, in any order.
    digest = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    used_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chapter", "digest"], name="columns_known_once")]

    def __str__(self):
        return ", ".join(filter(None, self.columns.values()))

    @staticmethod
    def digest_of(header):
        return sha256("\n".join(sorted(header)).encode()).hexdigest()
