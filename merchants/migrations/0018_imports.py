import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merchants", "0017_rounds")]

    operations = [
        migrations.CreateModel(
            name="PlaceImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("language", models.CharField(default="nl", max_length=7)),
                ("made_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="brought in on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opening", "being opened"),
                            ("opened", "waits for its columns"),
                            ("reading", "being read"),
                            ("shown", "waits for your yes"),
                            ("writing", "being written"),
                            ("written", "written"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                            ("refused", "could not be read"),
                        ],
                        default="opening",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=500)),
                ("name", models.CharField(max_length=120, verbose_name="file")),
                ("file", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "layout",
                    models.CharField(
                        choices=[("own", "a list of our own"), ("ghent", "open data of the city of Ghent"), ("osm", "OpenStreetMap")],
                        default="own",
                        max_length=5,
                    ),
                ),
                ("encoding", models.CharField(default="utf-8-sig", max_length=10)),
                ("header", models.JSONField(default=list)),
                ("samples", models.JSONField(default=dict)),
                ("notes", models.JSONField(default=list)),
                ("has_header", models.BooleanField(default=True)),
                ("columns", models.JSONField(default=dict)),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="whose list it is")),
                ("licence", models.CharField(blank=True, max_length=60, verbose_name="licence")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="all of them said yes on")),
                ("rows_total", models.PositiveIntegerField(default=0)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("is_shown_again", models.BooleanField(default=False)),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="imports", to="merchants.chapter", verbose_name="city"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="brought in by",
                    ),
                ),
            ],
            options={
                "verbose_name": "list brought in",
                "verbose_name_plural": "lists brought in",
                "ordering": ["-made_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "effect",
                    models.CharField(
                        choices=[("created", "comes in"), ("updated", "changes"), ("refused", "left out"), ("unchanged", "stays as it is")],
                        max_length=9,
                    ),
                ),
                ("sentences", models.JSONField(default=list)),
                ("changes", models.JSONField(default=dict)),
                ("imported_before", models.JSONField(null=True)),
                ("stays_because", models.CharField(blank=True, max_length=300)),
                (
                    "merchant",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="merchants.merchant"),
                ),
                (
                    "place_import",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="merchants.placeimport"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("used_on", models.DateField(default=django.utils.timezone.localdate)),
                ("chapter", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="merchants.chapter")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chapter", "digest"), name="columns_known_once")],
            },
        ),
        migrations.AddIndex(
            model_name="placeimport",
            index=models.Index(fields=["chapter", "digest"], name="import_of_same_file"),
        ),
        migrations.AddIndex(
            model_name="importedrow",
            index=models.Index(fields=["place_import", "effect", "number"], name="imported_row_by_effect"),
        ),
        migrations.AddConstraint(
            model_name="importedrow",
            constraint=models.UniqueConstraint(fields=("place_import", "number"), name="imported_row_once"),
        ),
    ]
