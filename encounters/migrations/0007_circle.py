import uuid

import django.db.models.deletion
from django.db import migrations, models

import encounters.models.circle


class Migration(migrations.Migration):
    dependencies = [("encounters", "0006_cards")]

    operations = [
        migrations.CreateModel(
            name="CircleNote",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("answer", "answer"), ("tip", "tip"), ("thanks", "thank-you")], max_length=6, verbose_name="kind"
                    ),
                ),
                ("quarter", models.DateField(default=encounters.models.circle.this_quarter, editable=False, verbose_name="quarter")),
                ("question", models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name="question")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                ("language", models.CharField(default="nl", max_length=3, verbose_name="language")),
                ("signed", models.CharField(blank=True, max_length=120, verbose_name="signed by")),
                (
                    "state",
                    models.CharField(
                        choices=[("to_read", "to read"), ("shown", "shown"), ("kept_back", "not shown")],
                        default="to_read",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="circle_notes",
                        to="merchants.chapter",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "note of the circle",
                "verbose_name_plural": "notes of the circle",
                "ordering": ["-quarter", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "answer"), ("question__isnull", False), ("question__range", (1, 3))),
                            models.Q(("kind__in", ["tip", "thanks"]), ("question__isnull", True)),
                            _connector="OR",
                        ),
                        name="note_answers_a_question",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed", ""), ("state", "kept_back"), ("words", "")),
                            models.Q(("state__in", ["to_read", "shown"]), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="note_kept_back_is_gone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])), name="note_knows_its_quarter"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircleQuarter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField()),
                ("questions", models.JSONField()),
                (
                    "chapter",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="circle_quarters", to="merchants.chapter"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chapter", "quarter"), name="circle_asks_once_a_quarter"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])), name="circle_quarter_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("questions__2__isnull", False), ("questions__3__isnull", True)), name="circle_asks_three"
                    ),
                ],
            },
        ),
    ]
