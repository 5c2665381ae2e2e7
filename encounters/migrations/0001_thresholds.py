import django.db.models.deletion
import encounters.models.thresholds
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("merchants", "0020_catalogue"), ("referrals", "0005_city_maps")]

    operations = [
        migrations.CreateModel(
            name="Threshold",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("said", models.CharField(max_length=300, verbose_name="as it was said")),
                ("language", models.CharField(default="nl", max_length=3, verbose_name="language")),
                ("short", models.CharField(blank=True, max_length=120, verbose_name="in short")),
                ("short_nl", models.CharField(blank=True, max_length=120, null=True, verbose_name="in short")),
                ("short_fr", models.CharField(blank=True, max_length=120, null=True, verbose_name="in short")),
                ("short_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="in short")),
                ("doing", models.CharField(blank=True, max_length=300, verbose_name="what is being done")),
                ("doing_nl", models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done")),
                ("doing_fr", models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done")),
                ("doing_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="what is being done")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("to_read", "to read"),
                            ("shown", "on the page"),
                            ("eased", "became easier"),
                            ("merged", "told together with another"),
                            ("kept_back", "not shown"),
                        ],
                        default="to_read",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("me_too", models.PositiveIntegerField(default=0, editable=False, verbose_name="others who know it")),
                ("told_in", models.DateField(default=encounters.models.thresholds.this_month, editable=False, verbose_name="told in")),
                ("settled_in", models.DateField(blank=True, editable=False, null=True, verbose_name="settled in")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="thresholds", to="merchants.chapter", verbose_name="city"
                    ),
                ),
                (
                    "merchant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="merchants.merchant",
                        verbose_name="about a place",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="encounters.threshold",
                        verbose_name="told together with",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="merchants.service",
                        verbose_name="about a service",
                    ),
                ),
            ],
            options={
                "verbose_name": "threshold",
                "verbose_name_plural": "thresholds",
                "ordering": ["told_in", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "merged"),
                                ("merged_into__isnull", False),
                                models.Q(("merged_into", models.F("key")), _negated=True),
                            ),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                            _connector="OR",
                        ),
                        name="threshold_told_with_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_in__isnull", True), ("state__in", ["to_read", "shown"])),
                            models.Q(("settled_in__isnull", False), ("state__in", ["eased", "merged", "kept_back"])),
                            _connector="OR",
                        ),
                        name="threshold_settled_in_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_in__day", 1), models.Q(("settled_in__isnull", True), ("settled_in__day", 1), _connector="OR")
                        ),
                        name="threshold_months",
                    ),
                ],
            },
        ),
    ]
