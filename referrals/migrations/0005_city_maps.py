import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("merchants", "0020_catalogue"),
        ("referrals", "0004_set_aside_counts_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="MapBackground",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                ("x1", models.FloatField()),
                ("y1", models.FloatField()),
                ("lat1", models.FloatField()),
                ("lng1", models.FloatField()),
                ("x2", models.FloatField()),
                ("y2", models.FloatField()),
                ("lat2", models.FloatField()),
                ("lng2", models.FloatField()),
                ("is_used", models.BooleanField(default=True, verbose_name="under the next edition")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="map_backgrounds",
                        to="merchants.chapter",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture under the map",
                "verbose_name_plural": "pictures under the map",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="MapEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="edition")),
                ("draft", models.PositiveIntegerField(default=1)),
                ("made_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="made on")),
                ("frozen_on", models.DateField(blank=True, null=True, verbose_name="frozen on")),
                ("snapshot", models.JSONField()),
                (
                    "background",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="referrals.mapbackground",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="map_editions",
                        to="merchants.chapter",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of the city map",
                "verbose_name_plural": "editions of the city map",
                "ordering": ["-made_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PrintedCopies",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                (
                    "paper",
                    models.CharField(
                        choices=[("a3", "A3, folded"), ("a4", "A4, large letters"), ("a6", "A6, per neighbourhood")],
                        default="a3",
                        max_length=2,
                        verbose_name="paper",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="how many")),
                ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="printed on")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="copies",
                        to="referrals.mapedition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "printed copies",
                "verbose_name_plural": "printed copies",
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="mapbackground",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_used", True)), fields=("chapter",), name="one_picture_under_the_map"
            ),
        ),
        migrations.AddConstraint(
            model_name="mapbackground",
            constraint=models.CheckConstraint(
                condition=models.Q(("x1__range", (0, 1)), ("x2__range", (0, 1)), ("y1__range", (0, 1)), ("y2__range", (0, 1))),
                name="map_spots_on_the_picture",
            ),
        ),
        migrations.AddConstraint(
            model_name="mapbackground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lat1__range", (-90, 90)), ("lat2__range", (-90, 90)), ("lng1__range", (-180, 180)), ("lng2__range", (-180, 180))
                ),
                name="map_spots_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="mapbackground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("x1", models.F("x2")), ("y1", models.F("y2")), _negated=True),
                    models.Q(("lat1", models.F("lat2")), ("lng1", models.F("lng2")), _negated=True),
                ),
                name="map_spots_are_two",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mapbackground",
            trigger=pgtrigger.compiler.Trigger(
                name="picture_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."digest" IS DISTINCT FROM (NEW."digest"))',
                    func="RAISE EXCEPTION 'Another picture is another row' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'map_picture_stands';",
                    hash="57e944347d23dce7e7966d2f188cd41f981f8385",
                    operation='UPDATE OF "content", "digest"',
                    pgid="pgtrigger_picture_stands_34a9b",
                    table="referrals_mapbackground",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mapedition",
            constraint=models.UniqueConstraint(fields=("chapter", "number"), name="edition_once_per_city"),
        ),
        migrations.AddConstraint(
            model_name="mapedition",
            constraint=models.UniqueConstraint(condition=models.Q(("frozen_on", None)), fields=("chapter",), name="one_proof_per_city"),
        ),
        migrations.AddConstraint(
            model_name="mapedition",
            constraint=models.CheckConstraint(
                condition=models.Q(("frozen_on", None), ("frozen_on__gte", models.F("made_on")), _connector="OR"),
                name="edition_frozen_once_made",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mapedition",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.frozen_on IS NOT NULL)",
                    func="RAISE EXCEPTION 'A frozen edition is never changed or erased' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_stands';",
                    hash="4a65081c8c808074436c1ffbb39fa3b5bb978bf0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frozen_stands_fdfa1",
                    table="referrals_mapedition",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="printedcopies",
            constraint=models.CheckConstraint(condition=models.Q(("number__range", (1, 100000))), name="copies_within_limits"),
        ),
    ]
