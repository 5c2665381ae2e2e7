import django.contrib.postgres.fields
import django.db.models.deletion
import encounters.models.thresholds
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("merchants", "0020_catalogue"), ("referrals", "0005_city_maps")]

    operations = [
        migrations.CreateModel(
            name="ListeningRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                ("title", models.JSONField(default=dict, verbose_name="title")),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), default=list, size=None, verbose_name="languages"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "being made"), ("open", "open for answers"), ("closed", "closed")],
                        default="draft",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="open since")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="last day to answer")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listening_rounds",
                        to="merchants.chapter",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "listening round",
                "verbose_name_plural": "listening rounds",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the row")),
                (
                    "kind",
                    models.CharField(
                        choices=[("one", "one answer"), ("more", "more answers"), ("words", "in own words")],
                        default="more",
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("words", models.JSONField(default=dict, verbose_name="question")),
                ("is_split", models.BooleanField(default=False, verbose_name="tell the other answers apart by this one")),
                (
                    "listening_round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="encounters.listeninground"
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(max_length=300, verbose_name="words")),
                ("language", models.CharField(default="nl", max_length=3, verbose_name="language")),
                (
                    "state",
                    models.CharField(
                        choices=[("to_read", "to read"), ("shown", "shown"), ("struck", "not shown")],
                        default="to_read",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_words",
                        to="encounters.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "own words",
                "verbose_name_plural": "own words",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the row")),
                ("icon", models.CharField(default="circle", max_length=40, verbose_name="pictogram")),
                ("words", models.JSONField(default=dict, verbose_name="words")),
                (
                    "question",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="choices", to="encounters.question"),
                ),
            ],
            options={
                "verbose_name": "choice",
                "verbose_name_plural": "choices",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "group",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="encounters.choice"),
                ),
                (
                    "listening_round",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sheets", to="encounters.listeninground"),
                ),
            ],
        ),
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
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("choice", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="encounters.choice")),
                (
                    "group",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="encounters.choice"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="listeninground",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", True), ("opened_on__isnull", True), ("state", "draft")),
                    models.Q(("closed_on__isnull", True), ("opened_on__isnull", False), ("state", "open")),
                    models.Q(("closed_on__isnull", False), ("opened_on__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="round_opens_and_closes",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("listening_round", "position"), name="question_has_its_place"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_split", True)), fields=("listening_round",), name="round_split_by_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_split", False), ("kind", "one"), _connector="OR"), name="split_by_one_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "struck"), ("words", "")),
                    models.Q(models.Q(("state", "struck"), _negated=True), models.Q(("words", ""), _negated=True)),
                    _connector="OR",
                ),
                name="words_struck_are_gone",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(fields=("question", "position"), name="choice_has_its_place"),
        ),
        migrations.AddConstraint(
            model_name="threshold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "merged"), ("merged_into__isnull", False), models.Q(("merged_into", models.F("key")), _negated=True)
                    ),
                    models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="threshold_told_with_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="threshold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_in__isnull", True), ("state__in", ["to_read", "shown"])),
                    models.Q(("settled_in__isnull", False), ("state__in", ["eased", "merged", "kept_back"])),
                    _connector="OR",
                ),
                name="threshold_settled_in_a_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="threshold",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_in__day", 1), models.Q(("settled_in__isnull", True), ("settled_in__day", 1), _connector="OR")),
                name="threshold_months",
            ),
        ),
    ]
