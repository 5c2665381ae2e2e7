import uuid

import django.db.models.deletion
from django.db import migrations, models

import encounters.models.thresholds


class Migration(migrations.Migration):
    dependencies = [("encounters", "0005_evaluation"), ("merchants", "0021_imports")]

    operations = [
        migrations.CreateModel(
            name="LearningCard",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "kind",
                    models.CharField(
                        choices=[("shoes", "Step into the shoes"), ("talk", "Conversation card")], max_length=5, verbose_name="kind"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("merchants", "for places"), ("professionals", "for professionals"), ("both", "for both")],
                        default="both",
                        max_length=13,
                        verbose_name="for whom",
                    ),
                ),
                ("icon", models.CharField(default="message-circle", max_length=40, verbose_name="pictogram")),
                ("words", models.JSONField(verbose_name="words")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "being made"), ("shown", "for everybody to read")],
                        default="draft",
                        max_length=5,
                        verbose_name="state",
                    ),
                ),
                (
                    "adapted_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="versions",
                        to="encounters.learningcard",
                        verbose_name="made from",
                    ),
                ),
                (
                    "chapter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learning_cards",
                        to="merchants.chapter",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "learning card",
                "verbose_name_plural": "learning cards",
                "ordering": ["kind", "slug"],
            },
        ),
        migrations.CreateModel(
            name="CardWish",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                ("language", models.CharField(default="nl", max_length=3, verbose_name="language")),
                ("told_in", models.DateField(default=encounters.models.thresholds.this_month, editable=False, verbose_name="asked in")),
                ("settled_in", models.DateField(blank=True, editable=False, null=True, verbose_name="settled in")),
                (
                    "chapter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="card_wishes", to="merchants.chapter", verbose_name="city"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="encounters.learningcard",
                        verbose_name="answered with",
                    ),
                ),
            ],
            options={
                "verbose_name": "question for a card",
                "verbose_name_plural": "questions for cards",
                "ordering": [models.OrderBy(models.F("settled_in"), descending=True, nulls_first=True), "told_in", "key"],
            },
        ),
        migrations.AddConstraint(
            model_name="learningcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("words", {}), _negated=True),
                    models.Q(
                        models.Func(
                            models.F("words"),
                            output_field=models.BooleanField(),
                            template='jsonb_path_exists(%(expressions)s, \'$.* ? (!(@.title.type() == "string" && @.title like_regex "^.{1,80}$" && @.situation.type() == "string" && @.situation like_regex "^.{1,200}.{0,100}$" && @.parts.size() >= 2 && @.parts.size() <= 4 && !exists(@.parts[*] ? (!(@.say.type() == "string" && @.say like_regex "^.{1,100}$")))))\'::jsonpath)',
                        ),
                        _negated=True,
                    ),
                ),
                name="card_has_its_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "talk"),
                    models.Q(
                        ("kind", "shoes"),
                        models.Q(
                            models.Func(
                                models.F("words"),
                                output_field=models.BooleanField(),
                                template='jsonb_path_exists(%(expressions)s, \'$.*.parts[*] ? (!(@.found.type() == "string" && @.found like_regex "^.{1,160}$"))\'::jsonpath)',
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="card_tells_what_others_found",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcard",
            constraint=models.CheckConstraint(
                condition=models.Q(("adapted_from__isnull", True), ("chapter__isnull", False), _connector="OR"),
                name="card_adapted_by_a_city",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningcard",
            constraint=models.UniqueConstraint(fields=("chapter", "adapted_from"), name="card_adapted_once_per_city"),
        ),
        migrations.AddConstraint(
            model_name="cardwish",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("card__isnull", True), ("settled_in__isnull", True), models.Q(("words", ""), _negated=True)),
                    models.Q(("settled_in__isnull", False), ("words", "")),
                    _connector="OR",
                ),
                name="wish_settled_is_wordless",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardwish",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_in__day", 1), models.Q(("settled_in__isnull", True), ("settled_in__day", 1), _connector="OR")),
                name="wish_months",
            ),
        ),
    ]
